"""What the tables and choices on screen show: light rows, searched without tones, in Vietnamese
order."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from lcdesk.domain.dated import Dated, past_line, said_as
from lcdesk.domain.fields import Entity, Lines, Record, fields_of, kinds_of, table_name
from lcdesk.domain.kinds import Reference
from lcdesk.i18n import APART, fit, fold
from lcdesk.storage.database import WardFile
from lcdesk.storage.past import said_on

MOST_ROWS = 20_000


def rows(
    file: WardFile,
    cls: type[Entity],
    columns: Sequence[str],
    text: str = "",
    where: Mapping[str, Any] | None = None,
    limit: int = MOST_ROWS,
) -> list[tuple[Any, ...]]:
    """The id and stored values of `columns` of all records that hold every word of `text`, with or
    without tones."""
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    tests = ["removed_on = ''", *(f'"{name}" = ?' for name in where or {})]
    values: list[Any] = list((where or {}).values())
    sought = _sought(cls)
    for word in fold(text).split():
        tests.append(sought)
        values.extend([f"%{_literal(word)}%"] * sought.count("?"))
    order = "sort_key DESC, id DESC" if cls.newest_first else "sort_key, id"
    sql = (
        f'SELECT {names} FROM "{table_name(cls)}" WHERE {" AND ".join(tests)} ORDER BY {order} '
        f"LIMIT ?"
    )
    return file.db.execute(sql, [*values, limit]).fetchall()


def _sought(cls: type[Entity]) -> str:
    """The test for one word: in the record's own text, or in that of a record it is found by."""
    like = "folded LIKE ? ESCAPE '\\'"
    targets = {
        each.name: each.kind.target for each in fields_of(cls) if isinstance(each.kind, Reference)
    }
    found = [
        f'"{name}" IN (SELECT id FROM "{targets[name]}" WHERE {like})' for name in cls.found_by
    ]
    return f"({' OR '.join([like, *found])})" if found else like


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def count(file: WardFile, cls: type[Entity], **where: Any) -> int:
    """How many records have these values."""
    test = "".join(f' AND "{name}" = ?' for name in where)
    sql = f"SELECT count(*) FROM \"{table_name(cls)}\" WHERE removed_on = ''{test}"
    return int(file.db.execute(sql, list(where.values())).fetchone()[0])


def labels(file: WardFile, cls: type[Entity], ids: Collection[int]) -> dict[int, str]:
    """The name by which each of these records is known on screen, removed ones included, by id."""
    names = ", ".join(f'"{name}"' for name in ("id", *cls.labels))
    sql = f'SELECT {names} FROM "{table_name(cls)}" WHERE id IN (SELECT value FROM json_each(?))'
    found = file.db.execute(sql, [json.dumps(sorted(ids))]).fetchall()
    return {row[0]: _named(cls, cls.labels, row[1:]) for row in found}


def name_of(record: Entity) -> str:
    """The name by which a record is known on screen."""
    cls = type(record)
    return label([_shown(cls, part, getattr(record, part)) for part in cls.labels])


def _named(cls: type[Entity], parts: Sequence[str], stored: Sequence[Any]) -> str:
    kinds = kinds_of(cls)
    return label(
        [
            kinds[part].show(kinds[part].loaded(value)) if part in kinds else str(value)
            for part, value in zip(parts, stored, strict=True)
        ]
    )


def _shown(cls: type[Entity], part: str, value: Any) -> str:
    """A part of a name as the screen writes it: a day as one reads it, a month as a month."""
    kind = kinds_of(cls).get(part)
    return kind.show(value) if kind else str(value)


def all_labels(file: WardFile, cls: type[Entity], parts: Sequence[str]) -> dict[int, str]:
    """The text of these fields by the id of every record in its order; removed ones come last."""
    names = ", ".join(f'"{name}"' for name in ("id", *parts))
    sql = f"SELECT {names} FROM \"{table_name(cls)}\" ORDER BY removed_on <> '', sort_key, id"
    return {row[0]: _named(cls, parts, row[1:]) for row in file.db.execute(sql).fetchall()}


