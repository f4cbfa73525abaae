"""What is wrong inside a ward file: damaged pages, broken references, a broken order of its
tables."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.i18n import _, number
from lcdesk.storage.connection import Connection, connect

FEW = 5
"""So many places are named."""


def check(db: Connection) -> list[str]:
    """What is wrong inside a file, in sentences; empty where all is well."""
    try:
        if damaged := _pages(db):
            return damaged
        return [
            *_references(db.execute("PRAGMA foreign_key_check").fetchall()),
            *_order(db.execute("PRAGMA integrity_check").fetchall()),
        ]
    except sqlcipher.DatabaseError:
        return [_("A page that everything else hangs on cannot be read.")]


def check_in_steps(db: Connection, progress: Callable[[int], None]) -> list[str]:
    """The same of an open file, table by table, so that one can go on typing beside it; whether
    the indexes are in order is not asked."""
    progress(0)
    beside = Connection(db.conn)  # so that its own questions are none of the window's
    if damaged := _pages(beside):
        return damaged
    found = []
    for step, table in enumerate(_tables(beside), 1):
        db.give_way()
        found += beside.execute(f'PRAGMA foreign_key_check("{table}")').fetchall()
        if broken := _order(beside.execute(f'PRAGMA quick_check("{table}")').fetchall()):
            return broken
        progress(step)
    return _references(found)


def check_copy(path: Path, key: bytes) -> list[str]:
    """What is wrong inside a file that nobody has open; empty where all is well."""
    with closing(connect(path, key)) as db:
        return check(db)


def rows(db: Connection) -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    for table in _tables(db):
        (counts[table],) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return counts


def _tables(db: Connection) -> list[str]:
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [name for (name,) in found]


def _pages(db: Connection) -> list[str]:
    pages = damaged_pages(db)
    if not pages:
        return []
    sentence = _("{count} pages of the file are damaged: {pages}.")
    return [sentence.format(count=number(len(pages)), pages=_some([*map(str, pages)]))]


def damaged_pages(db: Connection) -> list[int]:
    """The pages of a file that are not as they were written: each carries a seal, which SQLCipher
    compares without looking at what it holds."""
    found = db.execute("PRAGMA cipher_integrity_check").fetchall()
    pages = [int(page) for (text,) in found for page in re.findall(r"page (\d+)", text)]
    (last,) = db.execute("PRAGMA page_count").fetchone()
    return [page for page in pages if page <= last]  # behind it stand the key slots


def _references(found: list[tuple[str, int | None, str, int]]) -> list[str]:
    if not found:
        return []
    places = [f"{table} {row or ''} → {target}" for table, row, target, _which in found]
    sentence = _("{count} records point to one that is not there: {places}.")
    return [sentence.format(count=number(len(places)), places=_some(places))]


def _order(found: list[tuple[str]]) -> list[str]:
    said = [text for (text,) in found if text != "ok"]
    if not said:
        return []
    return [_("The order of the file is broken in {count} places.").format(count=number(len(said)))]


def _some(places: list[str]) -> str:
    return ", ".join(places[:FEW]) + (", …" if len(places) > FEW else "")
