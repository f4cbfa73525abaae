"""The size of a group and who runs it."""

from datetime import date

import pytest

from lcdesk.domain.groups import Group, size_warning
from lcdesk.domain.ids import MemberId
from tests.domain.made import TODAY


@pytest.mark.parametrize("members", [5, 6, 59, 60])
def test_a_right_size(members: int) -> None:
    assert size_warning(members) == ""


@pytest.mark.parametrize("members", [0, 4, 61])
def test_a_wrong_size_is_said_with_the_rule(members: int) -> None:
    assert size_warning(members) == f"The group has {members} members; the rule is 5 to 60."


def test_leader_and_deputy_are_two() -> None:
    assert Group(leader=MemberId(1), deputy=MemberId(1)).complaints(TODAY).keys() == {"deputy"}
    assert (
        Group(leader=MemberId(1), deputy=MemberId(2)).complaints(TODAY)
        == Group().complaints(TODAY)
        == {}
    )


def test_the_approval_comes_after_the_founding() -> None:
    founded = date(2020, 1, 2)
    assert Group(founded_on=founded, approved_on=date(2020, 1, 1)).complaints(TODAY).keys() == {
        "approved_on"
    }
    assert Group(founded_on=founded, approved_on=founded).complaints(TODAY) == {}


def test_a_group_is_dissolved_for_a_reason() -> None:
    assert Group(dissolved_on=date(2020, 1, 2)).complaints(TODAY).keys() == {"dissolved_reason"}
    assert Group(dissolved_on=date(2020, 1, 2), dissolved_reason="Sáp nhập").complaints(TODAY) == {}
