"""Key slots that travel with the ward file: what opens with its password, and what stays untouched."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import backup, checking, connection, database, keys, records, slots
from tests.storage.wards import (
    CHEAP,
    PASSWORD,
    USER,
    beside,
    copied_file,
    new_file,
    prints,
    python,
    save,
)

OTHER = "another password"


@pytest.fixture
def closed(path: Path) -> Path:
    """A ward file with one record, closed as it should be."""
    file = copied_file(path)
    save(file, Association(name="Hội Nông dân"))
    file.close()
    return path


def without_trailer(path: Path) -> None:
    """As a kill leaves a file."""
    size = path.stat().st_size - len(slots.sealed(slots.read(path)))
    os.truncate(path, size)
    assert slots.trailer(path) is None and size % 4096 == 0


def opens(path: Path, password: str = PASSWORD) -> bool:
    file = database.open_file(path, password)
    held = [each.name for each in records.find(file, Association)]
    problems = checking.check(file.db)
    save(file, Association(name="Hội Phụ nữ"))
    file.close()
    return held == ["Hội Nông dân"] and not problems


@pytest.mark.parametrize(
    "name", ["other.lcdesk", "phường - Copy.lcdesk", "phường (1).lcdesk", "sổ"]
)
def test_a_lone_file_opens_under_any_name(closed: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "stick").mkdir()
    lone = tmp_path / "stick" / name
    shutil.copy(closed, lone)
    assert opens(lone)
    assert beside(lone) == sorted([name, f"{name}.keys"])
    without_trailer(lone)
    database.open_file(lone, PASSWORD).close()


@pytest.mark.parametrize(
    "names",
    [
        ("phường - Copy.lcdesk", "phường.lcdesk - Copy.keys"),
        ("phường (1).lcdesk", "phường.lcdesk (1).keys"),
        ("phường-LAPTOP2.lcdesk", "phường.lcdesk-LAPTOP2.keys"),
        ("renamed.lcdesk", "phường.lcdesk.keys"),
        ("phường.lcdesk", "phường.lcdesk.keys (1)"),
    ],
)
def test_its_keys_are_found_by_its_mark(
    closed: Path, tmp_path: Path, names: tuple[str, str]
) -> None:
    without_trailer(closed)
    (tmp_path / "stick").mkdir()
    copy, key_file = (tmp_path / "stick" / name for name in names)
    shutil.copy(closed, copy)
    shutil.copy(slots.path_of(closed), key_file)
    new_file(tmp_path / "stick" / "another ward").close()
    assert opens(copy)


def test_a_file_copied_after_a_kill_needs_its_keys_or_the_recovery_key(
    closed: Path, tmp_path: Path
) -> None:
    without_trailer(closed)
    (tmp_path / "stick").mkdir()
    lone = tmp_path / "stick" / "lone.lcdesk"
    shutil.copy(closed, lone)
    before = prints(lone)
    with pytest.raises(Refused, match="missing"):
        database.open_file(lone, PASSWORD)
    assert (prints(lone), beside(lone)) == (before, ["lone.lcdesk"])


def test_the_keys_of_another_ward_are_set_aside(closed: Path, tmp_path: Path) -> None:
    new_file(tmp_path / "other").close()
    foreign = slots.path_of(tmp_path / "other").read_bytes()
    slots.path_of(closed).write_bytes(foreign)
    assert opens(closed)
    assert slots.path_of(closed).with_name("phường.lcdesk.keys.old").read_bytes() == foreign


def test_damaged_keys_are_replaced_by_those_behind_the_file(closed: Path) -> None:
    for content in (b"damaged", b"", b"{}", bytes(range(256))):
        slots.path_of(closed).write_bytes(content)
        database.open_file(closed, PASSWORD).close()
        assert [each.user for each in slots.read(closed).slots] == [USER]


def test_a_key_file_that_is_a_pipe_or_endless_is_passed_over(closed: Path) -> None:
    slots.path_of(closed).unlink()
    os.mkfifo(slots.path_of(closed))
    assert opens(closed)


def test_a_new_password_travels_with_the_next_closing(closed: Path, tmp_path: Path) -> None:
    file = database.open_file(closed, PASSWORD)
    key, mark = file.key, file.db.mark
    keys.write_slot(closed, key, USER, OTHER, CHEAP, mark)
    file.close()
    lone = tmp_path / "lone" / "x.lcdesk"
    lone.parent.mkdir()
    shutil.copy(closed, lone)
    with pytest.raises(Refused, match="does not open"):
        database.open_file(lone, PASSWORD)
    assert opens(lone, OTHER)


def test_while_it_is_open_nothing_stands_behind_the_last_page(closed: Path) -> None:
    at_rest = closed.stat().st_size
    file = database.open_file(closed, PASSWORD)
    assert closed.stat().st_size == file.db.size < at_rest
    save(file, Association(name="Hội Cựu chiến binh"))
    assert closed.stat().st_size == file.db.size
    file.close()
    file.close()
    assert slots.trailer(closed) is not None and connection.connect(
        closed, file.key
    ).size == file_pages(closed)


def file_pages(path: Path) -> int:
    found = slots.trailer(path)
    assert found is not None
    return path.stat().st_size - len(slots.sealed(found))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of the size of a file")
@pytest.mark.parametrize("room", [0, 100])
def test_closing_on_a_full_disk_leaves_the_pages_alone(closed: Path, room: int) -> None:
    import resource

    file = database.open_file(closed, PASSWORD)
    size, before = closed.stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, before[1]))
    try:
        file.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert closed.stat().st_size == size
    assert opens(closed)


@pytest.mark.parametrize("left", [1, 100, 700, 4096, 5000])
def test_what_a_power_cut_left_behind_the_last_page_does_no_harm(closed: Path, left: int) -> None:
    without_trailer(closed)
    with closed.open("ab") as file:
        file.write(bytes(range(250)) * 20 if left == 5000 else b"x" * left)
    assert opens(closed)
    assert slots.trailer(closed) is not None


def test_to_ask_for_an_open_file_again_leaves_its_lock(path: Path) -> None:
    from tests.storage.test_database import BUSY, OPEN

    file = new_file(path)
    for _again in range(2):
        with pytest.raises(Refused, match="already open"):
            database.open_file(path, PASSWORD)
        assert python(OPEN, path, PASSWORD).communicate(timeout=20)[0].strip() == BUSY
    save(file, Association(name="Hội Nông dân"))
    file.close()
    assert opens(path)


def test_a_copy_has_the_mark_of_its_file(closed: Path, tmp_path: Path) -> None:
    file = database.open_file(closed, PASSWORD)
    backup.backup(file, tmp_path / "copy")
    file.close()
    assert slots.mark_in(tmp_path / "copy") == slots.mark_in(closed) == file.slots.mark
