"""A paper as it will print: the PDF itself, page by page, with printing and saving."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap, QShortcut, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lcdesk.actions import papers
from lcdesk.actions.papers import Paper
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.ui import theme
from lcdesk.ui.desk import Desk, Wanted
from lcdesk.ui.labels import Label

SCREEN_DPI = 96
PRINT_DPI = 300
POINTS = 72
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


def page_image(document: pypdfium2.PdfDocument, number: int, dpi: float) -> QImage:
    """One page as a picture."""
    bitmap = document[number].render(scale=dpi / POINTS, rev_byteorder=True, prefer_bgrx=True)
    buffer = bytes(bitmap.buffer)
    return QImage(buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()


class Preview(QWidget):
    """Takes the whole window while a paper is looked at; Esc goes back."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._paper: Paper | None = None
        self._zoom = ZOOMS.index(1.0)
        self.title = Label()
        self.title.setProperty("role", "title")
        self.told = Label()
        self.told.setWordWrap(True)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2 * theme.GRID)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        inner = QWidget()
        inner.setLayout(self._pages)
        self.view.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.addLayout(self._head())
        whole.addWidget(self.told)
        whole.addWidget(self.view, 1)
        for keys, act in (("Ctrl++", self._larger), ("Ctrl+=", self._larger), ("Ctrl+-", self._smaller)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for name, picture, label, act in (
            ("smaller", "", "−", self._smaller),
            ("larger", "", "+", self._larger),
            ("print", "printer", _("Print"), self.print),
            ("save_pdf", "download", _("Save PDF"), self.save_pdf),
            ("close_preview", "x", _("Back (Esc)"), self.closed.emit),
        ):
            button = QPushButton(f" {label}" if picture else label)
            button.setObjectName(name)
            if picture:
                button.setIcon(theme.icon(picture, 16))
            button.clicked.connect(act)
            head.addWidget(button)
            setattr(self, f"{name}_button", button)
        return head

    def show_paper(self, wanted: Wanted) -> None:
        """Show a paper from its first page. Refused where there is none."""
        make: dict[str, Callable[..., Paper]] = {
            "application": papers.of_application,
            "meeting": papers.of_meeting,
            "list": papers.of_list,
            "check": papers.of_check,
            "group": partial(papers.of_group, day=self._desk.today()),
        }
        if wanted.month:
            paper = papers.of_month(self._desk.file, wanted.id, wanted.month, self._desk.today())
        else:
            paper = make[wanted.about](self._desk.file, wanted.name, wanted.id)
        self._paper = paper
        self.title.setText(paper.file_name.removesuffix(".pdf"))
        self._tell("", "good")
        self._draw()
        self.view.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """The preview is in front now."""
        self.findChild(QPushButton, "print").setFocus()  # type: ignore[union-attr]

    def _draw(self) -> None:
        while item := self._pages.takeAt(0):
            item.widget().deleteLater()  # type: ignore[union-attr]
        assert self._paper
        document = pypdfium2.PdfDocument(self._paper.pdf)
        ratio = self.devicePixelRatioF()
        for number in range(len(document)):
            picture = QPixmap.fromImage(page_image(document, number, SCREEN_DPI * ZOOMS[self._zoom] * ratio))
            picture.setDevicePixelRatio(ratio)
            page = QLabel()
            page.setPixmap(picture)
            page.setAccessibleName(_("Page {number}").format(number=number + 1))
            self._pages.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        document.close()

    def _larger(self) -> None:
        self._zoom = min(self._zoom + 1, len(ZOOMS) - 1)
        self._draw()

    def _smaller(self) -> None:
        self._zoom = max(self._zoom - 1, 0)
        self._draw()

    def save_pdf(self) -> None:
        """Ask where to, and write the PDF."""
        assert self._paper
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save PDF"), str(Path(folder) / self._paper.file_name), "PDF (*.pdf)"
        )
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, path: Path) -> None:
        assert self._paper
        try:
            papers.write_pdf(self._desk.file, self._paper, path)
        except Refused as refused:
            self._tell(str(refused), "bad")
        else:
            self._tell(_("Saved as {file}").format(file=path), "good")

    def print(self) -> None:
        """Ask for a printer and print every page."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        assert self._paper
        printer.setDocName(self._paper.file_name)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages to a printer, and remember that the paper went out."""
        assert self._paper
        painter = QPainter()
        if not painter.begin(printer):
            self._tell(_("The printer does not answer. Check that it is on, or save a PDF instead."), "bad")
            return
        document = pypdfium2.PdfDocument(self._paper.pdf)
        for number in range(len(document)):
            if number:
                printer.newPage()
            _print_page(painter, printer, page_image(document, number, PRINT_DPI))
        painter.end()
        document.close()
        papers.note_printed(self._desk.file, self._paper)
        self._tell(_("Sent to the printer."), "good")

    def _tell(self, text: str, role: str) -> None:
        self.told.setProperty("role", role)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.told.setText(text)
        self.told.setVisible(bool(text))


def _print_page(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    """Draw a page at its true size; a wide list is turned, since the sheet in the printer stands upright."""
    if image.width() > image.height():
        image = image.transformed(QTransform().rotate(90))
    scale = printer.resolution() / PRINT_DPI
    origin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    painter.drawImage(QRectF(-origin.x(), -origin.y(), image.width() * scale, image.height() * scale), image)
