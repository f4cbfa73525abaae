"""Open and make ward files: one encrypted SQLite file each, with the guards that keep it true."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from glob import escape
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk import __version__
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import durable, guards, keys, standing, targets, versions
from lcdesk.storage.connection import Connection, connect
from lcdesk.storage.refusing import refusing
from lcdesk.storage.standing import Identity

APPLICATION_ID = 0x4C43_4445  # "LCDE", so that another program's file is known at once


@dataclass(frozen=True)
class WardFile:
    """An open ward file and the user who opened it. `db` and `key` are for the storage package
    alone."""

    path: Path
    user: str
    db: Connection
    key: bytes = field(repr=False)
    identity: Identity
    """Which file this is, whatever its name says later."""
    kept: Path | None = None
    """The file as it was before this opening brought it up to date."""

    def close(self) -> None:
        """End the connection; who waits for the file gets it."""
        self.db.close()

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """Everything inside is written, or nothing.

        Refused where the disk or the file says no, and where another file or none has the name by
        now.
        """
        is_whole_step = not self.db.conn.in_transaction
        if is_whole_step:
            standing.check(self.path, self.identity, self._size())
        with refusing(), self.db.atomic():
            yield
            if is_whole_step:
                standing.check(self.path, self.identity)

    def _size(self) -> int:
        """How many bytes the file holds, as we left it."""
        pages, size = (
            int(self.db.execute(f"PRAGMA {of}").fetchone()[0]) for of in ("page_count", "page_size")
        )
        return pages * size


def create(
    path: Path,
    user: str,
    password: str,
    cost: keys.Cost | None = None,
    fill: Callable[[WardFile], object] = lambda _file: None,
) -> tuple[WardFile, str]:
    """Make a new ward file with one user. Give it open, and its recovery key.

    `fill` writes what it is to hold from the start, before it gets its name. Refused where
    something of that name is there already or the folder cannot be written.
    """
    keys.check_password(password)
    key = keys.new_key()
    with making(path) as building:
        db = connect(building, key)
        try:
            _migrate(db)
            fill(WardFile(building, user, db, key, standing.identity(building)))
        finally:
            db.close()
        keys.write_slot(building, key, user, password, cost or keys.Cost())
    return _open_with_key(path, user, key), keys.recovery_text(key)


@contextmanager
def making(path: Path) -> Iterator[Path]:
    """Where to build a new ward file and its key-slot file, which get their names once both are
    whole.

    Refused where a file of that name is there already or the folder cannot be written.
    """
    targets.check_name(path)
    building = path.with_name(path.name + ".new")
    with refusing(), durable.clearing(building, keys.slots_path(building), _journal(building)):
        if os.path.lexists(path):  # a link that leads nowhere, too
            raise Refused(_("{file} is there already. Choose another name.").format(file=path.name))
        yield building
        # A journal left behind by another file of this name would be played back into the new one.
        for stray in (keys.slots_path(path), _journal(path)):
            durable.set_aside(stray)
        if keys.slots_path(building).exists():  # a file whose slots are lost is kept without, too
            durable.put_in_place(keys.slots_path(building), keys.slots_path(path))
        durable.put_in_place(building, path)


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def set_aside(file: WardFile, told: str) -> Path:
    """Close a ward file and give it and its keys a name that tells why, so that its own can be used
    again."""
    file.close()
    aside = _free_name(file.path, told)
    with refusing():
        os.replace(file.path, aside)
        os.replace(keys.slots_path(file.path), keys.slots_path(aside))
    return aside


def open_file(path: Path, password: str) -> WardFile:
    """Open a ward file with a user's password. Refused, with nothing touched, where that cannot
    be."""
    _check_there(path)
    user, key = keys.unwrap(path, password)
    return _open_with_key(path, user, key)


def recover(
    path: Path, recovery: str, user: str, password: str, cost: keys.Cost | None = None
) -> WardFile:
    """Open a ward file with its recovery key and give the user a new password."""
    _check_there(path)
    keys.check_password(password)
    key = keys.key_from_recovery(recovery)
    file = _open_with_key(path, user, key)
    try:
        with refusing():
            if _slots_are_unreadable(path):
                durable.set_aside(keys.slots_path(path))
            keys.write_slot(path, key, user, password, cost or keys.Cost())
    except BaseException:
        file.close()
        raise
    return file


def _slots_are_unreadable(path: Path) -> bool:
    try:
        keys.users(path)
    except Refused:
        return True
    return False


def _check_there(path: Path) -> None:
    if not os.path.isfile(path):  # unlike Path.is_file also for a name that is too long
        raise Refused(_("There is no file {file}.").format(file=path))


def _open_with_key(path: Path, user: str, key: bytes) -> WardFile:
    with refusing():
        db = _unlocked(path, key)
        try:
            _check_ours(path, db)
            _lock(db)
            kept = None
            if not versions.is_current(db):
                db, kept = _migrated(path, key, db)
            guards.install(db)
            identity = standing.identity(path)
        except BaseException:
            db.close()
            raise
    return WardFile(path, user, db, key, identity, kept)


def _lock(db: Connection) -> None:
    db.execute("BEGIN EXCLUSIVE")
    db.execute("COMMIT")


def _unlocked(path: Path, key: bytes) -> Connection:
    try:
        return connect(path, key)
    except sqlcipher.DatabaseError as error:
        if "not a database" in str(error):
            raise _stranger(path) from error
        raise


def _stranger(path: Path) -> Refused:
    sentence = _("{file} is not a ward file of this program, or its key file belongs to another.")
    return Refused(sentence.format(file=path.name))


def _check_ours(path: Path, db: Connection) -> None:
    """Refuse what is no ward file, and one that a newer program has written."""
    if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise _stranger(path)
    if not versions.is_current(db) and (unknown := _unknown_migrations(db)):
        (theirs,) = db.execute("SELECT value FROM about WHERE name = 'written_by'").fetchone()
        sentence = _(
            "{file} was changed by version {theirs} of the program; this is version {ours}, which "
            "does not know "
            "{migrations}. Please install the newer one."
        )
        raise Refused(
            sentence.format(
                file=path.name, theirs=theirs, ours=__version__, migrations=", ".join(unknown)
            )
        )


def _unknown_migrations(db: Connection) -> list[str]:
    """The names of the changes of tables that this program does not know, in their order."""
    from lcdesk.storage import (
        migrations,
    )  # brings sqlite-utils, which an up-to-date file does without

    return migrations.unknown(db.tables())


def _migrate(db: Connection) -> None:
    """Bring the tables up to this program, and check what came of it."""
    from lcdesk.storage.migrations import (
        migrations,
    )  # brings sqlite-utils, which an up-to-date file does without

    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    guards.lift(db)
    migrations.apply(db.tables())
    db.execute("INSERT OR REPLACE INTO about VALUES ('written_by', ?)", [__version__])
    db.execute(
        "INSERT OR REPLACE INTO about SELECT 'migrated_after', coalesce(max(id), 0) FROM verb"
    )
    guards.install(db)
    problems = check(db)
    if problems:
        raise Refused(
            _("The file could not be brought up to date: {problem}").format(problem=problems[0])
        )
    db.execute("PRAGMA foreign_keys = ON")


def _migrated(path: Path, key: bytes, db: Connection) -> tuple[Connection, Path]:
    """Migrate a copy and put it in the place of the file, so that a failure leaves the old file as
    it was.

    Give it open, and where the file of before is kept.
    """
    fresh = path.with_name(path.name + ".migrating")
    with durable.clearing(fresh):
        copy_to(db, fresh, key)
        copy = connect(fresh, key)
        try:
            _migrate(copy)
        finally:
            copy.close()
        kept = _keep(path, key, db)
        db.close()
        durable.put_in_place(fresh, path)
    migrated = connect(path, key)
    _lock(migrated)
    return migrated, kept


def _keep(path: Path, key: bytes, db: Connection) -> Path:
    """Copy an older program's file beside itself, with its keys, so that the update can be taken
    back."""
    tells = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone()
    written = (
        db.execute("SELECT value FROM about WHERE name = 'written_by'").fetchone()
        if tells
        else None
    )
    kept = _free_name(path, f"{written[0] if written else 0}, {date.today()}")
    with making(kept) as building:
        copy_to(db, building, key)
        copy = connect(building, key)
        try:
            problems = check(copy)
        finally:
            copy.close()
        if problems:
            raise Refused(
                _("The file could not be brought up to date: {problem}").format(problem=problems[0])
            )
        if keys.slots_path(path).exists():
            keys.copy_slots(path, building)
    return kept


def _free_name(path: Path, told: str) -> Path:
    names = (
        path.with_stem(f"{path.stem} ({told}{again})")
        for again in ("", *(f", {n}" for n in range(2, 1000)))
    )
    return next(each for each in names if not each.exists())


def kept_before_updates(path: Path) -> list[Path]:
    """The files that were kept beside this one when it was brought up to date."""
    return sorted(path.parent.glob(f"{escape(path.stem)} ([0-9]*, [0-9]*){escape(path.suffix)}"))


def copy_to(db: Connection, path: Path, key: bytes) -> None:
    """Copy an open file, whole and consistent, to a new file under the same key."""
    target = connect(path, key)
    try:
        db.conn.backup(target.conn)
    finally:
        target.close()


def check(db: Connection) -> list[str]:
    """What is wrong inside a file: broken references, damaged pages. Empty where all is well."""
    try:
        unreadable = [row[0] for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
        broken = [
            f"{row[0]} {row[1]} → {row[2]}"
            for row in db.execute("PRAGMA foreign_key_check").fetchall()
        ]
        damaged = [
            row[0] for row in db.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"
        ]
    except sqlcipher.DatabaseError as error:
        return [str(error)]
    return unreadable + broken + damaged
