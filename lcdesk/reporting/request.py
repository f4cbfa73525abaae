"""What every report is made from: what was asked for, the books, and the names that stand on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from lcdesk.domain.figures import BREAKDOWNS, Breakdown, Facts, Figures, Key, broken_down
from lcdesk.domain.periods import Period
from lcdesk.domain.reports import Report, Section, Signature
from lcdesk.domain.ward import Ward
from lcdesk.i18n import _, date_text, million, number
from lcdesk.queries.ward import ward_of
from lcdesk.reporting import figures
from lcdesk.reporting.figures import PeriodFigures, Reading
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting import register_rows
from lcdesk.storage.reporting.register_rows import LoanRow


@dataclass(frozen=True)
class Asked:
    """A report and what it is to be about. `base` is a year to compare with, 0 for none.

    `only` narrows it to one value of a breakdown each: its name, and the key as text.
    """

    name: str
    period: Period
    by: str = "programme"
    base: int = 0
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """What was asked for and the books to answer from; figures are counted once, when first wanted.

    A `draft` is for looking at while the whole is made: its totals are not compared yet.
    """

    reading: Reading
    asked: Asked
    draft: bool = False

    @property
    def file(self) -> WardFile:
        return self.reading.file

    @property
    def period(self) -> Period:
        return self.asked.period

    @property
    def by(self) -> str:
        return self.asked.by

    @property
    def as_of(self) -> date:
        """The last day that is told of."""
        return min(self.period.last, self.reading.today)

    @cached_property
    def ward(self) -> Ward:
        return ward_of(self.file)

    @cached_property
    def figures(self) -> PeriodFigures:
        """All figures of the period. Refused where two totals disagree."""
        found = figures.of_period(self.reading, self.period)
        found.check()
        return found

    @cached_property
    def facts(self) -> Facts:
        """What the figures are counted from, narrowed to what was asked for."""
        return figures.narrowed(figures.facts_of(self.reading, self.period), self.asked.only)

    @cached_property
    def loan_rows(self) -> dict[int, LoanRow]:
        """Every loan by its id as lists name it at the end of the period; a book has many such lists."""
        return register_rows.loan_rows(self.file, self.as_of)

    def names(self, by: str) -> dict[Key, str]:
        return figures.names(self.file, by)

    def now(self, by: str) -> Breakdown:
        """The figures of the period by one breakdown."""
        if self.asked.only or (self.draft and figures.kept(self.file, self.period) is None):
            return broken_down(self.facts, by, self.names(by))
        return self.figures.by(by)

    def standing(self, day: date, by: str) -> Breakdown:
        """The debt at the end of another day, by the books."""
        return figures.standing(self.reading, day, by, self.asked.only)

    def told(self, day: date, by: str) -> Breakdown:
        """The debt at the end of another day to compare with, typed or by the books."""
        return figures.told(self.reading, day, by, self.asked.only)

    @property
    def day_before(self) -> date:
        return self.period.first - timedelta(days=1)

    def agreement(self) -> str:
        """The last line: that all breakdowns come to one total, or that the report tells of a part only."""
        if self.draft:
            return ""
        if self.asked.only:
            called = [self.names(by).get(_key(key), key) for by, key in self.asked.only.items()]
            return _("This tells of a part only: {parts}.").format(parts=", ".join(called))
        if self._changed_since:
            sentence = _("Since the period was closed, other figures by {parts} follow from the books.")
            return sentence.format(parts=", ".join(self._changed_since))
        whole = self.figures.whole
        return _(
            "All breakdowns agree: {households} households with debt, outstanding {outstanding} million đồng, "
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
        now = figures.counted(self.reading, self.period)
        return [_(BREAKDOWNS[each.by]) for each in kept.breakdowns if _amounts(each) != _amounts(now.by(each.by))]

    def report(self, title: str, sections: Iterable[Section], *, agreement: str = "", bound: bool = False) -> Report:
        """A report of the ward with its head, its period and who signs.

        The one section of a report that is no book needs no heading beside the title. What was narrowed always says so.
        """
        parts = tuple(sections)
        if len(parts) == 1 and not bound:
            parts = (replace(parts[0], title=""),)
        return Report(
            name=self.asked.name,
            title=title,
            period=self.period_text(),
            issuer=(_("PEOPLE'S COMMITTEE"), self.ward.full_name.upper()),
            place=self.ward.name,
            dated=self.reading.today,
            sections=parts,
            signatures=(
                Signature(_("PREPARED BY"), _("(signature, full name)"), self.ward.officer),
                Signature(
                    "\n".join((_("ON BEHALF OF THE PEOPLE'S COMMITTEE"), self.ward.chair_office)),
                    _("(signature, full name, stamp)"),
                    self.ward.chair,
                ),
            ),
            agreement=agreement or (self.agreement() if self.asked.only else ""),
            bound=bound,
        )

    def period_text(self) -> str:
        """The period, with the day up to which it is told where it has not ended."""
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
    """Key and name of every line that stands in one of these; those of the first come first and give the name."""
    found: dict[str, str] = {}
    for line in (line for each in breakdowns for line in each.lines):
        found.setdefault(line.key, line.name)
    return found
