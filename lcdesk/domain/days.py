"""Reckoning with days and months."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache


def day_before(day: date) -> date:
    """The day just before."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """The day just after."""
    return day + timedelta(days=1)


def first_of_month(day: date) -> date:
    """The day by which a month is known."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The day with which the month of a day ends."""
    return _in_month(day.year, day.month, 31)


def month_number(day: date) -> int:
    """The months counted through all years: how far two lie apart is their difference."""
    return day.year * 12 + day.month - 1


@cache
def month_length(number: int) -> int:
    """How many days the month of a `month_number` has."""
    return monthrange(number // 12, number % 12 + 1)[1]


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month, so that 29 February is met by
    the 28th."""
    years, month = divmod(day.month - 1 + months, 12)
    return _in_month(day.year + years, month + 1, day.day)


def on_transaction_day(day: date, transaction_day: int) -> date:
    """The day moved, within its month, to the day on which the bank comes to the ward; 0 leaves
    it."""
    return _in_month(day.year, day.month, transaction_day) if transaction_day else day


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
