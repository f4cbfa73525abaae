"""What the disk or the file refuses, said in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _


class Damaged(Refused):
    """The file is not whole any more: an older copy, or what can still be read of it, is wanted."""


@contextmanager
def refusing() -> Iterator[None]:
    """Say what the disk or the file refused in a sentence; nothing of the step is kept."""
    try:
        yield
    except sqlcipher.Error as error:
        raise _refused(str(error)) from error
    except OSError as error:
        raise Refused(
            _("{file} could not be written: {why}. Nothing was changed.").format(
                file=error.filename or _("The file"), why=reason(error)
            )
        ) from error


def reason(error: OSError) -> str:
    """Why the system said no."""
    return (
        _("its name is too long")
        if error.errno == errno.ENAMETOOLONG
        else error.strerror or str(error)
    )


def damaged() -> Damaged:
    """What is said where a page of the file cannot be read."""
    return Damaged(_("This file is damaged. Open the newest backup instead."))


def _refused(error: str) -> Refused:
    if "malformed" in error or "not a database" in error:  # the second, where a page is bad
        return damaged()
    known = {
        "database is locked": _(
            "This file is already open in another window or on another machine."
        ),
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
    return Refused(_("The file refused this, and nothing was changed: {error}").format(error=error))
