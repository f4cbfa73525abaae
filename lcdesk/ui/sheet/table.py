"""A table one types down like a spreadsheet: one row a member, a line or a loan."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
)

from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Digits, Text, Yes
from lcdesk.i18n import _, money, number
from lcdesk.ui.kit.editors import ChoiceEditor, keeps_undo
from lcdesk.ui.kit.lines import least_width
from lcdesk.ui.kit.tables import WIDEST, Index
from lcdesk.ui.sheet.cells import TABS, CellEditor
from lcdesk.ui.sheet.frozen import FrozenColumn
from lcdesk.ui.sheet.model import Column, Place, SheetModel

__all__ = ["Column", "SheetTable", "never"]

NONE, SHIFT, CTRL, KEYPAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
Keys = QKeySequence.StandardKey
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys that a box of one line leaves to the table."""
APART = 22
"""Pixels of a column that its text cannot have: the box one types in has margins and a frame."""
NOTE_WIDTH = 120
Why = Qt.FocusReason
COMING_BACK = (Why.ActiveWindowFocusReason, Why.PopupFocusReason, Why.MenuBarFocusReason)
"""The caret was here and stays where it was."""
Act = Callable[[], object]
Hint = QAbstractItemView.ScrollHint


def _along_the_rows(place: Place) -> Place:
    return place


def _down_the_columns(place: Place) -> Place:
    row, column = place
    return column, row


def never(_draft: Draft, _name: str) -> bool:
    """No cell is locked."""
    return False


