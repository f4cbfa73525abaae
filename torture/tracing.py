"""The trace that the library wrote: every change of the folder, in its order."""

import struct
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from torture.preload import library

_HEAD = struct.Struct("=5Q")


class Kind(IntEnum):
    """What a line of the trace tells; the numbers are those of trace.c."""

    CREATE = 1
    WRITE = 2
    CUT = 3
    SYNC = 4
    SYNC_FOLDER = 5
    UNLINK = 6
    RENAME = 7
    MARK = 8
    LINK = 9


class Change(NamedTuple):
    """One change: of a file by its inode, or of names. A mark says how many steps are done."""

    kind: Kind
    inode: int
    offset: int
    content: bytes
    new_name: str

    @property
    def name(self) -> str:
        """The path of what is created, removed, renamed or synced."""
        return self.content.decode()


def begin(place: Path, trace: Path, with_folders: bool) -> None:
    """Write down what this process does below a folder from now on; without folders, it cannot open
    these, as no program can on Windows."""
    library().trace_begin(str(place).encode(), str(trace).encode(), int(not with_folders))


def mark(number: int) -> None:
    """Note in the trace that so many steps were acknowledged."""
    library().trace_mark(number)


def read(trace: Path) -> Iterator[Change]:
    """The changes of a trace."""
    data = trace.read_bytes()
    at = 0
    while at < len(data):
        kind, inode, offset, first, second = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        content, new_name = data[at : at + first], data[at + first : at + first + second]
        at += first + second
        yield Change(Kind(kind), inode, offset, content, new_name.decode())
