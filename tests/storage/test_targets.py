"""What goes out is written over nothing but its own kind; what is no plain file is never replaced."""

import os
import select
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import backup, database, slots, targets
from tests.storage.wards import (
    CHEAP,
    PASSWORD,
    STRANGER,
    USER,
    beside,
    copied_file,
    prints,
    save,
)

PDF, WORKBOOK, JSON = b"%PDF-1.7 new", b"PK\x03\x04 new", b'{\n "name": "new"}'
KINDS = [(".pdf", PDF), (".xlsx", WORKBOOK), (".json", JSON)]
posix = pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX")


def refusal(file: database.WardFile, path: Path, data: bytes = PDF) -> str:
    noted = []
    with pytest.raises(Refused) as refused:
        targets.write_out(path, data, file.identity, lambda: noted.append(path))
    assert noted == []
    return str(refused.value)


def written(file: database.WardFile, path: Path, data: bytes = PDF) -> None:
    noted = []
    targets.write_out(path, data, file.identity, lambda: noted.append(path))
    assert noted == [path]


@pytest.mark.parametrize(("suffix", "data"), KINDS)
def test_a_new_file_and_one_of_its_kind_are_written(
    file: database.WardFile, tmp_path: Path, suffix: str, data: bytes
) -> None:
    path = tmp_path / f"x{suffix.upper()}"
    for there in (data, data + b" again"):
        written(file, path, there)
        assert path.read_bytes() == there
    path.write_bytes(b"")
    written(file, path, data)
    assert path.read_bytes() == data


