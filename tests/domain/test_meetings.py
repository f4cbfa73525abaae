"""Quorum, votes, and what keeps a meeting from closing."""

from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.ids import ApplicationId, GroupId, MemberId
from lcdesk.domain.meetings import (
    PRESENCES,
    Attendance,
    Decision,
    Meeting,
    Tabled,
    closing_complaints,
    decision_complaints,
    quorum,
    share,
    voters,
)
from tests.domain.made import TODAY

BORROWER = 3
TABLED = Tabled(
    borrower="Lê Chân", amount=50_000_000, term_months=36, recused=frozenset({BORROWER})
)
PROPOSED = Decision(
    application=ApplicationId(9), amount=50_000_000, term_months=36, votes_for=5, result="proposed"
)
MEETING = Meeting(
    group=GroupId(1),
    held_on=TODAY,
    starts_at="08:00",
    ends_at="09:30",
    place="Nhà văn hóa",
    chair=MemberId(1),
    secretary=MemberId(2),
    attendance=tuple(
        Attendance(member=MemberId(member), presence="present") for member in range(1, 7)
    ),
    decisions=(PROPOSED,),
)
presences = st.lists(st.sampled_from(["", *PRESENCES]), max_size=60)


def attended(*marks: str) -> Meeting:
    return replace(
        MEETING,
        attendance=tuple(
            Attendance(member=MemberId(i), presence=mark) for i, mark in enumerate(marks, 1)
        ),
    )


def closing(meeting: Meeting = MEETING, tabled: Tabled = TABLED) -> dict[str, str]:
    return closing_complaints(meeting, {ApplicationId(9): tabled}, "2/3", "1/2")


def judged(**change: Any) -> dict[str, str]:
    return decision_complaints(
        MEETING, replace(PROPOSED, **change), TABLED, quorum(MEETING, "2/3", "1/2")
    )


@pytest.mark.parametrize("members", range(1, 61))
def test_two_thirds_of_the_members_rounded_up(members: int) -> None:
    for there in range(members + 1):
        counted = quorum(
            attended(*["present"] * there + ["absent"] * (members - there)), "2/3", "1/2"
        )
        assert (counted.members, counted.there) == (members, there)
        assert counted.needed == ceil(members * 2 / 3)
        assert counted.reached == (3 * there >= 2 * members)


@pytest.mark.parametrize("there", range(61))
def test_more_than_half_of_those_there(there: int) -> None:
    needed = quorum(attended(*["present"] * there), "2/3", "1/2").votes_needed
    assert 2 * needed > there >= 2 * (needed - 1)


def test_an_empty_meeting_has_no_quorum() -> None:
    assert not quorum(attended(), "2/3", "1/2").reached


@given(presences, st.sampled_from(["2/3", "1/2", "3/4", "1/1"]))
def test_represented_members_are_there_and_excused_ones_are_not(
    marks: list[str], needed_share: str
) -> None:
    counted = quorum(attended(*marks), needed_share, "1/2")
    assert counted.there == marks.count("present") + marks.count("represented")
    assert counted.needed <= counted.members == len(marks)


def test_shares_are_two_numbers() -> None:
    assert share("2/3") == (2, 3)


@given(presences, st.frozensets(st.integers(1, 60)))
def test_nobody_votes_for_their_own_household(marks: list[str], recused: frozenset[int]) -> None:
    meeting = attended(*marks)
    allowed = voters(meeting, recused)
    there = quorum(meeting, "2/3", "1/2").there
    assert there - len(recused) <= allowed <= there
    assert voters(meeting, frozenset()) == there


def test_a_decision_that_stands() -> None:
    assert judged() == {}
    assert judged(votes_for=4, votes_against=1) == {}
    assert (
        judged(
            result="not_proposed",
            votes_for=0,
            votes_against=3,
            votes_abstaining=2,
            reason="Đã vay nhiều",
        )
        == {}
    )


@pytest.mark.parametrize("votes", [4, 6, 0])
def test_votes_are_as_many_as_may_vote(votes: int) -> None:
    assert (
        judged(votes_for=votes)["votes_for"]
        == f"{votes} votes are counted for Lê Chân, but 5 people may vote."
    )


