"""Small files are there whole or not at all."""

import os
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from lcdesk.storage import durable
from tests.storage.wards import beside, python


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    durable.write_text(path, "một")
    durable.write_text(path, "hai")
    assert path.read_text(encoding="utf-8") == "hai"
    assert beside(path) == ["x"]


def test_what_a_killed_try_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "x.new").write_text("half")
    durable.write_text(tmp_path / "x", "whole")
    assert beside(tmp_path / "x") == ["x"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    durable.write_text(path, "old")
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="no space"):
        durable.write_text(path, "new")
    assert path.read_text() == "old"
    assert beside(path) == ["x"]


def test_where_no_folder_can_be_synced_the_file_takes_its_name_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opened, synced = tmp_path / "x", os.open, []

    def as_windows(name: Path, flags: int) -> int:
        if name.is_dir():
            raise PermissionError(name)
        return opened(name, flags)

    (tmp_path / "built").write_text("whole")
    monkeypatch.setattr(os, "open", as_windows)
    monkeypatch.setattr(os, "fsync", lambda number: synced.append(os.fstat(number).st_ino))
    durable.put_in_place(tmp_path / "built", path)
    assert synced == [path.stat().st_ino]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_is_kept_under_one_more_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *_names: failing(0))
    path = tmp_path / "x"
    durable.write_text(path, "old")
    durable.keep_also(path, tmp_path / "y")
    durable.write_text(path, "new")
    assert (path.read_text(), (tmp_path / "y").read_text()) == ("new", "old")
    assert beside(path) == ["x", "y"]


def failing(descriptor: int) -> None:
    raise OSError("no space")


def test_what_stands_in_the_way_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "x"
    durable.set_aside(path)
    path.write_text("stray")
    durable.set_aside(path)
    assert (tmp_path / "x.old").read_text() == "stray"
    assert beside(path) == ["x.old"]


def test_what_is_built_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A killed process cannot see whether it was: so what is asked of the disk is watched, in its order. The name is
    on the disk once the folder is."""
    done: list[str] = []
    synced, renamed = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        done.append("synced")
        synced(descriptor)

    def rename(built: Path, path: Path) -> None:
        done.append("named")
        renamed(built, path)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", rename)
    durable.write_plain(tmp_path / "x", b"whole", lambda: done.append("noted"))
    assert done == ["synced", "noted", "named", "synced"]


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_what_is_written_plain_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """With the way of Windows, too, which knows no file without a name."""
    monkeypatch.setattr(sys, "platform", system)
    path = tmp_path / "x"
    durable.write_plain(path, b"old", lambda: None)

    def refuse() -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        durable.write_plain(path, b"new", refuse)
    assert path.read_bytes() == b"old"
    durable.write_plain(path, b"newer", lambda: None)
    assert path.read_bytes() == b"newer"
    assert beside(path) == ["x"]


KILLED = """
import os, signal, sys
from pathlib import Path
from lcdesk.storage import durable
if sys.argv[2] == "named":
    durable._nameless = lambda folder: None
durable.write_plain(Path(sys.argv[1]), b"a name and a debt", lambda: os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="files without a name are Linux's")
def test_a_kill_leaves_nothing_that_can_be_read(tmp_path: Path) -> None:
    program = python(KILLED, tmp_path / "x", "nameless")
    program.communicate()
    assert program.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_what_a_kill_left_is_cleared_by_the_next_paper(tmp_path: Path) -> None:
    python(KILLED, tmp_path / "x", "named").communicate()
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".")
    durable.write_plain(tmp_path / "y", b"another", lambda: None)
    assert beside(tmp_path / "y") == ["y"]


def test_a_file_that_a_scanner_holds_gets_a_few_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []
    renamed = os.replace

    def held(built: Path, path: Path) -> None:
        tries.append(path)
        if len(tries) < 4:
            raise PermissionError
        renamed(built, path)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(durable, "_rename", held)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    durable.write_text(tmp_path / "x", "whole")
    assert len(tries) == 4
    assert beside(tmp_path / "x") == ["x"]


def test_a_file_that_stays_held_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_built: Path, _path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(durable, "_rename", held)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(PermissionError):
        durable.write_text(tmp_path / "x", "whole")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")
def test_what_is_small_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "x"
    durable.write_text(path, "keys")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for mode, private in ((0o644, 0o600), (0o444, 0o444)):
        path.chmod(mode)
        durable.make_private(path)
        assert stat.S_IMODE(path.stat().st_mode) == private
