"""Setting up the first ward file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QPdfWriter, QShortcut, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lcdesk import paths
from lcdesk.actions import files
from lcdesk.domain import fields
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Lines, Record, field
from lcdesk.domain.kinds import Name, Text
from lcdesk.domain.ward import ASSOCIATIONS, Association, Neighbourhood, Ward
from lcdesk.i18n import N_, _
from lcdesk.paths import WARD_SUFFIX
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import reason
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.choices import Source
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.keys import KeyRoad
from lcdesk.ui.kit.labels import Label


class Bodies(Record):
    """The associations and neighbourhoods a ward starts with."""

    associations: tuple[Association, ...] = field(N_("Associations"), Lines(of=Association))
    neighbourhoods: tuple[Neighbourhood, ...] = field(N_("Neighbourhoods"), Lines(of=Neighbourhood))


class User(Record):
    """Who opens the file."""

    user: str = field(N_("Your name"), Name(), required=True)
    password: str = field(
        N_("Password"),
        Text(),
        required=True,
        hint=N_("At least 8 characters; a short sentence is good"),
    )
    again: str = field(N_("Password again"), Text(), required=True)

    def complaints(self, today: date) -> dict[str, str]:
        return {} if self.password == self.again else {"again": _("The two passwords differ.")}


@dataclass(frozen=True)
class NoFile:
    """Stands in for the desk while there is no file: these forms refer to no records."""

    today: Callable[[], date]

    def source(self, table: str) -> Source:
        raise LookupError(table)


class WizardPage(QWidget):
    """One page of the setting-up: a title, a sentence, fields, and buttons at the foot."""

    def __init__(self, title: str, sentence: str, middle: QWidget, *buttons: QPushButton) -> None:
        super().__init__()
        heading = Label(title)
        heading.setProperty("role", "title")
        text = Label(sentence)
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        self.told = Label()
        self.told.setProperty("role", "bad")
        self.told.setWordWrap(True)
        self.told.hide()
        foot = QHBoxLayout()
        for button in buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * theme.GRID, 3 * theme.GRID, 6 * theme.GRID, 3 * theme.GRID)
        for part in (heading, text, middle, self.told):
            column.addWidget(part)
        column.addLayout(foot)
        column.addStretch(1)

    def tell(self, complaints: dict[str, str]) -> None:
        self.told.setText(" ".join(complaints.values()))
        self.told.setVisible(bool(complaints))


class NewWard(QStackedWidget):
    """Setting up the first ward file: the office, its bodies, who opens it, and the recovery key,
    shown once."""

    made = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date], path: Path | None) -> None:
        super().__init__()
        self._today = today
        self._ward = Ward()
        self._bodies = Bodies()
        self._file: WardFile | None = None
        desk = NoFile(today)
        self.office = Fields(Ward, desk)
        self.bodies = Fields(Bodies, desk)
        self.user = Fields(User, desk)
        self.where = QLineEdit(str(path or _usual_place()))
        self.key = Label()
        self._pages = [
            self._office_page(),
            self._bodies_page(),
            self._user_page(),
            self._key_page(),
        ]
        for page in self._pages:
            self.addWidget(page)
        self.office.set_draft(fields.draft_of(Ward()))
        usual = tuple(
            Association(name=name, office=office) for name, office in ASSOCIATIONS.items()
        )
        self.bodies.set_draft(fields.draft_of(Bodies(associations=usual)))
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._back)

    def begin(self) -> None:
        self.office.focus_first_empty()

    def _office_page(self) -> WizardPage:
        further = button_for("next_office", _("Next"), self._take_office, main=True)
        self._walk(self.office, further)
        sentence = _(
            "This is done once. Everything can be changed later in the catalogue. Enter goes to "
            "the next field."
        )
        return WizardPage(_("1 of 3 · The office"), sentence, self.office, further)

    def _bodies_page(self) -> WizardPage:
        further = button_for("next_bodies", _("Next"), self._take_bodies, main=True)
        self._walk(self.bodies, further)
        sentence = _(
            "Who manages the groups, and where their members live. At least one neighbourhood is "
            "needed."
        )
        back = button_for("back_bodies", _("Back"), self._back)
        return WizardPage(
            _("2 of 3 · Associations and neighbourhoods"), sentence, self.bodies, further, back
        )

    def _user_page(self) -> WizardPage:
        make = button_for("make", _("Make the ward file"), self._make, main=True)
        self._walk(self.user, make)
        for name in ("password", "again"):
            _hide_letters(self.user, name)
        self.where.setObjectName("where")
        self.where.setAccessibleName(_("File"))
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.user)
        line = QHBoxLayout()
        line.addWidget(Label(_("File")))
        line.addWidget(self.where, 1)
        line.addWidget(button_for("choose_place", _("Choose…"), self._choose_place))
        column.addLayout(line)
        sentence = _(
            "The file is encrypted. Without the password or the recovery key nobody can open it."
        )
        return WizardPage(
            _("3 of 3 · Who opens the file"),
            sentence,
            middle,
            make,
            button_for("back_user", _("Back"), self._back),
        )

    def _key_page(self) -> WizardPage:
        self.key.setObjectName("recovery_key")
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.key.setStyleSheet("font-family: monospace; font-size: 14pt;")
        self.key.setWordWrap(True)
        sentence = _(
            "Print or write down this key and keep it in a locked place, away from the laptop. "
            "It opens the file when the password is forgotten. It is shown only now."
        )
        return WizardPage(
            _("The recovery key"),
            sentence,
            self.key,
            button_for("print_key", _("Print"), self._print_key),
            button_for("save_key", _("Save PDF"), self._save_key),
            button_for("go_on", _("I have kept the key; begin"), self._go_on, main=True),
        )

    def _walk(self, part: Fields, further: QPushButton) -> None:
        """Let Enter walk through the boxes, and on to the button."""
        road = KeyRoad(self, part.inputs, lambda: further)
        part.edited.connect(lambda _name: road.watch())
        self.currentChanged.connect(lambda _index: road.watch())
        road.watch()

    def _turn(self, number: int, part: Fields) -> None:
        self.setCurrentIndex(number)
        part.focus_first_empty()

    def _take(self, cls: type[Record], part: Fields, number: int) -> Record | None:
        """Build what a page says; on a complaint show it and give None."""
        try:
            return fields.build(cls, part.draft(), self._today())
        except Refused as refused:
            self._pages[number].tell(part.complain(refused.complaints))
            wrong = next((box for box in part.inputs() if box.property("complaint")), None)
            if wrong is not None:
                wrong.setFocus()
            return None

    def _take_office(self) -> None:
        ward = self._take(Ward, self.office, 0)
        if isinstance(ward, Ward):
            self._ward = ward
            self._turn(1, self.bodies)

    def _take_bodies(self) -> None:
        bodies = self._take(Bodies, self.bodies, 1)
        if not isinstance(bodies, Bodies):
            return
        if not bodies.neighbourhoods or not bodies.associations:
            self._pages[1].tell(
                {"": _("Please enter at least one association and one neighbourhood.")}
            )
            return
        self._bodies = bodies
        self._turn(2, self.user)

    def _make(self) -> None:
        user = self._take(User, self.user, 2)
        if not isinstance(user, User):
            return
        bodies = self._bodies
        try:
            place = Path(self.where.text().strip()).expanduser()
            place.parent.mkdir(parents=True, exist_ok=True)
            self._file, recovery = files.create_ward(
                place,
                user.user,
                user.password,
                self._ward,
                bodies.associations,
                bodies.neighbourhoods,
            )
        except Refused as refused:
            self._pages[2].tell(self.user.complain(refused.complaints))
            return
        except OSError as error:
            self._pages[2].tell(
                {"": _("The folder cannot be made: {why}").format(why=reason(error))}
            )
            return
        self.key.setText(recovery)
        self.setCurrentIndex(3)
        self._pages[3].findChild(QPushButton, "go_on").setFocus()  # type: ignore[union-attr]

    def _choose_place(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("New ward file"), self.where.text(), f"lcdesk (*{WARD_SUFFIX})"
        )
        if chosen:
            self.where.setText(chosen if chosen.endswith(WARD_SUFFIX) else chosen + WARD_SUFFIX)

    def _key_paper(self) -> QTextDocument:
        assert self._file
        paper = QTextDocument()
        name = _("Recovery key of {file}").format(file=self._file.path.name)
        paper.setPlainText(f"{name}\n\n{self._ward.full_name}\n\n{self.key.text()}\n")
        return paper

    def _print_key(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            self._key_paper().print_(printer)

    def _save_key(self) -> None:
        path = ask_where(self, _("Save PDF"), "", ".pdf", "PDF (*.pdf)")
        if path:
            self.write_key_to(path)

    def write_key_to(self, path: Path) -> None:
        """Write the sheet with the key as PDF."""
        assert self._file
        sheet = QBuffer()
        sheet.open(QIODevice.OpenModeFlag.WriteOnly)
        self._key_paper().print_(QPdfWriter(sheet))
        complaints: dict[str, str] = {}
        try:
            files.write_recovery_key(self._file, path, bytes(sheet.data().data()))
        except Refused as refused:
            complaints = refused.complaints
        self._pages[3].tell(complaints)

    def _go_on(self) -> None:
        self.made.emit(self._file)

    def _back(self) -> None:
        if self.currentIndex() in (1, 2):
            self.setCurrentIndex(self.currentIndex() - 1)
        elif self.currentIndex() == 0:
            self.left.emit()


def _usual_place() -> Path:
    beside = paths.portable_data()
    if beside is not None:
        return beside / f"ward{WARD_SUFFIX}"
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "lcdesk" / f"ward{WARD_SUFFIX}"


def _hide_letters(part: Fields, name: str) -> None:
    editor = part.rows[name].editor
    assert isinstance(editor, QLineEdit)
    editor.setEchoMode(QLineEdit.EchoMode.Password)
