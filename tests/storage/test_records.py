"""Records in and out of the file, each change with its trail."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdesk.domain.applications import Application, PlanLine
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.people import Household
from lcdesk.domain.ward import Association
from lcdesk.storage import guards, records
from lcdesk.storage.database import WardFile
from tests.domain.made import made
from tests.storage.wards import (
    TODAY,
    USER,
    new_file,
    new_group,
    new_member,
    new_programme,
    reopened,
    save,
)

STALE = "This record was changed meanwhile. Open it again; what you typed is kept in the form."
GONE = "This record is not in the file any more."


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardFile]:
    """A file that minds neither references to nothing nor changes of a closed meeting, for made-up records."""
    file = new_file(tmp_path_factory.mktemp("records") / "x")
    file.db.execute("PRAGMA foreign_keys = OFF")
    guards.lift(file.db)
    yield file
    file.close()


class Enough(Exception):
    """Take back what an example wrote."""


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
def test_a_saved_record_is_read_back_as_it_was(
    table: str, data: st.DataObject, loose: WardFile
) -> None:
    cls = TABLES[table]
    first, second = (replace(data.draw(made(cls)), id=0, version=0) for _ in range(2))
    with suppress(Enough), loose.atomically():
        write = records.begin(loose, "save")
        saved = write.save(first)
        assert saved == replace(first, id=saved.id, version=1) == records.get(loose, cls, saved.id)
        changed = write.save(replace(second, id=saved.id, version=1))
        assert (
            changed == replace(second, id=saved.id, version=2) == records.get(loose, cls, saved.id)
        )
        raise Enough


def trail(file: WardFile) -> list[tuple[int | str | dict[str, Any] | None, ...]]:
    sql = (
        'SELECT v.name, v.actor, t.record, t.subject, t."before", t."after" '
        "FROM trail t JOIN verb v ON v.id = t.verb ORDER BY t.id"
    )
    return [
        (*row[:4], *(json.loads(each) if each else None for each in row[4:]))
        for row in file.db.execute(sql)
    ]


def test_every_change_is_kept_with_who_and_what(file: WardFile) -> None:
    first = save(file, Association(name="Hội Nông dân"), "add")
    second = save(file, replace(first, officer="Lê Khế"), "change")
    with records.writing(file, "remove") as write:
        write.remove(second, "entered twice", TODAY)
    plain = {
        "id": first.id,
        "past": [],
        "name": "Hội Nông dân",
        "officer": "",
        "office": "Chủ tịch",
        "phone": "",
    }
    named = {**plain, "officer": "Lê Khế"}
    assert trail(file) == [
        ("add", USER, "association", first.id, None, plain),
        ("change", USER, "association", first.id, plain, named),
        ("remove", USER, "association", first.id, named, None),
    ]


def test_a_verb_has_its_moment_with_its_zone(file: WardFile) -> None:
    save(file, Association(name="Hội Nông dân"))
    (moment,) = file.db.execute("SELECT done_at FROM verb").fetchone()
    assert datetime.fromisoformat(moment).utcoffset() is not None


def test_a_verb_names_the_tables_it_touched(file: WardFile) -> None:
    with records.writing(file, "save") as write:
        write.save(Association(name="Hội Nông dân"))
        write.save(Household(name="Lê Chân"))
    assert write.touched == {"association", "household"}


def test_a_stale_record_is_refused(file: WardFile) -> None:
    first = save(file, Association(name="Hội Nông dân"))
    save(file, replace(first, officer="Lê Khế"))
    actions: tuple[Callable[[records.Writing], object], ...] = (
        lambda write: write.save(replace(first, officer="Vũ Sồi")),
        lambda write: write.remove(first, "x", TODAY),
    )
    for action in actions:
        with pytest.raises(Refused, match=STALE), records.writing(file, "save") as write:
            action(write)
    assert records.get(file, Association, first.id).officer == "Lê Khế"
    assert len(trail(file)) == 2


def test_a_stale_line_is_refused_too(file: WardFile) -> None:
    home = save(file, Household(name="Lê Chân"))
    save(file, home.with_class(2026, "poor"))
    with pytest.raises(Refused, match=STALE):
        save(file, home.with_class(2026, "escaped"))
    assert records.get(file, Household, home.id).class_in(2026) == "poor"


def test_a_removed_record_is_out_of_sight_and_still_there(file: WardFile) -> None:
    saved = save(file, Association(name="Hội Nông dân"))
    with records.writing(file, "remove") as write:
        write.remove(saved, "entered twice", TODAY)
    assert records.find(file, Association) == []
    with pytest.raises(Refused, match=GONE):
        records.get(file, Association, saved.id)
    with pytest.raises(Refused, match=GONE):
        save(file, replace(saved, version=2))
    kept = file.db.execute("SELECT name, removed_on, removed_reason FROM association").fetchall()
    assert kept == [("Hội Nông dân", "2026-09-05", "entered twice")]


def test_a_removal_wants_a_reason(file: WardFile) -> None:
    saved = save(file, Association(name="Hội Nông dân"))
    with (
        pytest.raises(Refused, match="Please write a reason"),
        records.writing(file, "remove") as write,
    ):
        write.remove(saved, "", TODAY)
    assert len(records.find(file, Association)) == 1


def test_ids_of_removed_records_are_not_used_again(file: WardFile) -> None:
    saved = save(file, Association(name="Hội Nông dân"))
    with records.writing(file, "remove") as write:
        write.remove(saved, "entered twice", TODAY)
    assert save(file, Association(name="Hội Cựu chiến binh")).id > saved.id


def test_lines_keep_their_order_and_are_replaced_whole(file: WardFile) -> None:
    group = new_group(file)
    member = new_member(file, group, "Lê Chân")
    lines = tuple(
        PlanLine(item=item, amount=amount) for item, amount in (("Bò", 3), ("Ao", 2), ("Bò", 3))
    )
    asked = Application(
        group=group.id, member=member.id, programme=new_programme(file).id, amount=8, lines=lines
    )
    saved = save(file, asked)
    assert records.get(file, Application, saved.id).lines == lines
    changed = save(file, replace(saved, lines=lines[::-1][:2]))
    assert records.get(file, Application, saved.id).lines == changed.lines == (lines[2], lines[1])
    assert file.db.execute("SELECT count(*) FROM plan_line").fetchone() == (2,)


def test_records_are_found_by_their_values_in_vietnamese_order(file: WardFile) -> None:
    for name in ("Nguyễn Văn Ước", "Đỗ Thị Ất", "Trần Dung", "Lê Đào", "An", "Phạm Âu"):
        save(file, Household(name=name))
    names = [each.name for each in records.find(file, Household)]
    assert names == ["An", "Đỗ Thị Ất", "Phạm Âu", "Trần Dung", "Lê Đào", "Nguyễn Văn Ước"]
    assert [each.name for each in records.find(file, Household, name="Lê Đào")] == ["Lê Đào"]
    assert records.find(file, Household, name="Không ai") == []


def test_what_was_saved_is_there_in_the_next_session(file: WardFile) -> None:
    saved = save(file, Household(name="Lê Chân").with_class(2026, "poor"))
    again = reopened(file)
    assert records.find(again, Household) == [saved]
    again.close()


def test_text_of_every_sort_is_only_text(file: WardFile) -> None:
    text = "'; DROP TABLE association; -- \" % _ {x} ộ 😀 \\"
    saved = save(file, Association(name=text))
    assert records.get(file, Association, saved.id).name == text


def test_records_are_read_by_their_ids_at_once_and_a_missing_one_is_refused(
    tmp_path: Path,
) -> None:
    with closing(new_file(tmp_path / "x")) as file:
        ids = [save(file, Association(name=f"Hội {code}")).id for code in "AB"]
        assert records.by_id(file, Association, reversed(ids)) == {
            id: records.get(file, Association, id) for id in ids
        }
        assert records.by_id(file, Association, []) == {}
        with pytest.raises(Refused, match=GONE):
            records.by_id(file, Association, [*ids, 999])
