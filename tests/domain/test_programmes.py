"""Dated terms of a programme."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.programmes import (
    Programme,
    ProgrammeTerm,
    instalment_interval,
)
from tests.domain.credit import NEW, OLD, POOR

DAY = date(2026, 9, 5)


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


@pytest.mark.parametrize(("is_priority", "rate"), [(False, 8382), (True, 6600)])
def test_a_priority_borrower_has_the_rate_of_theirs(is_priority: bool, rate: int) -> None:
    assert ProgrammeTerm(rate=8382, priority_rate=6600).rate_for(is_priority) == rate
    assert ProgrammeTerm(rate=8382).rate_for(is_priority) == 8382


def test_each_part_names_its_own_source_or_that_of_all() -> None:
    term = ProgrammeTerm(source="all", cap_source="the cap")
    assert [term.source_of(part) for part in ("rate", "cap", "longest", "class")] == [
        "all",
        "the cap",
        "all",
        "all",
    ]


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
