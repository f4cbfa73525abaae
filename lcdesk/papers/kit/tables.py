"""Tables of a paper: a head on every page, rows that stay whole, and an ending that never stands
alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.cells import USUAL, CellStyle, TableColumn, TableRow, cells_of, style_of
from lcdesk.papers.kit.parts import SECTION, Typesetter
from lcdesk.papers.kit.pieces import Cell as _Cell
from lcdesk.papers.kit.pieces import pieces
from lcdesk.papers.kit.table_tags import tag_head, tag_row
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import TaggedText

_Cells = list[_Cell]
_Command = tuple[object, ...]

_TITLE = ParagraphStyle("table title", SECTION, keepWithNext=0)
_BLANK_HEIGHT = 8 * mm
_GAP = 1.5 * mm
_FITS = 300  # letters in a row that always fit on a page; a longer one is measured


def ledger(
    form: Typesetter,
    columns: Sequence[TableColumn],
    rows: Sequence[TableRow],
    *,
    titles: Sequence[str] = (),
    total: TableRow = (),
    blank: int = 0,
    foot: Sequence[Flowable] = (),
    face: CellStyle = USUAL,
) -> list[Flowable]:
    """Build a table. A row of one cell goes across all columns and stays with the row above it.

    `titles` are wording keys of headings that stay with the first row; `total` is a last row in
    bold; without
    `rows` there are `blank` empty ones to write in; `foot` is what follows the table (a sum in
    words, a signature block) and stays on one page with its last two rows.
    """
    body = [cells_of(columns, row, face) for row in rows or [("",) * len(columns)] * blank]
    if total:
        body.append(cells_of(columns, total, face, bold=True))
    element = Element("Table")
    grid = _Grid(form, columns, list(foot), face, _head(form, columns, face, element))
    for row in body:
        tag_row(element, row, len(columns))
    body = grid.cut(body)
    kept = grid.kept(body, 3 if total else 2)
    table = grid.table(body, kept=kept)
    return [*_headings(form, titles, grid.start(body, kept)), table]


def _headings(form: Typesetter, titles: Sequence[str], start: float) -> list[Flowable]:
    """Headings that go to the next page when the first `start` points of the table do.

    keepWithNext would take the whole table along, and a long one would leave most of a page empty.
    """
    headings = [form.text(title, _TITLE) for title in titles]
    needed = start + len(titles) * 1.5 * _TITLE.leading
    return [CondPageBreak(min(form.height, needed)), *headings] if titles else []


def _wholes(body: list[_Cells]) -> list[list[_Cells]]:
    """Each row with the notes that stay with it."""
    wholes: list[list[_Cells]] = []
    for row in body:
        if len(row) == 1 and wholes:
            wholes[-1].append(row)
        else:
            wholes.append([row])
    return wholes


def _bound(body: list[_Cells], last: int) -> list[_Cells]:
    """The `last` rows, with the one above where they begin with a note that stays with it."""
    start = max(0, len(body) - last)
    return (
        body[start - 1 :]
        if start and len(body[start]) == 1 < len(body[start - 1])
        else body[start:]
    )


def _letters(cell: _Cell) -> int:
    flowables = cell if isinstance(cell, list) else [cell]
    return sum(
        len(flowable.getPlainText()) for flowable in flowables if isinstance(flowable, Paragraph)
    )


def _height(cell: _Cell, width: float) -> float:
    flowables = cell if isinstance(cell, list) else [cell]
    return float(
        sum(flowable.wrap(width, 0)[1] for flowable in flowables if isinstance(flowable, Flowable))
    )


def _head(
    form: Typesetter, columns: Sequence[TableColumn], face: CellStyle, element: Element
) -> tuple[list[_Cells], list[_Command]]:
    """The rows of the head, and how their cells span others."""
    style = style_of(face, TA_CENTER, bold=True)
    groups = [column.group for column in columns]
    titles: _Cells = [TaggedText(form.markup(column.key), style) for column in columns]
    rows, commands, x = [list(titles), titles] if any(groups) else [titles], list[_Command](), 0
    for group, members in groupby(groups) if any(groups) else ():
        last = x + len(list(members)) - 1
        if group:
            rows[0][x] = TaggedText(form.markup(group), style)
            commands.append(("SPAN", (x, 0), (last, 0)))
        else:
            commands += [("SPAN", (i, 0), (i, 1)) for i in range(x, last + 1)]
        x = last + 1
    tag_head(element, rows, groups)
    return rows, commands


@dataclass(frozen=True)
class _Grid:
    """The look of one table, put around all of its rows or, to measure, around some of them."""

    form: Typesetter
    columns: Sequence[TableColumn]
    foot: list[Flowable]
    face: CellStyle
    head: tuple[list[_Cells], list[_Command]]

    def table(self, body: list[_Cells], *, kept: int, foot: bool = True) -> Table:
        """Rows of cells as a table whose last `kept` rows stay together."""
        head, spans = self.head
        commands = list(spans)
        data = head + [self._padded(row) for row in body]
        heights = [None] * len(head) + [self._row_height(row) for row in body]
        commands += self._look(len(head), len(data))
        commands += _across([len(row) == 1 for row in body], len(head))
        if foot and self.foot:
            data.append(self._padded([self.foot]))
            heights.append(None)
            commands += _below(len(data) - 1)
        commands.append(("NOSPLIT", (0, max(len(head), len(data) - kept)), (-1, len(data) - 1)))
        return Table(
            data,
            [column.width * mm for column in self.columns],
            heights,
            style=commands,
            repeatRows=len(head),
            spaceBefore=_GAP,
            spaceAfter=_GAP,
        )

    def _row_height(self, row: _Cells) -> float | None:
        """The height of a plain row, so that the table need not measure it at every page; None for
        others."""
        if not any(row):
            return float(_BLANK_HEIGHT)
        if len(row) == 1:
            return None
        heights = [_height(cell, width) for cell, width in zip(row, self._inner(), strict=True)]
        return max(max(heights) + self.face.above + self.face.under, self.face.least)

    def _inner(self) -> list[float]:
        """The widths of the cells' text."""
        return [column.width * mm - 2 * self.face.side for column in self.columns]

    def kept(self, body: list[_Cells], wanted: int) -> int:
        """How many rows at the end, foot included, can stay on one page: `wanted` of them if they
        fit."""
        fitting = (
            n for n in range(wanted, 0, -1) if self.height(_bound(body, n)) <= self.form.height
        )
        return next(fitting, 0) + bool(self.foot)

    def cut(self, body: list[_Cells]) -> list[_Cells]:
        """The same rows, where no row with its notes is higher than a page."""
        return [
            piece for whole in _wholes(body) for row in whole for piece in self._pieces(row, whole)
        ]

    def _pieces(self, row: _Cells, whole: list[_Cells]) -> list[_Cells]:
        letters = sum(_letters(cell) for cells in whole for cell in cells)
        if letters <= _FITS or self.height(whole, foot=False) <= self.form.height:
            return [row]
        widths = self._inner() if len(row) > 1 else [self.form.width - 2 * self.face.side]
        # A quarter of a page, so that what stays together still fits on one.
        return pieces(row, widths, self.form.height / 4)

    def start(self, body: list[_Cells], kept: int) -> float:
        """Points from the top of the table to the first place where it may split."""
        return self.height(body) if len(body) <= kept else self.height(_wholes(body)[0], foot=False)

    def height(self, body: list[_Cells], *, foot: bool = True) -> float:
        """Points that these rows need under the head."""
        height: float = self.table(body, kept=1, foot=foot).wrap(self.form.width, self.form.height)[
            1
        ]
        return height

    def _padded(self, row: _Cells) -> _Cells:
        return [*row, *[""] * (len(self.columns) - len(row))]

    def _look(self, head: int, rows: int) -> list[_Command]:
        sides = (
            ("LEFT", self.face.side),
            ("RIGHT", self.face.side),
            ("TOP", self.face.above),
            ("BOTTOM", self.face.under),
        )
        return [
            fonts.EMPTY_CELLS,
            ("GRID", (0, 0), (-1, rows - 1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, head - 1), "MIDDLE"),
            ("VALIGN", (0, head), (-1, rows - 1), "TOP"),
            *((f"{side}PADDING", (0, 0), (-1, rows - 1), room) for side, room in sides),
        ]


def _across(notes: Sequence[bool], head: int) -> list[_Command]:
    """Notes go across and stay with the row above; the pieces of a cut one follow each other over
    pages."""
    spans: list[_Command] = [
        ("SPAN", (0, i), (-1, i)) for i, is_note in enumerate(notes, head) if is_note
    ]
    above = zip([True, *notes], notes, strict=False)
    return spans + [
        ("NOSPLIT", (0, i - 1), (-1, i))
        for i, pair in enumerate(above, head)
        if pair == (False, True)
    ]


def _below(row: int) -> list[_Command]:
    sides = [
        (side, (0, row), (-1, row), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")
    ]
    return [("SPAN", (0, row), (-1, row)), ("TOPPADDING", (0, row), (-1, row), 6), *sides]
