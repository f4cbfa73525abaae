"""A ward with one group of invented people, to be worked on from the window."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from lcdesk.actions import applications, files, loans, meetings, registers
from lcdesk.domain.applications import Application
from lcdesk.domain.groups import Group
from lcdesk.domain.loans import FormerLoan, Loan
from lcdesk.domain.meetings import Attendance
from lcdesk.domain.people import Member, NewMember
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.storage import records, slots
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.window import Window
from tests.templates import copied

CHEAP = slots.Cost(1, 8, 1)
PASSWORD = "một câu dài"
MILLION = 1_000_000
DAY = date(2026, 9, 20)
NAMES = ("Sầu Riêng", "Măng Cụt", "Hoa Giấy", "Ổi", "Mướp Đắng", "Chôm Chôm", "Thanh Long")


def made(path: Path, members: int) -> WardFile:
    """A ward with one group of so many members, all of households of their own; a copy of the first such."""
    return files.open_ward(copied(path, _new, members), PASSWORD)


def _new(path: Path, members: int) -> WardFile:
    ward = Ward(
        name="Mẫu",
        city="Thành phố Mẫu",
        bank_office="PGD NHCSXH Mẫu",
        bank_director="Bà Giám Đốc Mẫu",
    )
    opened, _recovery = files.create_ward(
        path,
        "Thử",
        PASSWORD,
        ward,
        [Association(name="Hội Nông dân")],
        [Neighbourhood(name="Tổ dân phố 5")],
        CHEAP,
    )
    association, neighbourhood = (
        records.find(opened, Association)[0],
        records.find(opened, Neighbourhood)[0],
    )
    group = Group(
        code="012",
        name="Cây Xanh",
        association=association.id,
        neighbourhood=neighbourhood.id,
        minimum_saving=20_000,
    )
    group = registers.save_group(opened, group).record
    for number in range(members):
        member = NewMember(
            group=group.id,
            citizen_id=f"999180{number:06d}",
            name=f"Nguyễn Thị {NAMES[number % len(NAMES)]}"
            + (f" {number:02d}" if members > len(NAMES) else ""),
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
        attendance=tuple(
            Attendance(member=each.member, presence="present") for each in opened.attendance
        ),
        decisions=tuple(
            replace(each, votes_for=len(members) - 1, result="proposed")
            for each in opened.decisions
        ),
    )
    meetings.close_meeting(file, held)


def lent(file: WardFile, number: int = 0, paid_on: date = date(2026, 3, 15), **facts: Any) -> Loan:
    """A loan of 30 million from before the program to the member of this number."""
    (programme,) = records.find(file, Programme, code="HN")
    member = sorted(records.find(file, Member), key=lambda each: each.id)[number]
    known: dict[str, Any] = {
        "member": member.id,
        "programme": programme.id,
        "code": f"66-{number:04d}",
        "beneficiary": "poor",
        "amount": 30 * MILLION,
        "term_months": 60,
        "rate": 6600,
        "former_paid_on": paid_on,
        "former_paid_out": 30 * MILLION,
        "listed_on": paid_on,
        "outstanding": 30 * MILLION,
    }
    loan: Loan = loans.take_over(file, FormerLoan(**known | facts), DAY).record
    return loan


def text_of(window: Window, folder: Path) -> str:
    """What the paper in the preview says, read back from the PDF it saves."""
    path = folder / "paper.pdf"
    window.preview.write_to(path)
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = "\n".join(
        document[number].get_textpage().get_text_bounded() for number in range(len(document))
    )
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
