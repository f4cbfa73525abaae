"""Copies of the ward file made by themselves."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from lcdesk.actions import files
from lcdesk.i18n import _
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.kit.worker import Progress, Worker

EVERY_MINUTES = 30


class CopyKeeper(QObject):
    """Makes a copy every half hour of change and on closing, beside the window.

    `told` says what became of one that was asked for, or that one could not be made.
    """

    told = Signal(str)
    made = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.places = Remembered(desk.file.slots.mark)
        self._worker = Worker(self)
        self._worker.done.connect(self._on_made)
        self._worker.refused.connect(lambda refused: self.told.emit(str(refused)))
        timer = QTimer(self)
        timer.setInterval(EVERY_MINUTES * 60_000)
        timer.timeout.connect(desk.guarded(self.keep))
        timer.start()

    def keep(self) -> None:
        """Make a copy in every folder that lacks what was changed."""
        self._start(self.lacking())

    def lacking(self) -> list[Path]:
        """The chosen folders that are there and have no copy with all that was changed."""
        steps = files.steps(self._desk.file)
        return [each for each in self._there() if self.places.lacks(each, steps)]

    def make(self) -> None:
        """Make a copy in every chosen folder that is there."""
        folders = self._there()
        if folders:
            self.told.emit(_("Copying and verifying…"))
        else:
            self.told.emit(_("None of the folders for copies is there now."))
        self._start(folders)

    def _there(self) -> list[Path]:
        return [each for each in self.places.folders if each.is_dir()]

    def _start(self, folders: list[Path]) -> None:
        if folders and not self._worker.is_busy:
            self._worker.start(lambda progress: self.copied(folders, progress))

    def copied(self, folders: list[Path], progress: Progress) -> list[Path]:
        """Make a copy in each of these folders."""
        made = []
        for each in folders:
            made.append(self._copy_into(each))
            progress(len(made))
        return made

    def copy_to(self, target: Path, answer: Callable[[str], None]) -> None:
        """Make one copy under a given name, as a command asks; the answer says why not, or
        nothing."""
        worker = Worker(self)
        worker.done.connect(lambda _done: answer(""))
        worker.refused.connect(lambda refused: answer(str(refused)))
        worker.start(lambda _progress: files.backup(self._desk.file, target))

    def _copy_into(self, folder: Path) -> Path:
        now, steps = datetime.now().replace(microsecond=0), files.steps(self._desk.file)
        made = files.add_copy(self._desk.file, folder, now)
        self.places.note_copy(folder, now, steps, self._desk.file.path)
        return made

    def _on_made(self, made: list[Path]) -> None:
        names = ", ".join(str(each) for each in made)
        self.told.emit(_("Copied and verified: {files}").format(files=names))
        self.made.emit()
