"""What is offered when a ward file is damaged: its newest good copy, and what can still be read of
it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lcdesk.actions import files
from lcdesk.i18n import _, date_text
from lcdesk.paths import WARD_SUFFIX
from lcdesk.storage.backup import Copy
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import Damaged
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.kit.worker import Worker, once

KINDS = f"lcdesk (*{WARD_SUFFIX})"
AFTER_MS = 1500
"""When the window of an open file stands, and the officer reads it."""

Finding = Callable[[], Copy | None]


def newest_good_of(file: WardFile) -> Copy | None:
    """The newest whole copy of an open file, in the folders chosen on this machine."""
    mark = file.slots.mark
    return files.newest_good(file, files.copies_in(Remembered(mark).folders, mark, file))


def newest_good_for(path: Path, password: str) -> Copy | None:
    """The same for a file that does not open."""
    for mark in files.marks_of(path):
        found = files.copies_in(Remembered(mark).folders, mark)
        if good := files.newest_good_for(password, found):
            return good
    return None


class HealthCheck(QObject):
    """Looks for damage in the open file soon after it was opened, beside what is typed; `found`
    says what is wrong."""

    found = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._worker = Worker(self)
        self._worker.done.connect(self._on_done)
        self._worker.refused.connect(self._on_refused)
        once(self, AFTER_MS, self.begin).start()

    def begin(self) -> None:
        """Look now."""
        self._worker.start(partial(files.check_in_steps, self._desk.file))

    def _on_done(self, problems: list[str]) -> None:
        if problems:
            self.found.emit(" ".join(problems))

    def _on_refused(self, refused: Exception) -> None:
        if isinstance(refused, Damaged):
            self.found.emit(str(refused))


class Rescue(QDialog):
    """Asks what is to be done with a damaged file.

    `restore_wanted` gives a copy to be put in its place, `repair_wanted` where to write what can
    still be read.
    """

    restore_wanted = Signal(object)
    repair_wanted = Signal(object)

    def __init__(self, path: Path, told: str, find: Finding, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._path = path
        self._newest: Copy | None = None
        self.setWindowTitle(_("The ward file is damaged"))
        self.setMinimumWidth(560)
        self.told = Label(told)
        self.copy = Label(_("Looking for the newest good copy…"))
        self.put_back = button_for("put_back", "", self._on_put_back, main=True)
        self._lay_out()
        self._worker = Worker(self)
        self._worker.done.connect(self._on_found)
        self._worker.refused.connect(lambda _refused: self._on_found(None))
        self._worker.start(lambda _progress: find())

    def _lay_out(self) -> None:
        title = Label(_("The ward file is damaged"))
        theme.mark(title, "role", "title")
        theme.mark(self.told, "role", "bad")
        whole = QVBoxLayout(self)
        for part in (title, Label(self._path.name), self.told, self.copy):
            part.setWordWrap(True)
            whole.addWidget(part)
        self.put_back.hide()
        whole.addWidget(self.put_back)
        foot = QHBoxLayout()
        foot.addWidget(button_for("other_copy", _("Put another file back…"), self._on_other))
        foot.addWidget(button_for("repair", _("Save what can be read…"), self._on_repair))
        foot.addStretch(1)
        foot.addWidget(button_for("later", _("Not now"), self.reject))
        whole.addLayout(foot)

    def _on_found(self, copy: Copy | None) -> None:
        self._newest = copy
        if copy is None:
            self.copy.setText(
                _("No good copy lies in the folders for copies that are there now. Is a stick out?")
            )
            return
        when = f"{date_text(copy.made_at.date())} {copy.made_at:%H:%M}"
        self.copy.setText(
            _("The newest good copy is of {when}, in {folder}.").format(
                when=when, folder=copy.path.parent
            )
        )
        self.put_back.setText(_("Put the copy of {when} in its place").format(when=when))
        self.put_back.show()
        self.adjustSize()  # for the button, and for a folder that takes a second line
        self.put_back.setFocus()

    def _on_put_back(self) -> None:
        if self._newest:
            self.accept()
            self.restore_wanted.emit(self._newest.path)

    def _on_other(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Copy of the ward file"), "", KINDS)
        if chosen:
            self.accept()
            self.restore_wanted.emit(Path(chosen))

    def _on_repair(self) -> None:
        suggested = self._path.with_stem(f"{self._path.stem} ({_('repaired')})")
        target = ask_where(self, _("Save what can be read…"), str(suggested), WARD_SUFFIX, KINDS)
        if target:
            self.accept()
            self.repair_wanted.emit(target)
