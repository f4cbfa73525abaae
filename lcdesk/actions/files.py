"""Make, open, check and back up a ward file."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from lcdesk.actions import registers
from lcdesk.domain import clock
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.plain import from_dict
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording
from lcdesk.i18n import _
from lcdesk.storage import backup as backups
from lcdesk.storage import (
    checking,
    database,
    history,
    keys,
    records,
    restoring,
    slots,
    standing,
    targets,
)
from lcdesk.storage.backup import Copy, CopyDifference, Former
from lcdesk.storage.database import WardFile
from lcdesk.storage.history import Point
from lcdesk.storage.refusing import refusing
from lcdesk.storage.salvage import repair as repairs
from lcdesk.storage.salvage.repair import Salvage


def create_ward(
    path: Path,
    user: str,
    password: str,
    ward: Ward,
    associations: Sequence[Association] = (),
    neighbourhoods: Sequence[Neighbourhood] = (),
    cost: slots.Cost | None = None,
    further: Callable[[WardFile], object] = lambda _file: None,
) -> tuple[WardFile, str]:
    """Make a ward file with its office, the bank's programmes, the wording of the papers, and what
    `further` writes.

    Give it open, with its recovery key: it has its name once all is in it. Refused, with nothing
    left behind, where the file is there already or cannot be written.
    """

    def fill(file: WardFile) -> None:
        with records.writing(file, "create_ward", undoable=False) as write:
            for each in (
                ward,
                *associations,
                *neighbourhoods,
                *_shipped("programmes", Programme),
                *shipped_wording(),
            ):
                write.save(each)
        further(file)

    return database.create(path, user, password, cost, fill)


def _shipped(name: str, cls: type[Any]) -> list[Any]:
    text = resources.files("lcdesk.resources").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return [from_dict(cls, plain) for plain in json.loads(text)]


def shipped_wording() -> list[Wording]:
    """The texts of the papers as this program brings them."""
    return _shipped("wording", Wording)


def open_ward(path: Path, password: str) -> WardFile:
    """Open a ward file with a password, and add wording that this version of the program brings
    anew."""
    return _ready(database.open_file(path, password))


def recover_ward(path: Path, recovery: str, user: str, password: str) -> WardFile:
    """Open a ward file with its recovery key and set a new password for a user."""
    return _ready(database.recover(path, recovery, user, password))


def _ready(file: WardFile) -> WardFile:
    """An opened file with all wording. Refused, and closed, where it is damaged or its making was
    interrupted."""
    try:
        with refusing():
            _check_filled(file)
            _add_new_wording(file)
    except BaseException:
        file.close()
        raise
    return file


def _check_filled(file: WardFile) -> None:
    """Programs before gave a file its name before its office was in it."""
    if records.find(file, Ward):
        return
    file.close()
    aside = database.set_aside(file.path, _("unfinished"))
    sentence = _(
        "The making of {file} was interrupted, so that there is no office in it. It is set aside "
        "as {aside}. "
        "Make the ward file anew; it may have the same name."
    )
    raise Refused(sentence.format(file=file.path.name, aside=aside.name))


def _add_new_wording(file: WardFile) -> None:
    known = {(each.paper, each.key) for each in records.find(file, Wording)}
    fresh = [each for each in shipped_wording() if (each.paper, each.key) not in known]
    if fresh:
        with records.writing(file, "add_wording", undoable=False) as write:
            for each in fresh:
                write.save(each)


def clock_complaint(file: WardFile, today: date) -> str:
    """What does not fit between the clock of the machine, which says `today`, and the steps in a
    ward file; "" for nothing."""
    return clock.clock_complaint(today, history.newest_day(file.db))


def check(file: WardFile) -> list[str]:
    """What is wrong inside a ward file; empty where all is well."""
    return checking.check(file.db)


def write_recovery_key(file: WardFile, path: Path, pdf: bytes) -> None:
    """Put the sheet with the recovery key on the disk, over nothing but an older sheet."""
    targets.write_out(path, pdf, file.identity)


def add_copy(file: WardFile, folder: Path, now: datetime) -> Path:
    """Put a verified copy into a folder of copies, and thin those that lie there."""
    return backups.add_to(file, folder, now)


def copies_in(folders: Iterable[Path], mark: str, opened: WardFile | None = None) -> list[Copy]:
    """The copies in these folders of the ward file with this mark, the newest first; a folder that
    is not there, as on a stick that is out, has none."""
    found: list[Copy] = []
    for each in folders:
        with suppress(Refused):
            found.extend(backups.copies(each, mark, opened.identity if opened else None))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def steps(file: WardFile) -> int:
    """How many steps of officers the file holds."""
    return backups.steps(file.db)


def compare(file: WardFile, copy: Path) -> CopyDifference:
    """What restoring a copy would take away and bring back."""
    return backups.compare(file, copy)


def former(file: WardFile, copy: Path) -> list[Former]:
    """The records of the registers that a copy has otherwise, or that were removed since."""
    return backups.former(file, copy, registers.KINDS)


def restore(file: WardFile, copy: Path) -> tuple[WardFile, Path]:
    """Put a copy in the place of the open file. Give it open, and where the file of before is
    kept."""
    restored, aside = restoring.restore(file, copy)
    return _ready(restored), aside


def restore_closed(path: Path, copy: Path, password: str) -> tuple[WardFile, Path]:
    """The same of a file that does not open any more; the password is that of the copy."""
    restored, aside = restoring.restore_closed(path, copy, password)
    return _ready(restored), aside


def repair(file: WardFile, target: Path) -> tuple[WardFile, Salvage]:
    """Write what can be read of the open file, which is damaged, into a new one; give it open, with
    what is missing. The damaged one is closed."""
    found = file.slots_now()
    file.close()
    salvage = repairs.repair(file.path, file.user, file.key, found, target)
    return _ready(database.open_with_key(target, file.user, file.key, found)), salvage


def repair_closed(path: Path, password: str, target: Path) -> tuple[WardFile, Salvage]:
    """The same of a file that does not open any more."""
    database.check_there(path)
    with refusing():
        user, key, found = keys.unwrap(path, password, is_damaged=True)
    salvage = repairs.repair(path, user, key, found, target)
    return _ready(database.open_with_key(target, user, key, found)), salvage


def newest_good(file: WardFile, found: Sequence[Copy]) -> Copy | None:
    """The newest of these copies of the open file that is whole."""
    return backups.newest_good(found, lambda _copy: file.key)


def newest_good_for(password: str, found: Sequence[Copy]) -> Copy | None:
    """The newest of these copies that opens with a password and is whole."""
    return backups.newest_good(found, lambda copy: keys.unwrap(copy, password).key)


def marks_of(path: Path) -> list[str]:
    """By which marks copies of a closed file are known: its own, and that of its key-slot file,
    where its own may be damaged."""
    found = []
    with suppress(OSError):
        found.append(slots.mark_in(path))
    with suppress(Refused):
        found.append(slots.read(path).mark)
    return list(dict.fromkeys(filter(None, found)))


def move_to(file: WardFile, target: Path, unkept: Mapping[str, Draft]) -> WardFile:
    """Carry the open file, whose own place is lost, to another one, with what is typed; give it
    open there.

    Refused, with the file still open, where it cannot be read or the target cannot be written.
    """
    backups.backup(file, target, unkept)
    found = file.slots_now()
    file.close()
    return _ready(database.open_with_key(target, file.user, file.key, found))


def backup(file: WardFile, target: Path, unkept: Mapping[str, Draft] | None = None) -> None:
    """Copy the file whole, with its keys and what is typed and was not kept, and verify the
    copy."""
    backups.backup(file, target, unkept)


def check_in_place(file: WardFile) -> None:
    """Refuse where another file has the name of the open one by now, or none."""
    standing.check(file.path, file.identity)


def point(file: WardFile) -> Point:
    """How far the steps of the file go."""
    return history.point(file.db)


def holds(file: WardFile, earlier: Point) -> bool:
    """Whether the file went on from a point that was seen earlier."""
    return history.holds(file.db, earlier)


def check_in_steps(file: WardFile, progress: Callable[[int], None]) -> list[str]:
    """What is wrong inside the open file, asked beside one's typing; empty where all is well."""
    with refusing():
        return checking.check_in_steps(file.db, progress)


def figures(file: WardFile) -> dict[str, int]:
    """What tells the size and state of a file and nothing of a person: its bytes, how many rows
    each table has."""
    with refusing():
        return {"bytes": file.db.size, **checking.rows(file.db)}
