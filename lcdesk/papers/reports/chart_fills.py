"""The faces of bars in a chart: greys and hatchings that differ without colour."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.graphics.shapes import Line, Rect, Shape
from reportlab.lib.colors import Color, black

_OUTLINE = 0.6
_HATCH, _HATCH_GAP = 0.5, 3.6


@dataclass(frozen=True)
class BarFill:
    """A grey from 0 (black) to 1 (white), and lines on it that rise (1) or fall (-1) to the
    right."""

    grey: float
    slope: int = 0

    @property
    def dark(self) -> bool:
        """Whether words on it have to be white."""
        return self.grey < 0.5


_FACES = (
    BarFill(0.36),
    BarFill(1),
    BarFill(0.68),
    BarFill(1, 1),
    BarFill(0.88),
    BarFill(0.85, -1),
    BarFill(0.05),
    BarFill(0.6, 1),
)


def face_of(number: int) -> BarFill:
    """The face of a series by its number from 0; neighbours differ most, the ninth is the first
    again."""
    return _FACES[number % len(_FACES)]


def area(x: float, y: float, width: float, height: float, face: BarFill) -> Iterator[Shape]:
    """A rectangle with a face, in points; a negative height reaches down."""
    if height < 0:
        y, height = y + height, -height
    if height:
        yield Rect(
            x, y, width, height, fillColor=Color(face.grey, face.grey, face.grey), strokeColor=None
        )
        if face.slope:
            yield from _hatching(x, y, width, height, face.slope)
        yield Rect(x, y, width, height, fillColor=None, strokeColor=black, strokeWidth=_OUTLINE)


def _hatching(x: float, y: float, width: float, height: float, slope: int) -> Iterator[Shape]:
    """Lines at 45 degrees, each from side to side of the rectangle."""
    gap = _HATCH_GAP * 2**0.5
    for number in range(1, int((width + height) / gap) + 1):
        # Falling, the points of a line have one sum of the offsets to the right and up.
        total = number * gap
        ends = [
            (across, total - across) for across in (max(0.0, total - height), min(width, total))
        ]
        (x1, y1), (x2, y2) = [(width - across if slope > 0 else across, up) for across, up in ends]
        yield Line(x + x1, y + y1, x + x2, y + y2, strokeColor=black, strokeWidth=_HATCH)
