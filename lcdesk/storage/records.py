"""Records in and out of their tables. All writing goes through `writing`, which leaves a trail."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from lcdesk.domain.dated import Dated, past_line, said_as
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import (
    Entity,
    Field,
    Lines,
    Record,
    fields_of,
    line_fields,
    once_a_class,
    table_name,
    value_fields,
)
from lcdesk.domain.kinds import Kind, Name
from lcdesk.domain.plain import as_dict
from lcdesk.i18n import _, fold, name_key
from lcdesk.storage import conflicts
from lcdesk.storage.database import WardFile

_JSON = json.JSONEncoder(ensure_ascii=False)

D = TypeVar("D", bound=Dated)
E = TypeVar("E", bound=Entity)


def now() -> str:
    """This moment, with its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def get(file: WardFile, cls: type[E], id: int) -> E:
    """The record with an id, its lines included. Refused where there is none."""
    found = find(file, cls, id=id)
    if not found:
        raise Refused(_("This record is not in the file any more."))
    return found[0]


def by_id(file: WardFile, cls: type[E], ids: Iterable[int]) -> dict[int, E]:
    """The records with these ids, by their id, in one query. Refused where one is not there."""
    wanted = set(ids)
    found = {each.id: each for each in find_among(file, cls, "id", wanted)} if wanted else {}
    if wanted - found.keys():
        raise Refused(_("This record is not in the file any more."))
    return found


def find(file: WardFile, cls: type[E], /, **where: Any) -> list[E]:
    """All records whose fields have these values, in the order of their table; removed ones are
    left out."""
    test = "".join(f' AND "{name}" = ?' for name in where)
    return _found(file, cls, test, list(where.values()))


def find_by_line(file: WardFile, cls: type[E], line: type[Record], /, **where: Any) -> list[E]:
    """All records with a line of this kind whose fields have these values."""
    test = " AND ".join(f'"{name}" = ?' for name in where)
    owners = f'SELECT owner FROM "{table_name(line)}" WHERE {test}'
    return _found(file, cls, f" AND id IN ({owners})", list(where.values()))


def find_on(file: WardFile, cls: type[D], day: date, /, **where: Any) -> list[D]:
    """All records as they were at the end of a day, of those whose dated fields had these values
    then."""
    past = table_name(past_line(cls))
    test = "".join(
        f' AND ("{name}" IS ? OR id IN (SELECT owner FROM "{past}" WHERE what = ? AND said = ?))'
        for name in where
    )
    values = [
        each for name, value in where.items() for each in (value, name, said_as(cls, name, value))
    ]
    found = (each.on(day) for each in _found(file, cls, test, values))
    return [
        each for each in found if all(getattr(each, name) == is_ for name, is_ in where.items())
    ]


def find_among(file: WardFile, cls: type[E], name: str, values: Collection[int]) -> list[E]:
    """All records whose field has one of these values."""
    marks = ", ".join("?" * len(values))
    return _found(file, cls, f' AND "{name}" IN ({marks})', list(values))


def _found(file: WardFile, cls: type[E], test: str, values: list[Any]) -> list[E]:
    sql = f"{_select(cls, 'id', 'version')} WHERE removed_on = ''{test} ORDER BY sort_key, id"
    rows = file.db.execute(sql, values).fetchall()
    ids = [row[0] for row in rows]
    lines = {each.name: _lines(file, each, ids) for each in line_fields(cls) if ids}
    return [
        cls(
            id=id,
            version=version,
            **_loaded(cls, row),
            **{name: tuple(of.get(id, ())) for name, of in lines.items()},
        )
        for id, version, *row in rows
    ]


def _lines(file: WardFile, each: Field, owners: Sequence[int]) -> Mapping[int, list[Record]]:
    """The lines of many records by the id of their owner, in one query."""
    assert isinstance(each.kind, Lines)
    cls = each.kind.of
    one = len(owners) == 1
    test = "owner = ?" if one else "owner IN (SELECT value FROM json_each(?))"
    sql = f"{_select(cls, 'owner')} WHERE {test} ORDER BY owner, position"
    sought = owners[0] if one else json.dumps(owners)
    found: dict[int, list[Record]] = {}
    for owner, *row in file.db.execute(sql, [sought]).fetchall():
        found.setdefault(owner, []).append(cls(**_loaded(cls, row)))
    return found


def _loaded(cls: type[Record], row: Sequence[Any]) -> dict[str, Any]:
    names, loaders = _loading(cls)
    values = dict(zip(names, row, strict=True))
    for name, loaded in loaders:
        values[name] = loaded(values[name])
    return values


@once_a_class
def _loading(
    cls: type[Record],
) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Any]], ...]]:
    """The columns of a record in their order, and how those are read whose value is not kept as it
    is."""
    own = [
        (each.name, each.kind.loaded)
        for each in value_fields(cls)
        if type(each.kind).loaded is not Kind.loaded
    ]
    return tuple(each.name for each in value_fields(cls)), tuple(own)


