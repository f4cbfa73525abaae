"""Files that are renamed, removed, replaced, overwritten and mixed up, while they are closed and
while they are open: no step is lost without a sentence."""

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.domain.people import Member
from lcdesk.domain.ward import Association
from lcdesk.storage import records, slots
from lcdesk.storage.database import WardFile
from torture import scratch, verbs
from torture.pool import Size
from torture.reading import everything, look
from torture.scratch import PASSWORD, WARD
from torture.tally import HalfThere, Lost, Tally
from torture.work import Work, killed_within_a_step

SHORT, LONG = Size(2, 15), Size(50, 20)
PATIENCE = 120.0
AFTER = 10
"""The first number of what is saved after a change."""
MIX: Mapping[verbs.Verb, int] = {verbs.associations: 2, verbs.member: 2, verbs.saving: 1}
NAMES = ("khác.lcdesk", "phường - Copy.lcdesk", "phường (1).lcdesk", "phường-LAPTOP2.lcdesk", "sổ")
KEYS = ("phường.lcdesk (1).keys", "phường.lcdesk - Copy.keys", "phường.lcdesk.keys (1)")


@dataclass(frozen=True)
class Wards:
    """A folder with a ward, an older copy of it, one that was killed within a step, and a ward of
    somebody else; what each says."""

    place: Path
    said: str
    older: str

    @property
    def path(self) -> Path:
        """The ward."""
        return self.place / WARD

    @property
    def old_copy(self) -> Path:
        """The older copy."""
        return self.place / scratch.COPIES / "older.lcdesk"

    @property
    def foreign(self) -> Path:
        """The ward of somebody else, with other keys."""
        return self.place / "foreign" / WARD


def case(seed: int, number: int, tries: int) -> Tally:
    """Wards, and many ways to mix them up."""
    tally, rng = Tally(), Random(f"{seed} moves {number}")
    with scratch.folder() as place:
        wards = _made(place / "wards", f"{seed} moves {number}")
        for turn in range(tries):
            move = rng.choice((*CLOSED, *OPEN))
            tally.run(f"move {turn}, {move.__name__}", partial(_moved, wards, move, rng))
    return tally


def _made(place: Path, seed: str) -> Wards:
    work = Work(scratch.begin(place), seed, MIX, PASSWORD)
    work.open()
    older = everything(work.file)
    files.backup(work.file, place / scratch.COPIES / "older.lcdesk")
    for number in range(1, 8):
        work.step(number)
    said = everything(work.file)
    work.file.close()
    (place / "foreign").mkdir()
    other, _recovery = files.create_ward(
        place / "foreign" / WARD,
        "Người Khác",
        "mật khẩu khác hẳn",
        verbs.OFFICE,
        cost=scratch.CHEAP,
    )
    other.close()
    return Wards(place, said, older)


def _moved(wards: Wards, move: Callable[[Wards, Random], None], rng: Random) -> None:
    with scratch.folder() as aside:
        shutil.copytree(wards.place, aside, dirs_exist_ok=True)
        move(Wards(aside, wards.said, wards.older), rng)


def _must_say(path: Path, *allowed: str) -> None:
    if not look(path, PASSWORD, set(allowed)):
        raise Lost(f"{path.name} does not open, or its check complains")


# While it is closed.


def renamed(wards: Wards, rng: Random) -> None:
    """Another name, without its keys or with them under a name of their own."""
    new = wards.path.with_name(rng.choice(NAMES))
    os.rename(wards.path, new)
    keys = rng.choice((None, slots.path_of(new), *(wards.place / name for name in KEYS)))
    if keys is None:
        slots.path_of(wards.path).unlink()
    else:
        os.rename(slots.path_of(wards.path), keys)
    _must_say(new, wards.said)


def without_keys(wards: Wards, _rng: Random) -> None:
    """The keys are removed."""
    slots.path_of(wards.path).unlink()
    _must_say(wards.path, wards.said)


def foreign_keys(wards: Wards, _rng: Random) -> None:
    """The keys of another ward lie beside it."""
    shutil.copy(slots.path_of(wards.foreign), slots.path_of(wards.path))
    _must_say(wards.path, wards.said)


def replaced_by_a_copy(wards: Wards, rng: Random) -> None:
    """An older copy has its name, with or without the keys."""
    shutil.copy(wards.old_copy, wards.path)
    if rng.random() < 0.5:
        slots.path_of(wards.path).unlink()
    _must_say(wards.path, wards.older)


def replaced_by_another_ward(wards: Wards, rng: Random) -> None:
    """Another ward has its name: it must not open with the password of this one."""
    shutil.copy(wards.foreign, wards.path)
    if rng.random() < 0.5:
        shutil.copy(slots.path_of(wards.foreign), slots.path_of(wards.path))
    look(wards.path, PASSWORD, set())


def foreign_journal(wards: Wards, rng: Random) -> None:
    """What seems to be a journal lies beside it."""
    journal = wards.path.with_name(f"{WARD}-journal")
    content = rng.choice((b"", b"x", rng.randbytes(5000), wards.foreign.read_bytes()[:20_000]))
    journal.write_bytes(content)
    _must_say(wards.path, wards.said)


def journal_carried_along(wards: Wards, _rng: Random) -> None:
    """The program was killed within a step, and the folder was copied."""
    killed_within_a_step(wards.path, PASSWORD)
    moved = wards.place / "moved"
    moved.mkdir()
    for each in wards.place.glob(f"{WARD}*"):
        shutil.copy(each, moved)
    _must_say(moved / WARD, wards.said)


