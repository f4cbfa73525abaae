"""Records that are gone for good and to which others refer: one that says so stands for each, so
that nothing that refers to it is lost, too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import value_fields
from lcdesk.domain.kinds import Reference
from lcdesk.i18n import _
from lcdesk.storage import records
from lcdesk.storage.connection import Connection
from lcdesk.storage.salvage.filling import add

Told = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""By table and id what the indexes still say of a record."""
Ids = Mapping[str, set[int]]
"""The ids of records by their table."""


def lost_verb(db: Connection, id: int | None = None) -> int:
    """A step of which nothing is known but that it was, done when the one before it was."""
    before = db.execute(
        "SELECT done_at FROM verb WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT 1", [id, id]
    ).fetchone() or ("1900-01-01T00:00:00+00:00",)
    row = {"id": id, "name": "lost", "done_at": before[0], "actor": "?", "undoable": 0}
    return db.insert("verb", row)


def put(db: Connection, told: Told, gone: Ids) -> Ids:
    """Put a placeholder for these records, and wherever a reference leads nowhere. Give all of
    them."""
    made: dict[str, set[int]] = {}
    stand_ins: dict[str, int] = {}
    while gone := gone or _gone(db):
        for table, ids in gone.items():
            made.setdefault(table, set()).update(ids)
        for table, ids in gone.items():
            for id in sorted(ids):
                if table == "verb":
                    lost_verb(db, id)
                else:
                    _put(db, table, id, told.get(table, {}).get(id, {}), stand_ins, made)
        gone = {}
    return made


def _gone(db: Connection) -> Ids:
    """The ids of the records to which something refers and that are not there, by their table."""
    gone: dict[str, set[int]] = {}
    sql = (
        'SELECT t.name, f."table", f."from" FROM pragma_table_list AS t, '
        "pragma_foreign_key_list(t.name) AS f WHERE t.schema = 'main' AND t.type = 'table'"
    )
    for table, target, column in db.execute(sql).fetchall():
        missing = (
            f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL AND '
            f'"{column}" NOT IN (SELECT id FROM "{target}")'
        )
        if found := {id for (id,) in db.execute(missing).fetchall()}:
            gone.setdefault(target, set()).update(found)
    return gone


def _put(
    db: Connection,
    table: str,
    id: int,
    known: Mapping[str, Any],
    stand_ins: dict[str, int],
    made: Ids,
) -> None:
    """Put one, with what is known of it; where another has its place, one out of sight that says
    nothing else."""
    cls = TABLES[table]
    told = _("(lost) {id}").format(id=id)
    if known.get("folded"):
        told += f": {known['folded']}"
    bare = {**records.row_of(cls()), "id": id, "folded": told, "sort_key": told}
    row = {**bare, **{name: value for name, value in known.items() if value}}
    for each in (bare, row):
        each |= {name: each[name] or told for name in ("code", "name") if name in each}
    row |= {
        each.name: _stand_in(db, each.kind.target, stand_ins, made)
        for each in value_fields(cls)
        if isinstance(each.kind, Reference) and each.required and not row[each.name]
    }
    hidden = {"removed_on": date.today().isoformat(), "removed_reason": _("lost")}
    if not add(db, table, row) and not add(db, table, {**bare, **hidden}):
        raise Refused(_("The file could not be repaired: {problem}").format(problem=told))


def _stand_in(db: Connection, table: str, stand_ins: dict[str, int], made: Ids) -> int:
    """The id of the lost record of a table to which all lost ones refer that must refer to some; it
    is put where it is found missing."""
    if table not in stand_ins:
        sql = "SELECT max(seq) FROM sqlite_sequence WHERE name = ?"
        (given,) = db.execute(sql, [table]).fetchone()
        stand_ins[table] = max(given or 0, *made.get(table, ()), 0) + 1
    return stand_ins[table]
