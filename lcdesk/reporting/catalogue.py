"""Which reports there are, and the one way to each: its head, then its sections, all in
Vietnamese."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from lcdesk.domain.closings import Closing
from lcdesk.domain.errors import Refused
from lcdesk.domain.periods import Period
from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.reports import Report, Section
from lcdesk.domain.ward import Wording
from lcdesk.i18n import _, date_text, in_language
from lcdesk.reporting import (
    applications,
    book,
    borrowers,
    checks,
    figures,
    movement,
    registers,
    savings,
    summary,
)
from lcdesk.reporting.figures import PeriodFigures
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.report_kind import ReportKind, complete
from lcdesk.reporting.request import Request
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing
from lcdesk.storage.reporting.books import BookReader

REPORTS: Mapping[str, ReportKind] = {
    kind.id: kind
    for kind in (
        summary.SUMMARY,
        movement.MOVEMENT,
        borrowers.ARREARS,
        applications.APPLICATIONS,
        checks.CHECKS,
        checks.SCORES,
        savings.SAVINGS,
        borrowers.POVERTY,
        borrowers.LOCAL_FUND,
        registers.GROUPS,
        registers.BORROWERS,
        registers.LOANS,
        book.YEAR_BOOK,
        book.TEN_YEAR_REVIEW,
    )
}
"""All reports by their names, as they are offered."""
BOOK = book.YEAR_BOOK.id


def make(file: WardFile, request: Request, today: date) -> Report:
    """A whole report; the book of a closed year is the one that was kept. Refused where totals
    disagree."""
    return make_from(BookReader(file, today), request)


def make_from(reader: BookReader, request: Request) -> Report:
    """A whole report from books that were read before."""
    return complete(*begin(reader, request))


def begin(
    reader: BookReader, request: Request, draft: bool = False
) -> tuple[Report, Iterator[Section]]:
    """The head of a report, and its sections to be gathered one by one; `complete` puts them
    together.

    A draft is there sooner, to look at while the whole is made: its totals are not compared.
    """
    check_request(reader, request)
    with in_language("vi"):
        if kept := _kept(reader.file, request):
            return replace(kept, sections=()), iter(kept.sections)
        return _begin(Gathering(reader, request, draft))


def check_request(reader: BookReader, request: Request) -> None:
    """Refuse a period that is still to come or ended before the books begin, and a base year that
    is not before it."""
    if request.period.first > reader.today:
        raise Refused({"period": _("This period is still to come.")})
    first = reader.books.first_day
    if first is not None and request.period.last < first:
        sentence = _("There are no figures of this period: the books begin on {day}.")
        raise Refused({"period": sentence.format(day=date_text(first))})
    if request.base and request.base >= request.period.last.year:
        sentence = _("The year to compare with lies before {year}.")
        raise Refused({"base": sentence.format(year=request.period.last.year)})


def _begin(gathering: Gathering) -> tuple[Report, Iterator[Section]]:
    kind = REPORTS[gathering.request.name]
    sections = kind.sections(gathering)
    return kind.head(gathering), _in_vietnamese(sections)


def _in_vietnamese(sections: Iterable[Section]) -> Iterator[Section]:
    """Each section made in Vietnamese, whatever the language is of who takes it."""
    rest = iter(sections)
    while True:
        with in_language("vi"):
            section = next(rest, None)
        if section is None:
            return
        yield section


def figures_of(reader: BookReader, period: Period) -> PeriodFigures:
    """The figures of a period as the books have them now, to be kept when it is closed."""
    with in_language("vi"):
        return figures.counted(reader, period)


def _kept(file: WardFile, asked: Request) -> Report | None:
    """The book of a closed year as it was when it was closed."""
    if asked.name != BOOK or asked.base or asked.only or not asked.period.is_year:
        return None
    for closing in records.find(file, Closing, span="year", month=asked.period.first.isoformat()):
        if kept := printed.frozen(file, BOOK, closing.id):
            return from_json(Report, kept)
    return None


def keep_book(write: Writing, closing: Closing, reader: BookReader) -> None:
    """Keep the book of a year that is being closed."""
    asked = Request(BOOK, closing.period)
    wording = tuple((each.paper, each.key, each.text) for each in records.find(write.file, Wording))
    with in_language("vi"):
        made = replace(complete(*_begin(Gathering(reader, asked))), wording=wording)
    printed.freeze(write, BOOK, closing.id, to_json(made))
