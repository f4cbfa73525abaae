"""The copy that is made on closing, before the file is: one sees that it goes on, and that it did
not work."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.ui.kit.ask import ask_one_of
from lcdesk.ui.kit.copies import CopyKeeper
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.worker import Worker


class LastCopy(QDialog):
    """Stands while the copy is made and goes by itself; `refused` says why it was not made."""

    def __init__(self, keeper: CopyKeeper, folders: list[Path]) -> None:
        super().__init__()
        self.setWindowTitle(_("Copies of the ward file"))
        self.refused: Refused | None = None
        told = Label(
            _("Making a last copy in {folders}. Please leave the stick in.").format(
                folders=", ".join(map(str, folders))
            )
        )
        told.setWordWrap(True)
        self.setMinimumWidth(480)
        QVBoxLayout(self).addWidget(told)
        self._worker = Worker(self)
        self._worker.done.connect(self.accept)
        self._worker.refused.connect(self._on_refused)
        self._worker.start(lambda progress: keeper.copied(folders, progress))

    def _on_refused(self, refused: Refused) -> None:
        self.refused = refused
        self.accept()

    def reject(self) -> None:
        """Esc does not leave a copy half made."""


def make_last_copy(keeper: CopyKeeper) -> None:
    """Copy the file into every chosen folder that is there and lacks what was changed."""
    while folders := keeper.lacking():
        dialog = LastCopy(keeper, folders)
        dialog.exec()
        if dialog.refused is None:
            return
        offers = [("again", _("Try again")), ("end", _("Close without a copy"))]
        if ask_one_of(None, _("No copy was made"), str(dialog.refused), offers) == "end":
            return
