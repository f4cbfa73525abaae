"""Reading what can still be read of a damaged ward file, row by row."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.i18n import _
from lcdesk.storage import durable, journals
from lcdesk.storage.connection import Connection, connect, whole
from lcdesk.storage.refusing import damaged

_Row = tuple[Any, ...]
UNREADABLE = ("malformed", "not a database", "disk I/O", "Could not decode")
"""What SQLite or its driver says of a page, or of a text that a page breaks off."""
FARTHEST = 1 << 32
"""No table has so many rows."""


class Span(NamedTuple):
    """Numbers of rows that cannot be read, the last one included; not all of them need be there."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.last == FARTHEST:
            return _("{first} and beyond").format(first=self.first)
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def without(span: Span, filled: Collection[int]) -> list[Span]:
    """What is left of a span without some of its numbers."""
    left, first = [], span.first
    for number in sorted(each for each in filled if span.first <= each <= span.last):
        if first < number:
            left.append(Span(first, number - 1))
        first = number + 1
    return [*left, Span(first, span.last)] if first <= span.last else left


class TablePart(NamedTuple):
    """What could be read of a table."""

    columns: tuple[str, ...]
    rows: list[_Row]
    lost: list[Span]

    def last(self, column: str) -> int | None:
        """The highest value of a column that counts the rows; None where it may be lost."""
        place = self.columns.index(column)
        highest = max([0, *(row[place] for row in self.rows), *(span.last for span in self.lost)])
        return highest if highest < FARTHEST else None

    def has_lost(self, number: int) -> bool:
        """Whether a row of this number would be among those that cannot be read."""
        return any(span.first <= number <= span.last for span in self.lost)


class DamagedFile:
    """A ward file of which some pages cannot be read: a copy of it, which may be written into.

    Once a connection has met such a page it fails at everything; so each failure ends it.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._db: Connection | None = None

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[_Row] | None:
        """What a query gives; None where it meets what cannot be read."""
        try:
            if self._db is None:
                self._db = connect(self._path, self._key)
            rows = self._db.execute(sql, values).fetchall()
            for row in rows:
                for value in row:
                    if isinstance(value, str):
                        whole(value)
            return rows
        except sqlcipher.DatabaseError as error:
            if not any(told in str(error) for told in UNREADABLE):
                raise
            self.close()
            return None

    def close(self) -> None:
        """End the connection; the next question makes another."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def schema(self) -> dict[str, dict[str, str]]:
        """The statements that make tables and indexes, by kind and name. Refused where they cannot
        be read: nothing else can be then."""
        found = self.ask("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        if found is None:
            raise damaged()
        made: dict[str, dict[str, str]] = {"table": {}, "index": {}}
        for kind, name, sql in found:
            if kind in made and not name.startswith("sqlite_"):
                made[kind][name] = sql
        return made

    def read(self, table: str, number: str, last: int | None = None) -> TablePart:
        """What can be read of a table; `number` is the column by which its rows are kept in order,
        `last` its highest value where that is known from elsewhere."""
        columns = tuple(row[1] for row in self.ask(f'PRAGMA table_info("{table}")') or ())
        names = ", ".join(f'"{name}"' for name in columns)
        rows, lost = [], []
        sql = f'SELECT {names} FROM "{table}" WHERE {number}'
        last = self._last(table, number) if last is None else last
        end = self._farthest_readable(table, number) if last is None else last
        for found, span in self._walk(sql, end):
            if found is None:
                lost.append(span)
            else:
                rows += found
        lost = _joined(lost)
        if last is None and lost and lost[-1].last >= end:
            lost[-1] = Span(lost[-1].first, FARTHEST)
        return TablePart(columns, rows, lost)

    def _walk(self, sql: str, last: int) -> Iterator[tuple[list[_Row] | None, Span]]:
        """Ask for all rows; where that meets what cannot be read, for each half, down to the single
        row."""
        left = [Span(-FARTHEST, FARTHEST)]
        while left:
            span = left.pop()
            if span.first == span.last:  # to look for the end of a range would go one row farther
                found = self.ask(f"{sql} = ?", [span.first])
            else:
                found = self.ask(f"{sql} BETWEEN ? AND ?", span)
            if found is None and span.first < span.last:
                first, end = max(span.first, 1), min(span.last, last)
                if first >= end:
                    yield None, Span(first, first)
                    continue
                middle = (first + end) // 2
                left += [Span(middle + 1, end), Span(first, middle)]
            else:
                yield found, span

    def _last(self, table: str, number: str) -> int | None:
        """The number of the last row; None where it cannot be read."""
        found = self.ask(f'SELECT max({number}) FROM "{table}"')
        if found is None and number == "rowid":
            found = self.ask("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]) or None
        return int(found[0][0] or 0) if found else None

    def _farthest_readable(self, table: str, number: str) -> int:
        """A number beyond which nothing can be read."""
        readable, step = 1, 1
        while step < FARTHEST >> 8:
            if self.ask(f'SELECT 1 FROM "{table}" WHERE {number} = ?', [step]) is not None:
                readable = step
            step *= 2
        return 4 * readable


def _joined(lost: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in lost:
        if joined and joined[-1].last + 1 >= span.first:
            joined[-1] = Span(joined[-1].first, span.last)
        else:
            joined.append(span)
    return joined


@contextmanager
def opened(path: Path, key: bytes, scratch: Path) -> Iterator[DamagedFile]:
    """A damaged file that nobody has open, read from a copy under another name: the file itself is
    not touched, and a step that was being written is taken back in the copy."""
    with durable.clearing(scratch, journals.path_of(scratch)):
        for of in (lambda each: each, journals.path_of):
            if of(path).is_file():
                durable.make_empty(of(scratch))
                shutil.copyfile(of(path), of(scratch))
        file = DamagedFile(scratch, key)
        try:
            yield file
        finally:
            file.close()
            for each in (scratch, journals.path_of(scratch)):
                each.unlink(missing_ok=True)
