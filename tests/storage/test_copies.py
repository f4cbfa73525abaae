"""Copies of a ward file in a folder: made, thinned, compared, and put back in its place."""

import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import backup, checking, database, records, restoring, slots
from lcdesk.storage.refusing import Damaged
from tests.storage.wards import PASSWORD, beside, copied_file, new_file, python, save

NOON = datetime(2026, 11, 25, 12)


@pytest.fixture
def file(path: Path) -> Iterator[database.WardFile]:
    made = copied_file(path)
    save(made, Association(name="Hội Nông dân"))
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def names(file: database.WardFile) -> list[str]:
    return [each.name for each in records.find(file, Association)]


def test_a_copy_is_one_file_that_opens_alone(file: database.WardFile, stick: Path) -> None:
    made = backup.add_to(file, stick, NOON)
    assert beside(made) == ["phường 2026-11-25 12h00m00.lcdesk"]
    assert backup.copies(stick, file.slots.mark, file.identity) == [(made, NOON)]
    copy = database.open_file(made, PASSWORD)
    assert names(copy) == ["Hội Nông dân"] and checking.check(copy.db) == []
    copy.close()


def test_old_copies_are_thinned_and_strangers_stay(
    file: database.WardFile, stick: Path, tmp_path: Path
) -> None:
    other = new_file(tmp_path / "phường khác.lcdesk")
    foreign = backup.add_to(other, stick, NOON)
    other.close()
    (stick / "phường 2026-11-25 11h00m00.lcdesk").write_bytes(b"something else")
    for n in range(8):
        backup.add_to(file, stick, NOON + timedelta(minutes=30 * n))
    left = [each.made_at for each in backup.copies(stick, file.slots.mark, file.identity)]
    assert left == [NOON + timedelta(minutes=30 * n) for n in (7, 6, 5, 4)]
    assert foreign.exists() and (stick / "phường 2026-11-25 11h00m00.lcdesk").exists()


def test_a_file_with_fewer_steps_takes_no_copy_away(file: database.WardFile, stick: Path) -> None:
    for n in range(4):
        save(file, Association(name=f"Hội {n}"))
        backup.add_to(file, stick, NOON + timedelta(minutes=n))
    older = backup.copies(stick, file.slots.mark, file.identity)[-1]
    restored, aside = restoring.restore(file, older.path)
    assert names(restored) == ["Hội 0", "Hội Nông dân"]
    for n in range(8):
        backup.add_to(restored, stick, NOON + timedelta(hours=1, minutes=n))
    kept = [each.made_at for each in backup.copies(stick, restored.slots.mark, restored.identity)]
    restored.close()
    assert NOON + timedelta(minutes=3) in kept and len(kept) == 12
    before = database.open_file(aside, PASSWORD)
    assert "Hội 3" in names(before)
    before.close()


def test_what_a_copy_lacks_is_told(file: database.WardFile, stick: Path) -> None:
    made = backup.add_to(file, stick, NOON)
    assert backup.compare(file, made) == ((), ())
    save(file, Association(name="Hội Phụ nữ"), "add_association")
    (taken,) = backup.compare(file, made).only_here
    assert taken.name == "add_association" and taken.done_at.startswith(str(datetime.now().year))
    restored, _aside = restoring.restore(file, made)
    save(restored, Association(name="Hội khác"), "other")
    newer = backup.add_to(restored, stick, NOON + timedelta(minutes=1))
    again, _aside = restoring.restore(restored, made)
    assert [each.name for each in backup.compare(again, newer).only_there] == ["other"]
    again.close()


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "empty", "missing"])
def test_a_copy_that_is_no_good_is_not_put_back(
    file: database.WardFile, stick: Path, tmp_path: Path, damage: str
) -> None:
    made = backup.add_to(file, stick, NOON)
    content = bytearray(made.read_bytes())
    content[10_000] ^= 1
    if damage == "missing":
        made.unlink()
    elif damage == "other":
        other = new_file(tmp_path / "other")
        other.close()
        os.replace(tmp_path / "other", made)
    else:
        size = {"cut": 9000, "flipped": len(content), "empty": 0}[damage]
        made.write_bytes(bytes(content[:size]))
    with pytest.raises(Refused):
        restoring.restore(file, made)
    save(file, Association(name="Hội Phụ nữ"))
    assert names(file) == ["Hội Nông dân", "Hội Phụ nữ"]


