"""Charts of a report: bars in lines and greys, which a copying machine keeps apart too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Rect, Shape
from reportlab.lib.colors import Color, black, white
from reportlab.lib.units import mm

from lcdesk.domain.reports import MILLION, MONEY, NUMBERS, Chart, shown
from lcdesk.i18n import in_language
from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.fonts import printable
from lcdesk.papers.reports.chart_fills import BarFill, area, face_of
from lcdesk.papers.reports.chart_labels import (
    SIZE,
    SWATCH,
    SWATCH_HEIGHT,
    LegendName,
    labels,
    legend,
    length,
    text,
)

HEIGHT: float = 50 * mm
"""Of the area of the bars, between the lowest and the highest mark of the axis."""
_SMALLEST = 6.0  # points; nobody reads a smaller number on a bar, and the table says it too
_WIDEST = 40.0  # points of a bar
_MARKS = 7  # on the axis at most, or one more
_WHOLE = {code: kind.unit for code, kind in NUMBERS.items()}
_LEAST = {code: kind.unit // 10**kind.decimals for code, kind in NUMBERS.items()}
_GAP = 3.0  # between the end of a bar and its value
_RULE = Color(0.8, 0.8, 0.8)


@dataclass(frozen=True)
class _Scale:
    """The axis from `low` to `high`, in the units of the values, which are shown as `kind`."""

    low: int
    high: int
    step: int
    kind: str

    def text(self, value: int) -> str:
        return shown(self.kind, value)

    def marks(self) -> range:
        return range(self.low, self.high + self.step, self.step)


@dataclass(frozen=True)
class _Plot:
    """Where the bars stand, in points: the first slot begins at `x`, the lowest mark is at `y`."""

    x: float
    y: float
    slot: float
    bar: float
    scale: _Scale

    def at(self, value: int) -> float:
        return self.y + HEIGHT * (value - self.scale.low) / (self.scale.high - self.scale.low)


@dataclass(frozen=True)
class _Figures:
    """How the values at the ends of bars are set: type size (0 leaves them out), upright or not,
    room they take."""

    size: float
    turned: bool
    room: float


@in_language("vi")
def drawing(chart: Chart, width: float, texts: Mapping[str, str]) -> Drawing:
    """Draw a chart `width` points wide; its height follows from its labels and legend.

    `texts` are those of paper "report", which name the units. Money is drawn in million đồng unless
    all of it is
    less than one. Labels never touch; the caller sees to it that there are few enough to read. A
    series that has not one value for each label raises ValueError.
    """
    if any(len(series.values) != len(chart.labels) for series in chart.series):
        raise ValueError(f"chart {chart.title!r}: a series needs one value for each label")
    fonts.register()
    scale = _scale(chart)
    marks = max(length(scale.text(mark)) for mark in scale.marks()) + 6
    names = labels([printable(label) for label in chart.labels], width, marks)
    bar = _bar(chart, names.slot)
    figures = _figures(chart, scale, bar, names.slot)
    entries, below = legend(
        [printable(series.name) for series in chart.series if series.name], width
    )
    under, over = _beyond(chart, scale, figures.room)
    plot = _Plot(names.left, below + names.height + under, names.slot, bar, scale)
    unit = texts.get(f"unit_{scale.kind}", "")
    height = plot.y + HEIGHT + over + (SIZE + 4 if unit else 0)
    shapes = [
        *_axis(plot, width),
        *(_stacked if chart.stacked else _grouped)(plot, chart, figures),
        *names.shapes(below + names.height),
        *_legend(entries),
        text(0, height - SIZE, unit, anchor="start"),
    ]
    return Drawing(width, height, *shapes, initialFontName=fonts.REGULAR)


def in_words(chart: Chart, texts: Mapping[str, str]) -> str:
    """What a chart shows, for those who do not see it: its own words, or its values one after the
    other."""
    if chart.text:
        return printable(chart.text)
    scale = _scale(chart)
    lines = (
        f"{series.name}: "
        + "; ".join(
            f"{label} {scale.text(value)}"
            for label, value in zip(chart.labels, series.values, strict=True)
        )
        for series in chart.series
    )
    unit = texts.get(f"unit_{scale.kind}", "")
    return printable(". ".join([f"{chart.title} ({unit})" if unit else chart.title, *lines]))


def _scale(chart: Chart) -> _Scale:
    low, high = _ends([end for column in _columns(chart) for end in _reach(chart, column)])
    kind = MILLION if chart.kind == MONEY and max(high, -low) >= _WHOLE[MILLION] else chart.kind
    if low == high:
        return _Scale(0, _WHOLE[kind], _WHOLE[kind], kind)
    step = _step(max((high - low) // _MARKS, _LEAST[kind]))
    return _Scale(low // step * step, -(-high // step) * step, step, kind)


def _columns(chart: Chart) -> list[tuple[int, ...]]:
    """The values of all series at each label."""
    return list(zip(*(series.values for series in chart.series), strict=True))


def _reach(chart: Chart, column: Sequence[int]) -> tuple[int, int]:
    """How far the bars at a label reach below and above zero."""
    if not chart.stacked:
        return _ends(column)
    return sum(value for value in column if value < 0), sum(value for value in column if value > 0)


def _ends(values: Sequence[int]) -> tuple[int, int]:
    return min(0, *values, 0), max(0, *values, 0)


def _beyond(chart: Chart, scale: _Scale, room: float) -> tuple[float, float]:
    """Points that the values at the ends of bars need below and above the marks of the axis."""
    low, high = _ends([end for column in _columns(chart) for end in _reach(chart, column)])
    points = HEIGHT / (scale.high - scale.low)
    under = room - (low - scale.low) * points if low else 2
    return max(2.0, under), max(SIZE / 2, room - (scale.high - high) * points)


def _step(least: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 … that is not less."""
    power: int = 10 ** (len(str(least)) - 1)
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)


