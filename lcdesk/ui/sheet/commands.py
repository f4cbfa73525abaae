"""What keys do in a sheet: to the next cell, the usual value, as above, to and from a
spreadsheet."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from lcdesk.domain.kinds import Yes
from lcdesk.ui.kit.choice_editor import ChoiceEditor
from lcdesk.ui.sheet.cells import TABS
from lcdesk.ui.sheet.clipboard import Clipboard, selected
from lcdesk.ui.sheet.model import CellPlace
from lcdesk.ui.sheet.view import CellView, along_the_rows, down_the_columns

NONE, SHIFT, CTRL, KEYPAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
Keys = QKeySequence.StandardKey
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Act = Callable[[], object]


class CellCommands:
    """What can be done at the caret of one table. `finish` closes the box one types in, `passed` is
    told of the end."""

    def __init__(self, table: CellView, finish: Act, passed: Callable[[bool], object]) -> None:
        self._table = table
        self._rows = table.rows
        self._finish = finish
        self._passed = passed
        clipboard = Clipboard(table, self._write)
        self._standard = (
            (Keys.Copy, clipboard.copy),
            (Keys.Cut, clipboard.cut),
            (Keys.Paste, clipboard.paste),
            (Keys.Undo, self._take_back),
        )
        self._held: dict[int, Act] = {
            Qt.Key.Key_A: self._take_suggestions,
            Qt.Key.Key_D: self._repeat,
        }
        self._plain: dict[int, Act] = {
            Qt.Key.Key_Delete: self._clear,
            Qt.Key.Key_Backspace: self._clear,
            Qt.Key.Key_F2: self.open_box,
            Qt.Key.Key_Space: self._take_suggestion,
        }

    def act_for(self, event: QKeyEvent) -> Act | None:
        """What a key does here, or None."""
        key, modifiers = event.key(), event.modifiers() & ~KEYPAD
        for keys, act in self._standard:
            if event.matches(keys):
                return act
        if modifiers & CTRL and key in TABS:
            return event.ignore  # it turns the tabs of the window
        if modifiers == CTRL:
            return self._held.get(key)
        return self._plain_act(event) if not modifiers & ~SHIFT else None

    def _plain_act(self, event: QKeyEvent) -> Act | None:
        key = event.key()
        if key in ENTER + TABS:
            back = bool(event.modifiers() & SHIFT) or key == Qt.Key.Key_Backtab
            return partial(self._walk, back, down=key in ENTER)
        if key == Qt.Key.Key_Escape:
            return self._give_up if self._table.cells.box else None
        if self._is_yes() and key != Qt.Key.Key_F2 and event.text() and event.text().isprintable():
            return self._turn
        return self._plain.get(key)

    def _walk(self, back: bool, down: bool) -> None:
        """Go to the next cell one can type in, down the columns or along the rows."""
        order = down_the_columns if down else along_the_rows
        here = order(self._table.here())
        ahead = [
            each
            for each in self._rows.open_places()
            if (order(each) < here if back else order(each) > here)
        ]
        if ahead:
            self._table.setCurrentIndex(self._rows.index(*(max if back else min)(ahead, key=order)))
        else:
            self._passed(back)

    def open_box(self) -> None:
        """Edit the text that stands in the cell; a choice opens its list."""
        if self._is_yes():
            self._turn()
        elif self._rows.is_open(self._table.here()):
            self._table.edit(self._table.currentIndex())
            if isinstance(self._table.cells.box, ChoiceEditor):
                QApplication.sendEvent(
                    self._table.cells.box, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, NONE)
                )
            elif self._table.cells.box:
                self._table.cells.box.end(False)

    def _give_up(self) -> None:
        self._table.cells.give_up()
        self._finish()

    def _is_yes(self) -> bool:
        _row, column = self._table.here()
        return column >= 0 and isinstance(self._rows.columns[column].kind, Yes)

    def _turn(self) -> None:
        self._write({self._table.here(): "" if self._rows.text(self._table.here()) else "1"})

    def _take_suggestion(self) -> None:
        if text := self._rows.suggestion(self._table.here()):
            self._write({self._table.here(): text})
            self._walk(back=False, down=True)

    def _take_suggestions(self) -> None:
        _row, column = self._table.here()
        places = [
            (row, column)
            for row in range(len(self._rows.drafts))
            if not self._rows.text((row, column))
        ]
        self._write({place: self._rows.suggestion(place) for place in places})

    def _repeat(self) -> None:
        """Write what stands in the cell above."""
        row, column = self._table.here()
        if row > 0:
            self._write({(row, column): self._rows.text((row - 1, column))})

    def _take_back(self) -> None:
        if place := self._rows.take_back():
            self._table.setCurrentIndex(self._rows.index(*place))

    def _clear(self) -> None:
        self._write(dict.fromkeys(selected(self._table), ""))

    def _write(self, texts: dict[CellPlace, str]) -> None:
        self._rows.write(
            {place: text for place, text in texts.items() if self._rows.is_open(place)}
        )
