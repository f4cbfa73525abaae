"""The few questions that stand in a window of their own, and the verbs that need one answered."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from lcdesk.i18n import _
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.page import Page


def ask_reason(parent: QWidget, question: str) -> str:
    """Ask for a reason in one line; "" when the question was left."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Reason"))
    dialog.setMinimumWidth(420)
    text = Label(question)
    text.setWordWrap(True)
    line = QLineEdit()
    line.setObjectName("reason")
    line.setAccessibleName(_("Reason"))
    line.setMaxLength(200)
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
    agree.setEnabled(False)
    line.textChanged.connect(lambda typed: agree.setEnabled(bool(typed.strip())))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    for part in (text, line, buttons):
        column.addWidget(part)
    line.setFocus()
    return line.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""


def ask_one_of(
    parent: QWidget | None, title: str, text: str, offers: Sequence[tuple[str, str]]
) -> str:
    """Ask what is to be done: a name and a label each. Enter takes the first, Esc the last."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(text)
    buttons = {}
    for name, label in offers:
        button = box.addButton(label, QMessageBox.ButtonRole.ActionRole)
        button.setObjectName(name)
        buttons[name] = button
    box.setDefaultButton(buttons[offers[0][0]])
    box.setEscapeButton(buttons[offers[-1][0]])
    box.exec()
    clicked = box.clickedButton()
    return next((name for name, each in buttons.items() if each is clicked), offers[-1][0])


def ask_where(parent: QWidget, title: str, suggested: str, suffix: str, kinds: str) -> Path | None:
    """Ask for a file to write; a name without the suffix gets it. None when the question was
    left."""
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() == suffix:
            return path
        path = path.with_name(path.name + suffix)
        if not os.path.lexists(path):
            return path
        suggested = str(path)  # the dialog has not asked whether this one may be replaced


def run_with_reason(
    page: Page, question: str, act: Callable[[str], Any], says: str, **rest: Any
) -> bool:
    """Ask why, then run the act with the reason as `Desk.run` does; nothing is done without one."""
    reason = ask_reason(page, question)
    return bool(reason) and page.desk.run(lambda: act(reason), says, **rest)
