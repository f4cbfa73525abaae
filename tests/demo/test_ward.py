"""The sample ward is the same every time, keeps every rule, and shows what a ward can hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lcdesk.actions import files
from lcdesk.demo.ward import LAST_DAY, make_sample
from lcdesk.domain.applications import Application, CoMember
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import build, draft_of, form_fields
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import PRESENCES, Meeting
from lcdesk.domain.people import Household, Member
from lcdesk.domain.plain import as_dict
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import use_language
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.slots import path_of
from tests.small_ward import CHEAP, PASSWORD


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardFile]:
    path = tmp_path_factory.mktemp("sample") / "ward.lcdesk"
    file = make_sample(path, PASSWORD, groups=6, households=150, years=2, seed=2, cost=CHEAP)
    yield file
    file.close()


def everything(file: WardFile) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [as_dict(each) for each in records.find(file, cls)] for name, cls in TABLES.items()
    }


def made_at(
    path: Path, groups: int = 2, households: int = 20, years: int = 1, seed: int = 1
) -> dict[str, list[dict[str, Any]]]:
    file = make_sample(path, PASSWORD, groups, households, years, seed, CHEAP)
    try:
        return everything(file)
    finally:
        file.close()


def test_the_same_arguments_make_the_same_ward_in_any_language(tmp_path: Path) -> None:
    first = made_at(tmp_path / "1.lcdesk")
    use_language("vi")
    assert made_at(tmp_path / "2.lcdesk") == first
    assert made_at(tmp_path / "3.lcdesk", seed=2) != first


@pytest.mark.parametrize(
    ("groups", "households", "found"),
    [(1, 5, 1), (3, 5, 1), (2, 9, 1), (2, 10, 2), (3, 60, 3), (1, 130, 3), (500, 27, 5)],
)
def test_groups_have_5_to_60_members(
    tmp_path: Path, groups: int, households: int, found: int
) -> None:
    made = made_at(tmp_path / "ward.lcdesk", groups, households)
    sizes = Counter(member["group"] for member in made["member"])
    assert len(made["household"]) == households
    assert len(made["group"]) == len(sizes) == found
    assert all(5 <= size <= 60 for size in sizes.values())


def test_every_record_could_have_been_typed(sample: WardFile) -> None:
    for cls in TABLES.values():
        for record in records.find(sample, cls):
            assert record.complaints(LAST_DAY) == {}
            if form_fields(cls):
                assert build(cls, draft_of(record), LAST_DAY, record) == record
    assert files.check(sample) == []


def test_nobody_is_real(sample: WardFile) -> None:
    people: list[Member | CoMember] = [
        *records.find(sample, Member),
        *(each for a in records.find(sample, Application) for each in a.co_members),
    ]
    ids = [each.citizen_id for each in people]
    assert all(id.startswith("999") for id in ids)
    assert len(set(ids)) == len(ids)


def test_leader_and_deputy_are_of_different_households(sample: WardFile) -> None:
    household = {each.id: each.household for each in records.find(sample, Member)}
    for group in records.find(sample, Group):
        assert household[group.leader] != household[group.deputy]


def test_the_years_end_on_the_last_day(sample: WardFile) -> None:
    meetings = [each.held_on for each in records.find(sample, Meeting)]
    assert date(2024, 7, 1) <= min(meetings) < date(2025, 1, 1)
    assert date(2026, 1, 1) < max(meetings) <= LAST_DAY
    assert max(each.applied_on for each in records.find(sample, Application)) <= LAST_DAY


def test_one_meeting_is_open_with_applications_on_the_table(sample: WardFile) -> None:
    *closed, still_open = records.find(sample, Meeting)
    assert all(each.is_closed and each.number for each in closed)
    assert still_open.state == "open" and still_open.decisions
    states = Counter(each.state for each in records.find(sample, Application))
    assert states["tabled"] == len(still_open.decisions)
    assert states["draft"] and states["not_proposed"] and states["proposed"]
    assert states["active"] > sum(states.values()) / 2


def test_a_ward_of_many_kinds(sample: WardFile) -> None:
    applications = records.find(sample, Application)
    code = {each.id: each.code for each in records.find(sample, Programme)}
    assert {code[each.programme] for each in applications} >= {"HN", "HCN", "HMTN", "HSSV", "GQVL"}
    assert sum(bool(each.broken_rules) for each in applications) == 1
    assert any(each.co_members for each in applications)
    assert all(each.lines for each in applications)
    assert all(each.jobs for each in applications if code[each.programme] == "GQVL")
    members = records.find(sample, Member)
    assert len({each.household for each in members}) < len(members)
    assert any(each.joined_on is None for each in members) and any(each.left_on for each in members)
    changing = [
        each
        for each in records.find(sample, Household)
        if len({c.household_class for c in each.classes}) > 1
    ]
    assert changing


def test_meetings_of_many_kinds(sample: WardFile) -> None:
    asked = {each.id: each.amount for each in records.find(sample, Application)}
    meetings = [each for each in records.find(sample, Meeting) if each.is_closed]
    assert {line.presence for each in meetings for line in each.attendance} == set(PRESENCES)
    assert any(each.minimum_saving for each in meetings)
    decisions = [line for each in meetings for line in each.decisions]
    assert any(
        line.amount < asked[line.application] for line in decisions if line.result == "proposed"
    )


def test_the_last_closed_meeting_shows_every_paper(sample: WardFile) -> None:
    last = [each for each in records.find(sample, Meeting) if each.is_closed][-1]
    parts = papers.of(sample, "bundle", "meeting", Subject(last.id, last.held_on)).parts
    assert {part.paper for part in parts} == {"10C", "03", "01", "01-gqvl", "01-uq"}


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    path.write_bytes(b"something dear")
    with pytest.raises(Refused):
        make_sample(path, PASSWORD, 1, 5, 1, 1, CHEAP)
    assert path.read_bytes() == b"something dear"
    assert not path_of(path).exists()


@pytest.mark.parametrize(("password", "households"), [("short", 5), (PASSWORD, 0)])
def test_a_failure_leaves_nothing_behind(tmp_path: Path, password: str, households: int) -> None:
    with pytest.raises((Refused, ValueError)):
        make_sample(tmp_path / "ward.lcdesk", password, 1, households, 1, 1, CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_has_its_name_once_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object) -> None:
        assert not (tmp_path / "ward.lcdesk").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr("lcdesk.actions.closings.close", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make_sample(tmp_path / "ward.lcdesk", PASSWORD, 1, 5, 1, 1, CHEAP)
    assert list(tmp_path.iterdir()) == []
