"""Whole, verified copies of a ward file: one under a name that was given, or many in a folder,
thinned as they grow old."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.domain.copies import staying
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft, Entity
from lcdesk.domain.plain import as_dict
from lcdesk.i18n import _
from lcdesk.storage import checking, database, drafts, records, seal, slots, standing, versions
from lcdesk.storage.connection import Connection, connect
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import refusing
from lcdesk.storage.standing import Identity

_ADDED_TO = ("entry", "verb", "trail", "printing")
"""Tables to which rows are only added, so that the last one tells how far a file goes."""
_MADE_AT = "%Y-%m-%d %Hh%Mm%S"
_NAMED = re.compile(r" (\d{4}-\d\d-\d\d \d\dh\d\dm\d\d)$")


class Copy(NamedTuple):
    """A copy of a ward file in a folder of copies."""

    path: Path
    made_at: datetime


class Taken(NamedTuple):
    """A step of an officer: the name of the verb, and the moment with its zone."""

    name: str
    done_at: str


class Former(NamedTuple):
    """A record as a copy has it, and as the open file has it now, where it does."""

    there: Entity
    here: Entity | None


class CopyDifference(NamedTuple):
    """The steps since a file and its copy went different ways."""

    only_here: tuple[Taken, ...]
    only_there: tuple[Taken, ...]


def backup(file: WardFile, target: Path, unkept: Mapping[str, Draft] | None = None) -> None:
    """Copy the file with its key slots in it, open the copy and compare it.

    What is written meanwhile may be in it or not. `unkept` drafts, which the file itself does not
    take, go into the copy. Refused where a file of that name is there.
    """
    with database.making(target) as building:
        before = _last_rows(file.db)
        database.copy_to(file.db, building, file.key)
        if unkept:
            with closing(connect(building, file.key)) as db, db.atomic():
                for place, draft in unkept.items():
                    drafts.put(db, place, draft)
        _verify(file, building, before)
        seal.put(building, file.slots_now())


def _last_rows(db: Connection) -> list[int]:
    sql = " UNION ALL ".join(f"SELECT coalesce(max(id), 0) FROM {name}" for name in _ADDED_TO)
    return [last for (last,) in db.execute(sql).fetchall()]


def _verify(file: WardFile, copy: Path, before: list[int]) -> None:
    """Open a copy, and see that each of its pages is as it was written and that it goes as far as
    the file. What the pages hold is checked in the file itself."""
    try:
        with closing(connect(copy, file.key)) as db:
            damaged, copied = checking.damaged_pages(db), _last_rows(db)
    except sqlcipher.DatabaseError:
        damaged, copied = [0], []
    ranges = zip(before, copied, _last_rows(file.db), strict=bool(copied))
    if damaged or any(not least <= last <= most for least, last, most in ranges):
        raise Refused(
            _("The copy is not the same as the file. Nothing was kept; try another drive.")
        )


def add_to(file: WardFile, folder: Path, now: datetime) -> Path:
    """Put a copy into a folder of copies and thin those that lie there.

    None is taken away while one there holds more steps than the file: that may be all that is left
    of them.
    """
    before = copies(folder, file.slots.mark, file.identity)
    while (target := folder / _name(file.path, now)).exists():  # two within a second
        now += timedelta(seconds=1)
    backup(file, target)
    stay = staying(each.made_at for each in (*before, Copy(target, now)))
    leaving = [each for each in before if each.made_at not in stay]
    if leaving and all(_steps_in(each.path, file.key) <= steps(file.db) for each in before):
        for each in leaving:
            with suppress(OSError):
                each.path.unlink()
    return target


def _name(path: Path, made_at: datetime) -> str:
    return f"{path.stem} {made_at.strftime(_MADE_AT)}{path.suffix}"


def copies(folder: Path, mark: str, opened: Identity | None) -> list[Copy]:
    """The copies in a folder of the ward file with this mark, the newest first; the open file
    itself, which may be one that was a copy, is none of them."""
    found = []
    with refusing():
        for path in folder.iterdir():
            named = _NAMED.search(path.stem)
            if named and path.is_file() and _is_copy(path, mark, opened):
                found.append(Copy(path, datetime.strptime(named[1], _MADE_AT)))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def _is_copy(path: Path, mark: str, opened: Identity | None) -> bool:
    # The open file is told by its name alone: to look into it would take the lock off it.
    return standing.identity(path) != opened and slots.mark_in(path) == mark


def newest_good(found: Sequence[Copy], key_of: Callable[[Path], bytes]) -> Copy | None:
    """The first of these copies that opens and is whole."""
    for each in found:
        with suppress(sqlcipher.Error, OSError, Refused):
            if not checking.check_copy(each.path, key_of(each.path)):
                return each
    return None


def compare(file: WardFile, copy: Path) -> CopyDifference:
    """What the open file and a copy have that the other has not. Refused where the copy does not
    open with the key of the file."""
    database.check_there(copy)
    try:
        with closing(connect(copy, file.key)) as db:
            there = _trail(db)
    except sqlcipher.Error:
        raise slots.foreign(copy) from None
    here = _trail(file.db)
    common = next(
        (n for n, (ours, theirs) in enumerate(zip(here, there, strict=False)) if ours != theirs),
        min(len(here), len(there)),
    )
    return CopyDifference(tuple(here[common:]), tuple(there[common:]))


def former(file: WardFile, copy: Path, classes: Sequence[type[Entity]]) -> list[Former]:
    """The records of these classes that a copy has otherwise than the open file, or that are not in
    it any more.

    Refused where another version of the program made the copy: its tables are others.
    """
    database.check_there(copy)
    with refusing(), closing(database.unlocked(copy, file.key)) as db:
        if not versions.is_current(db):
            raise Refused(
                _("Another version of the program made this copy: only all of it can be put back.")
            )
        there = [each for cls in classes for each in records.find(replace(file, db=db), cls)]
    here = {(type(each), each.id): each for cls in classes for each in records.find(file, cls)}
    found = [Former(each, here.get((type(each), each.id))) for each in there]
    return [each for each in found if not each.here or as_dict(each.here) != as_dict(each.there)]


def _trail(db: Connection) -> list[Taken]:
    return [Taken(*row) for row in db.execute("SELECT name, done_at FROM verb ORDER BY id")]


def _steps_in(copy: Path, key: bytes) -> int:
    try:
        with closing(connect(copy, key)) as db:
            return steps(db)
    except sqlcipher.Error:
        return 0  # it does not open


def steps(db: Connection) -> int:
    """How many steps of officers a file holds."""
    return int(db.execute("SELECT count(*) FROM verb").fetchone()[0])
