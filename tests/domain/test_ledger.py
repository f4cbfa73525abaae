"""The ledger: what each kind of entry moves, what it refuses, and what taking back restores."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import EntryId
from lcdesk.domain.ledger import (
    EFFECTS,
    KINDS,
    LOAN_PARTS,
    SAVINGS_PARTS,
    Balance,
    Entry,
    balance_on,
    balances,
    check_day,
    check_possible,
    check_room,
    clearing,
    least_from,
    reversal,
    standing,
)

START = date(2026, 3, 10)
TODAY = date(2026, 9, 5)
NAMES = Balance._fields


def entry(kind: str, amount: int, days: int = 0, **facts: Any) -> Entry:
    on = START + timedelta(days=days)
    return Entry(
        **{"loan": 1, "member": 1, "entry_on": on, "kind": kind, "amount": amount, **facts}
    )


def numbered(entries: list[Entry]) -> list[Entry]:
    return [replace(each, id=EntryId(place + 1)) for place, each in enumerate(entries)]


def refused(act: Callable[..., Any], *arguments: object) -> dict[str, str]:
    with pytest.raises(Refused) as refusal:
        act(*arguments)
    return {name: text.replace("\u00a0", " ") for name, text in refusal.value.complaints.items()}


def some_entries(most_days: int = 60) -> st.SearchStrategy[Any]:
    made = st.builds(
        entry, st.sampled_from(list(KINDS)), st.integers(1, 1000), st.integers(0, most_days)
    )
    return st.lists(made, max_size=12).map(numbered)


LOAN = [entry("disbursed", 100), entry("repaid", 30, 40), entry("moved_overdue", 20, 50)]


def test_every_kind_has_an_effect_on_parts_there_are() -> None:
    assert EFFECTS.keys() == KINDS.keys()
    assert {name for moved in EFFECTS.values() for name in moved} == set(NAMES)
    assert {*LOAN_PARTS, *SAVINGS_PARTS} == {*NAMES, "in_term"}


@pytest.mark.parametrize(
    ("kind", "moved"),
    [
        ("disbursed", {"disbursed": 7, "outstanding": 7}),
        ("repaid", {"repaid": 7, "outstanding": -7}),
        ("repaid_from_savings", {"repaid": 7, "outstanding": -7, "savings": -7}),
        ("interest_paid", {"interest_paid": 7}),
        ("moved_overdue", {"overdue": 7}),
        ("cleared_overdue", {"overdue": -7}),
        ("frozen", {"frozen": 7}),
        ("unfrozen", {"frozen": -7}),
        ("saved", {"savings": 7}),
        ("withdrawn", {"savings": -7}),
        ("saving_interest", {"savings": 7}),
    ],
)
def test_what_a_kind_moves(kind: str, moved: dict[str, int]) -> None:
    assert Balance().plus(entry(kind, 7)) == Balance(**moved)


@given(some_entries(), st.integers(-1, 61))
def test_the_balance_of_a_day_is_the_sum_of_the_entries_by_then(
    entries: list[Entry], days: int
) -> None:
    day = START + timedelta(days=days)
    sums = dict.fromkeys(NAMES, 0)
    for each in entries:
        for name, sign in EFFECTS[each.kind].items():
            sums[name] += sign * each.amount if each.entry_on <= day else 0
    assert balance_on(entries, day) == Balance(**sums)
    by_day = {each: balance for each, balance in balances(entries).items() if each <= day}
    assert (list(by_day.values())[-1] if by_day else Balance()) == Balance(**sums)
    assert list(by_day) == sorted(by_day)


@given(some_entries(most_days=20), st.integers(-1, 20), st.sampled_from([*NAMES, "in_term"]))
def test_what_can_be_taken_is_the_least_of_all_later_days(
    entries: list[Entry], days: int, name: str
) -> None:
    day = START + timedelta(days=days)
    every = [balance_on(entries, day + timedelta(days=more)) for more in range(22)]
    assert least_from(entries, name, day) == min(getattr(each, name) for each in every)


@given(some_entries(), st.data())
def test_taking_back_restores_the_balance_of_every_day(
    entries: list[Entry], data: st.DataObject
) -> None:
    if not entries:
        return
    taken = data.draw(st.sampled_from(entries))
    back = replace(reversal(taken, taken.entry_on, "Nhầm"), id=EntryId(len(entries) + 1))
    without = [each for each in entries if each is not taken]
    for days in range(-1, 61):
        day = START + timedelta(days=days)
        assert balance_on([*entries, back], day) == balance_on(without, day)
    assert standing([*entries, back]) == without
    assert (back.reverses, back.note, back.amount) == (taken.id, "Nhầm", -taken.amount)


def test_no_day_to_come() -> None:
    assert refused(check_day, LOAN, entry("repaid", 1, 200), TODAY) == {
        "entry_on": "26/09/2026 is still to come. The latest day is today, 05/09/2026."
    }
    check_day(LOAN, entry("repaid", 1, (TODAY - START).days), TODAY)
    assert refused(check_day, (), entry("saved", 1, 200, loan=0), TODAY).keys() == {"entry_on"}


@pytest.mark.parametrize(
    "kind", ["repaid", "interest_paid", "moved_overdue", "frozen", "disbursed"]
)
def test_nothing_before_the_first_paying_out(kind: str) -> None:
    loan = numbered([*LOAN, entry("disbursed", 10, 5)])
    assert refused(check_day, loan, entry(kind, 1, -1), TODAY) == {
        "entry_on": "The loan was paid out on 10/03/2026. Nothing can be entered before."
    }
    check_day(loan, entry(kind, 1), TODAY)


def test_a_paying_out_that_was_taken_back_is_none() -> None:
    first, second = numbered([entry("disbursed", 10), entry("disbursed", 10, 5)])
    entries = [first, second, replace(reversal(first, START, "Nhầm"), id=EntryId(3))]
    assert "15/03/2026" in refused(check_day, entries, entry("repaid", 1, 4), TODAY)["entry_on"]
    check_day(entries, entry("repaid", 1, 5), TODAY)


def test_savings_begin_on_any_day() -> None:
    check_day((), entry("saved", 1, -900, loan=0), TODAY)


@pytest.mark.parametrize(
    ("kind", "days", "room", "says"),
    [
        ("repaid", 0, 70, "At most 70 đ can be repaid on 10/03/2026: so much is outstanding."),
        ("repaid", 45, 70, "At most 70 đ can be repaid on 24/04/2026: so much is outstanding."),
        ("cleared_overdue", 55, 20, "At most 20 đ is overdue on 04/05/2026."),
        ("cleared_overdue", 45, 0, "At most 0 đ is overdue on 24/04/2026."),
        ("unfrozen", 55, 0, "At most 0 đ is frozen on 04/05/2026."),
        (
            "moved_overdue",
            55,
            50,
            "At most 50 đ is outstanding, in term and not frozen, on 04/05/2026.",
        ),
        ("frozen", 0, 50, "At most 50 đ is outstanding, in term and not frozen, on 10/03/2026."),
    ],
)
def test_no_more_is_taken_than_there_is_then_and_later(
    kind: str, days: int, room: int, says: str
) -> None:
    if room:
        check_room(LOAN, entry(kind, room, days))
    assert refused(check_room, LOAN, entry(kind, room + 1, days)) == {"amount": says}


@pytest.mark.parametrize("kind", ["disbursed", "interest_paid"])
def test_what_only_adds_has_room(kind: str) -> None:
    check_room(LOAN, entry(kind, 10**12, 3))


def test_savings_have_room_for_what_later_days_leave() -> None:
    saved = [
        entry("saved", 50, loan=0),
        entry("withdrawn", 30, 20, loan=0),
        entry("saved", 100, 40, loan=0),
    ]
    for kind in ("withdrawn", "repaid_from_savings"):
        check_room(saved, entry(kind, 20, 10), SAVINGS_PARTS)
        assert refused(check_room, saved, entry(kind, 21, 10), SAVINGS_PARTS) == {
            "amount": "At most 20 đ can be taken from the savings on 20/03/2026."
        }
    check_room(saved, entry("withdrawn", 120, 40), SAVINGS_PARTS)
    assert (
        "At most 0 đ"
        in refused(check_room, saved, entry("withdrawn", 1, -1), SAVINGS_PARTS)["amount"]
    )


def test_a_repayment_from_savings_is_judged_by_the_loan_and_by_the_savings_apart() -> None:
    repaid = entry("repaid_from_savings", 70, 60)
    check_room(LOAN, repaid)
    check_possible([*LOAN, entry("cleared_overdue", 20, 60), repaid])
    saved = [entry("saved", 70, loan=0), repaid]
    check_possible(saved, SAVINGS_PARTS)
    assert refused(check_possible, [repaid], SAVINGS_PARTS)


@pytest.mark.parametrize(
    "broken",
    [
        [entry("repaid", 10)],
        [entry("disbursed", 10, 1), entry("repaid", 10)],
        [entry("disbursed", 10), entry("repaid", 5), entry("moved_overdue", 6)],
        [entry("disbursed", 10), entry("frozen", 6), entry("moved_overdue", 5)],
        [entry("disbursed", 10), entry("interest_paid", -1)],
    ],
)
def test_an_impossible_balance_is_refused_with_its_day(broken: list[Entry]) -> None:
    assert refused(check_possible, broken) == {
        "": "The balance of 10/03/2026 would not be possible. Take back the later entries first."
    }


@pytest.mark.parametrize(
    ("before", "amount", "cleared"),
    [
        ([], 40, []),
        ([entry("moved_overdue", 30, 1)], 20, [("cleared_overdue", 20)]),
        ([entry("moved_overdue", 30, 1)], 100, [("cleared_overdue", 30)]),
        ([entry("frozen", 60, 1)], 40, []),
        ([entry("frozen", 60, 1)], 50, [("unfrozen", 10)]),
        (
            [entry("moved_overdue", 30, 1), entry("frozen", 60, 1)],
            100,
            [("cleared_overdue", 30), ("unfrozen", 60)],
        ),
    ],
)
def test_a_repayment_ends_what_is_overdue_first_and_a_freezing_last(
    before: list[Entry], amount: int, cleared: list[tuple[str, int]]
) -> None:
    loan = [entry("disbursed", 100), *before]
    repaid = entry("repaid", amount, 2, receipt="PT01", sheet=3)
    made = clearing(loan, repaid)
    assert [(each.kind, each.amount) for each in made] == cleared
    assert all(
        (each.entry_on, each.receipt, each.sheet) == (repaid.entry_on, "PT01", 3) for each in made
    )
    check_possible([*loan, *made, repaid])


@given(st.integers(1, 100), st.integers(0, 100), st.integers(0, 100), st.integers(1, 100))
def test_any_repayment_that_fits_leaves_a_possible_balance(
    outstanding: int, overdue: int, frozen: int, repaid: int
) -> None:
    overdue, frozen, repaid = (
        min(overdue, outstanding),
        min(frozen, outstanding),
        min(repaid, outstanding),
    )
    frozen = min(frozen, outstanding - overdue)
    moved = [entry("moved_overdue", overdue, 1), entry("frozen", frozen, 1)]
    loan = [entry("disbursed", outstanding), *(each for each in moved if each.amount)]
    paid = entry("repaid", repaid, 2)
    after = balance_on([*loan, *clearing(loan, paid), paid], paid.entry_on)
    assert after.overdue == max(overdue - repaid, 0)
    assert after.frozen == min(frozen, after.outstanding)
    assert after.in_term >= 0
