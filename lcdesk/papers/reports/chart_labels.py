"""Words around the bars of a chart: labels beneath them that never touch, a legend that wraps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin

from reportlab.graphics.shapes import Group, Shape, String
from reportlab.lib.colors import Color, black
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from lcdesk.papers.kit.fonts import REGULAR

SIZE, LEADING = 8.5, 10.0
_LINES = 5  # of a level label
_LONGEST = 80.0  # points of a slanted label
_COS, _SIN = cos(pi / 4), sin(pi / 4)
_GAP = 4.0
SWATCH, SWATCH_HEIGHT = 14.0, 7.5
_BETWEEN = 16.0


def text(
    x: float,
    y: float,
    words: str,
    size: float = SIZE,
    anchor: str = "middle",
    angle: int = 0,
    fill: Color = black,
) -> Shape:
    """One line of words at a point, turned by `angle` degrees around it."""
    if not angle:
        return String(
            x, y, words, fontName=REGULAR, fontSize=size, textAnchor=anchor, fillColor=fill
        )
    group = Group(text(0, 0, words, size, anchor, fill=fill))
    group.translate(x, y)
    group.rotate(angle)
    return group


def length(words: str, size: float = SIZE) -> float:
    """Points that a line of words is wide."""
    return float(stringWidth(words, REGULAR, size))


def cut(words: str, width: float) -> str:
    """The words, cut with "…" where they are wider than so many points."""
    if length(words) <= width:
        return words
    fitting = (words[:end].rstrip() + "…" for end in range(len(words) - 1, 0, -1))
    return next((each for each in fitting if length(each) <= width), "…")


@dataclass(frozen=True)
class Labels:
    """The lines of each label, level or slanted, in slots of one width; `left` is the room before
    the first slot."""

    lines: tuple[tuple[str, ...], ...]
    slot: float
    left: float
    slanted: bool

    @property
    def height(self) -> float:
        lines = max(map(len, self.lines), default=0)
        if not self.slanted:
            return lines * LEADING + _GAP
        longest = max(length(line) for label in self.lines for line in label)
        return longest * _SIN + lines * LEADING * _COS + _GAP

    def shapes(self, y: float) -> Iterator[Shape]:
        """The labels, the uppermost line below the height `y`."""
        for i, lines in enumerate(self.lines):
            centre = self.left + (i + 0.5) * self.slot
            for number, line in enumerate(lines):
                below = (number + 0.5) * LEADING
                if self.slanted:
                    # Along the slant the lines of a label lie beside each other, around the middle
                    # of its slot.
                    aside = below - len(lines) * LEADING / 2 + SIZE * 0.3
                    x, down = centre + aside * _SIN, _GAP + SIZE * 0.4 + aside * _COS
                    yield text(x, y - down, line, anchor="end", angle=45)
                else:
                    yield text(centre, y - _GAP - below - SIZE * 0.3, line)


def labels(words: Sequence[str], width: float, left: float) -> Labels:
    """Lay out labels in `width` points, of which at least `left` are not for slots.

    They are level where each fits into its slot, else slanted; where that is too dense, every
    second or third.
    """
    slot = (width - left) / max(1, len(words))
    level = [tuple(simpleSplit(each, REGULAR, SIZE, slot - _GAP)) for each in words]
    if all(
        len(lines) <= _LINES and all(length(line) <= slot - _GAP for line in lines)
        for lines in level
    ):
        return Labels(tuple(level), slot, left, slanted=False)
    # The first one hangs out to the left of its slot.
    left = max(left, (min(_LONGEST, max(map(length, words))) + LEADING) * _COS - slot / 2)
    slot = (width - left) / len(words)
    rows = int(slot * _SIN // LEADING)
    every = 1 if rows else ceil(LEADING / (slot * _SIN))
    lines = [_slanted(each, max(1, rows)) if i % every == 0 else () for i, each in enumerate(words)]
    return Labels(tuple(lines), slot, left, slanted=True)


def _slanted(words: str, rows: int) -> tuple[str, ...]:
    lines = simpleSplit(words, REGULAR, SIZE, _LONGEST)
    kept = [*lines[: rows - 1], " ".join(lines[rows - 1 :])]
    return tuple(cut(line, _LONGEST) for line in kept if line)


@dataclass(frozen=True)
class LegendName:
    """A name in the legend, where its swatch begins."""

    x: float
    y: float
    name: str


def legend(names: Sequence[str], width: float) -> tuple[list[LegendName], float]:
    """Place names with room for a swatch before each, in centred rows; and the height of all, in
    points."""
    room = width - SWATCH - _GAP
    rows: list[list[str]] = []
    for name in (cut(name, room) for name in names):
        if rows and _row_length([*rows[-1], name]) <= width:
            rows[-1].append(name)
        else:
            rows.append([name])
    pitch = LEADING + 3
    return [
        each
        for i, row in enumerate(rows)
        for each in _row(row, width, (len(rows) - i) * pitch - LEADING)
    ], (len(rows) * pitch + _GAP * bool(rows))


def _row(names: Sequence[str], width: float, y: float) -> Iterator[LegendName]:
    x = (width - _row_length(names)) / 2
    for name in names:
        yield LegendName(x, y, name)
        x += _row_length([name]) + _BETWEEN


def _row_length(names: Sequence[str]) -> float:
    return sum(SWATCH + _GAP + length(name) for name in names) + _BETWEEN * (len(names) - 1)
