"""The course of a student that is lent for, and what follows from its length."""

from dataclasses import dataclass
from datetime import date

from lcdesk.domain.days import months_later

GRACE_MONTHS = 12
"""Principal falls due from so many months after the course on: Decision 157/2007/QĐ-TTg."""
_SHORT_MONTHS = 12


@dataclass(frozen=True)
class Course:
    """A course from a day to a day, and its whole tuition fee in đồng."""

    begins_on: date
    ends_on: date
    tuition: int = 0

    @property
    def months(self) -> int:
        """The months of the course, a begun one whole."""
        begun = 12 * (self.ends_on.year - self.begins_on.year)
        begun += self.ends_on.month - self.begins_on.month
        return begun + (months_later(self.begins_on, begun) < self.ends_on)

    @property
    def longest_months(self) -> int:
        """The longest term: the course, a year, and to repay as long as it was paid out for, which
        is at most the course; twice so long for a course of up to a year (Decision
        157/2007/QĐ-TTg)."""
        repaying = 2 * self.months if self.months <= _SHORT_MONTHS else self.months
        return self.months + GRACE_MONTHS + repaying

    @property
    def first_due_on(self) -> date:
        """The first day on which principal may fall due."""
        return months_later(self.ends_on, GRACE_MONTHS)
