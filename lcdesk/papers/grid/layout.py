"""How the rows of a grid are divided into lines: measured once, and shared by the parts on all
pages."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass

from lcdesk.domain.reports import HEADING, PLAIN, Row, Table
from lcdesk.i18n import _
from lcdesk.papers.grid.columns import SIDE, face_of, places
from lcdesk.papers.grid.head import head_of
from lcdesk.papers.kit.fonts import BOLD, REGULAR
from lcdesk.papers.kit.letters import fitted, width

NOTHING = "nothing"
"""Kind of the one row of a table that has none."""
ACROSS = (HEADING, NOTHING)
# points of a row; a taller one goes on in another row, as a page must hold it with the head
_TALLEST = 280
_WIDEST = 1.0  # of a letter in type of one point
_HAIR = 1e-6


@dataclass(frozen=True)
class RowLines:
    """The text of a cell as it is set: font, points, lines."""

    font: str
    size: float
    lines: tuple[str, ...] = ()


class GridLayout:
    """The rows of a table, `width` points wide, from the top; a row too tall for a page is several
    here."""

    def __init__(self, table: Table, width: float) -> None:
        self.width, self.face = width, face_of(table)
        self.places = places(table, width)
        self.head = head_of(table.columns, self.places, self.face)
        self.rows = table.rows or (Row((_("No figures"),), NOTHING),)
        self._source = array("L")  # number of the row, and of its first line, that stands here
        self._first = array("L")
        self._lines = array("L")  # 0 where each cell is one line in the usual type
        self._tops = array("d", [0])
        self._most = int(_TALLEST / self.face.leading)
        for number, row in enumerate(self.rows):
            self._measure(number, row)

    @property
    def count(self) -> int:
        return len(self._source)

    def height(self, first: int, last: int) -> float:
        """Points that rows need, without the head."""
        return self._tops[last] - self._tops[first]

    def fitting(self, first: int, height: float) -> int:
        """The first row, counted from `first` on, that does not fit below the head into so many
        points."""
        room = height - self.head.height
        return max(first, bisect_right(self._tops, self._tops[first] + room + _HAIR) - 1)

    def may_break(self, index: int) -> bool:
        """May a page end above this row? Not under a heading, nor between the last two rows."""
        return index != self.count - 1 and self.row(index - 1).kind != HEADING

    def row(self, index: int) -> Row:
        return self.rows[self._source[index]]

    def is_simple(self, index: int) -> bool:
        """Is each cell of this row one line in the usual type?"""
        return self._lines[index] == 0

    def cells(self, index: int) -> list[RowLines]:
        """The cells of a row as they are set."""
        first = self._first[index]
        whole = self._set(self.row(index))
        return [
            RowLines(each.font, each.size, each.lines[first : first + self._most]) for each in whole
        ]

    def _measure(self, number: int, row: Row) -> None:
        lines = (
            0
            if row.kind == PLAIN and self._fits(row)
            else max(len(each.lines) for each in self._set(row)) or 1
        )
        for first in range(0, lines or 1, self._most):
            piece = min(lines - first, self._most)
            self._source.append(number)
            self._first.append(first)
            self._lines.append(piece)
            height = max(piece, 1) * self.face.leading + self.face.above + self.face.below
            self._tops.append(self._tops[-1] + height)

    def _fits(self, row: Row) -> bool:
        size = self.face.size
        for place, value in zip(self.places, row.cells, strict=True):
            if not place.fits:
                text, room = place.text(value), place.width - 2 * SIDE
                if len(text) * _WIDEST * size > room and width(text, REGULAR) * size > room:
                    return False
        return True

    def _set(self, row: Row) -> list[RowLines]:
        font = REGULAR if row.kind in (PLAIN, NOTHING) else BOLD
        if row.kind in ACROSS:
            return [self._lines_of(str(row.cells[0] or ""), font, self.width)]
        cells = zip(self.places, row.cells, strict=True)
        return [self._lines_of(place.text(value), font, place.width) for place, value in cells]

    def _lines_of(self, text: str, font: str, width: float) -> RowLines:
        return (
            RowLines(font, *fitted(text, font, self.face.size, width - 2 * SIDE))
            if text
            else RowLines(font, 0)
        )
