"""What can be read of a damaged file goes into a new one; gaps are filled or named."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lcdesk.actions import files
from lcdesk.demo.ward import make_sample
from lcdesk.domain.entities import ENTITIES
from lcdesk.domain.errors import Refused
from lcdesk.domain.people import Member
from lcdesk.domain.ward import Association
from lcdesk.storage import (
    checking,
    connection,
    database,
    journals,
    keys,
    ledger,
    records,
    slots,
    undo,
)
from lcdesk.storage.connection import connect
from lcdesk.storage.database import WardFile
from lcdesk.storage.salvage import repair
from lcdesk.storage.salvage.pages import PAGE_BYTES, SoundPages
from lcdesk.storage.salvage.repair import named
from lcdesk.storage.salvage.trees import TreePages
from lcdesk.storage.slots import Slots
from tests import old_wards, test_old_wards
from tests.storage.test_crash import half_written
from tests.storage.wards import CHEAP, PASSWORD, USER, beside

Tables = dict[str, Counter[tuple[Any, ...]]]
OWN = {"verb", "about", "_sqlite_migrations"}
"""Tables into which the repair itself writes."""


@dataclass
class Sample:
    """A ward with meetings, loans and a ledger, closed; what it holds, and what its pages are."""

    data: bytes
    key: bytes
    slots: Slots
    rows: Tables
    roots: dict[str, int]
    trees: TreePages

    def damaged(self, *pages: int) -> bytes:
        data = bytearray(self.data)
        for page in pages:
            data[(page - 1) * PAGE_BYTES + 1000] ^= 1
        return bytes(data)

    def rows_on(self, page: int) -> int:
        """How many rows go with a page; one, where it is a further page of a long row."""
        found = self.trees.get(page)
        return 0 if found and found.is_way else len(found.cells) if found else 1

    def leaves(self, table: str, page: int = 0) -> Iterator[int]:
        page = page or self.roots[table]
        found = self.trees.get(page)
        further = [*(cell.child for cell in found.cells), found.last] if found.last else []
        yield from () if found.is_way else [page]
        for each in further:
            yield from self.leaves(table, each)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    path = tmp_path_factory.mktemp("sample") / "ward.lcdesk"
    make_sample(path, PASSWORD, 1, 12, 1, 1, CHEAP).close()
    data = path.read_bytes()
    _user, key, found = keys.unwrap(path, PASSWORD)
    pages = SoundPages(path, key, bytes.fromhex(found.mark))
    with closing(database.open_with_key(path, USER, key, found)) as file:
        roots = dict(file.db.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
        return Sample(data, key, found, tables(file), roots, TreePages(pages))


def tables(file: WardFile) -> Tables:
    names = file.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert checking.check(file.db) == []
    return {name: Counter(file.db.execute(f'SELECT * FROM "{name}"')) for (name,) in names}


class Repaired(NamedTuple):
    told: str
    rows: Tables
    path: Path

    def lost(self, sample: Sample) -> dict[str, int]:
        """How many rows of each table are not there any more as they were."""
        gone = {name: (sample.rows[name] - self.rows[name]).total() for name in sample.rows}
        return {name: count for name, count in gone.items() if count and name not in OWN - {"verb"}}

    def tells(self, table: str) -> bool:
        return f"{named(table)}:" in self.told


def repaired(sample: Sample, folder: Path, data: bytes) -> Repaired:
    """Repair these bytes with the keys of the sample, and look at what came of it."""
    path, target = folder / "ward.lcdesk", folder / "repaired.lcdesk"
    path.write_bytes(data)
    slots.write(path, sample.slots)
    for each in folder.glob("repaired*"):
        each.unlink()
    salvage = repair.repair(path, USER, sample.key, sample.slots, target)
    assert path.read_bytes() == data
    with closing(database.open_with_key(target, USER, sample.key, sample.slots)) as file:
        rows = tables(file)
    return Repaired("\n".join(salvage.told), rows, target)


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    yield
    assert [each.name for each in tmp_path.glob("*.source*")] == []
    assert [each.name for each in tmp_path.glob("*.new*")] == []


def test_a_whole_file_is_repaired_to_an_equal_one(sample: Sample, tmp_path: Path) -> None:
    told, rows, _path = found = repaired(sample, tmp_path, sample.data)
    assert (told, found.lost(sample)) == ("", {})
    assert (rows["verb"] - sample.rows["verb"]).total() == 1
    assert all(rows[name] == sample.rows[name] for name in rows.keys() - {"verb", "about"})
    assert beside(tmp_path / "ward.lcdesk") == sorted(
        f"{name}.lcdesk{suffix}" for name in ("repaired", "ward") for suffix in ("", ".keys")
    )


KEPT_ONCE = {"verb", "trail", "entry", "frozen_paper"}
"""What stands nowhere else as it was written."""


def test_a_damaged_page_takes_no_more_with_it_than_its_own_rows(
    sample: Sample, tmp_path: Path
) -> None:
    """A sample of all pages; each was tried once by hand."""
    pages = range(3, len(sample.data) // PAGE_BYTES, 23)
    for page in pages:
        found = repaired(sample, tmp_path, sample.damaged(page))
        lost = found.lost(sample)
        assert sum(lost.values()) <= sample.rows_on(page), (page, lost)
        assert lost.keys() <= KEPT_ONCE, (page, lost)
        assert all(found.tells(table) for table in lost), (page, lost, found.told)
        assert amounts(found.rows) == amounts(sample.rows), page


def amounts(found: Tables) -> list[str]:
    """Id, loan, member, day, kind, amount, sheet and reversal of every entry of the ledger."""
    return sorted(str((row[0], *row[2:7], *row[9:])) for row in found["entry"])


def test_each_table_has_a_name_for_people(sample: Sample) -> None:
    assert {name for name in sample.rows if named(name) == name} == set(repair.MADE_ANEW)


@pytest.mark.parametrize("page", [1, 2])
def test_the_first_pages_take_nothing(sample: Sample, tmp_path: Path, page: int) -> None:
    found = repaired(sample, tmp_path, sample.damaged(page))
    assert (found.told, found.lost(sample)) == ("", {})


def test_no_page_of_the_list_of_tables_takes_anything(sample: Sample, tmp_path: Path) -> None:
    first = sample.trees.get(1)
    pages = [*(cell.child for cell in first.cells), first.last]
    assert len(pages) > 10
    for each in ([1], pages[:1], pages[3:4], pages[-1:], [1, *pages]):
        found = repaired(sample, tmp_path, sample.damaged(*each))
        assert found.lost(sample) == {}, each
        assert each == [1, *pages] or "lost" not in found.told


def test_pages_of_two_tables_that_hold_the_same_kinds_of_values_are_not_mixed(
    tmp_path: Path,
) -> None:
    """Associations and wording, each of four texts, in a file that begins them elsewhere."""
    stored = old_wards.FOLDER / f"m0014/loan-paid-out{old_wards.SUFFIX}{slots.SUFFIX}"
    old = test_old_wards.copied(stored, tmp_path)
    user, key, found = keys.unwrap(old.path, next(iter(old.passwords.values())))
    data = bytearray(old.path.read_bytes())
    data[10 * PAGE_BYTES + 1000] ^= 1  # of the list of tables
    old.path.write_bytes(data)
    target = tmp_path / "repaired.lcdesk"
    told = repair.repair(old.path, user, key, found, target).told
    assert any(each.startswith("texts of papers: ") for each in told)
    with closing(database.open_with_key(target, user, key, found)) as file:
        assert [each.name for each in records.find(file, Association)] == [
            "Hội Liên hiệp Phụ nữ",
            "Hội Nông dân",
        ]


@pytest.mark.parametrize("table", ["trail", "wording", "entry", "verb", "frozen_paper"])
def test_what_only_leads_to_other_pages_takes_nothing(
    sample: Sample, tmp_path: Path, table: str
) -> None:
    assert sample.trees.get(sample.roots[table]).is_way
    found = repaired(sample, tmp_path, sample.damaged(sample.roots[table]))
    assert (found.told, found.lost(sample)) == ("", {})


def test_a_page_behind_a_damaged_one_that_is_damaged_too_is_named(
    sample: Sample, tmp_path: Path
) -> None:
    leaf = list(sample.leaves("trail"))[5]
    found = repaired(sample, tmp_path, sample.damaged(sample.roots["trail"], leaf))
    assert found.lost(sample) == {"trail": sample.rows_on(leaf)}
    numbers = sorted(row[0] for row in sample.rows["trail"] - found.rows["trail"])
    assert f"{numbers[0]}–{numbers[-1]}" in found.told


def test_a_long_row_behind_a_damaged_page_is_named_where_it_is_damaged_too(
    sample: Sample, tmp_path: Path
) -> None:
    trees = sample.trees
    further = max(page for page in trees.sound.numbers() if not trees.get(page))
    pages = (sample.roots["frozen_paper"], further)
    found = repaired(sample, tmp_path, sample.damaged(*pages))
    assert found.lost(sample) == {"frozen_paper": 1} and found.tells("frozen_paper")


def test_entries_come_from_the_indexes_and_are_taken_back_alone(
    sample: Sample, tmp_path: Path
) -> None:
    """What one step entered is taken back together; those of a lost page came with many steps."""
    found = repaired(sample, tmp_path, sample.damaged(*sample.leaves("entry")))
    assert amounts(found.rows) == amounts(sample.rows)
    assert "filled from the indexes" in found.told
    with closing(database.open_file(found.path, PASSWORD)) as file:
        filled = ledger.everything(file)
        assert all(ledger.posted_with(file, each) == [each] for each in filled[:5])
        assert {each.receipt for each in filled} > {""}


def test_members_come_from_the_trail(sample: Sample, tmp_path: Path) -> None:
    found = repaired(sample, tmp_path, sample.damaged(*sample.leaves("member")))
    count = len(sample.rows["member"])
    assert found.lost(sample) == {}
    assert found.told == f"members: {count} filled from the trail: 1–{count}"


def test_a_record_that_is_gone_leaves_its_number_and_what_the_indexes_say(
    sample: Sample, tmp_path: Path
) -> None:
    pages = [*sample.leaves("member"), *sample.leaves("trail"), *sample.leaves("meeting")]
    found = repaired(sample, tmp_path, sample.damaged(*pages))
    assert amounts(found.rows) == amounts(sample.rows)
    assert f"stands in the place of 1–{len(sample.rows['member'])}" in found.told
    with closing(database.open_file(found.path, PASSWORD)) as file:
        members = records.find(file, Member)
        assert all(each.name.startswith(f"(lost) {each.id}: ") for each in members)
        assert {each.citizen_id for each in members} == {row[6] for row in sample.rows["member"]}
        assert all(records.find(file, cls) or True for cls in ENTITIES), "each can be read"


def test_references_that_must_be_there_lead_to_something(sample: Sample, tmp_path: Path) -> None:
    lost = ("member", "household", "loan", "group", "trail")
    pages = [page for table in lost for page in sample.leaves(table)]
    indexes = [name for name in sample.roots if name.startswith(lost) and name not in lost]
    pages += [page for name in indexes if sample.roots[name] for page in sample.leaves(name)]
    found = repaired(sample, tmp_path, sample.damaged(*pages))
    with closing(database.open_file(found.path, PASSWORD)) as file:
        assert all(each.group for each in records.find(file, Member))


@pytest.mark.parametrize("share", [3, 20, 60])
def test_many_pages_at_once(sample: Sample, tmp_path: Path, share: int) -> None:
    count = len(sample.data) // PAGE_BYTES
    pages = random.Random(share).sample(range(1, count + 1), count * share // 100)
    found = repaired(sample, tmp_path, sample.damaged(*pages))
    lost = [table for table in found.lost(sample) if table in repair.TABLE_NAMES]
    assert lost and all(found.tells(table) for table in lost)
    kept = {row[0] for row in found.rows["entry"]}
    known = {str((row[0], *row[2:7], *row[9:])) for row in sample.rows["entry"] if row[0] in kept}
    assert set(amounts(found.rows)) == known or found.tells("entry")


@pytest.mark.parametrize("zeros", [False, True])
def test_a_file_whose_end_is_gone(sample: Sample, tmp_path: Path, zeros: bool) -> None:
    at = len(sample.data) * 4 // 5 + 7
    found = repaired(sample, tmp_path, sample.data[:at] + bytes((len(sample.data) - at) * zeros))
    assert all(found.tells(table) for table in found.lost(sample))
    assert found.rows["member"] == sample.rows["member"]


def test_a_damaged_mark_is_known_from_the_key_slots(sample: Sample, tmp_path: Path) -> None:
    path, target = tmp_path / "ward.lcdesk", tmp_path / "new.lcdesk"
    path.write_bytes(bytes([sample.data[0] ^ 1]) + sample.data[1:])
    slots.write(path, sample.slots)
    file, salvage = files.repair_closed(path, PASSWORD, target)
    file.close()
    assert salvage.told == () and slots.mark_in(target) == sample.slots.mark
    slots.path_of(path).unlink()
    target.unlink()  # and from the slots behind its last page, too
    files.repair_closed(path, PASSWORD, target)[0].close()


def test_nothing_is_written_over_and_an_open_file_is_left_alone(
    sample: Sample, tmp_path: Path
) -> None:
    ward, other = tmp_path / "ward.lcdesk", tmp_path / "repaired.lcdesk"
    ward.write_bytes(sample.data)
    slots.write(ward, sample.slots)
    other.write_text("dear to somebody")
    with pytest.raises(Refused, match="there already"):
        files.repair_closed(ward, PASSWORD, other)
    assert other.read_text() == "dear to somebody"
    other.unlink()
    file = database.open_file(ward, PASSWORD)
    with pytest.raises(Refused, match="already open"):
        files.repair_closed(ward, PASSWORD, other)
    file.close()
    with pytest.raises(Refused, match="password"):
        files.repair_closed(ward, "another sentence", other)


def test_nothing_readable_is_refused(sample: Sample, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a ward file"):
        repaired(sample, tmp_path, sample.data[:16] + bytes(len(sample.data) - 16))
    assert beside(tmp_path / "ward.lcdesk") == ["ward.lcdesk", "ward.lcdesk.keys"]


def test_a_newer_file_is_refused(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    path.write_bytes(sample.data)
    db = connect(path, sample.key)
    sql = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, '')"
    db.execute(sql, ["lcdesk", "m0099_weather"])
    db.execute("UPDATE about SET value = '9.9' WHERE name = 'written_by'")
    db.close()
    with pytest.raises(Refused, match=r"by version 9\.9 .* m0099_weather"):
        repaired(sample, tmp_path, path.read_bytes())


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


def test_a_long_text_of_which_a_page_is_damaged_is_not_given_with_noughts(
    sample: Sample, tmp_path: Path
) -> None:
    ward = tmp_path / "ward.lcdesk"
    ward.write_bytes(sample.data)
    with closing(database.open_with_key(ward, USER, sample.key, sample.slots)) as file:
        file.db.execute("INSERT INTO draft VALUES ('long', ?, '2026-09-20')", ["é" * 30_000])
        (pages,) = file.db.execute("PRAGMA page_count").fetchone()
    data = bytearray(ward.read_bytes())
    data[(pages - 1) * PAGE_BYTES + 1000] ^= 1
    ward.write_bytes(data)
    with closing(connection.connect(ward, sample.key)) as db:
        (text,) = db.execute("SELECT content FROM draft WHERE place = 'long'").fetchone()
    assert "\0" in text, "should SQLCipher say so itself, `connection.whole` can go"
    found = repaired(sample, tmp_path, bytes(data))
    assert found.tells("draft") and not found.rows["draft"]


def test_the_mark_and_the_passwords_are_those_of_before_and_undo_stops_there(
    sample: Sample, tmp_path: Path
) -> None:
    path = repaired(sample, tmp_path, sample.data).path
    slots.path_of(path).unlink()
    assert slots.mark_in(path) == sample.slots.mark
    with (
        closing(database.open_file(path, PASSWORD)) as file,
        pytest.raises(Refused, match="cannot be undone"),
    ):
        undo.undo_last(file, {}, old_wards.TODAY)


@pytest.mark.parametrize(
    "name", ["m0014/member-saved", "m0014/loan-paid-out", "m0016/loan-paid-out"]
)
@pytest.mark.parametrize("share", [0, 4, 15])
def test_a_file_of_an_older_program_is_brought_up_to_date(
    tmp_path: Path, name: str, share: int
) -> None:
    stored = old_wards.FOLDER / f"{name}{old_wards.SUFFIX}{slots.SUFFIX}"
    old = test_old_wards.copied(stored, tmp_path)
    data, password = bytearray(old.path.read_bytes()), next(iter(old.passwords.values()))
    count = len(data) // PAGE_BYTES
    for number in random.Random(share).sample(range(1, count + 1), count * share // 100):
        data[(number - 1) * PAGE_BYTES + 2000] ^= 1
    old.path.write_bytes(data)
    file, salvage = files.repair_closed(old.path, password, tmp_path / "new.lcdesk")
    with closing(file):
        found = tables(file)
        assert (bool(salvage.told), file.kept) == (bool(share), None)
    if not share:
        shutil.copy(old.path, tmp_path / "whole.lcdesk")
        with closing(files.open_ward(tmp_path / "whole.lcdesk", password)) as file:
            whole = tables(file)
        names = whole.keys() - OWN - {"trail"}
        assert {each for each in names if whole[each] != found[each]} == set()
