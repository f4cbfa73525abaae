"""What is seldom done, in a menu behind one button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lcdesk.i18n import _
from lcdesk.ui.kit.desk import Desk

Deeds = Sequence[tuple[str, Callable[[], object]]]
"""Labels, and what each does."""


def more_button(desk: Desk, parent: QWidget, *parts: Deeds) -> QPushButton:
    """A button with a menu of these deeds; a line stands between the parts."""
    menu = QMenu(parent)
    for number, deeds in enumerate(parts):
        if number:
            menu.addSeparator()
        for label, act in deeds:
            # It waits until the menu has gone, which gives the caret back to its button.
            menu.addAction(label).triggered.connect(
                _deaf(desk.guarded(act)), Qt.ConnectionType.QueuedConnection
            )
    button = QPushButton(_("More"))
    button.setObjectName("more")
    button.setMenu(menu)
    return button


def _deaf(act: Callable[..., None]) -> Callable[[], None]:
    """The same without what the signal says."""
    return lambda: act()
