"""A loan by keyboard alone: from the list of the meeting to settlement, with the paper of each step."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from officer import ALT, CTRL, Key, Officer

from lcdesk.actions import applications, files, loans, meetings, registers
from lcdesk.domain.applications import Application
from lcdesk.domain.checks import UseCheck
from lcdesk.domain.collections import DENOMINATIONS, Collection
from lcdesk.domain.groups import Group
from lcdesk.domain.loans import FormerLoan, Loan
from lcdesk.domain.meetings import Attendance
from lcdesk.domain.people import Member, NewMember
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.steps import Step
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.storage import keys, ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.start import Program
from lcdesk.ui.window import Window

CHEAP = keys.Cost(1, 8, 1)
MILLION = 1_000_000
DAY = date(2026, 9, 20)
NAMES = ("Sầu Riêng", "Măng Cụt", "Hoa Giấy", "Ổi", "Mướp Đắng", "Chôm Chôm", "Thanh Long")


def made(path: Path, members: int) -> WardFile:
    """A ward with one group of so many members, all of households of their own."""
    ward = Ward(name="Mẫu", city="Thành phố Mẫu", bank_office="PGD NHCSXH Mẫu", bank_director="Bà Giám Đốc Mẫu")
    opened, _recovery = files.create_ward(
        path,
        "Thử",
        "một câu dài",
        ward,
        [Association(name="Hội Nông dân")],
        [Neighbourhood(name="Tổ dân phố 5")],
        CHEAP,
    )
    association, neighbourhood = records.find(opened, Association)[0], records.find(opened, Neighbourhood)[0]
    group = Group(
        code="012", name="Cây Xanh", association=association.id, neighbourhood=neighbourhood.id, minimum_saving=20_000
    )
    group = registers.save_group(opened, group).record
    for number in range(members):
        member = NewMember(
            group=group.id,
            citizen_id=f"999180{number:06d}",
            name=f"Nguyễn Thị {NAMES[number % len(NAMES)]}" + (f" {number:02d}" if members > len(NAMES) else ""),
            born_on=date(1980, 1, 1 + number % 28),
            sex="female",
            address="12 Đường Mẫu",
            joined_on=date(2020, 1, 1),
            household_class="poor",
        )
        registers.add_member(opened, member, DAY)
    return opened


def proposed(file: WardFile, count: int) -> None:
    """The first members ask for 50 million each, and a meeting of the third of September proposes them all."""
    (programme,) = records.find(file, Programme, code="HN")
    group = records.find(file, Group)[0]
    members = sorted(records.find(file, Member), key=lambda each: each.id)
    for member in members[:count]:
        wish = Application(
            member=member.id,
            programme=programme.id,
            applied_on=date(2026, 9, 1),
            beneficiary="poor",
            amount=50 * MILLION,
            purpose="Nuôi bò sinh sản",
            term_months=36,
        )
        applications.save_application(file, wish)
    opened = meetings.open_meeting(file, group.id, date(2026, 9, 3)).record
    held = replace(
        opened,
        chair=members[0].id,
        secretary=members[1].id,
        starts_at="08:00",
        ends_at="10:00",
        place="Nhà văn hóa",
        attendance=tuple(Attendance(member=each.member, presence="present") for each in opened.attendance),
        decisions=tuple(replace(each, votes_for=len(members) - 1, result="proposed") for each in opened.decisions),
    )
    meetings.close_meeting(file, held)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(opened, 2)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def text_of(window: Window, folder: Path) -> str:
    """What the paper in the preview says, read back from the PDF it saves."""
    path = folder / "paper.pdf"
    window.preview.write_to(path)
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = "\n".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def paper(officer: Officer, window: Window, folder: Path) -> str:
    officer.press(Key.Key_P, CTRL)
    text = text_of(window, folder)
    officer.press(Key.Key_Escape)
    return text


def _ward_and_bank(officer: Officer) -> None:
    officer.press(Key.Key_4, ALT).press(Key.Key_Tab, CTRL)
    officer.press(Key.Key_Down).press(Key.Key_Return)
    officer.fill(sent_to_ward_on="4/9", sent_to_ward_number="12/TTr", confirmed_on="5/9", confirmed_number="30/UBND")
    officer.fill(sent_to_bank_on="7/9", sent_to_bank_number="7/DS", notice_number="88/TB").walk_to("lines")
    officer.type("xác").press(Key.Key_Return).type("xác").press(Key.Key_Return)  # down the ward's column
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
    assert (first.bank_result, first.approved_amount, first.approved_term_months, first.approved_rate) == (
        "approved",
        40 * MILLION,
        36,
        660,
    )
    assert (second.bank_result, second.bank_reason) == ("not_this_time", "Chưa có nguồn vốn")
    road = [each.went_to for each in records.find(file, Step, application=first.application)]
    assert road == ["tabled", "proposed", "sent_to_ward", "confirmed", "sent_to_bank", "approved"]
    assert "Bốn mươi triệu đồng" in paper(officer, window, tmp_path)
    _notice(officer, window, tmp_path)

    loan = _pay_out(officer, file)
    assert (loan.amount, loan.term_months, loan.approved_on) == (40 * MILLION, 36, date(2026, 9, 8))
    _check_use(officer, window, tmp_path)
    assert [line.is_checked for each in records.find(file, UseCheck) for line in each.lines] == [True]

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
    officer.walk_to_button("notice").press(Key.Key_Return)
    text = text_of(window, folder)
    officer.press(Key.Key_Escape)
    assert "88/TB" in text and "40.000.000" in text and "6,6" in text and "Chưa có nguồn vốn" in text


def _pay_out(officer: Officer, file: WardFile) -> Loan:
    officer.press(Key.Key_6, ALT).press(Key.Key_N, CTRL)
    officer.fill(application="sau rieng", code="66-0001", paid_on="10/9").walk_to("receipt").enter("PC 1")
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    (loan,) = records.find(file, Loan)
    return loan


def _check_use(officer: Officer, window: Window, folder: Path) -> None:
    officer.press(Key.Key_1, ALT).press(Key.Key_8, ALT).press(Key.Key_N, CTRL)
    officer.fill(group="012", day="12/9").press(Key.Key_Return)
    officer.fill(place="Nhà văn hóa", **{"inspectors.0.name": "Lê Thị Kiểm Tra"}).walk_to("lines")
    officer.press(Key.Key_Return).type("   ")  # received stands there; the space bar takes what the books say
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()
    text = paper(officer, window, folder)
    assert "Số khoản vay đã kiểm tra: 1" in text and "chiếm 100 %" in text and "66-0001" in text


def _collect(officer: Officer, window: Window, folder: Path) -> None:
    officer.press(Key.Key_7, ALT).press(Key.Key_N, CTRL)
    officer.fill(group="012", month="15/9").press(Key.Key_Return)
    assert officer.at() == "lines"
    officer.press(Key.Key_A, CTRL).press(Key.Key_Return)  # interest as due, in whole thousands; then the savings
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
    (programme,) = records.find(opened, Programme, code="HN")
    for number, member in enumerate(sorted(records.find(opened, Member), key=lambda each: each.id)):
        if number % 3 == 0:
            former = FormerLoan(
                member=member.id,
                programme=programme.id,
                code=f"66-{number:04d}",
                beneficiary="poor",
                amount=30 * MILLION,
                term_months=60,
                rate=660,
                paid_on=date(2026, 7, 15),
                paid_out=30 * MILLION,
                repaid_on=date(2026, 7, 15),
            )
            loans.take_over(opened, former, DAY)
    return opened


def test_a_month_of_sixty_is_typed_down_the_columns(program: Program, crowded: WardFile, tmp_path: Path) -> None:
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
