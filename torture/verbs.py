"""What the tortured program does: verbs of many kinds, each decided by the number of its step
alone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from lcdesk.actions import closings, files, loans, meetings, registers, savings
from lcdesk.domain.closings import Closing
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, LoanId, MemberId
from lcdesk.domain.loans import Loan, Repayment
from lcdesk.domain.people import Member, NewMember
from lcdesk.domain.ward import Association, Ward
from lcdesk.storage import drafts, keys, records
from lcdesk.storage.refusing import refusing
from torture.scratch import CHEAP, OLD, OLD_PASSWORD, PASSWORD

if TYPE_CHECKING:
    from torture.work import Work

TODAY = date(2026, 11, 25)
FIRST_COPY = datetime(2024, 1, 1, 8)
OFFICE = Ward(name="Mẫu", city="Thành phố Mẫu", bank_office="Phòng Mẫu", chair="Lê Thị Chôm")
Verb = Callable[["Work", Random, int], None]


def associations(work: "Work", rng: Random, number: int) -> None:
    """Several records in one step: all of them are there, or none."""
    with records.writing(work.file, "save") as write:
        for part in range(rng.randint(2, 6)):
            name = f"Hội Bí Ngô {number} {part}"
            write.save(Association(name=name, officer="Lê Khế " * rng.randint(1, 30)))


def spilled(work: "Work", rng: Random, number: int) -> None:
    """A step that goes to the disk before its end, as a long one does."""
    work.file.db.execute("PRAGMA cache_size = 10")
    with records.writing(work.file, "save") as write:
        for each in records.find(work.file, Member):
            write.save(replace(each, address=f"Số {number} " * rng.randint(1, 30)))
    work.file.db.execute(f"PRAGMA cache_size = -{32 * 1024}")


def member(work: "Work", rng: Random, number: int) -> None:
    """Change a member."""
    chosen = rng.choice(records.find(work.file, Member))
    registers.save_member(work.file, replace(chosen, phone=f"09{number:08}"))


def newcomer(work: "Work", rng: Random, number: int) -> None:
    """Enter a member with a household."""
    group = rng.choice(records.find(work.file, Group))
    new = NewMember(
        group=group.id,
        citizen_id=f"9991806{number:05}",
        name=f"Nguyễn Thị Mướp Hương {number}",
        born_on=date(1980, 5, 1),
        sex="female",
        issued_on=date(2024, 8, 1),
        address=f"Số {number} phố Mứt Gừng",
        joined_on=date(2024, 1, 1),
        household_class="poor",
    )
    registers.add_member(work.file, new, TODAY)


def saving(work: "Work", rng: Random, number: int) -> None:
    """Post into the ledger of savings."""
    chosen = rng.choice(records.find(work.file, Member))
    moved = SavingsMove(
        member=MemberId(chosen.id), moved_on=TODAY, amount=1000 * number, receipt=f"S{number}"
    )
    savings.move(work.file, "saved", moved, TODAY)


def repayment(work: "Work", rng: Random, number: int) -> None:
    """Post into the ledger of loans."""
    chosen = rng.choice(records.find(work.file, Loan))
    paid = Repayment(paid_on=TODAY, principal=1000 + number, receipt=f"R{number}")
    loans.repay(work.file, LoanId(chosen.id), paid, TODAY)


def meeting(work: "Work", rng: Random, number: int) -> None:
    """Open a meeting of a group."""
    group = rng.choice(records.find(work.file, Group))
    meetings.open_meeting(work.file, GroupId(group.id), TODAY - timedelta(days=number % 9))


def closing(work: "Work", rng: Random, number: int) -> None:
    """Close a month, or open a closed one again."""
    closed = records.find(work.file, Closing)
    if closed:
        closings.reopen(work.file, closed[0].id, f"lý do {number}", TODAY)
    else:
        closings.close(work.file, "month", date(2026, rng.randint(1, 9), 1), TODAY)


def undo(work: "Work", _rng: Random, _number: int) -> None:
    """Take back the last step."""
    registers.undo_last(work.file, TODAY)


def draft(work: "Work", rng: Random, number: int) -> None:
    """Keep what is being typed, or forget it."""
    place = f"form {rng.randint(0, 3)}"
    if rng.random() < 0.2:
        drafts.drop(work.file, place)
    else:
        drafts.keep(work.file, place, {"name": f"Đỗ Thị Sen Đá {number}" * rng.randint(1, 50)})


def reopen(work: "Work", _rng: Random, _number: int) -> None:
    """Close the file and open it."""
    work.file.close()
    work.open()


def password(work: "Work", _rng: Random, number: int) -> None:
    """Give the user another password."""
    new = f"{PASSWORD} {number}"
    with refusing():
        keys.write_slot(work.path, work.file.key, work.file.user, new, CHEAP, work.file.db.mark)
    work.password = new


def copy(work: "Work", _rng: Random, number: int) -> None:
    """Put a copy into the folder of copies; one that is whole already was made before a kill."""
    made_at = FIRST_COPY + timedelta(hours=7 * number)
    if not list(work.copies.glob(f"*{made_at:%Y-%m-%d %Hh%M}*.lcdesk")):
        files.add_copy(work.file, work.copies, made_at)


def backup(work: "Work", _rng: Random, number: int) -> None:
    """Copy the file under a name that was given."""
    files.backup(work.file, work.path.with_name(f"sao lưu {number}.lcdesk"))


def restore(work: "Work", _rng: Random, _number: int) -> None:
    """Put the newest copy in the place of the file."""
    if found := sorted(work.copies.glob("*.lcdesk")):
        work.file, _aside = files.restore(work.file, found[-1])


def create(work: "Work", _rng: Random, number: int) -> None:
    """Make another ward file."""
    path = work.path.with_name(f"mới {number}.lcdesk")
    bodies = [Association(name="Hội Nông dân", officer="Trần Văn Bí Đỏ")]
    files.create_ward(path, "Thử", PASSWORD, OFFICE, bodies, cost=CHEAP)[0].close()


def migrate(work: "Work", rng: Random, _number: int) -> None:
    """Open a ward file of an old program, which brings it up to date."""
    olds = sorted(work.path.parent.glob(f"{OLD} ?.lcdesk"))
    if olds:
        files.open_ward(rng.choice(olds), OLD_PASSWORD).close()


ALL: Mapping[Verb, int] = {
    associations: 12,
    spilled: 5,
    member: 12,
    newcomer: 6,
    saving: 8,
    repayment: 8,
    meeting: 2,
    closing: 2,
    undo: 8,
    draft: 10,
    reopen: 12,
    password: 5,
    copy: 6,
    backup: 2,
    restore: 4,
    create: 2,
    migrate: 3,
}
"""How often each verb is done."""
DOORS: Mapping[Verb, int] = {associations: 3, spilled: 1, draft: 1, password: 2, reopen: 8}
"""Mostly opening and closing."""
FILES: Mapping[Verb, int] = {
    associations: 2,
    copy: 3,
    backup: 2,
    restore: 3,
    create: 2,
    migrate: 2,
    reopen: 1,
    password: 1,
}
"""Mostly whole files that come and go."""
