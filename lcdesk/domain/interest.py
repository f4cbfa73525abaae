"""Interest of a loan, day by day on what is outstanding, in whole đồng a month."""

from collections.abc import Iterator, Sequence
from datetime import date

from lcdesk.domain.ledger import Balance, Entry
from lcdesk.domain.loans import LoanTerms
from lcdesk.domain.programmes import OVERDUE_PERCENT

YEAR_DAYS = 365
"""Days of a year by which a yearly rate is divided: Circular 14/2017/TT-NHNN, article 5, also in a leap year."""
_PARTS = 100 * 100_00 * YEAR_DAYS
"""A đồng for a day at a rate in hundredths of a per cent, times a per cent of it, comes to so many parts a đồng."""


def accrued(entries: Sequence[Entry], terms: Sequence[LoanTerms], until: date) -> int:
    """Interest in đồng from the first day up to a day, which itself does not count any more.

    The sum over calendar months of outstanding × days × rate / 365, each month rounded half up. What is overdue bears
    130 % of the rate, what is frozen bears none (Decision 50/2010/QĐ-TTg). `terms` stand in their order.
    """
    total = parts = 0
    for start, end, daily in _spans(entries, terms, until):
        parts += daily * (end - start).days
        if end.day == 1 or end == until:
            total += (2 * parts + _PARTS) // (2 * _PARTS)
            parts = 0
    return total


def _spans(entries: Sequence[Entry], terms: Sequence[LoanTerms], until: date) -> Iterator[tuple[date, date, int]]:
    """Stretches of days within a month on which nothing changes: first day, day after the last, parts a day."""
    moved: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry.entry_on and entry.entry_on < until:
            moved.setdefault(entry.entry_on, []).append(entry)
    if not moved:
        return
    rates = {each.from_on: each.rate for each in terms if each.from_on}
    first = min(moved)
    balance, rate = Balance(), _rate_before(terms, first)
    days = sorted({*moved, *(day for day in rates if first < day < until), *_months(first, until), until})
    for start, end in zip(days, days[1:], strict=False):
        for entry in moved.get(start, ()):
            balance = balance.plus(entry)
        rate = rates.get(start, rate)
        yield start, end, rate * (balance.in_term * 100 + balance.overdue * OVERDUE_PERCENT)


def _rate_before(terms: Sequence[LoanTerms], day: date) -> int:
    """The rate of the newest terms begun by a day, of the first where none has."""
    begun = [each.rate for each in terms if each.from_on and each.from_on <= day]
    return (begun or [each.rate for each in terms[:1]] or [0])[-1]


def _months(first: date, until: date) -> Iterator[date]:
    """The first day of each month between two days."""
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if (day := date(year, month, 1)) >= until:
            return
        yield day
