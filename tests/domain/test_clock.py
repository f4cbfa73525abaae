"""A clock that cannot be right is told by the steps of the file."""

from datetime import date

import pytest

from lcdesk.domain.clock import clock_complaint
from lcdesk.i18n import in_language

NEWEST = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 6, 28), True),
        (date(2026, 6, 29), False),
        (NEWEST, False),
        (date(2027, 6, 30), False),
        (date(2027, 7, 1), True),
    ],
)
def test_a_day_before_and_a_year_after_the_newest_step(today: date, told: bool) -> None:
    with in_language("en"):
        said = clock_complaint(today, NEWEST)
    assert bool(said) is told
    assert not told or ("30/06/2026" in said and today.strftime("%d/%m/%Y") in said)


def test_a_file_without_a_step_knows_nothing() -> None:
    assert clock_complaint(date(1999, 1, 1), None) == ""
