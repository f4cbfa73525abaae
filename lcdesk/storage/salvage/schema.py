"""Which tables a damaged ward file has, an empty file that has the same, and what was read of each.

Where a tree begins is said by the list of tables. The pages of one that it does not tell any more
are known by what they hold.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage.connection import Connection
from lcdesk.storage.migrations import migrations, names
from lcdesk.storage.salvage.tables import Sorter, StoredColumn, TablePart
from lcdesk.storage.salvage.trees import TreePages

STEPS = "_sqlite_migrations"
_TEXT, _NUMBER = (str,), (int,)
_TYPES: Mapping[str, tuple[type, ...]] = {"TEXT": _TEXT, "INTEGER": _NUMBER}
_EMPTY = type(None)
_SIGNS: Mapping[str, Callable[[Sequence[Any]], bool]] = {
    "frozen_paper": lambda row: str(row[3]).startswith("{"),
    "printing": lambda row: not str(row[3]).startswith("{"),
    "sqlite_sequence": lambda row: len(row) == 2 and isinstance(row[1], int),
}
"""What tells tables apart that hold the same kinds of values and do not stand in the trail."""


class Contents(NamedTuple):
    """What a damaged file holds: its tables and its indexes by their names, and the steps of its
    tables that this program does not know."""

    tables: dict[str, TablePart]
    indexes: dict[str, TablePart]
    unknown: list[str]


class _Told(NamedTuple):
    """What the list of tables says: where each tree begins, and the statement that made it."""

    roots: dict[str, int]
    statements: dict[str, str]
    is_whole: bool


def read(db: Connection, pages: TreePages) -> Contents:
    """Make the tables that the file has in a new one, empty, and read their rows."""
    sorter = Sorter(pages)
    told = _told(sorter)
    steps = _steps(sorter, told)
    done, known = [row[2] for row in steps.rows], names()
    count = sum(name in done for name in known) or _steps_shown(told, known)
    _make(db, known[count] if count < len(known) else None, keeping=() if done else (STEPS,))
    tables = {each.name: each for each in _tables(db)}
    indexes = {each.name: each for each in _indexes(db, tables)}
    for part in (*tables.values(), *indexes.values()):
        of = tables[part.table]
        part.wanted = part is of or bool(of.lost)  # an index only where its table may need it
        if part.name != STEPS:
            sorter.follow(part, told.roots.get(part.name, 0))
    tables[STEPS] = steps
    sorter.place_strays([*tables.values(), *indexes.values()])
    _bound(db, tables)
    return Contents(tables, indexes, [name for name in done if name not in known])


def _told(sorter: Sorter) -> _Told:
    texts = [StoredColumn(name, _TEXT) for name in ("type", "name", "tbl_name")]
    columns = (*texts, StoredColumn("rootpage", _NUMBER), StoredColumn("sql", (str, _EMPTY)))
    part = TablePart("sqlite_schema", "sqlite_schema", columns, by_number=True)
    sorter.follow(part, 1)
    if not (is_whole := not part.lost):
        sorter.place_strays([part])
    rows = [row for row in part.rows if row[0] in ("table", "index")]
    made = {row[1]: row[4] for row in rows if row[4] and row[1] != STEPS and row[2] != STEPS}
    return _Told({row[1]: row[3] for row in rows}, made, is_whole)


def _steps(sorter: Sorter, told: _Told) -> TablePart:
    """The steps of the tables as the file tells them; none where a part of them cannot be read."""
    columns = [StoredColumn(name, (str, _EMPTY)) for name in ("set", "name", "applied_at")]
    part = TablePart(STEPS, STEPS, (StoredColumn("id", (_EMPTY,)), *columns), True, counted=0)
    sorter.follow(part, told.roots.get(STEPS, 0))
    if STEPS not in told.roots:
        sorter.place_strays([part])
    elif part.lost:
        part.rows.clear()
    return part


def _steps_shown(told: _Told, known: Sequence[str]) -> int:
    """How many steps the file went through, by the statements of its tables."""
    for done in range(len(known), 0, -1):
        empty = Database(memory=True, execute_plugins=False)
        migrations.apply(empty, stop_before=known[done] if done < len(known) else None)
        sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> ?"
        made = dict(empty.execute(sql, [STEPS]).fetchall())
        if made.items() >= told.statements.items() and (
            not told.is_whole or made.keys() == told.statements.keys()
        ):
            return done
    raise Refused(
        _("It cannot be read how far the file was brought up to date. Only a copy helps.")
    )


def _make(db: Connection, before: str | None, keeping: Collection[str]) -> None:
    """Make the tables as they were before a step, and empty them but for some."""
    migrations.apply(db.tables(), stop_before=before)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in keeping:
            db.execute(f'DELETE FROM "{name}"')


def _tables(db: Connection) -> Iterator[TablePart]:
    sql = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    for name, by_values in db.execute(sql).fetchall():
        if name == "sqlite_schema":
            continue
        told = db.execute(
            'SELECT name, type, "notnull" OR (? AND pk > 0), dflt_value, pk FROM '
            "pragma_table_info(?)",
            [by_values, name],
        ).fetchall()
        keys = [place for place, column in enumerate(told) if column[4]]
        counts = not by_values and [told[place][1] for place in keys] == ["INTEGER"]
        counted = keys[0] if counts else -1
        columns = (
            # Its number stands before a row, and not in it.
            StoredColumn(column, (_EMPTY,))
            if place == counted
            else _column(db, column, kind, needed, default)
            for place, (column, kind, needed, default, _key) in enumerate(told)
        )
        sign = _SIGNS.get(name, bool)
        yield TablePart(name, name, tuple(columns), not by_values, counted, sign=sign)


def _column(
    db: Connection, name: str, kind: str, needed: bool, default: str | None
) -> StoredColumn:
    (value,) = db.execute(f"SELECT {default or 'NULL'}").fetchone()
    types = _TYPES.get(kind, (object,))
    return StoredColumn(name, types if needed else (*types, _EMPTY), value)


def _indexes(db: Connection, tables: Mapping[str, TablePart]) -> Iterator[TablePart]:
    sql = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'"
    for name, table in db.execute(sql).fetchall():
        types: dict[str, tuple[type, ...]] = {
            each.name: _NUMBER if each.types == (_EMPTY,) else each.types
            for each in tables[table].columns
        }
        told = db.execute(f'SELECT cid, name FROM pragma_index_xinfo("{name}")').fetchall()
        columns = (
            # -1 is the number of the row; what is worked out from a text is a text.
            StoredColumn(column or "", _NUMBER if at == -1 else types.get(column, _TEXT), b"")
            for at, column in told
        )
        yield TablePart(name, table, tuple(columns), by_number=False)


def _bound(db: Connection, tables: Mapping[str, TablePart]) -> None:
    """Say of tables that count their rows how far they have counted."""
    sequence = tables["sqlite_sequence"]
    last: dict[Any, int] = dict(sequence.rows)
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    counting = {name for (name,) in db.execute(sql).fetchall()}
    for name, part in tables.items():
        none = 0 if name in counting and not sequence.lost else None
        part.settle(last.get(name, none))