def _bar(chart: Chart, slot: float) -> float:
    beside = 1 if chart.stacked else max(1, len(chart.series))
    return float(min(_WIDEST, slot * 0.76 / beside))


def _figures(chart: Chart, scale: _Scale, bar: float, slot: float) -> _Figures:
    """Set the values level where they fit over their bars, else upright, else not at all."""
    alone = chart.stacked or len(chart.series) == 1
    room = (slot if alone else bar) - 1
    values = [
        value
        for column in _columns(chart)
        for value in ([sum(column)] if chart.stacked else column)
    ]
    longest = max((length(scale.text(value), 1) for value in values), default=1)
    size = min(SIZE, room / longest)
    if size >= _SMALLEST:
        return _Figures(size, False, size + _GAP)
    size = min(SIZE, room)
    return (
        _Figures(size, True, size * longest + 2 * _GAP)
        if size >= _SMALLEST
        else _Figures(0, False, 0)
    )


def _axis(plot: _Plot, width: float) -> Iterator[Shape]:
    for mark in plot.scale.marks():
        y = plot.at(mark)
        color, thick = (black, 1) if mark == 0 else (_RULE, 0.4)
        yield Line(plot.x - 3, y, width, y, strokeColor=color, strokeWidth=thick)
        yield text(plot.x - 5, y - SIZE * 0.33, plot.scale.text(mark), anchor="end")
    yield Line(plot.x, plot.y, plot.x, plot.y + HEIGHT, strokeColor=black, strokeWidth=0.6)


def _grouped(plot: _Plot, chart: Chart, figures: _Figures) -> Iterator[Shape]:
    for i in range(len(chart.labels)):
        left = plot.x + (i + 0.5) * plot.slot - plot.bar * len(chart.series) / 2
        for number, series in enumerate(chart.series):
            x, value = left + number * plot.bar, series.values[i]
            yield from area(x, plot.at(0), plot.bar, plot.at(value) - plot.at(0), face_of(number))
            yield from _figure(plot, x + plot.bar / 2, value, value, figures)


def _stacked(plot: _Plot, chart: Chart, figures: _Figures) -> Iterator[Shape]:
    for i in range(len(chart.labels)):
        centre = plot.x + (i + 0.5) * plot.slot
        values = [series.values[i] for series in chart.series]
        for number, value in enumerate(values):
            start = sum(each for each in values[:number] if (each < 0) == (value < 0))
            y, height = plot.at(start), plot.at(start + value) - plot.at(start)
            yield from area(centre - plot.bar / 2, y, plot.bar, height, face_of(number))
            yield from _inside(plot, centre, y + height / 2, abs(height), value, face_of(number))
        low, high = _reach(chart, values)
        yield from _figure(plot, centre, sum(values), high or low, figures)


def _figure(plot: _Plot, x: float, value: int, end: int, figures: _Figures) -> Iterator[Shape]:
    """The value of a bar at its end."""
    size, words = figures.size, plot.scale.text(value)
    if not size:
        return
    y = plot.at(end) + (-_GAP if end < 0 else _GAP)
    high, wide = (
        (length(words, size), size) if figures.turned else (size * 0.7, length(words, size))
    )
    low = y - high if end < 0 else y
    # The rules of the axis would cross the number out.
    yield Rect(x - wide / 2, low, wide, high, fillColor=white, strokeColor=None)
    if figures.turned:
        yield text(x + size * 0.33, low, words, size, anchor="start", angle=90)
    else:
        yield text(x, low, words, size)


def _inside(
    plot: _Plot, x: float, y: float, height: float, value: int, face: BarFill
) -> Iterator[Shape]:
    """The value of a part of a stack, where it fits into it."""
    words, size = plot.scale.text(value), SIZE - 1.5
    wide = length(words, size)
    if height < size + 2 or wide > plot.bar - 3:
        return
    if face.slope:
        yield Rect(
            x - wide / 2 - 1, y - size / 2, wide + 2, size, fillColor=white, strokeColor=None
        )
    yield text(x, y - size * 0.33, words, size, fill=white if face.dark else black)


def _legend(entries: Sequence[LegendName]) -> Iterator[Shape]:
    for number, entry in enumerate(entries):
        yield from area(entry.x, entry.y, SWATCH, SWATCH_HEIGHT, face_of(number))
        yield text(entry.x + SWATCH + 4, entry.y + 1, entry.name, anchor="start")