@once_a_class
def _select(cls: type[Record], *before: str) -> str:
    names = ", ".join(f'"{name}"' for name in (*before, *(each.name for each in value_fields(cls))))
    return f'SELECT {names} FROM "{table_name(cls)}"'


@dataclass
class Writing:
    """One verb being written: each change is kept with what stood there before. `touched` names the
    tables."""

    file: WardFile
    verb: int
    touched: set[str] = field(default_factory=set)

    def save(self, record: E) -> E:
        """Add or change a record with its lines; give it with its id and new version. Refused when
        it is stale, stands there once already, or names what is not in the file."""
        before = self._unchanged(record) if record.id else None
        with conflicts.telling(self.file.db, [record]):
            saved = self._insert(record) if before is None else self._update(record)
            for each in line_fields(type(record)):
                known, lines = getattr(before, each.name, ()), getattr(record, each.name)
                if lines != known:
                    self._write_lines(each, saved.id, known, lines)
        self._note(saved, before, saved)
        return saved

    def remove(self, record: Entity, reason: str, on: date) -> None:
        """Take a record out of sight; it stays in the file with the day and the reason."""
        if not reason:
            raise Refused(_("Please write a reason."))
        before = self._unchanged(record)
        self._change(record, {"removed_on": on.isoformat(), "removed_reason": reason})
        self._note(record, before, None)

    def restore(self, cls: type[Entity], id: int) -> None:
        """Bring a removed record back into sight."""
        sql = (
            f"UPDATE \"{table_name(cls)}\" SET removed_on = '', removed_reason = '', version = "
            f"version + 1 WHERE id = ?"
        )
        self.file.db.execute(sql, [id])
        record = get(self.file, cls, id)
        self._note(record, None, record)

    def _insert(self, record: E) -> E:
        id = self.file.db.insert(table_name(type(record)), {**row_of(record), "version": 1})
        return replace(record, id=id, version=1)

    def _unchanged(self, record: E) -> E:
        """The record as it stands in the file. Refused when that is not the version it was read
        in."""
        stored = get(self.file, type(record), record.id)
        if stored.version != record.version:
            raise Refused(
                _(
                    "This record was changed meanwhile. Open it again; what you typed is kept in "
                    "the form."
                )
            )
        return stored

    def _update(self, record: E) -> E:
        self._change(record, row_of(record))
        return replace(record, version=record.version + 1)

    def _change(self, record: Entity, row: Mapping[str, Any]) -> None:
        values = {**row, "version": record.version + 1}
        names = ", ".join(f'"{name}" = ?' for name in values)
        sql = f'UPDATE "{table_name(type(record))}" SET {names} WHERE id = ?'
        self.file.db.execute(sql, [*values.values(), record.id])

    def _write_lines(
        self, each: Field, owner: int, known: tuple[Record, ...], lines: tuple[Record, ...]
    ) -> None:
        assert isinstance(each.kind, Lines)
        table = table_name(each.kind.of)
        if known:
            self.file.db.execute(f'DELETE FROM "{table}" WHERE owner = ?', [owner])
        for position, line in enumerate(lines):
            self.file.db.insert(table, {"owner": owner, "position": position, **stored(line)})

    def _note(self, record: Entity, before: Entity | None, after: Entity | None) -> None:
        table = table_name(type(record))
        self.touched.add(table)
        old, new = (_JSON.encode(as_dict(each)) if each else "" for each in (before, after))
        row = {
            "verb": self.verb,
            "record": table,
            "subject": record.id,
            "before": old,
            "after": new,
        }
        self.file.db.insert("trail", row)


@contextmanager
def writing(file: WardFile, verb: str, undoable: bool = True) -> Iterator[Writing]:
    """One officer's verb as one transaction. Everything is written with its trail, or nothing
    is."""
    with file.atomically():
        yield begin(file, verb, undoable)


def begin(file: WardFile, verb: str, undoable: bool = True, undoes: int | None = None) -> Writing:
    """Note in the trail that a verb begins; call inside a transaction."""
    row = {
        "name": verb,
        "done_at": now(),
        "actor": file.user,
        "undoable": int(undoable),
        "undoes": undoes,
    }
    return Writing(file, file.db.insert("verb", row))


def stored(record: Record) -> dict[str, Any]:
    """The columns of a record or line as they are kept."""
    return {
        each.name: each.kind.stored(getattr(record, each.name))
        for each in value_fields(type(record))
    }


def row_of(record: Entity) -> Mapping[str, Any]:
    """The columns of a record, with those that search and order follow."""
    cls = type(record)
    searched = [fold(str(getattr(record, each.name))) for each in fields_of(cls) if each.search]
    return {**stored(record), "folded": " ".join(searched), "sort_key": _sort_key(record)}


def _sort_key(record: Entity) -> str:
    each = next((each for each in fields_of(type(record)) if each.name == record.order), None)
    if each is None:
        return ""
    value = each.kind.stored(getattr(record, each.name))
    return name_key(value) if isinstance(each.kind, Name) else str(value)
