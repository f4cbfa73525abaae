"""Whose Ctrl+Z it is: of the typing, or of the last saved step."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def keeps_undo(event: QEvent) -> bool:
    """Whether this is Ctrl+Z about to leave a box. One who types means the typing, never the last
    saved step."""
    undoing = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
    if undoing and event.type() == QEvent.Type.ShortcutOverride:
        event.accept()
        return True
    return False
