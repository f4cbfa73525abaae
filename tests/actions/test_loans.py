"""The life of a loan: paid out, repaid, overdue, frozen, agreed anew, handed over, settled, taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from lcdesk.actions import (
    agreements,
    applications,
    closings,
    collecting,
    loans,
    registers,
    savings,
)
from lcdesk.actions.done import Done
from lcdesk.domain import periods
from lcdesk.domain.applications import Application
from lcdesk.domain.collecting import CashLine, CollectionLine, CollectionSheet, SavingsMove
from lcdesk.domain.ids import EntryId, GroupId
from lcdesk.domain.loans import (
    Disbursement,
    Extension,
    Handover,
    Loan,
    LoanTerms,
    NextPart,
    RateChange,
    Repayment,
    Rescheduling,
    Settlement,
    Transfer,
    WriteOff,
)
from lcdesk.domain.people import Member
from lcdesk.domain.schedules import Instalment
from lcdesk.domain.steps import Step
from lcdesk.queries import proposal_lists
from lcdesk.queries.ward import ward_of
from lcdesk.reporting import figures
from lcdesk.storage import ledger, records
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import DECIDED_DAY, MILLION, PAID_DAY, TODAY, SmallWard, refusal

DAY = date(2026, 5, 15)
TOMORROW = TODAY + timedelta(1)
LATE = ((date(2026, 5, 1), 20 * MILLION), (date(2027, 5, 1), 30 * MILLION))
"""Instalments of which the first is late by today."""


def disburse(ward: SmallWard, application: Application, **facts: Any) -> Done:
    asked = {"code": "66999", "paid_on": PAID_DAY, "amount": 50 * MILLION, **facts}
    return loans.disburse(ward.file, Disbursement(application=application.id, **asked), TODAY)


def repay(ward: SmallWard, loan: Loan, principal: int = 0, on: date = DAY, **facts: Any) -> Done:
    return loans.repay(
        ward.file, loan.id, Repayment(paid_on=on, principal=principal, **facts), TODAY
    )


def settle(ward: SmallWard, loan: Loan, on: date = DAY, **facts: Any) -> Done:
    return loans.settle(ward.file, loan.id, Settlement(paid_on=on, **facts), TODAY)


def next_part(ward: SmallWard, loan: Loan, amount: int, on: date = DAY, **facts: Any) -> Done:
    return loans.pay_next_part(
        ward.file, loan.id, NextPart(paid_on=on, amount=amount, **facts), TODAY
    )


def transfer(
    ward: SmallWard, act: Callable[..., Any], loan: Loan, amount: int, on: date = DAY
) -> Done:
    return act(
        ward.file,
        loan.id,
        Transfer(moved_on=on, amount=amount, number="7/QĐ", reason="Thiên tai"),
        TODAY,
    )


def move_overdue(ward: SmallWard, loan: Loan, amount: int, on: date = DAY) -> Done:
    return transfer(ward, loans.move_overdue, loan, amount, on)


def change_rate(ward: SmallWard, loan: Loan, rate: int, on: date = DAY) -> Done:
    return agreements.change_rate(
        ward.file, loan.id, RateChange(from_on=on, rate=rate, reason="Hạ lãi suất"), TODAY
    )


def extend(ward: SmallWard, loan: Loan, months: int, on: date = DAY) -> Done:
    return agreements.extend(
        ward.file,
        loan.id,
        Extension(from_on=on, months=months, number="3/GH", reason="Mất mùa"),
        TODAY,
    )


def reschedule(ward: SmallWard, loan: Loan, interval: int, on: date = DAY) -> Done:
    return agreements.reschedule(
        ward.file, loan.id, Rescheduling(from_on=on, interval=interval, reason="Mất mùa"), TODAY
    )


def hand_over(ward: SmallWard, loan: Loan, member: Member, on: date = DAY) -> Done:
    return agreements.hand_over(
        ward.file, loan.id, Handover(from_on=on, member=member.id, reason="Qua đời"), TODAY
    )


def reverse(ward: SmallWard, loan: Loan, kind: str, reason: str = "Ghi nhầm") -> Done:
    """Take back the newest entry of a kind with all that came with it."""
    entry = [
        each
        for each in ledger.of_loan(ward.file, loan.id)
        if each.kind == kind and not each.reverses
    ][-1]
    return loans.reverse(ward.file, entry.id, reason, TODAY)


def save(ward: SmallWard, member: Member, amount: int, on: date = PAID_DAY) -> None:
    savings.move(
        ward.file, "saved", SavingsMove(member=member.id, moved_on=on, amount=amount), TODAY
    )


def stands(ward: SmallWard, loan: Loan, on: date = TODAY) -> tuple[int, ...]:
    now = ward.account(loan).on(on).balance
    return now.outstanding, now.overdue, now.frozen


def kept(ward: SmallWard) -> tuple[Sequence[object], ...]:
    """Everything that a refused action might have changed."""
    return (
        ledger.everything(ward.file),
        *(records.find(ward.file, cls) for cls in (Loan, LoanTerms, Step)),
        ward.file.db.execute("SELECT count(*) FROM verb").fetchone(),
    )


def dues(ward: SmallWard, loan: Loan) -> list[tuple[date, int]]:
    return [(each.due_on, each.amount) for each in ward.account(loan).terms[-1].instalments]


@pytest.fixture
def approved(ward: SmallWard) -> Application:
    """An approved application, not paid out yet."""
    return ward.approve(ward.members[2])


@pytest.fixture
def loan(ward: SmallWard) -> Loan:
    """50 million at 6.6 % over 36 months, paid out whole."""
    return ward.lend(ward.members[2])


@pytest.fixture
def late(ward: SmallWard) -> Loan:
    """The same, with 20 million due on 1 May."""
    return ward.lend(ward.members[2], instalments=LATE)


# Paid out


def test_a_loan_begins_with_what_was_approved(ward: SmallWard) -> None:
    application = ward.approve(
        ward.members[2],
        approved={
            "approved_amount": 40 * MILLION,
            "approved_term_months": 60,
            "approved_rate": 7000,
        },
        fund_source="local",
    )
    done = disburse(ward, application, amount=40 * MILLION, receipt="GN 1")
    assert done.touched == {"application", "entry", "loan", "loan_terms", "step"}
    loan = ward.get(Loan, done.record.id)
    assert loan == done.record
    assert (loan.amount, loan.term_months, loan.instalment_months) == (40 * MILLION, 60, 24)
    assert (loan.member, loan.group, loan.programme) == (
        ward.members[2].id,
        ward.group.id,
        application.programme,
    )
    assert (loan.fund_source, loan.purpose, loan.approved_on) == (
        "local",
        application.purpose,
        DECIDED_DAY,
    )
    (terms,) = ward.account(loan).terms
    assert (terms.kind, terms.from_on, terms.rate, terms.member) == (
        "contract",
        PAID_DAY,
        7000,
        ward.members[2].id,
    )
    assert dues(ward, loan) == [
        (date(2028, 3, 25), 13_300_000),
        (date(2030, 3, 25), 13_300_000),
        (date(2031, 3, 25), 13_400_000),
    ]
    (entry,) = ward.account(loan).entries
    assert (entry.kind, entry.amount, entry.entry_on, entry.receipt) == (
        "disbursed",
        40 * MILLION,
        PAID_DAY,
        "GN 1",
    )
    assert ward.state(application) == "active"


def test_instalments_fall_due_on_the_transaction_day(
    ward: SmallWard, approved: Application
) -> None:
    registers.save(
        ward.file, replace(ward_of(ward.file), transaction_day=8, instalment_unit=MILLION)
    )
    loan = disburse(ward, approved).record
    assert dues(ward, loan) == [(date(2028, 3, 8), 25 * MILLION), (date(2029, 3, 8), 25 * MILLION)]


def test_a_loan_of_less_than_a_unit_each_gets_smaller_instalments(ward: SmallWard) -> None:
    application = ward.approve(
        ward.members[2], approved={"approved_amount": 500_000}, instalment_months=6
    )
    loan = disburse(ward, application, amount=500_000).record
    assert [amount for _day, amount in dues(ward, loan)] == [83_000] * 5 + [85_000]


def test_typed_instalments_stand_where_they_fit(ward: SmallWard, approved: Application) -> None:
    one, two = (Instalment(due_on=date(year, 3, 25), amount=25 * MILLION) for year in (2027, 2029))
    over = replace(two, due_on=date(2029, 3, 26))
    assert refusal(disburse, ward, approved, instalments=(one, over)) == {
        "instalments": "The term ends on 25/03/2029; the last instalment must fall due by then."
    }
    assert refusal(disburse, ward, approved, instalments=(one,)) == {
        "instalments": "The instalments sum to 25,000,000 đ; the loan is 50,000,000 đ."
    }
    loan = disburse(ward, approved, instalments=(one, two)).record
    assert dues(ward, loan) == [(one.due_on, one.amount), (two.due_on, two.amount)]


def test_only_what_was_approved_is_paid_out_and_once(
    ward: SmallWard, approved: Application
) -> None:
    before = kept(ward)
    assert refusal(disburse, ward, approved, amount=50 * MILLION + 1) == {
        "amount": "50,000,000 đ were approved; at most so much can be paid out."
    }
    assert refusal(disburse, ward, approved, paid_on=DECIDED_DAY - timedelta(1)) == {
        "paid_on": "The bank approved this on 20/03/2026. Enter that day or a later one."
    }
    assert refusal(disburse, ward, approved, paid_on=TOMORROW) == {
        "paid_on": "01/07/2026 is still to come. The latest day is today, 30/06/2026."
    }
    assert kept(ward) == before
    disburse(ward, approved)
    only = {"application": "Only an approved application can be paid out, and only once."}
    assert refusal(disburse, ward, approved, code="66998") == only
    assert refusal(disburse, ward, ward.apply(ward.members[3])) == only


def test_a_withdrawn_application_is_not_paid_out(ward: SmallWard, approved: Application) -> None:
    applications.withdraw(ward.file, approved.id, "Không vay nữa", TODAY)
    assert refusal(disburse, ward, approved).keys() == {"application"}


def test_a_loan_code_is_taken_once(ward: SmallWard, loan: Loan) -> None:
    other = ward.approve(ward.members[3])
    assert refusal(disburse, ward, other, code=loan.code) == {
        "code": f"This code belongs to the loan of {ward.members[2].name}. Look at the code on the papers of this loan."
    }
    assert refusal(
        loans.correct, ward.file, replace(disburse(ward, other).record, code=loan.code)
    ).keys() == {"code"}


def test_parts_are_paid_out_up_to_the_approval(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], paid=20 * MILLION)
    assert ward.road(loan) == "disbursed"
    assert refusal(next_part, ward, loan, 30 * MILLION + 1) == {
        "amount": "50,000,000 đ were approved; at most 30,000,000 đ can still be paid out."
    }
    assert refusal(next_part, ward, loan, MILLION, PAID_DAY - timedelta(1)) == {
        "paid_on": "The loan was paid out on 25/03/2026. Nothing can be entered before."
    }
    next_part(ward, loan, 10 * MILLION)
    assert ward.road(loan) == "disbursed"
    next_part(ward, loan, 20 * MILLION, TODAY)
    assert ward.road(loan) == "active"
    assert [stands(ward, loan, day)[0] for day in (PAID_DAY, DAY, TODAY)] == [
        20 * MILLION,
        30 * MILLION,
        50 * MILLION,
    ]
    assert "at most 0 đ" in refusal(next_part, ward, loan, 1, TODAY)["amount"]


def test_steps_of_the_application_bear_the_days_of_the_ledger(ward: SmallWard, loan: Loan) -> None:
    settle(ward, loan)
    steps = records.find(ward.file, Step, application=loan.application)
    assert [(each.went_to, each.taken_on) for each in steps[-3:]] == [
        ("disbursed", PAID_DAY),
        ("active", PAID_DAY),
        ("settled", DAY),
    ]


# Repaid


def test_a_repayment_of_principal_and_interest(ward: SmallWard, loan: Loan) -> None:
    done = repay(ward, loan, 10 * MILLION, interest=400_000, receipt="TN 5")
    assert "entry" in done.touched
    now = ward.account(loan).on(DAY).balance
    assert (now.outstanding, now.repaid, now.interest_paid) == (40 * MILLION, 10 * MILLION, 400_000)
    assert {each.receipt for each in ward.account(loan).entries[1:]} == {"TN 5"}
    assert ward.account(loan).on(DAY - timedelta(1)).balance.outstanding == 50 * MILLION


BAD = [
    (
        lambda ward, loan: repay(ward, loan, 1, PAID_DAY - timedelta(1)),
        "paid_on",
        "was paid out on 25/03/2026",
    ),
    (
        lambda ward, loan: repay(ward, loan, interest=1, on=PAID_DAY - timedelta(1)),
        "paid_on",
        "Nothing can be entered",
    ),
    (
        lambda ward, loan: repay(ward, loan, 1, TOMORROW),
        "paid_on",
        "The latest day is today, 30/06/2026.",
    ),
    (
        lambda ward, loan: repay(ward, loan, 50 * MILLION + 1),
        "principal",
        "At most 50,000,000 đ can be repaid on",
    ),
    (
        lambda ward, loan: repay(ward, loan, 50 * MILLION, from_savings=1),
        "principal",
        "At most 50,000,000 đ can be repaid on 15/05/2026: so much is outstanding.",
    ),
    (
        lambda ward, loan: repay(ward, loan, from_savings=700_001),
        "from_savings",
        "At most 700,000 đ can be taken from the savings on 15/05/2026.",
    ),
    (
        lambda ward, loan: repay(ward, loan, 1, date(2026, 4, 30)),
        "paid_on",
        "The month 04/2026 is closed, and",
    ),
    (
        lambda ward, loan: repay(ward, loan, 1, receipt="TN 1"),
        "receipt",
        "The receipt TN 1 was entered on 01/05/2026",
    ),
    (lambda ward, loan: settle(ward, loan, TOMORROW), "paid_on", "The latest day is today"),
    (lambda ward, loan: next_part(ward, loan, 1, TOMORROW), "paid_on", "The latest day is today"),
    (
        lambda ward, loan: move_overdue(ward, loan, 1),
        "amount",
        "0 đ are late on 15/05/2026; at most so much",
    ),
    (
        lambda ward, loan: transfer(ward, loans.freeze, loan, 50 * MILLION + 1),
        "amount",
        "At most 50,000,000 đ is outstanding, in term and not frozen",
    ),
    (
        lambda ward, loan: transfer(ward, loans.freeze, loan, 1, TOMORROW),
        "moved_on",
        "The latest day is today",
    ),
    (
        lambda ward, loan: transfer(ward, loans.unfreeze, loan, 1),
        "amount",
        "At most 0 đ is frozen on 15/05/2026.",
    ),
    (lambda ward, loan: change_rate(ward, loan, 6000, TOMORROW), "from_on", "to 30/06/2026."),
    (
        lambda ward, loan: change_rate(ward, loan, 6000, PAID_DAY - timedelta(1)),
        "from_on",
        "The day lies from 25/03/2026",
    ),
    (
        lambda ward, loan: change_rate(ward, loan, 6000, date(2026, 4, 30)),
        "from_on",
        "The month 04/2026 is closed, and",
    ),
    (lambda ward, loan: extend(ward, loan, 19), "months", "at most 18 in all; 18 are left"),
    (
        lambda ward, loan: reschedule(ward, loan, 6, date(2026, 4, 30)),
        "from_on",
        "The month 04/2026 is closed, and",
    ),
    (
        lambda ward, loan: hand_over(ward, loan, ward.members[3]),
        "member",
        "is not another member of the household of",
    ),
    (
        lambda ward, loan: hand_over(ward, loan, ward.members[2]),
        "member",
        "is not another member of the household of",
    ),
    (
        lambda ward, loan: agreements.take_back_terms(ward.file, loan.id, "Nhầm", TODAY),
        "",
        "Only the contract is left.",
    ),
    (lambda ward, loan: reverse(ward, loan, "disbursed", ""), "reason", "Please write a reason."),
    (
        lambda ward, loan: loans.reverse(ward.file, EntryId(99_999), "Nhầm", TODAY),
        "",
        "not in the file any more",
    ),
]


def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(ward: SmallWard) -> None:
    loan, other = ward.lend(ward.members[2]), ward.lend(ward.members[3])
    save(ward, ward.members[2], 700_000)
    repay(ward, other, 1, date(2026, 5, 1), receipt="TN 1")
    closings.close(ward.file, "month", date(2026, 4, 1), TODAY)
    before = kept(ward)
    for act, field, says in BAD:
        complaints = refusal(act, ward, loan)
        assert complaints.keys() == {field}, complaints
        assert says in complaints[field]
        assert kept(ward) == before, says


def test_interest_with_three_noughts_too_many_is_refused_and_the_loan_goes_on(
    ward: SmallWard, loan: Loan
) -> None:
    owed = ward.account(loan).on(DAY).interest_unpaid
    before = kept(ward)
    told = refusal(repay, ward, loan, principal=MILLION, interest=owed * 1000)
    assert set(told) == {"interest"} and told["interest"].startswith("At most ")
    assert kept(ward) == before
    repay(ward, loan, principal=50 * MILLION, interest=owed)
    assert ward.road(loan) == "settled"


def test_a_settled_loan_stays_as_it_is(ward: SmallWard, loan: Loan) -> None:
    settle(ward, loan)
    before = kept(ward)
    settled = {
        "": f"The loan {loan.code} was settled on 15/05/2026; nothing more is entered on it."
    }
    assert refusal(repay, ward, loan, 1) == settled
    assert refusal(repay, ward, loan, interest=1, on=TODAY) == settled
    assert refusal(next_part, ward, loan, 1) == settled
    assert refusal(transfer, ward, loans.freeze, loan, 1) == settled
    assert refusal(settle, ward, loan) == {"": "Nothing is owed on this loan any more."}
    for act in (
        lambda: change_rate(ward, loan, 6000),
        lambda: extend(ward, loan, 1),
        lambda: reschedule(ward, loan, 6),
    ):
        assert refusal(act) == {"": f"The loan {loan.code} is settled; its terms stay as they are."}
    assert kept(ward) == before


def test_no_repayment_before_later_ones_left_too_little(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, 30 * MILLION, TODAY)
    assert refusal(repay, ward, loan, 20 * MILLION + 1) == {
        "principal": "At most 20,000,000 đ can be repaid on 15/05/2026: so much is outstanding."
    }
    repay(ward, loan, 20 * MILLION)
    assert stands(ward, loan) == (0, 0, 0)


def test_settling_pays_all_with_the_interest_to_the_day(ward: SmallWard, loan: Loan) -> None:
    owed = ward.account(loan).on(DAY).interest_unpaid
    assert owed == 63_288 + 271_233 + 126_575  # 7 days of March, April, 14 days of May
    settle(ward, loan, receipt="TT 9")
    now = ward.account(loan).on(TODAY)
    assert (now.balance.outstanding, now.balance.interest_paid, now.interest_owed) == (0, owed, 0)
    assert now.is_settled and ward.road(loan) == "settled"


def test_settling_after_interest_was_paid_asks_for_the_rest(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, interest=334_521, on=date(2026, 5, 1))
    settle(ward, loan)
    assert ward.account(loan).entries[-2].amount == 126_575
    repaid = ward.lend(ward.members[3])
    repay(ward, repaid, 50 * MILLION)
    assert ward.road(repaid) == "active", "interest is owed still"
    settle(ward, repaid, TODAY)
    assert [each.kind for each in ward.account(repaid).entries] == [
        "disbursed",
        "repaid",
        "interest_paid",
    ]
    assert ward.road(repaid) == "settled"


def test_principal_from_savings(ward: SmallWard, loan: Loan) -> None:
    save(ward, ward.members[2], 3 * MILLION)
    repay(ward, loan, MILLION, from_savings=2 * MILLION)
    assert stands(ward, loan)[0] == 47 * MILLION
    assert ledger.savings(ward.file, TODAY) == {ward.members[2].id: MILLION}
    reverse(ward, loan, "repaid_from_savings")
    assert stands(ward, loan)[0] == 50 * MILLION
    assert ledger.savings(ward.file, TODAY) == {ward.members[2].id: 3 * MILLION}


def test_other_entries_are_taken_back_on_a_loan_repaid_from_savings(
    ward: SmallWard, loan: Loan
) -> None:
    save(ward, ward.members[2], 3 * MILLION)
    repay(ward, loan, from_savings=2 * MILLION)
    repay(ward, loan, interest=100_000)
    reverse(ward, loan, "interest_paid")
    assert ward.account(loan).on(TODAY).balance.interest_paid == 0
    save(ward, ward.members[2], 500_000, TODAY)
    loans.reverse(ward.file, ledger.of_savings(ward.file, ward.members[2].id)[-1].id, "Nhầm", TODAY)
    first = ledger.of_savings(ward.file, ward.members[2].id)[0]
    assert (
        "15/05/2026 would not be possible"
        in refusal(loans.reverse, ward.file, first.id, "Nhầm", TODAY)[""]
    )


# Overdue and frozen


def test_what_is_late_becomes_overdue_and_is_repaid_first(ward: SmallWard, late: Loan) -> None:
    assert refusal(move_overdue, ward, late, 20 * MILLION + 1) == {
        "amount": "20,000,000 đ are late on 15/05/2026; at most so much becomes overdue."
    }
    assert (
        "0 đ are late on 01/05/2026"
        in refusal(move_overdue, ward, late, 1, date(2026, 5, 1))["amount"]
    )
    move_overdue(ward, late, 20 * MILLION)
    assert ward.account(late).entries[-1].note == "7/QĐ: Thiên tai"
    assert "0 đ are late" in refusal(move_overdue, ward, late, 1, TODAY)["amount"], "once only"
    repay(ward, late, 5 * MILLION, TODAY)
    assert stands(ward, late) == (45 * MILLION, 15 * MILLION, 0)
    assert ward.account(late).on(TODAY).state == "overdue"
    repay(ward, late, 20 * MILLION, TODAY)
    assert stands(ward, late) == (25 * MILLION, 0, 0)


def test_overdue_interest_is_130_per_cent(ward: SmallWard, late: Loan) -> None:
    first, last = date(2026, 6, 1), date(2026, 6, 11)
    move_overdue(ward, late, 20 * MILLION, first)
    now = ward.account(late)
    tens = now.on(last).interest_accrued - now.on(first).interest_accrued
    assert tens == round((30 * MILLION + 20 * MILLION * 1.3) * 10 * 0.066 / 365)


def test_freezing_takes_what_is_in_term_first_and_ends_an_overdue(
    ward: SmallWard, late: Loan
) -> None:
    move_overdue(ward, late, 20 * MILLION)
    transfer(ward, loans.freeze, late, 40 * MILLION)
    assert stands(ward, late) == (50 * MILLION, 10 * MILLION, 40 * MILLION)
    assert refusal(transfer, ward, loans.freeze, late, 10 * MILLION + 1) == {
        "amount": "At most 10,000,000 đ is outstanding, in term and not frozen, on 15/05/2026."
    }
    transfer(ward, loans.freeze, late, 10 * MILLION)
    assert stands(ward, late) == (50 * MILLION, 0, 50 * MILLION)
    before = ward.account(late).on(DAY).interest_accrued
    assert ward.account(late).on(TODAY).interest_accrued == before, (
        "what is frozen bears no interest"
    )
    transfer(ward, loans.unfreeze, late, 50 * MILLION, TODAY)
    assert stands(ward, late) == (50 * MILLION, 0, 0)


def test_repaying_ends_a_freezing_of_what_it_takes(ward: SmallWard, loan: Loan) -> None:
    transfer(ward, loans.freeze, loan, 40 * MILLION)
    repay(ward, loan, 30 * MILLION, TODAY)
    assert stands(ward, loan) == (20 * MILLION, 0, 20 * MILLION)
    settle(ward, loan, TODAY)
    assert stands(ward, loan) == (0, 0, 0)
    assert ward.road(loan) == "settled"


def test_a_repayment_dated_before_what_rests_on_its_principal_is_refused(
    ward: SmallWard, late: Loan
) -> None:
    move_overdue(ward, late, 20 * MILLION, date(2026, 6, 1))
    transfer(ward, loans.freeze, late, 30 * MILLION, date(2026, 6, 1))
    before = kept(ward)
    assert refusal(repay, ward, late, MILLION) == {
        "": "The balance of 01/06/2026 would not be possible. Take back the later entries first."
    }
    assert kept(ward) == before
    repay(ward, late, MILLION, date(2026, 6, 1))


# Agreed anew


def test_a_rate_changes_from_its_day(ward: SmallWard, loan: Loan) -> None:
    change_rate(ward, loan, 3300, date(2026, 6, 1))
    now = ward.account(loan)
    daily = 50 * MILLION * 0.066 / 365
    assert now.on(TODAY).interest_accrued - now.on(date(2026, 6, 1)).interest_accrued == round(
        29 * daily / 2
    )
    assert [(each.kind, each.rate, each.reason) for each in now.terms] == [
        ("contract", 6600, ""),
        ("rate", 3300, "Hạ lãi suất"),
    ]
    assert "The day lies from 01/06/2026" in refusal(change_rate, ward, loan, 3000, DAY)["from_on"]


def test_an_extension_moves_the_end_up_to_half_the_term_in_all(ward: SmallWard, loan: Loan) -> None:
    extend(ward, loan, 12)
    assert dues(ward, loan)[-1] == (date(2030, 3, 25), 25 * MILLION)
    assert refusal(extend, ward, loan, 7) == {
        "months": "A loan over 36 months is extended by at most 18 in all; 6 are left."
    }
    extend(ward, loan, 6, TODAY)
    assert "0 are left" in refusal(extend, ward, loan, 1, TODAY)["months"]
    agreements.take_back_terms(ward.file, loan.id, "Nhầm", TODAY)
    assert dues(ward, loan)[-1][0] == date(2030, 3, 25)
    extend(ward, loan, 6, TODAY)


def test_a_short_loan_is_extended_by_a_year(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], approved={"approved_term_months": 6})
    assert "at most 12 in all" in refusal(extend, ward, loan, 13)["months"]
    extend(ward, loan, 12)
    assert dues(ward, loan) == [(date(2027, 9, 25), 50 * MILLION)]


def test_rescheduling_spreads_what_is_still_due(ward: SmallWard, late: Loan) -> None:
    reschedule(ward, late, 6)
    assert dues(ward, late) == [
        LATE[0],
        (date(2026, 11, 15), 15 * MILLION),
        (date(2027, 5, 1), 15 * MILLION),
    ]
    assert refusal(
        reschedule,
        ward,
        ward.lend(ward.members[3], instalments=((date(2026, 5, 1), 50 * MILLION),)),
        1,
    ) == {"from_on": "Everything has fallen due by 15/05/2026."}


def test_a_loan_is_handed_over_within_the_household(ward: SmallWard, loan: Loan) -> None:
    kin = ward.add(31, household=ward.members[2].household)
    repay(ward, loan, MILLION)
    hand_over(ward, loan, kin, date(2026, 6, 1))
    repay(ward, loan, MILLION, TODAY)
    assert ward.get(Loan, loan.id).member == kin.id
    assert [each.member for each in ward.account(loan).entries[1:]] == [ward.members[2].id, kin.id]
    save(ward, kin, MILLION)
    repay(ward, loan, from_savings=MILLION, on=TODAY)
    assert ledger.savings(ward.file, TODAY) == {kin.id: 0}
    agreements.take_back_terms(ward.file, loan.id, "Nhầm", TODAY)
    assert ward.get(Loan, loan.id).member == ward.members[2].id
    assert ledger.savings(ward.file, TODAY) == {kin.id: MILLION}, "what they paid goes back"
    assert stands(ward, loan)[0] == 49 * MILLION


def test_terms_are_taken_back_with_a_reason_and_in_an_open_month(
    ward: SmallWard, loan: Loan
) -> None:
    change_rate(ward, loan, 3300)
    before = kept(ward)
    assert (
        "Please write a reason."
        in refusal(agreements.take_back_terms, ward.file, loan.id, "", TODAY).values()
    )
    assert kept(ward) == before
    closings.close(ward.file, "month", DAY, TODAY)
    assert (
        "05/2026 is closed"
        in refusal(agreements.take_back_terms, ward.file, loan.id, "Nhầm", TODAY)[""]
    )
    assert len(ward.account(loan).terms) == 2


def test_a_rate_that_leaves_nothing_owed_settles_the_loan_and_taking_it_back_opens_it(
    ward: SmallWard, loan: Loan
) -> None:
    interest = ward.account(loan).on(DAY).interest_accrued
    repay(ward, loan, 50 * MILLION, interest=interest - 1000)
    assert ward.road(loan) == "active"
    change_rate(ward, loan, 10, date(2026, 5, 10))
    assert ward.account(loan).on(TODAY).is_settled
    assert ward.road(loan) == "settled"
    agreements.take_back_terms(ward.file, loan.id, "Nhầm", TODAY)
    assert not ward.account(loan).on(TODAY).is_settled
    assert ward.road(loan) == "active"


def test_what_was_agreed_is_not_corrected(ward: SmallWard, loan: Loan) -> None:
    agreed = {
        "amount": 1,
        "term_months": 60,
        "instalment_months": 3,
        "approved_on": DAY,
        "member": ward.members[3].id,
    }
    for name, value in agreed.items():
        changed: dict[str, Any] = {name: value}
        assert refusal(loans.correct, ward.file, replace(loan, **changed)) == {
            name: "This was agreed. Use extension, rescheduling or hand-over, or take back the paying out."
        }
    saved = loans.correct(
        ward.file, replace(loan, code="66777", purpose="Nuôi ong", fund_source="local")
    ).record
    assert ward.get(Loan, loan.id) == saved
    assert refusal(loans.correct, ward.file, loan)[""].startswith(
        "This record was changed meanwhile."
    )
    registers.undo_last(ward.file, TODAY)
    assert ward.get(Loan, loan.id).code == loan.code


# Taken back


def test_taking_back_the_paying_out_takes_back_the_loan(ward: SmallWard, loan: Loan) -> None:
    reverse(ward, loan, "disbursed")
    assert not records.find(ward.file, Loan) and not records.find(ward.file, LoanTerms)
    application = ward.get(type(ward.wish(ward.members[2])), loan.application)
    assert application.state == "approved"
    assert records.find(ward.file, Step, application=application.id)[-1].reason == "Ghi nhầm"
    again = disburse(ward, application, code=loan.code).record
    assert ward.road(again) == "active"
    assert proposal_lists.line_of(ward.file, application.id).bank_result == "approved"


@pytest.mark.parametrize(
    "later",
    [
        lambda ward, loan: repay(ward, loan, MILLION),
        lambda ward, loan: repay(ward, loan, interest=1000),
        lambda ward, loan: transfer(ward, loans.freeze, loan, MILLION),
        lambda ward, loan: extend(ward, loan, 1),
    ],
)
def test_what_others_rest_on_is_taken_back_last(
    ward: SmallWard, loan: Loan, later: Callable[..., object]
) -> None:
    later(ward, loan)
    before = kept(ward)
    (text,) = refusal(reverse, ward, loan, "disbursed").values()
    assert "first" in text
    assert kept(ward) == before


def test_taking_back_goes_the_road_back(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], paid=20 * MILLION)
    next_part(ward, loan, 30 * MILLION)
    settle(ward, loan, TODAY)
    for kind, state in (("repaid", "active"), ("disbursed", "disbursed")):
        reverse(ward, loan, kind)
        assert ward.road(loan) == state
    assert stands(ward, loan)[0] == 20 * MILLION


def test_in_a_closed_month_an_entry_is_taken_back_today(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, MILLION)
    closings.close(ward.file, "month", DAY, TODAY)
    reverse(ward, loan, "repaid")
    assert [stands(ward, loan, day)[0] for day in (DAY, TODAY - timedelta(1), TODAY)] == [
        49 * MILLION,
        49 * MILLION,
        50 * MILLION,
    ]


def test_a_receipt_is_free_again_once_taken_back(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, MILLION, receipt="TN 1")
    assert refusal(repay, ward, loan, MILLION, receipt="TN 1") == {
        "receipt": (
            f"The receipt TN 1 was entered on 15/05/2026 for {ward.members[2].name} already; "
            "enter the number of this one."
        )
    }
    reverse(ward, loan, "repaid")
    repay(ward, loan, MILLION, receipt="TN 1")


def test_money_has_a_way_back_of_its_own(ward: SmallWard, loan: Loan) -> None:
    for act in (partial(repay, ward, loan, 1), partial(extend, ward, loan, 1)):
        act()
        assert "way back of its own" in refusal(registers.undo_last, ward.file, TODAY)[""]


def test_a_loan_is_handed_over_to_someone_in_a_group(ward: SmallWard, loan: Loan) -> None:
    kin = ward.add(31, household=ward.members[2].household)
    registers.save_member(
        ward.file, replace(kin, left_on=date(2026, 5, 1), left_reason="Chuyển đi")
    )
    assert refusal(hand_over, ward, loan, kin) == {
        "member": f"{kin.name} is in no group on {DAY:%d/%m/%Y}. "
        "Choose someone of the household who is, or admit them first."
    }
    hand_over(ward, loan, kin, on=date(2026, 4, 30))


def test_principal_below_nothing_is_refused(ward: SmallWard, loan: Loan) -> None:
    before = kept(ward)
    assert refusal(repay, ward, loan, principal=-MILLION) == {
        "principal": "Enter an amount above 0."
    }
    assert kept(ward) == before


# Written off, paid once more, corrected


def write_off(
    ward: SmallWard, loan: Loan, principal: int, interest: int = 0, on: date = DAY
) -> Done:
    asked = WriteOff(
        written_off_on=on,
        principal=principal,
        interest=interest,
        number="9/QĐ-XN",
        reason="Chết, mất tích",
    )
    return loans.write_off(ward.file, loan.id, asked, TODAY)


def test_what_is_written_off_is_not_collected(ward: SmallWard, late: Loan) -> None:
    move_overdue(ward, late, 20 * MILLION)
    unpaid = ward.account(late).on(DAY).interest_unpaid
    assert refusal(write_off, ward, late, 0) == {
        "principal": "Enter what is written off: principal, interest, or both."
    }
    assert set(refusal(write_off, ward, late, 50 * MILLION + 1)) == {"principal"}
    assert set(refusal(write_off, ward, late, 1, unpaid + 1)) == {"interest"}
    write_off(ward, late, 30 * MILLION)
    assert stands(ward, late) == (20 * MILLION, 0, 0)
    write_off(ward, late, 20 * MILLION, unpaid)
    now = ward.account(late).on(DAY)
    assert (now.state, now.is_settled, now.balance.repaid, now.balance.interest_paid) == (
        "written_off",
        True,
        0,
        0,
    )
    assert ward.account(late).entries[-1].note == "9/QĐ-XN: Chết, mất tích"
    whole = figures.counted(BookReader(ward.file, TODAY), periods.year(2026)).whole
    assert (whole.repaid, whole.interest_paid, whole.loans) == (0, 0, 0)
    assert (whole.written_off, whole.interest_written_off) == (50 * MILLION, unpaid)
    reverse(ward, late, "written_off")
    assert stands(ward, late) == (20 * MILLION, 0, 0)


def test_the_same_payment_once_more_wants_a_receipt_or_a_note(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, MILLION, interest=1_000)
    before = kept(ward)
    asked = {
        "note": "The same was entered for 15/05/2026 already. Enter the receipt, or write here why it "
        "was paid once more."
    }
    assert refusal(repay, ward, loan, MILLION, interest=1_000) == asked
    assert refusal(repay, ward, loan, interest=1_000) == asked
    assert kept(ward) == before
    repay(ward, loan, MILLION, on=DAY + timedelta(1))
    repay(ward, loan, MILLION, interest=1_001)
    repay(ward, loan, MILLION, interest=1_000, note="Trả hai lần trong ngày")
    repay(ward, loan, MILLION, interest=1_000, receipt="PT 8")
    assert stands(ward, loan)[0] == 45 * MILLION


def test_savings_once_more_want_it_too(ward: SmallWard) -> None:
    save(ward, ward.members[2], MILLION)
    assert set(refusal(save, ward, ward.members[2], MILLION)) == {"note"}
    save(ward, ward.members[3], MILLION)


def test_a_transfer_is_told_from_cash(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, MILLION, interest=1_000, transfer=True)
    assert [each.transfer for each in ward.account(loan).entries] == [False, True, True]
    settle(ward, loan, on=TODAY, transfer=True)
    assert all(each.transfer for each in ward.account(loan).entries[-2:])


def test_no_loan_goes_to_another_group_by_a_correction(ward: SmallWard, loan: Loan) -> None:
    other = registers.save_group(ward.file, replace(ward.group, id=GroupId(0), code="002")).record
    changed: tuple[dict[str, Any], ...] = (
        {"group": other.id},
        {"application": 0},
        {"former_paid_out": 1},
    )
    for facts in changed:
        assert refusal(loans.correct, ward.file, replace(loan, **facts)).keys() == facts.keys()


# Agreed anew where something rests on it


def test_an_extension_after_the_end_brings_overdue_principal_back(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], instalments=((date(2026, 5, 1), 50 * MILLION),))
    move_overdue(ward, loan, 50 * MILLION)
    assert ward.account(loan).on(TODAY).state == "overdue"
    extend(ward, loan, 12, TODAY)
    now = ward.account(loan).on(TODAY)
    assert (now.state, now.balance.overdue, now.late) == ("in_term", 0, 0)
    assert ward.account(loan).on(TODAY - timedelta(1)).state == "overdue"
    agreements.take_back_terms(ward.file, loan.id, "Nhầm", TODAY)
    assert stands(ward, loan) == (50 * MILLION, 50 * MILLION, 0)


def test_an_extension_leaves_overdue_what_fell_due_before_the_last_instalment(
    ward: SmallWard,
) -> None:
    due = ((date(2026, 4, 20), 20 * MILLION), (date(2026, 5, 1), 30 * MILLION))
    loan = ward.lend(ward.members[2], instalments=due)
    move_overdue(ward, loan, 50 * MILLION)
    extend(ward, loan, 12, TODAY)
    assert stands(ward, loan) == (50 * MILLION, 20 * MILLION, 0)


def test_an_extension_that_ends_before_today_brings_nothing_back(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], instalments=((date(2026, 4, 20), 50 * MILLION),))
    move_overdue(ward, loan, 50 * MILLION)
    extend(ward, loan, 1, TODAY)
    assert dues(ward, loan) == [(date(2026, 5, 20), 50 * MILLION)]
    assert stands(ward, loan) == (50 * MILLION, 50 * MILLION, 0)


def test_a_loan_of_the_31st_is_extended_from_the_31st(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], on=date(2026, 3, 31), approved={"approved_term_months": 11})
    assert dues(ward, loan)[-1][0] == date(2027, 2, 28)
    extend(ward, loan, 3)
    assert dues(ward, loan)[-1][0] == date(2027, 5, 31)


def test_rescheduling_after_a_prepayment_spreads_what_is_owed(ward: SmallWard, loan: Loan) -> None:
    repay(ward, loan, 26 * MILLION)
    reschedule(ward, loan, 6, TODAY)
    now = ward.account(loan).on(TODAY)
    assert [(each.due_on, each.amount) for each in now.ahead] == [
        (date(2026, 12, 30), 4 * MILLION),
        (date(2027, 6, 30), 4 * MILLION),
        (date(2027, 12, 30), 4 * MILLION),
        (date(2028, 6, 30), 4 * MILLION),
        (date(2028, 12, 30), 4 * MILLION),
        (date(2029, 3, 25), 4 * MILLION),
    ]


def test_a_hand_over_is_not_taken_back_under_a_sheet(ward: SmallWard, loan: Loan) -> None:
    kin = ward.add(31, household=ward.members[2].household)
    hand_over(ward, loan, kin, date(2026, 5, 2))
    line = CollectionLine(member=kin.id, loan=loan.id, interest_paid=1_000)
    cash = (CashLine(denomination=1_000, count=1),)
    sheet = CollectionSheet(held_on=DAY, lines=(line,), cash=cash)
    saved = collecting.save_sheet(
        ward.file, ward.group.id, date(2026, 5, 1), sheet, 0, TODAY
    ).record
    told = refusal(agreements.take_back_terms, ward.file, loan.id, "Nhầm", TODAY)
    assert told == {"": "The sheet of 05/2026 was collected in the new name. Reopen it first."}
    assert ward.get(Loan, loan.id).member == kin.id
    collecting.reopen_sheet(ward.file, saved.id, "Nhầm", TODAY)
    agreements.take_back_terms(ward.file, loan.id, "Nhầm", TODAY)
    assert ward.get(Loan, loan.id).member == ward.members[2].id


def test_a_payment_of_a_closed_month_is_taken_back_with_its_day_of_value(
    ward: SmallWard, loan: Loan
) -> None:
    """Interest comes right, and the closed month says what it said."""
    clean = ward.account(loan)
    repay(ward, loan, 20 * MILLION)
    may = closings.close(ward.file, "month", DAY, TODAY).record.period
    reverse(ward, loan, "repaid")
    taken_back = ward.account(loan).entries[-1]
    assert (taken_back.entry_on, taken_back.value_on) == (TODAY, DAY)
    now = ward.account(loan).on(TODAY)
    assert now.interest_unpaid == clean.on(TODAY).interest_unpaid
    assert now.interest_owed == clean.on(TODAY).interest_owed
    reader = BookReader(ward.file, TODAY)
    assert figures.counted(reader, may).whole == figures.of_period(reader, may).whole
    whole = figures.counted(reader, periods.month(TODAY)).whole
    assert whole.interest_owed == now.interest_owed


def test_a_further_part_goes_to_a_member_alone(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2], paid=20 * MILLION)
    left = replace(ward.get(Member, ward.members[2].id), left_on=DAY)
    registers.save_member(ward.file, left)
    asked = NextPart(paid_on=DAY, amount=MILLION)
    said = refusal(loans.pay_next_part, ward.file, loan.id, asked, TODAY)["paid_on"]
    assert said.startswith(f"{left.name} is no member of a group on")
    loans.pay_next_part(ward.file, loan.id, replace(asked, paid_on=DAY - timedelta(days=1)), TODAY)
