"""Figures of a period, line by line: as they were when it was closed, else as the books have
them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from lcdesk.domain import periods, shapes
from lcdesk.domain.applications import FUND_SOURCES
from lcdesk.domain.closings import Closing
from lcdesk.domain.dated import Dated
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.figures import (
    BREAKDOWNS,
    OF_GROUPS,
    Breakdown,
    Figures,
    FormerYear,
    GroupFact,
    Key,
    Line,
    LoanFact,
    MemberFact,
    PeriodFacts,
    broken_down,
    check_agreement,
)
from lcdesk.domain.groups import Group
from lcdesk.domain.people import CLASSES
from lcdesk.domain.periods import Period
from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.programmes import Programme
from lcdesk.domain.shapes import KeptContent
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.i18n import _, natural_key
from lcdesk.storage import lists, printed, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing
from lcdesk.storage.reporting import tally
from lcdesk.storage.reporting.books import BookReader

PAPER = "figures"
"""By which name the figures of a closed period are kept."""
_RECORDS: Mapping[str, type[Entity]] = {
    "programme": Programme,
    "association": Association,
    "group": Group,
    "neighbourhood": Neighbourhood,
}
_CODES = {"fund_source": FUND_SOURCES, "household_class": CLASSES}


Fact = TypeVar("Fact", LoanFact, MemberFact, GroupFact)


@dataclass(frozen=True)
class PeriodFigures:
    """All figures of a period. `as_of` is its last day, or the day of asking where that was
    earlier."""

    first: date
    last: date
    as_of: date
    whole: Figures
    breakdowns: tuple[Breakdown, ...]

    def by(self, name: str) -> Breakdown:
        """One of the breakdowns."""
        return next(each for each in self.breakdowns if each.by == name)

    def check(self) -> None:
        """Refused where the totals of two breakdowns disagree, naming the two."""
        check_agreement(
            {_("the ledger"): self.whole, **{each.by: each.total for each in self.breakdowns}}
        )


def of_period(reader: BookReader, period: Period) -> PeriodFigures:
    """All figures of a period: those kept when just this period was closed, else counted from the
    books."""
    return kept(reader.file, period) or counted(reader, period)


def counted(reader: BookReader, period: Period) -> PeriodFigures:
    """All figures of a period, counted from the books now."""
    facts = tally.read_facts(reader, period)
    return PeriodFigures(
        first=period.first,
        last=period.last,
        as_of=facts.as_of,
        whole=tally.read_whole(reader.file, period, facts),
        breakdowns=tuple(
            broken_down(facts, by, names(reader.file, by, facts.as_of)) for by in BREAKDOWNS
        ),
    )


def debt_on(reader: BookReader, day: date, by: str, only: Mapping[str, str]) -> Breakdown:
    """Debt, or what `only` leaves of it, at the end of a day: as kept when a period was closed that
    ended on it."""
    if not only and (closed := _kept_until(reader.file, day)):
        found = closed.by(by)
        return replace(found, lines=tuple(line for line in found.lines if line.figures.outstanding))
    facts = tally.read_debt(reader, min(day, reader.today))
    return broken_down(narrowed(facts, only), by, names(reader.file, by, facts.as_of))


def earlier_debt(reader: BookReader, day: date, by: str, only: Mapping[str, str]) -> Breakdown:
    """Debt at the end of a day to compare with: a year typed from former papers goes before the
    books.

    They know of such a year only what was taken over. One that was typed in sum alone has no lines.
    """
    former = (
        former_year(reader.file, day) if (day.month, day.day) == (12, 31) and not only else None
    )
    return _of_former(reader.file, former, by) if former else debt_on(reader, day, by, only)


def narrowed(facts: PeriodFacts, only: Mapping[str, str]) -> PeriodFacts:
    """The facts that belong to one value of each of these breakdowns."""
    if not only:
        return facts

    def belong(found: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(
            each for each in found if all(str(getattr(each, by)) == key for by, key in only.items())
        )

    if not all(by in OF_GROUPS for by in only):
        return PeriodFacts(facts.as_of, belong(facts.loans))
    return PeriodFacts(
        facts.as_of, belong(facts.loans), belong(facts.groups), belong(facts.members)
    )


def former_year(file: WardFile, day: date) -> FormerYear | None:
    """The typed figures of the year of a day, where there are any."""
    return next(iter(records.find(file, FormerYear, year=day.year)), None)


def _of_former(file: WardFile, former: FormerYear, by: str) -> Breakdown:
    """Typed figures are broken down by programme alone."""
    called = names(file, by, date(former.year, 12, 31))
    parts = former.parts if by == "programme" else ()
    typed = [
        (
            each,
            Figures(households=each.households, outstanding=each.outstanding, overdue=each.overdue),
        )
        for each in parts
    ]
    lines = tuple(Line(str(each.programme), called[each.programme], found) for each, found in typed)
    return Breakdown(by, lines, former.figures)


def names(file: WardFile, by: str, day: date) -> dict[Key, str]:
    """How each line of a breakdown is called on a day, in their order; removed records come last,
    for past days had them."""
    if codes := _CODES.get(by):
        return {**{code: _(label) for code, label in codes.items()}, "": _("not stated")}
    cls = _RECORDS[by]
    found: dict[Key, str] = {}
    parts = ("name",) if cls is Programme else cls.labels
    labels = lists.all_labels(file, cls, parts)
    if issubclass(cls, Dated):
        labels.update(lists.labels_on(file, cls, parts, day))
    # Programmes and groups are in the order of their codes.
    order = (
        sorted(labels, key=lambda id: natural_key(labels[id])) if cls is Neighbourhood else labels
    )
    for id in order:
        found[id] = labels[id]
    return found


def kept(file: WardFile, period: Period) -> PeriodFigures | None:
    """The figures of a period as they were when just this period was closed; None where it is
    open."""
    for each in records.find(file, Closing, month=period.first.isoformat()):
        if each.period == period and (found := printed.kept(file, PAPER, each.id)):
            _check_untouched(each, found)
            return from_json(PeriodFigures, found.today())
    return None


def _check_untouched(closing: Closing, found: KeptContent) -> None:
    if found.checksum != closing.checksum:
        sentence = _(
            "The figures kept of {period} are not those of their checksum. Open the newest backup "
            "instead."
        )
        raise Refused(sentence.format(period=closing.period.name))


def _kept_until(file: WardFile, day: date) -> PeriodFigures | None:
    """The figures of a closed period that ended on a day."""
    ending = [
        period for period in (periods.year(day.year), periods.month(day)) if period.last == day
    ]
    return next((found for period in ending if (found := kept(file, period))), None)


def keep(write: Writing, closing: Closing, found: PeriodFigures) -> Closing:
    """Keep the figures of a period that is being closed, under their checksum."""
    text = to_json(found)
    saved = write.save(replace(closing, checksum=shapes.checksum(text)))
    printed.freeze(write, PAPER, saved.id, text)
    return saved
