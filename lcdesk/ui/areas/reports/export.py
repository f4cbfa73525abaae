"""What goes out of the reporting pane: PDF, workbook, paper; each is noted, and a failure leaves
the old file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from lcdesk.domain.errors import Refused
from lcdesk.domain.reports import Report
from lcdesk.exchange.workbook import workbook
from lcdesk.i18n import _
from lcdesk.reporting import exports
from lcdesk.ui.areas.reports.maker import ReportMaker
from lcdesk.ui.kit.ask import ask_where
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.worker import Worker
from lcdesk.ui.preview.pdf_pages import print_pdf, printer_for

PDF, EXCEL = ".pdf", ".xlsx"
KINDS = {PDF: "PDF (*.pdf)", EXCEL: "Excel (*.xlsx)"}
Then = Callable[[Report, bytes], None]


class ReportExport(QObject):
    """Saves and prints what is made, once all of it is there.

    `began` says what is being written, `ended` how it went, and whether well.
    """

    began = Signal(str)
    ended = Signal(str, bool)

    def __init__(self, desk: Desk, maker: ReportMaker, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._maker = maker
        self._window = parent
        self._then: Then | None = None
        self._take: Callable[[bytes], None] = lambda _data: None
        self._worker = Worker(self)
        self._worker.done.connect(lambda data: self._take(data))

    @property
    def is_busy(self) -> bool:
        return self._worker.is_busy

    def forget(self) -> None:
        """What was to go out is not what is asked any more."""
        self._then = None

    def cancel(self) -> None:
        self._then = None
        self._worker.cancel()

    def _when_made(self, then: Then) -> None:
        """Do something once all pages are there; who stopped their making wants them again."""
        self._then = then
        if self._maker.pdf is not None:
            self.go_on()
        elif not self._maker.is_busy and self._maker.request:
            self._maker.begin(self._maker.request)

    def go_on(self) -> None:
        """All pages are there: do what waited for them."""
        then, self._then = self._then, None
        if then and self._maker.report and self._maker.pdf is not None:
            then(self._maker.report, self._maker.pdf)

    # Files

    def save_as(self, suffix: str) -> None:
        """Ask where to, and write."""
        self._when_made(lambda report, pdf: self._ask_and_write(report, pdf, suffix))

    def write_to(self, path: Path) -> None:
        """Write what is made as the suffix of the path says."""
        self._when_made(lambda report, pdf: self._write(report, pdf, path))

    def _ask_and_write(self, report: Report, pdf: bytes, suffix: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        title = _("Save PDF") if suffix == PDF else _("Save for Excel")
        suggested = str(Path(folder) / exports.suggested_name(report, suffix))
        path = ask_where(self._window, title, suggested, suffix, KINDS[suffix])
        if path:
            self._write(report, pdf, path)

    def _write(self, report: Report, pdf: bytes, path: Path) -> None:
        """A workbook is made beside the window."""
        if path.suffix.lower() == EXCEL:
            self._take = lambda data: self._put(report, data, path)
            self._worker.start(lambda _progress: workbook(report))
            self.began.emit(_("Writing {file}…").format(file=path.name))
        else:
            self._put(report, pdf, path)

    def _put(self, report: Report, data: bytes, path: Path) -> None:
        try:
            exports.put_on_disk(self._desk.file, report, path, data)
        except Refused as refused:
            self.ended.emit(str(refused), False)
        else:
            self.ended.emit(_("Saved as {file}").format(file=path), True)

    # Paper

    def print(self) -> None:
        """Ask for a printer and print every page."""
        self._when_made(self._ask_and_print)

    def _ask_and_print(self, report: Report, pdf: bytes) -> None:
        printer = printer_for(exports.suggested_name(report, PDF))
        if QPrintDialog(printer, self._window).exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer, report, pdf)

    def print_on(self, printer: QPrinter, report: Report, pdf: bytes) -> None:
        """Send the pages to a printer, and remember that the report went out."""
        if not print_pdf(pdf, printer):
            self.ended.emit(
                _("The printer does not answer. Check that it is on, or save a PDF instead."), False
            )
            return
        exports.note_written(self._desk.file, report, _("on paper"))
        self.ended.emit(_("Sent to the printer."), True)
