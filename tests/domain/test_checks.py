"""What a check must say before it is one, by when it is due, and what a score is called."""

from datetime import date, timedelta
from typing import Any

import pytest

from lcdesk.domain.checks import (
    CheckCall,
    GroupCheck,
    GroupInspector,
    MonthScores,
    Recommendation,
    Reconciliation,
    ReconciliationLine,
    UseCheck,
    UseCheckLine,
    UseInspector,
    class_of,
    spread,
    use_check_due,
    visits_warning,
)
from lcdesk.domain.fields import Record
from lcdesk.domain.ids import GroupId, LoanId, MemberId
from tests.domain.made import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def complaints(record: Record) -> dict[str, str]:
    return {name: text.replace("\u00a0", " ") for name, text in record.complaints(TODAY).items()}


def used(right: int, wrong: int, received: int = 50) -> UseCheckLine:
    return UseCheckLine(loan=LoanId(1), received=received, right_amount=right, wrong_amount=wrong)


def answer(**facts: Any) -> ReconciliationLine:
    """What a member says, where the bank has a debt of 50, interest of 3 and savings of 7."""
    bank = {"bank_debt": 50, "bank_interest": 3, "bank_savings": 7}
    said = {"debt": 50, "interest": 3, "savings": 7, "answered": "yes"}
    return ReconciliationLine(**{"member": MemberId(1), **bank, **said, **facts})


@pytest.mark.parametrize(("right", "wrong"), [(50, 0), (0, 50), (30, 20)])
def test_a_loan_was_looked_at_once_any_use_of_it_is_known(right: int, wrong: int) -> None:
    assert used(right, wrong).is_checked
    assert complaints(used(right, wrong)) == {}


def test_a_loan_that_nobody_looked_at_yet_breaks_no_rule() -> None:
    for received in (0, 50):
        assert not used(0, 0, received).is_checked
        assert complaints(used(0, 0, received)) == {}


@pytest.mark.parametrize(("right", "wrong", "summed"), [(49, 0, 49), (0, 51, 51), (50, 10, 60)])
def test_right_and_wrong_use_sum_to_what_was_received(right: int, wrong: int, summed: int) -> None:
    assert complaints(used(right, wrong)) == {
        "right_amount": f"Right and wrong use sum to {summed} đ; 50 đ were received."
    }


@pytest.mark.parametrize(("right", "wrong"), [(50, 0), (0, 50)])
def test_use_of_nothing_asks_what_was_received(right: int, wrong: int) -> None:
    assert complaints(used(right, wrong, received=0)) == {
        "received": "Enter what the borrower received."
    }


def test_a_use_check_is_open_until_something_was_found() -> None:
    assert UseCheck().is_open
    assert UseCheck(lines=(used(0, 0), used(0, 0))).is_open
    assert not UseCheck(lines=(used(0, 0), used(0, 50))).is_open


def test_who_checked_is_asked_for_once_something_was_found() -> None:
    found, by = (used(50, 0),), (UseInspector(name="Lê"),)
    nobody = {"inspectors": "Enter who checked."}
    for day in (None, YESTERDAY, TODAY):
        assert complaints(UseCheck(checked_on=day)) == {}
        assert complaints(UseCheck(checked_on=day, lines=found)) == nobody
        assert complaints(UseCheck(checked_on=day, lines=found, inspectors=by)) == {}
    assert complaints(UseCheck(checked_on=TOMORROW, lines=found)).keys() == {"checked_on"}


def test_a_check_of_a_group_that_was_held_says_by_whom() -> None:
    by = (GroupInspector(name="Lê"),)
    assert complaints(GroupCheck(planned_on=TODAY)) == {}
    assert complaints(GroupCheck(planned_on=TODAY, inspectors=by)) == {}
    assert complaints(GroupCheck(planned_on=TODAY, checked_on=TODAY, inspectors=by)) == {}
    assert complaints(GroupCheck(planned_on=TODAY, checked_on=TODAY)) == {
        "inspectors": "Enter who checked."
    }


