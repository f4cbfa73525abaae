"""The head of the reporting pane: the list of reports, which one it is, and what can be done with
its page."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QWidget

from lcdesk.i18n import _
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label


class ReportHead(QWidget):
    """The title on the left, buttons on the right, each by its name with what it does."""

    def __init__(self, acts: dict[str, Callable[[], None]]) -> None:
        super().__init__()
        self.title = Label()
        self.title.setProperty("role", "title")
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title, 1)
        for name, picture, label, key in (
            ("smaller", "", "−", "Ctrl+-"),
            ("larger", "", "+", "Ctrl++"),
            ("show_behind", "list", _("Loans behind"), "F3"),
            ("print", "printer", _("Print"), "Ctrl+P"),
            ("save_pdf", "download", _("Save PDF"), "Ctrl+S"),
            ("save_excel", "download", "Excel", ""),
        ):
            button = button_for(name, f" {label}" if picture else label, acts[name])
            button.setToolTip(key)
            if picture:
                button.setIcon(theme.icon(picture, 16))
            row.addWidget(button)
            self.buttons[name] = button
        for name, tip in (("smaller", _("Smaller")), ("larger", _("Larger"))):
            self.buttons[name].setAccessibleName(tip)
            self.buttons[name].setFixedWidth(4 * theme.GRID)

    def enable(self, on: bool) -> None:
        """Let the buttons be pressed, or not where there is no page."""
        for button in self.buttons.values():
            button.setEnabled(on)


def chooser() -> QListWidget:
    """The list of reports."""
    found = QListWidget()
    found.setObjectName("reports")
    found.setAccessibleName(_("Reports"))
    found.addItems([_(kind.title) for kind in REPORTS.values()])
    found.setMinimumWidth(18 * theme.GRID)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for row in range(found.count()):
        found.item(row).setSizeHint(QSize(0, found.fontMetrics().lineSpacing() + theme.GRID + 2))
        found.item(row).setToolTip(found.item(row).text())
    return found
