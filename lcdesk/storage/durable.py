"""Files that are there whole or not at all, also after a power cut."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


def put_in_place(built: Path, path: Path) -> None:
    """Give a finished file its name, on the disk too; the file of that name before is replaced in
    the same instant."""
    os.replace(built, path)
    with suppress(OSError):
        try:
            named = os.open(path.parent, os.O_RDONLY)
        except OSError:  # Windows opens no folder; there a synced file takes its name with it
            named = os.open(path, os.O_RDWR)
        try:
            os.fsync(named)
        finally:
            os.close(named)


def keep_also(path: Path, name: Path) -> None:
    """Give a file one more name, under which it stays when its own goes to another; where a disk
    knows one name only, as on a stick, copy it."""
    try:
        os.link(path, name)
    except OSError:
        with building(name) as copy:
            shutil.copyfile(path, copy)


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """Where to write a file that then takes the place of `path`, whole and on the disk; a failure
    leaves nothing."""
    built = path.with_name(f".{uuid4().hex}.tmp")
    try:
        yield built
        with built.open("rb+") as out:
            os.fsync(out.fileno())
        put_in_place(built, path)
    except BaseException:
        with suppress(OSError):
            built.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write a small file in the place of the one before."""
    built = path.with_name(path.name + ".new")
    with clearing(built):
        with built.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        put_in_place(built, path)


def set_aside(stray: Path) -> None:
    """Rename a file that stands in the way: what seems to belong to nothing is still not thrown
    away."""
    if stray.exists():
        os.replace(stray, stray.with_name(stray.name + ".old"))


@contextmanager
def clearing(*remains: Path) -> Iterator[None]:
    """Build files in a clear place: take away what a killed try left there, and what this one
    leaves if it fails."""
    for each in remains:
        each.unlink(missing_ok=True)
    try:
        yield
    except BaseException:
        for each in remains:
            with suppress(OSError):
                each.unlink(missing_ok=True)
        raise
