"""What to send to who helps: versions, sizes, and the log. It is read before it is sent."""

import platform
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lcdesk import __version__
from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import reason
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.shell import log


def told(file: WardFile) -> str:
    """All that is sent, in lines; nothing in it is of a person."""
    machine = [
        f"lcdesk {__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
    ]
    try:
        inside = [f"{name} {count}" for name, count in files.figures(file).items()]
    except Refused as refused:
        inside = [str(refused)]
    return "\n".join([*machine, *inside, "", *log.tail()])


class WhatToSend(QDialog):
    """The text, to be read, copied, or saved as a file."""

    def __init__(self, file: WardFile, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What to send"))
        self.resize(760, 560)
        about = Label(
            _(
                "This is all that is handed on: versions, sizes, and what the program did. No "
                "name, no amount and nothing typed is in it. Read it, then copy it into a message "
                "or save it."
            )
        )
        about.setWordWrap(True)
        self.text = QPlainTextEdit(told(file))
        self.text.setObjectName("what_to_send")
        self.text.setAccessibleName(_("What to send"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.said = Label()
        foot = QHBoxLayout()
        foot.addWidget(button_for("copy_text", _("Copy the text"), self._copy, main=True))
        foot.addWidget(button_for("save_text", _("Save as…"), self._save))
        foot.addWidget(self.said, 1)
        foot.addWidget(button_for("close_text", _("Close"), self.accept))
        whole = QVBoxLayout(self)
        whole.addWidget(about)
        whole.addWidget(self.text, 1)
        whole.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(_("Copied."), "quiet")

    def _save(self) -> None:
        target = ask_where(self, _("What to send"), "lcdesk.txt", ".txt", "Text (*.txt)")
        if target is not None:
            self._write(target)

    def _write(self, target: Path) -> None:
        try:
            target.write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as error:
            sentence = _("{file} could not be written: {why}.")
            self._say(sentence.format(file=target.name, why=reason(error)), "bad")
        else:
            self._say(_("Saved: {file}").format(file=target.name), "quiet")

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        theme.mark(self.said, "role", role)
