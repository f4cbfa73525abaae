"""Which closing seals a day, which period comes next, and what lies between."""

from dataclasses import replace
from datetime import date

import pytest

from lcdesk.domain import closings, periods
from lcdesk.domain.closings import Closing
from lcdesk.domain.dated import changed_on
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import AssociationId, GroupId
from lcdesk.domain.people import Member


def month(year: int, number: int) -> Closing:
    return Closing(span="month", month=date(year, number, 1))


def year(number: int) -> Closing:
    return Closing(span="year", month=date(number, 1, 1))


def test_what_ends_last_seals_and_of_two_the_longer() -> None:
    assert closings.last_of([]) is None
    assert closings.last_of([month(2026, 5), month(2026, 3)]) == month(2026, 5)
    assert closings.last_of([year(2025), month(2025, 12)]) == year(2025)
    assert closings.last_of([month(2025, 12), year(2025), month(2026, 1)]) == month(2026, 1)


@pytest.mark.parametrize("asked", [month(2019, 3), year(2024)])
def test_the_first_may_be_any(asked: Closing) -> None:
    assert closings.order_complaint([], asked.period) == ""


@pytest.mark.parametrize(
    ("closed", "asked", "said"),
    [
        (month(2026, 5), month(2026, 6), ""),
        (month(2026, 5), year(2026), ""),
        (month(2025, 12), year(2025), ""),
        (year(2025), year(2026), ""),
        (year(2025), month(2026, 1), ""),
        (month(2026, 5), month(2026, 5), "The month 05/2026 is closed already."),
        (month(2026, 5), month(2026, 4), "Every day up to 31/05/2026 is closed already."),
        (year(2025), month(2025, 12), "Every day up to 31/12/2025 is closed already."),
        (
            month(2026, 5),
            month(2026, 7),
            "Periods are closed in their order. Close the month 06/2026 first.",
        ),
        (
            month(2025, 12),
            year(2027),
            "Periods are closed in their order. Close the year 2026 first.",
        ),
    ],
)
def test_periods_close_in_their_order(closed: Closing, asked: Closing, said: str) -> None:
    assert closings.order_complaint([closed], asked.period) == said


def test_months_that_nobody_closed_before_a_closed_one_are_told() -> None:
    assert closings.gaps([]) == []
    assert closings.gaps([year(2025), month(2026, 1)]) == []
    assert closings.gaps([month(2025, 11), year(2024), month(2026, 2), month(2025, 12)]) == [
        *periods.months_of(periods.of_months(date(2025, 1, 1), 10)),
        periods.month(date(2026, 1, 1)),
    ]


FOUNDED = Group(founded_on=date(2020, 1, 1), association=AssociationId(1))


def changed(before: Group | Member | None, after: Group | Member | None) -> list[tuple[str, date]]:
    return list(closings.changed_facts(before, after))


def test_a_group_has_facts_with_days() -> None:
    assert changed(FOUNDED, replace(FOUNDED, name="Khác", minimum_saving=1)) == []
    assert changed(None, Group()) == [
        ("founded_on", date.min),
        ("association", date.min),
        ("neighbourhood", date.min),
    ]
    assert changed(FOUNDED, replace(FOUNDED, dissolved_on=date(2026, 5, 1))) == [
        ("dissolved_on", date(2026, 5, 1))
    ]
    other = replace(FOUNDED, association=AssociationId(2))
    assert {name for name, _day in changed(FOUNDED, other)} == {"association"}
    day = date(2026, 6, 1)
    assert changed(FOUNDED, changed_on(day, FOUNDED, other)) == [("association", day)], (
        "who is handed over stays with the former association until that day"
    )


def test_a_member_has_facts_with_days() -> None:
    member = Member(group=GroupId(1), joined_on=date(2024, 1, 1))
    assert changed(member, replace(member, name="Khác", phone="0912345678")) == []
    assert changed(member, replace(member, left_on=date(2026, 5, 1))) == [
        ("left_on", date(2026, 5, 1))
    ]
    assert changed(member, None) == [
        ("joined_on", date(2024, 1, 1)),
        ("group", date(2024, 1, 1)),
    ]
    assert {day for _name, day in changed(member, replace(member, group=GroupId(2)))} == {
        date(2024, 1, 1)
    }
    moved = replace(member, group=GroupId(2))
    assert changed(member, changed_on(date(2026, 6, 1), member, moved)) == [
        ("group", date(2026, 6, 1))
    ]
    left = replace(member, left_on=date(2025, 1, 1))
    again = replace(member, joined_on=date(2026, 6, 1))
    names = ("group", "joined_on", "left_on")
    assert {
        day for _name, day in changed(left, changed_on(date(2026, 6, 1), left, again, names))
    } == {date(2026, 6, 1)}, "who comes again keeps the membership of before"
