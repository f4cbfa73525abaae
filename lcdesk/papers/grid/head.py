"""The head of a grid: titles of columns, in two rows where some have a head over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lcdesk.domain.reports import Column
from lcdesk.papers.grid.columns import SIDE, ColumnFont, ColumnPlace
from lcdesk.papers.kit.fonts import BOLD, printable
from lcdesk.papers.kit.letters import fitted


@dataclass(frozen=True)
class Title:
    """A cell of the head: left edge and width in points, its row (0 or 1), how many columns and
    rows it spans."""

    left: float
    width: float
    size: float
    lines: tuple[str, ...]
    row: int = 0
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class GridHead:
    """The titles row by row, and the heights of the one or two rows in points."""

    titles: tuple[Title, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        return sum(self.heights)


def head_of(columns: Sequence[Column], places: Sequence[ColumnPlace], face: ColumnFont) -> GridHead:
    """The head over these columns."""
    titles = tuple(sorted(_titles(columns, places, face), key=lambda title: title.row))

    def needed(row: int, rows: int) -> float:
        lines = (len(title.lines) for title in titles if (title.row, title.rows) == (row, rows))
        return max((count * face.leading + face.above + face.below for count in lines), default=0)

    if not any(column.over for column in columns):
        return GridHead(titles, (needed(0, 1),))
    upper = needed(0, 1)
    return GridHead(titles, (upper, max(needed(1, 1), needed(0, 2) - upper)))


def _titles(
    columns: Sequence[Column], places: Sequence[ColumnPlace], face: ColumnFont
) -> Iterator[Title]:
    rows = 2 if any(column.over for column in columns) else 1

    def title(text: str, left: float, right: float, *spans: int) -> Title:
        return Title(
            left,
            right - left,
            *fitted(printable(text), BOLD, face.size, right - left - 2 * SIDE),
            *spans,
        )

    for over, members in groupby(
        zip(columns, places, strict=True), key=lambda member: member[0].over
    ):
        group = list(members)
        if over:
            yield title(over, group[0][1].left, group[-1][1].right, 0, len(group), 1)
        for column, place in group:
            yield title(
                column.title, place.left, place.right, *((1, 1, 1) if over else (0, 1, rows))
            )
