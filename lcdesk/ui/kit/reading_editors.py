"""The boxes that read what is typed: numbers, days, times, names."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from lcdesk import i18n
from lcdesk.domain import fields, kinds
from lcdesk.domain.kinds import Kind
from lcdesk.ui.kit.text_editors import TextEditor


class ReadingEditor(TextEditor):
    """One line that is read and shown in its full form when the caret leaves it."""

    def __init__(
        self, kind: Kind, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._today = today

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()

    def finish(self) -> bool:
        """Show what was understood; what cannot be read stays as typed, and saving says why."""
        if self.text().strip() and not self.isReadOnly():
            with suppress(ValueError):
                understood = fields.typed(self._kind, self._kind.parse(self.text(), self._today()))
                if understood and understood != self.text():
                    self._rewrite(understood)
                    self.edited.emit()
        return True


class NumberEditor(ReadingEditor):
    """A number, right-aligned; digits of an amount are grouped while typing."""

    _marks = 0

    def __init__(
        self, kind: Kind, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(kind, today, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str | None) -> None:
        super().setText(text)
        self._count_marks()

    def _rewrite(self, text: str) -> None:
        super()._rewrite(text)
        self._count_marks()

    def _count_marks(self) -> None:
        self._marks = self.text().count(i18n.number(1000)[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z goes back letter by letter, over what stood for a moment before the digits were
        grouped."""
        super().keyPressEvent(event)
        if event.matches(QKeySequence.StandardKey.Undo):
            while self.isUndoAvailable() and self._grouped(self.text()) != self.text():
                self.undo()
            self._count_marks()

    def _on_typed(self, text: str) -> None:
        taken_back = self.isRedoAvailable()
        if not taken_back and text.count(i18n.number(1000)[1]) <= self._marks:
            self._group(
                text
            )  # a mark set by hand may mean something else; reading the text says what
        super()._on_typed(text)

    def _group(self, text: str) -> None:
        grouped = self._grouped(text)
        if grouped == text:
            return
        behind = sum(letter.isdigit() for letter in text[self.cursorPosition() :])
        place = len(grouped)
        while behind:
            place -= 1
            behind -= grouped[place].isdigit()
        self._rewrite(grouped)
        self.setCursorPosition(place)

    def _grouped(self, text: str) -> str:
        """The digits of an amount in groups; any other text as it is."""
        digits = text.replace(i18n.number(1000)[1], "")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(i18n.LARGEST)):
            return text
        return i18n.number(int(digits)) if isinstance(self._kind, kinds.Money) else text


class DateEditor(ReadingEditor):
    """A day. `year` completes a day typed without one, where something else tells the year."""

    year: int | None = None

    def finish(self) -> bool:
        if self.year and re.fullmatch(r"\d{4}|\d{1,2}[/.-]\d{1,2}", self.text().strip()):
            apart = "" if self.text().strip().isdigit() else "/"
            self._rewrite(f"{self.text().strip()}{apart}{self.year}")
            self.edited.emit()
        return super().finish()
