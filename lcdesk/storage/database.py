"""Open and make ward files: one encrypted SQLite file each, with the guards that keep it true."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from glob import escape
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk import __version__
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import (
    checking,
    durable,
    free_pages,
    guards,
    journals,
    keys,
    seal,
    slots,
    standing,
    targets,
    versions,
)
from lcdesk.storage.connection import Connection, check_free, connect
from lcdesk.storage.refusing import damaged, refusing
from lcdesk.storage.slots import Slots
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
    slots: Slots
    """The key slots by which it was opened."""
    reach: int = 0
    """How far the file went at opening, where what stands behind its last page had to stay."""
    kept: Path | None = None
    """The file as it was before this opening brought it up to date."""

    def close(self) -> None:
        """End the connection, and put the key slots behind the last page; who waits for the file
        gets it."""
        if self.db.is_open:
            seal.close(self.path, self.identity, self.db, self.slots_now())

    def slots_now(self) -> Slots:
        """The key slots beside the file, or, where these were lost meanwhile, those by which it was
        opened."""
        try:
            return replace(slots.read(self.path), mark=self.db.mark)
        except Refused:
            return self.slots

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """Everything inside is written, or nothing.

        Refused where the disk or the file says no, and where another file or none has the name by
        now.
        """
        is_whole_step = not self.db.conn.in_transaction
        if is_whole_step:
            standing.check(self.path, self.identity, max(self.db.size, self.reach))
            self._check_content()
            self.check_certain()
        try:
            with refusing(), self.db.atomic():
                yield
                if is_whole_step:
                    standing.check(self.path, self.identity)
        finally:
            if is_whole_step:  # what is taken back may be written, too
                self.note_written()

    def check_certain(self) -> None:
        """Refuse where the disk does not say that the last step is on it for good, asked once more;
        in the file it is."""
        try:
            self.db.make_certain()
        except OSError as error:
            sentence = _(
                "The last step is in {file}, but the disk did not confirm it; it may be gone when "
                "the power goes. Back the file up to another disk now. Nothing more is saved "
                "until the disk answers."
            )
            raise Refused(sentence.format(file=self.path.name)) from error

    def note_written(self) -> None:
        """Remember when the file was changed by us and how far it goes, to know when another has
        written into it."""
        with suppress(OSError, sqlcipher.Error):
            self.db.written = standing.changed_at(self.path), self.db.commits()

    def _check_content(self) -> None:
        """Refuse where bytes of before were written into the file, of the same size; what only
        touched it does no harm."""
        if self.db.written is None or standing.changed_at(self.path) == self.db.written[0]:
            return
        with refusing():
            self.db.execute("PRAGMA shrink_memory")  # else it would go by what it remembers
            if self.db.commits() < self.db.written[1]:
                raise standing.lost(self.path)


def create(
    path: Path,
    user: str,
    password: str,
    cost: slots.Cost | None = None,
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
            migrate(db)
            fill(WardFile(building, user, db, key, standing.identity(building), Slots()))
            mark = db.mark
        finally:
            db.close()
        written = keys.write_slot(building, key, user, password, cost or slots.Cost(), mark)
    return open_with_key(path, user, key, written), keys.recovery_text(key)


@contextmanager
def making(path: Path) -> Iterator[Path]:
    """Where to build a new ward file and its key-slot file, which get their names once both are
    whole.

    Refused where a file of that name is there already or the folder cannot be written.
    """
    targets.check_name(path)
    building = path.with_name(path.name + ".new")
    with (
        refusing(),
        durable.clearing(building, slots.path_of(building), journals.path_of(building)),
    ):
        if os.path.lexists(path):  # a link that leads nowhere, too
            raise Refused(_("{file} is there already. Choose another name.").format(file=path.name))
        yield building
        # A journal left behind by another file of this name would be played back into the new one.
        for stray in (slots.path_of(path), journals.path_of(path)):
            durable.set_aside(stray)
        if slots.path_of(building).exists():  # a file whose slots are lost is kept without, too
            durable.put_in_place(slots.path_of(building), slots.path_of(path))
        durable.put_in_place(building, path)


def set_aside(path: Path, told: str) -> Path:
    """Give a closed ward file a name that tells why, and what belongs to it, so that its own can be
    used again."""
    aside = free_name(path, told)
    with refusing():
        durable.put_in_place(path, aside)
        for of in (slots.path_of, journals.path_of):
            with suppress(FileNotFoundError):
                durable.put_in_place(of(path), of(aside))
    return aside


def open_file(path: Path, password: str) -> WardFile:
    """Open a ward file with a user's password. Refused, with nothing touched, where that cannot
    be."""
    check_there(path)
    with refusing():
        check_free(path)
        user, key, found = keys.unwrap(path, password)
    try:
        return open_with_key(path, user, key, found)
    except slots.Foreign:
        if not found.mark:
            raise
        raise damaged() from None  # the slots say that it is ours, so its first page is bad


def recover(
    path: Path, recovery: str, user: str, password: str, cost: slots.Cost | None = None
) -> WardFile:
    """Open a ward file with its recovery key and give the user a new password."""
    check_there(path)
    keys.check_password(password)
    key = keys.key_from_recovery(recovery)
    known = _readable_slots(path)
    file = open_with_key(path, user, key, known or Slots())
    try:
        with refusing():
            if known is None:
                durable.set_aside(slots.path_of(path))
            written = keys.write_slot(path, key, user, password, cost or slots.Cost(), file.db.mark)
    except BaseException:
        file.close()
        raise
    return replace(file, slots=written)


def _readable_slots(path: Path) -> Slots | None:
    try:
        return slots.read(path)
    except Refused:
        return None


def check_there(path: Path) -> None:
    """Refuse a name that no file has: SQLite would make one."""
    if not os.path.isfile(path):  # unlike Path.is_file also for a name that is too long
        raise Refused(_("There is no file {file}.").format(file=path))


def open_with_key(path: Path, user: str, key: bytes, found: Slots) -> WardFile:
    """Open a ward file whose key is known, and bring it up to date."""
    journals.fetch(path, key)
    with refusing():
        db = unlocked(path, key)
        try:
            check_ours(path, db)
            db.lock()
            found = replace(found, mark=db.mark)
            for each in (path, slots.path_of(path)):  # programs before let others read them
                durable.make_private(each)
            with suppress(OSError):  # from a disk that cannot be written one may still read
                slots.settle(path, found)
            kept = None
            if not versions.is_current(db):
                db, kept = _migrated(path, key, db, found)
            was_closed = seal.is_there(path, db)
            reach = seal.cut(path, db)
            if not was_closed:
                free_pages.write_anew(db)
            guards.install(db)
            identity = standing.identity(path)
        except BaseException:
            db.close()
            raise
    file = WardFile(path, user, db, key, identity, found, reach, kept)
    file.note_written()
    return file


def unlocked(path: Path, key: bytes) -> Connection:
    """A connection to a file that has to be there. Refused where the key does not fit."""
    try:
        return connect(path, key)
    except sqlcipher.DatabaseError as error:
        if "not a database" in str(error):
            raise slots.foreign(path) from error
        raise


def check_ours(path: Path, db: Connection) -> None:
    """Refuse what is no ward file, and one that a newer program has written."""
    if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise slots.foreign(path)
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


def migrate(db: Connection) -> None:
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
    problems = checking.check(db)
    if problems:
        raise Refused(
            _("The file could not be brought up to date: {problem}").format(problem=problems[0])
        )
    db.execute("PRAGMA foreign_keys = ON")


def _migrated(path: Path, key: bytes, db: Connection, found: Slots) -> tuple[Connection, Path]:
    """Migrate a copy and put it in the place of the file, so that a failure leaves the old file as
    it was.

    Give it open, and where the file of before is kept.
    """
    fresh = path.with_name(path.name + ".migrating")
    with durable.clearing(fresh):
        copy_to(db, fresh, key)
        copy = connect(fresh, key)
        try:
            migrate(copy)
        finally:
            copy.close()
        kept = _keep(path, key, db, found)
        db.close()
        durable.put_in_place(fresh, path)
    migrated = connect(path, key)
    migrated.lock()
    return migrated, kept


def _keep(path: Path, key: bytes, db: Connection, found: Slots) -> Path:
    """Copy an older program's file beside itself, with its key slots in it, so that the update can
    be taken back."""
    tells = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone()
    written = (
        db.execute("SELECT value FROM about WHERE name = 'written_by'").fetchone()
        if tells
        else None
    )
    kept = free_name(path, f"{written[0] if written else 0}, {date.today()}")
    with making(kept) as building:
        copy_to(db, building, key)
        if problems := checking.check_copy(building, key):
            raise Refused(
                _("The file could not be brought up to date: {problem}").format(problem=problems[0])
            )
        seal.put(building, found)
    return kept


def free_name(path: Path, told: str) -> Path:
    """A name that no file has, of the file and with what tells why."""
    names = (
        path.with_stem(f"{path.stem} ({told}{again})")
        for again in ("", *(f", {n}" for n in range(2, 1000)))
    )
    return next(each for each in names if not each.exists())


def kept_before_updates(path: Path) -> list[Path]:
    """The files that were kept beside this one when it was brought up to date."""
    return sorted(path.parent.glob(f"{escape(path.stem)} ([0-9]*, [0-9]*){escape(path.suffix)}"))


def copy_to(db: Connection, path: Path, key: bytes) -> None:
    """Copy an open file, whole and consistent, to a new file under the same key and mark."""
    target = connect(path, key, db.mark)
    try:
        # In parts, so that typing goes on beside it; what is typed goes into the copy too.
        db.conn.backup(target.conn, pages=64, progress=lambda *_pages: db.give_way())
    finally:
        target.close()
