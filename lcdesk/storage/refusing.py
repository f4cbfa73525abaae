"""What the disk or the file refuses, said in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _


class Damaged(Refused):
    """The file is not whole any more: an older copy, or what can still be read of it, is wanted."""


class InUse(Refused):
    """Another program has the file open, or another window of this one."""


@contextmanager
def refusing() -> Iterator[None]:
    """Say what the disk or the file refused in a sentence; nothing of the step is kept."""
    try:
        yield
    except (sqlcipher.Error, OSError) as error:
        raise refusal_of(error) or error from error


def refusal_of(error: BaseException) -> Refused | None:
    """What the disk or the file refused, in a sentence; None for any other fault."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, sqlcipher.IntegrityError):
        return Refused(
            _(
                "This does not fit what is in the file, and nothing was changed. Open it again, "
                "and tell who looks after the program if it comes back."
            )
        )
    if isinstance(error, sqlcipher.Error):
        return _refused(str(error), getattr(error, "sqlite_errorname", "SQLITE"))
    if isinstance(error, OSError):
        sentence = _("{file} could not be written: {why}. Nothing was changed.")
        file = error.filename or _("The file")
        return Refused(sentence.format(file=file, why=reason(error)))
    return None


def reason(error: OSError) -> str:
    """Why the system said no, in our words."""
    known = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.EFBIG: _("the disk takes no file that large"),
        errno.EACCES: _("writing there is not allowed"),
        errno.EPERM: _("writing there is not allowed"),
        errno.EROFS: _("the disk can only be read"),
        errno.ENOENT: _("the folder is not there"),
        errno.ENOTDIR: _("the folder is not there"),
        errno.ENODEV: _("the disk is not there any more"),
        errno.ENXIO: _("nobody reads there"),
        errno.EIO: _("the disk did not answer"),
        errno.EISDIR: _("there is a folder of that name"),
        errno.EEXIST: _("there is something of that name"),
        errno.EBUSY: _("another program is using it"),
        errno.ETXTBSY: _("another program is using it"),
        errno.EPIPE: _("nobody reads there"),
        errno.ENAMETOOLONG: _("its name is too long"),
        errno.EINVAL: _("such a name cannot be"),
        errno.EILSEQ: _("such a name cannot be"),
        errno.ELOOP: _("links lead round in a circle"),
    }
    number = error.errno or 0
    return known.get(number) or _("the system refused (error {number})").format(number=number)


def damaged() -> Damaged:
    """What is said where a page of the file cannot be read."""
    return Damaged(_("This file is damaged. Open the newest backup instead."))


def _refused(error: str, code: str) -> Refused:
    if "malformed" in error or "not a database" in error:  # the second, where a page is bad
        return damaged()
    if "database is locked" in error:
        return InUse(_("This file is already open in another window or on another machine."))
    known = {
        "disk is full": _("The disk is full. Nothing was changed; make room and save again."),
        "readonly database": _("The file or its folder cannot be written. Nothing was changed."),
        "unable to open": _(
            "The file or its folder cannot be opened or written. Nothing was changed."
        ),
        "disk I/O": _(
            "The disk did not answer. Nothing was changed; check the drive and save again."
        ),
    }
    for part, sentence in known.items():
        if part in error:
            return Refused(sentence)
    return Refused(
        _("The file refused this, and nothing was changed ({error}).").format(error=code)
    )
