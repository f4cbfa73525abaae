"""A new ward file from what can be read of a damaged one, with its gaps filled from the trail and
the indexes, and all that is missing named."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lcdesk import __version__
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.i18n import N_, _, number
from lcdesk.storage import (
    checking,
    database,
    guards,
    records,
    seal,
    slots,
    standing,
    versions,
)
from lcdesk.storage.connection import Connection, check_free, connect
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import refusing
from lcdesk.storage.salvage import filling, placeholders
from lcdesk.storage.salvage.filling import OWNERS, Noted
from lcdesk.storage.salvage.pages import SoundPages, copied
from lcdesk.storage.salvage.tables import Span, TablePart, joined, without
from lcdesk.storage.salvage.trees import TreePages
from lcdesk.storage.slots import Slots

TABLE_NAMES = {
    "application": N_("applications"),
    "association": N_("associations"),
    "closing": N_("closings"),
    "collection": N_("collections"),
    "draft": N_("drafts"),
    "entry": N_("entries of the ledger"),
    "former_association": N_("former associations of groups"),  # in files of before
    "former_year": N_("former years"),
    "year_plan": N_("plans of years"),
    "frozen_paper": N_("kept papers"),
    "group": N_("savings groups"),
    "group_check": N_("group checks"),
    "group_score": N_("scores"),
    "household": N_("households"),
    "loan": N_("loans"),
    "loan_terms": N_("terms of loans"),
    "meeting": N_("review meetings"),
    "member": N_("members"),
    "neighbourhood": N_("neighbourhoods"),
    "printing": N_("printings"),
    "programme": N_("programmes"),
    "proposal_list": N_("proposal lists"),
    "reconciliation": N_("reconciliations"),
    "step": N_("steps of applications"),
    "trail": N_("lines of the trail"),
    "use_check": N_("use checks"),
    "verb": N_("steps of officers"),
    "ward": N_("the office"),
    "wording": N_("texts of papers"),
}
"""What the tables hold; those of lines are named after their owners."""
MADE_ANEW = ("_sqlite_migrations", "about", "sqlite_sequence")
"""What the program keeps for itself."""
FEW = 20


def named(table: str) -> str:
    """What a table holds, in a word for people."""
    if table in OWNERS:
        owner, field = OWNERS[table]
        return f"{named(owner)} ({field})"
    return _(TABLE_NAMES[table]) if table in TABLE_NAMES else table


class Salvage(NamedTuple):
    """What came of a repair: how many rows were read, and in sentences what was filled and what is
    missing."""

    rows: int
    told: tuple[str, ...]


def repair(path: Path, user: str, key: bytes, found: Slots, target: Path) -> Salvage:
    """Write what can be read of a ward file that nobody has open into a new one, which opens with
    the same passwords.

    Refused where nothing can be read, or where a file of the new name is there.
    """
    database.check_there(path)
    mark = found.mark or slots.mark_in(path)
    with database.making(target) as building, refusing():
        check_free(path)
        with copied(path, building.with_name(building.name + ".source"), key) as copy:
            pages = SoundPages(copy, key, bytes.fromhex(mark))
        if not len(pages):
            raise slots.foreign(path)
        db = connect(building, key, mark)
        try:
            told = _Repair(path, TreePages(pages), db).run()
            _finish(db, WardFile(building, user, db, key, standing.identity(building), found))
        finally:
            db.close()
        seal.put(building, found)
    return told


class _Repair:
    """One file being repaired: its tables are read first, then written and filled."""

    def __init__(self, path: Path, pages: TreePages, db: Connection) -> None:
        self._path = path
        self._db = db
        self._said: list[str] = []
        self._filled: dict[str, set[int]] = {}
        self._pages = pages

    def run(self) -> Salvage:
        """Write everything; give how many rows were read, and what is said of the rest."""
        from lcdesk.storage.salvage import (
            schema,
        )  # brings sqlite-utils, which takes as long to import as all of our storage

        self._db.execute("PRAGMA foreign_keys = OFF")
        self._db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        with self._db.atomic():
            self._parts, self._indexes, unknown = schema.read(self._db, self._pages)
            if unknown:
                about = dict(self._parts["about"].rows)
                raise database.newer(self._path, about.get("written_by", "?"), unknown)
            self._bound()
            # A table counts on from the highest number that it was given.
            for name in sorted(self._parts, key="sqlite_sequence".__ne__):
                self._write(name)
            self._fill_records()
            self._fill_verbs()
            self._fill_entries()
            self._name_lost()
            self._put_placeholders()
        self._db.execute("PRAGMA foreign_keys = ON")
        return Salvage(sum(len(part.rows) for part in self._parts.values()), tuple(self._said))

    def _bound(self) -> None:
        """Lines go no farther than their owners, entries no farther than what is told of them."""
        for name, (owner, _field) in OWNERS.items():
            if name in self._parts:
                self._parts[name].settle(self._parts[owner].last())
        indexes = self._indexes_of("entry")
        if "entry" in self._parts and not any(each.lost for each in indexes):
            told = filling.told_by_indexes(indexes)
            self._parts["entry"].settle(max(told, default=0))

    def _indexes_of(self, table: str) -> list[TablePart]:
        return [each for each in self._indexes.values() if each.table == table]

    def _write(self, name: str) -> None:
        part = self._parts[name]
        marks = ", ".join("?" * len(part.columns))
        sql = f'INSERT OR IGNORE INTO "{name}" VALUES ({marks})'
        self._db.conn.executemany(sql, part.rows)

    def _fill_records(self) -> None:
        """What the trail says of records and lines that cannot be read."""
        filled: dict[str, list[int]] = {}
        doubtful: dict[str, list[int]] = {}
        for (table, id), last in filling.last_noted(self._parts["trail"]).items():
            if table in TABLES and self._is_hit(table, id) and self._fill_record(table, id, last):
                self._filled.setdefault(table, set()).add(id)
                (doubtful if last.may_be_older else filled).setdefault(table, []).append(id)
        for table, ids in filled.items():
            self._say(_("{table}: {count} filled from the trail: {ids}"), table, ids)
        for table, ids in doubtful.items():
            sentence = _("{table}: {count} filled from an older line of the trail; look at {ids}")
            self._say(sentence, table, ids)

    def _fill_record(self, table: str, id: int, last: Noted) -> bool:
        record = filling.record_of(table, id, last)
        if record is None:
            return False
        if self._has_lost(table, id):
            row = filling.row_of(record)
            if last.is_removed:
                sql = "SELECT max(substr(done_at, 1, 10)) FROM verb WHERE id <= ?"
                (day,) = self._db.execute(sql, [last.verb]).fetchone()
                row |= {"removed_on": day or "1900-01-01", "removed_reason": _("lost")}
            if not filling.add(self._db, table, row):
                return False
        self._fill_lines(table, record)
        return True

    def _is_hit(self, table: str, id: int) -> bool:
        """Whether a record or any of its lines cannot be read."""
        lines = [name for name, (owner, _field) in OWNERS.items() if owner == table]
        return any(self._has_lost(name, id) for name in (table, *lines))

    def _has_lost(self, table: str, id: int) -> bool:
        return table in self._parts and self._parts[table].has_lost(id)

    def _fill_lines(self, table: str, record: Any) -> None:
        for name, (owner, field) in OWNERS.items():
            if owner == table and self._has_lost(name, record.id):
                self._filled.setdefault(name, set()).add(record.id)
                self._db.execute(f'DELETE FROM "{name}" WHERE owner = ?', [record.id])
                for row in filling.lines_of(record, field):
                    filling.add(self._db, name, row)

    def _fill_verbs(self) -> None:
        """Steps that others refer to and that cannot be read keep their number."""
        sql = (
            "SELECT verb FROM (SELECT verb FROM trail UNION SELECT verb FROM entry) WHERE verb NOT "
            "IN (SELECT id FROM verb) ORDER BY 1"
        )
        lost = [id for (id,) in self._db.execute(sql).fetchall()]
        for id in lost:
            placeholders.lost_verb(self._db, id)
        if lost:
            self._filled["verb"] = set(lost)
            self._say(_("{table}: {count} whose name and time are lost: {ids}"), "verb", lost)

    def _fill_entries(self) -> None:
        part = self._parts["entry"]
        told = filling.told_by_indexes(self._indexes_of("entry")) if part.lost else {}
        found = []
        for id, row in sorted(filling.entries(part, told).items()):
            member = row.get("member") or self._borrower(row.get("loan"), row["entry_on"])
            if not member:
                continue
            # Each with a step of its own: what one step entered is taken back together.
            verb = placeholders.lost_verb(self._db)
            known = {**row, "id": id, "member": member, "verb": verb}
            if filling.add(self._db, "entry", known):
                found.append(id)
        self._filled["entry"] = set(found)
        if found:
            sentence = _(
                "{table}: {count} filled from the indexes; note and way of paying lost: {ids}"
            )
            self._say(sentence, "entry", found)

    def _borrower(self, loan: int | None, day: str) -> int | None:
        """Who owed a loan on a day."""
        sql = (
            "SELECT member FROM loan_terms WHERE loan = :loan AND removed_on = '' AND from_on <= "
            ":day ORDER BY from_on DESC, id DESC LIMIT 1"
        )
        other = "SELECT member FROM loan WHERE id = :loan AND :day <> ''"
        asked = {"loan": loan, "day": day}
        found = (self._db.execute(each, asked).fetchone() for each in (sql, other))
        return next((each[0] for each in found if each and each[0]), None)

    def _name_lost(self) -> None:
        """What is gone for good, as far as one can tell."""
        for name, part in self._parts.items():
            spans = without(part.lost, self._filled.get(name, ()))
            if spans and name not in MADE_ANEW:
                sentence = _("{table}: what had the numbers {spans} is lost, if it was there")
                self._said.append(sentence.format(table=named(name), spans=_few(spans)))

    def _put_placeholders(self) -> None:
        """Put something in the place of each record to which others refer, and of the office: a
        file without one is taken for one that was never finished."""
        gone = {}
        if self._parts["ward"].lost and not self._db.execute("SELECT 1 FROM ward").fetchone():
            gone = {"ward": {1}}
        told = {
            table: filling.told_by_indexes(self._indexes_of(table))
            for table in TABLES
            if table in self._parts
        }
        for table, ids in placeholders.put(self._db, told, gone).items():
            sentence = _("{table}: one that says “lost” stands in the place of {ids}; fill it in")
            self._say(sentence, table, ids)

    def _say(self, sentence: str, table: str, ids: Collection[int]) -> None:
        spans = _few(joined(Span(id, id) for id in ids))
        told = sentence.format(table=named(table), count=number(len(ids)), ids=spans)
        self._said.append(told)


def _few(spans: Sequence[Span]) -> str:
    return ", ".join(map(str, spans[:FEW])) + (", …" if len(spans) > FEW else "")


def _finish(db: Connection, file: WardFile) -> None:
    """Bring the new file up to date and note the repair; what was before cannot be undone, for the
    trail may have gaps."""
    if not versions.is_current(db):
        database.migrate(db)
    guards.install(db)
    with file.atomically():
        write = records.begin(file, "repair", undoable=False)
        db.execute("INSERT OR REPLACE INTO about VALUES ('migrated_after', ?)", [str(write.verb)])
        db.execute("INSERT OR IGNORE INTO about VALUES ('written_by', ?)", [__version__])
    if problems := checking.check(db):
        raise Refused(_("The file could not be repaired: {problem}").format(problem=problems[0]))
