"""Loans from before the program: their account begins with what the bank's listing of a day says."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from lcdesk.actions import agreements, loans
from lcdesk.domain import periods
from lcdesk.domain.loans import Extension, FormerLoan, Loan, LoanTerms, NextPart, Repayment
from lcdesk.domain.schedules import Instalment
from lcdesk.reporting import figures
from lcdesk.storage import ledger, records
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, TODAY, SmallWard, refusal

LISTED = date(2026, 5, 31)
PAID_ON = date(2023, 4, 10)
FIRST_DUE, LAST_DUE = date(2027, 4, 10), date(2028, 4, 10)


def take_over(ward: SmallWard, **facts: Any) -> Loan:
    """50 m over five years of which 25 m are left, nothing owed."""
    given = {
        "member": ward.members[2].id,
        "programme": ward.programme("HN").id,
        "code": "6600017",
        "beneficiary": "poor",
        "amount": 50 * MILLION,
        "term_months": 60,
        "rate": 6600,
        "former_paid_on": PAID_ON,
        "former_paid_out": 50 * MILLION,
        "listed_on": LISTED,
        "outstanding": 25 * MILLION,
        **facts,
    }
    loan: Loan = loans.take_over(ward.file, FormerLoan(**given), TODAY).record
    return loan


def dues(ward: SmallWard, loan: Loan) -> list[tuple[date, int]]:
    return [(each.due_on, each.amount) for each in ward.account(loan).terms[-1].instalments]


def kept(ward: SmallWard) -> tuple[Sequence[object], ...]:
    return ledger.everything(ward.file), *(
        records.find(ward.file, cls) for cls in (Loan, LoanTerms)
    )


def test_it_begins_with_what_the_listing_says_and_nothing_of_it_was_collected(
    ward: SmallWard,
) -> None:
    loan = take_over(ward)
    assert type(ward.get(Loan, loan.id)) is Loan
    assert (loan.group, loan.instalment_months, loan.application) == (ward.group.id, 24, 0)
    about = ward.account(loan)
    on_the_day = about.on(LISTED)
    assert (on_the_day.balance.outstanding, on_the_day.interest_unpaid) == (25 * MILLION, 0)
    assert about.on(LISTED + timedelta(30)).interest_unpaid == 4_521 + 131_096  # 31/05, then June
    assert (about.on(TODAY).late, about.on(TODAY).state) == (0, "in_term")
    assert dues(ward, loan) == [(FIRST_DUE, 8_200_000), (LAST_DUE, 16_800_000)]
    whole = figures.counted(BookReader(ward.file, TODAY), periods.year(2026)).whole
    assert (whole.paid_out, whole.repaid, whole.interest_paid, whole.new_loans) == (0, 0, 0, 0)
    assert (whole.taken_over, whole.outstanding, whole.loans) == (25 * MILLION, 25 * MILLION, 1)


def test_overdue_frozen_and_interest_owed_are_taken_over(ward: SmallWard) -> None:
    loan = take_over(ward, overdue=5 * MILLION, frozen=3 * MILLION, interest_owed=400_000)
    now = ward.account(loan).on(LISTED)
    assert (now.balance.overdue, now.balance.frozen, now.late) == (5 * MILLION, 3 * MILLION, 0)
    assert (now.interest_owed, now.interest_accruing, now.state) == (400_000, 0, "overdue")
    assert dues(ward, loan) == [
        (LISTED - timedelta(1), 5 * MILLION),
        (FIRST_DUE, 3_200_000),
        (LAST_DUE, 16_800_000),
    ]
    loans.repay(ward.file, loan.id, Repayment(paid_on=TODAY, principal=5 * MILLION), TODAY)
    after = ward.account(loan).on(TODAY)
    assert (after.balance.overdue, after.balance.repaid) == (0, 5 * MILLION)


def test_interest_alone_may_be_left(ward: SmallWard) -> None:
    loan = take_over(ward, outstanding=0, interest_owed=10_000)
    assert ward.account(loan).on(TODAY).interest_owed == 10_000
    loans.repay(ward.file, loan.id, Repayment(paid_on=TODAY, interest=10_000), TODAY)
    assert ward.account(loan).on(TODAY).is_settled


def test_what_is_still_to_fall_due_may_be_typed(ward: SmallWard) -> None:
    ahead = tuple(Instalment(due_on=date(2026, month, 15), amount=12_500_000) for month in (8, 11))
    loan = take_over(ward, instalments=ahead)
    assert dues(ward, loan) == [(each.due_on, each.amount) for each in ahead]
    assert refusal(take_over, ward, code="6600018", instalments=ahead[:1]) == {
        "instalments": "The instalments sum to 12,500,000 đ; the loan is 25,000,000 đ."
    }


def test_a_loan_of_which_a_part_is_still_to_be_paid_out(ward: SmallWard) -> None:
    loan = take_over(ward, former_paid_out=20 * MILLION, outstanding=20 * MILLION)
    asked = NextPart(paid_on=TODAY, amount=30 * MILLION + 1)
    assert refusal(loans.pay_next_part, ward.file, loan.id, asked, TODAY) == {
        "amount": "50,000,000 đ were approved; at most 30,000,000 đ can still be paid out."
    }
    loans.pay_next_part(ward.file, loan.id, NextPart(paid_on=TODAY, amount=30 * MILLION), TODAY)
    assert sum(each.amount for each in ward.account(loan).on(TODAY).ahead) == 50 * MILLION
    whole = figures.counted(BookReader(ward.file, TODAY), periods.year(2026)).whole
    assert (whole.paid_out, whole.new_loans) == (30 * MILLION, 0), "no new loan"


def test_what_it_was_extended_before_counts(ward: SmallWard) -> None:
    """60 months may be extended by 30 in all; 24 were."""
    loan = take_over(ward, former_extended=24, listed_on=date(2026, 5, 31))
    assert dues(ward, loan)[-1][0] == date(2030, 4, 10)
    asked = Extension(from_on=TODAY, months=7, reason="Mất mùa")
    assert "6 are left" in refusal(agreements.extend, ward.file, loan.id, asked, TODAY)["months"]
    agreements.extend(
        ward.file, loan.id, Extension(from_on=TODAY, months=6, reason="Mất mùa"), TODAY
    )
    assert dues(ward, loan)[-1][0] == date(2030, 10, 10)


def test_where_all_has_fallen_due_the_rest_is_overdue_or_extended(ward: SmallWard) -> None:
    ended: dict[str, Any] = {"former_paid_on": date(2020, 4, 10)}
    told = refusal(take_over, ward, **ended)
    assert told.keys() == {"instalments"} and "by 10/04/2025" in told["instalments"]
    assert kept(ward) == ([], [], [])
    overdue = take_over(ward, **ended, overdue=25 * MILLION)
    assert ward.account(overdue).on(TODAY).state == "overdue"
    assert dues(ward, take_over(ward, code="2", **ended, former_extended=24)) == [
        (date(2027, 4, 10), 25 * MILLION)
    ]


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"outstanding": 50 * MILLION + 1}, "outstanding", "50,000,000 đ were paid out"),
        ({"former_paid_out": 51 * MILLION}, "former_paid_out", "50,000,000 đ were approved"),
        ({"outstanding": 0}, "outstanding", "Nothing is owed"),
        ({"overdue": 20 * MILLION, "frozen": 5 * MILLION + 1}, "overdue", "parts of what is"),
        ({"listed_on": TODAY + timedelta(1)}, "listed_on", "still to come"),
        ({"listed_on": PAID_ON - timedelta(1)}, "listed_on", "was paid out on 10/04/2023"),
    ],
)
def test_a_listing_that_cannot_be(
    ward: SmallWard, facts: dict[str, Any], field: str, says: str
) -> None:
    before = kept(ward)
    complaints = refusal(take_over, ward, **facts)
    assert complaints.keys() == {field}
    assert says in complaints[field]
    assert kept(ward) == before


def test_nothing_is_entered_before_the_listing(ward: SmallWard) -> None:
    loan = take_over(ward)
    paid = Repayment(paid_on=LISTED - timedelta(1), principal=1)
    assert refusal(loans.repay, ward.file, loan.id, paid, TODAY) == {
        "paid_on": "The loan was taken over on 31/05/2026. Nothing can be entered before."
    }
    loans.repay(ward.file, loan.id, Repayment(paid_on=LISTED, principal=1), TODAY)


def test_taking_the_beginning_back_takes_the_loan_back(ward: SmallWard) -> None:
    loan = take_over(ward, overdue=MILLION, interest_owed=1_000)
    entry = ledger.of_loan(ward.file, loan.id)[0]
    loans.reverse(ward.file, entry.id, "Ghi nhầm", TODAY)
    assert records.find(ward.file, Loan) == [], "what was entered together is taken back together"


def test_it_is_part_of_what_the_household_owes(ward: SmallWard) -> None:
    take_over(ward)
    assert "75,000,000" in refusal(ward.apply, ward.members[2], amount=76 * MILLION)["amount"]
    ward.apply(ward.members[2], amount=75 * MILLION)
