"""Putting a copy in the place of a ward file, which is kept beside it under another name."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import checking, database, durable, journals, keys
from lcdesk.storage.connection import check_free
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import refusing


def restore(file: WardFile, copy: Path) -> tuple[WardFile, Path]:
    """Put a copy in the place of an open ward file. Give it open, and where the file of before is
    kept.

    Refused, with nothing changed, where the copy does not open with the key of the file or is
    damaged.
    """
    found = file.slots_now()
    with _built(file.path, copy, file.key) as building:
        file.close()
        aside = _replaced(file.path, building)
    return database.open_with_key(file.path, file.user, file.key, found), aside


def restore_closed(path: Path, copy: Path, password: str) -> tuple[WardFile, Path]:
    """The same where the file does not open any more: the copy opens with its own password."""
    database.check_there(copy)
    with refusing():
        user, key, found = keys.unwrap(copy, password)
    with _built(path, copy, key) as building:
        check_free(path)
        aside = _replaced(path, building)
    return database.open_with_key(path, user, key, found), aside


@contextmanager
def _built(path: Path, copy: Path, key: bytes) -> Iterator[Path]:
    """A copy of the copy, checked, beside the file whose name it is to get."""
    building = path.with_name(path.name + ".new")
    database.check_there(copy)
    with refusing(), durable.clearing(building, journals.path_of(building)):
        with closing(database.unlocked(copy, key)) as source:
            database.check_ours(copy, source)
            database.copy_to(source, building, key)
        if problems := checking.check_copy(building, key):
            raise Refused(_("This copy is damaged: {problem}").format(problem=problems[0]))
        yield building


def _replaced(path: Path, building: Path) -> Path:
    aside = database.free_name(path, _("before restoring, {day}").format(day=date.today()))
    durable.keep_also(path, aside)  # so that at each moment a whole file has the name
    with suppress(FileNotFoundError):  # it is that of the file of before
        durable.put_in_place(journals.path_of(path), journals.path_of(aside))
    durable.put_in_place(building, path)
    return aside
