"""A connection to an encrypted file: statements, and steps that are written whole or not at all."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.storage import durable

if TYPE_CHECKING:
    import sqlite3  # whose cursor that of sqlcipher3 is like

    from sqlite_utils import Database

# sqlite-utils takes pysqlite3 where it finds it; only so are its errors and ours the same classes.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher)

CACHE_KIB = 32 * 1024
PATIENCE = 1.0
"""Seconds to wait for a file in use. Who has it open keeps it, so that waiting longer only looks
like a hang."""
QUIET = 0.25
"""Seconds without a question to the file, after which the window seems to rest."""
LONGEST_PAUSE = 0.5
"""Seconds after which a part of such work is done all the same."""


def whole(text: str) -> str:
    """A long text, as it was kept; raises what SQLite says of damage where a page of it cannot be
    read.

    SQLCipher gives noughts for a further page of a long row that is damaged, and says so only when
    it is asked the next time.
    """
    if "\0" in text:
        raise sqlcipher.DatabaseError("database disk image is malformed")
    return text


class Connection:
    """An open encrypted file; `conn` is the driver's own connection, as sqlite-utils calls it."""

    def __init__(self, conn: Any) -> None:
        self.conn = conn
        self.is_open = True
        self._used_at = 0.0
        self.written: tuple[int, int] | None = None
        """When the file was last changed by us, as the system has it, and its commits then."""
        self.is_certain = True
        """Whether the disk said that the last step is on it for good."""

    def execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> "sqlite3.Cursor":
        """Run one statement and give its cursor."""
        self._used_at = monotonic()
        cursor: sqlite3.Cursor = self.conn.execute(sql, values)
        return cursor

    def insert(self, table: str, row: Mapping[str, Any], replace: bool = False) -> int:
        """Add a row and give its id; `replace` puts it in the place of the one with its key."""
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        verb = "INSERT OR REPLACE" if replace else "INSERT"
        cursor = self.conn.execute(
            f'{verb} INTO "{table}" ({names}) VALUES ({marks})', list(row.values())
        )
        return int(cursor.lastrowid)

    def give_way(self) -> None:
        """Called between two parts of work beside the window: while the window asks the file, wait.

        SQLite lets one thread in at a time, and not in turn; a list of fifty rows would wait fifty
        times.
        """
        until = monotonic() + LONGEST_PAUSE
        while (now := monotonic()) - self._used_at < QUIET and now < until:
            sleep(0.02)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Everything inside is written, or nothing; a block within another one is taken back
        alone."""
        is_within, changes_before = self.conn.in_transaction, self.conn.total_changes
        self.conn.execute("SAVEPOINT step" if is_within else "BEGIN")
        try:
            yield
            if is_within:
                self.conn.execute("RELEASE step")
            else:
                self._commit(changes_before)
        except BaseException:
            if self.conn.in_transaction:  # an error of the disk may have ended it already
                self.conn.execute("ROLLBACK TO step" if is_within else "ROLLBACK")
                if is_within:
                    self.conn.execute("RELEASE step")
            raise

    def _commit(self, changes_before: int) -> None:
        """Write a step for good.

        SQLite may complain of the folder when the step is in the file already; to refuse it then
        would make people type it twice.
        """
        number = self.commits()
        if self.conn.total_changes > changes_before:
            number += 1
            self.conn.execute(f"PRAGMA user_version = {number}")
        try:
            self.conn.execute("COMMIT")
        except sqlcipher.Error:
            if self.conn.in_transaction or self.commits() != number:
                raise
            self.is_certain = False

    def make_certain(self) -> None:
        """Bring the last step onto the disk for good, where the disk did not say so when it was
        written. Raises OSError where it still does not."""
        if not self.is_certain:
            (path,) = self.conn.execute(
                "SELECT file FROM pragma_database_list WHERE name = 'main'"
            ).fetchone()
            durable.sync_name(Path(path))
            self.is_certain = True

    def lock(self) -> None:
        """Have the file alone from now on, also for reading."""
        self.execute("BEGIN EXCLUSIVE")
        self.execute("COMMIT")

    def lock_anew(self) -> None:
        """Let the file go and have it alone again: SQLite asks for its size only then."""
        self.execute("PRAGMA locking_mode = NORMAL").fetchall()
        self.execute("SELECT count(*) FROM sqlite_master").fetchall()
        self.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        self.lock()

    def commits(self) -> int:
        """How often something was written into the file, it and its copies alike, since programs
        count it."""
        return int(self.conn.execute("PRAGMA user_version").fetchone()[0])

    @property
    def mark(self) -> str:
        """The first bytes of the file in hexadecimal; copies of it have the same."""
        return str(self.execute("PRAGMA cipher_salt").fetchone()[0])

    @property
    def size(self) -> int:
        """How many bytes the pages of the file take, as we left them."""
        pages, each = (
            int(self.execute(f"PRAGMA {of}").fetchone()[0]) for of in ("page_count", "page_size")
        )
        return pages * each

    def close(self) -> None:
        """End it, once or again; who waits for the file gets it."""
        self.is_open = False
        self.conn.close()

    def tables(self) -> "Database":
        """The same as sqlite-utils sees it, for making and changing tables."""
        from sqlite_utils import (
            Database,
        )  # takes as long to import as all of our storage, and opening needs it not

        return Database(self.conn, strict=True, execute_plugins=False)


def connect(path: Path, key: bytes, mark: str = "") -> Connection:
    """A connection to an encrypted file; one that is not there is made, and begins with the mark
    given in hexadecimal, or with one of its own."""
    durable.make_empty(path)
    connection = sqlcipher.connect(
        str(path), timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        _set_up(connection, key.hex() + mark)
    except BaseException:
        connection.close()
        raise
    return Connection(connection)


def check_free(path: Path) -> None:
    """Raise what SQLite says of a file that a program has open, this one too.

    Only SQLite may look: to open the file otherwise and close it again takes the lock off it.
    """
    probe = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE, isolation_level=None
    )
    try:
        probe.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")  # no key; a lock is seen before
        probe.execute("PRAGMA cipher_log_level = NONE").fetchall()
        probe.execute("SELECT 1 FROM sqlite_master").fetchall()
    except sqlcipher.DatabaseError as error:
        if "locked" in str(error):
            raise
    finally:
        probe.close()


def _set_up(connection: Any, key: str) -> None:
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    for pragma in (
        "cipher_compatibility = 4",  # also when a later library sets out from other settings
        "cipher_log_level = NONE",  # it would write on the terminal what we say in a sentence
        "temp_store = MEMORY",  # nothing of the file in plain on the disk
        f"cache_size = -{CACHE_KIB}",
        "locking_mode = EXCLUSIVE",  # one program at a time on a file
        "journal_mode = DELETE",
        "synchronous = EXTRA",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # or INSERT OR REPLACE would delete past the guards
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
