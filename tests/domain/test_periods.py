"""Periods: their days, the one before, and how they are called."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain import periods
from lcdesk.domain.errors import Refused
from lcdesk.domain.periods import Period

TWO_MONTHS = Period(date(2026, 2, 1), date(2026, 3, 31))
ONE_DAY = Period(date(2026, 3, 3), date(2026, 3, 3))
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("period", "first", "last", "before", "name"),
    [
        (periods.month(date(2024, 2, 9)), "2024-02-01", "2024-02-29", "2024-01-01", "month 02/2024"),
        (periods.month(date(2026, 1, 1)), "2026-01-01", "2026-01-31", "2025-12-01", "month 01/2026"),
        (periods.quarter(date(2026, 5, 31)), "2026-04-01", "2026-06-30", "2026-01-01", "quarter II/2026"),
        (periods.quarter(date(2026, 12, 1)), "2026-10-01", "2026-12-31", "2026-07-01", "quarter IV/2026"),
        (periods.year(2025), "2025-01-01", "2025-12-31", "2024-01-01", "year 2025"),
        (
            Period(date(2026, 1, 5), date(2026, 1, 14)),
            "2026-01-05",
            "2026-01-14",
            "2025-12-26",
            "from 05/01/2026 to 14/01/2026",
        ),
        (TWO_MONTHS, "2026-02-01", "2026-03-31", "2025-12-01", "from 01/02/2026 to 31/03/2026"),
        (ONE_DAY, "2026-03-03", "2026-03-03", "2026-03-02", "from 03/03/2026 to 03/03/2026"),
    ],
)  # fmt: skip
def test_days_names_and_what_came_before(
    period: Period, first: str, last: str, before: str, name: str
) -> None:
    assert (period.first.isoformat(), period.last.isoformat(), period.name) == (first, last, name)
    assert period.before.first.isoformat() == before
    assert period.before.last == period.first - timedelta(days=1)


def test_reversed_days_are_refused_with_what_would_be_right() -> None:
    with pytest.raises(Refused) as refused:
        Period(date(2026, 5, 2), date(2026, 5, 1))
    assert "Exchange the two days" in str(refused.value)


@given(DAYS, DAYS)
def test_the_months_of_a_period_are_all_of_it(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    months = periods.months_of(period)
    assert months[0].first == period.first and months[-1].last == period.last
    for earlier, later in zip(months, months[1:], strict=False):
        assert later.first == earlier.last + timedelta(days=1) and later.first.day == 1
    assert (
        sum((each.last - each.first).days + 1 for each in months)
        == (period.last - period.first).days + 1
    )


@given(DAYS)
def test_the_period_before_is_as_long(day: date) -> None:
    for period in (periods.month(day), periods.quarter(day), periods.year(day.year)):
        assert period.before.months == period.months
        assert period.first <= day <= period.last
    span = Period(day, day + timedelta(days=17))
    assert (span.before.last - span.before.first).days == 17 or span.months
