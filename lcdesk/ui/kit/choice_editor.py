"""The box for one of a list, with the list beneath it."""

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from lcdesk.i18n import APART, _, is_clear
from lcdesk.ui.kit.choices import MOST_SHOWN, Choices, Source
from lcdesk.ui.kit.text_editors import TextEditor
from lcdesk.ui.kit.theme import GRID


class ChoiceEditor(TextEditor):
    """One of a list, found by typing without tones. ↑ ↓ choose, Enter takes, Esc closes the
    list."""

    chosen = Signal(str)

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._code = ""
        self._codes = {"": ""}
        self._found: Choices = []
        self._popup: QListView | None = None

    def _on_typed(self, text: str) -> None:
        super()._on_typed(text)
        if text in self._codes and self.isRedoAvailable():
            self._close_list()  # taken back to what stood here before
        else:
            self._offer()

    def value(self) -> str:
        """The code chosen; what was typed where it names nothing, so that it is complained of and
        not lost."""
        return self._codes.get(self.text(), self.text())

    def set_value(self, text: str) -> None:
        label = self.source.name(text) if text else ""
        self._code, self._codes = text, {"": "", label: text}
        self.setText(label)
        self.setCursorPosition(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.isReadOnly():
            self._open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        escaping = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escaping and event.type() == QEvent.Type.ShortcutOverride and self._is_open():
            event.accept()  # while the list is open Esc closes it, and goes no further
            return True
        # Tab leaves through event() before any key handler sees it.
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
        ):
            self.finish()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._is_open():
                self._move(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._open_list()
        elif key == Qt.Key.Key_Escape and self._is_open():
            self._close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            settled = self.finish()
            event.setAccepted(not settled)
            if not settled:
                self._offer(pointing=True)  # where one must choose first, Enter goes no further
        else:
            super().keyPressEvent(event)

    def finish(self) -> bool:
        """Take what the typed text stands for: the line under the bar, or the match that is meant
        without doubt."""
        found = self._found if self._is_open() else []
        row = self._popup.currentIndex().row() if self._popup and found else -1
        self._close_list()
        if self.isReadOnly() or self.value() == self._code:
            return True
        if (known := self.text().strip()) in self._codes:
            self._take(self._codes[known], known)
            return True
        if row < 0:
            row, found = 0, self.source.find(self.text())
            if not is_clear(self.text(), [label for _code, label in found]):
                return not found
        self._take(*found[row])
        return True

    def _is_settled(self) -> bool:
        """Whether nothing was typed that has yet to be understood."""
        return not self.text().strip() or self.text() in self._codes

    def _open_list(self) -> None:
        if self._is_settled():
            self._offer(everything=True)
        else:
            self._offer(pointing=True)
            self._move(1)

    def _take(self, code: str, label: str) -> None:
        self._code = self._codes[label] = code
        if label != self.text():
            self._rewrite(label)
        self.setCursorPosition(0)
        self._close_list()
        self.edited.emit()
        self.chosen.emit(code)

    def _is_open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def _offer(self, everything: bool = False, pointing: bool = False) -> None:
        """Open the list with what fits, or all. `pointing`: none is meant before ↓ says which.

        A line without a code only says something.
        """
        found = self.source.find("" if everything else self.text())
        if not found:
            self._close_list()
            return
        meant = everything or (
            not pointing and is_clear(self.text(), [label for _code, label in found])
        )
        row = next(
            (row for row, (code, _label) in enumerate(found) if everything and code == self._code),
            0,
        )
        above = [("", _("Choose one with ↓"))] if pointing else []
        below = [("", _("… there are more: type on"))] if len(found) > MOST_SHOWN else []
        self._found = [*above, *found[:MOST_SHOWN], *below]
        beside = self.source.beside([code for code, _label in self._found if code])
        lines = [APART.join(filter(None, (label, beside.get(code)))) for code, label in self._found]
        self._show_list(lines, row if meant else -1)

    def _show_list(self, lines: list[str], row: int) -> None:
        popup = self._made_popup()
        model = popup.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(lines)
        popup.setCurrentIndex(model.index(row))
        height = popup.sizeHintForRow(0) * min(len(lines), 12) + 4
        below = self.window().mapFromGlobal(self.mapToGlobal(self.rect().bottomLeft()))
        if below.y() + height > self.window().height():
            below.setY(below.y() - self.height() - height)
        width = max(self.width(), 260, popup.sizeHintForColumn(0) + 3 * GRID)
        popup.setGeometry(
            min(below.x(), max(self.window().width() - width, 0)), max(below.y(), 0), width, height
        )
        popup.show()
        popup.raise_()

    def _made_popup(self) -> QListView:
        """The list lies in the window itself: a popup window of its own would take the input method
        away."""
        if self._popup is None or self._popup.parent() is not self.window():
            self._popup = QListView(self.window())
            self._popup.setProperty("role", "choices")
            self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._popup.setModel(QStringListModel(self._popup))
            self._popup.clicked.connect(self._on_clicked)
        return self._popup

    def _on_clicked(self, index: QModelIndex) -> None:
        code, label = self._found[index.row()]
        if code:
            self._take(code, label)
        self.setFocus()

    def _move(self, by: int) -> None:
        """Point at the next line that can be chosen."""
        assert self._popup
        row = self._popup.currentIndex().row()
        row = 0 if row < 0 and by < 0 else row
        for _line in self._found:
            row = (row + by) % len(self._found)
            if self._found[row][0]:
                break
        code, label = self._found[row]
        self._popup.setCurrentIndex(self._popup.model().index(row, 0))
        self._codes[label] = code
        self._rewrite(label)

    def _close_list(self) -> None:
        if self._popup is not None:
            self._popup.hide()
