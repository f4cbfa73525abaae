"""Look at what a program left behind when it was ended: whether all it had acknowledged is there,
whole, and nothing else."""

import re
import shutil
from pathlib import Path
from random import Random

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.storage.database import WardFile
from torture import scratch
from torture.tally import HalfThere, Lost
from torture.work import Other, Reference, State, digest, others_in

KNOWN = re.compile(
    r"(phường|cũ \d|mới \d+|sao lưu \d+)( \(.*\))?( \d{4}-\d\d-\d\d \d\dh\d\dm\d\d)?\.lcdesk"
    r"((\.new)?(-journal)?|\.migrating(-journal)?|(\.new)?\.keys(\.new)?)(\.old)?"
)
"""What may lie beside a ward file: copies and what was set aside, keys, journals, what is being
built, and what was taken out of the way."""

ANOTHER = 0.15
"""How often a ward file is opened that no step touched."""


def settle(place: Path, reference: Reference, acked: int, rng: Random) -> int:
    """How many steps of the plan are in the folder: all that were acknowledged, or one more.

    Raises Lost or HalfThere where it holds anything else.
    """
    allowed = [reference.at(acked), reference.at(acked + 1)]
    _check_names(place)
    file, password = _opened(place / scratch.WARD, {each.password for each in allowed})
    try:
        position = _which(file, password, acked, reference)
    finally:
        file.close()
    _check_others(place, allowed, rng)
    return position


def _check_names(place: Path) -> None:
    for each in place.rglob("*"):
        if each.is_file() and not KNOWN.fullmatch(each.name):
            raise HalfThere(f"{each.name} is none of the files that are known")


def _opened(path: Path, passwords: set[str]) -> tuple[WardFile, str]:
    said = ""
    for password in sorted(passwords):
        try:
            return files.open_ward(path, password), password
        except Refused as refused:
            said = str(refused)
    there = ", ".join(sorted(each.name for each in path.parent.iterdir()))
    raise Lost(f"it does not open: {said} There are {there}.")


def _which(file: WardFile, password: str, acked: int, reference: Reference) -> int:
    if problems := files.check(file):
        raise HalfThere(f"{file.path.name}: {problems[0]}")
    held = digest(file)
    for number in (acked, acked + 1):
        state = reference.at(number)
        if (held, password) == (state.digest, state.password):
            return number
    for number, state in reference.states.items():
        if held == state.digest:
            raise Lost(f"{file.path.name} holds what was there after step {number}")
    last = " or ".join(reference.work.verb(number).__name__ for number in (acked, acked + 1))
    raise HalfThere(f"{file.path.name} holds what it never held, after {last}")


def _check_others(place: Path, allowed: list[State], rng: Random) -> None:
    """Every copy that was there before and after the step is there still; those that it touched are
    opened, and sometimes another."""
    before, after = (each.others for each in allowed)
    there = set(others_in(place))
    if gone := (before.keys() & after.keys()) - there:
        raise Lost(f"{', '.join(sorted(gone))} is gone")
    settled = sorted(before.keys() & after.keys())
    touched = sorted((before.keys() ^ after.keys()) & there)
    another = rng.sample(settled, 1) if settled and rng.random() < ANOTHER else []
    for name in (*touched, *another):
        _check_other(place, name, {**before, **after}[name])


def _check_other(place: Path, name: str, other: Other) -> None:
    with scratch.folder() as aside:
        for each in (place / name).parent.glob("*"):
            if each.is_file() and each.name.startswith(Path(name).name):
                shutil.copy(each, aside)
        file, _password = _opened(aside / Path(name).name, {other.password})
        try:
            if problems := files.check(file):
                raise HalfThere(f"{name}: {problems[0]}")
            if digest(file) != other.digest:
                raise HalfThere(f"{name} does not hold what was copied")
        finally:
            file.close()
