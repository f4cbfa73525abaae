"""A proposal list: its days follow each other, and new facts mean steps of its applications."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from lcdesk.domain.applications import ROAD, STATES
from lcdesk.domain.ids import ApplicationId, MeetingId, ProgrammeId, ProposalListId
from lcdesk.domain.proposals import (
    Listed,
    ProposalLine,
    ProposalList,
    RoadMove,
    line_complaints,
    moves,
)

TODAY = date(2026, 9, 5)
WARD, ANSWER, BANK, DECIDED = (date(2026, 8, day) for day in (3, 5, 7, 20))
EMPTY = ProposalList(
    id=ProposalListId(1),
    meeting=MeetingId(1),
    programme=ProgrammeId(1),
    lines=(ProposalLine(application=ApplicationId(1)),),
)
SENT = replace(EMPTY, sent_to_ward_on=WARD, sent_to_ward_number="1/DS")
ANSWERED = replace(SENT, confirmed_on=ANSWER, confirmed_number="2/UBND")
AT_BANK = replace(ANSWERED, sent_to_bank_on=BANK, sent_to_bank_number="3/DS", notice_number="4/TB")
APPROVED = {
    "ward_result": "confirmed",
    "bank_result": "approved",
    "approved_amount": 40,
    "approved_term_months": 24,
    "approved_rate": 6600,
    "decided_on": DECIDED,
}


def saying(made: ProposalList, **facts: Any) -> ProposalList:
    return replace(made, lines=(replace(made.lines[0], **facts),))


def took(before: ProposalList, after: ProposalList, state: str) -> list[RoadMove]:
    return list(moves(before, after, 0, state))


def complaints(
    before: ProposalList, after: ProposalList, state: str = "sent_to_bank", proposed: int = 50
) -> dict[str, str]:
    found = line_complaints(before, after, 0, Listed("Lê Chân", state, proposed), TODAY)
    return {name: text.replace("\u00a0", " ") for name, text in found.items()}


def test_an_empty_list_and_a_full_one_have_no_complaints() -> None:
    for made in (EMPTY, SENT, ANSWERED, AT_BANK):
        assert made.complaints(TODAY) == {}
    assert (
        replace(EMPTY, sent_to_ward_on=TODAY, confirmed_on=TODAY, sent_to_bank_on=TODAY).complaints(
            TODAY
        )
        == {}
    )


@pytest.mark.parametrize("name", ["sent_to_ward_on", "confirmed_on", "sent_to_bank_on"])
def test_no_day_of_a_list_is_still_to_come(name: str) -> None:
    tomorrow: dict[str, Any] = {name: TODAY + timedelta(1)}
    late = replace(AT_BANK, **tomorrow)
    assert late.complaints(TODAY)[name] == "This day is still to come."


def test_the_days_of_a_list_follow_each_other() -> None:
    assert replace(AT_BANK, confirmed_on=date(2026, 8, 2)).complaints(TODAY) == {
        "confirmed_on": "This cannot lie before 03/08/2026."
    }
    assert replace(AT_BANK, sent_to_bank_on=date(2026, 8, 4)).complaints(TODAY) == {
        "sent_to_bank_on": "This cannot lie before 05/08/2026."
    }


def test_no_day_of_a_list_is_left_out() -> None:
    assert replace(ANSWERED, sent_to_ward_on=None).complaints(TODAY) == {
        "sent_to_ward_on": "Enter when the list was sent to the ward."
    }
    assert replace(AT_BANK, confirmed_on=None).complaints(TODAY) == {
        "confirmed_on": "Enter when the ward answered."
    }


def test_each_fact_is_one_step() -> None:
    assert took(EMPTY, SENT, "proposed") == [RoadMove("sent_to_ward", WARD, "1/DS")]
    confirmed = saying(ANSWERED, ward_result="confirmed")
    assert took(SENT, confirmed, "sent_to_ward") == [RoadMove("confirmed", ANSWER, "2/UBND")]
    returned = saying(ANSWERED, ward_result="returned", ward_reason="Thiếu")
    assert took(SENT, returned, "sent_to_ward") == [RoadMove("returned", ANSWER, "2/UBND", "Thiếu")]
    at_bank = saying(AT_BANK, ward_result="confirmed")
    assert took(confirmed, at_bank, "confirmed") == [RoadMove("sent_to_bank", BANK, "3/DS")]
    assert took(at_bank, saying(AT_BANK, **APPROVED), "sent_to_bank") == [
        RoadMove("approved", DECIDED, "4/TB")
    ]
    refused = saying(
        at_bank, bank_result="not_this_time", decided_on=DECIDED, bank_reason="Hết vốn"
    )
    assert took(at_bank, refused, "sent_to_bank") == [
        RoadMove("not_this_time", DECIDED, "4/TB", "Hết vốn")
    ]


def test_all_facts_at_once_are_the_whole_road() -> None:
    assert [each.ahead for each in took(EMPTY, saying(AT_BANK, **APPROVED), "proposed")] == [
        "sent_to_ward",
        "confirmed",
        "sent_to_bank",
        "approved",
    ]
    returned = saying(AT_BANK, ward_result="returned", ward_reason="Thiếu")
    assert [each.ahead for each in took(EMPTY, returned, "proposed")] == [
        "sent_to_ward",
        "returned",
    ]


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_judged_moves_nothing_or_goes_the_road(state: str) -> None:
    """From any state, whatever facts are typed anew and pass, each step is one of the road."""
    stages = [EMPTY, SENT, ANSWERED, AT_BANK]
    lines: list[dict[str, Any]] = [
        {},
        {"ward_result": "confirmed"},
        {"ward_result": "returned", "ward_reason": "Thiếu"},
        APPROVED,
    ]
    lines.append(
        {
            "ward_result": "confirmed",
            "bank_result": "not_this_time",
            "decided_on": DECIDED,
            "bank_reason": "x",
        }
    )
    for before, after in product(stages, stages):
        if stages.index(after) < stages.index(before):
            continue
        for was, said in product(lines, lines):
            old, new = saying(before, **was), saying(after, **said)
            if complaints(old, new, state) or not consistent(old, state):
                continue
            now = state
            for each in took(old, new, state):
                assert each.ahead in ROAD[now], (old, new)
                now = each.ahead


def consistent(made: ProposalList, state: str) -> bool:
    """Whether an application in a state can stand on a list that says this."""
    line = made.lines[0]
    fits: dict[str, object] = {
        "proposed": not line.ward_result and not line.bank_result,
        "sent_to_ward": made.sent_to_ward_on and not line.ward_result and not line.bank_result,
        "returned": made.sent_to_ward_on
        and not line.bank_result
        and line.ward_result in ("", "returned"),
        "confirmed": made.confirmed_on and line.ward_result == "confirmed" and not line.bank_result,
        "sent_to_bank": made.sent_to_bank_on
        and line.ward_result == "confirmed"
        and not line.bank_result,
        "approved": made.sent_to_bank_on
        and line.ward_result == "confirmed"
        and line.bank_result == "approved",
        "not_this_time": made.sent_to_bank_on and line.bank_result == "not_this_time",
    }
    return bool(fits.get(state, state in ("withdrawn", "disbursed", "active", "settled")))


def test_an_untouched_line_is_not_judged() -> None:
    for state in STATES:
        assert complaints(AT_BANK, AT_BANK, state) == {}


@pytest.mark.parametrize(("amount", "fits"), [(0, False), (1, True), (50, True), (51, False)])
def test_the_approved_amount_is_at_most_the_proposed(amount: int, fits: bool) -> None:
    found = complaints(saying(AT_BANK, ward_result="confirmed"), saying(AT_BANK, **APPROVED))
    assert found == {}
    said = saying(AT_BANK, **{**APPROVED, "approved_amount": amount})
    found = complaints(saying(AT_BANK, ward_result="confirmed"), said)
    assert found == (
        {} if fits else {"approved_amount": "The approved amount is from 1 đ to the 50 đ proposed."}
    )


@pytest.mark.parametrize(
    ("day", "fits"), [(BANK, True), (BANK - timedelta(1), False), (TODAY, True)]
)
def test_the_bank_decides_after_the_list_came(day: date, fits: bool) -> None:
    said = saying(AT_BANK, **{**APPROVED, "decided_on": day})
    found = complaints(saying(AT_BANK, ward_result="confirmed"), said)
    says = "The day of the decision lies from 07/08/2026 to 05/09/2026."
    assert found == ({} if fits else {"decided_on": says})


@pytest.mark.parametrize("state", ["disbursed", "active", "settled"])
def test_a_paid_out_line_stays(state: str) -> None:
    found = complaints(
        saying(AT_BANK, **APPROVED), saying(AT_BANK, **{**APPROVED, "approved_rate": 10}), state
    )
    assert found == {"approved_rate": "Lê Chân was paid out; the line stays as it is."}


def test_facts_of_a_standing_decision_can_be_mended_but_not_the_decision() -> None:
    approved = saying(AT_BANK, **APPROVED)
    mended = saying(AT_BANK, **{**APPROVED, "approved_term_months": 36})
    assert complaints(approved, mended, "approved") == {}
    assert took(approved, mended, "approved") == []
    other = saying(AT_BANK, **{**APPROVED, "bank_result": "not_this_time", "bank_reason": "Hết"})
    assert complaints(approved, other, "approved") == {
        "bank_result": "This was “approved” already. Go a step back on the application, with a reason."
    }
