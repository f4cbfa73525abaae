"""What is due and what is late on a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lcdesk.actions import (
    applications,
    checks,
    collecting,
    loans,
    meetings,
    memberships,
    proposals,
    registers,
)
from lcdesk.domain import periods
from lcdesk.domain.checks import (
    CheckCall,
    GroupCheck,
    GroupInspector,
    Recommendation,
    UseCheck,
    UseInspector,
)
from lcdesk.domain.collecting import CashLine, CollectionLine, CollectionSheet
from lcdesk.domain.dated import Change
from lcdesk.domain.duties import Duty, told
from lcdesk.domain.loans import Loan, NextPart, Repayment, Transfer
from lcdesk.domain.people import Member
from lcdesk.queries.ward import ward_of
from lcdesk.queries.worklist import still_open, worklist
from lcdesk.storage import records
from tests.small_ward import (
    BANK_DAY,
    CONFIRMED_DAY,
    DECIDED_DAY,
    MILLION,
    PAID_DAY,
    TODAY,
    WARD_DAY,
    SmallWard,
    refusal,
)


def due(ward: SmallWard, day: date, kind: str) -> list[Duty]:
    return [each for each in worklist(ward.file, day) if each.kind == kind]


def checked(check: UseCheck, wrong: int = 0) -> UseCheck:
    lines = tuple(
        replace(each, right_amount=each.received - wrong, wrong_amount=wrong)
        for each in check.lines
    )
    return replace(check, lines=lines, inspectors=(UseInspector(name="Lê Kiểm Tra"),))


def test_a_use_check_is_overdue_on_day_31_and_cleared_by_recording_it(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    (last_day,) = due(ward, PAID_DAY + timedelta(days=30), "use_check")
    assert last_day.loan == loan.id and not last_day.is_late(PAID_DAY + timedelta(days=30))
    day31 = PAID_DAY + timedelta(days=31)
    (late,) = due(ward, day31, "use_check")
    assert late.is_late(day31) and late.days_left(day31) == -1
    check = checks.open_use_check(
        ward.file, CheckCall(group=ward.group.id, day=day31), day31
    ).record
    (late,) = due(ward, day31, "use_check")  # a sheet nobody has filled in is no check
    assert late.id == check.id, "it leads to the sheet that was begun"
    checks.save_check(ward.file, checked(check), day31)
    assert not due(ward, day31, "use_check")


def test_wrong_use_stays_until_it_is_followed_up(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    check = checks.open_use_check(
        ward.file, CheckCall(group=ward.group.id, day=TODAY), TODAY
    ).record
    saved = checks.save_check(ward.file, checked(check, wrong=MILLION), TODAY).record
    (found,) = due(ward, TODAY, "wrong_use")
    assert (found.loan, found.amount, found.table, found.id) == (
        loan.id,
        MILLION,
        "use_check",
        saved.id,
    )
    line = replace(saved.lines[0], follow_up="Đã thu hồi")
    checks.save_check(ward.file, replace(saved, lines=(line,)), TODAY)
    assert not due(ward, TODAY, "wrong_use")


def test_an_instalment_is_told_a_month_ahead_and_stays_until_it_is_repaid(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    first = ward.account(loan).terms[0].instalments[0]
    assert not due(ward, first.due_on - timedelta(days=31), "instalment")
    (found,) = due(ward, first.due_on - timedelta(days=30), "instalment")
    assert (found.loan, found.due_on, found.amount) == (loan.id, first.due_on, first.amount)
    later = first.due_on + timedelta(days=5)
    assert not due(ward, later, "instalment")
    (late,) = due(ward, later, "late")
    assert late.is_late(later) and (late.id, late.amount) == (loan.id, first.amount)
    loans.move_overdue(
        ward.file, loan.id, Transfer(moved_on=later, amount=first.amount, reason="x"), later
    )
    assert not due(ward, later, "instalment") and not due(ward, later, "late")
    assert [each.amount for each in due(ward, later, "overdue")] == [first.amount]
    loans.repay(ward.file, loan.id, Repayment(paid_on=later, principal=first.amount), later)
    assert not due(ward, later, "overdue") and not due(ward, later, "instalment")


def test_a_month_is_to_collect_until_its_sheet_is_saved(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    month = PAID_DAY.replace(day=1)
    day = date(month.year, month.month, 28)
    (found,) = [each for each in due(ward, day, "collection") if each.due_on.month == month.month]
    assert found.group == ward.group.id and found.id == 0
    line = CollectionLine(member=loan.member, loan=loan.id, interest_paid=1000)
    sheet = CollectionSheet(
        held_on=day, lines=(line,), cash=(CashLine(denomination=1000, count=1),)
    )
    collecting.save_sheet(ward.file, ward.group.id, month, sheet, 0, day)
    assert not [each for each in due(ward, day, "collection") if each.due_on.month == month.month]


def test_lists_wait_where_they_are(ward: SmallWard) -> None:
    application = ward.apply(ward.members[2])
    meeting = ward.open_meeting()
    (held,) = due(ward, TODAY, "minutes")
    assert held.id == meeting.id and held.is_late(TODAY)
    assert not due(ward, TODAY, "to_ward")
    meetings.save_meeting(ward.file, replace(meeting, decisions=()))
    assert application and not due(ward, TODAY, "to_ward")


def test_a_list_waits_on_each_stretch_of_its_road(ward: SmallWard) -> None:
    application = ward.apply(ward.members[2])
    ward.hold()
    made = ward.list_of(application)

    def waits() -> list[str]:
        found = [
            each
            for each in worklist(ward.file, TODAY)
            if each.kind in ("to_ward", "at_ward", "to_bank", "at_bank")
        ]
        assert all(
            (each.table, each.id, each.group) == ("proposal_list", made.id, ward.group.id)
            for each in found
        )
        return [each.kind for each in found]

    def save(**facts: Any) -> None:
        lines = tuple(
            replace(line, **facts.pop("line", {})) for line in ward.list_of(application).lines
        )
        proposals.save_list(
            ward.file, replace(ward.list_of(application), lines=lines, **facts), TODAY
        )

    assert waits() == ["to_ward"]
    save(sent_to_ward_on=WARD_DAY)
    assert waits() == ["at_ward"]
    save(confirmed_on=CONFIRMED_DAY, line={"ward_result": "confirmed"})
    assert waits() == ["to_bank"]
    save(sent_to_bank_on=BANK_DAY)
    assert waits() == ["at_bank"]
    said = {"approved_amount": 50 * MILLION, "approved_term_months": 36, "approved_rate": 6600}
    save(line={"bank_result": "approved", "decided_on": DECIDED_DAY, **said})
    assert waits() == [] and due(ward, TODAY, "to_pay_out")


def test_an_approved_application_waits_to_be_paid_out(ward: SmallWard) -> None:
    application = ward.approve(ward.members[2])
    (found,) = due(ward, TODAY, "to_pay_out")
    assert (found.table, found.id) == ("application", application.id) and found.amount > 0


def test_every_group_wants_a_check_and_its_recommendations_followed_up(ward: SmallWard) -> None:
    assert [each.group for each in due(ward, TODAY, "unplanned")] == [ward.group.id]
    checks.plan_year(ward.file, TODAY.year, TODAY)
    assert not due(ward, TODAY, "unplanned")
    (planned,) = records.find(ward.file, GroupCheck)
    assert due(ward, planned.planned_on, "group_check")
    advice = Recommendation(text="Ghi sổ", due_on=planned.planned_on + timedelta(days=10))
    held = replace(
        planned,
        checked_on=planned.planned_on,
        inspectors=(GroupInspector(name="Lê Kiểm Tra"),),
        recommendations=(advice,),
    )
    saved = checks.save_check(ward.file, held, planned.planned_on).record
    assert not due(ward, planned.planned_on, "group_check")
    (open_one,) = due(ward, planned.planned_on + timedelta(days=11), "recommendation")
    assert open_one.is_late(planned.planned_on + timedelta(days=11))
    done = replace(advice, done_on=planned.planned_on + timedelta(days=5))
    checks.save_check(ward.file, replace(saved, recommendations=(done,)), planned.planned_on)
    assert not due(ward, planned.planned_on + timedelta(days=11), "recommendation")


def test_a_group_that_is_too_small_and_a_card_that_expires(ward: SmallWard) -> None:
    assert not due(ward, TODAY, "group_size")
    for member in ward.members[4:]:
        registers.save_member(ward.file, replace(member, left_on=date(2026, 6, 1)))
    assert [each.group for each in due(ward, TODAY, "group_size")] == [ward.group.id]
    member = records.get(ward.file, Member, ward.members[0].id)
    older = replace(
        member, born_on=date(1966, 7, 10), citizen_id="999166000000", issued_on=date(2021, 5, 1)
    )
    registers.save_member(ward.file, older)
    (card,) = due(ward, TODAY, "card")
    assert (card.table, card.id, card.due_on) == ("member", member.id, date(2026, 7, 10))


def test_a_dissolved_group_asks_for_nothing_any_more(ward: SmallWard) -> None:
    group = ward.get(type(ward.group), ward.group.id)
    memberships.dissolve(ward.file, group.id, Change(date(2026, 6, 1), TODAY, "Sáp nhập"))
    kinds = {each.kind for each in worklist(ward.file, date(2026, 6, 2))}
    assert not kinds & {"unplanned", "group_size"}
    assert "unplanned" in {each.kind for each in worklist(ward.file, date(2026, 5, 31))}
    assert refusal(checks.plan_year, ward.file, 2026, date(2026, 6, 2)) == {
        "": "Every group has a check planned in 2026."
    }


def test_every_paying_out_comes_to_a_check(ward: SmallWard) -> None:
    """A part that is paid out after the first was checked."""
    loan = ward.lend(ward.members[2], paid=20 * MILLION)
    checked_on = PAID_DAY + timedelta(days=5)
    call = CheckCall(group=ward.group.id, day=checked_on)
    checks.save_check(
        ward.file, checked(checks.open_use_check(ward.file, call, TODAY).record), TODAY
    )
    part_on = checked_on + timedelta(days=1)
    assert not due(ward, part_on, "use_check")
    loans.pay_next_part(ward.file, loan.id, NextPart(paid_on=part_on, amount=30 * MILLION), TODAY)
    (duty,) = due(ward, part_on, "use_check")
    assert (duty.due_on, duty.amount) == (part_on + timedelta(days=30), 30 * MILLION)
    again = checks.open_use_check(ward.file, replace(call, day=part_on), TODAY).record
    assert [(each.loan, each.received) for each in again.lines] == [(loan.id, 30 * MILLION)]
    checks.save_check(ward.file, checked(again), TODAY)
    assert not due(ward, part_on, "use_check")


def test_two_parts_not_checked_are_one_duty_by_the_day_of_the_first(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], paid=20 * MILLION)
    call = CheckCall(group=ward.group.id, day=PAID_DAY)
    begun = checks.open_use_check(ward.file, call, TODAY).record
    part = NextPart(paid_on=PAID_DAY + timedelta(days=9), amount=30 * MILLION)
    loans.pay_next_part(ward.file, loan.id, part, TODAY)
    (duty,) = due(ward, TODAY, "use_check")
    assert (duty.due_on, duty.amount) == (PAID_DAY + timedelta(days=30), 50 * MILLION)
    again = checks.open_use_check(ward.file, replace(call, day=TODAY), TODAY).record
    assert (again.id, again.lines[0].received) == (begun.id, 50 * MILLION)


def test_a_loan_taken_over_is_checked_where_its_time_was_not_over(ward: SmallWard) -> None:
    paid_on = date(2026, 5, 20)
    found = []
    for days in (29, 30, 31):
        listed_on = paid_on + timedelta(days=days)
        ward.take_over(ward.members[2], "6600017", paid_on, listed_on=listed_on)
        found.append([each.due_on for each in due(ward, TODAY, "use_check")])
        taken_back(ward)
    assert found == [[date(2026, 6, 19)], [date(2026, 6, 19)], []]


def taken_back(ward: SmallWard) -> None:
    """Take the only loan back."""
    (loan,) = records.find(ward.file, Loan)
    loans.reverse(ward.file, ward.account(loan).entries[0].id, "Thử", TODAY)


def test_a_month_in_which_nothing_was_owed_is_none_to_collect(ward: SmallWard) -> None:
    """The first loan of a group is paid out on 25/03."""
    ward.lend(ward.members[2])

    def collected(day: date) -> list[date | None]:
        return [each.due_on for each in due(ward, day, "collection")]

    assert collected(PAID_DAY) == [date(2026, 3, 31)]
    assert collected(PAID_DAY + timedelta(days=1)) == [date(2026, 3, 31)], "not of February"
    assert collected(date(2026, 4, 1)) == [date(2026, 3, 31), date(2026, 4, 30)]
    registers.save(ward.file, replace(ward_of(ward.file), transaction_day=25))
    assert collected(date(2026, 3, 26)) == [], "on the day of collection nothing was owed yet"
    registers.save(ward.file, replace(ward_of(ward.file), transaction_day=26))
    assert collected(date(2026, 3, 26)) == [date(2026, 3, 26)]


def test_what_is_still_open_in_a_period_is_told_before_it_closes(ward: SmallWard) -> None:
    """A loan paid out on 25/03 is due for its check on 24/04; a list waits since March."""
    ward.lend(ward.members[2])
    waiting = ward.apply(ward.members[3], applied_on=date(2026, 4, 2))
    ward.hold(date(2026, 4, 10))
    ward.open_meeting(date(2026, 5, 5))

    def open_in(month: int) -> list[str]:
        return [each.kind for each in still_open(ward.file, periods.month(date(2026, month, 1)))]

    assert open_in(2) == []
    assert open_in(3) == ["collection"]
    assert open_in(4) == ["to_ward", "collection", "use_check"]
    assert open_in(5) == ["minutes", "to_ward", "collection", "use_check"]
    year = still_open(ward.file, periods.year(2026))
    assert [each.text[-7:] for each in year if each.kind == "collection"] == [
        f"{number:02d}/2026" for number in range(3, 13)
    ]
    lines = told(still_open(ward.file, periods.month(date(2026, 4, 1))))
    assert lines[0] == "Lists to send to the ward: 1 (List 02 of 001 Số 1: 1 applications)"
    assert len(lines) == 3
    applications.withdraw(ward.file, waiting.id, "Không cần nữa", TODAY)
    assert open_in(4) == ["collection", "use_check"]


def test_many_of_a_kind_are_told_by_the_first(ward: SmallWard) -> None:
    many = [Duty("card", "member", number, ward.group.id, f"Thẻ {number}") for number in range(4)]
    assert told(many) == ["Citizen cards that expire: 4 (Thẻ 0; Thẻ 1; Thẻ 2; …)"]


def test_a_group_without_a_leader_is_a_duty(ward: SmallWard) -> None:
    assert due(ward, TODAY, "no_leader") == []
    leader = ward.get(Member, ward.members[0].id)
    registers.save_member(ward.file, replace(leader, left_on=TODAY))
    assert due(ward, TODAY - timedelta(days=1), "no_leader") == []
    (duty,) = due(ward, TODAY, "no_leader")
    assert (duty.table, duty.id) == ("group", ward.group.id)
