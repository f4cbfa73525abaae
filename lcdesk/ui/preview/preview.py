"""A paper as it will print: the PDF itself, page by page, with printing and saving."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from lcdesk.domain.applications import Application
from lcdesk.domain.checks import GroupCheck, Reconciliation, UseCheck
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.proposals import ProposalList
from lcdesk.i18n import _
from lcdesk.printing import papers
from lcdesk.printing.papers import Paper
from lcdesk.printing.printable import Subject
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.page import Page
from lcdesk.ui.preview.pdf_pages import PagesView, print_pdf, printer_for

_ABOUT: dict[type[Entity], str] = {
    Application: "application",
    Meeting: "meeting",
    ProposalList: "list",
    UseCheck: "check",
    Reconciliation: "check",
    GroupCheck: "check",
    Group: "group",
}
"""What a paper about a record is asked for by."""


class Preview(Page):
    """Takes the whole window while a paper is looked at; Esc goes back."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._paper: Paper | None = None
        self._filled: Paper | None = None
        self.heading = Label()
        theme.mark(self.heading, "role", "title")
        self.told = Label()
        self.told.setWordWrap(True)
        self.view = PagesView()
        whole = QVBoxLayout(self)
        whole.addLayout(self._head())
        whole.addWidget(self.told)
        whole.addWidget(self.view, 1)
        self.view.bind_keys(self)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        for name, picture, label, act in (
            ("smaller", "", "−", self.view.smaller),
            ("larger", "", "+", self.view.larger),
            ("print", "printer", _("Print"), self.print),
            ("save_pdf", "download", _("Save PDF"), self.save_pdf),
            ("as_printed", "", _("As printed"), self.turn_printed),
            ("blank", "", _("Blank form"), self.turn_blank),
            ("close_preview", "x", _("Back (Esc)"), self.closed.emit),
        ):
            button = QPushButton(f" {label}" if picture else label)
            button.setObjectName(name)
            if picture:
                button.setIcon(theme.icon(picture, 16))
            button.clicked.connect(act)
            head.addWidget(button)
        return head

    def show_paper(self, wanted: Wanted) -> None:
        """Show a paper from its first page. Refused where there is none."""
        about = "month" if wanted.month else _ABOUT[type(wanted.subject)]
        subject = Subject(wanted.subject.id, self.desk.today(), wanted.month, wanted.held_on)
        paper = papers.of(self.desk.file, wanted.name, about, subject)
        self._filled = paper
        blank = self.findChild(QPushButton, "blank")
        assert isinstance(blank, QPushButton)
        blank.setVisible(len({part.paper for part in paper.parts}) == 1)
        self._show(paper)

    def turn_blank(self) -> None:
        """Show the same form to be filled in by hand, or the filled one again."""
        assert self._filled
        (name,) = {part.paper for part in self._filled.parts}
        self._show(
            papers.blank(self.desk.file, name) if self._paper is self._filled else self._filled
        )

    def turn_printed(self) -> None:
        """Show the paper as it last went out, or as it stands again."""
        assert self._filled
        is_filled = self._paper is self._filled
        try:
            self._show(
                papers.as_printed(self.desk.file, self._filled) if is_filled else self._filled
            )
        except Refused as refused:
            self._tell(str(refused), "bad")

    def _show(self, paper: Paper) -> None:
        self._paper = paper
        self.heading.setText(paper.file_name.removesuffix(".pdf"))
        self._tell("", "good")
        self.view.show_pdf(paper.pdf)

    def appear(self) -> None:
        self.findChild(QPushButton, "print").setFocus()  # type: ignore[union-attr]

    # What the window asks

    def paper(self) -> None:
        self.print()

    def save(self) -> None:
        self.save_pdf()

    def step_back(self) -> None:
        self.closed.emit()

    # What goes out

    def save_pdf(self) -> None:
        """Ask where to, and write the PDF."""
        assert self._paper
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(folder) / self._paper.file_name)
        path = ask_where(self, _("Save PDF"), suggested, ".pdf", "PDF (*.pdf)")
        if path:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        assert self._paper
        try:
            papers.write_pdf(self.desk.file, self._paper, path)
        except Refused as refused:
            self._tell(str(refused), "bad")
        else:
            self._tell(_("Saved as {file}").format(file=path), "good")

    def print(self) -> None:
        """Ask for a printer and print every page."""
        assert self._paper
        printer = printer_for(self._paper.file_name)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages to a printer, and remember that the paper went out."""
        assert self._paper
        if not print_pdf(self._paper.pdf, printer):
            self._tell(
                _("The printer does not answer. Check that it is on, or save a PDF instead."), "bad"
            )
            return
        papers.note_printed(self.desk.file, self._paper)
        self._tell(_("Sent to the printer."), "good")

    def _tell(self, text: str, role: str) -> None:
        theme.mark(self.told, "role", role)
        self.told.setText(text)
        self.told.setVisible(bool(text))
