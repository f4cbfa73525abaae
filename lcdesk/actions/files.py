"""Make, open, check and back up a ward file."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from lcdesk.domain.fields import from_dict
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording
from lcdesk.storage import backup as backups
from lcdesk.storage import database, keys, records, targets
from lcdesk.storage.database import WardFile


def create_ward(
    path: Path,
    user: str,
    password: str,
    ward: Ward,
    associations: Sequence[Association] = (),
    neighbourhoods: Sequence[Neighbourhood] = (),
    cost: keys.Cost | None = None,
) -> tuple[WardFile, str]:
    """Make a ward file with its office, the bank's programmes and the wording of the papers.

    Give it open, with its recovery key. Refused where the file is there already or cannot be written.
    """
    file, recovery = database.create(path, user, password, cost)
    with removing_on_failure(file), records.writing(file, "create_ward", undoable=False) as write:
        for each in (ward, *associations, *neighbourhoods, *_shipped("programmes", Programme), *shipped_wording()):
            write.save(each)
    return file, recovery


@contextmanager
def removing_on_failure(file: WardFile) -> Iterator[None]:
    """Take away a ward file that was just made when what it is to hold cannot be written."""
    try:
        yield
    except BaseException:
        file.close()
        for made in (file.path, keys.slots_path(file.path)):
            made.unlink(missing_ok=True)
        raise


def _shipped(name: str, cls: type[Any]) -> list[Any]:
    text = resources.files("lcdesk.resources").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return [from_dict(cls, plain) for plain in json.loads(text)]


def shipped_wording() -> list[Wording]:
    """The texts of the papers as this program brings them."""
    return _shipped("wording", Wording)


def open_ward(path: Path, password: str) -> WardFile:
    """Open a ward file with a password, and add wording that this version of the program brings anew."""
    file = database.open_file(path, password)
    _add_new_wording(file)
    return file


def recover_ward(path: Path, recovery: str, user: str, password: str) -> WardFile:
    """Open a ward file with its recovery key and set a new password for a user."""
    file = database.recover(path, recovery, user, password)
    _add_new_wording(file)
    return file


def _add_new_wording(file: WardFile) -> None:
    known = {(each.paper, each.key) for each in records.find(file, Wording)}
    fresh = [each for each in shipped_wording() if (each.paper, each.key) not in known]
    if fresh:
        with records.writing(file, "add_wording", undoable=False) as write:
            for each in fresh:
                write.save(each)


def ward_of(file: WardFile) -> Ward:
    """The profile and settings of the office."""
    return records.find(file, Ward)[0]


def check(file: WardFile) -> list[str]:
    """What is wrong inside a ward file; empty where all is well."""
    return database.check(file.db)


def write_recovery_key(file: WardFile, path: Path, pdf: bytes) -> None:
    """Put the sheet with the recovery key on the disk, over nothing but an older sheet."""
    targets.write_out(path, pdf, file.identity)


def backup(file: WardFile, target: Path) -> None:
    """Copy the file whole, with its keys, and verify the copy."""
    backups.backup(file, target)
