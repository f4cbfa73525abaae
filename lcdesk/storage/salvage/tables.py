"""Which rows belong to which table of a damaged ward file, and where rows may be missing."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
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
    `wanted` keeps its rows. `sign` tells its rows from others that hold the same kinds of values.
    """

    name: str
    table: str
    columns: tuple[StoredColumn, ...]
    by_number: bool
    counted: int = -1
    wanted: bool = True
    sign: Callable[[Sequence[Any]], bool] = bool
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
            and self.sign(cell.row)
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
        return _span_of(number, self.lost) is not None

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
        self._rootless: set[str] = set()

    def follow(self, part: TablePart, number: int, within: Span = ALL) -> None:
        """Take the rows of a page and of all behind it; 0 is a page of which nothing is known."""
        page = self._pages.get(number) if number not in self._given else None
        if page is None or not part.fits(page):
            self._missed.add(number)
            part.lost.append(within)
            if not number:
                self._rootless.add(part.name)
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

    def place_strays(self, parts: Iterable[TablePart]) -> None:
        """Give the pages to which no way leads to the one table that misses such rows; a page that
        fits several, or whose rows all go on to pages that cannot be read, is given to none."""
        torn = {part.name: part for part in parts if part.lost}
        lost = {
            # Touching gaps are told apart where each is of a page that led to others.
            name: sorted(part.lost) if part.by_number else joined(part.lost)
            for name, part in torn.items()
        }
        entered: dict[str, set[Span]] = {name: set() for name in torn}
        doubtful: set[str] = set()
        for number, page in self._strays() if torn else ():
            fitting = [name for name, part in torn.items() if _may_hold(part, lost[name], page)]
            if len(fitting) != 1 or not _shows_row(page):
                doubtful.update(fitting)
                continue
            self._given.add(number)
            for cell in page.cells:
                self._take(torn[fitting[0]], page, cell, ALL)
                if cell.number is not None and (span := _span_of(cell.number, lost[fitting[0]])):
                    entered[fitting[0]].add(span)
        if self._knows_all_damaged():
            for name in torn.keys() - doubtful:
                self._close(torn[name], entered[name])

    def _close(self, part: TablePart, entered: Iterable[Span]) -> None:
        """Forget the gaps of a table whose pages were all found: what led there held no rows."""
        for span in [ALL] if part.name in self._rootless else entered if part.by_number else ():
            part.lost.remove(span)

    def _strays(self) -> list[tuple[int, TreePage]]:
        passed = self._given | self._pages.free()
        left = [number for number in self._pages.sound.numbers() if number not in passed]
        found = ((number, self._pages.get(number)) for number in left)
        return [(number, page) for number, page in found if page and page.cells and not page.is_way]

    def _knows_all_damaged(self) -> bool:
        """Whether each damaged page was met on the way from a root: then no other held rows."""
        met = self._missed | self._pages.missed | self._pages.free()
        return self._pages.sound.get(1) is not None and not self._pages.sound.damaged() - met


def _shows_row(page: TreePage) -> bool:
    return any(cell.row is not None for cell in page.cells)


def _may_hold(part: TablePart, lost: Sequence[Span], page: TreePage) -> bool:
    numbers = (cell.number for cell in page.cells if cell.number is not None)
    return part.fits(page) and all(_span_of(number, lost) for number in numbers)


def _span_of(number: int, spans: Sequence[Span]) -> Span | None:
    """The one of these spans, in their order, in which a number is."""
    place = bisect_right(spans, number, key=lambda span: span.first) - 1
    return spans[place] if place >= 0 and number <= spans[place].last else None
