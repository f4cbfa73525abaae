"""The box for yes or no."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from lcdesk.ui.kit.undo import keeps_undo


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
