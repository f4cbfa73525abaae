"""The structure of a ledger: a row for each row that is drawn, a cell for each cell, also where
nothing is written."""

from collections.abc import Sequence
from itertools import groupby

from lcdesk.papers.kit.pieces import Cell
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import TaggedText


def tag_row(table: Element, cells: Sequence[Cell], columns: int) -> None:
    """Add a row to the table; a single cell spans all columns."""
    row = Element("TR", table)
    span = columns if len(cells) == 1 else 1
    for cell in cells:
        _tag(cell, Element("TD", row, columns=span))


def tag_head(table: Element, rows: Sequence[Sequence[Cell]], groups: Sequence[str]) -> None:
    """Add a head of one row, or of two where columns have a head over them, named in `groups`.

    It is content once and not where the following pages repeat it.
    """
    upper = Element("TR", table)
    lower = Element("TR", table) if len(rows) == 2 else upper
    for group, members in groupby(range(len(groups)), key=lambda i: groups[i]):
        places = list(members)
        if group:
            _tag(rows[0][places[0]], Element("TH", upper, columns=len(places), once=True))
        for i in places:
            _tag(
                rows[-1][i],
                Element("TH", lower if group else upper, rows=1 if group else len(rows), once=True),
            )


def _tag(cell: Cell, element: Element) -> None:
    """Let what a cell holds belong to its element: one text itself, several as parts of it."""
    if isinstance(cell, TaggedText):
        cell.element = element
    elif isinstance(cell, list):
        for text in cell:
            if isinstance(text, TaggedText):
                text.element = Element(text.element.role, element)
