"""The rules of a programme on the whole road: at the meeting, the ward, the bank and the paying out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import loans, meetings, proposals, registers
from lcdesk.domain.applications import Application
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.loans import Disbursement, Loan
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Household, HouseholdClass
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.schedules import Instalment
from lcdesk.domain.steps import Step
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.queries import proposal_lists
from lcdesk.storage import records
from tests.small_ward import (
    BANK_DAY,
    COURSE,
    MILLION,
    PAID_DAY,
    TODAY,
    SmallWard,
    agreed,
    answered,
    refusal,
)

REASON = "Hộ có tài sản bảo đảm"
STEM: dict[str, Any] = {**COURSE, "term_months": 108}


def proposing(ward: SmallWard, **facts: Any) -> Meeting:
    """The open meeting with everything proposed, and the only application so."""
    opened = agreed(ward.open_meeting(), ward.members)
    return replace(opened, decisions=tuple(replace(each, **facts) for each in opened.decisions))


def last_step(ward: SmallWard, made: Application, state: str) -> Step:
    found = records.find(ward.file, Step, application=made.id, went_to=state)
    return max(found, key=lambda each: each.id)


def overrides(ward: SmallWard, meeting: Meeting) -> list[tuple[str, str]]:
    content = papers.of(ward.file, "10C", "meeting", Subject(meeting.id, TODAY)).parts[0].content
    (reviewed,) = content.applications  # type: ignore[attr-defined]
    return [(each.rule, each.reason) for each in reviewed.overrides]


def reclass(ward: SmallWard, made: Application, name: str) -> None:
    household = ward.get(Household, ward.members[2].household)
    lines = (HouseholdClass(year=2026, household_class=name),)
    registers.save(ward.file, replace(household, classes=lines))


def test_a_meeting_proposes_against_a_rule_only_with_a_reason_that_the_minutes_print(
    ward: SmallWard,
) -> None:
    made = ward.apply(ward.members[2], term_months=120)
    proposed = proposing(ward, term_months=600)
    said = refusal(meetings.close_meeting, ward.file, proposed)
    assert said.keys() == {"decisions.0.term_months", "decisions.0.reason"}
    assert "The longest term is 120 months; this is 600." in said["decisions.0.term_months"]
    closed = meetings.close_meeting(
        ward.file,
        replace(proposed, decisions=(replace(proposed.decisions[0], reason=REASON),)),
    ).record
    step = last_step(ward, made, "proposed")
    rule = "Thời hạn cho vay tối đa là 120 tháng; ở đây là 600 tháng."
    assert (step.reason, [each.rule for each in step.broken_rules]) == (REASON, [rule])
    assert overrides(ward, closed) == [(rule, REASON)]


def test_what_the_application_has_a_reason_for_the_meeting_is_not_asked_again(
    ward: SmallWard,
) -> None:
    made = ward.apply(ward.members[2], term_months=121, override_reason=REASON)
    closed = meetings.close_meeting(ward.file, proposing(ward)).record
    assert last_step(ward, made, "proposed").broken_rules == ()
    assert [reason for _rule, reason in overrides(ward, closed)] == [REASON]


def test_a_reopened_meeting_asks_again(ward: SmallWard) -> None:
    ward.apply(ward.members[2], term_months=120)
    closed = meetings.close_meeting(
        ward.file, proposing(ward, term_months=600, reason=REASON)
    ).record
    opened = meetings.reopen_meeting(ward.file, closed.id, "Nhầm").record
    without = replace(opened, decisions=(replace(opened.decisions[0], reason=""),))
    assert "decisions.0.reason" in refusal(meetings.close_meeting, ward.file, without)
    again = replace(opened, decisions=(replace(opened.decisions[0], term_months=60, reason=""),))
    assert overrides(ward, meetings.close_meeting(ward.file, again).record) == []


def test_the_ward_confirms_against_a_rule_only_with_a_reason(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.hold()
    reclass(ward, made, "other")
    listed = ward.list_of(made)
    said = refusal(proposals.save_list, ward.file, answered(listed), TODAY)
    assert said.keys() == {"lines.0.ward_reason"}
    assert "other household, by the list of 2026" in said["lines.0.ward_reason"]
    proposals.save_list(ward.file, answered(listed, ward_reason=REASON), TODAY)
    confirmed = last_step(ward, made, "confirmed")
    assert (confirmed.reason, len(confirmed.broken_rules)) == (REASON, 2)
    assert last_step(ward, made, "approved").broken_rules == (), "the ward has answered it"


def test_a_line_that_the_ward_returns_asks_for_no_rule(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.hold()
    reclass(ward, made, "other")
    returned = answered(ward.list_of(made), ward_result="returned", ward_reason="Sai đối tượng")
    cleared = tuple(
        replace(
            line,
            bank_result="",
            approved_amount=0,
            approved_term_months=0,
            approved_rate=0,
            decided_on=None,
        )
        for line in returned.lines
    )
    proposals.save_list(ward.file, replace(returned, lines=cleared), TODAY)
    assert last_step(ward, made, "returned").broken_rules == ()


def test_what_the_bank_grants_against_a_rule_is_noted_and_never_refused(ward: SmallWard) -> None:
    made = ward.approve(
        ward.members[2], approved={"approved_term_months": 600, "approved_rate": 66_000}
    )
    rules = [
        "Thời hạn cho vay tối đa là 120 tháng; ở đây là 600 tháng.",
        "Lãi suất của chương trình đối với người vay này là 6,6%/năm; ở đây là 66%/năm.",
    ]
    assert [each.rule for each in last_step(ward, made, "approved").broken_rules] == rules
    noted = proposal_lists.rules_noted(ward.file, ward.list_of(made))
    assert [each.rule for each in noted[made.id]] == rules
    pay_out(ward, made)
    assert last_step(ward, made, "disbursed").broken_rules == (), "the bank has said it"


def test_term_and_rate_are_proposed_for_the_banks_answer(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "GQVL", "jobs_created": 1, "priority": "carer"}
    made = ward.apply(ward.members[2], **facts)
    other = ward.apply(ward.members[3], **{**facts, "priority": "other_worker"})
    ward.hold()
    about = proposal_lists.listed(ward.file, ward.list_of(made))
    assert [(each.proposed_term_months, each.usual_rate) for each in about] == [
        (36, 6600),
        (36, 8382),
    ]
    assert ward.list_of(other).id == ward.list_of(made).id


@pytest.mark.parametrize(
    ("decided_on", "rate", "noted"),
    [
        (date(2025, 12, 31), 7920, 0),
        (date(2026, 1, 1), 7920, 1),
        (date(2026, 1, 1), 8382, 0),
        (date(2026, 1, 2), 8382, 0),
    ],
)
def test_the_rate_is_that_of_the_day_the_bank_decides(
    ward: SmallWard, decided_on: date, rate: int, noted: int
) -> None:
    made = ward.apply(ward.members[2], "GQVL", jobs_created=1, applied_on=date(2025, 12, 1))
    held = ward.open_meeting(date(2025, 12, 10))
    meetings.close_meeting(ward.file, agreed(held, ward.members))
    said = answered(ward.list_of(made), approved_rate=rate, decided_on=decided_on)
    days: dict[str, Any] = {
        "sent_to_ward_on": date(2025, 12, 12),
        "confirmed_on": date(2025, 12, 16),
        "sent_to_bank_on": date(2025, 12, 18),
    }
    proposals.save_list(ward.file, replace(said, **days), TODAY)
    assert len(last_step(ward, made, "approved").broken_rules) == noted


def pay_out(ward: SmallWard, made: Application, **facts: Any) -> int:
    line = proposal_lists.line_of(ward.file, ApplicationId(made.id))
    assert line
    asked = Disbursement(
        **{
            "application": made.id,
            "code": "66001",
            "paid_on": PAID_DAY,
            "amount": line.approved_amount,
            **facts,
        }
    )
    return loans.disburse(ward.file, asked, TODAY).record.id


def test_paying_out_against_a_rule_asks_for_a_reason_that_stays_with_the_step(
    ward: SmallWard,
) -> None:
    made = ward.approve(ward.members[2])
    kin = ward.add(31, household=ward.members[2].household)
    ward.apply(kin, amount=60 * MILLION, override_reason="Nhà đông người", applied_on=BANK_DAY)
    said = refusal(pay_out, ward, made)
    assert said.keys() == {"amount", "override_reason"}
    assert "60,000,000 đ are already taken; at most 40,000,000 đ are left" in said["amount"]
    pay_out(ward, made, override_reason=REASON)
    step = last_step(ward, made, "disbursed")
    assert (step.reason, len(step.broken_rules)) == (REASON, 1)
    assert ward.state(made) == "active"


def test_the_instalments_of_a_student_begin_a_year_after_the_course(ward: SmallWard) -> None:
    made = ward.approve(
        ward.members[2],
        "HSSV",
        {"approved_term_months": 108},
        term_months=108,
        instalment_months=12,
    )
    account = ward.account(ward.get(Loan, pay_out(ward, made)))
    days = [each.due_on for each in account.terms[0].instalments]
    assert days[0] == date(2031, 3, 25), "the course ends on 31/08/2029"
    assert days[-1] == date(2035, 3, 25) and len(days) == 5


@pytest.mark.parametrize(
    ("first", "fits"),
    [(date(2030, 8, 30), False), (date(2030, 8, 31), True), (date(2030, 9, 1), True)],
)
def test_typed_instalments_within_the_year_after_the_course_want_a_reason(
    ward: SmallWard, first: date, fits: bool
) -> None:
    made = ward.approve(ward.members[2], "HSSV", {"approved_term_months": 108}, term_months=108)
    instalments = (
        Instalment(due_on=first, amount=20 * MILLION),
        Instalment(due_on=date(2035, 3, 25), amount=30 * MILLION),
    )
    if fits:
        pay_out(ward, made, instalments=instalments)
    else:
        said = refusal(pay_out, ward, made, instalments=instalments)
        assert "from 31/08/2030 on" in said["instalments"]
        pay_out(ward, made, instalments=instalments, override_reason=REASON)


def test_a_student_of_science_borrows_the_tuition_and_more(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "STEM", **STEM, "tuition": 160 * MILLION}
    said = refusal(ward.apply, ward.members[2], amount=400 * MILLION + 1, **facts)
    assert "here 400,000,000 đ in all" in said["amount"]
    made = ward.apply(ward.members[2], amount=400 * MILLION, **facts)
    assert made.broken_rules == ()


def test_lists_of_before_are_not_asked_twice(ward: SmallWard) -> None:
    """A list that is saved again with nothing new asks no rule again."""
    made = ward.approve(ward.members[2])
    reclass(ward, made, "other")
    listed: ProposalList = ward.list_of(made)
    proposals.save_list(ward.file, listed, TODAY)
