"""Copies of the ward file made by themselves: into which folders, when, and how old the last one
is."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from lcdesk import paths
from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, date_text, ngettext, number
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.worker import Progress, Worker

EVERY_MINUTES = 30
OLD_DAYS = 7
"""After so many days without a copy on another disk the first page says so in red."""


def on_another_disk(folder: Path, file: Path) -> bool:
    """Whether a folder outlives the disk on which a file lies."""
    return os.stat(folder).st_dev != os.stat(file).st_dev


class CopyPlaces:
    """The folders that an officer chose on this machine for copies of one ward file."""

    def __init__(self, file: WardFile) -> None:
        self._file = file
        self._name = f"copies/{file.slots.mark}"

    @property
    def folders(self) -> list[Path]:
        """Where copies go, in the order in which the folders were chosen."""
        kept = str(QSettings().value(f"{self._name}/folders") or "")
        return [paths.read(each) for each in kept.splitlines()]

    def choose(self, folders: Sequence[Path]) -> None:
        """From now on copies go here."""
        kept = "\n".join(dict.fromkeys(paths.written(each) for each in folders))
        QSettings().setValue(f"{self._name}/folders", kept)

    def lacks(self, folder: Path) -> bool:
        """Whether the file holds steps that no copy in this folder has."""
        return self._steps_kept().get(paths.written(folder)) != files.steps(self._file)

    def _steps_kept(self) -> dict[str, int]:
        kept: dict[str, int] = json.loads(str(QSettings().value(f"{self._name}/steps") or "{}"))
        return kept

    def note(self, folder: Path, made_at: datetime, steps: int) -> None:
        """A copy with so many steps came into a folder; one on the disk of the file itself does not
        help against its loss."""
        kept = {**self._steps_kept(), paths.written(folder): steps}
        QSettings().setValue(f"{self._name}/steps", json.dumps(kept))
        if on_another_disk(folder, self._file.path):
            QSettings().setValue(f"{self._name}/outside", made_at.isoformat(timespec="seconds"))

    @property
    def outside(self) -> datetime | None:
        """When the last copy came to another disk."""
        kept = str(QSettings().value(f"{self._name}/outside") or "")
        return datetime.fromisoformat(kept) if kept else None

    def told(self, today: date) -> tuple[str, bool]:
        """How old the last copy on another disk is, in a sentence, and whether that is too old."""
        last = self.outside
        if last is None:
            return _("No copy of the file lies on another disk yet."), True
        days = max(0, (today - last.date()).days)
        if days == 0:
            return _("Last copy on another disk: today, {time}.").format(
                time=f"{last:%H:%M}"
            ), False
        ago = ngettext("{days} day ago", "{days} days ago", days).format(days=number(days))
        sentence = _("Last copy on another disk: {ago}, {day}.")
        return sentence.format(ago=ago, day=date_text(last.date())), days > OLD_DAYS


class CopyKeeper(QObject):
    """Makes a copy every half hour of change and on closing, beside the window.

    `told` says what became of one that was asked for, or that one could not be made.
    """

    told = Signal(str)
    made = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.places = CopyPlaces(desk.file)
        self._worker = Worker(self)
        self._worker.done.connect(self._on_made)
        self._worker.refused.connect(lambda refused: self.told.emit(str(refused)))
        timer = QTimer(self)
        timer.setInterval(EVERY_MINUTES * 60_000)
        timer.timeout.connect(self.keep)
        timer.start()

    def keep(self) -> None:
        """Make a copy in every folder that lacks what was changed."""
        self._start([each for each in self._there() if self.places.lacks(each)])

    def make(self) -> None:
        """Make a copy in every chosen folder that is there."""
        folders = self._there()
        if not folders:
            self.told.emit(_("None of the folders for copies is there now."))
        self._start(folders)

    def _there(self) -> list[Path]:
        return [each for each in self.places.folders if each.is_dir()]

    def _start(self, folders: list[Path]) -> None:
        if folders and not self._worker.is_busy:
            self._worker.start(lambda progress: self._copied(folders, progress))

    def make_at_closing(self) -> None:
        """Make a last copy, before the file is closed; nobody is there to be told."""
        for each in self._there():
            with suppress(Refused):
                if self.places.lacks(each):
                    self._copy_into(each)

    def _copied(self, folders: list[Path], progress: Progress) -> list[Path]:
        made = []
        for each in folders:
            made.append(self._copy_into(each))
            progress(len(made))
        return made

    def _copy_into(self, folder: Path) -> Path:
        now, steps = datetime.now().replace(microsecond=0), files.steps(self._desk.file)
        made = files.add_copy(self._desk.file, folder, now)
        self.places.note(folder, now, steps)
        return made

    def _on_made(self, made: list[Path]) -> None:
        names = ", ".join(str(each) for each in made)
        self.told.emit(_("Copied and verified: {files}").format(files=names))
        self.made.emit()
