"""Instalments: equal, never lost, never nought, on days that exist, up to the end of the term."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.days import months_later, on_transaction_day
from lcdesk.domain.errors import Refused
from lcdesk.domain.schedules import (
    Instalment,
    extended,
    extension_limit,
    remaining,
    rescheduled,
    schedule,
    schedule_complaint,
    split,
    still_due,
)
from tests.domain.made import days, transaction_days

MILLION = 1_000_000
units = st.sampled_from([1, 1000, 50_000, 100_000, MILLION]) | st.integers(1, 10 * MILLION)
amounts = st.integers(1, 10_000 * MILLION) | st.integers(1, 200).map(lambda count: count * 100_000)
terms, intervals = st.integers(1, 600), st.integers(1, 120)


def parts(instalments: Sequence[Instalment]) -> list[int]:
    return [each.amount for each in instalments]


def dates(instalments: Sequence[Instalment]) -> list[date]:
    return [each.due_on for each in instalments]


@given(amounts, days, terms, intervals, units, transaction_days)
def test_a_schedule_sums_to_the_loan_and_none_is_nought(
    amount: int, paid_out_on: date, term: int, interval: int, unit: int, transaction_day: int
) -> None:
    count = min(-(-term // interval), amount)
    made = schedule(amount, paid_out_on, term, interval, unit, transaction_day)
    assert len(made) == count
    assert sum(parts(made)) == amount
    assert min(parts(made)) > 0
    assert dates(made) == sorted(set(dates(made)))
    assert made[0].due_on > paid_out_on
    end = months_later(paid_out_on, term)
    assert made[-1].due_on == min(end, on_transaction_day(end, transaction_day))
    assert len(set(parts(made)[:-1])) <= 1, "all but the last are equal"
    rounded = unit if amount >= unit * count else 1000 if amount >= 1000 * count else 1
    assert all(part % rounded == 0 for part in parts(made)[:-1])
    assert all(part <= made[-1].amount for part in parts(made)), "the last takes the rest"
    assert schedule_complaint(made, amount, paid_out_on) == ""


@pytest.mark.parametrize(
    ("amount", "made"),
    [
        (600_000, [100_000] * 6),
        (599_999, [99_000] * 5 + [104_999]),
        (500_000, [83_000] * 5 + [85_000]),
        (6_000, [1_000] * 6),
        (5_999, [999] * 5 + [1_004]),
        (6, [1] * 6),
        (4, [1] * 4),
    ],
)
def test_less_than_a_unit_each_is_rounded_down_to_less(amount: int, made: list[int]) -> None:
    assert parts(schedule(amount, date(2026, 3, 10), 36, 6, 100_000)) == made


@pytest.mark.parametrize(
    ("transaction_day", "last"), [(0, 10), (9, 9), (10, 10), (11, 10), (28, 10)]
)
def test_the_last_instalment_never_lies_behind_the_term(transaction_day: int, last: int) -> None:
    made = schedule(20 * MILLION, date(2026, 3, 10), 24, 12, 100_000, transaction_day)
    assert dates(made) == [date(2027, 3, transaction_day or 10), date(2028, 3, last)]


def test_the_last_instalment_takes_the_rest() -> None:
    made = schedule(50 * MILLION, date(2026, 3, 10), 36, 12, 100_000, 5)
    assert [(each.due_on, each.amount) for each in made] == [
        (date(2027, 3, 5), 16_600_000),
        (date(2028, 3, 5), 16_600_000),
        (date(2029, 3, 5), 16_800_000),
    ]


def test_a_term_that_is_no_multiple_of_the_interval_ends_with_a_short_one() -> None:
    made = schedule(30 * MILLION, date(2026, 3, 10), 30, 24, 100_000)
    assert dates(made) == [date(2028, 3, 10), date(2028, 9, 10)]


def test_the_31st_is_not_lost_in_a_short_month() -> None:
    made = schedule(3 * MILLION, date(2026, 12, 31), 3, 1, 100_000)
    assert dates(made) == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


@given(
    amounts,
    st.integers(0, 120),
    days,
    terms,
    intervals,
    units,
    transaction_days,
    st.integers(0, 20_000),
    intervals,
)
def test_rescheduling_keeps_the_sum_the_past_and_the_end(
    amount: int,
    percent: int,
    paid_out_on: date,
    term: int,
    interval: int,
    unit: int,
    transaction_day: int,
    passed: int,
    anew: int,
) -> None:
    """Whatever is repaid: what is past and what was repaid ahead stays, the rest is spread evenly."""
    made = schedule(amount, paid_out_on, term, interval, unit, transaction_day)
    from_on, cleared = paid_out_on + timedelta(days=passed), min(amount * percent // 100, amount)
    past = tuple(each for each in made if each.due_on <= from_on)
    fell_due = sum(parts(past))
    try:
        spread = rescheduled(made, cleared, from_on, anew, unit, transaction_day)
    except Refused as refused:
        assert refused.complaints.keys() == {"from_on"}
        assert max(cleared, fell_due) == amount
        return
    assert sum(parts(spread)) == amount
    assert min(parts(spread)) > 0
    assert dates(spread) == sorted(set(dates(spread)))
    assert spread[-1].due_on == made[-1].due_on
    ahead = [each for each in spread if each.due_on > from_on]
    assert sum(parts(ahead)) == amount - max(cleared, fell_due)
    assert [each.due_on for each in spread if each.due_on < from_on] == [
        each.due_on for each in past if each.due_on < from_on
    ]
    assert still_due(spread, cleared)[-len(ahead) :] == ahead
    assert len(set(parts(ahead)[:-1])) <= 1


def test_rescheduling_spreads_what_is_still_to_fall_due() -> None:
    made = schedule(40 * MILLION, date(2026, 3, 10), 48, 12, 100_000)
    spread = rescheduled(made, 0, date(2027, 3, 10), 6, 100_000)
    assert spread[0] == made[0]
    assert parts(spread[1:]) == [5 * MILLION] * 6
    assert (spread[1].due_on, spread[-1].due_on) == (date(2027, 9, 10), date(2030, 3, 10))


def test_rescheduling_after_a_prepayment_spreads_the_rest() -> None:
    """50 m over 5 years, 25 m repaid ahead, then every 6 months: 25 m over the whole rest."""
    made = schedule(50 * MILLION, date(2026, 6, 10), 60, 24, 100_000)
    spread = rescheduled(made, 25 * MILLION, date(2026, 12, 10), 6, 100_000)
    assert (spread[0].due_on, spread[0].amount) == (date(2026, 12, 10), 25 * MILLION)
    left = still_due(spread, 25 * MILLION)
    assert left[0].due_on == date(2027, 6, 10)
    assert parts(left) == [2_700_000] * 8 + [3_400_000]


def test_nothing_is_rescheduled_after_the_end() -> None:
    made = schedule(40 * MILLION, date(2026, 3, 10), 12, 12, 100_000)
    with pytest.raises(Refused) as refused:
        rescheduled(made, 0, date(2027, 3, 10), 6, 100_000)
    assert refused.value.complaints == {"from_on": "Everything has fallen due by 10/03/2027."}


@given(days, st.integers(1, 300), transaction_days)
def test_an_extension_moves_the_last_instalment_alone(
    paid_out_on: date, months: int, transaction_day: int
) -> None:
    made = schedule(40 * MILLION, paid_out_on, 48, 12, 100_000, transaction_day)
    longer = extended(made, months, paid_out_on.day, transaction_day)
    assert longer[:-1] == made[:-1]
    assert longer[-1].amount == made[-1].amount
    last, now = made[-1].due_on, longer[-1].due_on
    assert (now.year - last.year) * 12 + now.month - last.month == months
    assert dates(longer) == sorted(set(dates(longer)))


@pytest.mark.parametrize(
    ("last", "contract_day", "transaction_day", "then"),
    [
        (date(2027, 2, 28), 31, 0, date(2027, 5, 31)),
        (date(2027, 2, 28), 30, 0, date(2027, 5, 30)),
        (date(2027, 2, 28), 28, 0, date(2027, 5, 28)),
        (date(2027, 2, 27), 31, 0, date(2027, 5, 27)),  # typed by hand, no day of the contract
        (date(2027, 2, 28), 31, 15, date(2027, 5, 15)),
        (date(2027, 2, 10), 10, 15, date(2027, 5, 10)),  # never behind the term
    ],
)
def test_an_extension_counts_from_the_day_of_the_contract(
    last: date, contract_day: int, transaction_day: int, then: date
) -> None:
    (longer,) = extended((Instalment(due_on=last, amount=1),), 3, contract_day, transaction_day)
    assert longer.due_on == then


REMAINING = (
    Instalment(due_on=date(2028, 1, 10), amount=16),
    Instalment(due_on=date(2030, 1, 10), amount=16),
    Instalment(due_on=date(2031, 1, 10), amount=18),
)


@pytest.mark.parametrize(
    ("amount", "after", "left"),
    [
        (50, date(2028, 1, 9), [16, 16, 18]),
        (34, date(2028, 1, 10), [16, 18]),
        (25, date(2028, 1, 11), [7, 18]),
        (25, date(2026, 1, 1), [7, 18]),
        (40, date(2028, 1, 10), [22, 18]),  # more than the days ahead hold: their first takes it
        (18, date(2028, 1, 10), [18]),
        (0, date(2026, 1, 1), []),
        (5, date(2031, 1, 10), []),
    ],
)
def test_what_remains_of_a_contract_is_filled_from_its_end(
    amount: int, after: date, left: list[int]
) -> None:
    found = remaining(REMAINING, amount, after)
    assert parts(found) == left
    assert dates(found) == dates(REMAINING)[3 - len(left) :]


@given(st.integers(0, 50), days)
def test_what_remains_is_what_repayments_leave_where_all_that_fell_due_is_repaid(
    repaid: int, after: date
) -> None:
    fell_due = sum(each.amount for each in REMAINING if each.due_on <= after)
    repaid = max(repaid, fell_due)
    assert list(remaining(REMAINING, 50 - repaid, after)) == still_due(REMAINING, repaid)


@pytest.mark.parametrize(
    ("term", "limit"), [(1, 12), (6, 12), (12, 12), (13, 6), (24, 12), (36, 18), (120, 60)]
)
def test_how_far_a_loan_may_be_extended(term: int, limit: int) -> None:
    assert extension_limit(term) == limit


def test_what_is_no_schedule_is_said() -> None:
    paid = date(2026, 3, 10)
    one, two = (Instalment(due_on=date(2027, month, 1), amount=10 * MILLION) for month in (1, 2))
    assert schedule_complaint((one, two), 20 * MILLION, paid) == ""
    assert schedule_complaint((one, two), 21 * MILLION, paid).replace("\u00a0", " ") == (
        "The instalments sum to 20.000.000 đ; the loan is 21.000.000 đ."
    )
    for wrong in ((two, one), (one, one)):
        assert (
            schedule_complaint(wrong, 20 * MILLION, paid)
            == "Each instalment must fall due after the one before."
        )
    for first in (one.due_on, date(2027, 1, 2)):
        assert schedule_complaint((one, two), 20 * MILLION, first).startswith(
            "The first instalment must fall due after"
        )


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8), st.integers(0, 9000))
def test_repayments_count_for_the_earliest_instalments(made: list[int], repaid: int) -> None:
    instalments = [
        Instalment(due_on=date(2026, 1 + place, 1), amount=part) for place, part in enumerate(made)
    ]
    left = still_due(instalments, repaid)
    assert sum(parts(left)) == max(sum(made) - repaid, 0)
    assert dates(left) == dates(instalments)[len(made) - len(left) :]
    assert parts(left)[1:] == made[len(made) - len(left) + 1 :], (
        "only the first of them is paid in part"
    )
    assert all(each.amount for each in left)


def test_a_split_over_given_days_is_of_those_days() -> None:
    given_days = [date(2027, 1, 1), date(2027, 6, 1), date(2028, 1, 1)]
    made = split(10 * MILLION, given_days, 100_000)
    assert [(each.due_on, each.amount) for each in made] == [
        (given_days[0], 3_300_000),
        (given_days[1], 3_300_000),
        (given_days[2], 3_400_000),
    ]
