"""Records in and out of their tables. All writing goes through `writing`, which leaves a trail."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity, Field, Lines, Name, Record, as_dict, fields_of, table_name
from lcdesk.i18n import _, fold, name_key
from lcdesk.storage.database import WardFile

E = TypeVar("E", bound=Entity)
R = TypeVar("R", bound=Record)


def now() -> str:
    """This moment, with its zone, to the second."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def get(file: WardFile, cls: type[E], id: int) -> E:
    """The record with an id, its lines included. Refused where there is none."""
    found = find(file, cls, id=id)
    if not found:
        raise Refused(_("This record is not in the file any more."))
    return found[0]


def find(file: WardFile, cls: type[E], /, **where: Any) -> list[E]:
    """All records whose fields have these values, in the order of their table; removed ones are left out."""
    plain = [each for each in fields_of(cls) if not isinstance(each.kind, Lines)]
    columns = ", ".join(f'"{name}"' for name in ("id", "version", *(each.name for each in plain)))
    test = "".join(f' AND "{name}" = ?' for name in where)
    sql = f"SELECT {columns} FROM \"{table_name(cls)}\" WHERE removed_on = ''{test} ORDER BY sort_key, id"
    records = []
    for row in file.db.execute(sql, list(where.values())).fetchall():
        values = {each.name: each.kind.loaded(value) for each, value in zip(plain, row[2:], strict=True)}
        lines = {each.name: _lines(file, each, row[0]) for each in fields_of(cls) if isinstance(each.kind, Lines)}
        records.append(cls(id=row[0], version=row[1], **values, **lines))
    return records


def _lines(file: WardFile, each: Field, owner: int) -> tuple[Record, ...]:
    assert isinstance(each.kind, Lines)
    cls = each.kind.of
    parts = fields_of(cls)
    columns = ", ".join(f'"{part.name}"' for part in parts)
    rows = file.db.execute(
        f'SELECT {columns} FROM "{table_name(cls)}" WHERE owner = ? ORDER BY position', [owner]
    ).fetchall()
    return tuple(
        cls(**{part.name: part.kind.loaded(value) for part, value in zip(parts, row, strict=True)}) for row in rows
    )


@dataclass
class Writing:
    """One verb being written: each change is kept with what stood there before. `touched` names the tables."""

    file: WardFile
    verb: int
    touched: set[str] = field(default_factory=set)

    def save(self, record: E) -> E:
        """Add or change a record with its lines; give it with its id and new version. Refused when it is stale."""
        before = self._unchanged(record) if record.id else None
        saved = self._insert(record) if before is None else self._update(record)
        for each in fields_of(type(record)):
            if isinstance(each.kind, Lines) and (
                before is None or getattr(before, each.name) != getattr(record, each.name)
            ):
                self._write_lines(each.kind.of, saved.id, getattr(record, each.name))
        self._note(saved, before, saved)
        return saved

    def remove(self, record: Entity, reason: str, on: date) -> None:
        """Take a record out of sight; it stays in the file with the day and the reason."""
        if not reason:
            raise Refused(_("Please write a reason."))
        before = self._unchanged(record)
        values = {"removed_on": on.isoformat(), "removed_reason": reason, "version": record.version + 1}
        self.file.db.table(table_name(type(record))).update(record.id, values)
        self._note(record, before, None)

    def restore(self, cls: type[Entity], id: int) -> None:
        """Bring a removed record back into sight."""
        sql = (
            f"UPDATE \"{table_name(cls)}\" SET removed_on = '', removed_reason = '', version = version + 1 WHERE id = ?"
        )
        self.file.db.execute(sql, [id])
        record = get(self.file, cls, id)
        self._note(record, None, record)

    def _insert(self, record: E) -> E:
        table = self.file.db.table(table_name(type(record)))
        id = table.insert({**_row(record), "version": 1}).last_pk
        return replace(record, id=int(str(id)), version=1)

    def _unchanged(self, record: E) -> E:
        """The record as it stands in the file. Refused when that is not the version it was read in."""
        stored = get(self.file, type(record), record.id)
        if stored.version != record.version:
            raise Refused(_("This record was changed meanwhile. Open it again; what you typed is kept in the form."))
        return stored

    def _update(self, record: E) -> E:
        version = record.version + 1
        self.file.db.table(table_name(type(record))).update(record.id, {**_row(record), "version": version})
        return replace(record, version=version)

    def _write_lines(self, cls: type[Record], owner: int, lines: tuple[Record, ...]) -> None:
        table = table_name(cls)
        self.file.db.execute(f'DELETE FROM "{table}" WHERE owner = ?', [owner])
        names = ["owner", "position", *(part.name for part in fields_of(cls))]
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        for position, line in enumerate(lines):
            values = [owner, position, *_stored(line).values()]
            self.file.db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)

    def _note(self, record: Entity, before: Entity | None, after: Entity | None) -> None:
        table = table_name(type(record))
        self.touched.add(table)
        texts = [json.dumps(as_dict(each), ensure_ascii=False) if each else "" for each in (before, after)]
        self.file.db.execute(
            'INSERT INTO trail (verb, record, subject, "before", "after") VALUES (?, ?, ?, ?, ?)',
            [self.verb, table, record.id, *texts],
        )


@contextmanager
def writing(file: WardFile, verb: str, undoable: bool = True) -> Iterator[Writing]:
    """One officer's verb as one transaction. Everything is written with its trail, or nothing is."""
    with file.atomically():
        yield begin(file, verb, undoable)


def begin(file: WardFile, verb: str, undoable: bool = True, undoes: int | None = None) -> Writing:
    """Note in the trail that a verb begins; call inside a transaction."""
    row = {"name": verb, "done_at": now(), "actor": file.user, "undoable": int(undoable), "undoes": undoes}
    return Writing(file, int(str(file.db.table("verb").insert(row).last_pk)))


def _stored(record: Record) -> dict[str, Any]:
    return {
        each.name: each.kind.stored(getattr(record, each.name))
        for each in fields_of(type(record))
        if not isinstance(each.kind, Lines)
    }


def _row(record: Entity) -> Mapping[str, Any]:
    """The columns of a record, with those that search and order follow."""
    cls = type(record)
    searched = [fold(str(getattr(record, each.name))) for each in fields_of(cls) if each.search]
    return {**_stored(record), "folded": " ".join(searched), "sort_key": _sort_key(record)}


def _sort_key(record: Entity) -> str:
    each = next((each for each in fields_of(type(record)) if each.name == record.order), None)
    if each is None:
        return ""
    value = each.kind.stored(getattr(record, each.name))
    return name_key(value) if isinstance(each.kind, Name) else str(value)
