"""The road of an application, and what it must agree with itself about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.applications import (
    OPEN_STATES,
    PAID_STATES,
    ROAD,
    STATES,
    Application,
    CoMember,
    PlanLine,
    borrower_complaint,
    check_step,
)
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import MemberId, ProgrammeId
from lcdesk.domain.people import Member
from tests.domain.made import TODAY

ASKED = Application(
    member=MemberId(1),
    programme=ProgrammeId(1),
    applied_on=TODAY,
    beneficiary="poor",
    amount=50_000_000,
    purpose="Chăn nuôi",
    term_months=36,
)
few = st.integers(0, 5)


def reachable(start: str) -> set[str]:
    seen, ahead = set(), [start]
    while ahead:
        state = ahead.pop()
        if state not in seen:
            seen.add(state)
            ahead += ROAD[state]
    return seen


def test_the_road_leads_nowhere_unknown() -> None:
    assert set(ROAD) == set(STATES)
    assert {ahead for leads in ROAD.values() for ahead in leads} <= set(STATES)


def test_every_state_is_reached_from_a_draft() -> None:
    assert reachable("draft") == set(STATES)
    assert ASKED.state == "draft"


def test_the_road_goes_on_only() -> None:
    for state in STATES:
        later = set().union(*(reachable(ahead) for ahead in ROAD[state])) if ROAD[state] else set()
        assert state not in later - {"sent_to_ward", "returned"}, (
            "but a returned list is sent once more"
        )


@pytest.mark.parametrize("state", ["settled", "withdrawn", "not_proposed", "not_this_time"])
def test_no_way_leads_out_of_an_end(state: str) -> None:
    assert ROAD[state] == ()
    for ahead in STATES:
        with pytest.raises(Refused):
            check_step(state, ahead)


def test_an_application_is_withdrawn_only_before_it_is_paid_out() -> None:
    assert "withdrawn" in reachable("approved")
    for state in ("disbursed", "active", "settled"):
        assert "withdrawn" not in reachable(state)
    assert {state for state in STATES if "withdrawn" in ROAD[state]} == {
        "draft", "tabled", "proposed", "sent_to_ward", "confirmed", "returned", "sent_to_bank", "approved",
    }  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_each_step_is_allowed_or_refused_in_a_sentence(state: str) -> None:
    for ahead in STATES:
        if ahead in ROAD[state]:
            check_step(state, ahead)
            continue
        with pytest.raises(Refused, match=f"“{STATES[state]}” cannot become “{STATES[ahead]}”"):
            check_step(state, ahead)


def test_states_that_count_against_a_cap() -> None:
    ended = {"withdrawn", "not_proposed", "not_this_time"}
    assert set(STATES) - set(OPEN_STATES) == {
        *PAID_STATES,
        *ended,
    }  # a paid out loan counts by its ledger


def test_an_application_that_fits_has_no_complaints() -> None:
    assert ASKED.complaints(TODAY) == {}


@pytest.mark.parametrize(
    ("amounts", "fits"),
    [((), True), ((50,), True), ((20, 30), True), ((20, 31), False), ((49,), False)],
)
def test_plan_lines_sum_to_the_amount(amounts: tuple[int, ...], fits: bool) -> None:
    lines = tuple(PlanLine(item="x", amount=amount * 1_000_000) for amount in amounts)
    assert (replace(ASKED, lines=lines).complaints(TODAY) == {}) == fits


def test_a_wrong_sum_is_said_with_both_amounts() -> None:
    asked = replace(ASKED, lines=(PlanLine(item="Bò", amount=49_000_000),))
    assert asked.complaints(TODAY)["lines"].replace("\u00a0", " ") == (
        "The plan lines sum to 49.000.000 đ; the amount asked for is 50.000.000 đ."
    )


def test_an_instalment_is_due_within_the_term() -> None:
    assert replace(ASKED, instalment_months=36).complaints(TODAY) == {}
    assert replace(ASKED, instalment_months=37).complaints(TODAY).keys() == {"instalment_months"}


def test_nobody_applies_tomorrow() -> None:
    assert replace(ASKED, applied_on=TODAY + timedelta(1)).complaints(TODAY).keys() == {
        "applied_on"
    }


@given(created=few, kept=few, expanded=few, women=few, own=few, others=few)
def test_jobs_add_up(
    created: int, kept: int, expanded: int, women: int, own: int, others: int
) -> None:
    asked = replace(
        ASKED,
        jobs_created=created,
        jobs_kept=kept,
        jobs_expanded=expanded,
        jobs_women=women,
        jobs_own=own,
        jobs_others=others,
    )
    total = created + kept + expanded
    assert asked.jobs == total
    assert ("jobs_created" in asked.complaints(TODAY)) == (women > total or own + others > total)


def test_a_borrower_is_of_age_from_the_eighteenth_birthday() -> None:
    member = Member(name="Lê Chân", born_on=date(2008, 9, 5))
    assert borrower_complaint(member, date(2026, 9, 5)) == ""
    assert borrower_complaint(member, date(2026, 9, 4)) == (
        "Lê Chân is under 18 on this day; a borrower is 18 or older."
    )


def test_one_born_on_a_leap_day_is_of_age_on_the_28th() -> None:
    member = Member(name="Lê Chân", born_on=date(2008, 2, 29))
    assert borrower_complaint(member, date(2026, 2, 27)) != ""
    assert borrower_complaint(member, date(2026, 2, 28)) == ""


def test_who_has_left_does_not_borrow() -> None:
    member = Member(name="Lê Chân", born_on=date(1980, 1, 1), left_on=TODAY)
    assert borrower_complaint(member, TODAY) == "Lê Chân has left the group."
    assert borrower_complaint(member, TODAY - timedelta(1)) == ""


@pytest.mark.parametrize(("day", "complains"), [(4, True), (5, False), (6, False)])
def test_a_programme_may_lend_to_the_younger(day: int, complains: bool) -> None:
    member = Member(name="Lê Chân", born_on=date(2011, 9, 5))
    assert bool(borrower_complaint(member, date(2026, 9, day), 15)) == complains
    assert "under 18" in borrower_complaint(member, date(2026, 9, day))


@pytest.mark.parametrize(
    ("begins", "ends", "complains"),
    [
        (None, None, False),
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY, TODAY + timedelta(1), False),
    ],
)
def test_a_course_ends_after_it_begins(
    begins: date | None, ends: date | None, complains: bool
) -> None:
    asked = replace(ASKED, course_from=begins, course_until=ends)
    assert ("course_until" in asked.complaints(TODAY)) == complains
    assert (asked.course is not None) == (begins is not None and ends is not None)


def test_who_authorises_a_borrower_is_an_adult_and_their_id_agrees() -> None:
    adult = CoMember(
        name="Lê Chân", born_on=date(2008, 9, 5), citizen_id="001308000123", relation="child"
    )
    assert adult.complaints(date(2026, 9, 5)) == {}
    assert adult.sex == "female"
    assert adult.complaints(date(2026, 9, 4)) == {"born_on": "Only adults authorise a borrower."}
    assert "born_on" in replace(adult, citizen_id="001380000123").complaints(TODAY)
