"""Figures by breakdowns: sums, shares, households counted once, and totals that disagree."""

from datetime import date
from typing import Any

import pytest

from lcdesk.domain import fields
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import (
    Breakdown,
    Figures,
    FormerYear,
    GroupFact,
    LoanFact,
    MemberFact,
    PeriodFacts,
    broken_down,
    check_agreement,
    share,
)
from lcdesk.domain.ids import GroupId, MemberId

TODAY = date(2026, 9, 20)


def loan(number: int, household: int, programme: int, **amounts: Any) -> LoanFact:
    known = dict.fromkeys(LoanFact._fields, 0)
    return LoanFact(
        **{
            **known,
            "loan": number,
            "household": household,
            "programme": programme,
            "association": 1,
            "group": 1,
            "neighbourhood": 1,
            "fund_source": "central",
            "household_class": "poor",
            **amounts,
        }
    )


FACTS = PeriodFacts(
    as_of=TODAY,
    loans=(
        loan(1, 7, 1, outstanding=50, paid_out=50, new_loans=1, association=2),
        loan(2, 7, 2, outstanding=30, overdue=10, interest_owed=3),
        loan(3, 8, 2, repaid=20),
    ),
    members=(
        MemberFact(MemberId(1), 1, GroupId(1), 1, 1, 200),
        MemberFact(MemberId(2), 2, GroupId(2), 1, 0, 5),
    ),
    groups=(GroupFact(GroupId(1), 1, 1), GroupFact(GroupId(2), 2, 1)),
)


def test_a_household_with_two_programmes_counts_once_in_the_total() -> None:
    found = broken_down(FACTS, "programme", {1: "Một", 2: "Hai", 3: "Ba"})
    assert [(line.key, line.name) for line in found.lines] == [("1", "Một"), ("2", "Hai")]
    assert [line.figures.households for line in found.lines] == [1, 1]
    assert found.total.households == 1 and found.total.loans == 2
    assert (
        found.total.outstanding == 80 and found.of("2").overdue == 10 and found.of("9") == Figures()
    )
    assert found.of("2").repaid == 20 and found.total.groups == 0


def test_groups_members_and_savings_are_parts_of_breakdowns_of_groups_alone() -> None:
    found = broken_down(FACTS, "association", {1: "A", 2: "B"})
    assert [
        (line.figures.groups, line.figures.members, line.figures.savings) for line in found.lines
    ] == [
        (1, 1, 200),
        (1, 0, 5),
    ]


def test_a_line_without_a_name_is_missed_by_the_total() -> None:
    """Which is what the agreement of totals finds."""
    found = broken_down(FACTS, "programme", {1: "Một"})
    whole = broken_down(FACTS, "fund_source", {"central": "TW"}).total
    with pytest.raises(Refused) as refused:
        check_agreement({"the ledger": whole, "programme": found.total})
    sentence = str(refused.value)
    assert (
        "the ledger" in sentence and "programme" in sentence and "Nothing was written" in sentence
    )


def test_totals_that_agree_pass_whatever_is_no_part_of_them() -> None:
    programme = broken_down(FACTS, "programme", {1: "Một", 2: "Hai"}).total
    association = broken_down(FACTS, "association", {1: "A", 2: "B"}).total
    check_agreement({"the ledger": association, "programme": programme, "association": association})


@pytest.mark.parametrize(
    ("part", "whole", "hundredths"),
    [
        (0, 0, 0),
        (5, 0, 0),
        (1, 3, 33_33),
        (2, 3, 66_67),
        (1, 1, 100_00),
        (1, 20_000, 1),
        (1, 20_001, 0),
        (-1, 3, -33_33),
    ],
)
def test_shares_are_rounded_half_up(part: int, whole: int, hundredths: int) -> None:
    assert share(part, whole) == hundredths


def test_an_empty_breakdown_is_all_nothing() -> None:
    assert broken_down(PeriodFacts(TODAY), "group", {}) == Breakdown("group")


def former(**typed: Any) -> FormerYear:
    return fields.build(FormerYear, {"year": "2014", "outstanding": "70.757tr", **typed}, TODAY)


def test_a_former_year_is_typed_from_papers() -> None:
    known = former(households="1.610", overdue="120tr")
    assert known.figures == Figures(
        outstanding=70_757_000_000, households=1610, overdue=120_000_000
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"year": "2027"}, "year", "still to come"),
        ({"overdue": "70.758tr"}, "overdue", "cannot be more"),
        ({"local_outstanding": "1.000 tỷ"}, "local_outstanding", "cannot be more"),
        ({"parts": [{"programme": "1", "outstanding": "70.000tr"}]}, "outstanding", "70"),
        ({"outstanding": ""}, "outstanding", "cannot stay empty"),
    ],
)
def test_what_cannot_be_of_a_former_year(typed: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        former(**typed)
    assert words in refused.value.complaints[field]


@pytest.mark.parametrize("part", ["overdue", "frozen", "local_outstanding"])
def test_all_of_what_is_outstanding_may_be_one_part_of_it(part: str) -> None:
    known = former(**{part: "70.757tr"})
    assert getattr(known, part) == known.outstanding


def test_the_programmes_of_a_former_year_sum_to_its_outstanding() -> None:
    parts = [
        {"programme": "1", "outstanding": "70.000tr"},
        {"programme": "2", "outstanding": "757tr"},
    ]
    assert sum(each.outstanding for each in former(parts=parts).parts) == 70_757_000_000


def test_a_loan_without_debt_is_counted_in_no_household() -> None:
    facts = PeriodFacts(TODAY, loans=(loan(1, 7, 1, repaid=20), loan(2, 8, 1, outstanding=1)))
    (line,) = broken_down(facts, "programme", {1: "Một"}).lines
    assert (line.figures.loans, line.figures.households, line.figures.repaid) == (1, 1, 20)
