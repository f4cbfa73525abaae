"""A whole, verified copy of a ward file."""

from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import connection, database, seal
from lcdesk.storage.database import WardFile

_COUNTED = ("member", "application", "meeting", "trail")


def backup(file: WardFile, target: Path) -> None:
    """Copy the file with its key slots in it, open the copy and compare it.

    Refused where a file of that name is there.
    """
    with database.making(target) as building:
        database.copy_to(file.db, building, file.key)
        _verify(file, building)
        seal.put(building, file.slots_now())


def _verify(file: WardFile, copy: Path) -> None:
    db = connection.connect(copy, file.key)
    try:
        counts = [
            [each.execute(f"SELECT count(*) FROM {name}").fetchone() for name in _COUNTED]
            for each in (file.db, db)
        ]
        problems = database.check(db)
    finally:
        db.close()
    if problems or counts[0] != counts[1]:
        raise Refused(
            _("The copy is not the same as the file. Nothing was kept; try another drive.")
        )
