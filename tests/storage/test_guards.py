"""What the file itself refuses, whatever a program asks of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lcdesk.domain.applications import Application
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Lines, fields_of, table_name
from lcdesk.domain.meetings import Guest, Meeting, MembershipChange
from lcdesk.domain.ward import Association
from lcdesk.storage import checking, database, guards, printed, records
from tests.storage.wards import (
    new_closed_meeting,
    new_file,
    new_group,
    new_member,
    new_programme,
    reopened,
    save,
)

LINES = [table_name(each.kind.of) for each in fields_of(Meeting) if isinstance(each.kind, Lines)]


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[database.WardFile]:
    """A file with a row in every guarded table, and a closed meeting with lines of every sort."""
    file = new_file(tmp_path_factory.mktemp("guards") / "x")
    group = new_group(file)
    member = new_member(file, group, "Lê Chân")
    programme = new_programme(file)
    asked = save(
        file, Application(group=group.id, member=member.id, programme=programme.id, amount=1)
    )
    closed = new_closed_meeting(
        file,
        group,
        asked,
        guests=(Guest(name="Bà Trưởng khu"),),
        changes=(MembershipChange(member=member.id, change="admit"),),
    )
    with records.writing(file, "close_meeting") as write:
        printed.freeze(write, "10C", closed.id, "{}")
    printed.note(file, "10C", closed.id, "0")
    for table in TABLES:
        if not file.db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]:
            file.db.execute(f'INSERT INTO "{table}" DEFAULT VALUES')
    yield file
    file.close()


def refused(file: database.WardFile, sql: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal, file.atomically():
        file.db.execute(sql)
    assert reason in str(refusal.value.__cause__)


@pytest.mark.parametrize("table", ["trail", "verb", "printing"])
def test_the_trail_is_only_added_to(ward: database.WardFile, table: str) -> None:
    refused(ward, f"DELETE FROM {table}", "the trail is only added to")
    refused(ward, f"UPDATE {table} SET id = id + 1000", "the trail is only added to")


@pytest.mark.parametrize("table", [*TABLES, "frozen_paper"])
def test_no_record_is_deleted(ward: database.WardFile, table: str) -> None:
    refused(ward, f'DELETE FROM "{table}"', "records are removed, never deleted")


def test_a_decided_paper_stays(ward: database.WardFile) -> None:
    refused(ward, "UPDATE frozen_paper SET content = ''", "a decided paper stays as it is")
    with ward.atomically():
        ward.db.execute("UPDATE frozen_paper SET replaced_at = 'now'")


@pytest.mark.parametrize("table", LINES)
def test_lines_of_a_closed_meeting_are_locked(ward: database.WardFile, table: str) -> None:
    assert ward.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    sentence = "a closed meeting is locked"
    refused(ward, f"DELETE FROM {table}", sentence)
    refused(ward, f"UPDATE {table} SET position = 7", sentence)
    refused(ward, f"INSERT INTO {table} (owner, position) SELECT owner, 9 FROM {table}", sentence)


def test_a_closed_meeting_is_locked_until_it_is_opened(ward: database.WardFile) -> None:
    refused(ward, "UPDATE meeting SET place = 'elsewhere'", "a closed meeting is locked")
    refused(ward, "UPDATE meeting SET removed_on = '2026-09-05'", "a closed meeting is locked")


def test_a_meeting_is_opened_changed_and_closed_again(file: database.WardFile) -> None:
    group = new_group(file)
    new_member(file, group, "Lê Chân")
    meeting = new_closed_meeting(file, group)
    changed = save(file, replace(meeting, state="open", attendance=()))
    assert save(file, replace(changed, state="closed")).attendance == ()


def test_a_record_with_others_hanging_on_it_is_kept(ward: database.WardFile) -> None:
    refused(ward, "INSERT INTO member (household) VALUES (999)", "FOREIGN KEY")


def test_guards_that_were_lost_come_back(file: database.WardFile) -> None:
    guards.lift(file.db)
    file.db.execute("CREATE TRIGGER trail_no_delete AFTER INSERT ON trail BEGIN SELECT 1; END")
    file = reopened(file)
    save(file, Association(name="Hội Nông dân"))
    refused(file, "DELETE FROM trail", "the trail is only added to")
    made = file.db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[
        0
    ]
    assert made == len(guards._guards())
    assert checking.check(file.db) == []
    file.close()
