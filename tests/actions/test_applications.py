"""Applications: what the rules of a programme object to, what going on costs, and the road of an application."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import applications, loans, meetings, registers
from lcdesk.domain.applications import Application, PlanLine
from lcdesk.domain.errors import Refused
from lcdesk.domain.loans import Repayment
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Household, HouseholdClass, Member
from lcdesk.domain.steps import Step
from lcdesk.domain.ward import Neighbourhood
from lcdesk.i18n import use_language
from lcdesk.queries.rules import usual_rate
from lcdesk.storage import records
from tests.small_ward import MEETING_DAY, MILLION, TODAY, SmallWard, agreed


def refusal(act: Callable[..., object], *arguments: object, **facts: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        act(*arguments, **facts)
    return {name: text.replace("\u00a0", " ") for name, text in refused.value.complaints.items()}


def classed(ward: SmallWard, member: Member, classes: dict[int, str]) -> None:
    """The household has these classes by year, and no others."""
    household = ward.get(Household, member.household)
    lines = tuple(HouseholdClass(year=year, household_class=name) for year, name in classes.items())
    registers.save(ward.file, replace(household, classes=lines))


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
        ("beneficiary", {"beneficiary": "other"}),
    ],
)
def test_a_broken_rule_needs_a_written_reason(
    ward: SmallWard, field: str, facts: dict[str, Any]
) -> None:
    complaints = refusal(ward.apply, ward.members[2], **facts)
    assert set(complaints) == {field, "override_reason"}
    source = "" if field == "beneficiary" else ward.programme("HN").terms[0].source
    assert source in complaints[field]
    made = ward.apply(ward.members[2], override_reason="Hộ có tài sản bảo đảm", **facts)
    assert [each.source for each in ward.get(Application, made.id).broken_rules] == [source]


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
    classed(ward, ward.members[2], {2026: "near_poor"})
    complaints = refusal(ward.apply, ward.members[2], "HCN", beneficiary="near_poor")
    assert "Hộ nghèo" in complaints["programme"]
    ward.apply(ward.members[2], "HSSV", beneficiary="near_poor")
    classed(ward, ward.members[3], {2026: "near_poor"})
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


def test_a_student_may_borrow_for_each_month_of_the_course_with_all_that_is_not_repaid(
    ward: SmallWard,
) -> None:
    facts: dict[str, Any] = {"code": "HSSV", "term_months": 108}
    member = ward.members[2]
    assert "192,000,000" in refusal(ward.apply, member, amount=193 * MILLION, **facts)["amount"]
    assert set(refusal(ward.apply, member, **{**facts, "term_months": 109})) == {
        "term_months",
        "override_reason",
    }
    ward.apply(member, amount=192 * MILLION, **facts)
    assert "192,000,000" in refusal(ward.apply, member, amount=MILLION, **facts)["amount"]
    ward.apply(member, amount=192 * MILLION, student="Lê Văn Na", **facts)


def test_a_loan_for_study_wants_its_course(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"course_from": None, "course_until": None}
    said = refusal(ward.apply, ward.members[2], "HSSV", term_months=300, **facts)
    assert set(said) == {"course_from", "override_reason"}


def test_a_programme_without_a_fixed_cap_objects_to_no_amount(ward: SmallWard) -> None:
    ward.apply(ward.members[2], "NƠXH", amount=5_000 * MILLION)


@pytest.mark.parametrize(
    ("day", "amount", "fits"),
    [
        (date(2026, 1, 1), 200 * MILLION, True),
        (date(2026, 1, 1), 200 * MILLION + 1, False),
        (date(2025, 12, 31), 100 * MILLION, True),
        (date(2025, 12, 31), 100 * MILLION + 1, False),
    ],
)
def test_work_abroad_wants_security_above_an_amount(
    ward: SmallWard, day: date, amount: int, fits: bool
) -> None:
    facts: dict[str, Any] = {"amount": amount, "applied_on": day}
    if not fits:
        assert "security" in refusal(ward.apply, ward.members[2], "XKLĐ", **facts)["amount"]
        facts["override_reason"] = "Có sổ đỏ thế chấp"
    ward.apply(ward.members[2], "XKLĐ", **facts)


def test_who_works_for_the_programme_of_jobs_may_be_15_with_a_reason(ward: SmallWard) -> None:
    young = ward.add(30, citizen_id="999311000030", born_on=date(2011, 3, 2))
    facts: dict[str, Any] = {"code": "GQVL", "jobs_created": 1, "override_reason": "Mẹ bảo lãnh"}
    before = refusal(ward.apply, young, applied_on=date(2026, 3, 1), **facts)
    assert "under 15" in before["member"]
    assert (
        "is 15"
        in refusal(
            ward.apply, young, **{**facts, "applied_on": date(2026, 3, 2), "override_reason": ""}
        )["member"]
    )
    made = ward.apply(young, applied_on=date(2026, 3, 2), **facts)
    assert "15 tuổi" in made.broken_rules[0].rule
    assert "under 18" in refusal(ward.apply, young, applied_on=date(2026, 3, 2))["member"]


def test_a_worker_who_owes_has_that_much_less(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "GQVL", "amount": 200 * MILLION, "jobs_created": 1}
    approved = {"approved_amount": 200 * MILLION, "approved_rate": 8382}
    ward.lend(ward.members[2], approved=approved, **facts)
    text = refusal(ward.apply, ward.members[2], **{**facts, "amount": 1})["amount"]
    assert "200,000,000 đ are already taken; at most 0 đ are left" in text
    ward.apply(ward.add(31, household=ward.members[2].household), **facts)


def test_ten_thousand_workers_make_no_more_than_the_cap_of_a_business(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "GQVL", "jobs_created": 10_000}
    text = refusal(ward.apply, ward.members[2], amount=10_000 * MILLION + 1, **facts)["amount"]
    assert "10,000,000,000 đ for a business" in text
    ward.apply(ward.members[2], amount=10_000 * MILLION, **facts)


def test_what_is_approved_counts_paid_out_or_not(ward: SmallWard) -> None:
    approved = {"approved_amount": 100 * MILLION}
    loan = ward.lend(ward.members[2], amount=100 * MILLION, paid=50 * MILLION, approved=approved)
    text = refusal(ward.apply, ward.members[2], amount=1)["amount"]
    assert "100,000,000 đ are already taken; at most 0 đ are left" in text
    loans.repay(
        ward.file,
        loan.id,
        Repayment(paid_on=date(2026, 5, 4), principal=20 * MILLION),
        TODAY,
    )
    ward.apply(ward.members[2], amount=20 * MILLION, applied_on=date(2026, 5, 5))


@pytest.mark.parametrize(
    ("day", "fits"),
    [(date(2025, 12, 31), True), (date(2026, 1, 1), True), (date(2026, 1, 2), False)],
)
def test_36_months_after_the_list_has_the_household_no_more(
    ward: SmallWard, day: date, fits: bool
) -> None:
    member = ward.members[2]
    classed(ward, member, {2022: "poor", 2023: "escaped", 2025: "escaped", 2026: "escaped"})
    facts: dict[str, Any] = {"code": "HMTN", "applied_on": day, "beneficiary": "escaped"}
    if fits:
        ward.apply(member, **facts)
    else:
        assert "36 months" in refusal(ward.apply, member, **facts)["programme"]


def test_who_may_borrow_is_judged_by_the_register(ward: SmallWard) -> None:
    member = ward.members[2]
    classed(ward, member, {2024: "other"})
    said = refusal(ward.apply, member)
    assert set(said) == {"beneficiary", "programme", "override_reason"}
    assert "by the list of 2024; there is no class of 2026 yet" in said["programme"]
    made = ward.apply(member, override_reason="Mới được công nhận hộ nghèo")
    assert "theo danh sách năm 2024" in made.broken_rules[0].rule
    classed(ward, member, {2024: "other", 2026: "poor", 2027: "other"})
    ward.apply(member, amount=10 * MILLION)


def test_the_boxes_of_the_day_decide_the_rate(ward: SmallWard) -> None:
    facts: dict[str, Any] = {"code": "GQVL", "jobs_created": 1}
    old, new = date(2025, 12, 31), date(2026, 1, 1)
    for day, priority in ((old, "kinh_poor"), (new, "minority")):
        wrong = {**facts, "applied_on": day, "priority": priority}
        assert "no such group" in refusal(ward.apply, ward.members[2], **wrong)["priority"]
    rates = {
        (day, priority): usual_rate(
            ward.file, ward.wish(ward.members[2], **facts, applied_on=day, priority=priority), day
        )
        for day, priority in (
            (old, ""), (old, "poor"), (old, "minority"),
            (new, ""), (new, "kinh_poor"), (new, "disabled"), (new, "other_worker"),
        )
    }  # fmt: skip
    assert list(rates.values()) == [7920, 7920, 3960, 8382, 6600, 6600, 8382]
    abroad = ward.wish(ward.members[2], "XKLĐ", priority="preferred")
    assert usual_rate(ward.file, abroad, new) == 6600
    assert usual_rate(ward.file, replace(abroad, priority=""), new) == 8382


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
