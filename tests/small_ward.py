"""A small ward to act on, in English: a group of seven members, their applications, and loans of the bank to them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from lcdesk.actions import applications, files, loans, meetings, proposals, registers
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.groups import Group
from lcdesk.domain.loans import Disbursement, FormerLoan, Loan
from lcdesk.domain.meetings import Attendance, Meeting
from lcdesk.domain.people import Household, Member, NewMember
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.schedules import Instalment
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.i18n import use_language
from lcdesk.queries import loan_accounts, proposal_lists
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.slots import Cost
from tests.templates import copied

TODAY = date(2026, 6, 30)
MEETING_DAY = date(2026, 3, 10)
WARD_DAY, CONFIRMED_DAY, BANK_DAY = date(2026, 3, 12), date(2026, 3, 16), date(2026, 3, 18)
DECIDED_DAY = date(2026, 3, 20)
PAID_DAY = date(2026, 3, 25)
PASSWORD = "mật khẩu thử"
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)
MILLION = 1_000_000
NAMES = ("Sầu Riêng", "Măng Cụt", "Hoa Giấy", "Ốc Bươu", "Đu Đủ", "Cà Rốt", "Mướp Hương")

COURSE: dict[str, Any] = {
    "student": "Trần Thị Mít Mật",
    "school": "Trường Đại học Mẫu",
    "course_from": date(2025, 9, 1),
    "course_until": date(2029, 8, 31),
}

E = TypeVar("E", bound=Entity)


def new_ward(path: Path) -> WardFile:
    office = Ward(
        name="Mẫu",
        city="Thành phố Mẫu",
        bank_office="Phòng giao dịch NHCSXH Mẫu",
        chair="Lê Thị Chôm Chôm",
    )
    association = Association(name="Hội Nông dân", officer="Trần Văn Bí Đỏ")
    neighbourhood = Neighbourhood(name="Tổ dân phố 1", head="Đỗ Thị Sen Đá")
    file, _recovery = files.create_ward(
        path, "Thử", PASSWORD, office, [association], [neighbourhood], cost=CHEAP
    )
    return file


def person(number: int, **facts: Any) -> NewMember:
    """A woman born in 1980 with an id that agrees; `number` tells people apart."""
    return NewMember(
        **{
            "citizen_id": f"999180{number:06d}",
            "name": f"Nguyễn Thị {NAMES[number % len(NAMES)]}",
            "born_on": date(1980, 5, 1) + timedelta(days=number),
            "sex": "female",
            "issued_on": date(2024, 8, 1),
            "address": f"Số {number} phố Mứt Gừng",
            "joined_on": date(2024, 1, 1),
            "household_class": "poor",
            **facts,
        }
    )


@dataclass
class SmallWard:
    """The open file, its group, and the members in the order in which they were entered."""

    file: WardFile
    group: Group
    members: list[Member]

    def add(self, number: int, **facts: Any) -> Member:
        return registers.add_member(
            self.file, person(number, **{"group": self.group.id, **facts}), TODAY
        ).record

    def programme(self, code: str) -> Programme:
        (found,) = records.find(self.file, Programme, code=code)
        return found

    def wish(self, member: Member, code: str = "HN", **facts: Any) -> Application:
        """An application that breaks no rule, not saved yet; one for a student has a course of four
        years."""
        return Application(
            **{
                "member": member.id,
                "programme": self.programme(code).id,
                "applied_on": date(2026, 3, 1),
                "beneficiary": "poor",
                "amount": 50 * MILLION,
                "purpose": "Nuôi ốc",
                "term_months": 36,
                **(COURSE if self.programme(code).asks_for_study else {}),
                **facts,
            }
        )

    def apply(self, member: Member, code: str = "HN", **facts: Any) -> Application:
        return applications.save_application(self.file, self.wish(member, code, **facts)).record

    def open_meeting(self, day: date = MEETING_DAY) -> Meeting:
        return meetings.open_meeting(self.file, self.group.id, day).record

    def hold(self, day: date = MEETING_DAY) -> Meeting:
        """A whole meeting, at which everyone is for everything."""
        return meetings.close_meeting(
            self.file, agreed(self.open_meeting(day), self.members)
        ).record

    def list_of(self, application: Application) -> ProposalList:
        return proposal_lists.list_of(self.file, application.id)

    def approve(
        self, member: Member, code: str = "HN", approved: dict[str, Any] | None = None, **facts: Any
    ) -> Application:
        """An application on which the meeting, the ward and the bank agreed; `approved` is what the bank says else."""
        made = self.apply(member, code, **facts)
        self.hold()
        proposals.save_list(self.file, answered(self.list_of(made), **(approved or {})), TODAY)
        return self.get(Application, made.id)

    def lend(
        self,
        member: Member,
        code: str = "HN",
        *,
        paid: int = 0,
        on: date = PAID_DAY,
        approved: dict[str, Any] | None = None,
        instalments: Sequence[tuple[date, int]] = (),
        **facts: Any,
    ) -> Loan:
        """A loan paid out whole, or of which a part was `paid` out first, with the usual instalments or these."""
        application = self.approve(member, code, approved, **facts)
        line = proposal_lists.line_of(self.file, application.id)
        amount = paid or line.approved_amount
        asked = Disbursement(
            application=application.id,
            code=f"66{application.id:06}",
            paid_on=on,
            amount=amount,
            instalments=tuple(Instalment(due_on=day, amount=part) for day, part in instalments),
        )
        return loans.disburse(self.file, asked, TODAY).record

    def classed(self, member: Member, household_class: str) -> Member:
        """The same member, whose household has another class in the list of this year."""
        household = self.get(Household, member.household)
        registers.save(self.file, household.with_class(TODAY.year, household_class))
        return member

    def take_over(self, member: Member, code: str, paid_on: date, **facts: Any) -> Loan:
        """A loan of 20 million from before the program, of which nothing was repaid by the day of the listing, that
        of the paying out."""
        amount = facts.get("amount", 20 * MILLION)
        given = {
            "member": member.id,
            "programme": self.programme("HN").id,
            "code": code,
            "beneficiary": "poor",
            "amount": amount,
            "term_months": 60,
            "rate": 6600,
            "former_paid_on": paid_on,
            "former_paid_out": amount,
            "listed_on": paid_on,
            "outstanding": amount,
            **facts,
        }
        taken: Loan = loans.take_over(self.file, FormerLoan(**given), TODAY).record
        return taken

    def account(self, loan: Loan) -> loan_accounts.Account:
        return loan_accounts.account(self.file, loan.id)

    def road(self, loan: Loan) -> str:
        """The state of the application of a loan."""
        return self.get(Application, self.get(Loan, loan.id).application).state

    def get(self, cls: type[E], id: int) -> E:
        return records.get(self.file, cls, id)

    def state(self, application: Application) -> str:
        return self.get(Application, application.id).state


def agreed(meeting: Meeting, members: list[Member]) -> Meeting:
    """The meeting as it may close: all are there and for all that the household of a borrower may not vote on."""
    return replace(
        meeting,
        starts_at="08:00",
        ends_at="10:00",
        place="Nhà văn hóa",
        attendance=tuple(
            Attendance(member=line.member, presence="present") for line in meeting.attendance
        ),
        decisions=tuple(
            replace(line, votes_for=len(members) - 1, result="proposed")
            for line in meeting.decisions
        ),
    )


def refusal(act: Callable[..., object], *arguments: object, **facts: Any) -> dict[str, str]:
    """The sentences of a refusal by field, with plain spaces."""
    with pytest.raises(Refused) as refused:
        act(*arguments, **facts)
    return {name: text.replace("\u00a0", " ") for name, text in refused.value.complaints.items()}


def answered(made: ProposalList, **facts: Any) -> ProposalList:
    """The list with all that the ward and the bank say of it typed at once: everyone gets 50 million."""
    said = {
        "ward_result": "confirmed",
        "bank_result": "approved",
        "approved_amount": 50 * MILLION,
        "approved_term_months": 36,
        "approved_rate": 6600,
        "decided_on": DECIDED_DAY,
        **facts,
    }
    return replace(
        made,
        sent_to_ward_on=WARD_DAY,
        sent_to_ward_number="12/DS",
        confirmed_on=CONFIRMED_DAY,
        confirmed_number="34/UBND",
        sent_to_bank_on=BANK_DAY,
        sent_to_bank_number="56/DS",
        notice_number="78/TB",
        lines=tuple(replace(line, **said) for line in made.lines),
    )


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = files.open_ward(copied(tmp_path / "ward.lcdesk", new_ward), PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def ward(file: WardFile) -> SmallWard:
    """A group of seven poor members, all of households of their own; the first leads, the second is deputy."""
    association, neighbourhood = (
        records.find(file, Association)[0],
        records.find(file, Neighbourhood)[0],
    )
    group = Group(
        code="001", name="Số 1", association=association.id, neighbourhood=neighbourhood.id
    )
    made = SmallWard(file, registers.save_group(file, group).record, [])
    made.members = [made.add(number) for number in range(len(NAMES))]
    managed = replace(made.group, leader=made.members[0].id, deputy=made.members[1].id)
    made.group = registers.save_group(file, managed).record
    return made
