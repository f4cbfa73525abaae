"""Another file in the place of the one that is open, or that does not open: a copy put back, what
could be read of it, the same elsewhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, number
from lcdesk.storage.database import WardFile
from lcdesk.storage.salvage.repair import Salvage
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.kit.text_dialog import TextDialog
from lcdesk.ui.kit.worker import wait_for_all
from lcdesk.ui.shell.care import Care
from lcdesk.ui.shell.rescue import Rescue, newest_good_for
from lcdesk.ui.shell.unlock import Unlock
from lcdesk.ui.shell.window import Window

Made = tuple[WardFile, str]
"""The file to show now, open, and what is said of it."""


class Exchange(QObject):
    """Exchanges the file of a window. `made` gives the new one and a sentence; `failed` a Refused:
    the file of before may be closed by then."""

    made = Signal(object, str)
    failed = Signal(object)

    def __init__(self, window: Window, care: Care) -> None:
        super().__init__(window)
        self._window = window
        for wanted, act in (
            (window.restore_wanted, self.restore),
            (care.restore_wanted, self.restore),
            (care.repair_wanted, self.repair),
            (care.move_wanted, self.move),
        ):
            # Later, when the dialog that asked is gone.
            wanted.connect(act, Qt.ConnectionType.QueuedConnection)

    def restore(self, copy: Path) -> None:
        """Put a copy in the place of the open file."""
        self._run(lambda file: _told_of_copy(files.restore(file, copy)))

    def repair(self, target: Path) -> None:
        """Write what can be read of the open file into a new one."""
        self._run(lambda file: _told_of_repair(files.repair(file, target)))

    def move(self, target: Path) -> None:
        """Carry the open file to another place."""
        unkept = self._window.desk.unkept
        self._run(lambda file: _told_of_move(files.move_to(file, target, unkept)))

    def _run(self, act: Callable[[WardFile], Made]) -> None:
        self._window.let_go()
        wait_for_all()
        try:
            made = act(self._window.desk.file)
        except Refused as refused:
            self.failed.emit(refused)
        else:
            _remember(made[0])
            self.made.emit(*made)


class Rescuer(QObject):
    """Helps where a file does not open. `made` gives the file that is open instead, and a
    sentence."""

    made = Signal(object, str)

    def __init__(self, page: Unlock) -> None:
        super().__init__(page)
        self._page = page

    def offer(self, told: Refused) -> None:
        """Offer the newest good copy of the file, or what can be read of it."""
        path, password = self._page.path, self._page.password.text()
        dialog = Rescue(path, str(told), partial(newest_good_for, path, password), self._page)
        dialog.restore_wanted.connect(
            lambda copy: self._run(
                lambda: _told_of_copy(files.restore_closed(path, copy, password))
            )
        )
        dialog.repair_wanted.connect(
            lambda target: self._run(
                lambda: _told_of_repair(files.repair_closed(path, password, target))
            )
        )
        dialog.exec()
        dialog.deleteLater()

    def _run(self, act: Callable[[], Made]) -> None:
        try:
            made = act()
        except Refused as refused:
            self._page.refuse(refused)
        else:
            _remember(made[0])
            self.made.emit(*made)


def _remember(file: WardFile) -> None:
    """That the new file goes less far than the one of before is known."""
    Remembered(file.slots.mark).note(files.point(file), file.path)


def _told_of_copy(restored: tuple[WardFile, Path]) -> Made:
    file, aside = restored
    told = _("The copy is in place. The file of before is kept as {file}.")
    return file, told.format(file=aside.name)


def _told_of_repair(repaired: tuple[WardFile, Salvage]) -> Made:
    file, salvage = repaired
    about = _(
        "What could be read, {rows} rows, is in {file}, which opens with the same password. This "
        "is what was filled and what is missing; compare it with the newest copy and the papers."
    ).format(rows=number(salvage.rows), file=file.path.name)
    TextDialog(
        _("What was repaired"), about, "\n".join(salvage.told) or _("Nothing is missing.")
    ).exec()
    return file, _("From now on everything goes into this file: {file}").format(file=file.path)


def _told_of_move(file: WardFile) -> Made:
    told = _("From now on everything goes into this file: {file}")
    return file, told.format(file=file.path)
