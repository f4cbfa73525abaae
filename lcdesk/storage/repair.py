"""A new ward file from what can be read of a damaged one, with its gaps filled from the trail and
the indexes, and all that is missing named."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.i18n import N_, _, number
from lcdesk.storage import (
    checking,
    database,
    filling,
    guards,
    records,
    salvage,
    seal,
    slots,
    standing,
    versions,
)
from lcdesk.storage.connection import Connection, check_free, connect
from lcdesk.storage.database import WardFile
from lcdesk.storage.filling import OWNERS
from lcdesk.storage.refusing import refusing
from lcdesk.storage.salvage import DamagedFile, TablePart
from lcdesk.storage.slots import Slots

TABLE_NAMES = {
    "application": N_("applications"),
    "association": N_("associations"),
    "closing": N_("closings"),
    "collection": N_("collections"),
    "draft": N_("drafts"),
    "entry": N_("entries of the ledger"),
    "former_year": N_("former years"),
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
    "year_plan": N_("plans of years"),
}
"""What the tables hold; those of lines are named after their owners."""
ROUNDS = 8
"""A placeholder may itself need one."""
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

    Refused where the list of its tables cannot be read, or where a file of the new name is there.
    """
    database.check_there(path)
    mark = found.mark or slots.mark_in(path)
    with database.making(target) as building, refusing():
        check_free(path)
        scratch = building.with_name(building.name + ".source")
        with salvage.opened(path, key, scratch) as source:
            db = connect(building, key, mark)
            try:
                told = _Repair(source, db).run()
                _finish(db, WardFile(building, user, db, key, standing.identity(building), found))
            finally:
                db.close()
        rows = told.rows
        seal.put(building, found)
    return Salvage(rows, tuple(told.sentences))


class _Told(NamedTuple):
    rows: int
    sentences: list[str]


