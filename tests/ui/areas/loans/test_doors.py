"""The doors of a loan: repaying, correcting, taking back; once well, once refused, once without a reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lcdesk.actions import loans
from lcdesk.domain.loans import Extension, Loan, LoanTerms
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import (
    UNWRITABLE,
    WITHOUT_REASON,
    from_menu,
    press_with_reason,
    said,
    unwritable,
)
from tests.ui.wards import DAY, MILLION, lent, made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", 1)
    lent(opened, 0, date(2026, 7, 15))
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def the_loan(file: WardFile) -> Loan:
    (loan,) = records.find(file, Loan)
    return loan


def owed(file: WardFile) -> int:
    return ledger.loan_balances(file, DAY)[the_loan(file).id].outstanding


def at_loan() -> Officer:
    officer = Officer().press(Key.Key_6, ALT).press(Key.Key_Down).press(Key.Key_Return)
    assert officer.at() == "repay"
    return officer


def repaid(officer: Officer) -> Officer:
    return (
        officer.press(Key.Key_Return).fill(principal="10tr", receipt="PT 7").press(Key.Key_S, CTRL)
    )


def test_a_repayment_is_said_with_the_loan(window: Window, file: WardFile) -> None:
    officer = repaid(at_loan())
    assert (
        owed(file) == 20 * MILLION and said(window) == "Trả nợ: 66-0000" and officer.at() == "repay"
    )


def test_a_repayment_that_the_file_refuses_keeps_what_was_typed(
    window: Window, file: WardFile
) -> None:
    with unwritable(file):
        officer = repaid(at_loan())
        assert officer.complaints() == [UNWRITABLE]
    assert owed(file) == 30 * MILLION
    officer.press(Key.Key_S, CTRL)
    assert owed(file) == 20 * MILLION


def at_entry() -> Officer:
    return repaid(at_loan()).walk_to_button("ledger").press(Key.Key_Home)


def test_delete_takes_the_chosen_entry_back_and_says_which(window: Window, file: WardFile) -> None:
    officer = at_entry()
    press_with_reason(window, officer, "Ghi nhầm khoản", Key.Key_Delete)
    assert owed(file) == 30 * MILLION
    assert said(window).startswith("Đã hủy bút toán: ") and "10.000.000" in said(window)


@pytest.mark.parametrize("reason", WITHOUT_REASON)
def test_without_a_reason_the_entry_stands(window: Window, file: WardFile, reason: str) -> None:
    press_with_reason(window, at_entry(), reason, Key.Key_Delete)
    assert owed(file) == 20 * MILLION


def test_an_entry_that_the_file_refuses_to_take_back_stands(window: Window, file: WardFile) -> None:
    officer = at_entry()
    with unwritable(file):
        press_with_reason(window, officer, "Ghi nhầm khoản", Key.Key_Delete)
        assert said(window) == UNWRITABLE
    assert owed(file) == 20 * MILLION


@pytest.fixture
def extended(file: WardFile) -> WardFile:
    asked = Extension(from_on=DAY, months=12, reason="Mất mùa")
    loans.extend(file, the_loan(file).id, asked, DAY)
    return file


def terms(file: WardFile) -> int:
    return len(records.find(file, LoanTerms))


def at_terms() -> Officer:
    return at_loan().walk_to_button("terms").press(Key.Key_Home)


def test_the_newest_terms_are_taken_back(extended: WardFile, program: Program) -> None:
    window = program.open(extended)
    press_with_reason(window, at_terms(), "Chưa có quyết định", Key.Key_Delete)
    assert terms(extended) == 1 and said(window) == "Đã hủy điều kiện mới nhất: 66-0000"


def test_terms_that_cannot_be_taken_back_stay_with_a_sentence(
    extended: WardFile, program: Program
) -> None:
    window = program.open(extended)
    officer = at_terms()
    with unwritable(extended):
        press_with_reason(window, officer, "Chưa có quyết định", Key.Key_Delete)
        assert said(window) == UNWRITABLE
    assert terms(extended) == 2
    press_with_reason(window, officer, "", Key.Key_Delete)
    assert terms(extended) == 2


def test_the_contract_itself_is_no_terms_to_take_back(window: Window, file: WardFile) -> None:
    press_with_reason(window, at_terms(), "Thử", Key.Key_Delete)
    assert terms(file) == 1 and said(window).startswith("Chỉ còn")


def test_a_loan_is_corrected_from_the_menu(window: Window, file: WardFile) -> None:
    officer = at_loan()
    from_menu(officer, window, "Sửa")
    officer.walk_to("purpose").press(Key.Key_A, CTRL).type("Nuôi gà").press(Key.Key_S, CTRL)
    assert the_loan(file).purpose == "Nuôi gà" and said(window) == "Đã lưu: 66-0000"


def test_a_correction_that_the_file_refuses_stays_typed(window: Window, file: WardFile) -> None:
    officer = at_loan()
    from_menu(officer, window, "Sửa")
    officer.walk_to("purpose").press(Key.Key_A, CTRL).type("Nuôi gà")
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert officer.complaints() == [UNWRITABLE]
    assert the_loan(file).purpose == "" and window.current.correcting.is_dirty()  # type: ignore[attr-defined]
    officer.press(Key.Key_Escape)
    assert officer.at() == "repay"
