"""Ward files as the program of a day made them, kept to be opened by every later one.

`python -m tests.old_wards` makes those of the program as it is now, with what it answers about them, in a folder
named by the newest migration they hold. Run it when a migration is added; what is stored is never made again.
With `--as-they-are` they are not packed: such a file, of a megabyte, is wanted when the way of encrypting changes.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from lcdesk.actions import (
    agreements,
    applications,
    checks,
    closings,
    collecting,
    files,
    loans,
    meetings,
    proposals,
    registers,
    savings,
)
from lcdesk.domain.applications import Application, CoMember
from lcdesk.domain.checks import (
    CheckCall,
    GroupCheck,
    GroupInspector,
    MonthScores,
    Recommendation,
    Reconciliation,
    ScoreLine,
    UseCheck,
    UseInspector,
    Visited,
)
from lcdesk.domain.collecting import (
    DENOMINATIONS,
    CashLine,
    Collection,
    CollectionLine,
    CollectionSheet,
    SavingsMove,
    in_whole_notes,
)
from lcdesk.domain.fields import Entity
from lcdesk.domain.figures import FormerProgramme, FormerYear
from lcdesk.domain.groups import Group, GroupPast
from lcdesk.domain.ids import LoanId, MemberId
from lcdesk.domain.loans import Disbursement, Extension, FormerLoan, Loan, Repayment
from lcdesk.domain.meetings import Attendance, Meeting
from lcdesk.domain.people import Member, NewMember
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording
from lcdesk.i18n import in_language
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.queries import month_sheets
from lcdesk.queries.meetings import tabled
from lcdesk.storage import drafts, keys, records, slots
from lcdesk.storage.database import WardFile
from lcdesk.storage.migrations import migrations
from tests import old_answers, old_packing

FOLDER = Path(__file__).parent / "data" / "wards"
SUFFIX = ".lcdesk"
CHEAP = slots.Cost(passes=1, memory_kib=8, lanes=1)
MILLION = 1_000_000
TODAY = date(2025, 6, 30)
PASSWORDS = {
    "Trần Thị Nhãn Lồng": "một câu dài để thử",
    "Lê Văn Bưởi Da Xanh": "câu của người thứ hai",
}
"""The two officers and what each opens the file with."""
NAMES = (
    "Sầu Riêng",
    "Măng Cụt",
    "Hoa Giấy",
    "Ốc Bươu",
    "Đu Đủ",
    "Cà Rốt",
    "Mướp Hương",
    "Thanh Long",
)

E = TypeVar("E", bound=Entity)


def newest() -> str:
    """The newest migration of the program as it is now."""
    return migrations._migrations[-1].name


def store(folder: Path, as_they_are: bool) -> None:
    """Keep in a folder a file for each last step, packed or not, with what the program answers about it."""
    recovery = make(folder)
    for name in LAST_STEPS:
        path = folder / f"{name}{SUFFIX}"
        old_answers.write(path, PASSWORDS, recovery)
        if not as_they_are:
            old_packing.pack(path, recovery)


def make(folder: Path) -> str:
    """Make a file for each last step in a folder; give the recovery key of them all."""
    first, second = PASSWORDS
    base = folder / f"base{SUFFIX}"
    recovery = _begin(base, first)
    with old_answers.undrawn():
        with _opened(base, first) as file:
            Story(file).until_the_second_officer()
        with _opened(base, second) as file:
            Story(file).to_the_end()
    for name, last_step in LAST_STEPS.items():
        made = folder / f"{name}{SUFFIX}"
        shutil.copy(base, made)
        shutil.copy(slots.path_of(base), slots.path_of(made))
        with _opened(made, second) as file:
            last_step(Story(file))
    for each in (base, slots.path_of(base)):
        each.unlink()
    return recovery


def _begin(path: Path, user: str) -> str:
    office = Ward(
        name="Mẫu",
        city="Thành phố Mẫu",
        bank_office="Phòng giao dịch NHCSXH Mẫu",
        bank_director="Phạm Thị Chôm Chôm",
        chair="Lê Thị Khế Chua",
        transaction_day=15,
    )
    bodies = [
        Association(name="Hội Nông dân", officer="Trần Văn Bí Đỏ"),
        Association(name="Hội Liên hiệp Phụ nữ"),
    ]
    places = [Neighbourhood(name=f"Tổ dân phố {n}", head="Đỗ Thị Sen Đá") for n in (1, 2)]
    file, recovery = files.create_ward(path, user, PASSWORDS[user], office, bodies, places, CHEAP)
    for name, password in PASSWORDS.items():
        keys.write_slot(path, file.key, name, password, CHEAP)
    file.close()
    return recovery


@contextmanager
def _opened(path: Path, user: str) -> Iterator[WardFile]:
    file = files.open_ward(path, PASSWORDS[user])
    file.db.execute("PRAGMA synchronous = OFF")  # no power cut is waited for here
    try:
        yield file
    finally:
        file.close()


@dataclass
class Story:
    """What two officers wrote into a file from 2024 to the middle of 2025."""

    file: WardFile

    def until_the_second_officer(self) -> None:
        self._registers()
        self._first_loans()
        self._year_2024()
        closings.close(self.file, "year", date(2024, 1, 1), date(2025, 1, 6))

    def to_the_end(self) -> None:
        self._corrected_wording()
        self._months_of_2025()
        self._moves()
        self._never_admitted()
        self._reopened()
        self._typed()

    def _registers(self) -> None:
        (farmers, women), (here, there) = self._all(Association), self._all(Neighbourhood)
        handed_over = GroupPast(
            what="association",
            said=str(farmers.id),
            until_on=date(2024, 7, 1),
            reason="12/QĐ-MẪU",
        )
        first = Group(
            code="001",
            name="Hoa Gạo",
            association=women.id,
            neighbourhood=here.id,
            past=(handed_over,),
        )
        second = Group(code="002", name="Cây Ổi", association=farmers.id, neighbourhood=there.id)
        for group in (first, second):
            saved = registers.save_group(self.file, replace(group, minimum_saving=20_000)).record
            count = 7 if saved.code == "001" else 6
            members = [self._add(saved, 100 * saved.id + number) for number in range(count)]
            managed = replace(saved, leader=members[0].id, deputy=members[1].id)
            registers.save_group(self.file, managed)
        parts = (
            FormerProgramme(
                programme=self._programme("HN").id, households=12, outstanding=300 * MILLION
            ),
        )
        former = FormerYear(
            year=2022, groups=2, members=11, households=12, outstanding=300 * MILLION, parts=parts
        )
        registers.save(self.file, former)

    def _add(self, group: Group, number: int, **facts: object) -> Member:
        return registers.add_member(
            self.file, person(group, number, **facts), date(2024, 1, 5)
        ).record

    def _first_loans(self) -> None:
        """One from before the program, then three through the whole road."""
        leader, deputy, third, fourth, fifth = self._members("001")[:5]
        old = FormerLoan(
            member=leader.id, programme=self._programme("HN").id, code="66000001", beneficiary="poor",
            amount=30 * MILLION, term_months=60, rate=6600, former_paid_on=date(2023, 3, 15),
            former_paid_out=30 * MILLION, outstanding=25 * MILLION, interest_owed=200_000, listed_on=date(2024, 1, 5),
        )  # fmt: skip
        loans.take_over(self.file, old, date(2024, 1, 8))
        spouse = CoMember(
            name="Trần Văn Khế",
            born_on=date(1978, 1, 1),
            citizen_id="999078000999",
            relation="spouse",
        )
        self._apply(third, date(2024, 4, 1), co_members=(spouse,))
        self._apply(
            fourth, date(2024, 4, 2), override_reason="Hộ có tài sản bảo đảm", amount=120 * MILLION
        )
        self._apply(
            fifth, date(2024, 4, 3), "GQVL", jobs_created=2, jobs_own=2, fund_source="local"
        )
        meeting = self._hold("001", date(2024, 4, 10))
        for made in records.find(self.file, ProposalList, meeting=meeting.id):
            self._answer(made, date(2024, 4, 20))
        for application in records.find(self.file, Application, state="approved"):
            self._disburse(application, date(2024, 4, 25))
        savings.move(
            self.file,
            "saved",
            SavingsMove(member=deputy.id, moved_on=date(2024, 4, 26), amount=90_000),
            TODAY,
        )
        self._print("10C", meeting.id, "meeting")

    def _year_2024(self) -> None:
        """Collections, checks and what the bank says of the group."""
        group = self._group("001")
        for month in (4, 5, 9):
            self._collect(group, date(2024, month, 15))
        day = date(2024, 5, 20)
        checks.open_use_check(self.file, CheckCall(group=group.id, day=day), day)
        (check,) = self._all(UseCheck)
        looked_at = replace(
            check,
            inspectors=(UseInspector(name="Trần Thị Nhãn Lồng", office="Cán bộ phường"),),
            lines=tuple(
                replace(line, right_amount=line.received, used_for="Nuôi ốc")
                for line in check.lines
            ),
        )
        checks.save_check(self.file, looked_at, day)
        checks.plan_year(self.file, 2024, date(2024, 6, 1))
        self._check_group(self._all(GroupCheck)[0])
        self._reconcile(group, date(2024, 9, 30))
        lines = tuple(
            ScoreLine(group=each.id, score=8750 + 100 * each.id) for each in self._all(Group)
        )
        checks.save_scores(self.file, MonthScores(month=date(2024, 9, 1), lines=lines))
        loan = self._loan("66000002")
        paid = Repayment(
            paid_on=date(2024, 10, 10), principal=4 * MILLION, interest=100_000, receipt="PT 15"
        )
        loans.repay(self.file, loan.id, paid, date(2024, 10, 10))

    def _check_group(self, planned: GroupCheck) -> None:
        advice = Recommendation(text="Ghi sổ đều hơn", due_on=date(2025, 7, 15))
        held = replace(
            planned,
            checked_on=planned.planned_on,
            inspectors=(GroupInspector(name="Trần Văn Bí Đỏ", office="Hội Nông dân"),),
            duties=tuple(replace(each, done="yes") for each in planned.duties),
            visited=tuple(
                Visited(member=each.id, finding="Sử dụng đúng") for each in self._members("001")[:5]
            ),
            recommendations=(advice,),
        )
        checks.save_check(self.file, held, date(2024, 12, 20))

    def _reconcile(self, group: Group, day: date) -> None:
        opened = checks.open_reconciliation(
            self.file, CheckCall(group=group.id, day=day), day
        ).record
        lines = tuple(
            replace(
                each,
                answered="yes",
                debt=each.bank_debt,
                interest=each.bank_interest,
                savings=each.bank_savings,
            )
            for each in opened.lines
        )
        lines = (replace(lines[0], savings=0, cause="Chưa nhận sổ"), *lines[1:])
        checks.save_check(
            self.file, replace(opened, lines=lines, checked_on=day, officer="Vũ Thị Sồi"), day
        )

    def _corrected_wording(self) -> None:
        for paper, key, text in old_answers.CORRECTED:
            (known,) = (
                each for each in records.find(self.file, Wording, paper=paper) if each.key == key
            )
            registers.save(self.file, replace(known, text=text))

    def _months_of_2025(self) -> None:
        """January and February are closed; March was closed and is open again."""
        for month in (1, 2):
            self._collect(self._group("001"), date(2025, month, 15))
        for month in (1, 2):
            closings.close(self.file, "month", date(2025, month, 1), date(2025, 3, 5))
        march = closings.close(self.file, "month", date(2025, 3, 1), date(2025, 5, 6)).record
        closings.reopen(self.file, march.id, "Thiếu một phiếu thu", date(2025, 5, 7))
        extension = Extension(from_on=date(2025, 3, 20), months=6, number="05/GH", reason="Mất mùa")
        agreements.extend(self.file, self._loan("66000003").id, extension, date(2025, 3, 20))

    def _moves(self) -> None:
        """A borrower goes to another group and keeps the loan; a person stands in two groups at once."""
        (third, here, there) = (self._members("001")[2], self._group("001"), self._group("002"))
        day = date(2025, 3, 10)
        registers.save_member(self.file, replace(third, left_on=day, left_reason="Chuyển tổ"))
        again = person(there, 0, joined_on=day, household=third.household)
        registers.add_member(
            self.file,
            replace(again, citizen_id=third.citizen_id, name=third.name, born_on=third.born_on),
            day,
        )
        # No action lets this happen: only an older program, or two files brought together, would have written it.
        twice = self._members("001")[4]
        with records.writing(self.file, "brought_together", undoable=False) as write:
            write.save(
                replace(
                    twice, id=MemberId(0), version=0, group=there.id, joined_on=date(2024, 11, 1)
                )
            )
        self._collect(here, date(2025, 5, 15))

    def _never_admitted(self) -> None:
        """A borrower whom no meeting ever admitted, and one whose loan is still to be paid out."""
        group = self._group("002")
        stranger = self._add(group, 290, joined_on=date(2025, 5, 1))
        self._apply(stranger, date(2025, 5, 2))
        self._apply(self._members("002")[2], date(2025, 5, 3))
        meeting = self._hold("002", date(2025, 5, 10))
        self._print("10C", meeting.id, "meeting")
        self._print("03", meeting.id, "meeting")
        opened = meetings.reopen_meeting(self.file, meeting.id, "Ghi nhầm số phiếu").record
        first, *others = opened.decisions
        counted = replace(first, votes_for=first.votes_for - 1, votes_against=1)
        meetings.close_meeting(self.file, replace(opened, decisions=(counted, *others)))
        (made,) = records.find(self.file, ProposalList, meeting=meeting.id)
        self._answer(made, date(2025, 5, 20))
        (application,) = (each for each in self._all(Application) if each.member == stranger.id)
        self._disburse(application, date(2025, 5, 26))
        # No action lets this happen: only an older program would have written it.
        with records.writing(self.file, "brought_together", undoable=False) as write:
            write.save(replace(records.get(self.file, Member, stranger.id), joined_on=None))

    def _reopened(self) -> None:
        """A meeting that was closed, and lies open again with a reason; papers that went out before and after."""
        fifth, seventh = self._members("001")[3::2]
        asked = self._apply(fifth, date(2025, 6, 2), override_reason="Hộ có hai phương án")
        meeting = self._hold("001", date(2025, 6, 10))
        meetings.reopen_meeting(self.file, meeting.id, "Ghi thiếu ý kiến")
        self._print("01", asked.id, "application")
        registers.save_member(self.file, replace(fifth, name="Nguyễn Thị Đổi Tên"))
        self._apply(seventh, date(2025, 6, 20))
        self._print_all()

    def _print_all(self) -> None:
        first, second, *_others = self._all(Application)
        for application in (first, second):
            self._print("01", application.id, "application")
        self._print("01-uq", first.id, "application")
        for made in [each for each in self._all(ProposalList) if each.lines and each.notice_number]:
            self._print("03", made.id, "list")
            self._print("04", made.id, "list")
        for name, cls in (("06", UseCheck), ("15", Reconciliation), ("16", GroupCheck)):
            self._print(name, self._all(cls)[0].id, "check")
        for sheet in self._all(Collection):
            with in_language("vi"):
                papers.note_printed(
                    self.file,
                    papers.of(self.file, "13", "month", Subject(sheet.group, TODAY, sheet.month)),
                )

    def _typed(self) -> None:
        """What somebody was typing when the light went out."""
        drafts.keep(self.file, "member:0", {"name": "Phạm Văn Ổi", "phone": "0900 000 001"})
        drafts.keep(
            self.file,
            "collection:1:2025-06-01",
            {"held_on": "15/6/2025", "lines": [{"saved": "20.000"}]},
        )

    def save_a_member(self) -> None:
        seventh = self._members("001")[-1]
        registers.save_member(self.file, replace(seventh, phone="0900 000 007"))

    def close_the_meeting(self) -> None:
        (meeting,) = records.find(self.file, Meeting, state="open")
        meetings.close_meeting(
            self.file, replace(meeting, other_matters="Thu tiết kiệm từ tháng bảy")
        )

    def pay_out(self) -> None:
        (application,) = records.find(self.file, Application, state="approved")
        self._disburse(application, date(2025, 6, 25))

    def _apply(self, member: Member, day: date, code: str = "HN", **facts: Any) -> Application:
        wish = Application(
            **{
                "member": member.id,
                "programme": self._programme(code).id,
                "applied_on": day,
                "beneficiary": "poor",
                "amount": 50 * MILLION,
                "purpose": "Nuôi ốc",
                "term_months": 36,
                **facts,
            }
        )
        return applications.save_application(self.file, wish).record

    def _hold(self, code: str, day: date) -> Meeting:
        """A whole meeting at which all are there, and for all that is not of their own household."""
        meeting = meetings.open_meeting(self.file, self._group(code).id, day).record
        there = replace(
            meeting,
            starts_at="08:00",
            ends_at="10:00",
            place="Nhà văn hóa",
            attendance=tuple(
                Attendance(member=line.member, presence="present") for line in meeting.attendance
            ),
        )
        known = tabled(self.file, there)
        attending = {line.member for line in there.attendance}
        decisions = tuple(
            replace(
                line, votes_for=len(attending - known[line.application].recused), result="proposed"
            )
            for line in there.decisions
        )
        return meetings.close_meeting(self.file, replace(there, decisions=decisions)).record

    def _answer(self, made: ProposalList, day: date) -> None:
        """The ward confirms and the bank approves 40 million each."""
        said: dict[str, Any] = {
            "ward_result": "confirmed",
            "bank_result": "approved",
            "approved_amount": 40 * MILLION,
            "approved_term_months": 36,
            "approved_rate": 6600,
            "decided_on": day,
        }
        answered = replace(
            made,
            sent_to_ward_on=day.replace(day=12),
            sent_to_ward_number=f"{made.id}/DS",
            confirmed_on=day.replace(day=16),
            confirmed_number=f"{made.id}/UBND",
            sent_to_bank_on=day.replace(day=18),
            sent_to_bank_number=f"{made.id}/DS-NH",
            notice_number=f"{made.id}/TB",
            lines=tuple(replace(line, **said) for line in made.lines),
        )
        proposals.save_list(self.file, answered, TODAY)

    def _disburse(self, application: Application, day: date) -> None:
        code = f"66{len(self._all(Loan)) + 1:06}"
        asked = Disbursement(
            application=application.id, code=code, paid_on=day, amount=40 * MILLION
        )
        loans.disburse(self.file, asked, TODAY)

    def _collect(self, group: Group, day: date) -> None:
        """All pay what is due, and each saves what is asked for."""
        shown = month_sheets.open_sheet(self.file, group.id, day, day)
        lines = [
            CollectionLine(
                member=row.member.id,
                loan=LoanId(row.loan.id if row.loan else 0),
                interest_paid=in_whole_notes(row.interest_due),
                saved=row.saving_expected if row.member.is_active(day) else 0,
            )
            for row in shown.rows
        ]
        sheet = CollectionSheet(held_on=day, lines=tuple(lines))
        collecting.save_sheet(
            self.file, group.id, day, replace(sheet, cash=_cash(sheet.total)), 0, day
        )

    def _print(self, name: str, id: int, about: str) -> None:
        papers.note_printed(self.file, papers.of(self.file, name, about, Subject(id, TODAY)))

    def _all(self, cls: type[E]) -> list[E]:
        return sorted(records.find(self.file, cls), key=lambda each: each.id)

    def _group(self, code: str) -> Group:
        return records.find(self.file, Group, code=code)[0]

    def _members(self, code: str) -> list[Member]:
        return [each for each in self._all(Member) if each.group == self._group(code).id]

    def _programme(self, code: str) -> Programme:
        return records.find(self.file, Programme, code=code)[0]

    def _loan(self, code: str) -> Loan:
        return records.find(self.file, Loan, code=code)[0]


LAST_STEPS: dict[str, Callable[[Story], None]] = {
    "member-saved": Story.save_a_member,
    "meeting-closed": Story.close_the_meeting,
    "loan-paid-out": Story.pay_out,
}
"""What was done last in each file; only the first can be undone."""


def person(group: Group, number: int, **facts: Any) -> NewMember:
    """A woman born in 1980 with an id that agrees; `number` tells people apart."""
    known: dict[str, Any] = {
        "group": group.id,
        "citizen_id": f"999180{number:06}",
        "name": f"Nguyễn Thị {NAMES[number % len(NAMES)]} {number}",
        "born_on": date(1980, 5, 1 + number % 28),
        "sex": "female",
        "issued_on": date(2022, 8, 1),
        "address": f"Số {number} phố Mứt Gừng",
        "joined_on": date(2023, 1, 1),
        "household_class": "poor",
    }
    return NewMember(**{**known, **facts})


def _cash(total: int) -> tuple[CashLine, ...]:
    lines = []
    for denomination in DENOMINATIONS:
        count, total = divmod(total, denomination)
        if count:
            lines.append(CashLine(denomination=denomination, count=count))
    return tuple(lines)


def main() -> None:
    target = FOLDER / newest().partition("_")[0]
    if target.exists():
        sys.exit(f"{target} is there already and stays as it is.")
    with tempfile.TemporaryDirectory() as name:
        store(Path(name), "--as-they-are" in sys.argv)
        shutil.copytree(name, target)
    print(target)


if __name__ == "__main__":
    main()
