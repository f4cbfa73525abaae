"""Where what goes out may be written: papers, reports and the sheet with the recovery key, and over
nothing else."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import durable
from lcdesk.storage.refusing import reason
from lcdesk.storage.standing import Identity

BEGINNINGS = {".pdf": b"%PDF-", ".xlsx": b"PK\x03\x04", ".json": b'{\n "name": '}
"""What is written, by its suffix: the first bytes tell it from a ward file, a key file and all else
that is dear."""
_OF_A_WARD = (".lcdesk", ".keys", "-journal", ".new", ".migrating")


def check_name(path: Path) -> None:
    """Refuse what names no file."""
    if not path.name or "\0" in str(path):
        raise Refused(_("“{name}” is no name of a file. Please give one.").format(name=path))


def write_out(
    path: Path, data: bytes, ward: Identity, note: Callable[[], None] = lambda: None
) -> None:
    """Write what goes out of the open ward file, whole or not at all, and note it: both or neither.

    A device or a pipe is written into; of a link, what it leads to is replaced. Refused where the
    name does not say
    what is written, where something of another kind is there, and where the disk says no: then it
    is as it was.
    """
    check_name(path)
    try:
        found = _found(path)
        if found and (stat.S_ISCHR(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
            note()
            _pour(path, data)
            return
        _check(path, found, data, ward)
        durable.write_plain(Path(os.path.realpath(path)), data, note)
    except OSError as error:
        sentence = _(
            "{file} could not be written: {why}. The old file, if there was one, is as it was."
        )
        raise Refused(sentence.format(file=path, why=reason(error))) from error


def _found(path: Path) -> os.stat_result | None:
    """What is there, behind a link too."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        if path.is_symlink():
            raise Refused(
                _("{file} is a link that leads nowhere. Choose another name.").format(file=path)
            ) from None
        return None


def _check(path: Path, found: os.stat_result | None, data: bytes, ward: Identity) -> None:
    suffix, beginning = next(each for each in BEGINNINGS.items() if data.startswith(each[1]))
    _check_no_ward(path, found, ward)
    if path.suffix.lower() != suffix:
        sentence = _(
            "{file} does not end in {suffix}, as what is written here does. Choose such a name."
        )
        raise Refused(sentence.format(file=path, suffix=suffix))
    if not found:
        return
    if not stat.S_ISREG(found.st_mode):
        raise Refused(
            _("{file} is a folder or a device, not a file. Choose another name.").format(file=path)
        )
    if found.st_size and not _begins(path, beginning):
        sentence = _(
            "{file} is there already and holds something else. It was left as it is; choose "
            "another name."
        )
        raise Refused(sentence.format(file=path))


def _check_no_ward(path: Path, found: os.stat_result | None, ward: Identity) -> None:
    if found and (found.st_dev, found.st_ino) == ward:  # which is never to be opened a second time
        raise Refused(
            _("{file} is the ward file that is open here. Choose another name.").format(file=path)
        )
    if any(name.lower().endswith(_OF_A_WARD) for name in (path.name, os.path.realpath(path))):
        sentence = _(
            "{file} is named like a ward file or what belongs to one. Choose another name."
        )
        raise Refused(sentence.format(file=path))


def _begins(path: Path, beginning: bytes) -> bool:
    with path.open("rb") as there:
        return there.read(len(beginning)) == beginning


def _pour(path: Path, data: bytes) -> None:
    """Write into a device or a pipe; one that nobody reads says so at once instead of waiting."""
    at_once = getattr(os, "O_NONBLOCK", 0)
    with open(path, "wb", opener=lambda name, _flags: os.open(name, os.O_WRONLY | at_once)) as out:
        if at_once:
            os.set_blocking(out.fileno(), True)
        out.write(data)
