"""What may be agreed on a loan, and what its forms ask for."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.days import months_later
from lcdesk.domain.ids import LoanId, MemberId
from lcdesk.domain.loans import (
    LoanTerms,
    Repayment,
    extension_complaint,
    instalments_complaint,
    terms_on,
)
from lcdesk.domain.schedules import Instalment, extended

MILLION = 1_000_000
TODAY = date(2026, 9, 5)
START = date(2026, 3, 10)


def terms(
    kind: str = "contract", from_on: date = START, final: date | None = None, **facts: Any
) -> LoanTerms:
    instalments = (Instalment(due_on=final, amount=MILLION),) if final else ()
    return LoanTerms(
        loan=LoanId(1),
        member=MemberId(1),
        kind=kind,
        from_on=from_on,
        rate=6600,
        instalments=instalments,
        **facts,
    )


def contract(term: int) -> LoanTerms:
    return terms(final=months_later(START, term))


def longer(agreed: list[LoanTerms], months: int) -> list[LoanTerms]:
    instalments = extended(agreed[-1].instalments, months, 10)
    return [
        *agreed,
        LoanTerms(
            loan=LoanId(1),
            member=MemberId(1),
            kind="extension",
            from_on=TODAY,
            rate=6600,
            instalments=instalments,
        ),
    ]


def test_the_newest_terms_begun_on_a_day_hold() -> None:
    first, second, third = (
        terms(),
        terms("rate", date(2026, 6, 1)),
        terms("rate", date(2026, 6, 1), number="2"),
    )
    every = [first, second, third]
    assert terms_on(every, START - timedelta(1)) is None
    assert terms_on(every, START) == terms_on(every, date(2026, 5, 31)) == first
    assert terms_on(every, date(2026, 6, 1)) == third


def test_the_final_day_is_that_of_the_last_instalment() -> None:
    assert terms().final_due_on is None
    assert contract(36).final_due_on == date(2029, 3, 10)


@pytest.mark.parametrize(("term", "most"), [(6, 12), (12, 12), (24, 12), (36, 18), (120, 60)])
def test_a_loan_is_extended_by_its_limit_and_not_a_month_more(term: int, most: int) -> None:
    assert extension_complaint([contract(term)], term, most) == ""
    assert extension_complaint([contract(term)], term, most + 1) == (
        f"A loan over {term} months is extended by at most {most} in all; {most} are left."
    )


def test_extensions_count_together() -> None:
    agreed = longer(longer([contract(36)], 10), 5)
    assert extension_complaint(agreed, 36, 3) == ""
    assert extension_complaint(agreed, 36, 4) == (
        "A loan over 36 months is extended by at most 18 in all; 3 are left."
    )
    assert extension_complaint(agreed, 36, 2, before=1) == ""
    assert "2 are left" in extension_complaint(agreed, 36, 3, before=1), "taken over with one"
    whole = longer(agreed, 3)
    assert extension_complaint(whole, 36, 1).endswith("at most 18 in all; 0 are left.")


@given(st.integers(1, 300), st.lists(st.integers(1, 40), max_size=4), st.integers(1, 40))
def test_extensions_never_pass_the_limit_in_all(term: int, asked: list[int], last: int) -> None:
    agreed, used = [contract(term)], 0
    for months in [*asked, last]:
        limit = 12 if term <= 12 else term // 2
        fits = used + months <= limit
        assert (extension_complaint(agreed, term, months) == "") == fits
        if fits:
            agreed, used = longer(agreed, months), used + months


def test_typed_instalments_end_within_the_term() -> None:
    one, two = (Instalment(due_on=date(year, 3, 10), amount=10 * MILLION) for year in (2027, 2028))
    final = date(2028, 3, 10)
    assert instalments_complaint((one, two), 20 * MILLION, START, final) == ""
    assert instalments_complaint((one, two), 20 * MILLION, START, final - timedelta(1)) == (
        "The term ends on 09/03/2028; the last instalment must fall due by then."
    )
    assert "sum to" in instalments_complaint((one, two), 21 * MILLION, START, final)


def test_a_repayment_pays_something() -> None:
    assert Repayment(paid_on=TODAY).complaints(TODAY) == {
        "principal": "Enter what was paid: principal, interest, or both."
    }
    for name in ("principal", "interest", "from_savings"):
        paid: dict[str, Any] = {name: 1}
        assert Repayment(paid_on=TODAY, **paid).complaints(TODAY) == {}
