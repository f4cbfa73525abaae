"""Savings of a member outside the monthly collection."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lcdesk.actions import closings, loans, registers, savings
from lcdesk.actions.done import Done
from lcdesk.domain.collecting import SavingsMove
from lcdesk.storage import ledger
from tests.small_ward import TODAY, SmallWard, refusal

DAY = date(2026, 6, 10)


def move(
    ward: SmallWard, kind: str, amount: int, on: date = DAY, member: int = 2, **facts: Any
) -> Done:
    asked = SavingsMove(member=ward.members[member].id, moved_on=on, amount=amount, **facts)
    return savings.move(ward.file, kind, asked, TODAY)


def held(ward: SmallWard, on: date = TODAY, member: int = 2) -> int:
    return ledger.savings(ward.file, on).get(ward.members[member].id, 0)


def test_savings_grow_and_are_taken_out(ward: SmallWard) -> None:
    done = move(ward, "saved", 500_000, receipt="TK 1", note="tháng 6")
    assert done.touched == {"entry"}
    move(ward, "saving_interest", 1_200, date(2026, 6, 20))
    move(ward, "withdrawn", 201_200, date(2026, 6, 25))
    assert [held(ward, date(2026, 6, day)) for day in (9, 10, 20, 24, 25)] == [
        0,
        500_000,
        501_200,
        501_200,
        300_000,
    ]
    first, *_later = ledger.of_savings(ward.file, ward.members[2].id)
    assert (first.loan, first.receipt, first.note) == (0, "TK 1", "tháng 6")
    assert held(ward, member=3) == 0


def test_no_more_is_taken_out_than_is_there_then_and_later(ward: SmallWard) -> None:
    move(ward, "saved", 500_000)
    move(ward, "withdrawn", 400_000, date(2026, 6, 20))
    before = ledger.everything(ward.file)
    assert refusal(move, ward, "withdrawn", 100_001, date(2026, 6, 15)) == {
        "amount": "At most 100,000 đ can be taken from the savings on 15/06/2026."
    }
    assert refusal(move, ward, "withdrawn", 1, date(2026, 6, 9)) == {
        "amount": "At most 0 đ can be taken from the savings on 09/06/2026."
    }
    assert ledger.everything(ward.file) == before
    move(ward, "withdrawn", 100_000, date(2026, 6, 15))
    assert held(ward) == 0


def test_no_savings_are_still_to_come(ward: SmallWard) -> None:
    assert refusal(move, ward, "saved", 1, date(2026, 7, 1)) == {
        "moved_on": "01/07/2026 is still to come. The latest day is today, 30/06/2026."
    }


def test_no_savings_in_a_closed_month(ward: SmallWard) -> None:
    closed = closings.close(ward.file, "month", date(2026, 5, 9), TODAY).record
    assert refusal(move, ward, "saved", 1, date(2026, 5, 31)) == {
        "moved_on": "The month 05/2026 is closed, and with it every day up to 31/05/2026. Enter it on a later day, or "
        "reopen what is closed, the last first, with a reason."
    }
    closings.reopen(ward.file, closed.id, "Ghi sót", TODAY)
    move(ward, "saved", 1, date(2026, 5, 31))


def test_a_receipt_is_entered_once(ward: SmallWard) -> None:
    move(ward, "saved", 500_000, receipt="TK 1")
    name = ward.members[2].name
    assert refusal(move, ward, "withdrawn", 1, member=3, receipt="TK 1") == {
        "receipt": f"The receipt TK 1 was entered on 10/06/2026 for {name} already; enter the number of this one."
    }
    entry = ledger.of_savings(ward.file, ward.members[2].id)[0]
    loans.reverse(ward.file, entry.id, "Nhầm người", TODAY)
    move(ward, "saved", 400_000, member=3, receipt="TK 1")


def test_taking_back_needs_a_reason_and_what_was_brought(ward: SmallWard) -> None:
    move(ward, "saved", 500_000)
    move(ward, "withdrawn", 200_000, date(2026, 6, 20))
    first, second = ledger.of_savings(ward.file, ward.members[2].id)
    assert refusal(loans.reverse, ward.file, first.id, "", TODAY) == {
        "reason": "Please write a reason."
    }
    assert refusal(loans.reverse, ward.file, first.id, "Nhầm", TODAY) == {
        "": "The balance of 20/06/2026 would not be possible. Take back the later entries first."
    }
    loans.reverse(ward.file, second.id, "Nhầm", TODAY)
    loans.reverse(ward.file, first.id, "Nhầm", TODAY)
    assert held(ward) == held(ward, DAY) == 0
    assert refusal(loans.reverse, ward.file, first.id, "Nhầm", TODAY) == {
        "": "This entry is taken back already."
    }
    back = ledger.of_savings(ward.file, ward.members[2].id)[-1]
    assert refusal(loans.reverse, ward.file, back.id, "Nhầm", TODAY) == {
        "": "This entry is taken back already."
    }


def test_savings_have_a_way_back_of_their_own(ward: SmallWard) -> None:
    move(ward, "saved", 500_000)
    assert "way back of its own" in refusal(registers.undo_last, ward.file, TODAY)[""]
    assert held(ward) == 500_000


def test_nobody_saves_before_joining(ward: SmallWard) -> None:
    late = ward.add(40, joined_on=date(2026, 6, 15))
    asked = SavingsMove(member=late.id, moved_on=date(2026, 6, 14), amount=1)
    assert refusal(savings.move, ward.file, "saved", asked, TODAY) == {
        "moved_on": f"{late.name} joined on 15/06/2026. Enter it on that day or later."
    }
    savings.move(ward.file, "saved", replace(asked, moved_on=date(2026, 6, 15)), TODAY)
    waiting = ward.add(41, joined_on=None)
    told = refusal(savings.move, ward.file, "saved", replace(asked, member=waiting.id), TODAY)
    assert told == {
        "moved_on": f"{waiting.name} is not admitted yet. Enter the day of joining first."
    }


@pytest.mark.parametrize("written", ["tk 1", "TK1", " T K 1"])
def test_a_receipt_is_the_same_however_it_is_written(ward: SmallWard, written: str) -> None:
    move(ward, "saved", 500_000, receipt="TK 1")
    assert set(refusal(move, ward, "saved", 1, member=3, receipt=written)) == {"receipt"}


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_and_less_is_no_amount(ward: SmallWard, amount: int) -> None:
    assert refusal(move, ward, "saved", amount) == {"amount": "Enter an amount above 0."}
