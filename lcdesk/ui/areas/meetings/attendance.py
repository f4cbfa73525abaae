"""Who is at a meeting: a list to go down with one key a member."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView

from lcdesk.domain.fields import Draft
from lcdesk.domain.meetings import PRESENCES, THERE
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.tables import Index
from lcdesk.ui.kit.undo import keeps_undo

KEYS = {str(number): code for number, code in enumerate(PRESENCES, start=1)}
"""1 present, 2 absent with leave, 3 absent, 4 represented."""
NOTED = ("excused", "represented")
"""After these the caret stays, since a reason or a name follows."""
NAME, PRESENCE, NOTE = range(3)


class AttendanceModel(QAbstractTableModel):
    """Rows are drafts of attendance with the name of the member."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[Draft] = []
        self._names: dict[str, str] = {}
        self.read_only = False

    def show_drafts(self, drafts: list[Draft], names: dict[str, str]) -> None:
        self.beginResetModel()
        self.drafts = [dict(draft) for draft in drafts]
        self._names = names
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.drafts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return (_("Member"), _("Presence"), _("Reason or representative"))[section]

    def data(self, index: Index, role: int = 0) -> Any:
        draft = self.drafts[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            presence = _(PRESENCES[draft["presence"]]) if draft["presence"] else "—"
            return (self._names.get(draft["member"], ""), presence, draft["note"])[index.column()]
        if (
            role == Qt.ItemDataRole.DecorationRole
            and index.column() == PRESENCE
            and draft["presence"]
        ):
            return theme.dot("good" if draft["presence"] in THERE else "warn")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.column() == NOTE and not self.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.drafts[index.row()]["note"] = str(value)
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def mark(self, row: int, presence: str) -> None:
        self.drafts[row]["presence"] = presence
        self.dataChanged.emit(self.index(row, NAME), self.index(row, NOTE))
        self.edited.emit()

    def mark_rest(self) -> None:
        """Mark everyone not marked yet as present."""
        for row, draft in enumerate(self.drafts):
            if not draft["presence"]:
                self.mark(row, "present")


class AttendanceTable(QTableView):
    """1 to 4 mark a member and go down; letters write the reason; Ctrl+A marks the rest as
    present."""

    edited = Signal()
    passed = Signal(bool)
    """Enter went past the last row, or Shift+Enter before the first (True)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = AttendanceModel()
        self.rows.edited.connect(self.edited)
        self.setModel(self.rows)
        self.setObjectName("attendance")
        self.setProperty("walks_itself", True)  # Enter goes down the list before it leaves it
        self.setAccessibleName(_("Attendance"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(PRESENCE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)

    def value(self) -> list[Draft]:
        return self.rows.drafts

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, PRESENCE))

    def event(self, event: QEvent) -> bool:
        return (not self.rows.read_only and keeps_undo(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(
                row, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, leave=True
            )
        elif self.rows.read_only or row < 0:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rows.mark_rest()
        elif text in KEYS or key == Qt.Key.Key_Space:
            presence = KEYS.get(text, "present")
            self.rows.mark(row, presence)
            if presence not in NOTED:
                self._go(row, 1, leave=False)
        elif (
            text
            and text.isprintable()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._write_note(row, text)
        else:
            super().keyPressEvent(event)

    def _go(self, row: int, by: int, leave: bool) -> None:
        if 0 <= row + by < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row + by, PRESENCE))
        elif leave:
            self.passed.emit(by < 0)

    def _write_note(self, row: int, text: str) -> None:
        """Begin the note with the letter typed."""
        index = self.rows.index(row, NOTE)
        self.rows.setData(index, text)
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.focusWidget()
        if isinstance(editor, QLineEdit):
            editor.end(False)
