"""The main job by keyboard alone: from an empty laptop to signed minutes."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pypdfium2

from lcdesk.domain.applications import Application
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Household, Member
from lcdesk.domain.proposals import ProposalList
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer

NAMES = (
    "Nguyễn Thị Sầu Riêng",
    "Trần Văn Măng Cụt",
    "Lê Thị Hoa Giấy",
    "Phạm Văn Ổi",
    "Hoàng Thị Mướp Đắng",
    "Đỗ Văn Chôm Chôm",
    "Vũ Thị Thanh Long",
)
PLACE = "Nhà văn hóa tổ dân phố 5"
REASON = "Đã có việc làm ổn định"


def _set_up(program: Program, officer: Officer, path: Path) -> Window:
    program.new_ward(path)
    officer.fill(
        name="Mẫu", city="Thành phố Mẫu", bank_office="PGD NHCSXH Mẫu", chair="Bà Chủ Tịch Mẫu"
    )
    officer.walk_to("next_office").press(Key.Key_Return)
    officer.fill(**{"associations.0.officer": "Ông Hội Mẫu"})
    officer.fill(
        **{"neighbourhoods.0.name": "Tổ dân phố 5", "neighbourhoods.0.head": "Ông Trưởng Mẫu"}
    )
    officer.walk_to("next_bodies").press(Key.Key_Return)
    officer.fill(user="Cán Bộ Mẫu", password="một câu dài", again="một câu dài")
    officer.walk_to("make").press(Key.Key_Return)
    officer.walk_to("go_on").press(Key.Key_Return)
    assert isinstance(program.shown, Window)
    return program.shown


def _enter_group(officer: Officer) -> None:
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(
        code="012", name="Tổ Cây Xanh", association="hoi nong", neighbourhood="to dan pho 5"
    )
    officer.fill(founded_on="1/3/2020", minimum_saving="20000")
    officer.press(Key.Key_S, CTRL)


def _enter_members(officer: Officer) -> None:
    officer.press(Key.Key_3, ALT)
    for number, name in enumerate(NAMES):
        sex = 1 if "Thị" in name else 0
        officer.press(Key.Key_N, CTRL)
        if number == 0:
            officer.fill(group="012")
        officer.fill(citizen_id=f"999{sex}8{number}00000{number}", name=name, born_on="0509")
        if number == 0:
            officer.fill(address="12 Đường Mẫu")
        if number == 0:
            officer.fill(joined_on="1/3/2020")
        officer.fill(household_class="hộ nghèo" if number < 4 else "cận")
        officer.press(Key.Key_S, CTRL)
        assert officer.at() == "new", officer.complaints()


def _choose_management(officer: Officer) -> None:
    officer.press(Key.Key_2, ALT).press(Key.Key_Down).press(Key.Key_Return)
    officer.fill(leader="sau rieng", deputy="mang cut")
    officer.press(Key.Key_S, CTRL)


def _apply(
    officer: Officer, member: str, programme: str, amount: str, purpose: str, months: str
) -> None:
    officer.press(Key.Key_N, CTRL)
    officer.fill(member=member, programme=programme, applied_on="5/9")
    officer.fill(amount=amount, purpose=purpose, own_capital="10tr")
    officer.fill(**{"lines.0.item": purpose, "lines.0.quantity": "2", "lines.0.amount": amount})
    officer.fill(term_months=months)
    officer.press(Key.Key_S, CTRL)
    assert officer.at() == "new", officer.complaints()


def _hold_meeting(officer: Officer) -> None:
    officer.press(Key.Key_5, ALT).press(Key.Key_N, CTRL)
    officer.fill(group="012", held_on="10/9").press(Key.Key_Return)
    officer.fill(starts_at="8h", ends_at="10h30", place=PLACE)
    officer.walk_to("attendance").press(Key.Key_1, times=5).type("2").type("ốm")
    officer.press(Key.Key_Return).press(Key.Key_1)
    officer.walk_to("decisions.0.votes_for").press(Key.Key_Return, times=5)
    officer.walk_to("decisions.1.votes_for").press(Key.Key_Return, times=5)
    officer.walk_to("decisions.2.votes_for").enter("1").enter("4").enter("0").press(
        Key.Key_Return
    ).enter(REASON)
    officer.walk_to("conclusion").enter("Nhất trí").press(Key.Key_Return).press(Key.Key_L, CTRL)


def _text(file: WardFile, name: str, meeting: int) -> str:
    document = pypdfium2.PdfDocument(
        papers.of(file, name, "meeting", Subject(meeting, date.today())).pdf
    )
    text = "\n".join(
        document[number].get_textpage().get_text_bounded() for number in range(len(document))
    )
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def test_from_an_empty_laptop_to_signed_minutes(program: Program, tmp_path: Path) -> None:
    officer = Officer()
    window = _set_up(program, officer, tmp_path / "ward.lcdesk")
    file = window.desk.file
    _enter_group(officer)
    _enter_members(officer)
    assert sorted(each.name for each in records.find(file, Member)) == sorted(NAMES)
    assert {each.class_in(2026) for each in records.find(file, Household)} == {"poor", "near_poor"}
    _choose_management(officer)
    officer.press(Key.Key_4, ALT)
    _apply(officer, "sau rieng", "HN", "50tr", "Nuôi bò sinh sản", "36")
    _apply(officer, "thanh long", "HCN", "80.000.000", "Buôn bán nhỏ", "60")
    _apply(officer, "hoa giay", "HN", "30tr", "Trồng rau", "24")
    assert len(records.find(file, Application)) == 3
    _hold_meeting(officer)

    meeting = records.find(file, Meeting)[0]
    assert meeting.is_closed, officer.complaints()
    assert [(each.amount, each.result, each.votes_for) for each in meeting.decisions] == [
        (50_000_000, "proposed", 5),
        (80_000_000, "proposed", 5),
        (30_000_000, "not_proposed", 1),
    ]
    minutes = _text(file, "10C", meeting.id)
    for fact in (
        *NAMES[:1],
        PLACE,
        "08 giờ 00",
        "10 giờ 30",
        "50.000.000",
        "80.000.000",
        REASON,
        "01/2026",
    ):
        assert fact in minutes, (fact, minutes)
    assert "Một trăm ba mươi triệu đồng" in minutes
    assert meeting.conclusion_for == 6
    lists = _text(file, "03", meeting.id)
    assert len(records.find(file, ProposalList)) == 2
    assert (
        "Năm mươi triệu đồng" in lists
        and "Tám mươi triệu đồng" in lists
        and "Hoa Giấy" not in lists
    )
