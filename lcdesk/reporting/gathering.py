"""Gathers what a report says: figures, names and lists, each read from the file when first asked
for."""

from datetime import date
from functools import cached_property

from lcdesk.domain.days import day_before
from lcdesk.domain.figures import (
    BREAKDOWNS,
    OF_GROUPS,
    Breakdown,
    Figures,
    Key,
    PeriodFacts,
    broken_down,
)
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import LoanId
from lcdesk.domain.ward import Ward
from lcdesk.i18n import _, date_text, million, number
from lcdesk.queries.ward import ward_of
from lcdesk.reporting import figures
from lcdesk.reporting.figures import PeriodFigures
from lcdesk.reporting.request import Request
from lcdesk.storage.reporting import register_rows, tally
from lcdesk.storage.reporting.books import BookReader
from lcdesk.storage.reporting.register_rows import LoanRow


class Gathering:
    """A request with the books to answer it from. Figures are counted once, when first wanted.

    A `draft` is for looking at while the whole is made: its totals are not compared yet.
    """

    def __init__(self, reader: BookReader, request: Request, draft: bool = False) -> None:
        self.reader = reader
        self.request = request
        self.draft = draft
        self.file, self.books = reader.file, reader.books
        self.period, self.by = request.period, request.by
        self.base, self.only = request.base, request.only
        self.as_of: date = min(request.period.last, reader.today)
        """The last day of which something is said."""
        self.day_before: date = day_before(request.period.first)

    @cached_property
    def ward(self) -> Ward:
        """The office whose report it is."""
        return ward_of(self.file)

    @cached_property
    def figures(self) -> PeriodFigures:
        """All figures of the period. Refused where two totals disagree."""
        found = figures.of_period(self.reader, self.period)
        found.check()
        return found

    @cached_property
    def facts(self) -> PeriodFacts:
        """What the figures of loans are counted from, narrowed to what was asked for."""
        return figures.narrowed(tally.read_loan_facts(self.reader, self.period), self.only)

    @cached_property
    def group_facts(self) -> PeriodFacts:
        """The same with groups and their members."""
        return figures.narrowed(tally.with_groups(self.reader, self.facts), self.only)

    @cached_property
    def loan_rows(self) -> dict[LoanId, LoanRow]:
        """Every loan by its id as lists name it at the end of the period; a book has many such
        lists."""
        return register_rows.loan_rows(self.file, self.as_of)

    def group(self, id: int, day: date) -> Group:
        """A group as it was at the end of a day, by its id."""
        return self.books.groups[id].on(day)

    def names(self, by: str) -> dict[Key, str]:
        """How each line of a breakdown is called, by its key."""
        return figures.names(self.file, by, self.as_of)

    def now(self, by: str) -> Breakdown:
        """The figures of the period by one breakdown."""
        if self.only or (self.draft and figures.kept(self.file, self.period) is None):
            return broken_down(
                self.group_facts if by in OF_GROUPS else self.facts, by, self.names(by)
            )
        return self.figures.by(by)

    def debt_on(self, day: date, by: str) -> Breakdown:
        """The debt at the end of another day, by the books."""
        return figures.debt_on(self.reader, day, by, self.only)

    def earlier_debt(self, day: date, by: str) -> Breakdown:
        """The debt at the end of another day to compare with, typed or by the books."""
        return figures.earlier_debt(self.reader, day, by, self.only)

    def agreement(self) -> str:
        """The last line: that all breakdowns come to one total, or that the report is of a part
        only."""
        if self.draft:
            return ""
        if self.only:
            called = [self.names(by).get(_key(key), key) for by, key in self.only.items()]
            return _("This tells of a part only: {parts}.").format(parts=", ".join(called))
        if self._changed_since:
            sentence = _(
                "Since the period was closed, other figures by {parts} follow from the books."
            )
            return sentence.format(parts=", ".join(self._changed_since))
        whole = self.figures.whole
        return _(
            "All breakdowns agree: {households} households with debt, outstanding {outstanding} "
            "million đồng, "
            "paid out {paid_out} million đồng in the period."
        ).format(
            households=number(whole.households),
            outstanding=million(whole.outstanding),
            paid_out=million(whole.paid_out),
        )

    @cached_property
    def _changed_since(self) -> list[str]:
        """The breakdowns that come to something else today than when the period was closed."""
        kept = figures.kept(self.file, self.period)
        if kept is None:
            return []
        now = figures.counted(self.reader, self.period)
        return [
            _(BREAKDOWNS[each.by])
            for each in kept.breakdowns
            if _amounts(each) != _amounts(now.by(each.by))
        ]

    def period_text(self) -> str:
        """The period, with the day up to which it is counted where it has not ended."""
        text = self.period.name
        if self.as_of < self.period.last:
            text = _("{period}, up to {day}").format(period=text, day=date_text(self.as_of))
        return text[:1].upper() + text[1:]


def _amounts(found: Breakdown) -> dict[str, Figures]:
    """The figures of each line, whatever it is called by now."""
    return {line.key: line.figures for line in found.lines}


def _key(text: str) -> Key:
    return int(text) if text.isdigit() else text


def lines_of(*breakdowns: Breakdown) -> dict[str, str]:
    """Key and name of every line that stands in one of these; those of the first come first and
    give the name."""
    found: dict[str, str] = {}
    for line in (line for each in breakdowns for line in each.lines):
        found.setdefault(line.key, line.name)
    return found
