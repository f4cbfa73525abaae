"""The cells of a ledger: how they are set, and texts and amounts as their paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.pieces import Cell as Set
from lcdesk.papers.kit.wording import Value, fill, written
from lcdesk.papers.pdf.tags import TaggedText

CellContent = Value | list[Flowable]
TableRow = Sequence[CellContent]


@dataclass(frozen=True)
class CellStyle:
    """How the rows of a table are set, in points: type, room above, under and beside it, least
    height of a row.

    A word or an amount that is too wide for its cell is set as small as `smallest` before it
    breaks.
    """

    size: float = 12
    smallest: float = 12
    leading: float = 14.5
    above: float = 2
    under: float = 4
    side: float = 1.3 * mm
    least: float = 0


USUAL = CellStyle()
COMPACT = CellStyle(size=11, smallest=8, leading=12.5, above=1, under=2.5, side=0.7 * mm)
SIGNED = replace(COMPACT, least=8 * mm)
"""Compact, but a hand can write and sign in each row."""


@dataclass(frozen=True)
class TableColumn:
    """A column: wording key of its head, width in mm, alignment, key of a head over it and its
    neighbours."""

    key: str
    width: float
    align: int = TA_LEFT
    group: str = ""


def note(markup: str, *, bold: bool = False, face: CellStyle = USUAL) -> TaggedText:
    """A paragraph in the type of a table cell, for a cell that holds several."""
    return TaggedText(markup, style_of(face, TA_LEFT, bold))


@cache
def style_of(face: CellStyle, align: int, bold: bool = False) -> ParagraphStyle:
    """The style of a cell."""
    name = fonts.BOLD if bold else fonts.REGULAR
    return ParagraphStyle(
        "cell", fontName=name, fontSize=face.size, leading=face.leading, alignment=align
    )


def cells_of(
    columns: Sequence[TableColumn], row: TableRow, face: CellStyle, *, bold: bool = False
) -> list[Set]:
    """The cells of a row as reportlab sets them."""
    return [
        _cell(cell, _fitting(cell, column, face, bold))
        for cell, column in zip(row, columns, strict=False)
    ]


def _fitting(cell: CellContent, column: TableColumn, face: CellStyle, bold: bool) -> ParagraphStyle:
    """The type of a cell, smaller where that keeps a lone word or amount whole."""
    style = style_of(face, column.align, bold)
    word = "" if isinstance(cell, list) or face.smallest == face.size else written(cell)
    width, room = stringWidth(word, style.fontName, face.size), column.width * mm - 2 * face.side
    if " " in word or width <= room:
        return style
    size = max(face.smallest, int(face.size * room / width))
    return style_of(replace(face, size=size), column.align, bold)


def _cell(cell: CellContent, style: ParagraphStyle) -> Set:
    if isinstance(cell, list) or cell == "":
        return cell
    markup = fill("{cell}", {"cell": cell}, "")
    if "<" in markup or "&" in markup:
        return TaggedText(markup, style)
    # Without markup there is nothing to parse, which is worth the while in a long list.
    return TaggedText(None, style, frags=[_fragment(style).clone(text=markup)])


@cache
def _fragment(style: ParagraphStyle) -> Any:
    """The letters of a cell as reportlab's parser makes them from plain text."""
    return TaggedText("x", style).frags[0]
