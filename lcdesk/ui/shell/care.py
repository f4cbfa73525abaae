"""Care for the open file: damage, another file under its name, an older copy than the one last used
here."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, date_text, number
from lcdesk.storage.history import Point
from lcdesk.storage.refusing import Damaged
from lcdesk.ui.kit.ask import ask_one_of
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.kit.worker import once
from lcdesk.ui.shell import log
from lcdesk.ui.shell.leaving import ask_elsewhere
from lcdesk.ui.shell.rescue import HealthCheck, Rescue, newest_good_of
from lcdesk.ui.shell.window import Window

NOTE_AFTER_MS = 5000
"""How far the file goes is not written down with each step."""


class Care(QObject):
    """Asks the officer once about each trouble of the open file.

    `restore_wanted` gives a copy to be put in its place, `repair_wanted` where to write what can
    still be read, `move_wanted` where to carry it.
    """

    restore_wanted = Signal(object)
    repair_wanted = Signal(object)
    move_wanted = Signal(object)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._asked: set[type[Refused]] = set()
        self._remembered = Remembered(self._desk.file.slots.mark)
        # Later, when the step that was refused has come to its end.
        later = Qt.ConnectionType.QueuedConnection
        self._desk.troubled.connect(self._on_troubled, later)
        HealthCheck(self._desk).found.connect(lambda told: self._on_troubled(Damaged(told)))
        log.note("opened", self._desk.file.db.size)
        noting = once(self, NOTE_AFTER_MS, self._desk.guarded(self.note))
        self._desk.changed.connect(lambda _touched: noting.start())
        QTimer.singleShot(0, self, self._desk.guarded(self._look_back))

    def _ask_about_the_clock(self) -> None:
        """A clock that cannot be right is told before anything is saved."""
        if told := files.clock_complaint(self._desk.file, date.today()):
            offers = (("close", _("Close, and set the clock")), ("go_on", _("The clock is right")))
            if ask_one_of(self._window, _("The clock of this machine"), told, offers) == "close":
                self._window.close()

    def note(self) -> None:
        """Remember how far the file goes."""
        self._remembered.note(files.point(self._desk.file), self._desk.file.path)

    def _look_back(self) -> None:
        self._ask_about_the_clock()
        earlier = self._remembered.point
        if files.holds(self._desk.file, earlier):
            self.note()
            return
        offers = [("copies", _("Look at the copies…")), ("go_on", _("Go on with this file"))]
        told = _told_of_older(files.point(self._desk.file), earlier, self._remembered.path)
        if ask_one_of(self._window, _("An older file"), told, offers) == "copies":
            self._window.show_copies()
        else:
            self.note()

    def _on_troubled(self, refused: Refused) -> None:
        if type(refused) in self._asked:
            return
        self._asked.add(type(refused))
        if isinstance(refused, Damaged):
            self._on_damaged(str(refused))
            return
        offers = [("elsewhere", _("Save everything to another place…")), ("later", _("Not now"))]
        title = _("The ward file is not there any more")
        if ask_one_of(self._window, title, str(refused), offers) == "elsewhere":
            target = ask_elsewhere(self._desk, self._window)
            if target:
                self.move_wanted.emit(target)

    def _on_damaged(self, told: str) -> None:
        log.note("damaged")
        file = self._desk.file
        dialog = Rescue(file.path, told, partial(newest_good_of, file), self._window)
        dialog.restore_wanted.connect(self.restore_wanted)
        dialog.repair_wanted.connect(self.repair_wanted)
        dialog.exec()
        dialog.deleteLater()


def _told_of_older(now: Point, earlier: Point, path: str) -> str:
    when = datetime.fromisoformat(earlier.done_at)
    said = [
        _(
            "On this machine a newer file of this ward was in use: {steps} steps, the last on "
            "{day} at {time}. It lay here: {path}"
        ).format(
            steps=number(earlier.steps),
            day=date_text(when.date()),
            time=f"{when:%H:%M}",
            path=Path(path),
        )
    ]
    if now.steps < earlier.steps:
        sentence = _("The file opened now has {steps} steps; {missing} are missing.")
        said.append(
            sentence.format(steps=number(now.steps), missing=number(earlier.steps - now.steps))
        )
    else:
        said.append(
            _("The file opened now has {steps} steps, but others.").format(steps=number(now.steps))
        )
    said.append(_("Whoever goes on here has two files that must be brought together by hand."))
    return "\n\n".join(said)