def test_half_of_those_there_is_too_few() -> None:
    assert judged(votes_for=3, votes_against=2) == {
        "result": "Lê Chân: 3 votes for are too few; 4 are needed."
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"result": ""}, "result"),
        ({"amount": 0}, "amount"),
        ({"amount": 50_000_001}, "amount"),
        ({"term_months": 0}, "term_months"),
        ({"result": "not_proposed", "reason": ""}, "reason"),
    ],
)
def test_each_gap_of_a_decision_is_named(change: dict[str, Any], field: str) -> None:
    broken = judged(**change)
    assert broken.keys() == {field}
    assert broken[field].startswith("Lê Chân")


def test_what_is_not_proposed_needs_neither_amount_nor_term() -> None:
    assert judged(result="not_proposed", reason="x", amount=0, term_months=0) == {}


def test_a_meeting_that_may_close() -> None:
    assert closing() == {}
    assert MEETING.complaints(TODAY) == {}


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "place", "chair", "secretary"])
def test_each_gap_of_the_minutes_is_named(field: str) -> None:
    empty: dict[str, Any] = {field: 0 if field in ("chair", "secretary") else ""}
    assert closing(replace(MEETING, **empty)) == {
        field: "This is needed before the meeting closes."
    }


@pytest.mark.parametrize("field", ["chair", "secretary"])
def test_chair_and_secretary_are_present_themselves(field: str) -> None:
    stranger: dict[str, Any] = {field: 77}
    assert closing(replace(MEETING, **stranger)) == {field: "This person is not marked present."}
    sixth: dict[str, Any] = {field: 6}
    represented = replace(attended(*["present"] * 5, "represented"), **sixth)
    assert closing(represented).keys() == {field}


def test_every_member_is_marked() -> None:
    broken = closing(attended("present", "present", "present", "present", "present", "", ""))
    assert broken["attendance"] == "2 members are not marked present or absent."


def test_no_quorum() -> None:
    meeting = replace(
        attended("present", "present", "present", "excused", "absent", "absent"), decisions=()
    )
    assert closing(meeting) == {"attendance": "No quorum: 3 of 6 members are there, 4 are needed."}


def test_complaints_of_decisions_are_named_by_place() -> None:
    meeting = replace(MEETING, decisions=(PROPOSED, replace(PROPOSED, result="")))
    assert closing(meeting).keys() == {"decisions.1.result"}


def test_a_whole_household_is_recused() -> None:
    family = replace(TABLED, recused=frozenset({1, 2, 3}))
    broken = closing(tabled=family)
    assert broken == {
        "decisions.0.votes_for": "5 votes are counted for Lê Chân, but 3 people may vote."
    }


@given(presences, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_no_meeting_closes_with_a_proposal_against_the_rules(
    marks: list[str], votes_for: int, votes_against: int, votes_abstaining: int
) -> None:
    decision = replace(
        PROPOSED,
        votes_for=votes_for,
        votes_against=votes_against,
        votes_abstaining=votes_abstaining,
    )
    meeting = replace(attended(*marks), decisions=(decision,))
    there = marks.count("present") + marks.count("represented")
    if not closing(meeting):
        assert "" not in marks and 3 * there >= 2 * len(marks) and 2 * votes_for > there
        assert decision.votes == voters(meeting, TABLED.recused)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"held_on": TODAY + timedelta(1)}, "held_on"),
        ({"ends_at": "07:59"}, "ends_at"),
        ({"secretary": 1}, "secretary"),
    ],
)
def test_what_cannot_be_written_down(change: dict[str, Any], field: str) -> None:
    assert replace(MEETING, **change).complaints(TODAY).keys() == {field}


def test_the_number_of_the_minutes() -> None:
    assert MEETING.number == ""
    assert replace(MEETING, serial=7).number == "07/2026"
    assert replace(MEETING, serial=123).number == "123/2026"
    assert not MEETING.is_closed and replace(MEETING, state="closed").is_closed


def test_nobody_and_nothing_stands_twice_in_a_meeting() -> None:
    twice = Meeting(
        attendance=(Attendance(member=MemberId(1)), Attendance(member=MemberId(1))),
        decisions=(Decision(application=ApplicationId(4)), Decision(application=ApplicationId(4))),
    )
    assert set(twice.complaints(TODAY)) == {"attendance.1.member", "decisions.1.application"}
