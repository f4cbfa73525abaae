"""The columns of a grid: where they stand, and how their values are written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from lcdesk.domain.kinds import Date, Number
from lcdesk.domain.reports import DAY, HEADING, TEXT, Cell, Column, Table, shown
from lcdesk.i18n import decimal, half_up
from lcdesk.papers.kit.fonts import REGULAR, printable
from lcdesk.papers.kit.letters import width

LEFT, CENTRE, RIGHT = "left", "centre", "right"
SIDE = 3
"""Points between a rule and a text."""
_LONGEST_DAY = "00/00/0000"


@dataclass(frozen=True)
class ColumnFont:
    """Points of type and from line to line, and what is above and below the lines of a row."""

    size: float
    leading: float
    above: float = 1.6
    below: float = 2.6


USUAL, ROOMY = ColumnFont(9.5, 11.4), ColumnFont(10.5, 12.6)
_FEW = 6  # columns, which leave room for larger type


@dataclass(frozen=True)
class ColumnPlace:
    """A column on the page: left edge and width in points, how its values are written, whether all
    fit on a line."""

    left: float
    width: float
    align: str
    text: Callable[[Cell], str]
    fits: bool

    @property
    def right(self) -> float:
        return self.left + self.width


def face_of(table: Table) -> ColumnFont:
    """The type of a table."""
    return ROOMY if len(table.columns) <= _FEW else USUAL


def places(table: Table, room: float) -> list[ColumnPlace]:
    """The columns with their shares of `room` points."""
    size, total = face_of(table).size, sum(column.width for column in table.columns)
    result: list[ColumnPlace] = []
    written = list(zip(*[row.cells for row in table.rows if row.kind != HEADING], strict=True))
    for column, values in zip(table.columns, written or [()] * len(table.columns), strict=True):
        share, left = room * column.width / total, result[-1].right if result else 0
        text = _writer(column, values)
        fits = _widest(column, text, values) * size <= share - 2 * SIDE
        result.append(ColumnPlace(left, share, _alignment(column), text, fits))
    return result


def _alignment(column: Column) -> str:
    return RIGHT if column.values.numeric else CENTRE if isinstance(column.values, Date) else LEFT


def _writer(column: Column, values: Sequence[Cell]) -> Callable[[Cell], str]:
    kind = column.values
    if isinstance(kind, Number):
        return _aligned(kind, values) if kind.decimals else partial(shown, column.kind)
    if isinstance(kind, Date):
        return lru_cache(4096)(partial(shown, DAY))
    return lambda value: printable(value if isinstance(value, str) else shown(TEXT, value))


def _aligned(kind: Number, values: Sequence[Cell]) -> Callable[[Cell], str]:
    """All values with as many decimals as the one that needs most, so that they stand beneath each
    other.

    Half up, as its kind rounds; the decimals are there for whole values too.
    """
    most = kind.decimals
    last = kind.unit // 10**most

    def rounded(value: int) -> int:
        return half_up(abs(value), last)

    def write(value: Cell) -> str:
        if not isinstance(value, int):
            return value or ""
        amount = rounded(value)
        return decimal(-amount if value < 0 else amount, most, decimals)

    amounts = [rounded(each) for each in values if isinstance(each, int)]
    needed = (
        most - zeros for zeros in range(most) if any(each % 10 ** (zeros + 1) for each in amounts)
    )
    decimals = next(needed, 0)
    return write


def _widest(column: Column, text: Callable[[Cell], str], values: Sequence[Cell]) -> float:
    """The width that no value passes, in type of one point; endless where only measuring each could
    tell."""
    if isinstance(column.values, Date):
        return width(_LONGEST_DAY, REGULAR)
    if not column.values.numeric or any(isinstance(each, str) for each in values):
        return float("inf")
    numbers = [each for each in values if isinstance(each, int)]
    extremes = (min(numbers), max(numbers)) if numbers else ()
    return max((width(text(each), REGULAR) for each in extremes), default=0)
