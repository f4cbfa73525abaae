"""Whether an open ward file still stands under its name.

Elsewhere than on Windows an open file can be removed or replaced. SQLite would go on writing into
what has no name any
more, and all of it would be gone when the file is closed. Only names and sizes are asked for: to
open the file once more and close it again would take the lock off it.
"""

import os
from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _

Identity = tuple[int, int]
"""The device and the number of a file on it."""


class Lost(Refused):
    """Another file has the name of the open one by now, or none: what it holds has to go
    elsewhere."""


def identity(path: Path) -> Identity:
    """Which file has this name now."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


def check(path: Path, expected: Identity, size: int | None = None) -> None:
    """Refuse where the name belongs to another file by now or to none; or the file has not the size
    it was left in."""
    try:
        found = os.stat(path)
    except OSError:
        raise lost(path) from None
    if (found.st_dev, found.st_ino) != expected or size not in (None, found.st_size):
        raise lost(path)


def changed_at(path: Path) -> int:
    """When the file of this name was last changed, in nanoseconds."""
    return os.stat(path).st_mtime_ns


def lost(path: Path) -> Lost:
    """What is said then."""
    sentence = _(
        "{file} was removed, renamed, replaced or overwritten while it was open here. Nothing was "
        "saved. Put the file "
        "back under this name, or close the window and open what lies there now."
    )
    return Lost(sentence.format(file=path.name))
