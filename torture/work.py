"""A program at work on a ward file, and the same work done undisturbed, which says what must be
there."""

import hashlib
import os
import shutil
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.storage import drafts, printed, records, slots
from lcdesk.storage.database import WardFile
from torture import scratch
from torture.children import Child, Say
from torture.scratch import OLD, OLD_PASSWORD, PASSWORD
from torture.verbs import Verb


class Work:
    """A ward file on which the steps of a plan are done; what step comes at a number is always the
    same."""

    file: WardFile

    def __init__(self, path: Path, seed: str, mix: Mapping[Verb, int], password: str) -> None:
        self.path, self.copies = path, path.parent / scratch.COPIES
        self.seed, self.mix, self.password = seed, mix, password

    def open(self) -> None:
        """Open the ward file."""
        self.file = files.open_ward(self.path, self.password)

    def verb(self, number: int) -> Verb:
        """The verb of a step."""
        return Random(f"{self.seed} {number}").choices(list(self.mix), [*self.mix.values()])[0]

    def step(self, number: int) -> None:
        """Do a step. A step that is refused by a rule does nothing, and does so each time."""
        if not self.file.db.is_open:
            self.open()
        self.verb(number)(self, Random(f"{self.seed} {number} within"), number)


def stop_the_clock() -> None:
    """From now on every step is saved at the same moment, so that the same steps leave the same;
    and what the program ships is read once, since it would be read at each of thousands of
    openings."""
    for module in (records, drafts, printed):
        patch.object(module, "now", lambda: "2026-11-25T08:00:00+07:00").start()
    patch.object(files, "shipped_wording", cache(files.shipped_wording)).start()


def digest(file: WardFile) -> str:
    """What a ward file holds: every row of every table, but for the moments of its migrations."""
    found = hashlib.sha256()
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (name,) in file.db.execute(tables).fetchall():
        columns = "name" if name == "_sqlite_migrations" else "*"
        rows = file.db.execute(f'SELECT {columns} FROM "{name}"').fetchall()
        found.update(f"{name} {rows!r}".encode())
    return found.hexdigest()


@dataclass(frozen=True)
class Other:
    """A whole ward file beside the tortured one: what opens it and what it holds."""

    password: str
    digest: str


@dataclass(frozen=True)
class State:
    """What holds after a step."""

    password: str
    digest: str
    others: Mapping[str, Other]


class Reference:
    """The same steps, done in a folder where nothing happens to them."""

    def __init__(self, place: Path, seed: str, mix: Mapping[Verb, int], olds: int) -> None:
        self.seed, self.mix = seed, mix
        self.work = Work(scratch.begin(place, olds), seed, mix, PASSWORD)
        self.work.open()
        self.position = 0
        self._others: dict[str, Other] = {}
        self._keep_others()
        self.states = {0: self._state()}

    def at(self, number: int) -> State:
        """What holds after so many steps; never asked for less than before, but for what was
        asked."""
        while self.position < number:
            self.position += 1
            with suppress(Refused):
                self.work.step(self.position)
            self._keep_others()
        if number not in self.states:
            self.states[number] = self._state()
        return self.states[number]

    def _state(self) -> State:
        return State(self.work.password, digest(self.work.file), dict(self._others))

    def _keep_others(self) -> None:
        place = self.work.path.parent
        there = list(others_in(place))
        for gone in self._others.keys() - there:
            del self._others[gone]
        for name in there:
            if name in self._others:
                continue
            if name.startswith((OLD, "mới")):
                password = OLD_PASSWORD if name.startswith(OLD) else PASSWORD
                self._others[name] = Other(password, _digest_of_copy(place / name, password))
            else:
                self._others[name] = Other(self.work.password, digest(self.work.file))


def others_in(place: Path) -> Iterable[str]:
    """The whole ward files beside the tortured one, by their names below the folder; those set
    aside have names that change with the day."""
    for each in sorted(place.rglob("*.lcdesk")):
        if each.name != scratch.WARD and "(" not in each.name:
            yield str(each.relative_to(place))


def _digest_of_copy(path: Path, password: str) -> str:
    with scratch.folder() as place:
        copy = place / path.name
        shutil.copy(path, copy)
        if slots.path_of(path).exists():
            shutil.copy(slots.path_of(path), slots.path_of(copy))
        file = files.open_ward(copy, password)
        try:
            return digest(file)
        finally:
            file.close()


def killed_within_a_step(path: Path, password: str) -> None:
    """Leave a ward file as a kill does within a step that has gone to the disk in part: its journal
    lies beside it."""

    def program(_say: Say) -> None:
        file = files.open_ward(path, password)
        file.db.execute("PRAGMA cache_size = 5")
        file.db.execute("BEGIN")
        file.db.execute("UPDATE association SET officer = hex(randomblob(3000))")
        os.kill(os.getpid(), signal.SIGKILL)

    child = Child(program)
    child.listen(lambda: False)
    child.kill()
