"""What keys do in every form, and the list of all keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QWidget,
)

from lcdesk.i18n import N_
from lcdesk.ui.kit.text_editors import TextEditor

KEYS = (
    ("Alt+1 … Alt+9, Alt+0", N_("go to an area")),
    ("Enter, Tab", N_("next field")),
    ("Shift+Enter, Shift+Tab", N_("field before")),
    ("↑ ↓", N_("choose in a list")),
    ("Alt+Enter", N_("new line in a long text")),
    ("Ctrl+S, Ctrl+Enter", N_("save")),
    ("Ctrl+N", N_("new, keeping what usually repeats")),
    ("Ctrl+F", N_("search")),
    ("Ctrl+P", N_("show the paper; there: print")),
    ("Space, Ctrl+A", N_("in a sheet: take what is usual here, in the whole column")),
    ("Ctrl+D, Ctrl+C, Ctrl+V", N_("in a sheet: as above, copy, paste from a spreadsheet")),
    ("Ctrl+Delete", N_("remove the line with the caret")),
    (
        "Ctrl+Z",
        N_("where one types: take back typing; in a list or on a button: the last saved step"),
    ),
    ("Ctrl+L", N_("close the review meeting")),
    ("Ctrl+B", N_("copies of the file: make one, put one back")),
    ("Alt+←, Alt+→", N_("in reports: the period before, the period after")),
    ("F3", N_("in reports: the lines, and the loans behind each")),
    ("Ctrl++, Ctrl+-, Ctrl+0", N_("paper larger, smaller, as wide as the window")),
    ("Esc", N_("one step back; nothing typed is lost")),
)


class KeyRoad(QObject):
    """Enter goes to the next box, Shift+Enter to the one before, through whatever boxes there are
    at that moment."""

    def __init__(
        self, owner: QWidget, boxes: Callable[[], list[QWidget]], last: Callable[[], QWidget]
    ) -> None:
        super().__init__(owner)
        self._boxes = boxes
        self._last = last

    def watch(self) -> None:
        """Listen to the keys of all boxes there are; to one already listened to no second time."""
        for box in self._boxes():
            box.removeEventFilter(self)
            box.installEventFilter(self)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if box.property("walks_itself"):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        assert isinstance(box, QWidget)
        if isinstance(box, TextEditor) and not box.finish():
            return False  # the box asks which one is meant
        self.move(box, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    def move(self, box: QWidget, back: bool) -> None:
        boxes = self._boxes()
        self.watch()
        place = boxes.index(box) + (-1 if back else 1) if box in boxes else 0
        target = boxes[place] if 0 <= place < len(boxes) else (box if back else self._last())
        reason = Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason
        target.setFocus(reason)
