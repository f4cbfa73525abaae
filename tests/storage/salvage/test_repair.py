"""What can be read of a damaged file goes into a new one; gaps are filled or named."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lcdesk.actions import files
from lcdesk.demo.ward import make_sample
from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import (
    checking,
    connection,
    database,
    journals,
    keys,
    ledger,
    records,
    repair,
    slots,
)
from lcdesk.storage.refusing import Damaged
from lcdesk.storage.salvage.repair import Salvage, named
from lcdesk.storage.salvage.tables import FARTHEST, Span, without
from tests.storage.test_crash import half_written
from tests.storage.wards import PASSWORD, USER, beside

Tables = dict[str, set[tuple[Any, ...]]]
OWN = {"verb", "about"}
"""Tables into which the repair itself writes."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward with meetings, loans and a ledger, closed."""
    path = tmp_path_factory.mktemp("sample") / "ward.lcdesk"
    make_sample(path, PASSWORD, 1, 12, 1, 1).close()
    return path


@pytest.fixture
def ward(sample: Path, tmp_path: Path) -> Path:
    for each in sample.parent.iterdir():
        shutil.copy(each, tmp_path)
    return tmp_path / sample.name


def tables(path: Path) -> Tables:
    file = database.open_file(path, PASSWORD)
    names = file.db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    found = {name: set(file.db.execute(f'SELECT * FROM "{name}"')) for (name,) in names}
    assert checking.check(file.db) == []
    file.close()
    return found


@pytest.fixture(scope="module")
def before(sample: Path) -> Tables:
    return tables(sample)


def flip(path: Path, *pages: int) -> None:
    with path.open("r+b") as out:
        for page in pages:
            out.seek((page - 1) * 4096 + 1000)
            byte = out.read(1)[0]
            out.seek(-1, 1)
            out.write(bytes([byte ^ 1]))


def repaired(path: Path) -> tuple[Salvage, Tables]:
    target = path.with_name("repaired.lcdesk")
    file, salvage = files.repair_closed(path, PASSWORD, target)
    file.close()
    return salvage, tables(target)


def changed(before: Tables, after: Tables) -> set[str]:
    return {name for name in before if name not in OWN and before[name] != after[name]}


def pages_of(path: Path) -> int:
    return path.stat().st_size // 4096


def test_a_whole_file_is_repaired_to_an_equal_one(ward: Path, before: Tables) -> None:
    was = ward.read_bytes()
    salvage, after = repaired(ward)
    assert salvage.told == () and changed(before, after) == set()
    assert len(after["verb"] - before["verb"]) == 1 and before["verb"] < after["verb"]
    assert ward.read_bytes() == was
    assert beside(ward) == sorted(
        f"{name}{suffix}" for name in ("repaired.lcdesk", ward.name) for suffix in ("", ".keys")
    )


def told_of(salvage: Salvage, table: str) -> bool:
    return any(each.startswith(f"{named(table)}:") for each in salvage.told)


def test_whatever_page_is_damaged_the_rest_is_kept_and_the_money_with_it(
    ward: Path, before: Tables
) -> None:
    """Pages all over the file, one after the other; some hold the list of tables."""
    good = ward.read_bytes()
    refused = 0
    for page in range(4, pages_of(ward), 23):
        ward.write_bytes(good)
        flip(ward, page)
        for each in ward.parent.glob("repaired*"):
            each.unlink()
        try:
            salvage, after = repaired(ward)
        except Damaged:
            refused += 1
            continue
        for table in changed(before, after):
            assert told_of(salvage, table), (page, table, salvage.told)
        assert amounts(before) == amounts(after), page
        if "member" in changed(before, after):
            assert len(before["member"]) == len(after["member"])
    assert refused <= 3


def amounts(found: Tables) -> list[tuple[int, str, int]]:
    """Id, kind and amount of every entry of the ledger."""
    return sorted((row[0], row[5], row[6]) for row in found["entry"])


def test_many_damaged_pages_at_once(ward: Path, before: Tables) -> None:
    good = ward.read_bytes()
    for first in range(60, 64):
        ward.write_bytes(good)
        flip(ward, *range(first, pages_of(ward), 4))
        with suppress(Damaged):  # the list of tables is among them
            salvage, after = repaired(ward)
            break
    for table in changed(before, after):
        assert told_of(salvage, table), (table, salvage.told)
    kept = {row[0] for row in after["entry"]}
    assert all(row in amounts(before) for row in amounts(after) if row[0] in kept)


