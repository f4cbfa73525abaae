"""What a record said before: the last day of the old, the first of the new, and what cannot be said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.dated import changed_on, changes
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import AssociationId, MemberId
from lcdesk.domain.people import Member

ONE = timedelta(days=1)
DAY = date(2026, 5, 10)


def group(name: str, association: int = 1, leader: int = 0) -> Group:
    return Group(name=name, association=AssociationId(association), leader=MemberId(leader))


def test_the_day_of_a_change_counts_for_the_new() -> None:
    now = changed_on(DAY, group("Cũ"), group("Mới"))
    assert [now.on(day).name for day in (DAY - ONE, DAY, DAY + ONE)] == ["Cũ", "Mới", "Mới"]
    assert list(now.spans("name")) == [("Cũ", DAY), ("Mới", None)]


def test_only_what_differs_is_kept() -> None:
    before, after = group("Cũ", 1), group("Cũ", 2)
    assert changes(before, after) == ("association",)
    (past,) = changed_on(DAY, before, after).past
    assert (past.what, past.said, past.until_on) == ("association", "1", DAY)


def test_nobody_in_an_office_is_known_later_too() -> None:
    now = changed_on(DAY, group("Cũ", leader=0), group("Cũ", leader=7))
    assert [now.on(day).leader for day in (DAY - ONE, DAY)] == [0, 7]


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, True), (1, False)])
def test_a_change_follows_the_one_before(days: int, refused: bool) -> None:
    once = changed_on(DAY, group("Cũ"), group("Mới"))
    again = replace(once, name="Mới nữa")
    if not refused:
        assert changed_on(DAY + days * ONE, once, again).on(DAY).name == "Mới"
        return
    with pytest.raises(Refused) as said:
        changed_on(DAY + days * ONE, once, again)
    assert set(said.value.complaints) == {"name"}


def test_fields_change_on_days_of_their_own() -> None:
    once = changed_on(DAY, group("Cũ", 1), group("Mới", 1))
    twice = changed_on(DAY - 9 * ONE, once, replace(once, association=AssociationId(2)))
    assert [each.until_on for each in twice.past] == [DAY - 9 * ONE, DAY]
    seen = [(twice.on(day).name, twice.on(day).association) for day in (
        DAY - 10 * ONE, DAY - 9 * ONE, DAY
    )]  # fmt: skip
    assert seen == [("Cũ", 1), ("Cũ", 2), ("Mới", 2)]


@given(st.lists(st.tuples(st.integers(1, 40), st.text("abcă ", min_size=1)), max_size=6))
def test_every_day_says_what_was_last_said_by_it(steps: list[tuple[int, str]]) -> None:
    record, day, told = Member(name="đầu"), DAY, {DAY - ONE: "đầu"}
    for days, name in steps:
        day += days * ONE
        record = changed_on(day, record, replace(record, name=name), ["name"])
        told[day] = name
    for known, name in told.items():
        assert record.on(known).name == name
    last = None
    for offset in range((day - DAY).days + 2):
        last = told.get(DAY + offset * ONE, last)
        assert record.on(DAY + offset * ONE).name == (last or "đầu")
