"""Small ward files of invented people."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from lcdesk.domain.applications import Application
from lcdesk.domain.fields import Entity
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Attendance, Decision, Meeting
from lcdesk.domain.people import Household, HouseholdClass, Member
from lcdesk.domain.programmes import Programme, ProgrammeTerm
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.storage import database, records, slots
from tests.templates import copied

USER = "Vũ Sồi"
STRANGER = "Lê Khế"
"""Who has another ward."""
PASSWORD = "mật khẩu để thử"
CHEAP = slots.Cost(1, 8, 1)
TODAY = date(2026, 9, 5)

E = TypeVar("E", bound=Entity)


def new_file(path: Path, user: str = USER) -> database.WardFile:
    file, _recovery = database.create(path, user, PASSWORD, CHEAP)
    return file


def copied_file(path: Path, user: str = USER) -> database.WardFile:
    """The same as a new file, but that those of one user have one key."""
    return database.open_file(copied(path, new_file, user), PASSWORD)


def reopened(file: database.WardFile) -> database.WardFile:
    file.close()
    return database.open_file(file.path, PASSWORD)


def save(file: database.WardFile, record: E, verb: str = "save") -> E:
    with records.writing(file, verb) as write:
        return write.save(record)


def new_group(file: database.WardFile, code: str = "T01") -> Group:
    association = save(file, Association(name="Hội Nông dân"))
    neighbourhood = save(file, Neighbourhood(name="Tổ dân phố số 5"))
    return save(
        file,
        Group(
            code=code, name=f"Tổ {code}", association=association.id, neighbourhood=neighbourhood.id
        ),
    )


def new_member(
    file: database.WardFile, group: Group, name: str, number: int = 1, **values: Any
) -> Member:
    line = HouseholdClass(year=2026, household_class="poor")
    home = save(file, Household(name=name, neighbourhood=group.neighbourhood, classes=(line,)))
    born_on, citizen_id = date(1980, 2, 1), f"999180{number:06}"
    member = Member(
        group=group.id,
        household=home.id,
        citizen_id=citizen_id,
        name=name,
        born_on=born_on,
        sex="female",
    )
    return save(
        file, replace(member, **{"address": "12 Cát Dài", "joined_on": date(2020, 1, 1), **values})
    )


def new_programme(file: database.WardFile, **values: Any) -> Programme:
    term = ProgrammeTerm(
        from_on=date(2019, 3, 1), rate=6600, cap=100_000_000, longest_months=120, source="a decree"
    )
    return save(file, Programme(code="HN", name="Cho vay hộ nghèo", terms=(term,), **values))


def new_meeting(
    file: database.WardFile, group: Group, *applications: Application, **values: Any
) -> Meeting:
    members = [each for each in records.find(file, Member) if each.group == group.id]
    meeting = Meeting(
        group=group.id,
        held_on=TODAY,
        attendance=tuple(Attendance(member=each.id, presence="present") for each in members),
        decisions=tuple(Decision(application=each.id) for each in applications),
        **values,
    )
    return save(file, meeting)


def new_closed_meeting(
    file: database.WardFile, group: Group, *applications: Application, **values: Any
) -> Meeting:
    open_one = new_meeting(file, group, *applications, **values)
    return save(file, replace(open_one, state="closed", serial=1))


def prints(*paths: Path) -> list[str | None]:
    """What changes when any byte of these files does, or when one comes or goes."""
    return [
        hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None for path in paths
    ]


def beside(path: Path) -> list[str]:
    """The names of all files in the folder of a path."""
    return sorted(each.name for each in path.parent.iterdir())


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a script in a process of its own, its output piped."""
    words = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
