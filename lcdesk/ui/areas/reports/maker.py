"""Makes the pages of a report: the first at once, the others beside the window; the newest request wins."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from PySide6.QtCore import QObject, Signal

from lcdesk.domain.closings import Closing
from lcdesk.domain.errors import Refused
from lcdesk.domain.reports import Report, Section
from lcdesk.i18n import _, in_language, number
from lcdesk.papers.kit.wording import Wording
from lcdesk.printing import papers
from lcdesk.reporting import exports, figures
from lcdesk.reporting.catalogue import BOOK, REPORTS, check_asked, make_from
from lcdesk.reporting.figures import Reading
from lcdesk.reporting.request import Asked, Scene
from lcdesk.storage import records
from lcdesk.ui.areas.reports.first_page import first_page
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.worker import Worker, once

REST_MS, FEW_LOANS = 150, 500
"""In a ward of more loans only who stays on a report has all of it made."""
KEPT = 8
"""Reports that are kept for coming back to them, until something is saved."""


@dataclass(frozen=True)
class Piecemeal(Scene):
    """A scene that gives a book without its sections: they are gathered one by one, the window alive between."""

    left: list[Iterator[Section]] = field(default_factory=list)

    def report(self, title: str, sections: Iterable[Section], *, agreement: str = "", bound: bool = False) -> Report:
        if not bound:
            return super().report(title, sections, agreement=agreement)
        self.left.append(iter(sections))
        return super().report(title, (), agreement=agreement, bound=True)


class Making(QObject):
    """What is asked for becomes a report and its PDF.

    `begun` gives a PDF of which the first page stands, `made` the whole; `told` says what is being done, "" at its end.
    `refused` is what came out after the first page. The file is read in the window's thread alone.
    """

    begun = Signal(bytes)
    made = Signal(bytes)
    told = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading: Reading | None = None
        self._wording: Wording = {}
        self._kept: OrderedDict[str, tuple[Report, bytes]] = OrderedDict()
        self._base: Report | None = None
        self._left: Iterator[Section] = iter(())
        self._gathered: list[Section] = []
        self.asked: Asked | None = None
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
        self._reading = None
        self._kept.clear()

    @property
    def reading(self) -> Reading:
        """The books, read once until something is saved."""
        if self._reading is None or self._reading.today != self._desk.today():
            self.forget()
            self._reading = figures.reading_of(self._desk.file, self._desk.today())
            self._wording = papers.wording(self._desk.file)
        return self._reading

    @property
    def is_busy(self) -> bool:
        return self._next.isActive() or self._rest.isActive() or self._worker.is_busy

    def cancel(self) -> None:
        """Nobody waits for what is being made."""
        self._next.stop()
        self._rest.stop()
        self._worker.cancel()
        self.told.emit("")

    def begin(self, asked: Asked) -> None:
        """Make what is asked for, its first page now, of a draft whose totals are not compared yet.

        Refused where there is nothing to tell.
        """
        self.cancel()
        self.asked, self.report, self.pdf = asked, None, None
        if kept := self._kept.get(_key(asked)):
            self.report, self.pdf = kept
            self.made.emit(self.pdf)
            return
        check_asked(self.reading, asked)
        draft, _left = self._report_of(asked, draft=True)
        self.begun.emit(self._pdf(first_page(draft)))
        self._rest.start(REST_MS if len(self.reading.books.loans) > FEW_LOANS else 0)

    def hurry(self) -> None:
        """Who wants the whole report now need not have rested on it."""
        if self._rest.isActive():
            self._rest.stop()
            self._gather()

    def _report_of(self, asked: Asked, draft: bool = False) -> tuple[Report, Iterator[Section]]:
        """A report, and what gives the sections that it has not yet; the book of a closed year was kept whole."""
        if asked.name == BOOK and self._was_closed(asked):
            return make_from(self.reading, asked), iter(())
        with in_language("vi"):
            scene = Piecemeal(self.reading, asked, draft)
            return REPORTS[asked.name].make(scene), chain(*scene.left)

    def _was_closed(self, asked: Asked) -> bool:
        first = asked.period.first.isoformat()
        return bool(records.find(self._desk.file, Closing, span="year", month=first))

    def _gather(self) -> None:
        """The whole report, its totals compared."""
        assert self.asked
        try:
            self._base, self._left = self._report_of(self.asked)
        except Refused as refused:
            self._fail(refused)
            return
        self._gathered = list(self._base.sections)
        if self._base.bound:
            self._next.start()
        else:
            self._end_gathering()

    def _gather_next(self) -> None:
        """One section more of a book."""
        try:
            with in_language("vi"):
                section = next(self._left, None)
        except Refused as refused:
            self._fail(refused)
            return
        if section is None:
            self._end_gathering()
            return
        self._gathered.append(section)
        self.told.emit(_("Gathering the figures: {section}").format(section=section.title))
        self._next.start()

    def _end_gathering(self) -> None:
        assert self._base
        self.report = report = replace(self._base, sections=tuple(self._gathered))
        if first_page(report) is report:
            self._on_made(self._pdf(report))
            return
        wording = self._wording
        self.told.emit(_("Making the other pages…"))
        self._worker.start(lambda progress: exports.pdf_of(report, wording, progress))

    def _on_page(self, page: int) -> None:
        self.told.emit(_("Making the other pages: {page}").format(page=number(page)))

    def _on_made(self, pdf: bytes) -> None:
        assert self.asked and self.report
        self.pdf = pdf
        self._kept[_key(self.asked)] = self.report, pdf
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.told.emit("")
        self.made.emit(pdf)

    def _fail(self, refused: Refused) -> None:
        self.told.emit("")
        self.refused.emit(refused)

    def _pdf(self, report: Report) -> bytes:
        return exports.pdf_of(report, self._wording)


def _key(asked: Asked) -> str:
    return repr((asked.name, asked.period, asked.by, asked.base, sorted(asked.only.items())))


def is_empty(reading: Reading) -> bool:
    """Whether there is nothing at all to report of."""
    return not (reading.books.groups or reading.books.loans)