class SheetTable(QTableView):
    """Letters write into the cell, Enter goes down the column, Tab along the row; past the end `passed` says so.

    Space takes what is usually typed in the cell, Ctrl+A takes it in every empty cell of the column.
    """

    edited = Signal()
    passed = Signal(bool)
    """Enter or Tab went past the last cell, or with Shift before the first (True)."""
    told = Signal(str)
    """The complaint of the cell the caret came to, or nothing."""

    def __init__(
        self,
        columns: Sequence[Column],
        today: Callable[[], date],
        locked: Callable[[Draft, str], bool] = never,
    ) -> None:
        super().__init__()
        self.rows = SheetModel(columns, today, locked)
        self.rows.edited.connect(self.edited)
        self.rows.dataChanged.connect(self._on_changed)
        self.setModel(self.rows)
        self._cells = CellEditor(self, self.rows)
        self.setItemDelegate(self._cells)
        self._widths = [0] * len(self.rows.columns)
        self.setObjectName("sheet")
        self.setProperty("walks_itself", True)  # Enter goes down the column before it leaves the table
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self._dress()
        # A column that is only read names the rows; one that is typed in must be where the caret is.
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

    # What a form asks of a box

    def show_drafts(self, drafts: list[Draft]) -> None:
        """Show rows; each is text by the name of its column, and other keys stay as they are."""
        self.finish()
        here = self._here()
        self.rows.show_drafts(drafts)
        self.setProperty("complaint", False)
        self._fit()
        if self.hasFocus():  # saved while typing: the caret stays where it was
            self.setCurrentIndex(self.rows.index(*here))
            self._begin()

    def value(self) -> list[Draft]:
        return [dict(draft) for draft in self.rows.drafts]

    def setReadOnly(self, read_only: bool) -> None:
        self.finish()
        self.rows.read_only = read_only
        if self.hasFocus():
            self._begin()
        self.viewport().update()

    def total(self, name: str) -> int:
        """The sum of a column of numbers; what cannot be read counts nothing."""
        return self.rows.total(name)

    def foot(self) -> str:
        """Count of the rows and sums of the columns that have one."""
        sums = [f"{_(each.label)}: {money(self.total(each.name))}" for each in self.rows.columns if each.total]
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
        self._tell()

    def clear_complaints(self) -> None:
        self.rows.clear_complaints()

    def finish(self) -> None:
        """Take what is being typed in a cell as it is understood, and close its box."""
        if box := self._cells.box:
            self.commitData(box)
            self.closeEditor(box, QAbstractItemDelegate.EndEditHint.NoHint)

    # The caret

    def _begin(self) -> None:
        """From where nothing can be typed the caret comes to the first cell of the first column that is open."""
        if not self.rows.is_open(self._here()) and (places := self.rows.open_places()):
            self.setCurrentIndex(self.rows.index(*min(places, key=_down_the_columns)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in COMING_BACK or not self.currentIndex().isValid():
            self._begin()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the band of the row moves
        self._tell()

    def _tell(self) -> None:
        self.told.emit(self.rows.complaints.get(self._here(), ""))

    def _here(self) -> Place:
        return self.currentIndex().row(), self.currentIndex().column()

    def _walk(self, back: bool, down: bool) -> None:
        """Go to the next cell one can type in, down the columns or along the rows."""
        order = _down_the_columns if down else _along_the_rows
        here = order(self._here())
        ahead = [each for each in self.rows.open_places() if (order(each) < here if back else order(each) > here)]
        if ahead:
            self.setCurrentIndex(self.rows.index(*(max if back else min)(ahead, key=order)))
        else:
            self.passed.emit(back)

    # Keys

    def event(self, event: QEvent) -> bool:
        return (not self.rows.read_only and keeps_undo(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys come here from the table, and from the box in a cell where it has no use for them."""
        if act := self._act_for(event):
            if event.key() != Qt.Key.Key_Escape:
                self.finish()
            act()
        elif self._cells.box:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _act_for(self, event: QKeyEvent) -> Act | None:
        key, modifiers = event.key(), event.modifiers() & ~KEYPAD
        back = bool(modifiers & SHIFT) or key == Qt.Key.Key_Backtab
        for keys, act in (
            (Keys.Copy, self._copy),
            (Keys.Cut, self._cut),
            (Keys.Paste, self._paste),
            (Keys.Undo, self._take_back),
        ):
            if event.matches(keys):
                return act
        if modifiers & CTRL and key in TABS:
            return event.ignore  # it turns the tabs of the window
        if modifiers == CTRL:
            held: dict[int, Act] = {Qt.Key.Key_A: self._take_suggestions, Qt.Key.Key_D: self._repeat}
            return held.get(key)
        if modifiers & ~SHIFT:
            return None
        if key in ENTER + TABS:
            return partial(self._walk, back, down=key in ENTER)
        if key == Qt.Key.Key_Escape:
            return self._give_up if self._cells.box else None
        if key in STEPS:
            return partial(super().keyPressEvent, event)
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self._clear
        if key == Qt.Key.Key_F2:
            return self._open_box
        if key == Qt.Key.Key_Space:
            return self._turn if self._is_yes() else self._take_suggestion
        return self._turn if self._is_yes() and event.text().isprintable() and event.text() else None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is composed goes on into the box that it opens; a letter that comes whole Qt would lose on the way."""
        whole = not self._cells.box and event.commitString() and not event.preeditString()
        super().inputMethodEvent(event)
        if whole and self._cells.box:
            self._cells.box.insert(event.commitString())

    def keyboardSearch(self, search: str) -> None:
        """A letter in a locked cell does nothing; by itself the table would jump to a row."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self._open_box()

    def _open_box(self) -> None:
        """Edit the text that stands in the cell; a choice opens its list."""
        if self._is_yes():
            self._turn()
        elif self.rows.is_open(self._here()):
            self.edit(self.currentIndex())
            if isinstance(self._cells.box, ChoiceEditor):
                QApplication.sendEvent(self._cells.box, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, NONE))
            elif self._cells.box:
                self._cells.box.end(False)

    def _give_up(self) -> None:
        self._cells.give_up()
        self.finish()

    def _is_yes(self) -> bool:
        _row, column = self._here()
        return column >= 0 and isinstance(self.rows.columns[column].kind, Yes)

    def _turn(self) -> None:
        self._write({self._here(): "" if self.rows.text(self._here()) else "1"})

    def _take_suggestion(self) -> None:
        if text := self.rows.suggestion(self._here()):
            self._write({self._here(): text})
            self._walk(back=False, down=True)

    def _take_suggestions(self) -> None:
        _row, column = self._here()
        places = [(row, column) for row in range(len(self.rows.drafts)) if not self.rows.text((row, column))]
        self._write({place: self.rows.suggestion(place) for place in places})

    def _repeat(self) -> None:
        """Write what stands in the cell above."""
        row, column = self._here()
        if row > 0:
            self._write({(row, column): self.rows.text((row - 1, column))})

    def _take_back(self) -> None:
        if place := self.rows.take_back():
            self.setCurrentIndex(self.rows.index(*place))

    def _clear(self) -> None:
        self._write(dict.fromkeys(self._selected(), ""))

    def _write(self, texts: dict[Place, str]) -> None:
        self.rows.write({place: text for place, text in texts.items() if self.rows.is_open(place)})

    # To and from a spreadsheet

    def _selected(self) -> list[Place]:
        return sorted((each.row(), each.column()) for each in self.selectedIndexes())

    def _copy(self) -> None:
        lines: dict[int, list[str]] = {}
        for place in self._selected():
            lines.setdefault(place[0], []).append(self.rows.shown(place))
        sheet = io.StringIO()
        csv.writer(sheet, "excel-tab", lineterminator="\n").writerows(lines.values())
        QGuiApplication.clipboard().setText(sheet.getvalue().removesuffix("\n"))

    def _cut(self) -> None:
        self._copy()
        self._clear()

    def _paste(self) -> None:
        """Fill the cells from the caret on; what a column cannot read stays as it came, and saving says why."""
        lines = csv.reader(io.StringIO(QGuiApplication.clipboard().text(), newline=""), "excel-tab")
        top, left = self._here()
        block = {(top + row, left + column): text for row, line in enumerate(lines) for column, text in enumerate(line)}
        columns, today = self.rows.columns, self.rows.today()
        self._write(
            {place: columns[place[1]].taken(text, today) for place, text in block.items() if self.rows.is_open(place)}
        )

    # Widths

    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.setProperty("complaint", bool(self.rows.complaints))
        self._tell()
        rows = range(first.row(), last.row() + 1)
        wider = [max(before, self._need(column, rows)) for column, before in enumerate(self._widths)]
        if wider != self._widths:
            self._widths = wider
            self._share()

    def _fit(self) -> None:
        """Each column takes what its head and its texts need."""
        rows = range(len(self.rows.drafts))
        self._widths = [
            max(self._head_width(column), self._need(number, rows)) for number, column in enumerate(self.rows.columns)
        ]
        self._share()

    def _head_width(self, column: Column) -> int:
        words, metrics = _(column.label), self.horizontalHeader().fontMetrics()
        lines = metrics.horizontalAdvance(words) * 2 // 3, *(metrics.horizontalAdvance(word) for word in words.split())
        head = max(lines) * 9 // 8 + 16  # it is bold
        least = least_width(column.kind) if column.editable else 0
        return max(head, least, NOTE_WIDTH if self._is_note(column) else 0)

    def _need(self, column: int, rows: range) -> int:
        longest = max((self.rows.shown((row, column)) for row in rows), key=len, default="")
        return min(self.fontMetrics().horizontalAdvance(longest) + APART, WIDEST)

    def _is_note(self, column: Column) -> bool:
        return column.editable and isinstance(column.kind, Text) and not isinstance(column.kind, Digits)

    def _share(self) -> None:
        """The first column and free texts share the room that is left; where there is none the table scrolls."""
        wide = [number for number, each in enumerate(self.rows.columns) if number == 0 or self._is_note(each)]
        left = max(self.viewport().width() - sum(self._widths), 0)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width + (left // len(wide) if column in wide else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
        if self._frozen:
            self._frozen.place()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a cell into sight, from beneath the column that stays, too."""
        super().scrollTo(index, hint)
        beneath = self._frozen.covered() - self.visualRect(index).left() if self._frozen else 0
        if index.column() > 0 and beneath > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - beneath)
