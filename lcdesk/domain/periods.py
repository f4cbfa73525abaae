"""Periods of reporting: a month, a quarter, a year, or any span of days."""

from dataclasses import dataclass
from datetime import date

from lcdesk.domain.days import day_after, day_before, first_of_month, month_number, months_later
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, date_text

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both counted. Refused where the last lies before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            sentence = _(
                "The period ends on {last}, before it begins on {first}. Exchange the two days."
            )
            raise Refused(
                {"last": sentence.format(last=date_text(self.last), first=date_text(self.first))}
            )

    @property
    def months(self) -> int:
        """How many whole calendar months it is; 0 for any other span."""
        after = day_after(self.last)
        whole = self.first.day == 1 and after.day == 1
        return month_number(after) - month_number(self.first) if whole else 0

    @property
    def is_year(self) -> bool:
        return self.months == 12 and self.first.month == 1

    @property
    def before(self) -> "Period":
        """The period just before, as long in calendar months where it is of months, else in
        days."""
        last = day_before(self.first)
        if self.months:
            return Period(months_later(self.first, -self.months), last)
        return Period(last - (self.last - self.first), last)

    @property
    def name(self) -> str:
        """As it stands in a heading: "tháng 6/2026", "quý II/2026", "năm 2026", "từ 05/01/2026 đến
        10/02/2026"."""
        if self.is_year:
            return _("year {year}").format(year=self.first.year)
        if self.months == 3 and self.first.month % 3 == 1:
            return _("quarter {quarter}/{year}").format(
                quarter=_ROMAN[self.first.month // 3], year=self.first.year
            )
        if self.months == 1:
            return _("month {month}").format(month=f"{self.first:%m/%Y}")
        return _("from {first} to {last}").format(
            first=date_text(self.first), last=date_text(self.last)
        )


def month(day: date) -> Period:
    """The calendar month of a day."""
    return of_months(first_of_month(day), 1)


def quarter(day: date) -> Period:
    """The quarter of a day."""
    return of_months(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3)


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def of_months(first: date, months: int) -> Period:
    """So many months from a day on."""
    return Period(first, day_before(months_later(first, months)))


def months_of(period: Period) -> list[Period]:
    """The calendar months of a period in their order, the first and the last cut to it."""
    found, first = [], period.first
    while first <= period.last:
        last = min(month(first).last, period.last)
        found.append(Period(first, last))
        first = day_after(last)
    return found
