"""Cut the cells of a table row that no page can hold into rows that pages can hold."""

from collections.abc import Sequence
from typing import TypeAlias

from reportlab.platypus import Flowable

Cell: TypeAlias = Flowable | list[Flowable] | str


def pieces(row: Sequence[Cell], widths: Sequence[float], height: float) -> list[list[Cell]]:
    """Rows of at most `height` points that say together what `row` says; `widths` are those of its
    cells' text.

    reportlab splits within a row too, but leaves parts that are a hair too high for any page.
    `height` has to hold a few lines, or nothing would ever be taken off.
    """
    rows: list[list[Cell]] = []
    rest = [_flowables(cell) for cell in row]
    while any(rest):
        cut = [
            _cut(flowables, width, height) for flowables, width in zip(rest, widths, strict=True)
        ]
        rows.append([top or "" for top, _ in cut])
        rest = [below for _, below in cut]
    return rows


def _flowables(cell: Cell) -> list[Flowable]:
    if cell == "":
        return []
    return cell if isinstance(cell, list) else [cell]


def _cut(
    flowables: list[Flowable], width: float, height: float
) -> tuple[list[Flowable], list[Flowable]]:
    """What fits into `height` points, and what is left."""
    for i, flowable in enumerate(flowables):
        needed = flowable.wrap(width, height)[1]
        if needed > height:
            parts = flowable.split(width, height)
            return flowables[:i] + parts[:1], (parts[1:] or [flowable]) + flowables[i + 1 :]
        height -= needed
    return flowables, []
