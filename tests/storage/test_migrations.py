"""The tables fit the records, and an older file is brought up to date through a copy."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from lcdesk import __version__
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity, Field, Lines, Record, fields_of, table_name
from lcdesk.domain.kinds import Number, Reference, Yes
from lcdesk.domain.ward import Association
from lcdesk.storage import (
    checking,
    connection,
    database,
    guards,
    keys,
    records,
    slots,
    undo,
    versions,
)
from lcdesk.storage import migrations as steps
from lcdesk.storage.connection import Connection
from lcdesk.storage.migrations import migrations
from lcdesk.storage.versions import NEWEST
from tests.domain.made import every_record
from tests.storage.wards import (
    CHEAP,
    PASSWORD,
    TODAY,
    USER,
    beside,
    new_closed_meeting,
    new_file,
    new_group,
    prints,
    reopened,
    save,
)

OWN_COLUMNS = {"id", "version", "removed_on", "removed_reason", "folded", "sort_key"}
LINE_COLUMNS = {"owner", "position"}
NAMES = [each.name for each in migrations._migrations]
RECORDS = [cls for cls in every_record() if cls.__name__ != "NewMember"]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    file = new_file(tmp_path_factory.mktemp("tables") / "x")
    yield file.db
    file.close()


def stored(cls: type[Record]) -> list[Field]:
    return [each for each in fields_of(cls) if not isinstance(each.kind, Lines)]


@pytest.mark.parametrize("cls", RECORDS, ids=table_name)
def test_the_columns_of_a_table_are_the_fields_of_its_record(
    cls: type[Entity], db: Connection
) -> None:
    columns = {
        row[1]: row[2] for row in db.execute(f'PRAGMA table_info("{table_name(cls)}")').fetchall()
    }
    own = OWN_COLUMNS if table_name(cls) in TABLES else LINE_COLUMNS
    assert set(columns) - own == {each.name for each in stored(cls)}, (
        f"a step at the end of lcdesk/storage/migrations.py gives {table_name(cls)} its columns"
    )
    assert own <= set(columns)
    for each in stored(cls):
        number = isinstance(each.kind, Number | Reference | Yes)
        assert columns[each.name] == ("INTEGER" if number else "TEXT"), each.name


@pytest.mark.parametrize("cls", RECORDS, ids=table_name)
def test_every_reference_is_held_by_the_file(cls: type[Entity], db: Connection) -> None:
    rows = db.execute(f'PRAGMA foreign_key_list("{table_name(cls)}")').fetchall()
    held = {row[3]: (row[2], row[6]) for row in rows}
    held.pop("owner", None)
    wanted = {
        each.name: (each.kind.target, "NO ACTION")
        for each in stored(cls)
        if isinstance(each.kind, Reference)
    }
    assert held == wanted, "in a migration a reference is made with _reference(name, table)"


def test_every_table_is_strict_and_known(db: Connection) -> None:
    tables = {
        row[1]: row[5] for row in db.execute("PRAGMA table_list").fetchall() if row[0] == "main"
    }
    others = {"frozen_paper", "printing", "verb", "trail", "draft", "about", "entry"}
    made = {name for name in tables if not name.startswith(("sqlite_", "_sqlite"))}
    assert made == {table_name(cls) for cls in RECORDS} | others, (
        "a record of domain/entities.py has a table, made by a step of lcdesk/storage/migrations.py"
    )
    assert all(tables[name] for name in made)


def test_ids_are_never_used_again_even_if_a_row_were_lost(db: Connection) -> None:
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    made = dict(db.execute(sql).fetchall())
    for name in [*TABLES, "frozen_paper", "printing"]:
        assert "AUTOINCREMENT" in made[name]


def test_a_step_comes_with_a_new_version_of_the_program() -> None:
    assert NEWEST.get(__version__) == NAMES[-1], (
        f"NEWEST of lcdesk/storage/versions.py names the newest step beside {__version__}; where that version is "
        "released, the step comes with a further one, in lcdesk/__init__.py and there"
    )
    versions = [tuple(map(int, each.split("."))) for each in NEWEST]
    assert versions == sorted(set(versions))
    steps = [NAMES.index(each) for each in NEWEST.values()]
    assert steps == sorted(set(steps)), "a version that was made knows no step of a later one"


def older_file(path: Path, stop_before: str) -> None:
    """A file as the program made it when it knew only the first migrations."""
    key = keys.new_key()
    db = connection.connect(path, key)
    migrations.apply(db.tables(), stop_before=stop_before)
    db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    if db.tables().table("association").exists():
        db.execute(
            "INSERT INTO association (name, folded, sort_key) VALUES ('Hội Nông dân', 'hoi nong dan', 'h')"
        )
    db.close()
    keys.write_slot(path, key, USER, PASSWORD, CHEAP)


@pytest.mark.parametrize("stop_before", NAMES)
def test_an_older_file_is_brought_up_to_date(path: Path, stop_before: str) -> None:
    older_file(path, stop_before)
    file = database.open_file(path, PASSWORD)
    assert [each.name for each in migrations.applied(file.db.tables())] == NAMES
    assert file.db.execute("SELECT value FROM about WHERE name = 'written_by'").fetchone() == (
        __version__,
    )
    expected = ["Hội Nông dân"] if stop_before != NAMES[0] else []
    assert [each.name for each in records.find(file, Association)] == expected
    assert checking.check(file.db) == []
    assert triggers(file.db) == set(guards._guards())
    save(file, Association(name="Hội Cựu chiến binh"))
    file.close()
    assert beside(path) == sorted(["phường.lcdesk", "phường.lcdesk.keys", file.kept.name])


def test_the_file_of_before_is_kept_and_can_be_taken_back(path: Path, newer: Migrations) -> None:
    file = new_file(path)
    save(file, Association(name="Hội Cựu chiến binh"))
    file.close()
    newer(name="m9999_later")(lambda db: db.execute("UPDATE association SET name = 'changed'"))
    database.open_file(path, PASSWORD).close()
    newer._migrations.pop()
    with pytest.raises(Refused, match="newer one|bản mới"):
        database.open_file(path, PASSWORD)
    (kept,) = database.kept_before_updates(path)
    assert kept.name == f"phường ({__version__}, {date.today()}).lcdesk"
    back = database.open_file(kept, PASSWORD)
    assert [each.name for each in records.find(back, Association)] == ["Hội Cựu chiến binh"]
    assert back.kept is None
    back.close()


def test_no_kept_file_is_ever_replaced(path: Path, newer: Migrations) -> None:
    new_file(path).close()
    for name in ("m9998_later", "m9999_later"):
        newer(name=name)(lambda db: None)
        database.open_file(path, PASSWORD).close()
    assert [each.name for each in database.kept_before_updates(path)] == [
        f"phường ({__version__}, {date.today()}).lcdesk",
        f"phường ({__version__}, {date.today()}, 2).lcdesk",
    ]


def test_a_file_without_slots_is_recovered_and_kept(path: Path, newer: Migrations) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    file.close()
    newer(name="m9999_later")(lambda db: None)
    slots.path_of(path).unlink()
    recovered = database.recover(path, recovery, USER, PASSWORD, CHEAP)
    assert recovered.kept.is_file() and not slots.path_of(recovered.kept).exists()
    recovered.close()


def triggers(db: Connection) -> set[str]:
    return {
        row[0]
        for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    }


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """The migrations of a later program: those of today, and what a test adds."""
    later = Migrations("lcdesk")
    later._migrations = list(migrations._migrations)
    monkeypatch.setattr(steps, "migrations", later)

    def is_current(db: Connection) -> bool:
        return [each.name for each in later.applied(db.tables())] == [
            each.name for each in later._migrations
        ]

    monkeypatch.setattr(versions, "is_current", is_current)
    return later


def test_a_migration_may_change_what_the_guards_hold(path: Path, newer: Migrations) -> None:
    known = list(newer._migrations)
    file = new_file(path)
    meeting = new_closed_meeting(file, new_group(file))
    save(file, Association(name="Hội Cựu chiến binh"))
    lines = file.db.execute("SELECT count(*) FROM trail").fetchone()
    file.close()

    @newer()
    def m9999_later(db: Database) -> None:
        db.execute("ALTER TABLE attendance ADD COLUMN seat TEXT NOT NULL DEFAULT ''")
        db.execute("UPDATE attendance SET seat = 'first'")
        db.execute("UPDATE meeting SET place = 'Nhà văn hóa'")
        db.table("verb").transform(
            types={"name": str}
        )  # makes the table anew, without its triggers

    file = database.open_file(path, PASSWORD)
    assert file.db.execute("SELECT place FROM meeting WHERE id = ?", [meeting.id]).fetchone() == (
        "Nhà văn hóa",
    )
    assert len(newer.applied(file.db.tables())) == len(known) + 1
    assert file.db.execute("SELECT count(*) FROM trail").fetchone() == lines
    assert file.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert triggers(file.db) == set(guards._guards())
    file.close()


def failing(db: Connection) -> None:
    db.execute("UPDATE association SET name = 'half'")
    raise ZeroDivisionError("a mistake in a migration")


def breaking(db: Connection) -> None:
    db.execute('UPDATE "group" SET association = 99')


@pytest.mark.parametrize(
    ("migration", "error"), [(failing, ZeroDivisionError), (breaking, Refused)]
)
def test_a_migration_that_fails_leaves_the_old_file(
    path: Path,
    newer: Migrations,
    migration: Callable[[Database], None],
    error: type[ZeroDivisionError | Refused],
) -> None:
    file = new_file(path)
    new_group(file)
    file.close()
    before = prints(path, slots.path_of(path))
    newer(name="m9999_wrong")(migration)
    with pytest.raises(error):
        database.open_file(path, PASSWORD)
    assert prints(path, slots.path_of(path)) == before
    assert beside(path) == ["phường.lcdesk", "phường.lcdesk.keys"]
    newer._migrations.pop()
    file = database.open_file(path, PASSWORD)
    assert [each.name for each in records.find(file, Association)] == ["Hội Nông dân"]
    file.close()


def test_what_a_killed_migration_left_is_no_obstacle(path: Path) -> None:
    older_file(path, NAMES[-1])
    for name in (".migrating", ".migrating-journal"):
        path.with_name(path.name + name).write_bytes(b"half" * 3000)
    file = database.open_file(path, PASSWORD)
    assert checking.check(file.db) == []
    file.close()
    assert [each for each in beside(path) if "migrating" in each] == []


def test_opening_a_file_of_today_changes_no_byte(path: Path) -> None:
    new_file(path).close()
    before = prints(path, slots.path_of(path))
    database.open_file(path, PASSWORD).close()
    assert prints(path, slots.path_of(path)) == before


def test_a_step_from_before_a_migration_is_not_undone(path: Path, newer: Migrations) -> None:
    file = new_file(path)
    save(file, Association(name="Hội Nông dân"), "add")
    file = reopened(file)
    assert undo.undo_last(file, TABLES, TODAY)[0] == "add", "opened again, it is the same file"
    save(file, Association(name="Hội Cựu chiến binh"), "add")
    file.close()
    newer(name="m9999_later")(lambda db: None)
    file = database.open_file(path, PASSWORD)
    with pytest.raises(Refused, match="saved before the file was brought up to date"):
        undo.undo_last(file, TABLES, TODAY)
    assert [each.name for each in records.find(file, Association)] == ["Hội Cựu chiến binh"]
    save(file, Association(name="Hội Nông dân"), "add again")
    assert undo.undo_last(file, TABLES, TODAY)[0] == "add again"
    with pytest.raises(Refused, match="saved before the file was brought up to date"):
        undo.undo_last(file, TABLES, TODAY)
    file.close()
