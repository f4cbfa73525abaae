"""What stands on the pages of an SQLite file: rows, and which pages follow
(https://sqlite.org/fileformat2.html).

A table is a tree of rows by their number; an index, and a table WITHOUT ROWID, one by their values.
"""

import struct
from typing import Any, NamedTuple

from lcdesk.storage.salvage.pages import USABLE_BYTES, SoundPages

_INNER, _BY_NUMBER = (2, 5), (5, 13)
_KINDS = (*_INNER, 10, 13)
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""How many bytes a value of each of the first kinds takes; texts and bytes say it themselves."""
_UNREADABLE = (ValueError, IndexError, struct.error)
"""What is raised by a page that holds something else."""


class TreeCell(NamedTuple):
    """A place on a page: the page before it in the tree, and the row, if one is there.

    The number is that of the row, in a tree by values the first value; None where that is no
    number, or on a page that cannot be read.
    """

    child: int
    number: int | None
    row: tuple[Any, ...] | None


class TreePage(NamedTuple):
    """A page of a tree; `last` is the page behind all cells, 0 on a leaf."""

    by_number: bool
    cells: list[TreeCell]
    last: int

    @property
    def is_way(self) -> bool:
        """Whether only the way to rows stands here."""
        return self.by_number and bool(self.last)


class TreePages:
    """The readable pages of all trees of a file; `missed` are those that a row goes on to and that
    cannot be read."""

    def __init__(self, pages: SoundPages) -> None:
        self.sound = pages
        self.missed: set[int] = set()

    def get(self, number: int) -> TreePage | None:
        """What stands on a page; None where it cannot be read or is none of a tree."""
        data = self.sound.get(number)
        begins = 100 if number == 1 else 0
        if data is None or data[begins] not in _KINDS:
            return None
        kind = data[begins]
        is_inner = kind in _INNER
        try:
            (count,) = struct.unpack_from(">H", data, begins + 3)
            starts = struct.unpack_from(f">{count}H", data, begins + (12 if is_inner else 8))
            cells = [self._cell(data, at, kind) for at in starts]
        except _UNREADABLE:
            return None
        return TreePage(kind in _BY_NUMBER, cells, _page_at(data, begins + 8) if is_inner else 0)

    def _cell(self, data: bytes, at: int, kind: int) -> TreeCell:
        child, number = 0, None
        if kind in _INNER:
            child, at = _page_at(data, at), at + 4
        if kind == 5:
            return TreeCell(child, _varint(data, at)[0], None)
        size, at = _varint(data, at)
        if kind == 13:
            number, at = _varint(data, at)
        content = self._content(data, at, size, USABLE_BYTES - 35 if kind == 13 else _most(64))
        if content is None:
            return TreeCell(child, number, None)
        row = _values(content)
        if number is None and row and isinstance(row[0], int):
            number = row[0]
        return TreeCell(child, number, row)

    def _content(self, data: bytes, at: int, size: int, most: int) -> bytes | None:
        """The bytes of a row; of more than `most` the rest stands on a chain of other pages."""
        if size <= most:
            return data[at : at + size]
        least = _most(32)
        here = least + (size - least) % (USABLE_BYTES - 4)
        here = here if here <= most else least
        parts, further, left = [data[at : at + here]], _page_at(data, at + here), size - here
        while left > 0:
            page = self.sound.get(further)
            if page is None:
                self.missed.add(further)
                return None
            parts.append(page[4 : min(USABLE_BYTES, 4 + left)])
            left -= len(parts[-1])
            further = _page_at(page, 0)
        return b"".join(parts)

    def free(self) -> set[int]:
        """The pages that belong to nothing, as far as it is known; what stands there is of
        before."""
        found: set[int] = set()
        first = self.sound.get(1)
        trunk = _page_at(first, 32) if first else 0
        while trunk not in found and (data := self.sound.get(trunk)):
            found.add(trunk)
            count = min(_page_at(data, 4), USABLE_BYTES // 4 - 2)
            found.update(_page_at(data, 8 + 4 * place) for place in range(count))
            trunk = _page_at(data, 0)
        return found


def _most(share: int) -> int:
    return (USABLE_BYTES - 12) * share // 255 - 23


def _page_at(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in one to nine bytes, and where what follows begins."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    value = value << 8 | data[at + 8]
    return value - 2**64 if value >= 2**63 else value, at + 9


def _values(content: bytes) -> tuple[Any, ...]:
    head, at = _varint(content, 0)
    values, place = [], head
    while at < head:
        kind, at = _varint(content, at)
        size = _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2
        data = content[place : place + size]
        if len(data) != size:
            raise ValueError("a row ends early")
        values.append(_value(kind, data))
        place += size
    return tuple(values)


def _value(kind: int, data: bytes) -> Any:
    if kind >= 12:
        return data.decode() if kind % 2 else data
    if kind == 0:
        return None
    if kind == 7:
        return struct.unpack(">d", data)[0]
    return kind - 8 if kind in (8, 9) else int.from_bytes(data, "big", signed=True)
