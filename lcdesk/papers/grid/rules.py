"""The rules of a grid on one page."""

from collections.abc import Iterator
from itertools import accumulate, groupby

from lcdesk.papers.grid.layout import ACROSS, GridLayout

_THICKNESS = 0.4


def rules(layout: GridLayout, rows: range) -> str:
    """The operators that draw all rules around and between head and rows."""
    body = layout.height(rows.start, rows.stop)
    paths = [
        *_frame(layout, body),
        *_across(layout, rows),
        *_down(layout, rows),
        *_in_head(layout, body),
    ]
    return f"q {_THICKNESS} w 0 G {' '.join(paths)} S Q"


def _frame(layout: GridLayout, body: float) -> list[str]:
    return [f"0 0 {layout.width:.2f} {body + layout.head.height:.2f} re"]


def _across(layout: GridLayout, rows: range) -> Iterator[str]:
    for index in rows:
        yield _flat(0, layout.width, layout.height(index, rows.stop))


def _down(layout: GridLayout, rows: range) -> Iterator[str]:
    """Between columns, but not through rows that go across."""
    for across, group in groupby(rows, key=lambda index: layout.row(index).kind in ACROSS):
        run = list(group)
        low, high = layout.height(run[-1] + 1, rows.stop), layout.height(run[0], rows.stop)
        yield from (
            () if across else (_upright(place.left, low, high) for place in layout.places[1:])
        )


def _in_head(layout: GridLayout, body: float) -> Iterator[str]:
    """Right of each title but the last, and above those that have a head over them."""
    edges = [body + height for height in accumulate(reversed(layout.head.heights), initial=0)][::-1]
    for title in layout.head.titles:
        right, top = title.left + title.width, edges[title.row]
        if right < layout.width - _THICKNESS:
            yield _upright(right, edges[title.row + title.rows], top)
        if title.row:
            yield _flat(title.left, right, top)


def _flat(left: float, right: float, height: float) -> str:
    return f"{left:.2f} {height:.2f} m {right:.2f} {height:.2f} l"


def _upright(left: float, low: float, high: float) -> str:
    return f"{left:.2f} {low:.2f} m {left:.2f} {high:.2f} l"
