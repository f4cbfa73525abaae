"""What a grid draws on one page: rules as an artifact, cells as parts of its table, all of it at
once."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from lcdesk.domain import reports
from lcdesk.papers.grid.columns import CENTRE, LEFT, SIDE
from lcdesk.papers.grid.head import Title
from lcdesk.papers.grid.layout import ACROSS, GridLayout, RowLines
from lcdesk.papers.grid.rules import rules
from lcdesk.papers.kit.fonts import BOLD, REGULAR
from lcdesk.papers.kit.letters import ink, width
from lcdesk.papers.pdf.structure import Element, attributes
from lcdesk.papers.pdf.tags import TaggedCanvas

_DROP = 0.92  # points from the top of a line to what the letters stand on, in type of one point

CellRole = tuple[str, bytes]
"""Role and attributes of a cell."""
DrawnRow = tuple[Sequence[CellRole], Sequence[str]]
"""The kind of each cell, and the operators that draw it, "" for an empty one."""


def draw(canvas: Any, layout: GridLayout, table: Element, rows: range) -> None:
    """Draw the head and some rows from the top of a flowable; the head is content on the first page
    only."""
    page, lines = _Page(canvas._doc, layout, rows), rules(layout, rows)
    head, body = page.head(), page.body()
    if not isinstance(canvas, TaggedCanvas):
        canvas.addLiteral(f"{lines} {page.plain(head + body)}")
        return
    repeated = canvas.structure.has_rows(table)
    content = body if repeated else head + body
    cells = [
        ([attributes for _role, attributes in kinds], list(map(bool, shown)))
        for kinds, shown in content
    ]
    first = canvas.structure.table_rows(table, cells)
    artifact = f"{lines} {page.plain(head)}" if repeated else lines
    canvas.add_marked(f"/Artifact BMC {artifact} EMC {page.marked(content, first)}")


class _Page:
    """Some rows of a grid with its head; points are counted from the bottom of the last one."""

    def __init__(self, document: Any, layout: GridLayout, rows: range) -> None:
        self._layout, self._rows, self._face = layout, rows, layout.face
        self._inks = {font: ink(font, document) for font in (REGULAR, BOLD)}
        self._usual = self._inks[REGULAR].select(self._face.size)
        self._cells = [_kind("TD")] * len(layout.places)
        self._starts = [f"1 0 0 1 {place.left + SIDE:.2f} " for place in layout.places]

    def plain(self, rows: Iterable[DrawnRow]) -> str:
        """The operators of these rows."""
        return (
            f"BT {self._usual} "
            f"{' '.join([code for _kinds, shown in rows for code in shown if code])} ET"
        )

    def marked(self, rows: Iterable[DrawnRow], first: int) -> str:
        """The operators of these rows, where each cell is marked content with a number from `first`
        on."""
        numbers = count(first)
        cells = [
            f"/{role}<</MCID {next(numbers)}>>BDC {code} EMC"
            for kinds, shown in rows
            for (role, _attributes), code in zip(kinds, shown, strict=True)
            if code
        ]
        return f"BT {self._usual} {' '.join(cells)} ET"

    def head(self) -> list[DrawnRow]:
        """The one or two rows of the head."""
        rows: list[DrawnRow] = []
        for number in range(len(self._layout.head.heights)):
            titles = [title for title in self._layout.head.titles if title.row == number]
            kinds = [_kind("TH", title.columns, title.rows) for title in titles]
            rows.append((kinds, [self._title(title) for title in titles]))
        return rows

    def body(self) -> list[DrawnRow]:
        """The rows of the page."""
        return [self._row(index) for index in self._rows]

    def _title(self, title: Title) -> str:
        heights = self._layout.head.heights
        below = self._height(self._rows.start) + sum(heights[title.row + title.rows :])
        box = sum(heights[title.row : title.row + title.rows])
        top = below + (box + len(title.lines) * self._face.leading) / 2
        return self._lines(
            RowLines(BOLD, title.size, title.lines), title.left, title.width, CENTRE, top
        )

    def _height(self, index: int) -> float:
        """Points from the bottom of the page's rows to the top of this one."""
        return self._layout.height(index, self._rows.stop)

    def _row(self, index: int) -> DrawnRow:
        row, top = self._layout.row(index), self._height(index) - self._face.above
        if self._layout.is_simple(index):
            return self._cells, self._simple(row, top)
        cells = self._layout.cells(index)
        if row.kind in ACROSS:
            kind = _kind("TH" if row.kind == reports.HEADING else "TD", len(self._cells))
            return [kind], [self._lines(cells[0], 0, self._layout.width, LEFT, top)]
        places = zip(cells, self._layout.places, strict=True)
        return self._cells, [
            self._lines(cell, place.left, place.width, place.align, top) for cell, place in places
        ]

    def _simple(self, row: reports.Row, top: float) -> list[str]:
        """The cells of a row that are one line each in the usual type, as nearly all are: nothing
        is measured again."""
        letters, size = self._inks[REGULAR], self._face.size
        height = f"{top - _DROP * size:.2f} Tm "
        shown = []
        for place, start, value in zip(self._layout.places, self._starts, row.cells, strict=True):
            text = place.text(value)
            if text and place.align != LEFT:
                start = _start(text, REGULAR, size, place.left, place.width, place.align)
            shown.append(start + height + letters.show(text, size) if text else "")
        return shown

    def _lines(self, cell: RowLines, left: float, room: float, align: str, top: float) -> str:
        """The operators of a cell in any type, after which the usual one is set again."""
        if not cell.lines:
            return ""
        letters = self._inks[cell.font]
        parts = [letters.select(cell.size)]
        for number, line in enumerate(cell.lines):
            height = top - number * self._face.leading - _DROP * cell.size
            start = _start(line, cell.font, cell.size, left, room, align)
            parts.append(f"{start}{height:.2f} Tm {letters.show(line, cell.size)}")
        return " ".join([*parts, self._usual])


def _kind(role: str, columns: int = 1, rows: int = 1) -> CellRole:
    return role, attributes(Element(role, columns=columns, rows=rows))


def _start(text: str, font: str, size: float, left: float, room: float, align: str) -> str:
    """The first five numbers of a text matrix, which set where a text begins."""
    free = 0 if align == LEFT else room - 2 * SIDE - width(text.rstrip(), font) * size
    return f"1 0 0 1 {left + SIDE + (free / 2 if align == CENTRE else free):.2f} "