def labels_on(file: WardFile, cls: type[Dated], parts: Sequence[str], day: date) -> dict[int, str]:
    """The same as it was at the end of a day, by the id of the records that were called otherwise
    then."""
    then = said_on(file, cls, parts, day)
    names = ", ".join(f'"{name}"' for name in ("id", *parts))
    sql = f'SELECT {names} FROM "{table_name(cls)}" WHERE id IN (SELECT value FROM json_each(?))'
    found = file.db.execute(sql, [json.dumps(list(then))]).fetchall() if then else []
    return {
        id: _named(
            cls,
            parts,
            [then[id].get(part, now) for part, now in zip(parts, row, strict=True)],
        )
        for id, *row in found
    }


def choices(
    file: WardFile,
    cls: type[Entity],
    text: str = "",
    where: Mapping[str, Any] | None = None,
    limit: int = MOST_ROWS,
) -> list[tuple[str, str]]:
    """Id and label of the records to choose from that hold every word of `text`, the best fit of
    all first."""
    found = rows(file, cls, cls.labels, text, where, MOST_ROWS if text.strip() else limit)
    named = [(str(row[0]), _named(cls, cls.labels, row[1:])) for row in found]
    return sorted(named, key=lambda each: fit(text, each[1]))[:limit] if text.strip() else named


def told_apart(
    file: WardFile, cls: type[Entity], targets: Mapping[str, type[Entity]], ids: list[int]
) -> dict[int, str]:
    """What tells records of one name apart, by id: of people the year of birth and the group."""
    if not cls.told_apart_by:
        return {}
    names = ", ".join(f'"{name}"' for name in ("id", *cls.told_apart_by))
    sql = f'SELECT {names} FROM "{table_name(cls)}" WHERE id IN (SELECT value FROM json_each(?))'
    found = file.db.execute(sql, [json.dumps(ids)]).fetchall()
    shown: dict[int, list[str]] = {row[0]: [] for row in found}
    for place, name in enumerate(cls.told_apart_by, start=1):
        kind = kinds_of(cls)[name]
        known = (
            labels(file, targets[kind.target], {row[place] for row in found})
            if isinstance(kind, Reference)
            else {}
        )
        for row in found:
            shown[row[0]].append(
                known.get(row[place], "") if known else str(row[place])[:4]
            )  # the year of a day
    return {id: label(parts) for id, parts in shown.items()}


def label(parts: Sequence[Any]) -> str:
    """The parts by which a record is named, in one line."""
    return APART.join(str(part) for part in parts if part)


def references(file: WardFile, classes: Iterable[type[Entity]], target: str, id: int) -> int:
    """How many records of these classes, or lines of them, refer to a record of the table
    `target`."""
    found = 0
    for cls in classes:
        found += sum(count(file, cls, **{name: id}) for name in _names_of_references(cls, target))
        lines = [each.kind.of for each in fields_of(cls) if isinstance(each.kind, Lines)]
        if issubclass(cls, Dated):
            found += _count_past(file, cls, target, id)
        found += sum(
            _count_lines(file, cls, of, name, id)
            for of in lines
            for name in _names_of_references(of, target)
        )
    return found


def _count_past(file: WardFile, cls: type[Dated], target: str, id: int) -> int:
    names = _names_of_references(cls, target)
    said = [said_as(cls, name, id) for name in names]
    sql = (
        f'SELECT count(DISTINCT owner) FROM "{table_name(past_line(cls))}" WHERE what = ? AND '
        f"said = ?"
    )
    return sum(
        int(file.db.execute(sql, [name, text]).fetchone()[0])
        for name, text in zip(names, said, strict=True)
    )


def _names_of_references(cls: type[Record], target: str) -> list[str]:
    return [
        each.name
        for each in fields_of(cls)
        if isinstance(each.kind, Reference) and each.kind.target == target
    ]


def _count_lines(file: WardFile, owner: type[Entity], of: type[Record], name: str, id: int) -> int:
    sql = (
        f'SELECT count(*) FROM "{table_name(of)}" line JOIN "{table_name(owner)}" owner ON '
        f"owner.id = line.owner "
        f"WHERE owner.removed_on = '' AND line.\"{name}\" = ?"
    )
    return int(file.db.execute(sql, [id]).fetchone()[0])
