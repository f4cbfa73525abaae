"""Dates and times of day: shown as Vietnamese papers write them, read as people type them."""

import re
from calendar import monthrange
from datetime import date

from lcdesk.i18n.catalogue import _
from lcdesk.i18n.text import clean, fold

_YEARS = range(1900, 2101)
_TYPED = (
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})"),
    re.compile(
        r"(?P<day>[0-9]{1,2}) ?([/.-]) ?(?P<month>[0-9]{1,2})(?: ?\2 ?(?P<year>[0-9]{4}|[0-9]{2}))?"
    ),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_MONTHS = (
    re.compile(r"(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[0-9]{2})(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"),
)
_TIME = re.compile(r"([0-9]{1,2})(?: ?(?:h|:|gio) ?)?([0-9]{2})?(?: ?phut)?")


def date_text(day: date | None) -> str:
    """A date for screen and tables: "05/09/2026"; no date is ""."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def month_text(day: date | None) -> str:
    """The month of a day for screen and tables: "09/2026"; no date is ""."""
    return f"{day.month:02}/{day.year:04}" if day else ""


def long_date(day: date | None) -> str:
    """A date in the running text of a paper, always Vietnamese: "ngày 05 tháng 9 năm 2026".

    Days below 10 and months 1 and 2 take two digits, so that none can be added by hand (Decree
    30/2020/NĐ-CP). No date gives dots to write on.
    """
    if day is None:
        return "ngày ..... tháng ..... năm ........"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def parse_date(text: str, today: date) -> date:
    """A date from 1900 to 2100 out of "05092026", "5/9/2026", "5-9-2026", "5.9.2026", "2026-09-05"
    or "5/9/26".

    "5/9" is in the year of today, "." is today. Two digits of a year mean 20yy unless that is more
    than a year
    ahead of today, then 19yy. Anything else raises ValueError with a sentence for the person who
    typed it.
    """
    typed = clean(text)
    if typed == ".":
        return today
    match = next((found for pattern in _TYPED if (found := pattern.fullmatch(typed))), None)
    if match is None:
        raise ValueError(_("This is not a date. Write for example 05092026, 5/9/2026 or 5/9."))
    month, day = int(match["month"]), int(match["day"])
    return _existing(_year(match["year"], month, day, today), month, day)


def parse_month(text: str, today: date) -> date:
    """The first day of a month out of "9/2026", "092026", "2026-09", or out of any day of it as
    `parse_date` reads it.

    Anything else raises ValueError with a sentence for the person who typed it.
    """
    typed = clean(text)
    if match := next((found for pattern in _MONTHS if (found := pattern.fullmatch(typed))), None):
        return _existing(int(match["year"]), int(match["month"]), 1)
    if typed != "." and not any(pattern.fullmatch(typed) for pattern in _TYPED):
        raise ValueError(_("This is not a month. Write for example 9/2026 or 092026."))
    return parse_date(text, today).replace(day=1)


def parse_time(text: str) -> str:
    """A time of day as "08:30" out of "8h30", "8:30", "0830", "8 giờ 30"; "8h" and "8" are "08:00".

    Anything else raises ValueError with a sentence for the person who typed it.
    """
    match = _TIME.fullmatch(fold(clean(text)))
    hour, minute = (int(part) for part in match.groups(default="0")) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(_("This is not a time of day. Write for example 8h, 8h30 or 14:00."))
    return f"{hour:02}:{minute:02}"


def _year(digits: str | None, month: int, day: int, today: date) -> int:
    if digits is None:
        return today.year
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    # Compared as numbers: 29/02 may not exist a year ahead.
    too_far = (year, month, day) > (today.year + 1, today.month, today.day)
    return year - 100 if too_far else year


def _existing(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError(_("The year is out of range. Write a year from 1900 to 2100."))
    if not 1 <= month <= 12:
        raise ValueError(
            _("There is no month {month}. Write a month from 1 to 12.").format(month=month)
        )
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        message = _("Month {month}/{year} has {days} days. Write a day from 1 to {days}.")
        raise ValueError(message.format(month=month, year=year, days=days))
    return date(year, month, day)
