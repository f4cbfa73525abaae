"""Filling the gaps of a damaged ward file: records from the trail, entries of the ledger from what
their indexes still hold. No amount is made up."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from lcdesk.domain.entities import TABLES
from lcdesk.domain.fields import Entity, Lines, line_fields, table_name
from lcdesk.domain.plain import from_dict
from lcdesk.i18n import _
from lcdesk.storage import records
from lcdesk.storage.connection import Connection
from lcdesk.storage.salvage.tables import TablePart

OWNERS = {
    table_name(each.kind.of): (owner, each.name)
    for owner, cls in TABLES.items()
    for each in line_fields(cls)
    if isinstance(each.kind, Lines)
}
"""Of each table of lines: the table of their owners, and the field that holds them."""
_WORKED_OUT = {"entry_receipt": "receipt"}
"""The index whose first column is worked out: receipts in capital letters, without spaces."""

_WANTED = {"kind", "entry_on", "amount"}
"""What makes an entry."""


class Noted(NamedTuple):
    """What the trail says last of a record, in which step, how often it was saved, whether it was
    taken away, and whether a later word may be lost."""

    content: str
    verb: int
    times: int
    is_removed: bool
    may_be_older: bool


def last_noted(trail: TablePart) -> dict[tuple[str, int], Noted]:
    """What the trail says last of each record, by its table and id."""
    last: dict[tuple[str, int], Noted] = {}
    end = max((span.last for span in trail.lost), default=0)
    for id, verb, table, subject, before, after in sorted(trail.rows):
        times = last[table, subject].times + 1 if (table, subject) in last else 1
        last[table, subject] = Noted(after or before, verb, times, not after, end > id)
    return last


def record_of(table: str, id: int, noted: Noted) -> Entity | None:
    """The record as the trail has it; None where an earlier version of the program noted what this
    one cannot read."""
    try:
        return replace(
            from_dict(TABLES[table], json.loads(noted.content)), id=id, version=noted.times
        )
    except (ValueError, TypeError, KeyError):
        return None


def add(db: Connection, table: str, row: Mapping[str, Any]) -> bool:
    """Add a row, in the columns that its table has. Whether there was room for it."""
    columns = {each[1] for each in db.execute(f'PRAGMA table_info("{table}")').fetchall()}
    own = {name: value for name, value in row.items() if name in columns}
    names, marks = ", ".join(f'"{name}"' for name in own), ", ".join("?" * len(own))
    sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'
    return bool(db.execute(sql, list(own.values())).rowcount)


def row_of(record: Entity) -> dict[str, Any]:
    """The row of a record."""
    return {**records.row_of(record), "id": record.id, "version": record.version}


def lines_of(record: Entity, name: str) -> Iterator[dict[str, Any]]:
    """The rows of the lines of a record."""
    for position, line in enumerate(getattr(record, name)):
        yield {**records.stored(line), "owner": record.id, "position": position}


def told_by_indexes(indexes: Iterable[TablePart]) -> dict[int, dict[str, Any]]:
    """What the indexes of a table say of its rows, by their number."""
    told: dict[int, dict[str, Any]] = {}
    for index in indexes:
        names = [name or _WORKED_OUT.get(index.name, "") for name in index.names[:-1]]
        for *values, number in index.rows:
            row = told.setdefault(number, {})
            row.update({name: value for name, value in zip(names, values, strict=True) if name})
    return told


def entries(part: TablePart, told: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """The entries of the ledger that cannot be read: as the indexes have them, or as those that
    take them back, which are the same with the other sign."""
    note = {"receipt": "", "note": _("lost: the note, and whether by transfer")}
    found = {number: {**note, **row} for number, row in told.items() if row.keys() >= _WANTED}
    for row in (dict(zip(part.names, each, strict=True)) for each in part.rows):
        if number := row["reverses"]:
            # It was booked on its own day, and counts from that of the first.
            day = row.get("value_on") or row["entry_on"]
            own: dict[str, Any] = {
                "receipt": "",
                "note": _("lost: note, receipt and perhaps its day"),
            }
            own |= {"entry_on": day, "value_on": "", "amount": -row["amount"], "reverses": None}
            found.setdefault(number, {**row, **own})
    return {number: row for number, row in found.items() if part.has_lost(number)}
