"""Filling the gaps of a damaged ward file: records from the trail, entries of the ledger from what
their indexes still hold. No amount is made up."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lcdesk.domain.entities import TABLES
from lcdesk.domain.fields import Entity, Lines, line_fields, table_name
from lcdesk.domain.plain import from_dict
from lcdesk.storage import records
from lcdesk.storage.salvage import DamagedFile, TablePart

OWNERS = {
    table_name(each.kind.of): (owner, each.name)
    for owner, cls in TABLES.items()
    for each in line_fields(cls)
    if isinstance(each.kind, Lines)
}
"""Of each table of lines: the table of their owners, and the field that holds them."""
_ENTRY = "id, {whose}, kind, entry_on, amount"


class Noted(NamedTuple):
    """What the trail says last of a record, how often it was saved, whether it was taken away, and
    whether a later word may be lost."""

    content: str
    times: int
    is_removed: bool
    may_be_older: bool


def last_noted(trail: TablePart) -> dict[tuple[str, int], Noted]:
    """What the trail says last of each record, by its table and id."""
    place = {name: number for number, name in enumerate(trail.columns)}
    last: dict[tuple[str, int], Noted] = {}
    for row in sorted(trail.rows, key=lambda row: int(row[place["id"]])):
        before, after = row[place["before"]], row[place["after"]]
        key = row[place["record"]], row[place["subject"]]
        times = last[key].times + 1 if key in last else 1
        may_be_older = any(span.last > row[place["id"]] for span in trail.lost)
        last[key] = Noted(after or before, times, not after, may_be_older)
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


def row_of(record: Entity, columns: tuple[str, ...]) -> dict[str, Any]:
    """The row of a record, in the columns that its file has."""
    row = {**records.row_of(record), "id": record.id, "version": record.version}
    return {name: row[name] for name in columns if name in row}


def lines_of(record: Entity, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of the lines of a record, in the columns that its file has."""
    for position, line in enumerate(getattr(record, name)):
        row = {**records.stored(line), "owner": record.id, "position": position}
        yield {column: row[column] for column in columns if column in row}


def entries(
    source: DamagedFile,
    part: TablePart,
    borrowers: Mapping[int, int],
    members: Iterable[int],
    note: str,
) -> list[dict[str, Any]]:
    """The entries of the ledger that cannot be read, as the indexes have them: loan or member,
    kind, day and amount. `borrowers` gives the member of each loan."""
    owners = {"loan": [*borrowers], "member": [*members]}
    known: dict[int, dict[str, Any]] = {}
    for whose, index, test in (
        ("loan", "entry_loan", "loan IS NOT NULL"),
        (
            "member",
            "entry_savings",
            "kind IN ('saved', 'withdrawn', 'saving_interest', 'repaid_from_savings')",
        ),
    ):
        columns = _ENTRY.format(whose=whose)
        sql = f"SELECT {columns} FROM entry INDEXED BY {index} WHERE {test}"
        for id, owner, kind, day, amount in _asked(source, sql, whose, owners[whose]):
            if part.has_lost(id):
                entry = known.setdefault(id, {"id": id, "loan": None, "member": None})
                entry |= {whose: owner, "kind": kind, "entry_on": day, "amount": amount}
    reversing = "SELECT id, reverses FROM entry INDEXED BY entry_reversed WHERE reverses > 0"
    reversed_by: dict[int, int] = {row[0]: row[1] for row in source.ask(reversing) or ()}
    for entry in known.values():
        entry["member"] = entry["member"] or borrowers.get(entry["loan"])
        entry |= {"reverses": reversed_by.get(entry["id"]), "receipt": "", "note": note}
    return [entry for entry in known.values() if entry["member"]]


def _asked(
    source: DamagedFile, sql: str, whose: str, owners: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """All at once, or owner by owner where a page of the index is damaged too."""
    whole = source.ask(sql)
    if whole is not None:
        yield from whole
        return
    for owner in owners:
        yield from source.ask(f"{sql} AND {whose} = ?", [owner]) or ()
