"""The key slots behind the last page of a ward file that is closed, so that it opens alone.

SQLite takes no notice of what stands there, and writes over it as the file grows; so it is cut off
at opening and put back at closing.
"""

import os
from contextlib import ExitStack, suppress
from io import FileIO
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.storage import slots
from lcdesk.storage.connection import Connection
from lcdesk.storage.slots import Slots
from lcdesk.storage.standing import Identity


def is_there(path: Path, db: Connection) -> bool:
    """Whether anything stands behind the last page of an open file: nothing does where the program
    was ended in its work."""
    return os.stat(path).st_size > db.size


def cut(path: Path, db: Connection) -> int:
    """Take away what stands behind the last page of an open file: the slots, or what a power cut
    left of them. Give how far the file goes where it had to stay, 0 where nothing is left."""
    size = db.size
    if is_there(path, db):
        with suppress(OSError):
            os.truncate(path, size)  # by its name: closing the file here would take the lock off it
            db.lock_anew()  # or SQLite would go on counting what was cut off as a page
    reach = os.stat(path).st_size
    return reach if reach > size else 0


def put(path: Path, found: Slots) -> None:
    """Put slots behind the last page of a file that nobody has open, and onto the disk."""
    with _opened(path) as file:
        _append(file, found)


def close(path: Path, identity: Identity, db: Connection, found: Slots) -> None:
    """Put the slots behind the last page of an open file and end its connection.

    Where that cannot be, as on a full disk, the file needs its key-slot file, as one does that was
    killed.
    """
    with ExitStack() as afterwards:
        with suppress(OSError, sqlcipher.Error):
            if found.slots and not db.conn.in_transaction:
                # Closing it takes the lock off the file, so that comes after the connection.
                file = afterwards.enter_context(_opened(path))
                there = os.fstat(file.fileno())
                if ((there.st_dev, there.st_ino), there.st_size) == (identity, db.size):
                    _append(file, found)
        db.close()


def _opened(path: Path) -> FileIO:
    # Without a buffer: what a full disk refused would be written once more when it is closed.
    return FileIO(path, "r+")


def _append(file: FileIO, found: Slots) -> None:
    size = file.seek(0, os.SEEK_END)
    data = slots.sealed(found)
    try:
        while data:  # a disk that is nearly full takes a part
            data = data[file.write(data) :]
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(size)
        raise
