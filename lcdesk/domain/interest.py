"""Interest of a loan: what accrues day by day on what is outstanding, in whole đồng a month, and
what of it has fallen due."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from lcdesk.domain.days import (
    day_after,
    first_of_month,
    month_length,
    month_number,
    months_later,
    on_transaction_day,
)
from lcdesk.domain.ledger import EFFECTS, Entry
from lcdesk.domain.loans import LoanTerms
from lcdesk.domain.programmes import OVERDUE_PERCENT
from lcdesk.i18n import half_up

YEAR_DAYS = 365
"""Days of a year by which a yearly rate is divided: Circular 14/2017/TT-NHNN, article 5, also in a
leap year."""
_PARTS = 100 * 100_000 * YEAR_DAYS
"""A đồng for a day at a rate in thousandths of a per cent, times a per cent of it, comes to so many
parts a đồng."""

PrincipalMove = tuple[date, int, date]
"""The day from which it counts, by how many hundredths of a đồng what bears interest changes, and
the day on which it was booked: until then nobody knew of it."""
RateFrom = tuple[date, int]
"""A day, and the rate that holds from it on, in thousandths of a per cent."""


def _bearing(effects: Mapping[str, int]) -> int:
    overdue, frozen = effects.get("overdue", 0), effects.get("frozen", 0)
    return 100 * (effects.get("outstanding", 0) - overdue - frozen) + OVERDUE_PERCENT * overdue


BEARING = {kind: _bearing(effects) for kind, effects in EFFECTS.items() if _bearing(effects)}
"""By how many per cent of its amount an entry of each kind changes what bears interest: what is
overdue bears 130 % of the rate, what is frozen bears none (Decision 50/2010/QĐ-TTg)."""


@cache
def fallen_due_until(day: date, interest_day: int) -> date:
    """The day before which all interest has fallen due by a day.

    The interest of a month falls due on the interest day of the following month; with an interest
    day of 0 at the end of the month itself, whose last day counts from the day after as always.
    What has accrued since is not owed yet.
    """
    if not interest_day:
        return day if day_after(day).day == 1 else first_of_month(day)
    has_come = day >= on_transaction_day(day, interest_day)
    return first_of_month(day if has_come else months_later(day, -1))


def accrued(
    entries: Sequence[Entry], terms: Sequence[LoanTerms], until: date, booked_by: date | None = None
) -> int:
    """Interest in đồng from the first day up to a day, which itself does not count any more;
    `terms` in their order.

    Entries booked after `booked_by`, or where none is given after `until`, are not known yet.
    """
    moves = [
        (each.value_on or each.entry_on, each.amount * BEARING[each.kind], each.entry_on)
        for each in entries
        if each.entry_on and each.kind in BEARING
    ]
    rates = [(each.from_on, each.rate) for each in terms if each.from_on]
    return accrued_on(moves, rates, until, booked_by)


def accrued_on(
    moves: Sequence[PrincipalMove],
    rates: Sequence[RateFrom],
    until: date,
    booked_by: date | None = None,
) -> int:
    """Interest in đồng up to a day, which itself does not count; `rates` in the order of their
    days.

    The sum over calendar months of outstanding × days × rate / 365, each month rounded half up.
    Months of one length
    bear the same while nothing changes; so they are counted, and only the ends of a stretch are
    looked at by the day.
    """
    total = parts = 0
    for start, end, daily in _stretches(moves, rates, until, booked_by or until):
        first, last = month_number(start), month_number(end)
        if first == last:
            parts += daily * (end.day - start.day)
        else:
            total += half_up(parts + daily * (month_length(first) - start.day + 1), _PARTS)
            if daily:
                total += _whole_months(daily, first + 1, last)
            parts = daily * (end.day - 1)
    return total + half_up(parts, _PARTS)


def due_on(
    moves: Sequence[PrincipalMove], rates: Sequence[RateFrom], day: date, interest_day: int
) -> int:
    """Interest in đồng that has fallen due by a day, since the first, by what was booked by it."""
    return accrued_on(moves, rates, fallen_due_until(day, interest_day), day)


def _stretches(
    moves: Sequence[PrincipalMove], rates: Sequence[RateFrom], until: date, booked_by: date
) -> Iterator[tuple[date, date, int]]:
    """Stretches in which nothing changes: first day, day after the last, parts a day."""
    moved: dict[date, int] = {}
    for day, change, booked_on in moves:
        if day < until and booked_on <= booked_by:
            moved[day] = moved.get(day, 0) + change
    if not moved:
        return
    first = min(moved)
    rate, bearing = _rate_before(rates, first), 0
    changed = {day: rate for day, rate in rates if first < day < until} if len(rates) > 1 else {}
    start = first
    for day in sorted({*moved, *changed}):
        if day != start:
            yield start, day, rate * bearing
        bearing += moved.get(day, 0)
        rate = changed.get(day, rate)
        start = day
    yield start, until, rate * bearing


def _rate_before(rates: Sequence[RateFrom], first: date) -> int:
    """The rate of the newest terms begun by a day, of the first where none has."""
    begun = [rate for day, rate in rates if day <= first]
    return (begun or [rate for _day, rate in rates[:1]] or [0])[-1]


def _whole_months(daily: int, first: int, after: int) -> int:
    """Interest of the whole months from one up to another."""
    return sum(count * half_up(daily * days, _PARTS) for days, count in _lengths(first, after))


@cache
def _lengths(first: int, after: int) -> tuple[tuple[int, int], ...]:
    """How many months of each length lie from one up to another."""
    return tuple(Counter(month_length(month) for month in range(first, after)).items())
