"""The table of an area: light rows from the file, shown in the words and numbers of the screen."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lcdesk.domain.entities import TABLES
from lcdesk.domain.fields import Entity, Field, fields_of
from lcdesk.domain.kinds import Choice, Kind, Money, Name, Reference
from lcdesk.i18n import APART, _, money, name_key, number
from lcdesk.storage import lists
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.labels import tool_tip

Index = QModelIndex | QPersistentModelIndex
HEAD_ALIGNMENT = {
    True: (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
    | Qt.TextFlag.TextWordWrap.value,
    False: (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
    | Qt.TextFlag.TextWordWrap.value,
}
"""Heads stand over their cells, and break into two lines, so that a column is no wider than what
stands in it."""
WIDEST, WIDEST_REFERENCE = 220, 160
"""Column widths in pixels; the whole text of a cell is its tool tip."""
MOST_FOUND = 500
"""Rows shown for a search; whoever sees so many types another word."""


@dataclass(frozen=True)
class AddedColumns:
    """Columns that follow from elsewhere: `read` gives their stored values by the id of the
    record."""

    columns: tuple[Field, ...]
    read: Callable[[], Mapping[int, tuple[Any, ...]]]


def derived(name: str, label: str, kind: Kind, total: bool = False) -> Field:
    """A column that follows from elsewhere; the foot sums it up where `total`."""
    return Field(name, label, kind, required=total, section="", column=True, search=False, hint="")


class RecordModel(QAbstractTableModel):
    """Rows of one kind of record. Values stay as stored until a cell is drawn."""

    def __init__(
        self,
        file: WardFile,
        cls: type[Entity],
        parent: QWidget | None = None,
        added: AddedColumns | None = None,
        only: Collection[str] = (),
    ) -> None:
        """`only` names the columns of the record that are shown, where not all are."""
        super().__init__(parent)
        self._file = file
        self._cls = cls
        self._added = added
        self._own: list[Field] = [
            each for each in fields_of(cls) if each.column and (not only or each.name in only)
        ]
        self.columns = [*self._own, *(added.columns if added else ())]
        self._rows: list[tuple[Any, ...]] = []
        self._labels: dict[str, dict[int, str]] = {}

    def read(self, text: str, where: Mapping[str, Any]) -> None:
        """Read the rows anew; those of before stay where the file cannot be read."""
        names = [each.name for each in self._own]
        limit = MOST_FOUND if text else lists.MOST_ROWS
        rows = lists.rows(self._file, self._cls, names, text, where, limit)
        if self._added:
            values = self._added.read()
            nothing = tuple(each.kind.empty for each in self._added.columns)
            rows = [(*row, *values.get(row[0], nothing)) for row in rows]
        labels = {}
        for column, each in enumerate(self._own, start=1):
            if isinstance(each.kind, Reference):
                ids = {row[column] for row in rows if row[column]}
                labels[each.name] = lists.labels(self._file, TABLES[each.kind.target], ids)
        self.beginResetModel()
        self._rows, self._labels = rows, labels
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return HEAD_ALIGNMENT[self.columns[section].kind.numeric]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        each = self.columns[index.column()]
        value = self._rows[index.row()][index.column() + 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(each, value)
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = (
                self._labels[each.name].get(value, "")
                if isinstance(each.kind, Reference)
                else self._shown(each, value)
            )
            return tool_tip(whole)
        if role == Qt.ItemDataRole.TextAlignmentRole and each.kind.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and each.name == "state":
            return theme.dot(theme.STATE_TONES.get(value, "quiet"))
        return None

    def _shown(self, each: Field, value: Any) -> str:
        if isinstance(each.kind, Reference):
            # The first part is enough to tell a row; the tool tip says all.
            return self._labels[each.name].get(value, "").partition(APART)[0]
        return each.kind.show(each.kind.loaded(value))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(key=self._key(column), reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()

    def _key(self, column: int) -> Any:
        each = self.columns[column]
        if each.kind.numeric:
            return lambda row: row[column + 1]
        if isinstance(each.kind, Name):
            return lambda row: name_key(row[column + 1])
        if isinstance(each.kind, Reference | Choice):
            return lambda row: self._shown(each, row[column + 1])
        return lambda row: str(row[column + 1])

    def id_at(self, row: int) -> int:
        return int(self._rows[row][0])

    def row_of(self, id: int) -> int:
        """The row of a record, or -1."""
        return next((row for row, values in enumerate(self._rows) if values[0] == id), -1)

    def foot(self) -> str:
        """Count of the rows and sums of their amounts."""
        parts = [_("{count} rows").format(count=number(len(self._rows)))]
        for column, each in enumerate(self.columns):
            if isinstance(each.kind, Money) and each.required:
                total = sum(row[column + 1] for row in self._rows)
                parts.append(f"{_(each.label)}: {money(total)}")
        return " · ".join(parts)


class RecordTable(QTableView):
    """A table one walks with ↑ ↓ and enters with Enter."""

    entered_row = Signal(int)
    picked = Signal(int)

    def __init__(self, model: RecordModel) -> None:
        super().__init__()
        self.records = model
        self.setModel(model)
        self.setObjectName("table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(50)
        self.horizontalHeader().setFixedHeight(2 * self.fontMetrics().lineSpacing() + 16)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 10)
        self.clicked.connect(lambda index: self.picked.emit(model.id_at(index.row())))

    def fit(self) -> None:
        """Give each column the width of its widest text on screen, within reason."""
        for column, each in enumerate(self.records.columns):
            widest = WIDEST_REFERENCE if isinstance(each.kind, Reference) else WIDEST
            # Half the head and its longest word, bold: enough for two lines.
            head = (
                self.horizontalHeader().fontMetrics().horizontalAdvance(_(each.label)) * 2 // 3 + 24
            )
            self.setColumnWidth(column, max(head, min(self.sizeHintForColumn(column) + 16, widest)))

    def current_id(self) -> int:
        index = self.currentIndex()
        return self.records.id_at(index.row()) if index.isValid() else 0

    def select_id(self, id: int) -> None:
        row = self.records.row_of(id)
        if row >= 0:
            self.setCurrentIndex(self.records.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.entered_row.emit(self.current_id())
            return
        before = self.current_id()
        super().keyPressEvent(event)
        if self.current_id() != before:
            self.picked.emit(self.current_id())
