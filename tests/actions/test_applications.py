"""Applications: what the rules of a programme object to, what going on costs, and the road of an application."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import applications, meetings, registers
from lcdesk.domain.applications import Application, PlanLine
from lcdesk.domain.errors import Refused
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.steps import Step
from lcdesk.domain.ward import Neighbourhood
from lcdesk.i18n import use_language
from lcdesk.storage import records
from tests.small_ward import MEETING_DAY, MILLION, TODAY, SmallWard, agreed


def refusal(act: Callable[..., object], *arguments: object, **facts: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        act(*arguments, **facts)
    return refused.value.complaints


def test_an_application_belongs_to_the_group_and_gets_the_usual_interval(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2], term_months=60)
    assert made.group == ward.group.id
    assert made.instalment_months == 24
    assert made.state == "draft"
    assert made.broken_rules == ()
    assert ward.get(Application, made.id) == made


def test_a_borrower_is_18_on_the_day_of_application(ward: SmallWard) -> None:
    young = ward.add(30, citizen_id="999308000030", born_on=date(2008, 3, 2))
    complaints = refusal(ward.apply, young, applied_on=date(2026, 3, 1))
    assert "18" in complaints["member"]
    ward.apply(young, applied_on=date(2026, 3, 2))


def test_who_has_left_does_not_borrow(ward: SmallWard) -> None:
    left = replace(ward.members[2], left_on=date(2026, 2, 1), left_reason="Chuyển đi")
    registers.save_member(ward.file, left)
    assert "member" in refusal(ward.apply, left)
    ward.apply(left, applied_on=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("amount", {"amount": 101 * MILLION}),
        ("term_months", {"term_months": 121}),
        ("programme", {"beneficiary": "other"}),
    ],
)
def test_a_broken_rule_needs_a_written_reason(
    ward: SmallWard, field: str, facts: dict[str, Any]
) -> None:
    complaints = refusal(ward.apply, ward.members[2], **facts)
    assert set(complaints) == {field, "override_reason"}
    assert "NHCSXH" in complaints[field], "the source of the rule"
    made = ward.apply(ward.members[2], override_reason="Hộ có tài sản bảo đảm", **facts)
    assert [each.source for each in ward.get(Application, made.id).broken_rules] == [
        ward.programme("HN").terms[0].source
    ]


def test_a_broken_rule_is_kept_in_the_language_of_the_papers(ward: SmallWard) -> None:
    kept = {}
    for language, member in (("en", ward.members[2]), ("vi", ward.members[3])):
        use_language(language)
        kept[language] = ward.apply(member, amount=101 * MILLION, override_reason="Có").broken_rules
    assert kept["en"] == kept["vi"]


def test_a_mended_application_breaks_no_rule_any_more(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2], amount=101 * MILLION, override_reason="Có")
    mended = applications.save_application(ward.file, replace(made, amount=100 * MILLION)).record
    assert mended.broken_rules == ()


def test_what_the_household_asks_for_elsewhere_counts(ward: SmallWard) -> None:
    first = ward.apply(ward.members[2], amount=60 * MILLION)
    kin = ward.add(31, household=ward.members[2].household)
    complaints = refusal(ward.apply, kin, amount=41 * MILLION)
    assert "60,000,000" in complaints["amount"] and "40,000,000" in complaints["amount"]
    ward.apply(kin, amount=40 * MILLION)
    applications.save_application(ward.file, first)


def test_a_withdrawn_application_counts_no_more(ward: SmallWard) -> None:
    first = ward.apply(ward.members[2], amount=60 * MILLION)
    applications.withdraw(ward.file, first.id, "Không cần nữa", TODAY)
    ward.apply(ward.members[2], amount=100 * MILLION)


def test_a_household_has_one_of_the_exclusive_programmes(ward: SmallWard) -> None:
    ward.apply(ward.members[2], "HN")
    complaints = refusal(ward.apply, ward.members[2], "HCN", beneficiary="near_poor")
    assert "Hộ nghèo" in complaints["programme"]
    ward.apply(ward.members[2], "HSSV")
    ward.apply(ward.members[3], "HCN", beneficiary="near_poor")


def test_a_rural_programme_asks_for_a_rural_neighbourhood(ward: SmallWard) -> None:
    assert "programme" in refusal(ward.apply, ward.members[2], "NS&VSMT", amount=20 * MILLION)
    neighbourhood = records.find(ward.file, Neighbourhood)[0].id
    place = ward.get(Neighbourhood, neighbourhood)
    registers.save(ward.file, replace(place, rural=True))
    ward.apply(ward.members[2], "NS&VSMT", amount=20 * MILLION)


def test_the_terms_of_the_day_of_application_hold(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "GQVL", "amount": 150 * MILLION, "jobs_created": 1}
    assert (
        "100,000,000"
        in refusal(ward.apply, ward.members[2], applied_on=date(2025, 12, 31), **facts)["amount"]
    )
    ward.apply(ward.members[2], applied_on=date(2026, 1, 1), **facts)
    assert "programme" in refusal(ward.apply, ward.members[3], "HN", applied_on=date(2019, 2, 28))


def test_a_cap_for_each_worker_counts_the_workers(ward: SmallWard) -> None:
    facts: dict[str, Any] = {
        "code": "GQVL",
        "amount": 600 * MILLION,
        "jobs_created": 1,
        "jobs_kept": 1,
    }
    text = refusal(ward.apply, ward.members[2], **facts)["amount"]
    assert "200,000,000" in text and "400,000,000" in text
    ward.apply(ward.members[2], **{**facts, "amount": 400 * MILLION})


def test_a_cap_for_a_student_and_month_counts_the_months(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "HSSV", "term_months": 60}
    assert (
        "240,000,000"
        in refusal(ward.apply, ward.members[2], amount=241 * MILLION, **facts)["amount"]
    )
    ward.apply(ward.members[2], amount=240 * MILLION, **facts)


@pytest.mark.parametrize("code", ["XKLĐ", "NƠXH"])
def test_a_programme_without_a_fixed_cap_objects_to_no_amount(ward: SmallWard, code: str) -> None:
    ward.apply(ward.members[2], code, amount=5_000 * MILLION)


def test_plan_lines_sum_to_the_amount(ward: SmallWard) -> None:
    lines = (
        PlanLine(item="Ốc giống", amount=20 * MILLION),
        PlanLine(item="Bể", amount=29 * MILLION),
    )
    wish = ward.wish(ward.members[2], lines=lines)
    assert "lines" in wish.complaints(TODAY)
    assert replace(wish, amount=49 * MILLION).complaints(TODAY) == {}


def test_a_tabled_application_is_not_changed(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.open_meeting()
    assert refusal(applications.save_application, ward.file, ward.get(Application, made.id))
    assert refusal(applications.save_application, ward.file, made), "nor in the version from before"


def test_a_step_is_written_down(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    held = ward.hold()
    steps = records.find(ward.file, Step, application=made.id)
    assert [(each.came_from, each.went_to) for each in steps] == [
        ("draft", "tabled"),
        ("tabled", "proposed"),
    ]
    assert steps[1].taken_on == MEETING_DAY
    assert steps[1].number == held.number
    assert steps[1].actor == ward.file.user


def test_withdrawing_needs_a_reason_and_keeps_it(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    assert "reason" in refusal(applications.withdraw, ward.file, made.id, "", TODAY)
    applications.withdraw(ward.file, made.id, "Không cần nữa", TODAY)
    assert ward.state(made) == "withdrawn"
    assert records.find(ward.file, Step, application=made.id)[-1].reason == "Không cần nữa"
    assert refusal(applications.withdraw, ward.file, made.id, "Lần nữa", TODAY)


def test_withdrawing_takes_it_off_the_table(ward: SmallWard) -> None:
    made, other = ward.apply(ward.members[2]), ward.apply(ward.members[3])
    opened = ward.open_meeting()
    applications.withdraw(ward.file, made.id, "Không cần nữa", TODAY)
    left = ward.get(Meeting, opened.id)
    assert [line.application for line in left.decisions] == [other.id]
    meetings.close_meeting(ward.file, agreed(left, ward.members))
    assert (ward.state(made), ward.state(other)) == ("withdrawn", "proposed")


def test_a_proposed_application_can_be_withdrawn(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.hold()
    applications.withdraw(ward.file, made.id, "Không cần nữa", TODAY)
    applications.step_back(ward.file, made.id, "Nhầm người", TODAY)
    assert ward.state(made) == "proposed"


def test_a_step_back_needs_a_reason_and_does_not_go_forward_again(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    applications.withdraw(ward.file, made.id, "Không cần nữa", TODAY)
    assert "reason" in refusal(applications.step_back, ward.file, made.id, "", TODAY)
    applications.step_back(ward.file, made.id, "Nhầm", TODAY)
    assert ward.state(made) == "draft"
    assert refusal(applications.step_back, ward.file, made.id, "Nhầm nữa", TODAY)


def test_a_decision_of_a_meeting_is_not_stepped_back(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    ward.open_meeting()
    assert refusal(applications.step_back, ward.file, made.id, "Nhầm", TODAY)
    assert ward.state(made) == "tabled"


def test_undo_of_a_withdrawal_lays_it_on_the_table_again(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    opened = ward.open_meeting()
    applications.withdraw(ward.file, made.id, "Không cần nữa", TODAY)
    registers.undo_last(ward.file, TODAY)
    assert ward.state(made) == "tabled"
    assert ward.get(Meeting, opened.id).decisions == opened.decisions


def test_an_application_older_than_the_membership_is_asked_about(ward: SmallWard) -> None:
    joined = date(2026, 3, 2)
    late, waiting = ward.add(60, joined_on=joined), ward.add(61, joined_on=None)
    wish = ward.wish(late, applied_on=date(2026, 3, 1))
    said = refusal(applications.save_application, ward.file, wish)
    assert said["applied_on"] == f"{late.name} joined the group on 02/03/2026, after this day."
    for fine in (
        replace(wish, override_reason="Nộp đơn trước khi kết nạp"),
        replace(wish, applied_on=joined),
        ward.wish(waiting, applied_on=date(2026, 3, 1)),
    ):
        applications.save_application(ward.file, fine)
