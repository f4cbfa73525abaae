"""The columns of a grid: where they stand, and how their values are written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from lcdesk.domain.reports import DAY, HEADING, MILLION, NUMERIC, PERCENT, SCORE, TEXT, Cell, Column, Table, shown
from lcdesk.papers.fonts import REGULAR, printable
from lcdesk.papers.letters import width
from lcdesk.papers.wording import figures

LEFT, CENTRE, RIGHT = "left", "centre", "right"
SIDE = 3
"""Points between a rule and a text."""
_MILLION = 1_000_000
_LONGEST_DAY = "00/00/0000"


@dataclass(frozen=True)
class Face:
    """Points of type and from line to line, and what is above and below the lines of a row."""

    size: float
    leading: float
    above: float = 1.6
    below: float = 2.6


USUAL, ROOMY = Face(9.5, 11.4), Face(10.5, 12.6)
_FEW = 6  # columns, which leave room for larger type


@dataclass(frozen=True)
class Place:
    """A column on the page: left edge and width in points, how its values are written, whether all fit on a line."""

    left: float
    width: float
    align: str
    text: Callable[[Cell], str]
    fits: bool

    @property
    def right(self) -> float:
        return self.left + self.width


def face_of(table: Table) -> Face:
    """The type of a table."""
    return ROOMY if len(table.columns) <= _FEW else USUAL


def places(table: Table, room: float) -> list[Place]:
    """The columns with their shares of `room` points."""
    size, total = face_of(table).size, sum(column.width for column in table.columns)
    result: list[Place] = []
    written = list(zip(*[row.cells for row in table.rows if row.kind != HEADING], strict=True))
    for column, values in zip(table.columns, written or [()] * len(table.columns), strict=True):
        share, left = room * column.width / total, result[-1].right if result else 0
        text = _writer(column, values)
        fits = _widest(column, text, values) * size <= share - 2 * SIDE
        result.append(Place(left, share, _alignment(column), text, fits))
    return result


def _alignment(column: Column) -> str:
    return RIGHT if column.kind in NUMERIC else CENTRE if column.kind == DAY else LEFT


def _writer(column: Column, values: Sequence[Cell]) -> Callable[[Cell], str]:
    if column.kind == MILLION:
        return _in_tenths if any(isinstance(each, int) and each % _MILLION for each in values) else _in_millions
    if column.kind in NUMERIC:
        return partial(shown, column.kind)
    if column.kind == DAY:
        return lru_cache(4096)(partial(shown, DAY))
    return lambda value: printable(value if isinstance(value, str) else shown(TEXT, value))


def _in_millions(value: Cell) -> str:
    return figures(value // _MILLION) if isinstance(value, int) else shown(MILLION, value)


def _in_tenths(value: Cell) -> str:
    """Half up, as all amounts in million are rounded; the decimal is there for whole ones too."""
    if not isinstance(value, int):
        return shown(MILLION, value)
    whole, tenth = divmod((abs(value) + 50_000) // 100_000, 10)
    return f"{'-' if value < 0 and (whole or tenth) else ''}{figures(whole)},{tenth}"


def _widest(column: Column, text: Callable[[Cell], str], values: Sequence[Cell]) -> float:
    """The width that no value passes, in type of one point; endless where only measuring each could tell."""
    if column.kind == DAY:
        return width(_LONGEST_DAY, REGULAR)
    if column.kind not in NUMERIC or any(isinstance(each, str) for each in values):
        return float("inf")
    numbers = [each for each in values if isinstance(each, int)]
    decimals = width(",99", REGULAR) if column.kind in (PERCENT, SCORE) else 0
    extremes = (min(numbers), max(numbers)) if numbers else ()
    return max((width(text(each), REGULAR) for each in extremes), default=0) + decimals
