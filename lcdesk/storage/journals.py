"""The journal that a copied or renamed ward file left behind.

Who copies the file of a program that was killed in the middle of a step has to copy its journal
too, or half the step stays in the copy. Such a journal often lies in the same folder under the old
name.
"""

import shutil
from contextlib import suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.storage import checking, durable
from lcdesk.storage.refusing import refusing

SUFFIX = "-journal"


def path_of(path: Path) -> Path:
    """Where SQLite keeps what a step that is being written replaces."""
    return path.with_name(path.name + SUFFIX)


def fetch(path: Path, key: bytes) -> None:
    """Give a journal that was left behind under another name back to a ward file that is not whole
    without it; nothing else is touched."""
    left = _left_in(path.parent)
    if not left or path_of(path).exists() or not _problems(path, key):
        return
    with refusing():
        for journal in left:
            if _completes(path, journal, key):
                durable.put_in_place(journal, path_of(path))
                return


def _left_in(folder: Path) -> list[Path]:
    """The journals of a folder whose file is not there."""
    found = folder.glob(f"*{SUFFIX}")
    return [
        each
        for each in found
        if each.is_file() and not each.with_name(each.name.removesuffix(SUFFIX)).exists()
    ]


def _completes(path: Path, journal: Path, key: bytes) -> bool:
    """Whether a file is whole once a journal is played back into it: tried on copies. Each page
    carries a seal, so that a journal of another file is known."""
    trial = path.with_name(path.name + ".trial")
    with durable.clearing(trial, path_of(trial)):
        shutil.copyfile(path, trial)
        shutil.copyfile(journal, path_of(trial))
        is_whole = not _problems(trial, key)
        for each in (trial, path_of(trial)):
            each.unlink(missing_ok=True)
    return is_whole


def _problems(path: Path, key: bytes) -> list[str]:
    with suppress(sqlcipher.Error):
        return checking.check_copy(path, key)
    return ["it does not open"]
