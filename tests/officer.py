"""A person at the keyboard: real key events to whatever has the caret, never a method of the program."""

import unicodedata

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

Key = Qt.Key
NONE, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Officer:
    """Types and presses keys; `keys` counts them."""

    def __init__(self) -> None:
        self.keys = 0

    def box(self) -> QWidget:
        """Where the caret is."""
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the caret"
        return focused

    def at(self) -> str:
        """The name of the box with the caret."""
        return self.box().objectName()

    def complaints(self) -> list[str]:
        """Every complaint that can be read on the screen."""
        labels = self.box().window().findChildren(QLabel)
        return [
            each.text() for each in labels if each.property("role") == "bad" and each.isVisible()
        ]

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> "Officer":
        for _time in range(times):
            self.keys += 1
            QTest.keyClick(self.box(), key, modifiers)
            QApplication.processEvents()
        return self

    def type(self, text: str) -> "Officer":
        """Type letters one by one; QTest itself aborts on letters that are not ASCII."""
        for letter in unicodedata.normalize("NFC", text):
            self.keys += 1
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.box(), QKeyEvent(kind, _key(letter), NONE, letter))
        QApplication.processEvents()
        return self

    def enter(self, text: str = "") -> "Officer":
        """Type and go on to the next field."""
        return self.type(text).press(Key.Key_Return)

    def fill(self, **texts: str) -> "Officer":
        """Type each text into the box of its name, walking there with Enter."""
        for name, text in texts.items():
            self.walk_to(name)
            self.enter(text)
        return self

    def walk_to(self, name: str, most: int = 60) -> "Officer":
        """Press Enter until the caret is in the box of this name."""
        for _step in range(most):
            if self.at() == name:
                return self
            self.press(Key.Key_Return)
        raise AssertionError(f"Enter does not lead to {name}; the caret is in {self.at()}")

    def walk_to_button(self, name: str, most: int = 40) -> "Officer":
        """Press Tab until the caret is on the button of this name."""
        for _step in range(most):
            if self.at() == name:
                return self
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}; the caret is in {self.at()}")


def _key(letter: str) -> int:
    return ord(letter.upper()) if letter.isascii() else 0
