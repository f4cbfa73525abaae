"""Makes the pages of a report: the first at once, the others beside the window; the newest request
wins."""

from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from lcdesk.domain.errors import Refused
from lcdesk.domain.reports import Report, Section
from lcdesk.i18n import _, number
from lcdesk.papers.kit.wording import WordingTexts
from lcdesk.printing import papers
from lcdesk.reporting import catalogue, exports
from lcdesk.reporting.report_kind import complete
from lcdesk.reporting.request import Request
from lcdesk.storage.reporting.books import BookReader, Books
from lcdesk.ui.areas.reports.first_page import first_page
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.worker import Worker, once

REST_MS, FEW_LOANS = 150, 500
"""In a ward of more loans only who stays on a report has all of it made."""
KEPT = 8
"""Reports that are kept for coming back to them, until something is saved."""


class ReportMaker(QObject):
    """What is asked for becomes a report and its PDF.

    `begun` gives a PDF of which the first page stands, `made` the whole; `status` says what is
    being done, "" at its end.
    `refused` is what came out after the first page. The file is read in the window's thread alone.
    """

    begun = Signal(bytes)
    made = Signal(bytes)
    status = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reader: BookReader | None = None
        self._wording: WordingTexts = {}
        self._kept: OrderedDict[str, tuple[Report, bytes]] = OrderedDict()
        self._head: Report | None = None
        self._sections: Iterator[Section] = iter(())
        self._gathered: list[Section] = []
        self.request: Request | None = None
        self.report: Report | None = None
        """The report asked for, once all of it is gathered."""
        self.pdf: bytes | None = None
        """All its pages, once they are made."""
        self._worker = Worker(self)
        self._worker.progressed.connect(self._on_page)
        self._worker.done.connect(self._on_made)
        self._worker.refused.connect(self._fail)
        self._next = once(self, 0, self._gather_next)
        self._rest = once(self, REST_MS, self._gather)
        desk.changed.connect(lambda _touched: self.forget())

    def forget(self) -> None:
        """Something was saved: what was read is not true any more, nor what is being made of it."""
        self.cancel()
        self._reader = None
        self._kept.clear()

    @property
    def reader(self) -> BookReader:
        """The books, read once until something is saved."""
        if self._reader is None or self._reader.today != self._desk.today():
            self.forget()
            self._reader = BookReader(self._desk.file, self._desk.today())
            self._wording = papers.wording(self._desk.file)
        return self._reader

    @property
    def is_busy(self) -> bool:
        return self._next.isActive() or self._rest.isActive() or self._worker.is_busy

    def cancel(self) -> None:
        """Stop making what is asked for."""
        self._next.stop()
        self._rest.stop()
        self._worker.cancel()
        self.status.emit("")

    def begin(self, request: Request) -> None:
        """Make what is asked for, its first page now, of a draft whose totals are not compared yet.

        Refused where there is nothing to tell.
        """
        self.cancel()
        self.request, self.report, self.pdf = request, None, None
        if kept := self._kept.get(_key(request)):
            self.report, self.pdf = kept
            self.made.emit(self.pdf)
            return
        head, sections = catalogue.begin(self.reader, request, draft=True)
        draft = head if head.bound else complete(head, sections)
        self.begun.emit(self._pdf(first_page(draft)))
        self._rest.start(REST_MS if len(self.reader.books.loans) > FEW_LOANS else 0)

    def hurry(self) -> None:
        """Who wants the whole report now need not have rested on it."""
        if self._rest.isActive():
            self._rest.stop()
            self._gather()

    def _gather(self) -> None:
        """The whole report, its totals compared."""
        assert self.request
        try:
            self._head, self._sections = catalogue.begin(self.reader, self.request)
            self._gathered = [] if self._head.bound else list(self._sections)
        except Refused as refused:
            self._fail(refused)
            return
        if self._head.bound:
            self._next.start()
        else:
            self._end_gathering()

    def _gather_next(self) -> None:
        """One section more of a book."""
        try:
            section = next(self._sections, None)
        except Refused as refused:
            self._fail(refused)
            return
        if section is None:
            self._end_gathering()
            return
        self._gathered.append(section)
        self.status.emit(_("Gathering the figures: {section}").format(section=section.title))
        self._next.start()

    def _end_gathering(self) -> None:
        assert self._head
        self.report = report = complete(self._head, self._gathered)
        if first_page(report) is report:
            self._on_made(self._pdf(report))
            return
        wording = self._wording
        self.status.emit(_("Making the other pages…"))
        self._worker.start(lambda progress: exports.pdf_of(report, wording, progress))

    def _on_page(self, page: int) -> None:
        self.status.emit(_("Making the other pages: {page}").format(page=number(page)))

    def _on_made(self, pdf: bytes) -> None:
        assert self.request and self.report
        self.pdf = pdf
        self._kept[_key(self.request)] = self.report, pdf
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.status.emit("")
        self.made.emit(pdf)

    def _fail(self, refused: Refused) -> None:
        self.status.emit("")
        self.refused.emit(refused)

    def _pdf(self, report: Report) -> bytes:
        return exports.pdf_of(report, self._wording)


def _key(request: Request) -> str:
    return repr(
        (request.name, request.period, request.by, request.base, sorted(request.only.items()))
    )


def is_empty(books: Books) -> bool:
    """Whether there is nothing at all to report of."""
    return not (books.groups or books.loans)
