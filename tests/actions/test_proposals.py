"""Proposal lists at the ward and the bank: what is typed there moves the applications, and only once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lcdesk.actions import applications, meetings, proposals, registers
from lcdesk.domain.applications import Application
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.plain import to_json
from lcdesk.domain.proposals import BANK_FACTS, WARD_FACTS, ProposalLine, ProposalList
from lcdesk.domain.steps import Step
from lcdesk.i18n import in_language
from lcdesk.printing import proposals as printing_proposals
from lcdesk.queries import proposal_lists
from lcdesk.storage import printed, records
from tests.small_ward import (
    BANK_DAY,
    CONFIRMED_DAY,
    DECIDED_DAY,
    MEETING_DAY,
    MILLION,
    TODAY,
    WARD_DAY,
    SmallWard,
    agreed,
    answered,
    refusal,
)


def save(ward: SmallWard, made: ProposalList) -> ProposalList:
    return proposals.save_list(ward.file, made, TODAY).record


def with_line(made: ProposalList, index: int, **facts: Any) -> ProposalList:
    lines = list(made.lines)
    lines[index] = replace(lines[index], **facts)
    return replace(made, lines=tuple(lines))


def steps_of(ward: SmallWard, application: Application) -> list[tuple[str, date, str, str]]:
    return [
        (each.went_to, each.taken_on, each.number, each.reason)
        for each in records.find(ward.file, Step, application=application.id)
    ]


def all_states(ward: SmallWard, made: ProposalList) -> list[str]:
    return [ward.get(Application, line.application).state for line in made.lines]


def freezings(ward: SmallWard, made: ProposalList) -> int:
    sql = "SELECT count(*) FROM frozen_paper WHERE paper = '03' AND subject = ?"
    return ward.file.db.execute(sql, [made.id]).fetchone()[0]


def written_down(
    ward: SmallWard, made: ProposalList
) -> tuple[ProposalList, list[str], list[list[tuple[str, date, str, str]]], int]:
    """Everything that a refused action might have changed."""
    return (
        ward.get(ProposalList, made.id),
        all_states(ward, made),
        [steps_of(ward, ward.get(Application, line.application)) for line in made.lines],
        freezings(ward, made),
    )


@pytest.fixture
def made(ward: SmallWard) -> ProposalList:
    """A list of three applications for 50 million each, fresh from the meeting."""
    first, *_others = [ward.apply(member) for member in ward.members[2:5]]
    ward.hold()
    return ward.list_of(first)


@pytest.fixture
def at_ward(ward: SmallWard, made: ProposalList) -> ProposalList:
    return save(ward, replace(made, sent_to_ward_on=WARD_DAY, sent_to_ward_number="12/DS"))


@pytest.fixture
def confirmed(ward: SmallWard, at_ward: ProposalList) -> ProposalList:
    """The ward confirms the first two and returns the third."""
    said = replace(at_ward, confirmed_on=CONFIRMED_DAY, confirmed_number="34/UBND")
    for index in (0, 1):
        said = with_line(said, index, ward_result="confirmed")
    return save(ward, with_line(said, 2, ward_result="returned", ward_reason="Thiếu giấy tờ"))


@pytest.fixture
def at_bank(ward: SmallWard, confirmed: ProposalList) -> ProposalList:
    return save(ward, replace(confirmed, sent_to_bank_on=BANK_DAY, sent_to_bank_number="56/DS"))


APPROVED = {
    "bank_result": "approved",
    "approved_amount": 40 * MILLION,
    "approved_term_months": 24,
    "approved_rate": 6600,
    "decided_on": DECIDED_DAY,
}


def test_sending_to_the_ward_moves_every_line(ward: SmallWard, at_ward: ProposalList) -> None:
    assert all_states(ward, at_ward) == ["sent_to_ward"] * 3
    (application, *_others) = [ward.get(Application, line.application) for line in at_ward.lines]
    assert steps_of(ward, application)[-1] == ("sent_to_ward", WARD_DAY, "12/DS", "")


def test_the_answer_of_the_ward_is_kept_with_day_number_and_reason(
    ward: SmallWard, confirmed: ProposalList
) -> None:
    assert all_states(ward, confirmed) == ["confirmed", "confirmed", "returned"]
    first, _second, third = (ward.get(Application, line.application) for line in confirmed.lines)
    assert steps_of(ward, first)[-1] == ("confirmed", CONFIRMED_DAY, "34/UBND", "")
    assert steps_of(ward, third)[-1] == ("returned", CONFIRMED_DAY, "34/UBND", "Thiếu giấy tờ")


def test_what_the_ward_returned_does_not_go_to_the_bank(
    ward: SmallWard, at_bank: ProposalList
) -> None:
    assert all_states(ward, at_bank) == ["sent_to_bank", "sent_to_bank", "returned"]
    first = ward.get(Application, at_bank.lines[0].application)
    assert steps_of(ward, first)[-1] == ("sent_to_bank", BANK_DAY, "56/DS", "")


def test_the_bank_decides_each_line(ward: SmallWard, at_bank: ProposalList) -> None:
    said = with_line(replace(at_bank, notice_number="78/TB"), 0, **APPROVED)
    said = with_line(
        said,
        1,
        bank_result="not_this_time",
        decided_on=DECIDED_DAY,
        bank_reason="Hết nguồn vốn",
        approved_amount=0,
    )
    saved = save(ward, said)
    assert all_states(ward, saved) == ["approved", "not_this_time", "returned"]
    first, second, _third = (ward.get(Application, line.application) for line in saved.lines)
    assert steps_of(ward, first)[-1] == ("approved", DECIDED_DAY, "78/TB", "")
    assert steps_of(ward, second)[-1] == ("not_this_time", DECIDED_DAY, "78/TB", "Hết nguồn vốn")


def test_all_facts_typed_at_once_go_the_whole_road(ward: SmallWard, made: ProposalList) -> None:
    saved = save(ward, answered(made))
    assert all_states(ward, saved) == ["approved"] * 3
    first = ward.get(Application, saved.lines[0].application)
    assert [each[:3] for each in steps_of(ward, first)[2:]] == [
        ("sent_to_ward", WARD_DAY, "12/DS"),
        ("confirmed", CONFIRMED_DAY, "34/UBND"),
        ("sent_to_bank", BANK_DAY, "56/DS"),
        ("approved", DECIDED_DAY, "78/TB"),
    ]
    assert ward.get(ProposalList, made.id) == saved


def test_saving_again_takes_no_step_twice(ward: SmallWard, made: ProposalList) -> None:
    saved = save(ward, answered(made))
    before = [steps_of(ward, ward.get(Application, line.application)) for line in saved.lines]
    again = save(ward, replace(saved, notice_number="79/TB"))
    assert [
        steps_of(ward, ward.get(Application, line.application)) for line in again.lines
    ] == before


def test_asked_proposed_and_approved_stay_three_facts(ward: SmallWard) -> None:
    application = ward.apply(ward.members[2], amount=50 * MILLION, term_months=60)
    opened = agreed(ward.open_meeting(), ward.members)
    proposed = tuple(
        replace(line, amount=45 * MILLION, term_months=48) for line in opened.decisions
    )
    held = meetings.close_meeting(ward.file, replace(opened, decisions=proposed)).record
    save(
        ward,
        answered(ward.list_of(application), approved_amount=40 * MILLION, approved_term_months=36),
    )
    asked = ward.get(Application, application.id)
    (decision,) = ward.get(Meeting, held.id).decisions
    line = proposal_lists.line_of(ward.file, application.id)
    assert (asked.amount, asked.term_months) == (50 * MILLION, 60)
    assert (decision.amount, decision.term_months) == (45 * MILLION, 48)
    assert (line.approved_amount, line.approved_term_months) == (40 * MILLION, 36)


def test_no_more_is_approved_than_the_meeting_proposed(ward: SmallWard) -> None:
    application = ward.apply(ward.members[2], amount=50 * MILLION)
    opened = agreed(ward.open_meeting(), ward.members)
    proposed = tuple(replace(line, amount=45 * MILLION) for line in opened.decisions)
    meetings.close_meeting(ward.file, replace(opened, decisions=proposed))
    made = ward.list_of(application)
    assert refusal(save, ward, answered(made, approved_amount=45 * MILLION + 1)) == {
        "lines.0.approved_amount": "The approved amount is from 1 đ to the 45,000,000 đ proposed."
    }
    save(ward, answered(made, approved_amount=45 * MILLION))


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"approved_amount": 0}, "approved_amount", "from 1 đ to the 50,000,000 đ proposed"),
        ({"approved_term_months": 0}, "approved_term_months", "The approved term is missing."),
        ({"approved_rate": 0}, "approved_rate", "The approved rate is missing."),
        ({"decided_on": None}, "decided_on", "from 18/03/2026 to 30/06/2026"),
        ({"decided_on": date(2026, 3, 17)}, "decided_on", "from 18/03/2026 to 30/06/2026"),
        ({"decided_on": date(2026, 7, 1)}, "decided_on", "from 18/03/2026 to 30/06/2026"),
        ({"bank_result": "not_this_time"}, "bank_reason", "Write why the bank does not lend now."),
    ],
)
def test_what_a_decision_of_the_bank_needs(
    ward: SmallWard, at_bank: ProposalList, facts: dict[str, Any], field: str, says: str
) -> None:
    before = written_down(ward, at_bank)
    complaints = refusal(save, ward, with_line(at_bank, 0, **{**APPROVED, **facts}))
    assert complaints.keys() == {f"lines.0.{field}"}
    assert says in complaints[f"lines.0.{field}"]
    assert written_down(ward, at_bank) == before


def test_a_return_needs_its_reason(ward: SmallWard, at_ward: ProposalList) -> None:
    said = replace(at_ward, confirmed_on=CONFIRMED_DAY)
    assert refusal(save, ward, with_line(said, 1, ward_result="returned")) == {
        "lines.1.ward_reason": "Write why the ward returned this."
    }


def test_results_need_the_sending_before(ward: SmallWard, made: ProposalList) -> None:
    named = ward.members[2].name
    assert refusal(save, ward, with_line(made, 0, ward_result="confirmed")) == {
        "lines.0.ward_result": "Enter above when the list was sent to the ward."
    }
    sent = replace(made, sent_to_ward_on=WARD_DAY)
    assert refusal(save, ward, with_line(sent, 0, ward_result="confirmed")) == {
        "lines.0.ward_result": "Enter above when the ward answered."
    }
    assert refusal(save, ward, with_line(sent, 0, **APPROVED)) == {
        "lines.0.bank_result": f"The ward has not confirmed {named}."
    }
    told = replace(sent, confirmed_on=CONFIRMED_DAY)
    assert refusal(save, ward, with_line(told, 0, ward_result="confirmed", **APPROVED)) == {
        "lines.0.bank_result": "Enter above when the list was sent to the bank."
    }


def test_every_wrong_line_is_named_and_nothing_is_kept(
    ward: SmallWard, at_bank: ProposalList
) -> None:
    before = written_down(ward, at_bank)
    said = with_line(with_line(at_bank, 0, **APPROVED), 1, **{**APPROVED, "approved_rate": 0})
    said = with_line(said, 2, **APPROVED)
    assert refusal(save, ward, said).keys() == {"lines.1.approved_rate", "lines.2.bank_result"}
    assert written_down(ward, at_bank) == before


def test_nothing_is_decided_on_a_withdrawn_line(ward: SmallWard, at_bank: ProposalList) -> None:
    applications.withdraw(ward.file, at_bank.lines[0].application, "Không vay nữa", TODAY)
    assert refusal(save, ward, with_line(at_bank, 0, **APPROVED)) == {
        "lines.0.bank_result": (
            f"{ward.members[2].name} has withdrawn; nothing is decided on this line any more. Clear it."
        )
    }
    saved = save(ward, with_line(at_bank, 1, **APPROVED))
    assert all_states(ward, saved) == ["withdrawn", "approved", "returned"]


def test_a_withdrawn_line_is_not_sent(ward: SmallWard, made: ProposalList) -> None:
    applications.withdraw(ward.file, made.lines[0].application, "Không vay nữa", TODAY)
    saved = save(ward, replace(made, sent_to_ward_on=WARD_DAY))
    assert all_states(ward, saved) == ["withdrawn", "sent_to_ward", "sent_to_ward"]


@pytest.mark.parametrize("result", ["returned", ""])
def test_a_second_answer_of_the_ward_is_refused(
    ward: SmallWard, confirmed: ProposalList, result: str
) -> None:
    assert refusal(
        save, ward, with_line(confirmed, 0, ward_result=result, ward_reason="Thiếu")
    ) == {
        "lines.0.ward_result": "This was “confirmed” already. Go a step back on the application, with a reason."
    }


def test_a_second_decision_of_the_bank_is_refused(ward: SmallWard, at_bank: ProposalList) -> None:
    saved = save(ward, with_line(at_bank, 0, **APPROVED))
    again = with_line(saved, 0, bank_result="not_this_time", bank_reason="Nhầm")
    assert refusal(save, ward, again) == {
        "lines.0.bank_result": "This was “approved” already. Go a step back on the application, with a reason."
    }


def test_a_line_that_was_paid_out_stays(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    made = ward.list_of(ward.get(Application, loan.application))
    assert refusal(save, ward, with_line(made, 0, approved_amount=1)) == {
        "lines.0.approved_amount": f"{ward.members[2].name} was paid out; the line stays as it is."
    }


def test_what_was_returned_is_sent_again(ward: SmallWard, at_bank: ProposalList) -> None:
    third = ward.get(Application, at_bank.lines[2].application)
    sent = proposals.send_again(ward.file, at_bank.id, TODAY).record
    assert ward.state(third) == "sent_to_ward"
    assert steps_of(ward, third)[-1][:2] == ("sent_to_ward", TODAY)
    assert sent.lines[2] == ProposalLine(application=third.id), (
        "what the ward said first holds no more"
    )
    assert sent.lines[:2] == at_bank.lines[:2]
    saved = save(ward, with_line(sent, 2, ward_result="confirmed"))
    assert ward.state(third) == "confirmed"
    again = proposals.send_again(ward.file, saved.id, TODAY).record
    assert ward.state(third) == "sent_to_bank"
    save(ward, with_line(again, 2, **APPROVED))
    assert ward.state(third) == "approved"


def test_nothing_is_sent_again_where_nothing_lies_behind(
    ward: SmallWard, at_ward: ProposalList
) -> None:
    before = written_down(ward, at_ward)
    assert refusal(proposals.send_again, ward.file, at_ward.id, TODAY) == {
        "": "Nothing lies behind: no line was returned, and every confirmed one is at the bank."
    }
    assert written_down(ward, at_ward) == before


def test_what_lies_behind_is_sent_before_it_gets_a_result(
    ward: SmallWard, at_bank: ProposalList
) -> None:
    named = ward.members[4].name
    assert refusal(save, ward, with_line(at_bank, 2, ward_result="confirmed")) == {
        "lines.2.ward_result": f"{named} is not at the ward now. Send what lies behind first."
    }
    sent = proposals.send_again(ward.file, at_bank.id, TODAY).record
    assert refusal(save, ward, with_line(sent, 2, ward_result="confirmed", **APPROVED)) == {
        "lines.2.bank_result": f"{named} is not at the bank now. Send what lies behind first."
    }
    assert refusal(save, ward, with_line(sent, 2, **APPROVED)) == {
        "lines.2.bank_result": f"The ward has not confirmed {named}."
    }


def test_a_step_back_from_the_bank_clears_what_the_bank_said(
    ward: SmallWard, at_bank: ProposalList
) -> None:
    saved = save(ward, with_line(at_bank, 0, **APPROVED))
    first = ward.get(Application, saved.lines[0].application)
    applications.step_back(ward.file, first.id, "Ghi nhầm dòng", TODAY)
    assert ward.state(first) == "sent_to_bank"
    line = proposal_lists.line_of(ward.file, first.id)
    assert line == replace(
        saved.lines[0], **{name: getattr(ProposalLine(), name) for name in BANK_FACTS}
    )
    assert line.ward_result == "confirmed"
    assert steps_of(ward, first)[-1] == ("sent_to_bank", TODAY, "", "Ghi nhầm dòng")
    other = with_line(
        ward.list_of(first),
        0,
        bank_result="not_this_time",
        decided_on=DECIDED_DAY,
        bank_reason="Hết",
    )
    save(ward, other)
    assert ward.state(first) == "not_this_time"


def test_steps_back_to_the_meeting_clear_the_whole_line(
    ward: SmallWard, made: ProposalList
) -> None:
    saved = save(ward, answered(made))
    first = ward.get(Application, saved.lines[0].application)
    for state in ("sent_to_bank", "confirmed", "sent_to_ward", "proposed"):
        applications.step_back(ward.file, first.id, "Nhầm", TODAY)
        assert ward.state(first) == state
    assert proposal_lists.line_of(ward.file, first.id) == ProposalLine(application=first.id)
    assert all_states(ward, saved)[1:] == ["approved", "approved"]
    for state in ("sent_to_ward", "confirmed", "sent_to_bank"):
        now = ward.list_of(first)
        if state == "confirmed":
            save(ward, with_line(now, 0, ward_result="confirmed"))
        else:
            proposals.send_again(ward.file, now.id, TODAY)
        assert ward.state(first) == state


def test_a_step_back_from_confirmed_clears_what_the_ward_said(
    ward: SmallWard, confirmed: ProposalList
) -> None:
    first = ward.get(Application, confirmed.lines[0].application)
    applications.step_back(ward.file, first.id, "Nhầm", TODAY)
    line = proposal_lists.line_of(ward.file, first.id)
    assert all(getattr(line, name) == getattr(ProposalLine(), name) for name in WARD_FACTS)


def test_a_step_back_that_changed_a_list_is_not_undone(
    ward: SmallWard, confirmed: ProposalList
) -> None:
    first = ward.get(Application, confirmed.lines[0].application)
    applications.step_back(ward.file, first.id, "Nhầm", TODAY)
    assert refusal(registers.undo_last, ward.file, TODAY)
    assert ward.state(first) == "sent_to_ward"


def test_the_paper_is_kept_anew_with_each_answer(ward: SmallWard, made: ProposalList) -> None:
    assert freezings(ward, made) == 1
    saved = save(ward, answered(made))
    assert freezings(ward, made) == 2
    applications.step_back(ward.file, saved.lines[0].application, "Nhầm", TODAY)
    assert freezings(ward, made) == 3
    with in_language("vi"):
        now = to_json(printing_proposals.proposal_list(ward.file, ward.get(ProposalList, made.id)))
    assert printed.frozen(ward.file, "03", made.id) == now


def test_a_meeting_whose_list_has_gone_on_stays_closed(
    ward: SmallWard, at_ward: ProposalList
) -> None:
    assert (
        "3 applications" in refusal(meetings.reopen_meeting, ward.file, at_ward.meeting, "Sửa")[""]
    )


def test_two_officers_on_one_list(ward: SmallWard, made: ProposalList) -> None:
    save(ward, replace(made, sent_to_ward_on=WARD_DAY))
    before = written_down(ward, made)
    assert refusal(save, ward, replace(made, sent_to_ward_on=MEETING_DAY)) == {
        "": "This record was changed meanwhile. Open it again; what you typed is kept in the form."
    }
    assert written_down(ward, made) == before


def test_saving_a_list_has_a_way_back_of_its_own(ward: SmallWard, at_ward: ProposalList) -> None:
    assert "way back of its own" in refusal(registers.undo_last, ward.file, TODAY)[""]


def test_no_list_goes_out_before_its_meeting(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.hold()
    listed = ward.list_of(made)
    early = replace(listed, sent_to_ward_on=MEETING_DAY - timedelta(days=1))
    assert refusal(proposals.save_list, ward.file, early, TODAY) == {
        "sent_to_ward_on": "The meeting that proposes this was held on 10/03/2026; the list goes out later."
    }
    proposals.save_list(ward.file, replace(listed, sent_to_ward_on=MEETING_DAY), TODAY)
