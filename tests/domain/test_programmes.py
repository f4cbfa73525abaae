"""Dated terms and what the rules of a programme object to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.programmes import (
    Circumstances,
    EligibleClass,
    Objection,
    Programme,
    ProgrammeTerm,
    instalment_interval,
    objections,
)

OLD = ProgrammeTerm(
    from_on=date(2019, 3, 1), rate=660, cap=50_000_000, longest_months=60, source="an old decree"
)
NEW = ProgrammeTerm(
    from_on=date(2026, 1, 1), rate=660, cap=100_000_000, longest_months=120, source="a new decree"
)
POOR = Programme(
    code="HN",
    name="Cho vay hộ nghèo",
    exclusive=True,
    classes=(EligibleClass(household_class="poor"),),
    terms=(NEW, OLD),  # not in order
)
DAY = date(2026, 9, 5)
FITTING = Circumstances(household_class="poor")
amounts = st.integers(1, 10**12)


def found(
    programme: Programme = POOR,
    amount: int = 100_000_000,
    term_months: int = 120,
    day: date = DAY,
    about: Circumstances = FITTING,
) -> list[tuple[str, str]]:
    return [
        (each.field, each.text) for each in objections(programme, amount, term_months, day, about)
    ]


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2019, 2, 28), None),
        (date(2019, 3, 1), OLD),
        (date(2025, 12, 31), OLD),
        (date(2026, 1, 1), NEW),
        (date(2099, 1, 1), NEW),
    ],
)
def test_terms_hold_from_their_day(day: date, term: ProgrammeTerm | None) -> None:
    assert POOR.term_on(day) == term


def test_no_terms_at_all() -> None:
    assert Programme().term_on(DAY) is None
    assert found(day=date(2019, 2, 28)) == [
        ("programme", "The programme has no terms for this day.")
    ]


def test_an_application_within_every_rule() -> None:
    assert found() == []


def test_the_cap_and_the_longest_term_of_the_day_hold() -> None:
    assert [field for field, _text in found(day=date(2025, 12, 31))] == ["amount", "term_months"]


def test_each_objection_has_its_field_and_its_source() -> None:
    stranger = Circumstances(household_class="average", exclusive_elsewhere="Cho vay hộ cận nghèo")
    broken = objections(replace(POOR, rural_only=True), 100_000_001, 121, DAY, stranger)
    assert [(each.field, each.text) for each in broken] == [
        ("programme", "Cho vay hộ nghèo is for: poor household."),
        (
            "programme",
            "The household already borrows under Cho vay hộ cận nghèo; only one of these is allowed at a time.",
        ),
        ("programme", "This programme is for rural areas only."),
        ("amount", "The cap is 100.000.000\u00a0đ for a household."),
        ("term_months", "The longest term is 120 months."),
    ]
    assert {each.source for each in broken} == {"a new decree"}


def test_an_objection_without_a_source_is_its_text() -> None:
    assert Objection("amount", "Too much.", "").sentence() == "Too much."
    assert Objection("amount", "Too much.", "a decree").sentence() == "Too much. (a decree)"


def test_the_cap_counts_what_the_household_has_taken() -> None:
    about = replace(FITTING, committed=70_000_000)
    assert found(amount=30_000_000, about=about) == []
    ((field, text),) = found(amount=30_000_001, about=about)
    assert field == "amount"
    assert text.replace("\u00a0", " ") == (
        "The cap is 100.000.000 đ for a household, and 70.000.000 đ are already taken; at most 30.000.000 đ are left."
    )


def test_nothing_is_left_of_a_cap_that_is_exceeded_already() -> None:
    ((_field, text),) = found(amount=1, about=replace(FITTING, committed=200_000_000))
    assert "at most 0\u00a0đ are left" in text


def test_a_cap_of_several_workers_is_their_sum() -> None:
    assert found(amount=300_000_000, about=replace(FITTING, units=3)) == []
    ((_field, text),) = found(amount=300_000_001, about=replace(FITTING, units=3))
    assert (
        text.replace("\u00a0", " ")
        == "The cap is 100.000.000 đ for a household, here 300.000.000 đ in all."
    )
    assert found(amount=100_000_000, about=replace(FITTING, units=0)) == [], (
        "no worker yet counts as one"
    )


def test_a_cap_or_a_longest_term_of_zero_is_none() -> None:
    free = replace(POOR, terms=(replace(NEW, cap=0, longest_months=0),))
    assert found(free, amount=10**14, term_months=600) == []


def test_a_programme_without_classes_is_for_all() -> None:
    assert found(replace(POOR, classes=()), about=Circumstances()) == []


def test_a_programme_that_is_not_exclusive_stands_beside_others() -> None:
    about = replace(FITTING, exclusive_elsewhere="Cho vay hộ cận nghèo")
    assert found(replace(POOR, exclusive=False), about=about) == []


def test_a_rural_programme_in_a_rural_neighbourhood() -> None:
    assert found(replace(POOR, rural_only=True), about=replace(FITTING, rural=True)) == []


@given(amounts, amounts, st.integers(1, 20))
def test_the_cap_is_broken_exactly_above_it(committed: int, amount: int, units: int) -> None:
    about = replace(FITTING, committed=committed, units=units)
    assert bool(found(amount=amount, about=about)) == (committed + amount > 100_000_000 * units)


@pytest.mark.parametrize(
    ("term", "interval"),
    [
        (1, 1),
        (12, 12),
        (13, 13),
        (23, 23),
        (24, 24),
        (25, 24),
        (60, 24),
        (61, 36),
        (120, 36),
        (300, 36),
    ],
)
def test_principal_falls_due_by_the_length_of_the_loan(term: int, interval: int) -> None:
    assert instalment_interval(term) == interval


@given(st.integers(1, 600))
def test_no_interval_is_longer_than_its_term(term: int) -> None:
    assert 0 < instalment_interval(term) <= term
