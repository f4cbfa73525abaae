"""A table of cells with a caret among those that can be typed in; its first column stays in
sight."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lcdesk.domain.fields import Draft
from lcdesk.ui.kit.tables import Index
from lcdesk.ui.sheet.cells import CellEditor
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.frozen import FrozenColumn
from lcdesk.ui.sheet.model import CellPlace, SheetModel
from lcdesk.ui.sheet.widths import ColumnWidths

Why = Qt.FocusReason
COMING_BACK = (Why.ActiveWindowFocusReason, Why.PopupFocusReason, Why.MenuBarFocusReason)
"""The caret was here and stays where it was."""
Hint = QAbstractItemView.ScrollHint


def along_the_rows(place: CellPlace) -> CellPlace:
    """Cells in the order in which Tab goes."""
    return place


def down_the_columns(place: CellPlace) -> CellPlace:
    """Cells in the order in which Enter goes."""
    row, column = place
    return column, row


class CellView(QTableView):
    """What one sees of a sheet. `told` gives the complaint of the cell the caret came to, or
    nothing."""

    told = Signal(str)

    def __init__(
        self,
        columns: Sequence[SheetColumn],
        today: Callable[[], date],
        locked: Callable[[Draft, str], bool],
    ) -> None:
        super().__init__()
        self.rows = SheetModel(columns, today, locked)
        self.setModel(self.rows)
        self.cells = CellEditor(self, self.rows)
        self.setItemDelegate(self.cells)
        self.widths = ColumnWidths(self, self.rows)
        self._dress()
        # A column that is only read names the rows; one that is typed in must be where the caret
        # is.
        self._frozen = None if columns[0].editable else FrozenColumn(self)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        line = self.fontMetrics().lineSpacing()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(line + 8)
        self.horizontalHeader().setFixedHeight(2 * line + 16)
        self.horizontalHeader().setHighlightSections(False)

    def here(self) -> CellPlace:
        """The cell with the caret."""
        return self.currentIndex().row(), self.currentIndex().column()

    def begin(self) -> None:
        """From where nothing can be typed the caret comes to the first cell of the first column
        that is open."""
        if not self.rows.is_open(self.here()) and (places := self.rows.open_places()):
            self.setCurrentIndex(self.rows.index(*min(places, key=down_the_columns)))

    def tell(self) -> None:
        """Say what is wrong with the cell the caret is in."""
        self.told.emit(self.rows.complaints.get(self.here(), ""))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in COMING_BACK or not self.currentIndex().isValid():
            self.begin()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the band of the row moves
        self.tell()

    def keyboardSearch(self, search: str) -> None:
        """A letter in a locked cell does nothing; by itself the table would jump to a row."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.share()
        if self._frozen:
            self._frozen.place()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a cell into sight, from beneath the column that stays, too."""
        super().scrollTo(index, hint)
        beneath = self._frozen.covered() - self.visualRect(index).left() if self._frozen else 0
        if index.column() > 0 and beneath > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - beneath)
