"""Months and years of the ledger that are closed, and the order in which they close and reopen."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from lcdesk.domain import periods
from lcdesk.domain.dated import Dated
from lcdesk.domain.days import day_after
from lcdesk.domain.fields import Entity, field
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import ClosingId
from lcdesk.domain.kinds import Choice, Month, Text
from lcdesk.domain.people import Member
from lcdesk.domain.periods import Period
from lcdesk.i18n import N_, _, date_text

SPANS = {"month": N_("a month"), "year": N_("a whole year")}


class Closing(Entity):
    """A month or a year whose ledger is closed: nothing more is entered up to its last day, and its
    figures are kept.

    `checksum` is that of the figures, in hexadecimal.
    """

    id: ClosingId = ClosingId(0)
    labels: ClassVar[tuple[str, ...]] = ("month",)
    order: ClassVar[str] = "month"
    newest_first: ClassVar[bool] = True

    span: str = field(N_("What is closed"), Choice(options=SPANS), required=True, default="month")
    month: date | None = field(
        N_("Month"), Month(), required=True, hint=N_("Such as 9/2026; of a year any month")
    )
    checksum: str = field(N_("Checksum of the figures"), Text(limit=64))

    @property
    def period(self) -> Period:
        """What is closed."""
        assert self.month
        return periods.year(self.month.year) if self.span == "year" else periods.month(self.month)


def last_of(closings: Sequence[Closing]) -> Closing | None:
    """The closing that seals every day up to its end: the one that ends last; of two that end on
    one day the longer, which is closed after the other. None where nothing is closed."""
    return max(closings, key=lambda each: (each.period.last, each.span == "year"), default=None)


def order_complaint(closings: Sequence[Closing], asked: Period) -> str:
    """Why a period is not the next to close; "" where it is.

    The first may be any. After it, each begins at the latest on the day after the last one's end: a
    month after a month, and a year once its last month, or any of its months, is closed.
    """
    last = last_of(closings)
    if last is None:
        return ""
    if any(each.period == asked for each in closings):
        return _("The {period} is closed already.").format(period=asked.name)
    end = last.period.last
    if asked.last < end or (asked.last == end and last.span == "year"):
        return _("Every day up to {day} is closed already.").format(day=date_text(end))
    after = day_after(end)
    if asked.first > after:
        due = periods.year(after.year) if asked.is_year else periods.month(after)
        return _("Periods are closed in their order. Close the {period} first.").format(
            period=due.name
        )
    return ""


def gaps(closings: Sequence[Closing]) -> list[Period]:
    """The months that nobody closed and that lie between closed ones, in their order: they are
    sealed with what was closed after them. Files of former programs may have some."""
    last = last_of(closings)
    if last is None:
        return []
    first = min(each.period.first for each in closings)
    return [
        month
        for month in periods.months_of(Period(first, last.period.last))
        if not any(
            each.period.first <= month.first and month.last <= each.period.last for each in closings
        )
    ]


def changed_facts(
    before: Group | Member | None, after: Group | Member | None
) -> Iterator[tuple[str, date]]:
    """The dated facts that differ between two states of a group or a member, each by its field with
    its day; None is for before it was entered, or after it was removed."""
    was, now = (list(_facts(each)) if each else [] for each in (before, after))
    for fact in (*was, *now):
        if (fact in was) != (fact in now):
            yield fact[:2]


def _facts(record: Group | Member) -> Iterator[tuple[str, date, object]]:
    """Name, day, and what was so from then on, as far as figures of periods count it. A group
    without a day of founding has always been there."""
    if isinstance(record, Group):
        begun = record.founded_on or date.min
        yield "founded_on", begun, True
        yield from _turns(record, "association", begun)
        yield from _turns(record, "neighbourhood", begun)
        if record.dissolved_on:
            yield "dissolved_on", record.dissolved_on, record.handed_to
        return
    joined = [day for day, _until in record.spans("joined_on") if day]
    yield from (("joined_on", day, True) for day in joined)
    yield from (("left_on", day, True) for day, _until in record.spans("left_on") if day)
    if joined:
        yield from _turns(record, "group", min(joined))


def _turns(record: Dated, what: str, begun: date) -> Iterator[tuple[str, date, object]]:
    """Each value that a field had, from its first day on."""
    since = begun
    for said, until in record.spans(what):
        yield what, since, said
        since = until or since
