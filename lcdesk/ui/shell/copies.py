"""The copies of the ward file: where they go, what lies there, and putting one back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.domain.verbs import VERBS
from lcdesk.i18n import _, date_text, number
from lcdesk.storage.backup import Copy, CopyDifference
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.copies import EVERY_MINUTES, CopyKeeper
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.shell.former_records import FormerRecords

FEW = 5
"""So many of the steps that would be lost are named."""


class CopiesDialog(QDialog):
    """Choose folders, make a copy, put one back; `restore_wanted` gives the path of the copy."""

    restore_wanted = Signal(object)

    def __init__(self, desk: Desk, keeper: CopyKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keeper = keeper
        self.setWindowTitle(_("Copies of the ward file"))
        self.resize(820, 560)
        self.folders = QListWidget()
        self.folders.setObjectName("folders")
        self.folders.setAccessibleName(_("Folders for copies"))
        self.copies = QListWidget()
        self.copies.setObjectName("copies")
        self.copies.setAccessibleName(_("Copies made"))
        for box in (self.folders, self.copies):  # both ends of a long path tell most
            box.setTextElideMode(Qt.TextElideMode.ElideMiddle)
            box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = Label()
        self.told.setWordWrap(True)
        self._lay_out()
        keeper.made.connect(self.read)
        keeper.told.connect(self._tell)
        self.read()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        about = Label(
            _(
                "A copy is made every {minutes} minutes of change and on closing, in each of these "
                "folders that is there. Choose a stick or another disk."
            ).format(minutes=EVERY_MINUTES)
        )
        about.setWordWrap(True)
        whole.addWidget(about)
        whole.addWidget(Label(_("Folders for copies")))
        self.folders.setMaximumHeight(110)
        whole.addWidget(self.folders)
        places = QHBoxLayout()
        places.addWidget(button_for("add_folder", _("Add a folder…"), self._add_folder))
        places.addWidget(button_for("drop_folder", _("No more copies there"), self._drop_folder))
        places.addStretch(1)
        places.addWidget(button_for("copy_now", _("Copy now"), self._keeper.make, main=True))
        whole.addLayout(places)
        whole.addWidget(Label(_("Copies made")))
        whole.addWidget(self.copies, 1)
        whole.addWidget(self.told)
        foot = QHBoxLayout()
        foot.addWidget(button_for("restore", _("Put this copy back…"), self._restore_chosen))
        foot.addWidget(button_for("records", _("Single records…"), self._show_records))
        foot.addWidget(button_for("restore_other", _("Put another file back…"), self._choose_other))
        foot.addStretch(1)
        foot.addWidget(button_for("close_copies", _("Close"), self.accept))
        whole.addLayout(foot)

    def read(self) -> None:
        """Show the folders and what lies in them."""
        places, file = self._keeper.places, self._desk.file
        self.folders.clear()
        for each in places.folders:
            away = "" if each.is_dir() else _(" (not there now)")
            self._add(self.folders, f"{each}{away}", each)
        self.copies.clear()
        for copy in files.copies_in(places.folders, file.slots.mark, file):
            self._add(self.copies, _line_of(copy), copy.path)
        sentence, too_old = places.told(self._desk.today())
        self._say(sentence, "bad" if too_old else "quiet")

    def _add(self, box: QListWidget, text: str, path: Path) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(str(path))
        item.setData(Qt.ItemDataRole.UserRole, path)
        box.addItem(item)
        box.setCurrentRow(0)

    def _tell(self, text: str) -> None:
        self._say(text, "quiet")

    def _say(self, text: str, role: str) -> None:
        self.told.setText(text)
        theme.mark(self.told, "role", role)

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for copies"))
        if chosen:
            self._keeper.places.choose([*self._keeper.places.folders, Path(chosen)])
            self.read()

    def _drop_folder(self) -> None:
        chosen = self._chosen(self.folders)
        left = [each for each in self._keeper.places.folders if each != chosen]
        self._keeper.places.choose(left)
        self.read()

    def _chosen(self, box: QListWidget) -> Path | None:
        item = box.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _restore_chosen(self) -> None:
        chosen = self._chosen(self.copies)
        if chosen is None:
            self._say(_("Choose a copy first."), "bad")
        else:
            self._restore(chosen)

    def _choose_other(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Copy of the ward file"), "", "lcdesk (*.lcdesk)"
        )
        if chosen:
            self._restore(Path(chosen))

    def _show_records(self) -> None:
        chosen = self._chosen(self.copies)
        if chosen is None:
            self._say(_("Choose a copy first."), "bad")
            return
        try:
            found = files.former(self._desk.file, chosen)
        except Refused as refused:
            self._say(str(refused), "bad")
            return
        if found:
            FormerRecords(self._desk, found, self).exec()
        else:
            self._say(_("The registers of the copy are those of the open file."), "quiet")

    def _restore(self, copy: Path) -> None:
        try:
            found = files.compare(self._desk.file, copy)
        except Refused as refused:
            self._say(str(refused), "bad")
            return
        if self._is_confirmed(copy, found):
            self.accept()
            self.restore_wanted.emit(copy)

    def _is_confirmed(self, copy: Path, found: CopyDifference) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle(_("Put a copy back"))
        box.setText(f"{copy.name}\n\n{told_of(found)}")
        go_on = box.addButton(_("Put it back"), QMessageBox.ButtonRole.AcceptRole)
        go_on.setObjectName("put_back")
        leave = box.addButton(_("Leave everything as it is"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.exec()
        return box.clickedButton() is go_on


def _line_of(copy: Copy) -> str:
    when = f"{date_text(copy.made_at.date())} {copy.made_at:%H:%M}"
    size = number(max(1, copy.path.stat().st_size // 1024))
    return f"{when} · {size} KB · {copy.path.parent}"


def told_of(found: CopyDifference) -> str:
    """What putting a copy back takes away and brings back, in sentences."""
    said = []
    if found.only_here:
        named = ", ".join(_(VERBS.get(each.name, each.name)) for each in found.only_here[-FEW:])
        said.append(
            _(
                "{count} steps of the open file are not in it and would be gone, the last: {steps}."
            ).format(count=number(len(found.only_here)), steps=named)
        )
    if found.only_there:
        sentence = _("{count} steps of the copy are not in the open file and would come back.")
        said.append(sentence.format(count=number(len(found.only_there))))
    if not said:
        said.append(_("The open file and the copy hold the same steps."))
    said.append(_("The open file is kept under another name."))
    return "\n\n".join(said)
