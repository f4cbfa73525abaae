"""A whole, verified copy of a ward file."""

import os
import shutil
from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import database, keys
from lcdesk.storage.database import WardFile

_COUNTED = ("member", "application", "meeting", "trail")


def backup(file: WardFile, target: Path) -> None:
    """Copy the file and its key slots, open the copy and compare it. Refused where a file of that name is there."""
    for taken in (target, keys.slots_path(target)):
        if taken.exists():
            raise Refused(_("{file} is there already. Choose another name.").format(file=taken.name))
    building = target.with_name(target.name + ".new")
    with database.refusing(), database.no_remains(building):
        database.copy_to(file.db, building, file.key)
        _verify(file, building)
        shutil.copy2(keys.slots_path(file.path), keys.slots_path(target))
        os.replace(building, target)


def _verify(file: WardFile, copy: Path) -> None:
    db = database.connect(copy, file.key)
    try:
        counts = [
            [each.execute(f"SELECT count(*) FROM {name}").fetchone() for name in _COUNTED] for each in (file.db, db)
        ]
        problems = database.check(db)
    finally:
        db.close()
    if problems or counts[0] != counts[1]:
        raise Refused(_("The copy is not the same as the file. Nothing was kept; try another drive."))
