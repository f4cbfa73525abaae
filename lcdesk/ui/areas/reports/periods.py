"""Periods as an officer chooses them: a kind, a text to type, and stepping from one to the next."""

import re
from datetime import date

from lcdesk.domain import periods
from lcdesk.domain.days import day_after
from lcdesk.domain.periods import Period
from lcdesk.i18n import N_, _, clean, parse_date

MONTH, QUARTER, YEAR, SPAN = "month", "quarter", "year", "span"
KINDS = {MONTH: N_("month"), QUARTER: N_("quarter"), YEAR: N_("year"), SPAN: N_("days from – to")}
"""The kinds of period, as they are offered."""
_QUARTERS = ("I", "II", "III", "IV")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_PART_OF_YEAR = re.compile(r"([0-9]{1,2}|[IViv]{1,3})(?:\s*[/.\- ]\s*([0-9]{4}))?")


def read(kind: str, text: str, today: date) -> Period:
    """A month "6/2025", a quarter "2/2025" or "II/2025", a year "2025"; without a year that of
    today, "." is now.

    What cannot be read raises ValueError with a sentence for the person who typed it.
    """
    typed = clean(text).strip()
    if typed == ".":
        return around(kind, today)
    if kind == YEAR:
        return periods.year(_year(typed))
    found = _PART_OF_YEAR.fullmatch(typed)
    year = _year(found[2]) if found and found[2] else today.year
    if kind == QUARTER:
        number = _quarter(found[1].upper()) if found else 0
        if not number:
            raise ValueError(_("Write a quarter with its year, for example II/2026 or 2/2026."))
        return periods.quarter(date(year, 3 * number, 1))
    if not found or not found[1].isdigit() or not 1 <= int(found[1]) <= 12:
        raise ValueError(_("Write a month with its year, for example 6/2026."))
    return periods.month(date(year, int(found[1]), 1))


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise ValueError(_("Write a year with four digits, for example 2026."))
    return int(text)


def _quarter(text: str) -> int:
    """The number of a quarter, 0 for what is none."""
    if text in _QUARTERS:
        return _QUARTERS.index(text) + 1
    return int(text) if text.isdigit() and 1 <= int(text) <= 4 else 0


def read_span(first: str, last: str, today: date) -> tuple[Period | None, dict[str, str]]:
    """From a day to a day, or a complaint for the box of each day that is wrong; reversed days
    raise Refused."""
    days: dict[str, date] = {}
    complaints = {}
    for name, text in (("first", first), ("last", last)):
        try:
            days[name] = parse_date(text, today)
        except ValueError as error:
            complaints[name] = str(error)
    return (None, complaints) if complaints else (Period(days["first"], days["last"]), {})


def typed(kind: str, period: Period) -> str:
    """A period as it is typed."""
    first = period.first
    if kind == YEAR:
        return str(first.year)
    return (
        f"{_QUARTERS[first.month // 3]}/{first.year}"
        if kind == QUARTER
        else f"{first.month}/{first.year}"
    )


def around(kind: str, day: date) -> Period:
    """The period of a kind in which a day lies; of days, its month."""
    if kind == YEAR:
        return periods.year(day.year)
    return periods.quarter(day) if kind == QUARTER else periods.month(day)


def changed(kind: str, period: Period, today: date) -> Period:
    """The period of another kind where this one ends, or today where it has not ended; as days it
    stays."""
    return period if kind == SPAN else around(kind, max(period.first, min(period.last, today)))


def after(period: Period) -> Period:
    """The period just after, as long in calendar months where it is of months, else in days."""
    first = day_after(period.last)
    if period.months:
        return periods.of_months(first, period.months)
    return Period(first, first + (period.last - period.first))


def step(period: Period, back: bool) -> Period:
    """One period back or on; the same one at the ends of the calendar."""
    stepped = period.before if back else after(period)
    fits = stepped.first.year >= _FIRST_YEAR and stepped.last.year <= _LAST_YEAR
    return stepped if fits else period
