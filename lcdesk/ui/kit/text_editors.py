"""The boxes for plain text: one line, or several."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolTip, QWidget

from lcdesk.ui.kit.labels import tool_tip
from lcdesk.ui.kit.theme import GRID


class TextEditor(QLineEdit):
    """One line of text."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._on_typed)

    def _on_typed(self, _text: str) -> None:
        self.edited.emit()

    def finish(self) -> bool:
        """The typing in this box is over: take it as it is understood. False where one must choose
        first."""
        return True

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QHelpEvent)
            and self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 2 * GRID
        ):
            QToolTip.showText(
                event.globalPos(), tool_tip(self.text()), self
            )  # of a text that is cut
            return True
        return super().event(event)

    def value(self) -> str:
        return self.text()

    def _rewrite(self, text: str) -> None:
        """Put another text in the place of what was typed; Ctrl+Z takes it back, as it would not
        after `setText`."""
        with QSignalBlocker(self):
            self.selectAll()
            self.insert(text)

    def set_value(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)  # an overlong text shows its beginning

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class ParagraphEditor(QPlainTextEdit):
    """Several lines of text; Alt+Enter begins a new one, as in a spreadsheet."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 16)
        self.textChanged.connect(self.edited)

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)
