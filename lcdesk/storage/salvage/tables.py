"""Which rows belong to which table of a damaged ward file, and where rows may be missing."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lcdesk.i18n import _
from lcdesk.storage.salvage.trees import TreeCell, TreePage, TreePages

FARTHEST = 2**63 - 1
"""No row has a higher number."""


class Span(NamedTuple):
    """Numbers of rows that cannot be read, the last one included; not all of them need be there."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.last == FARTHEST:
            return _("{first} and beyond").format(first=self.first)
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


ALL = Span(1, FARTHEST)


def without(spans: Iterable[Span], numbers: Collection[int]) -> list[Span]:
    """What is left of spans without some numbers."""
    known, left = sorted(numbers), []
    for first, last in spans:
        for number in known[bisect_left(known, first) : bisect_right(known, last)]:
            if first < number:
                left.append(Span(first, number - 1))
            first = number + 1
        if first <= last:
            left.append(Span(first, last))
    return left


class StoredColumn(NamedTuple):
    """A column as its rows hold it; `default` is what a row has that is older than the column."""

    name: str
    types: tuple[type, ...]
    default: Any = None


@dataclass
class TablePart:
    """What could be read of a table, or of an index.

    `counted` is the place of the column that is the number of the row, -1 where none is. In a tree
    by values `lost` are first values: for lines, the ids of their owners. Only a part that is
    `wanted` keeps its rows.
    """

    name: str
    table: str
    columns: tuple[StoredColumn, ...]
    by_number: bool
    counted: int = -1
    wanted: bool = True
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    lost: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._types = tuple(each.types for each in self.columns)
        self._defaults = tuple(each.default for each in self.columns)
        self._fewest = 1 + max(
            (
                place
                for place, each in enumerate(self.columns)
                if not isinstance(each.default, each.types)
            ),
            default=-1,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(each.name for each in self.columns)

    def fits(self, page: TreePage) -> bool:
        """Whether what stands on a page could be of this table."""
        return page.by_number == self.by_number and all(
            self._fewest <= len(cell.row) <= len(self._types)
            and all(map(isinstance, cell.row, self._types))
            for cell in page.cells
            if cell.row is not None
        )

    def add(self, cell: TreeCell) -> None:
        """Take the row of a cell."""
        if cell.row is None or not self.wanted:
            return
        row = cell.row + self._defaults[len(cell.row) :]
        if self.by_number and cell.number is not None:
            self.numbers.add(cell.number)
            if self.counted >= 0:
                row = (*row[: self.counted], cell.number, *row[self.counted + 1 :])
        self.rows.append(row)

    def has_lost(self, number: int) -> bool:
        """Whether a row of this number would be among those that cannot be read."""
        return any(first <= number <= last for first, last in self.lost)

    def last(self) -> int:
        """The highest number that a row has, or may have had."""
        return max([0, *self.numbers, *(span.last for span in self.lost)])

    def settle(self, last: int | None) -> None:
        """Leave out of what is lost the numbers that were found elsewhere, and those above the
        highest that was ever given, where that is known."""
        if last is not None:
            self.lost = [Span(each.first, min(each.last, last)) for each in self.lost]
        self.lost = joined(without(self.lost, self.numbers))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same numbers in as few spans as can be."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and found[-1].last + 1 >= span.first:
            found[-1] = Span(found[-1].first, max(span.last, found[-1].last))
        else:
            found.append(span)
    return found


class Sorter:
    """Gives each page to its table: first by the way from its root, then, where the way is broken,
    by what it holds."""

    def __init__(self, pages: TreePages) -> None:
        self._pages = pages
        self._given: set[int] = set()
        self._missed: set[int] = set()

    def follow(self, part: TablePart, number: int, within: Span = ALL) -> None:
        """Take the rows of a page and of all behind it."""
        page = self._pages.get(number) if number not in self._given else None
        if page is None or not part.fits(page):
            self._missed.add(number)
            part.lost.append(within)
            return
        self._given.add(number)
        first = within.first
        for cell in page.cells:
            known = cell.number
            if cell.child:
                until = within.last if known is None else known
                self.follow(part, cell.child, Span(first, until))
            self._take(part, page, cell, Span(first, within.last))
            if known is not None:
                first = known + 1 if part.by_number else known
        if page.last:
            self.follow(part, page.last, Span(first, within.last))

    def _take(self, part: TablePart, page: TreePage, cell: TreeCell, within: Span) -> None:
        """Take the row of a cell; where it goes on to a page that cannot be read, it is lost."""
        part.add(cell)
        if cell.row is None and not page.is_way:
            number = cell.number
            part.lost.append(within if number is None else Span(number, number))

    def place_strays(self, parts: Iterable[TablePart]) -> bool:
        """Give the pages to which no way leads to the one table that misses such rows. Whether all
        found theirs."""
        torn = [(part, tuple(part.lost)) for part in parts if part.lost]
        entered: set[tuple[str, Span]] = set()
        are_all_placed = True
        for number, page in self._strays():
            fitting = [(part, lost) for part, lost in torn if _may_hold(part, lost, page)]
            if len(fitting) != 1:
                are_all_placed = False
                continue
            self._given.add(number)
            ((part, lost),) = fitting
            for cell in page.cells:
                self._take(part, page, cell, ALL)
                entered.update((part.name, each) for each in lost if _is_in(cell.number, each))
        if self._knows_all_damaged():
            # What led to these pages held no rows itself, and all that it led to was found.
            for part, _lost in torn:
                if part.by_number:
                    part.lost = [each for each in part.lost if (part.name, each) not in entered]
        return are_all_placed

    def _strays(self) -> list[tuple[int, TreePage]]:
        passed = self._given | self._pages.free()
        left = [number for number in self._pages.sound.numbers() if number not in passed]
        found = ((number, self._pages.get(number)) for number in left)
        return [(number, page) for number, page in found if page and _holds_row(page)]

    def _knows_all_damaged(self) -> bool:
        """Whether each damaged page was met on the way from a root: then no other held rows."""
        met = self._missed | self._pages.missed | self._pages.free()
        return self._pages.sound.get(1) is not None and not self._pages.sound.damaged() - met


def _holds_row(page: TreePage) -> bool:
    return any(cell.row is not None for cell in page.cells)


def _may_hold(part: TablePart, lost: Iterable[Span], page: TreePage) -> bool:
    numbers = [cell.number for cell in page.cells if cell.number is not None]
    return part.fits(page) and all(any(_is_in(number, each) for each in lost) for number in numbers)


def _is_in(number: int | None, span: Span) -> bool:
    return number is not None and span.first <= number <= span.last
