"""Which reports there are, and the one that was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lcdesk.domain.closings import Closing
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import BREAKDOWNS
from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.reports import Report
from lcdesk.domain.ward import Wording
from lcdesk.i18n import N_, _, date_text, in_language
from lcdesk.reporting import applications, book, borrowers, checks, figures, movement, registers, savings, summary
from lcdesk.reporting.figures import Reading
from lcdesk.reporting.request import Asked, Scene
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

_ALL = tuple(BREAKDOWNS)
BOOK = "year-book"


@dataclass(frozen=True)
class Kind:
    """A report: what it is called, how it is made, and by what it can be broken down; `based` on a year, or not."""

    title: str
    make: Callable[[Scene], Report]
    by: tuple[str, ...] = ()
    based: bool = False


REPORTS: Mapping[str, Kind] = {
    "summary": Kind(N_("Summary"), summary.report, _ALL, based=True),
    "movement": Kind(N_("Paying out and collecting"), movement.report, _ALL),
    "arrears": Kind(N_("Overdue, frozen, interest owed"), borrowers.arrears),
    "applications": Kind(N_("Applications"), applications.report, _ALL),
    "checks": Kind(N_("Checks against duty"), checks.report),
    "scores": Kind(N_("Scores of groups"), checks.scores),
    "savings": Kind(N_("Savings"), savings.report, ("association", "group", "neighbourhood")),
    "poverty": Kind(N_("Households that left poverty"), borrowers.poverty),
    "local-fund": Kind(N_("Local fund and jobs"), borrowers.local_fund),
    "groups": Kind(N_("Register of groups"), registers.groups),
    "borrowers": Kind(N_("Register of borrowers"), registers.borrowers),
    "loans": Kind(N_("Register of loans"), registers.loans),
    BOOK: Kind(N_("The year's book"), book.year_book, based=True),
    "ten-year-review": Kind(N_("Ten-year review"), book.ten_year_review, based=True),
}


def make(file: WardFile, asked: Asked, today: date) -> Report:
    """A report in Vietnamese; the book of a closed year is the one that was kept. Refused where totals disagree."""
    return make_from(figures.reading_of(file, today), asked)


def check_asked(reading: Reading, asked: Asked) -> None:
    """Refuse a period that is still to come or ended before the books begin, and a base year that is not before it."""
    if asked.period.first > reading.today:
        raise Refused({"period": _("This period is still to come.")})
    first = reading.books.first_day
    if first is not None and asked.period.last < first:
        sentence = _("There are no figures of this period: the books begin on {day}.")
        raise Refused({"period": sentence.format(day=date_text(first))})
    if asked.base and asked.base >= asked.period.last.year:
        sentence = _("The year to compare with lies before {year}.")
        raise Refused({"base": sentence.format(year=asked.period.last.year)})


def make_from(reading: Reading, asked: Asked, draft: bool = False) -> Report:
    """A report from books that were read before; a draft is there sooner, to look at while the whole is made."""
    check_asked(reading, asked)
    with in_language("vi"):
        return _kept(reading.file, asked) or REPORTS[asked.name].make(Scene(reading, asked, draft))


def _kept(file: WardFile, asked: Asked) -> Report | None:
    """The book of a closed year as it was when it was closed."""
    if asked.name != BOOK or asked.base or asked.only or not asked.period.is_year:
        return None
    for closing in records.find(file, Closing, span="year", month=asked.period.first.isoformat()):
        if kept := printed.frozen(file, BOOK, closing.id):
            return from_json(Report, kept)
    return None


def keep_book(write: Writing, closing: Closing, reading: Reading) -> None:
    """Keep the book of a year that is being closed."""
    asked = Asked(BOOK, closing.period)
    wording = tuple((each.paper, each.key, each.text) for each in records.find(write.file, Wording))
    with in_language("vi"):
        made = replace(book.year_book(Scene(reading, asked)), wording=wording)
    printed.freeze(write, BOOK, closing.id, to_json(made))
