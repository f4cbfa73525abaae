"""What is wrong inside a file is found, and said in a sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lcdesk.domain.ward import Association
from lcdesk.storage import checking, database
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import Damaged
from tests.storage.test_copies import damaged
from tests.storage.wards import PASSWORD, new_group, new_member, save


def ways(file: WardFile) -> Iterator[list[str]]:
    """As the command asks, and as the window does behind one's typing."""
    yield checking.check(file.db)
    yield checking.check_in_steps(file.db, lambda _step: None)


def test_nothing_is_wrong_with_a_whole_file(file: WardFile) -> None:
    assert list(ways(file)) == [[], []]


def test_damaged_pages_are_counted(file: WardFile) -> None:
    group = new_group(file)
    for number in range(40):
        new_member(file, group, "Lê Khế", number)
    file.close()
    for page in (20, 31):
        damaged(file.path, page)
    again = database.open_file(file.path, PASSWORD)
    told = ["2 pages of the file are damaged: 20, 31."]
    assert list(ways(again)) == [told, told]
    again.close()


def test_a_file_that_was_cut_off_has_damaged_pages(file: WardFile, path: Path) -> None:
    save(file, Association(name="Hội Nông dân"))
    file.close()
    again = database.open_file(path, PASSWORD)
    (pages,) = again.db.execute("PRAGMA page_count").fetchone()
    again.close()
    with path.open("r+b") as out:
        out.truncate((pages - 2) * 4096)
    with pytest.raises(Damaged):
        database.open_file(path, PASSWORD)


def test_a_reference_to_nothing_is_named(file: WardFile) -> None:
    group = new_group(file)
    member = new_member(file, group, "Lê Khế", 1)
    file.db.execute("PRAGMA foreign_keys = OFF")
    file.db.execute('UPDATE member SET "group" = 99 WHERE id = ?', [member.id])
    told = [f"1 records point to one that is not there: member {member.id} → group."]
    assert list(ways(file)) == [told, told]


def test_each_table_is_a_step_so_that_it_can_be_left(file: WardFile) -> None:
    steps: list[int] = []
    checking.check_in_steps(file.db, steps.append)
    (tables,) = file.db.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
    ).fetchone()
    assert steps == list(range(tables + 1))
