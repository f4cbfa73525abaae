"""A text to be read, copied, or saved as a file."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lcdesk.i18n import _
from lcdesk.storage.refusing import reason
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label


class TextDialog(QDialog):
    """A title, what it is about, and the text."""

    def __init__(self, title: str, about: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(760, 560)
        head = Label(about)
        head.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("text")
        self.text.setAccessibleName(title)
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
        whole.addWidget(head)
        whole.addWidget(self.text, 1)
        whole.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(_("Copied."), "quiet")

    def _save(self) -> None:
        target = ask_where(self, self.windowTitle(), "lcdesk.txt", ".txt", "Text (*.txt)")
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
