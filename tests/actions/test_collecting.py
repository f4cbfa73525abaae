"""The collection of a month: the sheet shows everyone, saving enters all or nothing, reopening takes it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import agreements, closings, collecting, loans, registers, savings
from lcdesk.domain.closings import Closing
from lcdesk.domain.collecting import (
    CashLine,
    Collection,
    CollectionLine,
    CollectionSheet,
    SavingsMove,
)
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import LoanId
from lcdesk.domain.ledger import Balance, Entry
from lcdesk.domain.loans import Handover, Loan, Repayment, Settlement
from lcdesk.domain.people import Member
from lcdesk.printing import visits
from lcdesk.queries import month_sheets
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records
from tests.small_ward import MILLION, NAMES, PAID_DAY, TODAY, SmallWard, refusal

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
DAY = date(2026, 5, 20)


def line(ward: SmallWard, member: int, loan: Loan | None = None, **facts: Any) -> CollectionLine:
    return CollectionLine(
        member=ward.members[member].id, loan=LoanId(loan.id if loan else 0), **facts
    )


def save(
    ward: SmallWard,
    *lines: CollectionLine,
    held_on: date = DAY,
    version: int = 0,
    month: date = MAY,
) -> Collection:
    sheet = CollectionSheet(held_on=held_on, lines=lines)
    sheet = replace(sheet, cash=(CashLine(denomination=1, count=sheet.total),))
    return collecting.save_sheet(ward.file, ward.group.id, month, sheet, version, TODAY).record


def reopen(ward: SmallWard, saved: Collection, reason: str = "Ghi nhầm") -> Collection:
    return collecting.reopen_sheet(ward.file, saved.id, reason, TODAY).record


def opened(ward: SmallWard, month: date = MAY, **facts: Any) -> month_sheets.MonthSheet:
    return month_sheets.open_sheet(ward.file, ward.group.id, month, TODAY, **facts)


def rows_of(ward: SmallWard, member: int, **facts: Any) -> list[month_sheets.MonthRow]:
    return [row for row in opened(ward, **facts).rows if row.member.id == ward.members[member].id]


def typed(sheet: month_sheets.MonthSheet) -> list[CollectionLine]:
    return [
        row.collected
        for row in sheet.rows
        if row.collected != CollectionLine(member=row.member.id, loan=row.collected.loan)
    ]


def move(ward: SmallWard, kind: str, member: int, amount: int, on: date = DAY) -> None:
    asked = SavingsMove(member=ward.members[member].id, moved_on=on, amount=amount)
    savings.move(ward.file, kind, asked, TODAY)


def kept(ward: SmallWard) -> tuple[Sequence[object], ...]:
    return (
        ledger.everything(ward.file),
        *(records.find(ward.file, cls) for cls in (Collection, Closing, Loan)),
        ward.file.db.execute("SELECT count(*) FROM verb").fetchone(),
    )


def balances(ward: SmallWard, on: date = TODAY) -> tuple[dict[LoanId, Balance], dict[int, int]]:
    return ledger.loan_balances(ward.file, on), {
        id: sum_ for id, sum_ in ledger.savings(ward.file, on).items() if sum_
    }


@pytest.fixture
def loan(ward: SmallWard) -> Loan:
    return ward.lend(ward.members[2])


# The sheet


def test_every_member_stands_on_the_sheet_in_the_order_of_names(
    ward: SmallWard, loan: Loan
) -> None:
    sheet = opened(ward)
    assert (sheet.group, sheet.month, sheet.saved) == (ward.group, MAY, None)
    assert len(sheet.rows) == len(NAMES)
    names = [row.member.name.split()[-1] for row in sheet.rows]
    assert names == ["Bươu", "Cụt", "Đủ", "Giấy", "Hương", "Riêng", "Rốt"]
    (owing,) = [row for row in sheet.rows if row.loan]
    assert (owing.member, owing.loan, owing.programme, owing.outstanding) == (
        ward.members[2],
        loan,
        "HN",
        50 * MILLION,
    )
    assert owing.interest_due == ward.account(loan).on(sheet.held_on).interest_owed > 0
    assert all(
        row.first and not row.outstanding and not row.interest_due
        for row in sheet.rows
        if not row.loan
    )


def test_a_member_with_two_loans_has_two_rows_and_savings_on_the_first(
    ward: SmallWard, loan: Loan
) -> None:
    registers.save_group(ward.file, replace(ward.get(Group, ward.group.id), minimum_saving=20_000))
    other = ward.lend(ward.members[2], "HSSV")
    move(ward, "saved", 2, 300_000)
    rows = rows_of(ward, 2)
    assert [(row.loan.id, row.programme, row.first) for row in rows] == [
        (loan.id, "HN", True),
        (other.id, "HSSV", False),
    ]
    assert [(row.savings, row.saving_expected) for row in rows] == [(300_000, 20_000), (0, 0)]


def test_who_left_but_owes_is_still_on_the_sheet(ward: SmallWard, loan: Loan) -> None:
    for member in (2, 3):
        left = replace(ward.members[member], left_on=date(2026, 5, 10), left_reason="Chuyển đi")
        registers.save_member(ward.file, left)
    assert len(rows_of(ward, 2)) == 1
    assert rows_of(ward, 3) == []
    assert len(rows_of(ward, 3, held_on=date(2026, 5, 9))) == 1, "on that day they had not left"


def test_who_was_in_another_group_all_along_pays_there(ward: SmallWard, loan: Loan) -> None:
    facts: dict[str, Any] = {
        "association": ward.group.association,
        "neighbourhood": ward.group.neighbourhood,
    }
    other = registers.save_group(ward.file, Group(code="002", name="Số 2", **facts)).record
    registers.save_member(ward.file, replace(ward.members[2], group=other.id))
    assert rows_of(ward, 2) == []
    there = month_sheets.open_sheet(ward.file, other.id, MAY, TODAY)
    assert [(row.member.id, row.loan and row.loan.id) for row in there.rows] == [
        (ward.members[2].id, loan.id)
    ]


def test_a_settled_loan_is_off_the_sheet_and_owed_interest_keeps_it_on(
    ward: SmallWard, loan: Loan
) -> None:
    loans.repay(
        ward.file, loan.id, Repayment(paid_on=date(2026, 5, 5), principal=50 * MILLION), TODAY
    )
    (row,) = rows_of(ward, 2)
    assert (row.loan, row.outstanding) == (loan, 0)
    assert row.interest_due == 63_288 + 271_233 + 36_164
    loans.settle(ward.file, loan.id, Settlement(paid_on=date(2026, 5, 6)), TODAY)
    (row,) = rows_of(ward, 2)
    assert (row.loan, row.first) == (None, True)


@pytest.mark.parametrize(
    ("transaction_day", "month", "day"),
    [
        (0, MAY, date(2026, 5, 31)),
        (0, JUNE, TODAY),
        (1, MAY, date(2026, 5, 1)),
        (8, MAY, date(2026, 5, 8)),
        (31, date(2026, 4, 1), date(2026, 4, 30)),
        (8, JUNE, date(2026, 6, 8)),
        (8, date(2026, 7, 1), date(2026, 7, 8)),
        (0, date(2026, 7, 1), date(2026, 7, 31)),
    ],
)
def test_the_usual_day_lies_in_the_month_also_one_to_come(
    ward: SmallWard, transaction_day: int, month: date, day: date
) -> None:
    registers.save(ward.file, replace(ward_of(ward.file), transaction_day=transaction_day))
    assert opened(ward, month).held_on == day


def test_a_loan_before_it_was_paid_out_is_not_on_the_sheet(ward: SmallWard, loan: Loan) -> None:
    assert [
        row.loan for row in rows_of(ward, 2, month=date(2026, 3, 1), held_on=date(2026, 3, 24))
    ] == [None]


# Saved


def test_a_saved_sheet_enters_all_of_it(ward: SmallWard, loan: Loan) -> None:
    move(ward, "saved", 2, MILLION, PAID_DAY)
    lines = (
        line(ward, 2, loan, interest_paid=300_000, saved=50_000, from_savings=400_000),
        line(ward, 3, saved=30_000),
        line(ward, 4),
    )
    saved = save(ward, *lines)
    assert (saved.state, saved.month, saved.held_on) == ("saved", MAY, DAY)
    now = ward.account(loan).on(DAY).balance
    assert (now.outstanding, now.interest_paid) == (50 * MILLION - 400_000, 300_000)
    assert ledger.savings(ward.file, DAY) == {
        ward.members[2].id: 650_000,
        ward.members[3].id: 30_000,
    }
    assert {(each.sheet, each.entry_on) for each in ledger.of_sheet(ward.file, saved.id)} == {
        (saved.id, DAY)
    }
    assert month_sheets.collection_of(ward.file, ward.group.id, DAY) == saved


def test_a_saved_sheet_shows_what_was_owed_before_it_and_what_was_typed(
    ward: SmallWard, loan: Loan
) -> None:
    move(ward, "saved", 2, MILLION, PAID_DAY)
    other = ward.lend(ward.members[2], "HSSV")
    before = opened(ward, held_on=DAY)
    lines = (
        line(ward, 2, loan, interest_paid=300_000, saved=50_000, from_savings=400_000),
        line(ward, 2, other, interest_paid=200_000),
        line(ward, 3, saved=30_000),
    )
    saved = save(ward, *lines)
    after = opened(ward)
    assert (after.saved, after.held_on) == (saved, DAY)
    assert {(each.member, each.loan): each for each in typed(after)} == {
        (each.member, each.loan): each for each in lines
    }
    assert [replace(row, collected=None) for row in after.rows] == [
        replace(row, collected=None) for row in before.rows
    ]


def test_paying_the_whole_from_savings_settles_and_still_stands_on_the_sheet(
    ward: SmallWard,
) -> None:
    loan = ward.lend(ward.members[2], approved={"approved_amount": MILLION})
    move(ward, "saved", 2, MILLION, PAID_DAY)
    now = ward.account(loan).on(DAY)
    save(ward, line(ward, 2, loan, interest_paid=now.interest_unpaid, from_savings=MILLION))
    assert ward.road(loan) == "settled"
    (row,) = rows_of(ward, 2)
    assert (row.outstanding, row.interest_due, row.savings) == (
        MILLION,
        now.interest_owed,
        MILLION,
    )


def test_paying_the_interest_left_of_a_repaid_loan_settles_it(ward: SmallWard, loan: Loan) -> None:
    loans.repay(
        ward.file, loan.id, Repayment(paid_on=date(2026, 6, 5), principal=50 * MILLION), TODAY
    )
    owed = ward.account(loan).on(TODAY).interest_unpaid
    saved = save(ward, line(ward, 2, loan, interest_paid=owed), held_on=DAY)
    assert ward.account(loan).on(TODAY).is_settled
    assert ward.road(loan) == "settled"
    reopen(ward, saved)
    assert ward.road(loan) == "active"


def test_nothing_more_comes_in_on_a_loan_that_was_settled_later(
    ward: SmallWard, loan: Loan
) -> None:
    loans.settle(ward.file, loan.id, Settlement(paid_on=date(2026, 6, 5)), TODAY)
    before = kept(ward)
    assert refusal(save, ward, line(ward, 3, saved=1), line(ward, 2, loan, interest_paid=1)) == {
        "lines.1.interest_paid": f"The loan {loan.code} was settled on 05/06/2026; nothing more is entered on it."
    }
    assert kept(ward) == before


def test_a_sheet_is_saved_once(ward: SmallWard, loan: Loan) -> None:
    save(ward, line(ward, 2, loan, interest_paid=300_000))
    before = kept(ward)
    for version in (0, 1):
        assert refusal(save, ward, line(ward, 3, saved=1), version=version) == {
            "": "This month was saved, collected on 20/05/2026. Reopen it with a reason to change it."
        }
    assert kept(ward) == before
    save(ward, line(ward, 2, loan, interest_paid=300_000), held_on=date(2026, 6, 20), month=JUNE)


def test_two_officers_on_one_sheet(ward: SmallWard, loan: Loan) -> None:
    first = save(ward, line(ward, 3, saved=1))
    again = reopen(ward, first)
    before = kept(ward)
    stale = {
        "": "Someone else has saved this sheet since. Open it again; what you typed is kept as a draft."
    }
    for version in (0, first.version):
        assert refusal(save, ward, line(ward, 3, saved=2), version=version) == stale
    assert kept(ward) == before
    save(ward, line(ward, 3, saved=2), version=again.version)
    assert refusal(save, ward, line(ward, 4, saved=1), version=1, month=JUNE, held_on=JUNE) == stale


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 6, 1), date(2025, 5, 20)])
def test_the_day_lies_in_the_month(ward: SmallWard, day: date) -> None:
    assert refusal(save, ward, line(ward, 3, saved=1), held_on=day) == {
        "held_on": "The day must lie in the month 05/2026."
    }


def test_principal_from_savings_is_at_most_the_savings_and_names_its_line(
    ward: SmallWard, loan: Loan
) -> None:
    move(ward, "saved", 2, 100_000)
    other = ward.lend(ward.members[3])
    before = kept(ward)
    lines = [
        line(ward, 2, loan, saved=50_000, from_savings=150_001),
        line(ward, 4, saved=30_000),
        line(ward, 3, other, interest_paid=1, from_savings=1),
    ]
    assert refusal(save, ward, *lines) == {
        "lines.0.from_savings": "At most 150,000 đ can be taken from the savings on 20/05/2026.",
        "lines.2.from_savings": "At most 0 đ can be taken from the savings on 20/05/2026.",
    }
    assert kept(ward) == before
    save(ward, replace(lines[0], from_savings=150_000), lines[1])
    assert ledger.savings(ward.file, DAY)[ward.members[2].id] == 0


def test_principal_from_savings_is_at_most_what_is_outstanding(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], approved={"approved_amount": MILLION})
    move(ward, "saved", 2, 2 * MILLION)
    assert refusal(save, ward, line(ward, 2, loan, from_savings=MILLION + 1)) == {
        "lines.0.from_savings": "At most 1,000,000 đ can be repaid on 20/05/2026: so much is outstanding."
    }


def test_interest_on_a_loan_not_paid_out_yet_is_refused(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], on=date(2026, 5, 25))
    assert refusal(save, ward, line(ward, 2, loan, interest_paid=1)) == {
        "lines.0.interest_paid": "The loan was paid out on 25/05/2026. Nothing can be entered before."
    }


def test_interest_is_at_most_what_is_owed_and_a_month_ahead_also_on_a_loan_that_goes_on(
    ward: SmallWard, loan: Loan
) -> None:
    (row,) = rows_of(ward, 2, held_on=DAY)
    typo = line(ward, 2, loan, interest_paid=row.interest_due * 1000)
    before = kept(ward)
    told = refusal(save, ward, line(ward, 3, saved=1), typo)
    assert set(told) == {"lines.1.interest_paid"}
    assert told["lines.1.interest_paid"].startswith(
        "At most 787,000 đ of interest: 506,302 đ has accrued to 20/05/2026"
    )
    assert kept(ward) == before
    save(ward, line(ward, 2, loan, interest_paid=787_000))


def test_the_cash_and_the_day_are_judged_whoever_sends_the_sheet(
    ward: SmallWard, loan: Loan
) -> None:
    sheet = CollectionSheet(held_on=DAY, lines=(line(ward, 3, saved=20_000),))
    told = refusal(collecting.save_sheet, ward.file, ward.group.id, MAY, sheet, 0, TODAY)
    assert told == {
        "cash": "The sheet comes to 20,000 đ in cash, the cash counted to 0 đ: 20,000 đ are missing."
    }
    assert set(refusal(save, ward, held_on=date(2026, 7, 1), month=date(2026, 7, 1))) == {"held_on"}
    alone = CollectionLine(member=ward.members[3].id, interest_paid=1)
    assert set(refusal(save, ward, alone)) == {"lines.0.interest_paid"}


def test_interest_stands_under_who_owes_the_loan(ward: SmallWard, loan: Loan) -> None:
    told = refusal(save, ward, line(ward, 3, loan, interest_paid=1_000))
    sentence = f"The loan {loan.code} is owed by Nguyễn Thị Hoa Giấy on 20/05/2026; enter it under that name."
    assert told == {"lines.0.interest_paid": sentence}


def test_a_line_of_another_group_is_refused(ward: SmallWard, loan: Loan) -> None:
    facts: dict[str, Any] = {
        "association": ward.group.association,
        "neighbourhood": ward.group.neighbourhood,
    }
    other = registers.save_group(ward.file, Group(code="002", name="Số 2", **facts)).record
    for given in (line(ward, 3, saved=1), line(ward, 2, loan, interest_paid=1)):
        sheet = CollectionSheet(
            held_on=DAY, lines=(given,), cash=(CashLine(denomination=1, count=1),)
        )
        (told,) = refusal(collecting.save_sheet, ward.file, other.id, MAY, sheet, 0, TODAY).values()
        assert "is not in the group 002 Số 2 on 20/05/2026" in told


# Reopened


def test_reopening_restores_every_balance_and_what_was_typed_comes_back(
    ward: SmallWard, loan: Loan
) -> None:
    move(ward, "saved", 2, MILLION, PAID_DAY)
    other = ward.lend(ward.members[2], "HSSV")
    before = {day: balances(ward, day) for day in (PAID_DAY, DAY, TODAY)}
    lines = (
        line(ward, 2, loan, interest_paid=300_000, saved=50_000, from_savings=400_000),
        line(ward, 2, other, interest_paid=200_000, from_savings=100_000),
        line(ward, 3, saved=30_000),
    )
    saved = save(ward, *lines)
    again = reopen(ward, saved)
    assert (again.state, again.reopened_reason) == ("reopened", "Ghi nhầm")
    after = {day: balances(ward, day) for day in before}
    assert after == before
    sheet = opened(ward)
    assert {(each.member, each.loan): each for each in typed(sheet)} == {
        (each.member, each.loan): each for each in lines
    }
    mended = (replace(lines[0], saved=60_000, from_savings=0), lines[2])
    save(ward, *mended, version=again.version, held_on=date(2026, 5, 21))
    sheet = opened(ward)
    assert sheet.held_on == date(2026, 5, 21)
    assert {(each.member, each.loan): each for each in typed(sheet)} == {
        (each.member, each.loan): each for each in mended
    }
    assert ledger.savings(ward.file, TODAY) == {
        ward.members[2].id: MILLION + 60_000,
        ward.members[3].id: 30_000,
    }


def test_a_sheet_saved_empty_after_reopening_is_empty(ward: SmallWard, loan: Loan) -> None:
    again = reopen(ward, save(ward, line(ward, 2, loan, interest_paid=300_000)))
    save(ward, version=again.version)
    assert typed(opened(ward)) == []


def test_a_sheet_can_be_reopened_again_and_again(ward: SmallWard, loan: Loan) -> None:
    saved = save(ward, line(ward, 2, loan, interest_paid=300_000, saved=10_000))
    for amount in (1, 2, 3):
        again = reopen(ward, saved)
        saved = save(
            ward, line(ward, 2, loan, interest_paid=amount, saved=10_000), version=again.version
        )
        (row,) = rows_of(ward, 2)
        assert (row.collected.interest_paid, row.collected.saved) == (amount, 10_000)
    assert ward.account(loan).on(TODAY).balance.interest_paid == 3


def test_reopening_needs_a_reason_an_open_month_and_a_saved_sheet(
    ward: SmallWard, loan: Loan
) -> None:
    saved = save(ward, line(ward, 2, loan, interest_paid=300_000))
    assert refusal(reopen, ward, saved, "") == {"reason": "Please write a reason."}
    closed = closings.close(ward.file, "month", DAY, TODAY).record
    assert "The month 05/2026 is closed, and" in " ".join(refusal(reopen, ward, saved).values())
    closings.reopen(ward.file, closed.id, "Sửa", TODAY)
    reopen(ward, saved)
    assert refusal(reopen, ward, saved) == {"": "This sheet is open already."}


def test_a_sheet_on_whose_savings_later_entries_rest_stays(ward: SmallWard) -> None:
    saved = save(ward, line(ward, 3, saved=100_000))
    move(ward, "withdrawn", 3, 100_000, TODAY)
    before = kept(ward)
    assert refusal(reopen, ward, saved) == {
        "": "The balance of 30/06/2026 would not be possible. Take back the later entries first."
    }
    assert kept(ward) == before


def test_an_entry_of_a_sheet_is_taken_back_with_its_sheet(ward: SmallWard, loan: Loan) -> None:
    saved = save(ward, line(ward, 2, loan, interest_paid=300_000))
    (entry,) = ledger.of_sheet(ward.file, saved.id)
    assert refusal(loans.reverse, ward.file, entry.id, "Nhầm", TODAY) == {
        "": "This came with a monthly collection. Reopen that sheet and correct it there."
    }


def test_a_reopened_sheet_can_be_shown_for_an_earlier_day(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], on=date(2026, 5, 15))
    move(ward, "saved", 2, MILLION, PAID_DAY)
    saved = save(ward, line(ward, 2, loan, interest_paid=1000, saved=5, from_savings=400_000))
    for day, outstanding in (
        (date(2026, 5, 10), 0),
        (date(2026, 5, 18), 50 * MILLION),
        (date(2026, 5, 25), 50 * MILLION),
    ):
        (row,) = rows_of(ward, 2, held_on=day)
        assert (row.outstanding, row.savings) == (outstanding, MILLION)
    reopen(ward, saved)
    assert [row.outstanding for row in rows_of(ward, 2, held_on=date(2026, 5, 10))] == [0]


def test_the_sheet_of_a_month_before_a_hand_over_names_who_owed_then(
    ward: SmallWard, loan: Loan
) -> None:
    kin = ward.add(31, household=ward.members[2].household)
    given = line(ward, 2, loan, interest_paid=300_000, saved=10_000)
    save(ward, given)
    asked = Handover(from_on=date(2026, 6, 10), member=kin.id, reason="Qua đời")
    agreements.hand_over(ward.file, loan.id, asked, TODAY)
    assert typed(opened(ward)) == [given]
    june = opened(ward, JUNE, held_on=date(2026, 6, 20))
    assert [row.member.id for row in june.rows if row.loan] == [kin.id]


def test_what_was_typed_stays_on_the_sheet_whatever_is_entered_before_it_later(
    ward: SmallWard, loan: Loan
) -> None:
    kin = ward.add(31, household=ward.members[2].household)
    given = line(ward, 2, loan, interest_paid=300_000, saved=10_000)
    saved = save(ward, given, line(ward, 3, saved=30_000))
    asked = Handover(from_on=date(2026, 5, 10), member=kin.id, reason="Qua đời")
    agreements.hand_over(ward.file, loan.id, asked, TODAY)
    loans.repay(
        ward.file, loan.id, Repayment(paid_on=date(2026, 5, 11), principal=50 * MILLION), TODAY
    )
    left = replace(ward.members[3], left_on=date(2026, 5, 1), left_reason="Chuyển đi")
    registers.save_member(ward.file, left)
    assert typed(opened(ward)) == [line(ward, 3, saved=30_000), given]
    reopen(ward, saved)
    assert typed(opened(ward)) == [line(ward, 3, saved=30_000), given]


# Months


def test_a_month_is_closed_after_its_last_day_and_once(ward: SmallWard) -> None:
    assert refusal(closings.close, ward.file, "month", date(2026, 6, 1), TODAY) == {
        "month": "It can be closed after its last day, 30/06/2026."
    }
    closed = closings.close(ward.file, "month", DAY, TODAY).record
    assert closed.month == MAY
    assert refusal(closings.close, ward.file, "month", MAY, TODAY) == {
        "month": "The month 05/2026 is closed already."
    }
    assert (
        "Please write a reason."
        in refusal(closings.reopen, ward.file, closed.id, "", TODAY).values()
    )
    closings.reopen(ward.file, closed.id, "Ghi sót", TODAY)
    closings.close(ward.file, "month", MAY, TODAY)


def test_no_sheet_is_saved_in_a_closed_month(ward: SmallWard) -> None:
    closings.close(ward.file, "month", MAY, TODAY)
    before = kept(ward)
    (text,) = refusal(save, ward, line(ward, 3, saved=1)).values()
    assert (
        text
        == "The month 05/2026 is closed, and with it every day up to 31/05/2026. Enter it on a later day, or "
        "reopen what is closed, the last first, with a reason."
    )
    assert kept(ward) == before


def test_a_large_group_is_collected_with_every_kind_of_row(ward: SmallWard) -> None:
    """Loans old and new, with and without savings: the sheet comes to what stands in the ledger after it."""
    for number in range(3):
        ward.take_over(
            ward.members[number],
            f"77{number}",
            date(2025, 1, 10),
            amount=30 * MILLION,
            term_months=36,
            outstanding=(3 - number) * 10 * MILLION,
            listed_on=date(2026, 1, 10),
        )
    lines = tuple(
        replace(row.collected, interest_paid=row.interest_due, saved=10_000 if row.first else 0)
        for row in opened(ward, held_on=DAY).rows
    )
    saved = save(ward, *lines)
    assert sum(each.interest_paid for each in lines) == sum(
        each.amount for each in ledger.of_sheet(ward.file, saved.id) if each.kind == "interest_paid"
    )
    assert [
        row.interest_due for row in opened(ward, JUNE, held_on=date(2026, 6, 1)).rows if row.loan
    ] == [
        ward.account(row.loan).on(date(2026, 6, 1)).interest_owed
        for row in opened(ward, JUNE).rows
        if row.loan
    ]
    assert all(
        isinstance(each, Entry) and each.amount for each in ledger.of_sheet(ward.file, saved.id)
    )


# By transfer, and no line twice


def test_what_came_by_transfer_is_not_in_the_cash(ward: SmallWard, loan: Loan) -> None:
    lines = (
        line(ward, 2, loan, interest_paid=200_000, saved=50_000, transfer=True),
        line(ward, 3, saved=20_000),
    )
    sheet = CollectionSheet(held_on=DAY, lines=lines)
    assert (sheet.total, set(sheet.complaints(TODAY))) == (20_000, {"cash"})
    saved = save(ward, *lines)
    entries = ledger.of_sheet(ward.file, saved.id)
    assert {(each.kind, each.amount): each.transfer for each in entries} == {
        ("interest_paid", 200_000): True,
        ("saved", 50_000): True,
        ("saved", 20_000): False,
    }
    assert typed(opened(ward)) == [lines[1], lines[0]], "the sheet says it again"
    paper = visits.collection(ward.file, opened(ward))
    assert (paper.total, paper.transferred, paper.cash_taken, paper.counted) == (
        270_000,
        250_000,
        20_000,
        20_000,
    )


def test_principal_from_savings_is_neither_cash_nor_transfer(ward: SmallWard, loan: Loan) -> None:
    move(ward, "saved", 2, MILLION, PAID_DAY)
    saved = save(ward, line(ward, 2, loan, from_savings=MILLION, interest_paid=1, transfer=True))
    entries = ledger.of_sheet(ward.file, saved.id)
    assert {each.kind: each.transfer for each in entries} == {
        "interest_paid": True,
        "repaid_from_savings": False,
    }


def test_a_line_that_stands_twice_is_refused_in_the_action_too(ward: SmallWard, loan: Loan) -> None:
    before = kept(ward)
    twice = line(ward, 2, loan, interest_paid=1_000)
    told = refusal(save, ward, twice, line(ward, 3, saved=1), twice)
    assert told == {
        "lines.2.interest_paid": "This line stands on the sheet twice; enter all of it on one."
    }
    assert kept(ward) == before


def test_the_sheet_asks_for_what_has_fallen_due(ward: SmallWard, loan: Loan) -> None:
    """The interest of a month falls due on the ward's day of the next one, or on the loan's own."""
    registers.save(ward.file, replace(ward_of(ward.file), transaction_day=15))
    march = 63_288  # 7 days
    for day, due in ((14, 0), (15, march), (30, march)):
        held_on = date(2026, 4, day)
        (row,) = rows_of(ward, 2, month=date(2026, 4, 1), held_on=held_on)
        assert row.interest_due == due == ward.account(loan).on(held_on).interest_owed
    loans.correct(ward.file, replace(ward.get(Loan, loan.id), interest_day=20))
    for day, due in ((19, 0), (20, march)):
        (row,) = rows_of(ward, 2, month=date(2026, 4, 1), held_on=date(2026, 4, day))
        assert row.interest_due == due


def test_who_was_never_admitted_saves_nothing_on_the_sheet_either(
    ward: SmallWard, loan: Loan
) -> None:
    borrower = ward.get(Member, ward.members[2].id)
    with records.writing(ward.file, "older_program") as write:
        write.save(replace(borrower, joined_on=None))
    (said,) = refusal(save, ward, line(ward, 2, saved=50_000)).values()
    assert said == f"{borrower.name} is not admitted yet. Enter the day of joining first."
    save(ward, line(ward, 2, loan, interest_paid=300_000))
