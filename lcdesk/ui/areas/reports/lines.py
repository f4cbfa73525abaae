"""A list of texts to walk through: lines of a report, and the loans behind one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lcdesk.ui.kit import theme
from lcdesk.ui.kit.labels import tool_tip
from lcdesk.ui.kit.tables import HEAD_ALIGNMENT, Index

WIDEST_NUMBER = "9.999,9"
"""No column of numbers is narrower; heads break into two lines."""
NUMERIC = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TextModel(QAbstractTableModel):
    """Rows of texts; the columns after the first `texts` are numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._texts = 1

    def fill(self, heads: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> None:
        self.beginResetModel()
        self._heads, self._rows, self._texts = heads, rows, texts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return HEAD_ALIGNMENT[section >= self._texts]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._rows[index.row()][index.column()]
            return tool_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= self._texts:
            return NUMERIC
        return None


class TextList(QTableView):
    """One walks with ↑ ↓ and enters a row with Enter or a click."""

    entered_row = Signal(int)

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.texts = TextModel()
        self.setModel(self.texts)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.GRID)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(
            2 * self.fontMetrics().lineSpacing() + 2 * theme.GRID
        )
        self.clicked.connect(lambda index: self.entered_row.emit(index.row()))

    def fill(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], stretched: int, texts: int
    ) -> None:
        """Show rows, the first `texts` columns of which are no numbers; one column takes the room
        that is left."""
        self.texts.fill(heads, rows, texts)
        header, letters = self.horizontalHeader(), self.fontMetrics()
        for column in range(len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            fitting = max(self.sizeHintForColumn(column), letters.horizontalAdvance(WIDEST_NUMBER))
            self.setColumnWidth(column, fitting + 2 * theme.GRID)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        if rows:
            self.setCurrentIndex(self.texts.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
