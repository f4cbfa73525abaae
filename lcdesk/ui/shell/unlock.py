"""Opening a ward file with its password, or with the recovery key."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.paths import WARD_SUFFIX
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.worker import Cancelled, Progress, Worker

if TYPE_CHECKING:
    from lcdesk.storage.database import WardFile


class Unlock(QWidget):
    """Opening a ward file with its password, or with the recovery key where that is forgotten."""

    opened = Signal(object)
    new_wanted = Signal()
    damaged = Signal(object)
    """Why the file does not open, where a copy of it may help."""

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
        self.told.setWordWrap(True)
        self._opening = Worker(self)
        self._opening.done.connect(self.opened)
        self._opening.refused.connect(self._on_refused)
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
        foot.addWidget(
            button_for("forgotten", _("Password forgotten…"), lambda: self._recovery_rows(True))
        )
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
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Open"), self.where.text(), f"lcdesk (*{WARD_SUFFIX})"
        )
        if chosen:
            self.where.setText(chosen)
            self.password.setFocus()

    @property
    def is_opening(self) -> bool:
        """Whether a password is being tried: that takes its time, and the window stays alive."""
        return self._opening.is_busy

    @property
    def path(self) -> Path:
        """The file that is to be opened."""
        return Path(self.where.text().strip()).expanduser()

    def open(self) -> None:
        """Try what was typed; a second Enter meanwhile does nothing."""
        if self.is_opening:
            return
        path = self.path
        recovery = self.recovery.text() if self._recovering else None
        told = self.user.text().strip(), self.password.text()
        self._say(_("Opening…"), "quiet")
        self._opening.start(lambda progress: _opened(path, recovery, *told, progress))

    def refuse(self, refused: Refused) -> None:
        """Say why the file does not open, or is not open any more."""
        self._say(str(refused), "bad")
        self.password.selectAll()

    def _on_refused(self, refused: Refused) -> None:
        from lcdesk.storage.refusing import Damaged  # loaded behind the password page
        from lcdesk.storage.slots import Foreign

        self.refuse(refused)
        if isinstance(refused, Damaged | Foreign) and not self._recovering:
            self.damaged.emit(refused)

    def _say(self, text: str, role: str) -> None:
        self.told.setText(text)
        theme.mark(self.told, "role", role)


def _opened(
    path: Path, recovery: str | None, user: str, password: str, progress: Progress
) -> "WardFile":
    """Open a file beside the window; nobody may wait for it any more when it is open."""
    from lcdesk.actions import files  # loaded behind the password page, not before it

    file = (
        files.open_ward(path, password)
        if recovery is None
        else files.recover_ward(path, recovery, user, password)
    )
    try:
        progress(1)
    except Cancelled:
        file.close()
        raise
    return file
