"""The bar at the left of the window: the ward, the areas in their groups, and what is seldom wanted
at the foot."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lcdesk.domain.ward import Ward
from lcdesk.i18n import _
from lcdesk.ui.areas.roster import AreaEntry, key_of
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.labels import Label

ICON = 20


class SideBar(QFrame):
    """`chosen` gives the number of the area that was clicked."""

    chosen = Signal(int)

    def __init__(self, areas: Sequence[AreaEntry]) -> None:
        super().__init__()
        theme.mark(self, "role", "side")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        self._column.setSpacing(0)
        self._ward = QLabel()
        self._ward.setWordWrap(True)
        self._ward.setContentsMargins(12, 4, theme.GRID, theme.GRID)
        self._column.addWidget(self._ward)
        self.buttons: list[QToolButton] = []
        self.heads: list[Label] = []
        self._column.addWidget(self._list_of(areas), 1)

    def _list_of(self, areas: Sequence[AreaEntry]) -> QWidget:
        """The areas below the names of their groups; where the screen is low they scroll."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        group = ""
        for number, each in enumerate(areas):
            if each.group != group:
                head = Label(_(each.group))
                theme.mark(head, "role", "group")
                column.addWidget(head)
                self.heads.append(head)
                group = each.group
            column.addWidget(self._area_button(number, each))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        for part in (scroll.viewport(), inner):
            part.setAutoFillBackground(False)  # the bar's own ground shows through
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumWidth(inner.sizeHint().width() + bar)
        self._scroll = scroll
        return scroll

    def _area_button(self, number: int, each: AreaEntry) -> QToolButton:
        button = _button(f"area_{each.module.partition('.')[0]}", _(each.title), each.icon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(key_of(number))
        button.setMinimumWidth(
            button.sizeHint().width() + 3 * theme.GRID
        )  # room for the bold of the chosen one
        button.clicked.connect(lambda: self.chosen.emit(number))
        self.buttons.append(button)
        return button

    def add_verb(self, name: str, label: str, picture: str, act: Callable[[], object]) -> None:
        """A button at the foot."""
        button = _button(name, label, picture)
        button.clicked.connect(lambda: act())
        self._column.addWidget(button)

    def choose(self, number: int) -> None:
        """Mark an area as the one in front."""
        for index, button in enumerate(self.buttons):
            button.setChecked(index == number)
        self._scroll.ensureWidgetVisible(self.buttons[number], 0, 0)

    def name_ward(self, ward: Ward) -> None:
        self._ward.setText(f"<b>{escape(ward.full_name)}</b><br>{escape(ward.city)}")


def _button(name: str, label: str, picture: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    theme.mark(button, "role", "area")
    button.setText(f" {theme.plain(label)}")
    button.setIcon(theme.icon(picture))
    button.setIconSize(QSize(ICON, ICON))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