class _Repair:
    """One file being repaired: its parts are read first, then filled and written."""

    def __init__(self, source: DamagedFile, db: Connection) -> None:
        self._source = source
        self._db = db
        self._said: list[str] = []
        self._filled: dict[str, set[int]] = {}
        schema = source.schema()
        self._tables, self._indexes = schema["table"], schema["index"]
        self._parts: dict[str, TablePart] = {}
        for name in sorted(self._tables, key=lambda name: name in OWNERS):  # owners come first
            self._parts[name] = self._read(name)

    def _read(self, name: str) -> TablePart:
        if name not in OWNERS:
            return self._source.read(name, "rowid")
        owner = self._parts[OWNERS[name][0]]
        return self._source.read(name, "owner", owner.last("id"))

    def run(self) -> _Told:
        """Write everything; give how many rows were read, and what is said of the rest."""
        self._check_migrations()
        self._db.execute("PRAGMA foreign_keys = OFF")
        self._db.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        with self._db.atomic():
            for sql in self._tables.values():
                self._db.execute(sql)
            for name, part in self._parts.items():
                self._write(name, part)
            self._fill_records()
            self._fill_verbs()
            self._fill_entries()
            self._name_lost()
            for sql in self._indexes.values():
                self._db.execute(sql)
            self._put_placeholders()
        self._db.execute("PRAGMA foreign_keys = ON")
        return _Told(sum(len(part.rows) for part in self._parts.values()), self._said)

    def _check_migrations(self) -> None:
        if self._parts["_sqlite_migrations"].lost:
            raise Refused(
                _("It cannot be read how far the file was brought up to date. Only a copy helps.")
            )

    def _write(self, name: str, part: TablePart) -> None:
        marks = ", ".join("?" * len(part.columns))
        self._db.conn.executemany(f'INSERT INTO "{name}" VALUES ({marks})', part.rows)

    def _fill_records(self) -> None:
        """What the trail says of records and lines that cannot be read."""
        noted = filling.last_noted(self._parts["trail"])
        filled: dict[str, list[int]] = {}
        doubtful: dict[str, list[int]] = {}
        for (table, id), last in noted.items():
            if table not in TABLES or not self._is_hit(table, id):
                continue
            record = filling.record_of(table, id, last)
            if record is None:
                continue
            if self._parts[table].has_lost(id):
                row = filling.row_of(record, self._parts[table].columns)
                if last.is_removed:
                    row |= {"removed_on": "1900-01-01", "removed_reason": _("lost")}
                self._db.insert(table, row)
            self._fill_lines(table, record)
            self._filled.setdefault(table, set()).add(id)
            (doubtful if last.may_be_older else filled).setdefault(table, []).append(id)
        for table, ids in filled.items():
            self._say(_("{table}: {count} filled from the trail: {ids}"), table, ids)
        for table, ids in doubtful.items():
            sentence = _("{table}: {count} filled from an older line of the trail; look at {ids}")
            self._say(sentence, table, ids)

    def _is_hit(self, table: str, id: int) -> bool:
        """Whether a record or any of its lines cannot be read."""
        lines = [name for name, (owner, _field) in OWNERS.items() if owner == table]
        return any(self._parts[name].has_lost(id) for name in (table, *lines))

    def _fill_lines(self, table: str, record: Any) -> None:
        for name, (owner, field) in OWNERS.items():
            part = self._parts[name]
            if owner == table and part.has_lost(record.id):
                self._filled.setdefault(name, set()).add(record.id)
                for row in filling.lines_of(record, field, part.columns):
                    self._db.insert(name, row, replace=True)

    def _fill_entries(self) -> None:
        part = self._parts["entry"]
        if not part.lost:
            return
        borrowers = dict(self._db.execute("SELECT id, member FROM loan").fetchall())
        members = [id for (id,) in self._db.execute("SELECT id FROM member").fetchall()]
        note = _("receipt and note lost")
        found = filling.entries(self._source, part, borrowers, members, note)
        for entry in sorted(found, key=lambda entry: int(entry["id"])):
            # Each with a step of its own: what one step entered is taken back together.
            self._db.insert("entry", {**entry, "verb": self._lost_verb()})
            self._filled.setdefault("entry", set()).add(entry["id"])
        if found:
            sentence = _(
                "{table}: {count} filled from the indexes, without receipt and note: {ids}"
            )
            self._say(sentence, "entry", [entry["id"] for entry in found])

    def _lost_verb(self) -> int:
        """A new step in the place of one that is not known."""
        row = {"name": "lost", "done_at": records.now(), "actor": "?", "undoable": 0}
        return self._db.insert("verb", row)

    def _fill_verbs(self) -> None:
        """Steps that others refer to and that cannot be read keep their number."""
        sql = (
            "SELECT DISTINCT used.verb FROM (SELECT verb FROM trail UNION SELECT verb FROM entry) "
            "used LEFT JOIN verb ON verb.id = used.verb WHERE verb.id IS NULL ORDER BY 1"
        )
        lost = [id for (id,) in self._db.execute(sql).fetchall()]
        for id in lost:
            before = self._db.execute(
                "SELECT done_at, actor FROM verb WHERE id < ? ORDER BY id DESC LIMIT 1", [id]
            ).fetchone() or ("1900-01-01T00:00:00+00:00", "?")
            self._db.insert(
                "verb",
                {"id": id, "name": "lost", "done_at": before[0], "actor": before[1], "undoable": 0},
            )
        if lost:
            self._say(_("{table}: {count} whose name and time are lost: {ids}"), "verb", lost)

    def _name_lost(self) -> None:
        """What is gone for good, as far as one can tell."""
        for name, part in self._parts.items():
            filled = self._filled.get(name, set())
            spans = [each for span in part.lost for each in salvage.without(span, filled)]
            if spans:
                shown = ", ".join(map(str, spans[:FEW])) + (", …" if len(spans) > FEW else "")
                sentence = _("{table}: what had the numbers {spans} is lost, if it was there")
                self._said.append(sentence.format(table=named(name), spans=shown))

    def _put_placeholders(self) -> None:
        """A record that others refer to and that is gone gets an empty one in its place, so that
        nothing that refers to it is lost too."""
        for _round in range(ROUNDS):
            missing = set(self._missing())
            if not missing:
                return
            for table, id in sorted(missing):
                self._db.insert(table, self._placeholder(table, id))
                self._say(_("{table}: an empty one stands in the place of {ids}"), table, [id])

    def _missing(self) -> Iterator[tuple[str, int]]:
        for table, row, target, which in self._db.execute("PRAGMA foreign_key_check").fetchall():
            links = self._db.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(link[3] for link in links if link[0] == which)
            test = "rowid = ?" if row is not None else "true"
            values = [row] if row is not None else []
            found = self._db.execute(
                f'SELECT DISTINCT "{column}" FROM "{table}" WHERE {test} '
                f'AND "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT id FROM "{target}")',
                values,
            )
            for (id,) in found.fetchall():
                yield target, id

    def _placeholder(self, table: str, id: int) -> Mapping[str, Any]:
        if table == "verb":
            return {"id": id, "name": "lost", "done_at": "", "actor": "?", "undoable": 0}
        named = {"name": _("(lost) {id}").format(id=id)}
        columns = self._parts[table].columns
        return {"id": id, **{name: text for name, text in named.items() if name in columns}}

    def _say(self, sentence: str, table: str, ids: list[int]) -> None:
        shown = ", ".join(map(str, ids[:FEW])) + (", …" if len(ids) > FEW else "")
        self._said.append(sentence.format(table=named(table), count=number(len(ids)), ids=shown))


def _finish(db: Connection, file: WardFile) -> None:
    """Bring the new file up to date and note the repair; what was before cannot be undone, for the
    trail may have gaps."""
    if not versions.is_current(db):
        database.migrate(db)
    guards.install(db)
    with file.atomically():
        write = records.begin(file, "repair", undoable=False)
        db.execute("INSERT OR REPLACE INTO about VALUES ('migrated_after', ?)", [str(write.verb)])
    if problems := checking.check(db):
        raise Refused(_("The file could not be repaired: {problem}").format(problem=problems[0]))
