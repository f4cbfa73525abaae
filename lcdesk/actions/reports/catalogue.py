"""Which reports there are, and the one that was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from lcdesk.actions import figures
from lcdesk.actions.figures import Reading
from lcdesk.actions.reports import applications, book, borrowers, checks, movement, registers, savings, summary
from lcdesk.actions.reports.scene import Asked, Scene
from lcdesk.domain.collections import Closing
from lcdesk.domain.figures import BREAKDOWNS
from lcdesk.domain.reports import Report
from lcdesk.i18n import N_, in_language
from lcdesk.papers.contents import from_json, to_json
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


def make_from(reading: Reading, asked: Asked, draft: bool = False) -> Report:
    """A report from books that were read before; a draft is there sooner, to look at while the whole is made."""
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
    with in_language("vi"):
        printed.freeze(write, BOOK, closing.id, to_json(book.year_book(Scene(reading, asked))))
