"""Registers as scripts read them."""

from datetime import timedelta

from lcdesk.actions import checks
from lcdesk.domain.checks import CheckCall
from lcdesk.queries import listings
from tests.small_ward import TODAY, SmallWard


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