def test_typing_goes_on_while_a_copy_is_made(file: database.WardFile, stick: Path) -> None:
    for n in range(200):
        save(file, Association(name=f"Hội {n:03d} " + "x" * 150))
    made: list[Path] = []
    beside_it = threading.Thread(target=lambda: made.append(backup.add_to(file, stick, NOON)))
    beside_it.start()
    saved = 0
    while beside_it.is_alive():
        save(file, Association(name=f"Hội sau {saved}"))
        saved += 1
    beside_it.join()
    copy = database.open_file(made[0], PASSWORD)
    assert checking.check(copy.db) == [] and len(names(copy)) >= 201
    copy.close()
    assert len(names(file)) == 201 + saved


def test_a_folder_that_is_gone_is_said(file: database.WardFile, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        backup.add_to(file, tmp_path / "no stick", NOON)
    assert slots.path_of(file.path).exists()


def test_a_copy_that_was_opened_is_no_copy_of_itself(file: database.WardFile, stick: Path) -> None:
    from tests.storage.test_database import BUSY, OPEN

    opened = database.open_file(backup.add_to(file, stick, NOON - timedelta(days=1)), PASSWORD)
    for n in range(6):
        backup.add_to(opened, stick, NOON + timedelta(minutes=n))
    assert opened.path.exists() and opened.path not in [
        each.path for each in backup.copies(stick, opened.slots.mark, opened.identity)
    ]
    assert python(OPEN, opened.path, PASSWORD).communicate(timeout=20)[0].strip() == BUSY
    opened.close()


def test_a_copy_that_is_missing_is_not_made_by_looking(
    file: database.WardFile, stick: Path
) -> None:
    for look in (backup.compare, restoring.restore):
        with pytest.raises(Refused, match="There is no file"):
            look(file, stick / "gone.lcdesk")
    assert list(stick.iterdir()) == []


def damaged(path: Path, page: int) -> None:
    """Turn one bit of a page round, as an old disk does; counted from 1."""
    with path.open("r+b") as out:
        out.seek((page - 1) * 4096 + 100)
        byte = out.read(1)[0]
        out.seek(-1, 1)
        out.write(bytes([byte ^ 1]))


def test_a_file_that_does_not_open_gets_its_copy_in_its_place(
    file: database.WardFile, stick: Path
) -> None:
    made = backup.add_to(file, stick, NOON)
    file.close()
    damaged(file.path, 1)
    with pytest.raises(Damaged):
        database.open_file(file.path, PASSWORD)
    with pytest.raises(Refused, match="does not open"):
        restoring.restore_closed(file.path, made, "a wrong password")
    restored, aside = restoring.restore_closed(file.path, made, PASSWORD)
    assert names(restored) == ["Hội Nông dân"]
    restored.close()
    database.open_file(file.path, PASSWORD).close()
    assert aside.exists() and "before restoring" in aside.name


def test_the_newest_copy_that_is_whole_is_found(file: database.WardFile, stick: Path) -> None:
    made = [backup.add_to(file, stick, NOON + timedelta(hours=hour)) for hour in range(3)]
    found = backup.copies(stick, file.slots.mark, file.identity)
    damaged(made[2], 5)
    assert backup.newest_good(found, lambda _copy: file.key) == (made[1], NOON + timedelta(hours=1))
    damaged(made[1], 1)
    damaged(made[0], 9)
    assert backup.newest_good(found, lambda _copy: file.key) is None
