"""The table of a report, drawn straight on the canvas: a platypus table of many rows takes time by
their square."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from lcdesk.domain.reports import Table
from lcdesk.papers.grid.layout import GridLayout
from lcdesk.papers.grid.page import draw
from lcdesk.papers.pdf.structure import Element

GAP = 1.5 * mm


class Grid(Flowable):  # type: ignore[misc]  # reportlab comes without types
    """A table, `width` points wide, over as many pages as it needs, with its head on each.

    Rows stay whole, a heading stays with the row below it, and the last two rows stay together.
    `element` is the
    Table in the structure of the document, to which a Caption may belong; without `parent` it joins
    the document. A canvas with a true attribute `measuring` gets nothing drawn.
    """

    spaceBefore = spaceAfter = GAP

    def __init__(self, table: Table, width: float, parent: Element | None = None) -> None:
        super().__init__()
        self.element = Element("Table", parent)
        self._take(GridLayout(table, width), 0, None)

    def _take(self, layout: GridLayout, first: int, last: int | None) -> None:
        self._layout, self._first = layout, first
        self._last = layout.count if last is None else last
        self.width, self.height = (
            layout.width,
            layout.head.height + layout.height(self._first, self._last),
        )

    @property
    def start(self) -> float:
        """Points from the top to the first place where the table may break."""
        first = next(
            (i for i in range(self._first + 1, self._last) if self._layout.may_break(i)), self._last
        )
        return self._layout.head.height + self._layout.height(self._first, first)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Two parts, of which the first fills `height`; none when the table had better begin on the
        next page."""
        fits = self._layout.fitting(self._first, height)
        if fits >= self._last:
            return [self]
        cut = next(
            (i for i in range(fits, self._first, -1) if self._layout.may_break(i)), self._first
        )
        if cut == self._first and self._at_top():
            cut = max(fits, self._first + 1)  # better parted than never printed
        return (
            [self._part(self._first, cut), self._part(cut, self._last)] if cut > self._first else []
        )

    def _at_top(self) -> bool:
        return bool(getattr(getattr(self, "_frame", None), "_atTop", False))

    def _part(self, first: int, last: int) -> "Grid":
        part = Grid.__new__(Grid)
        Flowable.__init__(part)
        part.element = self.element
        part._take(self._layout, first, last)
        return part

    def draw(self) -> None:
        if not getattr(self.canv, "measuring", False):
            draw(self.canv, self._layout, self.element, range(self._first, self._last))
