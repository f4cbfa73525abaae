"""Instalments: equal, never lost, never nought, on days that exist, up to the end of the term."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcdesk.domain.days import months_later, on_transaction_day
from lcdesk.domain.errors import Refused
from lcdesk.domain.schedules import (
    Instalment,
    extended,
    extension_limit,
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


def sentence(refused: pytest.ExceptionInfo[Refused]) -> str:
    (text,) = refused.value.complaints.values()
    return text.replace("\u00a0", " ")


def fit(text: str) -> tuple[int, int]:
    """How many instalments fit and how many months lie between them, out of the sentence of a refusal."""
    most, months = re.search(
        r"At most ([0-9.]+) fit: ([0-9.]+) months", text.replace("\u00a0", " ")
    ).groups()
    return int(most.replace(".", "")), int(months.replace(".", ""))


@given(amounts, days, terms, intervals, units, transaction_days)
def test_a_schedule_sums_to_the_loan_or_says_how_many_fit(
    amount: int, paid_out_on: date, term: int, interval: int, unit: int, transaction_day: int
) -> None:
    count = -(-term // interval)
    try:
        made = schedule(amount, paid_out_on, term, interval, unit, transaction_day)
    except Refused as refused:
        (text,) = refused.complaints.values()
        assert refused.complaints.keys() == {"instalment_months"}
        assert amount // count < unit and count > 1
        most, months = fit(text)
        assert most == max(amount // unit, 1)
        schedule(amount, paid_out_on, term, months, unit, transaction_day)
        with pytest.raises(Refused):
            schedule(amount, paid_out_on, term, months - 1, unit, transaction_day)
        return
    assert len(made) == count
    assert sum(parts(made)) == amount
    assert min(parts(made)) > 0
    assert dates(made) == sorted(set(dates(made)))
    assert made[0].due_on > paid_out_on
    assert made[-1].due_on == on_transaction_day(months_later(paid_out_on, term), transaction_day)
    assert len(set(parts(made)[:-1])) <= 1, "all but the last are equal"
    assert all(part % unit == 0 for part in parts(made)[:-1])
    assert all(part <= made[-1].amount for part in parts(made)), "the last takes the rest"
    assert schedule_complaint(made, amount, paid_out_on) == ""


def test_five_hundred_thousand_is_not_six_instalments_of_a_hundred_thousand() -> None:
    with pytest.raises(Refused) as refused:
        schedule(500_000, date(2026, 3, 10), 36, 6, 100_000)
    assert sentence(refused) == (
        "6 instalments of 500.000 đ would be less than 100.000 đ each. "
        "At most 5 fit: 8 months or more between instalments."
    )
    assert parts(schedule(500_000, date(2026, 3, 10), 36, 8, 100_000)) == [100_000] * 5


def test_less_than_a_unit_is_one_instalment() -> None:
    assert parts(schedule(99_999, date(2026, 3, 10), 12, 12, 100_000)) == [99_999]
    with pytest.raises(Refused) as refused:
        schedule(99_999, date(2026, 3, 10), 12, 6, 100_000)
    assert "At most 1 fit: 12 months or more" in sentence(refused)


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


@given(amounts, days, terms, intervals, units, transaction_days, st.integers(0, 20_000), intervals)
def test_rescheduling_keeps_the_sum_the_past_and_the_end(
    amount: int,
    paid_out_on: date,
    term: int,
    interval: int,
    unit: int,
    transaction_day: int,
    passed: int,
    anew: int,
) -> None:
    try:
        made = schedule(amount, paid_out_on, term, interval, unit, transaction_day)
    except Refused:
        assume(False)
    from_on = paid_out_on + timedelta(days=passed)
    past = tuple(each for each in made if each.due_on <= from_on)
    try:
        spread = rescheduled(made, from_on, anew, unit, transaction_day)
    except Refused as refused:
        if refused.complaints.keys() == {"from_on"}:
            assert past == made
            return
        _most, months = fit(str(refused))
        spread = rescheduled(made, from_on, months, unit, transaction_day)
    assert spread[: len(past)] == past
    assert sum(parts(spread)) == amount
    assert min(parts(spread)) > 0
    assert dates(spread) == sorted(set(dates(spread)))
    assert spread[-1].due_on == made[-1].due_on
    assert spread[len(past)].due_on > from_on


def test_rescheduling_spreads_what_is_still_to_fall_due() -> None:
    made = schedule(40 * MILLION, date(2026, 3, 10), 48, 12, 100_000)
    spread = rescheduled(made, date(2027, 3, 10), 6, 100_000)
    assert spread[0] == made[0]
    assert parts(spread[1:]) == [5 * MILLION] * 6
    assert (spread[1].due_on, spread[-1].due_on) == (date(2027, 9, 10), date(2030, 3, 10))


def test_nothing_is_rescheduled_after_the_end() -> None:
    made = schedule(40 * MILLION, date(2026, 3, 10), 12, 12, 100_000)
    with pytest.raises(Refused) as refused:
        rescheduled(made, date(2027, 3, 10), 6, 100_000)
    assert refused.value.complaints == {"from_on": "Everything has fallen due by 10/03/2027."}


@given(days, st.integers(1, 300), transaction_days)
def test_an_extension_moves_the_last_instalment_alone(
    paid_out_on: date, months: int, transaction_day: int
) -> None:
    made = schedule(40 * MILLION, paid_out_on, 48, 12, 100_000, transaction_day)
    longer = extended(made, months, transaction_day)
    assert longer[:-1] == made[:-1]
    assert longer[-1].amount == made[-1].amount
    last, now = made[-1].due_on, longer[-1].due_on
    assert (now.year - last.year) * 12 + now.month - last.month == months
    assert dates(longer) == sorted(set(dates(longer)))


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
    made = split(10 * MILLION, given_days, 100_000, 24)
    assert [(each.due_on, each.amount) for each in made] == [
        (given_days[0], 3_300_000),
        (given_days[1], 3_300_000),
        (given_days[2], 3_400_000),
    ]
