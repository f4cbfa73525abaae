"""Opening a ward file with its password, or with the recovery key."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.shell.new_ward import SUFFIX


class Unlock(QWidget):
    """Opening a ward file with its password, or with the recovery key where that is forgotten."""

    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self.where = QLineEdit(str(path or ""))
        self.where.setObjectName("where")
        self.where.setAccessibleName(_("File"))
        self.password = QLineEdit()
        self.password.setObjectName("password")
        self.password.setAccessibleName(_("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.user = QLineEdit()
        self.user.setObjectName("user")
        self.user.setAccessibleName(_("Your name"))
        self.recovery = QLineEdit()
        self.recovery.setObjectName("recovery")
        self.recovery.setAccessibleName(_("Recovery key"))
        self.told = Label()
        self.told.setObjectName("told")
        self.told.setProperty("role", "bad")
        self.told.setWordWrap(True)
        self._lay_out()
        self.password.returnPressed.connect(self.open)
        self._recovery_rows(False)

    def _lay_out(self) -> None:
        heading = Label("lcdesk")
        heading.setProperty("role", "title")
        line = QHBoxLayout()
        line.addWidget(self.where, 1)
        line.addWidget(button_for("choose_file", _("Choose…"), self._choose))
        foot = QHBoxLayout()
        foot.addWidget(button_for("open", _("Open"), self.open, main=True))
        foot.addWidget(button_for("forgotten", _("Password forgotten…"), lambda: self._recovery_rows(True)))
        foot.addWidget(button_for("new_ward", _("New ward file…"), self.new_wanted.emit))
        foot.addStretch(1)
        self._recovery_label = Label(_("Recovery key, as it was printed"))
        self._password_label = Label()
        box = QWidget()
        box.setMaximumWidth(560)
        column = QVBoxLayout(box)
        for part in (heading, Label(_("File"))):
            column.addWidget(part)
        column.addLayout(line)
        self._user_label = Label(_("Your name"))
        recovering = (self._recovery_label, self.recovery, self._user_label, self.user)
        for row in (*recovering, self._password_label, self.password, self.told):
            column.addWidget(row)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        box.setMinimumWidth(480)

    def _recovery_rows(self, shown: bool) -> None:
        self._recovering = shown
        for row in (self._recovery_label, self.recovery, self._user_label, self.user):
            row.setVisible(shown)
        self._password_label.setText(_("New password") if shown else _("Password"))
        (self.recovery if shown else self.password).setFocus()

    def begin(self) -> None:
        (self.password if self.where.text() else self.where).setFocus()

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Open"), self.where.text(), f"lcdesk (*{SUFFIX})")
        if chosen:
            self.where.setText(chosen)
            self.password.setFocus()

    def open(self) -> None:
        path = Path(self.where.text().strip()).expanduser()
        try:
            if self._recovering:
                file = files.recover_ward(path, self.recovery.text(), self.user.text().strip(), self.password.text())
            else:
                file = files.open_ward(path, self.password.text())
        except Refused as refused:
            self.told.setText(str(refused))
            self.password.selectAll()
            return
        self.opened.emit(file)
