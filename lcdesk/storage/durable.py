"""Files that are there whole or not at all, also after a power cut."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

OURS_ALONE = 0o600
"""The mode of a file that nobody else on the machine may read."""
_TRIES = 6
_FIRST_WAIT = 0.05
"""Seconds; each wait is twice the one before, about 1.5 s in all."""
_TEMPORARY = ".lcdesk.tmp"


def put_in_place(built: Path, path: Path) -> None:
    """Give a finished file its name, on the disk too; the file of that name before is replaced in
    the same instant."""
    _patiently(_rename, built, path)
    with suppress(OSError):
        try:
            sync_name(path)
        except PermissionError:  # Windows opens no folder; there a synced file takes its name along
            _sync(path, os.O_RDWR)


def sync_name(path: Path) -> None:
    """Bring onto the disk which names are in the folder of a file. Raises OSError."""
    _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    opened = os.open(path, flags)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def keep_also(path: Path, name: Path) -> None:
    """Give a file one more name, under which it stays when its own goes to another; where a disk
    knows one name only, as on a stick, copy it."""
    try:
        os.link(path, name)
    except OSError:
        built = name.with_name(name.name + ".new")
        with clearing(built):
            make_empty(built)
            shutil.copyfile(path, built)
            with built.open("rb+") as copy:
                os.fsync(copy.fileno())
            put_in_place(built, name)


def _patiently(act: Callable[[Path, Path], None], built: Path, path: Path) -> None:
    """Try a few times on Windows, where a scanner of viruses may hold a file for a blink."""
    waits = [_FIRST_WAIT * 2**n for n in range(_TRIES - 1)] if sys.platform == "win32" else []
    for wait in waits:
        with suppress(PermissionError):
            act(built, path)
            return
        time.sleep(wait)
    act(built, path)


if sys.platform == "win32":

    def _rename(built: Path, path: Path) -> None:
        """As os.replace, but it comes back when the name is on the disk."""
        import ctypes

        replace_existing, write_through = 0x1, 0x8
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        move = kernel32.MoveFileExW
        move.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32)
        if not move(str(built), str(path), replace_existing | write_through):
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _rename(built: Path, path: Path) -> None:
        os.replace(built, path)


def make_private(path: Path) -> None:
    """Take away what others on this machine may do with a file; where it is somebody else's or only
    to be read, it stays as it is."""
    with suppress(OSError):
        mode = stat.S_IMODE(os.stat(path).st_mode)
        if os.name == "posix" and mode & stat.S_IWUSR and mode & ~OURS_ALONE:
            path.chmod(OURS_ALONE)


def make_empty(path: Path) -> None:
    """Make a file that nobody else may read, where there is none."""
    with suppress(OSError):  # who then writes into it says why that cannot be
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OURS_ALONE))


def write_plain(path: Path, data: bytes, note: Callable[[], None]) -> None:
    """Write a file that can be read without a key in the place of the one before, and note it; a
    failure leaves neither.

    A kill leaves nothing that can be read: until it is whole the file has no name where the system
    knows such files; elsewhere it has one that the next write into the folder clears.
    """
    temporary = path.with_name(_TEMPORARY)
    with clearing(temporary):
        nameless = _nameless(path.parent)
        with nameless or temporary.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
            note()
            if nameless:
                _name(nameless, temporary)
        put_in_place(temporary, path)


def _nameless(folder: Path) -> BinaryIO | None:
    """A new file without a name; None where there is no such thing, as on Windows or a FAT
    stick."""
    if sys.platform != "linux":
        return None
    with suppress(OSError):
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    return None


def _name(nameless: BinaryIO, path: Path) -> None:
    here = os.open(path.parent, os.O_RDONLY)
    try:  # with a folder given, Python follows the link to the file itself
        os.link(f"/proc/self/fd/{nameless.fileno()}", path, src_dir_fd=here)
    finally:
        os.close(here)


def write_text(path: Path, text: str) -> None:
    """Write a small file that nobody else may read in the place of the one before."""
    built = path.with_name(path.name + ".new")
    with clearing(built):
        make_empty(built)
        with built.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        put_in_place(built, path)


def set_aside(stray: Path) -> None:
    """Rename a file that stands in the way: what seems to belong to nothing is still not thrown
    away."""
    if stray.exists():
        put_in_place(stray, stray.with_name(stray.name + ".old"))


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
