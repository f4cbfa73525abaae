"""A table one types down like a spreadsheet: one row a member, a line or a loan."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView

from lcdesk.domain.fields import Draft
from lcdesk.i18n import _, money, number
from lcdesk.ui.kit.undo import keeps_undo
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.commands import KEYPAD, SHIFT, CellCommands
from lcdesk.ui.sheet.view import CellView

__all__ = ["SheetColumn", "SheetTable", "never"]

STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys that a box of one line leaves to the table."""


def never(_draft: Draft, _name: str) -> bool:
    """No cell is locked."""
    return False


class SheetTable(CellView):
    """Letters write into the cell, Enter goes down the column, Tab along the row; past the end
    `passed` says so.

    Space takes what is usually typed in the cell, Ctrl+A takes it in every empty cell of the
    column.
    """

    edited = Signal()
    passed = Signal(bool)
    """Enter or Tab went past the last cell, or with Shift before the first (True)."""

    def __init__(
        self,
        columns: Sequence[SheetColumn],
        today: Callable[[], date],
        locked: Callable[[Draft, str], bool] = never,
    ) -> None:
        super().__init__(columns, today, locked)
        self._commands = CellCommands(self, self.finish, self.passed.emit)
        self.rows.edited.connect(self.edited)
        self.rows.dataChanged.connect(self._on_changed)
        self.setObjectName("sheet")
        self.setProperty(
            "walks_itself", True
        )  # Enter goes down the column before it leaves the table
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)

    # What a form asks of a box

    def show_drafts(self, drafts: list[Draft]) -> None:
        """Show rows; each is text by the name of its column, and other keys stay as they are."""
        self.finish()
        here = self.here()
        self.rows.show_drafts(drafts)
        self.setProperty("complaint", False)
        self.widths.fit()
        if self.hasFocus():  # saved while typing: the caret stays where it was
            self.setCurrentIndex(self.rows.index(*here))
            self.begin()

    def value(self) -> list[Draft]:
        return [dict(draft) for draft in self.rows.drafts]

    def setReadOnly(self, read_only: bool) -> None:
        self.finish()
        self.rows.read_only = read_only
        if self.hasFocus():
            self.begin()
        self.viewport().update()

    def total(self, name: str) -> int:
        """The sum of a column of numbers; what cannot be read counts nothing."""
        return self.rows.total(name)

    def foot(self) -> str:
        """Count of the rows and sums of the columns that have one."""
        sums = [
            f"{_(each.label)}: {money(self.total(each.name))}"
            for each in self.rows.columns
            if each.total
        ]
        return " · ".join([_("{count} rows").format(count=number(len(self.rows.drafts))), *sums])

    def complain(self, index: int, name: str, text: str) -> None:
        """Mark a cell as wrong; the caret comes to the first one."""
        names = [each.name for each in self.rows.columns]
        place = index, names.index(name) if name in names else 0
        first = not self.rows.complaints
        self.rows.complain(place, text)
        self.setProperty("complaint", True)
        if first:
            self.setCurrentIndex(self.rows.index(*place))
        self.tell()

    def clear_complaints(self) -> None:
        self.rows.clear_complaints()

    def finish(self) -> None:
        """Take what is being typed in a cell as it is understood, and close its box."""
        if box := self.cells.box:
            self.commitData(box)
            self.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)

    # Keys

    def event(self, event: QEvent) -> bool:
        return (not self.rows.read_only and keeps_undo(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys come here from the table, and from the box in a cell where it has no use for
        them."""
        if act := self._commands.act_for(event):
            if event.key() != Qt.Key.Key_Escape:
                self.finish()
            act()
        elif event.key() in STEPS and not event.modifiers() & ~(SHIFT | KEYPAD):
            self.finish()
            super().keyPressEvent(event)
        elif self.cells.box:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is composed goes on into the box that it opens; a letter that comes whole Qt would
        lose on the way."""
        whole = not self.cells.box and event.commitString() and not event.preeditString()
        super().inputMethodEvent(event)
        if whole and self.cells.box:
            self.cells.box.insert(event.commitString())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self._commands.open_box()

    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.setProperty("complaint", bool(self.rows.complaints))
        self.tell()
        self.widths.grow(first, last)