def journal_left_behind(wards: Wards, rng: Random) -> None:
    """The program was killed within a step, and the file was renamed without its journal."""
    killed_within_a_step(wards.path, PASSWORD)
    new = wards.path.with_name(rng.choice(NAMES))
    os.rename(wards.path, new)
    os.rename(slots.path_of(wards.path), slots.path_of(new))
    look(new, PASSWORD, {wards.said})


def copy_beside_a_journal(wards: Wards, _rng: Random) -> None:
    """The program was killed within a step, and an older copy put in the place of the file: the
    journal must not be played back into it without a word."""
    killed_within_a_step(wards.path, PASSWORD)
    shutil.copy(wards.old_copy, wards.path)
    look(wards.path, PASSWORD, {wards.older, wards.said})


# While it is open.


def _save(file: WardFile, number: int) -> bool:
    """Save one thing before a change of the file, and another after it, which is told by its
    number."""
    try:
        with records.writing(file, "save") as write:
            if number < AFTER:
                member = records.find(file, Member)[number]
                write.save(replace(member, address=f"phố Su Su {number}"))
            else:
                write.save(Association(name=f"phố Su Su {number}"))
    except Refused:
        return False
    return True


def _saved_through(
    wards: Wards, change: Callable[[], object], rng: Random
) -> tuple[list[int], list[int]]:
    """The numbers of what a program saved before a change of its file, and after it."""
    file = files.open_ward(wards.path, PASSWORD)
    before = [number for number in range(rng.randint(0, 2)) if _save(file, number)]
    change()
    after = [number for number in range(AFTER, AFTER + 3) if _save(file, number)]
    with suppress(Refused):
        file.close()
    return before, after


def _check_saved(path: Path, saved: list[int]) -> None:
    file = files.open_ward(path, PASSWORD)
    try:
        if problems := files.check(file):
            raise HalfThere(problems[0])
        names = {each.name for each in records.find(file, Association)}
        names |= {each.address for each in records.find(file, Member)}
    finally:
        file.close()
    if gone := [number for number in saved if f"phố Su Su {number}" not in names]:
        raise Lost(f"the steps {gone} of {saved} were acknowledged and are gone")


def moved_while_open(wards: Wards, rng: Random) -> None:
    """It gets another name: what was acknowledged is there under the new one."""
    new = wards.path.with_name(rng.choice(NAMES))
    before, after = _saved_through(wards, lambda: os.rename(wards.path, new), rng)
    _check_saved(new, before + after)


def moved_and_put_back(wards: Wards, rng: Random) -> None:
    """It gets another name and its own again."""
    new = wards.path.with_name(rng.choice(NAMES))

    def there_and_back() -> None:
        os.rename(wards.path, new)
        os.rename(new, wards.path)

    before, after = _saved_through(wards, there_and_back, rng)
    _check_saved(wards.path, before + after)
    if len(after) < 3:
        raise Lost("a file that is in its place again is refused")


def replaced_while_open(wards: Wards, rng: Random) -> None:
    """An older copy takes its name: from then on nothing is acknowledged."""
    kept = wards.path.with_name("kept.lcdesk")

    def exchange() -> None:
        os.link(wards.path, kept)
        os.replace(wards.old_copy, wards.path)

    before, after = _saved_through(wards, exchange, rng)
    _check_saved(kept, before)
    _check_saved(wards.path, after)


def removed_while_open(wards: Wards, rng: Random) -> None:
    """It is removed: from then on nothing is acknowledged."""
    kept = wards.path.with_name("kept.lcdesk")

    def remove() -> None:
        os.link(wards.path, kept)
        wards.path.unlink()

    before, after = _saved_through(wards, remove, rng)
    _check_saved(kept, before + after)
    if after:
        raise Lost(f"the steps {after} were acknowledged into a file without a name")


def overwritten_while_open(wards: Wards, rng: Random) -> None:
    """A copy is written over it, as `cp` does: from then on nothing is acknowledged."""
    content = wards.old_copy.read_bytes()
    _before, after = _saved_through(wards, lambda: wards.path.write_bytes(content), rng)
    if after:
        _check_saved(wards.path, after)


def put_back_to_before_while_open(wards: Wards, rng: Random) -> None:
    """What it held when it was opened is written over it, of the same size perhaps: nothing is
    acknowledged then, or all is there."""
    content = wards.path.read_bytes()
    pages = content[: len(content) // scratch.PAGE * scratch.PAGE]
    before, after = _saved_through(wards, lambda: wards.path.write_bytes(pages), rng)
    if after:
        _check_saved(wards.path, before + after)


def keys_removed_while_open(wards: Wards, rng: Random) -> None:
    """The keys are removed: saving goes on, and the file opens alone."""
    before, after = _saved_through(wards, slots.path_of(wards.path).unlink, rng)
    _check_saved(wards.path, before + after)


def folder_moved_while_open(wards: Wards, rng: Random) -> None:
    """The whole folder gets another name."""
    new = wards.place.with_name(wards.place.name + " moved")
    try:
        before, after = _saved_through(wards, lambda: os.rename(wards.place, new), rng)
        _check_saved(new / WARD, before + after)
    finally:
        os.rename(new, wards.place)


CLOSED = (
    *(renamed, without_keys, foreign_keys, replaced_by_a_copy, replaced_by_another_ward),
    *(foreign_journal, journal_carried_along, journal_left_behind, copy_beside_a_journal),
)
OPEN = (
    *(moved_while_open, moved_and_put_back, replaced_while_open, removed_while_open),
    *(
        overwritten_while_open,
        put_back_to_before_while_open,
        keys_removed_while_open,
        folder_moved_while_open,
    ),
)