def test_a_file_whose_end_is_gone(ward: Path, before: Tables) -> None:
    whole = (pages_of(ward) * 4 // 5) * 4096
    data = ward.read_bytes()
    ward.write_bytes(data[:whole] + bytes(len(data) - whole))
    salvage, after = repaired(ward)
    for table in changed(before, after):
        assert told_of(salvage, table), (table, salvage.told)


@pytest.mark.parametrize("page", [1, 2])
def test_without_the_list_of_tables_it_is_refused_in_a_sentence(ward: Path, page: int) -> None:
    flip(ward, page)
    with pytest.raises(Refused):
        repaired(ward)
    assert not ward.with_name("repaired.lcdesk").exists()


def test_nothing_is_written_over_and_an_open_file_is_left_alone(ward: Path) -> None:
    other = ward.with_name("repaired.lcdesk")
    other.write_text("dear to somebody")
    with pytest.raises(Refused, match="there already"):
        repaired(ward)
    assert other.read_text() == "dear to somebody"
    other.unlink()
    file = database.open_file(ward, PASSWORD)
    with pytest.raises(Refused, match="already open"):
        repaired(ward)
    file.close()
    with pytest.raises(Refused, match="password"):
        files.repair_closed(ward, "another sentence", other)


def test_a_step_that_was_being_written_is_taken_back_in_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    half_written(path)
    journal = journals.path_of(path).read_bytes()
    _user, key, found = keys.unwrap(path, PASSWORD)
    target = path.with_name("repaired.lcdesk")
    repair.repair(path, USER, key, found, target)
    file = database.open_file(target, PASSWORD)
    assert [each.officer for each in records.find(file, Association)] == [""] * 100
    file.close()
    assert journals.path_of(path).read_bytes() == journal


def test_a_long_text_of_which_a_page_is_damaged_is_not_given_with_noughts(ward: Path) -> None:
    file = database.open_file(ward, PASSWORD)
    file.db.execute("INSERT INTO draft VALUES ('long', ?, '2026-09-20')", ["é" * 30_000])
    (pages,) = file.db.execute("PRAGMA page_count").fetchone()
    file.close()
    flip(ward, pages)
    key = database.open_file(ward, PASSWORD)
    key.close()
    db = connection.connect(ward, key.key)
    (text,) = db.execute("SELECT content FROM draft WHERE place = 'long'").fetchone()
    db.close()
    assert "\0" in text, "should SQLCipher say so itself, `connection.whole` can go"
    salvage, after = repaired(ward)
    assert told_of(salvage, "draft") and after["draft"] == set()


def test_numbers_that_were_filled_are_not_named_as_lost() -> None:
    assert without(Span(3, 9), {1, 3, 5, 9, 12}) == [Span(4, 4), Span(6, 8)]
    assert without(Span(3, 5), {3, 4, 5}) == []
    assert without(Span(3, FARTHEST), ()) == [Span(3, FARTHEST)]
    assert [str(each) for each in (Span(4, 4), Span(4, 6))] == ["4", "4–6"]
    assert "beyond" in str(Span(4, FARTHEST))


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    yield
    assert [each.name for each in tmp_path.glob("*.source*")] == []
    assert [each.name for each in tmp_path.glob("*.new*")] == []


def test_the_mark_and_the_passwords_are_those_of_before(ward: Path) -> None:
    mark = slots.mark_in(ward)
    repaired(ward)
    target = ward.with_name("repaired.lcdesk")
    slots.path_of(target).unlink()
    assert slots.mark_in(target) == mark
    database.open_file(target, PASSWORD).close()


def test_an_entry_that_was_filled_is_taken_back_alone(ward: Path) -> None:
    """What one step entered is taken back together; those of a lost page came with many steps."""
    file = database.open_file(ward, PASSWORD)
    (page,) = file.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()
    file.close()
    flip(ward, page)
    salvage, _after = repaired(ward)
    assert told_of(salvage, "entry")
    file = database.open_file(ward.with_name("repaired.lcdesk"), PASSWORD)
    filled = [each for each in ledger.everything(file) if each.note]
    assert len(filled) > 5
    assert all(ledger.posted_with(file, each) == [each] for each in filled[:5])
    file.close()
