"""Registers as scripts read them."""

from datetime import timedelta
from typing import Any

from lcdesk.actions import checks, loans
from lcdesk.domain.checks import CheckCall
from lcdesk.domain.loans import Repayment
from lcdesk.queries import listings
from tests.small_ward import MILLION, PAID_DAY, TODAY, SmallWard


def test_a_register_is_listed_as_plain_values(ward: SmallWard) -> None:
    (group,) = listings.listed(ward.file, "groups", TODAY)
    assert group["id"] == ward.group.id
    assert group["leader"] == ward.members[0].id
    assert listings.listed(ward.file, "members", TODAY)[0]["born_on"] == "1980-05-04"


def test_members_are_listed_by_given_name(ward: SmallWard) -> None:
    listed = [
        each["name"].removeprefix("Nguyễn Thị ")
        for each in listings.listed(ward.file, "members", TODAY)
    ]
    assert listed == [
        "Ốc Bươu",
        "Măng Cụt",
        "Đu Đủ",
        "Hoa Giấy",
        "Mướp Hương",
        "Sầu Riêng",
        "Cà Rốt",
    ]


def test_loans_have_their_balance_and_their_terms(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    (listed,) = listings.listed(ward.file, "loans", TODAY)
    assert listed["id"] == loan.id and listed["state"] == "in_term"
    assert listed["outstanding"] == listed["disbursed"] == listed["amount"]
    assert [each["kind"] for each in listed["terms"]] == ["contract"]
    (entry,) = listings.listed(ward.file, "entries", TODAY)
    assert entry["kind"] == "disbursed" and entry["amount"] == listed["amount"]


def test_a_check_says_which_it_is(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    checks.open_use_check(ward.file, CheckCall(group=ward.group.id, day=TODAY), TODAY)
    checks.open_reconciliation(ward.file, CheckCall(group=ward.group.id, day=TODAY), TODAY)
    checks.plan_year(ward.file, TODAY.year, TODAY)
    assert [each["form"] for each in listings.listed(ward.file, "checks", TODAY)] == [
        "06",
        "15",
        "16",
    ]


def test_duties_count_their_days(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    found = [each for each in listings.duties(ward.file, TODAY) if each["kind"] == "use_check"]
    assert [(each["loan"], each["late"]) for each in found] == [(loan.id, True)]
    assert found[0]["days_left"] < 0


def test_a_loan_past_due_is_late_in_the_list_and_has_no_savings(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    first = ward.account(loan).terms[0].instalments[0].due_on
    states = []
    for day in (first, first + timedelta(days=1)):
        (found,) = listings.listed(ward.file, "loans", day)
        states.append(found["state"])
        assert found["state"] == ward.account(loan).on(day).state and "savings" not in found
    assert states == ["in_term", "late"]


def test_a_loan_that_owes_interest_is_not_settled_in_the_list(ward: SmallWard) -> None:
    """The list says what the page of the loan says."""
    loan = ward.lend(ward.members[2])
    loans.repay(ward.file, loan.id, Repayment(paid_on=TODAY, principal=50 * MILLION), TODAY)

    def listed() -> dict[str, Any]:
        (found,) = listings.listed(ward.file, "loans", TODAY)
        now = ward.account(loan).on(TODAY)
        assert found["state"] == now.state
        assert found["interest_owed"] == now.interest_owed
        assert found["interest_accruing"] == now.interest_accruing
        return found

    assert listed()["state"] == "in_term"
    unpaid = ward.account(loan).on(TODAY).interest_unpaid
    loans.repay(ward.file, loan.id, Repayment(paid_on=TODAY, interest=unpaid - 1), TODAY)
    assert listed()["state"] == "in_term"
    loans.repay(ward.file, loan.id, Repayment(paid_on=TODAY, interest=1), TODAY)
    assert (listed()["state"], listed()["interest_credit"]) == ("settled", 0)


def test_a_loan_is_not_settled_before_it_is_paid_out(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    states = [
        listings.listed(ward.file, "loans", day)[0]["state"]
        for day in (PAID_DAY - timedelta(days=1), PAID_DAY, PAID_DAY + timedelta(days=1))
    ]
    assert states == ["not_paid_out", "in_term", "in_term"]
