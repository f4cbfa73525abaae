"""How a loan stands: what is due, what is late, and when it is settled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import LoanId, MemberId
from lcdesk.domain.ledger import Balance, Entry, clearing
from lcdesk.domain.loans import LOAN_STATES, LoanTerms
from lcdesk.domain.positions import Position, check_interest, falling_due, position, state_of
from lcdesk.domain.schedules import Instalment

START = date(2026, 4, 1)
FIRST, SECOND = date(2027, 4, 1), date(2028, 4, 1)
MILLION = 1_000_000
CONTRACT = LoanTerms(
    loan=LoanId(1),
    member=MemberId(1),
    from_on=START,
    rate=10000,
    instalments=(
        Instalment(due_on=FIRST, amount=40 * MILLION),
        Instalment(due_on=SECOND, amount=60 * MILLION),
    ),
)


def entry(kind: str, amount: int, on: date) -> Entry:
    return Entry(loan=LoanId(1), member=MemberId(1), entry_on=on, kind=kind, amount=amount)


def at(
    day: date, *entries: Entry, paid_out: int = 100 * MILLION, interest_day: int = 0
) -> Position:
    books = [entry("disbursed", paid_out, START), *entries]
    return position(books, [CONTRACT], day, interest_day=interest_day)


def ahead(now: Position) -> list[tuple[date, int]]:
    return [(each.due_on, each.amount) for each in now.ahead]


def test_before_it_is_paid_out_nothing_is_owed() -> None:
    now = position([], [], START)
    assert (now.balance, now.interest_owed, now.due, now.late, now.ahead) == (
        Balance(),
        0,
        0,
        0,
        (),
    )
    assert not now.is_settled


def test_an_instalment_is_due_on_its_day_and_late_the_day_after() -> None:
    assert (at(FIRST - timedelta(1)).due, at(FIRST).due) == (0, 40 * MILLION)
    assert (at(FIRST).late, at(FIRST + timedelta(1)).late) == (0, 40 * MILLION)
    assert at(SECOND + timedelta(1)).late == 100 * MILLION


def test_what_is_repaid_counts_for_the_earliest() -> None:
    now = at(FIRST + timedelta(1), entry("repaid", 30 * MILLION, FIRST))
    assert ahead(now) == [(FIRST, 10 * MILLION), (SECOND, 60 * MILLION)]
    assert (now.due, now.late) == (10 * MILLION, 10 * MILLION)
    paid = at(FIRST + timedelta(1), entry("repaid", 70 * MILLION, START))
    assert ahead(paid) == [(SECOND, 30 * MILLION)]
    assert paid.late == 0


def test_what_is_overdue_or_frozen_is_not_late_once_more() -> None:
    day = FIRST + timedelta(5)
    assert at(day, entry("moved_overdue", 15 * MILLION, day)).late == 25 * MILLION
    assert (
        at(day, entry("moved_overdue", 15 * MILLION, day), entry("frozen", 30 * MILLION, day)).late
        == 0
    )


def test_of_a_loan_paid_out_in_part_only_that_falls_due() -> None:
    assert ahead(at(START, paid_out=50 * MILLION)) == [
        (FIRST, 40 * MILLION),
        (SECOND, 10 * MILLION),
    ]
    assert ahead(at(START, paid_out=30 * MILLION)) == [(FIRST, 30 * MILLION)]


@given(st.integers(1, 100), st.lists(st.integers(1, 40), max_size=4))
def test_what_is_ahead_sums_to_what_is_outstanding(paid_out: int, repaid: list[int]) -> None:
    entries, left = [], paid_out
    for amount in repaid:
        amount = min(amount, left)
        left -= amount
        entries += [entry("repaid", amount, FIRST)] if amount else []
    now = at(SECOND, *entries, paid_out=paid_out * MILLION)
    assert sum(each.amount for each in now.ahead) == now.balance.outstanding


def test_new_terms_hold_from_their_day() -> None:
    longer = LoanTerms(
        loan=LoanId(1),
        member=MemberId(2),
        from_on=date(2027, 1, 1),
        rate=5000,
        instalments=CONTRACT.instalments[:1],
    )
    entries = [entry("disbursed", 40 * MILLION, START)]
    assert position(entries, [CONTRACT, longer], date(2026, 12, 31)).terms == CONTRACT
    assert position(entries, [CONTRACT, longer], date(2027, 1, 1)).terms == longer


APRIL = 821_918
"""Interest of 30 days on 100 m at 10 %."""


def test_interest_owed_is_what_fell_due_less_what_was_paid() -> None:
    """What has accrued since the end of the month is told apart."""
    day = date(2026, 5, 11)
    assert (at(day).interest_owed, at(day).interest_accruing) == (APRIL, 273_973)
    assert at(day).interest_unpaid == APRIL + 273_973
    part = at(day, entry("interest_paid", APRIL - 1, day))
    assert (part.interest_owed, part.interest_accruing) == (1, 273_973)
    ahead = at(day, entry("interest_paid", APRIL + 5, day))
    assert (ahead.interest_owed, ahead.interest_accruing) == (0, 273_968)


@pytest.mark.parametrize(
    ("day", "interest_day", "owed"),
    [
        (date(2026, 4, 29), 0, 0),
        (date(2026, 4, 30), 0, 794_521),  # the day itself counts from the day after, as always
        (date(2026, 5, 1), 0, APRIL),
        (date(2026, 5, 30), 0, APRIL),
        (date(2026, 5, 14), 15, 0),
        (date(2026, 5, 15), 15, APRIL),
        (date(2026, 5, 31), 15, APRIL),
        (date(2026, 6, 14), 15, APRIL),
        (date(2026, 6, 29), 31, APRIL),
        (date(2026, 6, 30), 31, APRIL + 849_315),  # the last of a shorter month
    ],
)
def test_interest_of_a_month_falls_due_on_its_day(day: date, interest_day: int, owed: int) -> None:
    assert at(day, interest_day=interest_day).interest_owed == owed


def test_overpaid_interest_is_a_credit_and_is_used_up_first() -> None:
    """The rate was lowered back in time after interest had been paid."""
    day, half = date(2026, 5, 1), replace(CONTRACT, rate=5000)
    books = [entry("disbursed", 100 * MILLION, START), entry("interest_paid", APRIL, day)]
    now = position(books, [half], day)
    assert (now.interest_owed, now.interest_credit) == (0, APRIL - 410_959)
    later = position(books, [half], date(2026, 6, 1))
    assert later.interest_unpaid == 410_959 + 424_658 - APRIL
    assert (later.interest_owed, later.interest_credit) == (later.interest_unpaid, 0)
    paid = position([*books, entry("interest_paid", 13_699, day)], [half], date(2026, 6, 1))
    assert (paid.interest_owed, paid.interest_credit) == (0, 0)


def test_a_loan_taken_over_owes_what_the_listing_says_and_bears_from_then_on() -> None:
    books = [
        entry("taken_over", 25 * MILLION, START),
        entry("interest_brought", 300_000, START),
        entry("moved_overdue", 5 * MILLION, START),
    ]
    now = position(books, [CONTRACT], START)
    assert (now.interest_owed, now.interest_accruing) == (300_000, 0)
    assert (now.balance.outstanding, now.balance.repaid, now.balance.interest_paid) == (
        25 * MILLION,
        0,
        0,
    )
    month = position(books, [CONTRACT], date(2026, 5, 1))
    assert month.interest_owed == 300_000 + 217_808  # 20 m at 10 %, 5 m at 13 % for 30 days
    nothing = position([entry("interest_brought", 1, START)], [CONTRACT], START)
    assert (nothing.state, nothing.is_settled) == ("in_term", False)


def test_what_is_written_off_is_owed_no_more_and_was_not_repaid() -> None:
    day = date(2026, 5, 1)
    principal = entry("written_off", 100 * MILLION, day)
    interest = entry("interest_written_off", APRIL, day)
    half = at(day, entry("written_off", 50 * MILLION, day))
    assert (half.balance.outstanding, half.balance.repaid) == (50 * MILLION, 0)
    assert ahead(half) == [(SECOND, 50 * MILLION)], "the earliest is written off first"
    assert at(day, principal).state == "in_term"
    whole = at(date(2030, 1, 1), principal, interest)
    assert (whole.state, whole.is_settled) == ("written_off", True)
    assert (whole.balance.interest_paid, whole.interest_unpaid) == (0, 0)


def test_a_reversal_booked_later_counts_from_the_day_of_what_it_takes_back() -> None:
    """Interest comes right from the day of booking on; until then the books say what they said."""
    repaid = entry("repaid", 50 * MILLION, date(2026, 5, 1))
    booked = replace(
        repaid, amount=-repaid.amount, entry_on=date(2026, 7, 10), value_on=repaid.entry_on
    )
    for day in (date(2026, 5, 31), date(2026, 7, 9)):
        assert at(day, repaid, booked) == at(day, repaid)
    for day in (date(2026, 7, 10), date(2026, 7, 11), date(2026, 9, 1)):
        then, never = at(day, repaid, booked), at(day)
        assert then.interest_accrued == never.interest_accrued
        assert then.interest_owed == never.interest_owed


def test_a_loan_is_settled_when_neither_principal_nor_interest_is_owed() -> None:
    day = START + timedelta(10)
    repaid = entry("repaid", 100 * MILLION, day)
    assert not at(day, repaid).is_settled
    interest = entry("interest_paid", at(day).interest_unpaid, day)
    assert not at(day, interest).is_settled
    for later in (day, day + timedelta(1), date(2040, 1, 1)):
        assert at(later, repaid, interest).is_settled
    assert not at(day - timedelta(1), repaid, interest).is_settled


@pytest.mark.parametrize(
    ("moved", "state"),
    [
        ([], "in_term"),
        (["moved_overdue"], "overdue"),
        (["frozen"], "frozen"),
        (["frozen", "moved_overdue"], "overdue"),
        (["moved_overdue", "cleared_overdue"], "in_term"),
    ],
)
def test_the_gravest_state_is_named(moved: list[str], state: str) -> None:
    day = START + timedelta(10)
    now = at(day, *(entry(kind, MILLION, day) for kind in moved))
    assert now.state == state
    assert state in LOAN_STATES


def test_a_repaid_loan_that_owes_interest_is_not_settled_by_name() -> None:
    day = START + timedelta(10)
    now = at(day, entry("repaid", 100 * MILLION, day))
    assert (now.state, state_of(now.balance, 0, 0)) == ("in_term", "settled")
    paid = at(
        day, entry("repaid", 100 * MILLION, day), entry("interest_paid", now.interest_unpaid, day)
    )
    assert paid.state == "settled"
    assert position([], [CONTRACT], day).state == "not_paid_out"


def test_a_known_balance_needs_only_the_entries_of_principal() -> None:
    day = START + timedelta(40)
    principal = [
        entry("disbursed", 100 * MILLION, START),
        entry("repaid", MILLION, START + timedelta(20)),
    ]
    whole = [*principal, entry("interest_paid", 1000, day)]
    known = position(whole, [CONTRACT], day)
    assert position(principal, [CONTRACT], day, known.balance) == known


def test_repaying_what_is_late_and_overdue_leaves_neither() -> None:
    day = FIRST + timedelta(5)
    loan = [entry("disbursed", 100 * MILLION, START), entry("moved_overdue", 40 * MILLION, day)]
    paid = entry("repaid", 40 * MILLION, day)
    now = position([*loan, *clearing(loan, paid), paid], [CONTRACT], day)
    assert (now.late, now.balance.overdue, now.due) == (0, 0, 0)


def test_what_falls_due_soon() -> None:
    now = at(START)
    assert falling_due(now.ahead, FIRST - timedelta(31), 30) == []
    assert [each.due_on for each in falling_due(now.ahead, FIRST - timedelta(30), 30)] == [FIRST]
    assert [each.due_on for each in falling_due(now.ahead, SECOND, 0)] == [FIRST, SECOND]


def interest_refused(
    paid: int,
    *entries: Entry,
    on: date = date(2026, 5, 1),
    terms: tuple[LoanTerms, ...] = (CONTRACT,),
) -> str:
    """The sentence that refuses a payment of interest, "" where it is taken."""
    new = entry("interest_paid", paid, on)
    books = [entry("disbursed", 100 * MILLION, START), *entries, new]
    try:
        check_interest(books, terms, new)
    except Refused as refused:
        return refused.complaints["interest"].replace("\u00a0", " ")
    return ""


def test_interest_is_paid_a_month_ahead_in_whole_notes_and_no_further() -> None:
    """30 days of April bear 821.918 đ at 10 %, the 31 after them 849.315 đ: 1.671.233 đ, in notes 1.672.000 đ."""
    assert not interest_refused(1_672_000)
    told = interest_refused(1_672_001)
    assert told == (
        "At most 1.672.000 đ of interest: 821.918 đ has accrued to 01/05/2026, and at most 31 days are paid ahead."
    )
    assert not interest_refused(850_000, entry("interest_paid", 822_000, date(2026, 4, 30)))
    assert interest_refused(851_000, entry("interest_paid", 822_000, date(2026, 4, 30)))


def test_what_was_paid_later_must_fit_beside_it() -> None:
    june = entry("interest_paid", 1_700_000, date(2026, 6, 1))
    assert not interest_refused(800_000, june)
    assert interest_refused(1_672_000, june).startswith("At most ")


def test_what_was_paid_before_is_owed_no_more() -> None:
    before = entry("interest_paid", 800_000, date(2026, 4, 30))
    assert interest_refused(872_001, before) == (
        "At most 872.000 đ of interest: 21.918 đ has accrued to 01/05/2026, and at most 31 days are paid ahead."
    )


def test_what_happens_to_a_loan_later_leaves_the_room_for_interest_as_it_was() -> None:
    next_day = date(2026, 5, 2)
    free, dear = (replace(CONTRACT, from_on=next_day, rate=rate) for rate in (0, 20000))
    assert not interest_refused(1_672_000, entry("repaid", 100 * MILLION, next_day))
    assert not interest_refused(1_672_000, terms=(CONTRACT, free))
    assert interest_refused(1_672_001, terms=(CONTRACT, dear))


def test_a_rate_that_changes_on_the_day_of_paying_bears_what_is_paid_ahead() -> None:
    free = replace(CONTRACT, from_on=date(2026, 5, 1), rate=0)
    assert not interest_refused(822_000, terms=(CONTRACT, free))
    assert interest_refused(822_001, terms=(CONTRACT, free))


def test_a_loan_repaid_on_the_day_bears_nothing_ahead() -> None:
    repaid = entry("repaid", 100 * MILLION, date(2026, 5, 1))
    assert not interest_refused(822_000, repaid)
    assert interest_refused(823_000, repaid)


@given(st.integers(1, 10**15))
def test_no_amount_of_interest_leaves_more_than_a_month_paid_ahead(amount: int) -> None:
    ahead = at(date(2026, 6, 1)).interest_accrued
    assert bool(interest_refused(amount)) == (amount > -(-ahead // 1000) * 1000)
