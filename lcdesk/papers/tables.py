"""Tables of a paper: a head on every page, rows that stay whole, and an ending that never stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from lcdesk.papers import fonts
from lcdesk.papers.parts import Form
from lcdesk.papers.wording import Value, fill

Cell = Value | list[Flowable]
Row = Sequence[Cell]
_Command = tuple[object, ...]

CELL = ParagraphStyle("cell", fontName=fonts.REGULAR, fontSize=12, leading=14.5)
_PLAIN = {align: ParagraphStyle(f"cell {align}", CELL, alignment=align) for align in (TA_LEFT, TA_CENTER, TA_RIGHT)}
_BOLD = {align: ParagraphStyle(f"bold {align}", style, fontName=fonts.BOLD) for align, style in _PLAIN.items()}
_BLANK_HEIGHT = 9 * mm
_FITS = 1000  # letters in a row that always fit on a page; a longer one is measured


@dataclass(frozen=True)
class Column:
    """A column: wording key of its head, width in mm, alignment, key of a head over it and its neighbours."""

    key: str
    width: float
    align: int = TA_LEFT
    group: str = ""


def note(markup: str) -> Paragraph:
    """A paragraph in the type of a table cell, for a cell that holds several."""
    return Paragraph(markup, CELL)


def ledger(
    form: Form,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    total: Row = (),
    blank: int = 0,
    foot: Sequence[Flowable] = (),
) -> Table:
    """Build a table. A row of one cell goes across all columns and stays with the row above it.

    `total` is a last row in bold; without `rows` there are `blank` empty ones to write in; `foot` is what follows
    the table (a sum in words, a signature block) and stays on one page with its last two rows.
    """
    body = [_cells(columns, row, _PLAIN) for row in rows or [("",) * len(columns)] * blank]
    if total:
        body.append(_cells(columns, total, _BOLD))
    grid = _Grid(form, columns, list(foot))
    tall = any(grid.height([row], foot=False) > form.height for row in body if sum(map(_letters, row)) > _FITS)
    return grid.table(body, kept=grid.kept(body, 3 if total else 2), tall=tall)


def _cells(columns: Sequence[Column], row: Row, styles: dict[int, ParagraphStyle]) -> list[object]:
    return [_cell(cell, styles[column.align]) for cell, column in zip(row, columns, strict=False)]


def _cell(cell: Cell, style: ParagraphStyle) -> object:
    if isinstance(cell, list) or cell == "":
        return cell
    return Paragraph(fill("{cell}", {"cell": cell}, ""), style)


def _letters(cell: object) -> int:
    flowables = cell if isinstance(cell, list) else [cell]
    return sum(len(flowable.getPlainText()) for flowable in flowables if isinstance(flowable, Paragraph))


@dataclass(frozen=True)
class _Grid:
    """The look of one table, put around all of its rows or, to measure, around some of them."""

    form: Form
    columns: Sequence[Column]
    foot: list[Flowable]

    def table(self, body: list[list[object]], *, kept: int, tall: bool = False, foot: bool = True) -> Table:
        """Rows of cells as a table whose last `kept` rows stay together; `tall` lets a row split over pages."""
        head, commands = self._head()
        data = head + [self._padded(row) for row in body]
        commands += _look(len(head), len(data))
        commands += [command for i, row in enumerate(body, len(head)) if len(row) == 1 for command in _across(i)]
        if foot and self.foot:
            data.append(self._padded([self.foot]))
            commands += _below(len(data) - 1)
        commands.append(("NOSPLIT", (0, max(len(head), len(data) - kept)), (-1, len(data) - 1)))
        heights = [None if any(row) else _BLANK_HEIGHT for row in data]
        widths = [column.width * mm for column in self.columns]
        return Table(data, widths, heights, style=commands, repeatRows=len(head), splitInRow=int(tall))

    def kept(self, body: list[list[object]], wanted: int) -> int:
        """How many rows at the end, foot included, can stay on one page: `wanted` of them if they fit."""
        if not self.foot:
            return wanted
        fitting = (n for n in range(wanted, 0, -1) if self.height(body[-n:]) <= self.form.height)
        return next(fitting, 0) + 1

    def height(self, body: list[list[object]], *, foot: bool = True) -> float:
        """Points that these rows need under the head."""
        height: float = self.table(body, kept=1, foot=foot).wrap(self.form.width, self.form.height)[1]
        return height

    def _padded(self, row: list[object]) -> list[object]:
        return [*row, *[""] * (len(self.columns) - len(row))]

    def _head(self) -> tuple[list[list[object]], list[_Command]]:
        titles: list[object] = [Paragraph(self.form.markup(column.key), _BOLD[TA_CENTER]) for column in self.columns]
        if not any(column.group for column in self.columns):
            return [titles], []
        upper, commands, x = list(titles), list[_Command](), 0
        for group, members in groupby(self.columns, key=lambda column: column.group):
            last = x + len(list(members)) - 1
            if group:
                upper[x] = Paragraph(self.form.markup(group), _BOLD[TA_CENTER])
                commands.append(("SPAN", (x, 0), (last, 0)))
            else:
                commands += [("SPAN", (i, 0), (i, 1)) for i in range(x, last + 1)]
            x = last + 1
        return [upper, titles], commands


def _look(head: int, rows: int) -> list[_Command]:
    return [
        ("GRID", (0, 0), (-1, rows - 1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, head - 1), "MIDDLE"),
        ("VALIGN", (0, head), (-1, rows - 1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, rows - 1), 1.3 * mm),
        ("RIGHTPADDING", (0, 0), (-1, rows - 1), 1.3 * mm),
        ("TOPPADDING", (0, 0), (-1, rows - 1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, rows - 1), 4),
    ]


def _across(row: int) -> list[_Command]:
    return [("SPAN", (0, row), (-1, row)), ("NOSPLIT", (0, row - 1), (-1, row))]


def _below(row: int) -> list[_Command]:
    sides = [(side, (0, row), (-1, row), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")]
    return [("SPAN", (0, row), (-1, row)), ("TOPPADDING", (0, row), (-1, row), 6), *sides]