def test_the_recommendation_that_is_due_before_the_check_is_named() -> None:
    due = (TODAY, YESTERDAY, TOMORROW, None)
    told = tuple(Recommendation(text="x", due_on=day) for day in due)
    by = (GroupInspector(name="Lê"),)
    held = GroupCheck(checked_on=TODAY, inspectors=by, recommendations=told)
    assert complaints(held) == {"recommendations.1.due_on": "This lies before the check."}
    assert complaints(GroupCheck(inspectors=by, recommendations=told)) == {}


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (UseCheck(checked_on=TOMORROW), "checked_on"),
        (GroupCheck(checked_on=TOMORROW, inspectors=(GroupInspector(name="Lê"),)), "checked_on"),
        (Reconciliation(checked_on=TOMORROW), "checked_on"),
        (CheckCall(group=GroupId(1), day=TOMORROW), "day"),
    ],
)
def test_no_check_is_of_a_day_to_come(record: Record, name: str) -> None:
    assert complaints(record) == {
        name: "This day is still to come. The latest is today, 05/09/2026."
    }


@pytest.mark.parametrize(
    "record", [UseCheck(), GroupCheck(), Reconciliation(), CheckCall(), MonthScores()]
)
def test_a_day_that_is_not_known_yet_is_none_to_come(record: Record) -> None:
    assert complaints(record) == {}


def test_no_scores_are_of_a_month_to_come() -> None:
    assert complaints(MonthScores(month=date(2026, 9, 1))) == {}
    assert complaints(MonthScores(month=date(2026, 10, 1))) == {
        "month": "This month is still to come. The latest is 09/2026."
    }


@pytest.mark.parametrize("said", [{"debt": 49}, {"interest": 4}, {"savings": 0}])
def test_any_difference_from_the_bank_wants_its_cause(said: dict[str, int]) -> None:
    assert answer(**said).differs
    assert complaints(answer(**said)) == {"cause": "Write the cause of the difference."}
    assert complaints(answer(**said, cause="Nộp sau ngày chốt")) == {}


def test_who_agrees_or_was_not_asked_differs_in_nothing() -> None:
    for line in (answer(), answer(answered="", debt=0), answer(answered="")):
        assert not line.differs
        assert complaints(line) == {}


@pytest.mark.parametrize("count", [5, 6])
def test_five_visited_households_are_enough(count: int) -> None:
    assert visits_warning(count) == ""


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_visited_households_are_said(count: int) -> None:
    assert visits_warning(count) == (
        f"{count} households were visited; the contract wants at least 5 in a group each year."
    )


@pytest.mark.parametrize(
    ("score", "named"),
    [
        (0, "weak"),
        (49_99, "weak"),
        (50_00, "average"),
        (69_99, "average"),
        (70_00, "fair"),
        (84_99, "fair"),
        (85_00, "good"),
        (100_00, "good"),
    ],
)
def test_the_class_of_a_score(score: int, named: str) -> None:
    assert class_of(score) == named


def test_the_use_of_a_loan_is_checked_within_thirty_days() -> None:
    assert use_check_due(date(2026, 3, 25)) == date(2026, 4, 24)


@pytest.mark.parametrize(
    ("groups", "days"),
    [((), []), ((7,), [6]), ((7, 3), [3, 8]), ((1, 2, 3, 4, 5), [2, 4, 6, 8, 10])],
)
def test_checks_stand_evenly_between_the_first_day_and_the_last(
    groups: tuple[GroupId, ...], days: list[int]
) -> None:
    planned = spread(groups, date(2026, 1, 1), date(2026, 1, 11))
    assert tuple(planned) == groups
    assert list(planned.values()) == [date(2026, 1, day) for day in days]


def test_on_a_single_day_every_check_is_of_that_day() -> None:
    assert spread([GroupId(1), GroupId(2)], TODAY, TODAY) == {1: TODAY, 2: TODAY}
