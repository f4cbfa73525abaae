"""Buttons as they are made all over the program."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from lcdesk.ui.kit import theme


def button_for(name: str, label: str, act: Callable[[], None], main: bool = False) -> QPushButton:
    """A button with its object name, its label and what it does; `main` marks the one that goes
    on."""
    button = QPushButton(theme.plain(label))
    button.setObjectName(name)
    button.clicked.connect(lambda: act())
    if main:
        theme.mark(button, "role", "main")
    return button
