"""Small files are there whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from lcdesk.storage import durable
from tests.storage.wards import beside


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
    on the disk once the folder is; Windows has no way to ask for that."""
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
    with durable.building(tmp_path / "x") as fresh:
        fresh.write_bytes(b"whole")
    assert done == ["synced", "named", "synced"][: 2 if sys.platform == "win32" else 3]