@pytest.mark.parametrize(("suffix", "data"), KINDS)
@pytest.mark.parametrize("dear", [b"something dear", b"\0" * 4096, b"x", b'{\n "lcdesk_keys": 1'])
def test_something_else_is_left_as_it_is(
    file: database.WardFile, tmp_path: Path, suffix: str, data: bytes, dear: bytes
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(dear)
    assert "holds something else" in refusal(file, path, data)
    assert path.read_bytes() == dear


@pytest.mark.parametrize("name", ["x", "x.txt", "x.docx", "x.pdf.xlsx"])
def test_a_name_says_what_is_written(file: database.WardFile, tmp_path: Path, name: str) -> None:
    assert "does not end in .pdf" in refusal(file, tmp_path / name)
    assert not (tmp_path / name).exists()


SPELLINGS: dict[str, Callable[[Path], Path]] = {
    "as it is": lambda path: path,
    "relative": lambda path: type(path)(os.path.relpath(path)),
    "roundabout": lambda path: path.parent / "folder" / ".." / path.name,
    "link": lambda path: linked(path, os.symlink),
    "second name": lambda path: linked(path, os.link),
}


def linked(path: Path, link: Callable[[Path, Path], object]) -> Path:
    second = path.with_name("paper.pdf")
    link(path, second)
    return second


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("which", ["", ".keys", "-journal"])
@pytest.mark.parametrize("name", ["phường.lcdesk", "sổ.pdf", "PHƯỜNG.LCDESK"])
def test_no_ward_file_is_written_over(
    file: database.WardFile, tmp_path: Path, spelling: str, which: str, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    other = tmp_path / name.replace("phường", "khác")
    copied_file(other, STRANGER).close()
    save(file, Association(name="Hội Nông dân"))
    other.with_name(other.name + "-journal").write_bytes(b"\0" * 512)
    goal = SPELLINGS[spelling](other.with_name(other.name + which))
    before = prints(other, slots.path_of(other)), beside(other)
    assert str(goal) in refusal(file, goal)
    assert (prints(other, slots.path_of(other)), beside(other)) == before


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", ["phường.lcdesk", "phường.pdf"])
def test_the_open_file_is_neither_written_over_nor_opened_again(
    tmp_path: Path, spelling: str, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    path = tmp_path / name
    file = copied_file(path)
    save(file, Association(name="Hội Nông dân"))
    file.close()
    before = prints(path)
    file = database.open_file(path, PASSWORD)
    assert "open here" in refusal(file, SPELLINGS[spelling](path))
    locked(path)
    file.close()
    assert prints(path) == before


def locked(path: Path) -> None:
    from tests.storage.test_database import BUSY, OPEN
    from tests.storage.wards import python

    assert python(OPEN, path, PASSWORD).communicate(timeout=20)[0].strip() == BUSY


def test_a_renamed_open_file_is_known_still(file: database.WardFile, tmp_path: Path) -> None:
    moved = tmp_path / "moved.pdf"
    file.path.rename(moved)
    assert "open here" in refusal(file, moved)


@posix
def test_of_a_link_what_it_leads_to_is_replaced(file: database.WardFile, tmp_path: Path) -> None:
    real, link = tmp_path / "folder" / "real.pdf", tmp_path / "link.pdf"
    real.parent.mkdir()
    real.write_bytes(b"%PDF-old")
    link.symlink_to(real)
    written(file, link)
    assert link.is_symlink() and real.read_bytes() == PDF
    real.unlink()
    assert "leads nowhere" in refusal(file, link)
    assert link.is_symlink() and not real.exists()
    link.unlink()
    link.symlink_to(link)
    assert "could not be written" in refusal(file, link)


@posix
def test_a_pipe_is_written_into(file: database.WardFile, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", bytearray()
    os.mkfifo(pipe)
    assert "could not be written" in refusal_of_a_pipe(file, pipe)
    long = PDF + os.urandom(300_000)
    link = tmp_path / "link.pdf"
    link.symlink_to(pipe)
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def reading() -> None:
        while len(read) < len(long) and select.select([descriptor], [], [], 20)[0]:
            read.extend(os.read(descriptor, 65536))

    reader = threading.Thread(target=reading)
    reader.start()
    written(file, link, long)
    reader.join(30)
    os.close(descriptor)
    assert read == long and stat.S_ISFIFO(pipe.stat().st_mode) and link.is_symlink()


def refusal_of_a_pipe(file: database.WardFile, pipe: Path) -> str:
    """Nobody reads from it. That the paper went out is noted in the transaction that is not kept."""
    with pytest.raises(Refused) as refused:
        targets.write_out(pipe, PDF, file.identity)
    return str(refused.value)


@posix
def test_a_device_is_written_into_and_stays(file: database.WardFile, tmp_path: Path) -> None:
    device = tmp_path / "null"
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 3))
        device.open("wb").close()
    except OSError:
        pytest.skip("no devices can be made here")
    written(file, device)
    assert stat.S_ISCHR(device.stat().st_mode) and device.stat().st_rdev == os.makedev(1, 3)


@posix
@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "folder", "a\0b.pdf", "x" * 300 + ".pdf", "none/x.pdf", "a/x.pdf"]
)
def test_what_names_no_file_is_a_sentence(
    file: database.WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "a").write_text("")
    path, before = type(tmp_path)(name), beside(tmp_path / "x")
    assert refusal(file, path)
    with pytest.raises(Refused):
        database.create(path, USER, PASSWORD, cost=CHEAP)
    with pytest.raises(Refused):
        database.open_file(path, PASSWORD)
    with pytest.raises(Refused):
        backup.backup(file, path)
    assert beside(tmp_path / "x") == before


@posix
@pytest.mark.parametrize("kind", ["pipe", "link", "dangling", "socket"])
def test_no_file_is_made_over_what_is_none(
    file: database.WardFile, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "x.lcdesk"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    else:
        (tmp_path / "real").write_text("dear" if kind == "link" else "")
        path.symlink_to(tmp_path / ("real" if kind == "link" else "nowhere"))
    before = os.lstat(path)
    makes: tuple[Callable[[], object], ...] = (
        lambda: database.create(path, USER, PASSWORD, cost=CHEAP),
        lambda: backup.backup(file, path),
    )
    for make in makes:
        with pytest.raises(Refused, match="is there already"):
            make()
    assert os.lstat(path) == before and not (tmp_path / "nowhere").exists()


@posix
def test_a_socket_is_no_target(file: database.WardFile, tmp_path: Path) -> None:
    os.mknod(tmp_path / "x.pdf", stat.S_IFSOCK | 0o600)
    assert "not a file" in refusal(file, tmp_path / "x.pdf")


def test_a_full_disk_leaves_the_old_file(
    file: database.WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-old")

    def full(*_paths: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Refused, match="the disk is full"):
        targets.write_out(path, PDF, file.identity)
    assert path.read_bytes() == b"%PDF-old" and list(tmp_path.glob(".*")) == []
