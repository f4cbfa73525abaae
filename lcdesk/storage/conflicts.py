"""What the tables do not take, said of the record that was to be written: what is twice, what is
missing."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Field, Record, fields_of, line_fields, value_fields
from lcdesk.domain.kinds import Reference
from lcdesk.i18n import _
from lcdesk.storage.connection import Connection

_OF_INDEXES = {"meeting_number": ("serial",)}
"""The fields of an index that counts something else than columns, for SQLite names it alone."""
_COLUMN = re.compile(r"\w+\.(\w+)")
_INDEX = re.compile(r"index '(\w+)'")


@contextmanager
def telling(db: Connection, written: Sequence[Record]) -> Iterator[None]:
    """Where the tables take one of these records not, say which of its fields stands there twice or
    names what is not in the file."""
    try:
        yield
    except sqlcipher.IntegrityError as error:
        broken = _twice(str(error), written[-1]) if "UNIQUE" in str(error) else {}
        for each in written:
            broken |= _missing(db, each)
        if not broken:
            raise
        raise Refused(broken) from error


def _twice(error: str, record: Record) -> dict[str, str]:
    index = _INDEX.search(error)
    names = _OF_INDEXES.get(index[1], ()) if index else _COLUMN.findall(error)
    same = [each for each in fields_of(type(record)) if each.name in names]
    told = ", ".join(_said(each, record) for each in same)
    sentence = _("This stands in the file once already: {what}. Look for it, or enter another.")
    return {each.name: sentence.format(what=told) for each in same[-1:]}


def _said(each: Field, record: Record) -> str:
    """A field with what is written in it; of a reference its name alone, for an id says nothing."""
    if isinstance(each.kind, Reference):
        return _(each.label)
    return f"{_(each.label)} {each.kind.show(getattr(record, each.name))}"


def _missing(db: Connection, record: Record, place: str = "") -> dict[str, str]:
    """The references of a record and of its lines that lead to nothing."""
    broken = {}
    for each in value_fields(type(record)):
        id = getattr(record, each.name)
        if not isinstance(each.kind, Reference) or not id:
            continue
        sql = f'SELECT 1 FROM "{each.kind.target}" WHERE id = ?'
        if db.execute(sql, [id]).fetchone() is None:
            sentence = _("{label}: what was chosen is not in the file. Choose it again.")
            broken[f"{place}{each.name}"] = sentence.format(label=_(each.label))
    for each in line_fields(type(record)):
        for index, line in enumerate(getattr(record, each.name)):
            broken |= _missing(db, line, f"{place}{each.name}.{index}.")
    return broken
