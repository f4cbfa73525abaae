"""Reckoning with days and months, on days that exist."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.days import (
    day_after,
    day_before,
    first_of_month,
    last_of_month,
    month_length,
    month_number,
    months_later,
    on_transaction_day,
)
from tests.domain.made import LEAP, days, transaction_days


@pytest.mark.parametrize("day", [date(2028, 2, 1), date(2028, 2, 2), LEAP])
def test_a_month_is_known_by_its_first_day(day: date) -> None:
    assert first_of_month(day) == date(2028, 2, 1)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 4, 15), date(2026, 4, 30)),
    ],
)
def test_a_month_ends_with_its_last_day(day: date, last: date) -> None:
    assert last_of_month(day) == last


def test_the_days_beside_a_day() -> None:
    assert day_before(date(2028, 3, 1)) == LEAP == day_after(date(2028, 2, 28))


def test_months_are_counted_through_the_years() -> None:
    assert month_number(date(2027, 1, 31)) - month_number(date(2026, 12, 1)) == 1
    assert month_number(date(2028, 2, 29)) - month_number(date(2026, 2, 1)) == 24


@given(days)
def test_a_month_is_as_long_as_its_days(day: date) -> None:
    first, last = first_of_month(day), last_of_month(day)
    assert month_length(month_number(day)) == (last - first).days + 1


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (LEAP, 12, date(2029, 2, 28)),
        (LEAP, 48, date(2032, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 1, 30), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 8, 31), 4, date(2026, 12, 31)),
        (date(2026, 12, 10), 1, date(2027, 1, 10)),
        (date(2026, 12, 10), 0, date(2026, 12, 10)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(days, st.integers(0, 600))
def test_a_day_keeps_its_number_unless_the_month_is_shorter(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (
        later.day < day.day and later.day == monthrange(later.year, later.month)[1]
    )


@given(days, transaction_days)
def test_the_transaction_day_stays_within_its_month(day: date, transaction_day: int) -> None:
    moved = on_transaction_day(day, transaction_day)
    assert (moved.year, moved.month) == (day.year, day.month)
    last = monthrange(day.year, day.month)[1]
    assert moved.day == (min(transaction_day, last) if transaction_day else day.day)


@pytest.mark.parametrize(
    ("day", "transaction_day", "moved"),
    [
        (date(2026, 8, 20), 0, date(2026, 8, 20)),
        (date(2026, 8, 20), 5, date(2026, 8, 5)),
        (date(2026, 8, 5), 20, date(2026, 8, 20)),
        (date(2026, 2, 5), 31, date(2026, 2, 28)),
        (date(2026, 12, 31), 1, date(2026, 12, 1)),
    ],
)
def test_the_day_on_which_the_bank_comes(day: date, transaction_day: int, moved: date) -> None:
    assert on_transaction_day(day, transaction_day) == moved
