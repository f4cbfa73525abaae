"""What the tables and choices on screen show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lcdesk.domain.applications import Application
from lcdesk.domain.checks import UseCheck
from lcdesk.domain.collecting import Collection
from lcdesk.domain.entities import TABLES
from lcdesk.domain.fields import table_name
from lcdesk.domain.groups import Group
from lcdesk.domain.people import Member
from lcdesk.i18n import fold
from lcdesk.storage import lists, lookups, records
from lcdesk.storage.database import WardFile
from tests.storage.wards import (
    TODAY,
    new_file,
    new_group,
    new_meeting,
    new_member,
    new_programme,
    save,
)

NAMES = [
    "Lê Chân",
    "Đường Văn Ất",
    "Nguyễn Thị 100%",
    "Trần a_b Dung",
    "Phạm Đào",
    "Lê Đình Chấn",
    "Vũ Ê Ban",
    "Vũ An",
]


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardFile]:
    file = new_file(tmp_path_factory.mktemp("lists") / "x")
    group = new_group(file)
    for number, name in enumerate(NAMES):
        new_member(file, group, name, number, address=f"{number} Cát Dài")
    yield file
    file.close()


def found(file: WardFile, text: str, **where: Any) -> list[str]:
    return [row[1] for row in lists.rows(file, Member, ("name",), text, where)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("le chan", ["Lê Chân", "Lê Đình Chấn"]),
        ("LÊ CHÂN", ["Lê Chân", "Lê Đình Chấn"]),
        ("chan le", ["Lê Chân", "Lê Đình Chấn"]),
        ("Le\u0302 Cha\u0302n", ["Lê Chân", "Lê Đình Chấn"]),
        ("duong", ["Đường Văn Ất"]),
        ("đường at", ["Đường Văn Ất"]),
        ("100%", ["Nguyễn Thị 100%"]),
        ("%", ["Nguyễn Thị 100%"]),
        ("_", ["Trần a_b Dung"]),
        ("a_b", ["Trần a_b Dung"]),
        ("axb", []),
        ("\\", []),
        ("'", []),
        ("999180000003", ["Trần a_b Dung"]),
        ("000003", ["Trần a_b Dung"]),
        ("4 cat dai", ["Phạm Đào"]),
        ("le dao", []),
    ],
)
def test_search_minds_no_tones_and_no_order_of_words(
    ward: WardFile, text: str, names: list[str]
) -> None:
    assert found(ward, text) == names


def test_all_in_the_order_of_given_names(ward: WardFile) -> None:
    assert found(ward, "") == found(ward, "  ") == [
        "Nguyễn Thị 100%", "Vũ An", "Đường Văn Ất", "Vũ Ê Ban", "Lê Chân", "Lê Đình Chấn", "Trần a_b Dung", "Phạm Đào",
    ]  # fmt: skip


def test_every_name_is_found_as_typed_and_bare(ward: WardFile) -> None:
    for name in NAMES:
        assert name in found(ward, name) and name in found(ward, fold(name))


def test_a_list_stops_at_its_limit(ward: WardFile) -> None:
    rows = lists.rows(ward, Member, ("name", "born_on"), limit=2)
    assert [row[1:] for row in rows] == [("Nguyễn Thị 100%", "1980-02-01"), ("Vũ An", "1980-02-01")]


def test_a_list_of_certain_values(ward: WardFile) -> None:
    assert found(ward, "vu", sex="female") == ["Vũ An", "Vũ Ê Ban"]
    assert found(ward, "vu", sex="male") == []


def test_search_reads_the_index_alone_until_it_has_its_rows(ward: WardFile) -> None:
    sql = "EXPLAIN QUERY PLAN SELECT id FROM member WHERE removed_on = '' AND folded LIKE '%a%' ORDER BY sort_key, id"
    ((*_numbers, plan),) = ward.db.execute(sql).fetchall()
    assert "COVERING INDEX member_search" in plan


def test_counting(ward: WardFile) -> None:
    assert lists.count(ward, Member) == len(NAMES)
    assert lists.count(ward, Member, sex="male") == 0


def test_choices_carry_what_tells_two_people_apart(ward: WardFile) -> None:
    ((id, label),) = lists.choices(ward, Member, "duong")
    assert label == "Đường Văn Ất · 999180000001"
    assert lists.labels(ward, Member, [int(id)])[int(id)] == label


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardFile]:
    """Sixty of one family, and the others that one looks for among them."""
    file = new_file(tmp_path_factory.mktemp("crowd") / "x")
    group, other = new_group(file), new_group(file, "T02")
    for number in range(60):
        new_member(file, group, f"Nguyễn Thị {'ABCDEGHIKL'[number % 10]}{number}", number)
    for number, name in enumerate(
        ("Hoàng Thị Yến", "Hoàng Thị Yên", "Lê Yến Chi", "Lê Lan", "Lê Lan Anh"), start=70
    ):
        new_member(file, group, name, number)
    new_member(file, group, "Trần Văn Ổi", 80)
    new_member(file, other, "Trần Văn Ổi", 81)
    yield file
    file.close()


def offered(file: WardFile, text: str, limit: int = 51) -> list[str]:
    return [
        label.partition(" · ")[0] for _id, label in lists.choices(file, Member, text, None, limit)
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("yen", ["Hoàng Thị Yên", "Hoàng Thị Yến", "Lê Yến Chi"]),
        ("yến", ["Hoàng Thị Yến", "Hoàng Thị Yên", "Lê Yến Chi"]),
        ("le lan", ["Lê Lan", "Lê Lan Anh"]),
        ("lan", ["Lê Lan", "Lê Lan Anh"]),
        ("hoang yến", ["Hoàng Thị Yến", "Hoàng Thị Yên"]),
    ],
)
def test_who_fits_best_is_offered_first_of_all_there_are(
    crowd: WardFile, text: str, first: list[str]
) -> None:
    found = offered(crowd, text)
    assert found[: len(first)] == first
    assert len(found) == (51 if "yen" in fold(text).split()[:1] else len(first))


def test_people_of_one_name_are_told_apart_by_year_and_group(crowd: WardFile) -> None:
    ids = [int(id) for id, _label in lists.choices(crowd, Member, "tran van oi")]
    told = lists.told_apart(crowd, Member, TABLES, ids)
    assert [told[id] for id in ids] == ["1980 · T01 · Tổ T01", "1980 · T02 · Tổ T02"]
    assert lists.told_apart(crowd, Group, TABLES, [1]) == {}


def test_removed_records_are_named_but_not_offered(file: WardFile) -> None:
    group = new_group(file)
    with records.writing(file, "remove") as write:
        write.remove(group, "merged", TODAY)
    assert lists.rows(file, Group, ("name",)) == lists.choices(file, Group) == []
    assert lists.count(file, Group) == 0
    assert lists.labels(file, Group, [group.id]) == {group.id: "T01 · Tổ T01"}


def test_members_of_a_group_on_a_day(file: WardFile) -> None:
    group = new_group(file)
    new_member(file, group, "Lê Chân", 1, joined_on=date(2026, 1, 1))
    new_member(file, group, "Lê Khế", 2, joined_on=date(2026, 1, 1), left_on=date(2026, 6, 1))
    new_member(file, group, "Lê Bưởi", 3, joined_on=None)
    counts = [
        lookups.member_counts(file, date.fromisoformat(day))
        for day in ("2025-12-31", "2026-01-01", "2026-05-31", "2026-06-01")
    ]
    assert counts == [{}, {group.id: 2}, {group.id: 2}, {group.id: 1}]


def test_minutes_are_numbered_by_group_and_year(file: WardFile) -> None:
    group, other = new_group(file), new_group(file, "T02")
    assert lookups.next_serial(file, group.id, 2026) == 1
    meeting = new_meeting(file, group, serial=4)
    assert lookups.next_serial(file, group.id, 2026) == 5
    assert (
        lookups.next_serial(file, group.id, 2027) == lookups.next_serial(file, other.id, 2026) == 1
    )
    with records.writing(file, "remove") as write:
        write.remove(meeting, "entered twice", TODAY)
    assert lookups.next_serial(file, group.id, 2026) == 5, "a number is never given twice"


@pytest.fixture
def asked(file: WardFile) -> Application:
    """An application of 50 million in an exclusive programme."""
    group = new_group(file)
    member = new_member(file, group, "Lê Chân")
    programme = new_programme(file, exclusive=True)
    return save(
        file,
        Application(
            group=group.id,
            member=member.id,
            programme=programme.id,
            applied_on=TODAY,
            amount=50_000_000,
        ),
    )


def test_members_of_one_id_or_one_birthday(file: WardFile) -> None:
    group = new_group(file)
    first = new_member(file, group, "Lê Chân", 1)
    assert lookups.alike(file, "999180000001", "", 0) == [first.id]
    assert lookups.alike(file, "999180000002", "1980-02-01", 0) == [first.id]
    assert lookups.alike(file, "999180000002", "1980-02-02", 0) == []
    assert lookups.alike(file, "999180000001", "1980-02-01", first.id) == []
    save(file, replace(first, left_on=TODAY))
    assert lookups.alike(file, "999180000001", "", 0) == [first.id]


def test_an_application_is_found_by_its_borrower_and_its_group(
    file: WardFile, asked: Application
) -> None:
    def purposes(text: str) -> list[int]:
        return [row[1] for row in lists.rows(file, Application, ("amount",), text)]

    assert purposes("le chan") == purposes("t01") == purposes("chan 999180000001") == [50_000_000]
    assert purposes("le khe") == purposes("chan t02") == []


def test_what_still_refers_to_a_record(file: WardFile, asked: Application) -> None:
    def references(record: Application | Group | Member) -> int:
        return lists.references(file, TABLES.values(), table_name(type(record)), record.id)

    member, group = records.get(file, Member, asked.member), records.get(file, Group, asked.group)
    assert references(asked) == 0
    assert references(member) == 1
    assert references(group) == 2, "the member and the application"
    meeting = new_meeting(file, group, asked)
    assert references(asked) == 1, "a line of the meeting"
    with records.writing(file, "remove") as write:
        write.remove(meeting, "entered twice", TODAY)
    assert references(asked) == 0


def test_a_record_named_by_a_day_shows_it_as_one_reads_it(tmp_path: Path) -> None:
    file = new_file(tmp_path / "days")
    group = new_group(file)
    early, late = (
        save(
            file,
            Collection(group=group.id, month=date(2026, month, 1), held_on=date(2026, month, 15)),
        )
        for month in (4, 11)
    )
    check = save(file, UseCheck(group=group.id, checked_on=date(2026, 5, 7)))
    assert lists.labels(file, Collection, [early.id, late.id]) == {
        early.id: "04/2026",
        late.id: "11/2026",
    }
    assert (
        lists.labels(file, UseCheck, [check.id])
        == {check.id: "07/05/2026"}
        == {check.id: lists.name_of(check)}
    )
    assert [code for code, _label in lists.choices(file, Collection)] == [
        str(late.id),
        str(early.id),
    ], "newest first"
    file.close()
