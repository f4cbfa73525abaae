"""The boxes one types into, one for each kind of field. Each holds text as a draft does."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListView, QPlainTextEdit, QToolTip, QWidget

from lcdesk import i18n
from lcdesk.domain import fields, kinds
from lcdesk.domain.kinds import Kind
from lcdesk.i18n import APART, _, fit, fold, is_clear
from lcdesk.ui.kit.labels import tool_tip
from lcdesk.ui.kit.theme import GRID

Choices = list[tuple[str, str]]
MOST_SHOWN = 50
"""Lines of a list; whoever has so many to choose from types on."""


@dataclass(frozen=True)
class Source:
    """Where choices come from.

    `find` gives code and label for what was typed, the best fit first, and no more than one beyond
    those shown; `name` the label of a code; `beside` what tells those of one name apart, by code.
    """

    find: Callable[[str], Choices]
    name: Callable[[str], str]
    beside: Callable[[list[str]], dict[str, str]] = lambda _codes: {}


def keeps_undo(event: QEvent) -> bool:
    """Whether this is Ctrl+Z about to leave a box. One who types means the typing, never the last
    saved step."""
    undoing = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
    if undoing and event.type() == QEvent.Type.ShortcutOverride:
        event.accept()
        return True
    return False


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


class YesEditor(QCheckBox):
    """Yes or no; the space bar turns it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(lambda _on: self.edited.emit())

    def event(self, event: QEvent) -> bool:
        return keeps_undo(event) or super().event(event)

    def value(self) -> str:
        return "1" if self.isChecked() else ""

    def set_value(self, text: str) -> None:
        self.setChecked(text == "1")

    def setReadOnly(self, read_only: bool) -> None:
        self.setEnabled(not read_only)


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


Editor = TextEditor | ParagraphEditor | YesEditor


def editor_for(kind: Kind, today: Callable[[], date], source: Source | None = None) -> Editor:
    """The box for a kind of field. `source` is needed where it refers to another record."""
    if isinstance(kind, kinds.Choice):
        return ChoiceEditor(among({code: _(label) for code, label in kind.options.items()}))
    if isinstance(kind, kinds.Reference):
        assert source is not None
        return ChoiceEditor(source)
    if isinstance(kind, kinds.Yes):
        return YesEditor()
    return ParagraphEditor() if isinstance(kind, kinds.Paragraph) else _text_editor(kind, today)


def _text_editor(kind: Kind, today: Callable[[], date]) -> TextEditor:
    """The box of one line for a kind, which reads what is typed where it can."""
    if isinstance(kind, kinds.Number):
        return NumberEditor(kind, today)
    if isinstance(kind, kinds.Date):
        return DateEditor(kind, today)
    return (
        ReadingEditor(kind, today)
        if isinstance(kind, kinds.Time | kinds.Name | kinds.Digits)
        else TextEditor()
    )


def among(options: dict[str, str]) -> Source:
    """Find in a fixed list."""
    return Source(
        lambda text: best_first(text, list(options.items())), lambda code: options.get(code, code)
    )


def best_first(text: str, offered: Choices) -> Choices:
    """Those that hold every word of the text, the best fit first, else in their order."""
    words = fold(text).split()
    holding = [each for each in offered if all(word in fold(each[1]) for word in words)]
    return sorted(holding, key=lambda each: fit(text, each[1])) if words else holding
