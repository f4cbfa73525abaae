"""What stands in the file twice, or is not in it, is named by its field and never by the database."""

from dataclasses import replace

from lcdesk.domain.applications import Application
from lcdesk.domain.fields import Record
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import LoanId, MemberId, ProgrammeId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.plans import YearPlan, YearTarget
from lcdesk.storage import ledger, records
from tests.small_ward import MEETING_DAY, SmallWard, english, file, refusal, ward

__all__ = ["english", "file", "ward"]


def save(ward: SmallWard, record: Record) -> None:
    with records.writing(ward.file, "save") as write:
        if isinstance(record, Entry):
            ledger.post(write, [record])
        else:
            write.save(record)  # type: ignore[type-var]


def test_a_code_that_is_taken_is_named(ward: SmallWard) -> None:
    group = replace(ward.get(Group, ward.group.id), id=type(ward.group.id)(0), version=0)
    assert refusal(save, ward, group) == {
        "code": "This stands in the file once already: Code 001. Look for it, or enter another."
    }


def test_a_number_of_minutes_that_is_taken_is_named(ward: SmallWard) -> None:
    held = Meeting(group=ward.group.id, held_on=MEETING_DAY, serial=1)
    save(ward, held)
    assert refusal(save, ward, held) == {
        "serial": "This stands in the file once already: Number 1. Look for it, or enter another."
    }


def test_what_is_not_in_the_file_is_named_also_in_a_line(ward: SmallWard) -> None:
    stranger = MemberId(999)
    assert refusal(save, ward, Application(member=stranger)) == {
        "member": "Borrower: what was chosen is not in the file. Choose it again."
    }
    plan = YearPlan(year=2026, targets=(YearTarget(programme=ProgrammeId(99), outstanding=1),))
    assert list(refusal(save, ward, plan)) == ["targets.0.programme"]
    entry = Entry(loan=LoanId(99), member=stranger, entry_on=MEETING_DAY, kind="saved", amount=1)
    assert set(refusal(save, ward, entry)) == {"loan", "member"}
