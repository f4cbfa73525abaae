"""All that a ward file says, read as the program reads it."""

from pathlib import Path

from lcdesk.actions import files
from lcdesk.domain.entities import ENTITIES
from lcdesk.domain.errors import Refused
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import refusing
from torture.tally import HalfThere


def everything(file: WardFile) -> str:
    """Every record of every kind, and the ledger."""
    with refusing():
        found = [records.find(file, cls) for cls in ENTITIES]
        return repr((found, ledger.everything(file)))


def look(path: Path, password: str, allowed: set[str]) -> str:
    """Open a file and read it. Give what it says, which is among what is allowed; "" where the
    program complained instead.

    Raises HalfThere where it says anything else and does not complain.
    """
    try:
        file = files.open_ward(path, password)
    except Refused:
        return ""
    try:
        problems = files.check(file)
        said = everything(file)
    except Refused:
        return ""
    finally:
        file.close()
    if said in allowed:
        return said
    if not problems:
        raise HalfThere(f"{path.name} says what was never in it, and its check finds nothing")
    return ""
