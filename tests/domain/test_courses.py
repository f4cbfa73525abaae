"""Courses: how long they last, and what follows."""

from datetime import date

import pytest

from lcdesk.domain.courses import Course

BEGINS = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("ends_on", "months"),
    [
        (date(2031, 8, 31), 60),
        (date(2031, 9, 1), 60),
        (date(2031, 9, 2), 61),
        (date(2030, 8, 31), 48),
        (date(2027, 6, 30), 10),
        (date(2026, 9, 2), 1),
    ],
)
def test_months_of_a_course(ends_on: date, months: int) -> None:
    assert Course(BEGINS, ends_on).months == months


@pytest.mark.parametrize(
    ("ends_on", "longest"),
    [
        (date(2031, 8, 31), 132),
        (date(2030, 8, 31), 108),
        (date(2027, 10, 1), 13 + 12 + 13),
        (date(2027, 9, 1), 12 + 12 + 24),
    ],
)
def test_the_longest_term(ends_on: date, longest: int) -> None:
    assert Course(BEGINS, ends_on).longest_months == longest


def test_principal_falls_due_a_year_after_the_course() -> None:
    assert Course(BEGINS, date(2031, 2, 28)).first_due_on == date(2032, 2, 28)
