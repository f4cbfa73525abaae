"""The free pages of a ward file: kept for later, and of no content.

SQLite keeps no picture of them while a step writes into them, so that a power cut within the step
can leave them torn. Nothing is lost by that; but a check would call the file damaged, and a copy,
which reads them too, would fail.
"""

from contextlib import suppress

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.storage.connection import Connection

_IN_A_PAGE = 4012
"""How much of a large value a page of an encrypted file takes."""


def write_anew(db: Connection) -> None:
    """Write every free page of an open file anew, without reading it; on a disk that refuses it
    they stay as they are."""
    with suppress(sqlcipher.Error, MemoryError):  # the latter where the list of them is damaged
        db.execute("DROP TABLE IF EXISTS filling")  # of a try that was ended between its two steps
        (free,) = db.execute("PRAGMA freelist_count").fetchone()
        if not free:
            return
        with db.atomic():
            db.execute("CREATE TABLE filling (content BLOB) STRICT")
            db.execute("INSERT INTO filling VALUES (zeroblob(?))", [(free - 1) * _IN_A_PAGE])
        db.execute("DROP TABLE filling")
