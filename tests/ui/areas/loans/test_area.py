"""A loan by keyboard alone: from the list of the meeting to settlement, with the paper of each step."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from lcdesk.domain.checks import UseCheck
from lcdesk.domain.collecting import DENOMINATIONS, Collection
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.steps import Step
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.wards import DAY, MILLION, NAMES, lent, made, proposed, text_of


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(opened, 2)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def paper(officer: Officer, window: Window, folder: Path) -> str:
    officer.press(Key.Key_P, CTRL)
    text = text_of(window, folder)
    officer.press(Key.Key_Escape)
    return text


def _ward_and_bank(officer: Officer) -> None:
    officer.press(Key.Key_4, ALT).press(Key.Key_Tab, CTRL)
    officer.press(Key.Key_Down).press(Key.Key_Return)
    officer.fill(
        sent_to_ward_on="4/9",
        sent_to_ward_number="12/TTr",
        confirmed_on="5/9",
        confirmed_number="30/UBND",
    )
    officer.fill(sent_to_bank_on="7/9", sent_to_bank_number="7/DS", notice_number="88/TB").walk_to(
        "lines"
    )
    officer.type("xác").press(Key.Key_Return).type("xác").press(
        Key.Key_Return
    )  # down the ward's column
    officer.press(Key.Key_Return, times=2)  # no reasons
    officer.type("phê").press(Key.Key_Return).type("chưa").press(Key.Key_Return)
    officer.type("40tr").press(Key.Key_Return).press(Key.Key_Return)
    officer.type("36").press(Key.Key_Return).press(Key.Key_Return)
    officer.type("6,6").press(Key.Key_Return).press(Key.Key_Return)
    officer.type("8/9").press(Key.Key_Return).type("8/9").press(Key.Key_Return)
    officer.press(Key.Key_Return).type("Chưa có nguồn vốn").press(Key.Key_Return)
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()


def test_a_loan_from_the_list_to_settlement(window: Window, tmp_path: Path) -> None:
    officer, file = Officer(), window.desk.file
    _ward_and_bank(officer)
    (made_list,) = records.find(file, ProposalList)
    first, second = made_list.lines
    assert (
        first.bank_result,
        first.approved_amount,
        first.approved_term_months,
        first.approved_rate,
    ) == (
        "approved",
        40 * MILLION,
        36,
        6600,
    )
    assert (second.bank_result, second.bank_reason) == ("not_this_time", "Chưa có nguồn vốn")
    road = [each.went_to for each in records.find(file, Step, application=first.application)]
    assert road == ["tabled", "proposed", "sent_to_ward", "confirmed", "sent_to_bank", "approved"]
    assert "Bốn mươi triệu đồng" in paper(officer, window, tmp_path)
    _notice(officer, window, tmp_path)

    loan = _pay_out(officer, file)
    assert (loan.amount, loan.term_months, loan.approved_on) == (40 * MILLION, 36, date(2026, 9, 8))
    _check_use(officer, window, tmp_path)
    assert [line.is_checked for each in records.find(file, UseCheck) for line in each.lines] == [
        True
    ]

    _collect(officer, window, tmp_path)
    assert ledger.savings(file, DAY)[loan.member] == 20_000

    officer.press(Key.Key_6, ALT)
    assert officer.at() == "repay"
    officer.press(Key.Key_Return).fill(principal="10tr", receipt="PT 7")
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    assert ledger.loan_balances(file, DAY)[loan.id].outstanding == 30 * MILLION
    officer.walk_to_button("settle").press(Key.Key_Return).fill(receipt="PT 8")
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    balance = ledger.loan_balances(file, DAY)[loan.id]
    assert (balance.outstanding, balance.repaid) == (0, 40 * MILLION)
    road = [each.went_to for each in records.find(file, Step, application=loan.application)]
    assert road[-3:] == ["disbursed", "active", "settled"]


def _notice(officer: Officer, window: Window, folder: Path) -> None:
    officer.walk_to_button("paper_04").press(Key.Key_Return)
    text = text_of(window, folder)
    officer.press(Key.Key_Escape)
    assert (
        "88/TB" in text and "40.000.000" in text and "6,6" in text and "Chưa có nguồn vốn" in text
    )


def _pay_out(officer: Officer, file: WardFile) -> Loan:
    officer.press(Key.Key_6, ALT).press(Key.Key_N, CTRL)
    officer.fill(application="sau rieng", code="66-0001", paid_on="10/9").walk_to("receipt").enter(
        "PC 1"
    )
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    (loan,) = records.find(file, Loan)
    return loan


def _check_use(officer: Officer, window: Window, folder: Path) -> None:
    officer.press(Key.Key_1, ALT).press(Key.Key_8, ALT).press(Key.Key_N, CTRL)
    officer.fill(group="012", day="12/9").press(Key.Key_Return)
    officer.fill(place="Nhà văn hóa", **{"inspectors.0.name": "Lê Thị Kiểm Tra"}).walk_to("lines")
    officer.press(Key.Key_Return).type(
        "   "
    )  # received stands there; the space bar takes what the books say
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    text = paper(officer, window, folder)
    assert "Số khoản vay đã kiểm tra: 1" in text and "chiếm 100 %" in text and "66-0001" in text


def _collect(officer: Officer, window: Window, folder: Path) -> None:
    officer.press(Key.Key_7, ALT).press(Key.Key_N, CTRL)
    officer.fill(group="012", month="15/9").press(Key.Key_Return)
    assert officer.at() == "lines"
    officer.press(Key.Key_A, CTRL).press(
        Key.Key_Return
    )  # interest as due, in whole thousands; then the savings
    officer.press(Key.Key_A, CTRL)
    assert "thiếu" in _agreement(window)
    sheet = window.current.current.middle.lines  # type: ignore[attr-defined]
    total = sheet.total("interest_paid") + sheet.total("saved")
    assert total % 1000 == 0 and sheet.total("saved") == len(NAMES) * 20_000
    officer.walk_to("cash")
    for note in DENOMINATIONS:
        officer.type(str(total // note)).press(Key.Key_Return)
        total %= note
    assert "khớp" in _agreement(window)
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    (saved,) = records.find(window.desk.file, Collection)
    assert saved.state == "saved"
    text = paper(officer, window, folder)
    assert "khớp với tổng số tiền thu" in text and "Nguyễn Thị Thanh Long" in text


def _agreement(window: Window) -> str:
    return str(window.current.current.middle.agreement.text())  # type: ignore[attr-defined]


@pytest.fixture
def crowded(tmp_path: Path) -> WardFile:
    """A group of 60, of whom every third owes from before."""
    opened = made(tmp_path / "ward.lcdesk", 60)
    for number in range(60):
        if number % 3 == 0:
            lent(opened, number, date(2026, 7, 15))
    return opened


def test_a_month_of_sixty_is_typed_down_the_columns(
    program: Program, crowded: WardFile, tmp_path: Path
) -> None:
    window, officer = program.open(crowded), Officer()
    officer.press(Key.Key_7, ALT).press(Key.Key_N, CTRL)
    officer.fill(group="012", month="15/9").press(Key.Key_Return)
    sheet = window.current.current.middle.lines  # type: ignore[attr-defined]
    assert sheet.rows.rowCount() == 60
    for _loan in range(20):
        officer.enter("330000")  # the caret skips who has no loan
    for _member in range(60):
        officer.enter("20000")
    officer.press(Key.Key_S, CTRL)
    assert any("thiếu 7.800.000" in each for each in officer.complaints())
    assert not records.find(crowded, Collection)
    officer.walk_to("cash", 200).enter("15").enter("1").enter("1")
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    (saved,) = records.find(crowded, Collection)
    assert sum(line.denomination * line.count for line in saved.cash) == 20 * 330_000 + 60 * 20_000
    assert sum(ledger.savings(crowded, DAY).values()) == 60 * 20_000

    officer.press(Key.Key_P, CTRL)
    text = text_of(window, tmp_path)
    pages = len(pypdfium2.PdfDocument((tmp_path / "paper.pdf").read_bytes()))
    assert pages <= 5
    for member in records.find(crowded, Member):
        assert member.name in text, "a member without a loan is on it too"
    assert "7.800.000" in text and "Bảy triệu tám trăm nghìn đồng" in text
