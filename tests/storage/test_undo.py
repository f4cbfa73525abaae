"""The last steps are taken back one by one, and never over a later change."""

from dataclasses import replace

import pytest

from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.people import Household
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association
from lcdesk.storage import checking, database, records, undo
from tests.storage.wards import TODAY, save

NOTHING = "There is nothing to undo."


def undone(file: database.WardFile) -> tuple[str, frozenset[str]]:
    return undo.undo_last(file, TABLES, TODAY)


def refused(file: database.WardFile, sentence: str) -> None:
    before = file.db.execute("SELECT count(*) FROM verb").fetchone()
    with pytest.raises(Refused, match=sentence):
        undone(file)
    assert file.db.execute("SELECT count(*) FROM verb").fetchone() == before


def names(file: database.WardFile) -> list[str]:
    return [each.name for each in records.find(file, Association)]


def remove(file: database.WardFile, record: Entity) -> None:
    with records.writing(file, "remove") as write:
        write.remove(record, "entered twice", TODAY)


def test_an_addition_is_taken_back(file: database.WardFile) -> None:
    save(file, Association(name="Hội Nông dân"), "add")
    assert undone(file) == ("add", frozenset({"association"}))
    assert names(file) == []
    assert file.db.execute("SELECT removed_reason FROM association").fetchone() == ("undone",)


def test_a_change_is_taken_back_with_its_lines(file: database.WardFile) -> None:
    first = save(file, Household(name="Lê Chân").with_class(2025, "poor"))
    save(file, replace(first, name="Lê Khế").with_class(2026, "escaped"), "change")
    assert undone(file)[0] == "change"
    assert records.get(file, Household, first.id) == replace(first, version=3)


def test_a_removal_is_taken_back_and_the_trail_says_so(file: database.WardFile) -> None:
    saved = save(file, Association(name="Hội Nông dân"))
    remove(file, saved)
    assert undone(file)[0] == "remove"
    assert records.get(file, Association, saved.id) == replace(saved, version=3)
    sql = "SELECT v.name, t.\"before\" = '' FROM trail t JOIN verb v ON v.id = t.verb ORDER BY t.id DESC"
    assert file.db.execute(sql).fetchone() == ("undo remove", 1)


def test_several_records_of_one_verb_go_back_together(file: database.WardFile) -> None:
    with records.writing(file, "add") as write:
        home = write.save(Household(name="Lê Chân"))
        write.save(home.with_class(2026, "poor"))
        write.save(Association(name="Hội Nông dân"))
    assert undone(file) == ("add", frozenset({"association", "household"}))
    assert names(file) == [] and records.find(file, Household) == []


def test_a_chain_of_steps_goes_back_one_by_one(file: database.WardFile) -> None:
    saved = save(file, Association(name="1"), "add")
    for name in ("2", "3"):
        saved = save(file, replace(saved, name=name), f"change to {name}")
    remove(file, saved)
    seen = []
    for expected in ("remove", "change to 3", "change to 2", "add"):
        assert undone(file)[0] == expected
        seen.append(names(file))
    assert seen == [["3"], ["2"], ["1"], []]
    refused(file, NOTHING)
    assert checking.check(file.db) == []


def test_a_new_step_after_an_undo_is_the_next_to_go(file: database.WardFile) -> None:
    first = save(file, Association(name="1"), "add")
    save(file, replace(first, name="2"), "change")
    undone(file)
    current = records.get(file, Association, first.id)
    save(file, replace(current, name="3"), "change again")
    assert [undone(file)[0], undone(file)[0]] == ["change again", "add"]


def test_nothing_to_undo(file: database.WardFile) -> None:
    refused(file, NOTHING)


def test_some_verbs_have_a_way_back_of_their_own(file: database.WardFile) -> None:
    save(file, Association(name="Hội Nông dân"))
    with records.writing(file, "close_meeting", undoable=False) as write:
        write.save(Association(name="Hội Cựu chiến binh"))
    refused(file, "it has a way back of its own")
    assert len(names(file)) == 2


def test_what_was_changed_since_is_not_undone(file: database.WardFile) -> None:
    saved = save(file, Association(name="Hội Nông dân"), "add")
    other = save(file, Association(name="Hội Cựu chiến binh"), "add")
    file.db.execute(
        "UPDATE association SET officer = 'someone', version = version + 1 WHERE id = ?", [other.id]
    )
    refused(file, "the record was changed since")
    assert len(names(file)) == 2
    file.db.execute(
        "UPDATE association SET officer = '', version = version + 1 WHERE id = ?", [other.id]
    )
    assert [undone(file)[0], undone(file)[0]] == ["add", "add"]
    assert saved.id and names(file) == []


def test_an_undo_that_the_file_refuses_keeps_all(file: database.WardFile) -> None:
    first = save(file, Programme(code="HN", name="1"))
    remove(file, first)
    file.db.execute("INSERT INTO programme (code, name) VALUES ('HN', '2')")
    refused(file, "This does not fit what is in the file, and nothing was changed")
    assert [each.name for each in records.find(file, Programme)] == ["2"]
