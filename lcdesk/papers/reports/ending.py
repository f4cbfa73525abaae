"""A table whose last rows stay with what follows it: its note, the signatures."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from lcdesk.papers.grid.grid import Grid

_FEW = 30.0  # points of rows below the first one that make it worth beginning a table on a page
_SMALL = 200.0  # points of a table that stays whole, where a page has no room for all of it
_UNKNOWN = float(0xFFFFFF)  # a height that fits nowhere, so that the page asks for the parts


class Ending(Flowable):  # type: ignore[misc]  # reportlab comes without types
    """A table with a note, and what may not stand on a page without its last rows."""

    def __init__(
        self, grid: Grid, notes: Sequence[Flowable] = (), end: Sequence[Flowable] = ()
    ) -> None:
        super().__init__()
        self.grid, self.notes, self.end = grid, list(notes), list(end)

    def start(self, height: float) -> float:
        """Points from the top to the first place where it may break, on a page of this height."""
        grid = self.grid
        if len(self._parted()) == 1:
            return float(grid.height) + self._below(height)
        return min(float(grid.height), grid.start + _FEW)

    def getSpaceBefore(self) -> float:
        return float(self.grid.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, _UNKNOWN

    def split(self, width: float, height: float) -> list[Flowable]:
        """The table and what follows it; where that does not fit, the last rows go with it to the
        next page."""
        grid = self.grid
        grid._frame = getattr(self, "_frame", None)
        alone = getattr(grid._frame, "_atTop", True)
        if grid.height > height:
            parts = grid.split(width, height) if alone or grid.height > _SMALL else []
            return [parts[0], Ending(parts[1], self.notes, self.end)] if len(parts) == 2 else []
        if grid.height + self._below(height) <= height:
            return [grid, *self._rest()]
        parts = self._parted()
        if len(parts) == 2:
            return [parts[0], PageBreak(), parts[1], *self._rest()]
        return [grid, *self._rest()] if alone else [PageBreak(), grid, *self._rest()]

    def _parted(self) -> list[Flowable]:
        """The table without its last rows, and these; only itself where it may not be parted."""
        grid = self.grid
        return (grid.split(grid.width, grid.height - 1) if grid.height > _SMALL else []) or [grid]

    def _below(self, height: float) -> float:
        """Points that all that follows the table needs."""
        rest = [*self.notes, *self.end]
        needed = (
            each.wrap(self.grid.width, height)[1] + each.getSpaceBefore() + each.getSpaceAfter()
            for each in rest
        )
        return float(self.grid.getSpaceAfter() + sum(needed)) if rest else 0.0

    def _rest(self) -> list[Flowable]:
        return [*self.notes, *([KeepTogether(self.end)] if self.end else [])]
