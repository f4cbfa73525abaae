"""A sheet of a month: the cash equals what was collected."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.collecting import DENOMINATIONS, CashLine, CollectionLine, CollectionSheet
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import build
from lcdesk.domain.ids import LoanId, MemberId

TODAY = date(2026, 9, 5)


def sheet(
    lines: Sequence[dict[str, Any]] = (),
    cash: Iterable[tuple[int, int]] = (),
    held_on: date = TODAY,
) -> CollectionSheet:
    return CollectionSheet(
        held_on=held_on,
        lines=tuple(CollectionLine(member=MemberId(1), **line) for line in lines),
        cash=tuple(CashLine(denomination=note, count=count) for note, count in cash),
    )


def said(made: CollectionSheet) -> dict[str, str]:
    return {name: text.replace("\u00a0", " ") for name, text in made.complaints(TODAY).items()}


def test_interest_and_savings_are_cash_and_principal_from_savings_is_not() -> None:
    made = sheet(
        [
            {"loan": 1, "interest_paid": 270_000, "saved": 50_000, "from_savings": 400_000},
            {"saved": 30_000},
        ]
    )
    assert made.total == 350_000


def test_the_cash_must_equal_the_sheet() -> None:
    lines = [{"loan": 1, "interest_paid": 270_000, "saved": 80_000}]
    assert said(sheet(lines, [(200_000, 1), (50_000, 3)])) == {}
    assert said(sheet(lines, [(200_000, 1), (50_000, 2)])) == {
        "cash": "The sheet comes to 350.000 đ in cash, the cash counted to 300.000 đ: 50.000 đ are missing."
    }
    assert said(sheet(lines, [(200_000, 2)])) == {
        "cash": "The sheet comes to 350.000 đ in cash, the cash counted to 400.000 đ: 50.000 đ are too much."
    }
    assert said(sheet(lines)) == {
        "cash": "The sheet comes to 350.000 đ in cash, the cash counted to 0 đ: 350.000 đ are missing."
    }


@given(st.dictionaries(st.sampled_from(DENOMINATIONS), st.integers(0, 50)), st.integers(0, 10**8))
def test_any_count_is_equal_missing_or_too_much(cash: dict[int, int], interest: int) -> None:
    made = sheet([{"loan": 1, "interest_paid": interest}], cash.items())
    counted = sum(note * count for note, count in cash.items())
    assert made.counted == counted
    text = said(made).get("cash", "")
    assert (text == "", "missing" in text, "too much" in text) == (
        counted == interest,
        counted < interest,
        counted > interest,
    )


def test_nothing_collected_needs_no_cash() -> None:
    assert said(sheet()) == {}


def test_no_collection_is_still_to_come() -> None:
    assert said(sheet(held_on=date(2026, 9, 6))) == {
        "held_on": "This day is still to come. The latest is today, 05/09/2026."
    }


def test_a_member_without_a_loan_only_saves() -> None:
    assert CollectionLine(member=MemberId(1), saved=50_000).complaints(TODAY) == {}
    assert CollectionLine(member=MemberId(1), interest_paid=1).complaints(TODAY) == {
        "interest_paid": "This member has no loan; enter savings alone."
    }
    assert CollectionLine(member=MemberId(1), from_savings=1).complaints(TODAY) == {
        "from_savings": "This member has no loan to repay."
    }
    assert (
        CollectionLine(
            member=MemberId(1), loan=LoanId(2), interest_paid=1, from_savings=1
        ).complaints(TODAY)
        == {}
    )


def test_a_typed_sheet_names_the_line_that_is_wrong() -> None:
    lines = [
        {"member": "1", "loan": "5", "interest_paid": "270k", "saved": "", "from_savings": ""},
        {"member": "2", "loan": "", "interest_paid": "1000", "saved": "50k", "from_savings": ""},
    ]
    with pytest.raises(Refused) as refused:
        build(CollectionSheet, {"held_on": "05/09/2026", "lines": lines, "cash": []}, TODAY)
    assert refused.value.complaints == {
        "lines.1.interest_paid": "This member has no loan; enter savings alone."
    }
