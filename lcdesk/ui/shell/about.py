"""What this program is: its version, where the data lie, the licences."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from lcdesk import __version__, paths
from lcdesk.i18n import _
from lcdesk.storage.database import WardFile, kept_before_updates
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.shell import log
from lcdesk.ui.shell.support import what_to_send


class About(QDialog):
    """Read and closed; nothing can be changed here."""

    def __init__(self, file: WardFile, parent: QWidget) -> None:
        super().__init__(parent)
        self._file = file
        self.setWindowTitle(_("About lcdesk"))
        self.resize(760, 560)
        head = QHBoxLayout()
        picture = Label()
        picture.setPixmap(theme.icon("lcdesk", 64).pixmap(64, 64))
        head.addWidget(picture)
        title = Label(_("lcdesk, version {version}").format(version=__version__))
        theme.mark(title, "role", "title")
        head.addWidget(title, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(head)
        whole.addWidget(
            Label(
                _("Works without a network: nothing is sent, and no update is fetched by itself.")
            )
        )
        whole.addLayout(self._places(file))
        whole.addWidget(Label(_("Licences")))
        whole.addWidget(self._licences(), 1)
        foot = QHBoxLayout()
        foot.addWidget(button_for("what_to_send", _("What to send…"), self._show_what_to_send))
        foot.addStretch(1)
        foot.addWidget(button_for("close_about", _("Close"), self.accept, main=True))
        whole.addLayout(foot)

    def _places(self, file: WardFile) -> QFormLayout:
        rows = QFormLayout()
        for label, text in (
            (_("Ward file"), str(file.path.absolute())),
            (
                _("Before updates"),
                "\n".join(map(str, kept_before_updates(file.path))) or _("none kept yet"),
            ),
            (_("Settings"), QSettings().fileName()),
            (_("Program"), str(paths.program_folder())),
            (_("Log"), str(log.path())),
        ):
            value = Label(text)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows.addRow(Label(label), value)
        return rows

    def _show_what_to_send(self) -> None:
        what_to_send(self._file, self).exec()

    def _licences(self) -> QPlainTextEdit:
        box = QPlainTextEdit(paths.licences())
        box.setObjectName("licences")
        box.setAccessibleName(_("Licences"))
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        return box
