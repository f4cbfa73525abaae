"""Reckoning with days and months."""

from calendar import monthrange
from datetime import date


def first_of_month(day: date) -> date:
    """The day by which a month is known."""
    return day.replace(day=1)


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
