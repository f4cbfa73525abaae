"""Kill a program at some moment of its work, look at what it left behind, and let another go on."""

import shutil
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from lcdesk.domain.errors import Refused
from torture import scratch, verbs
from torture.children import DONE, Child, Say
from torture.pool import Size
from torture.settling import settle
from torture.tally import Tally
from torture.work import Reference, Work

OLDS = 2
SHORT, LONG = Size(1, 10), Size(520, 20)
PATIENCE = 180.0


def case(seed: int, number: int, tries: int) -> Tally:
    """A ward file from its beginning, through many kills."""
    tally, rng = Tally(), Random(f"{seed} kills {number}")
    mix = rng.choice((verbs.ALL, verbs.ALL, verbs.DOORS, verbs.FILES))
    with scratch.folder() as place:
        reference = Reference(place / "reference", f"{seed} {number}", mix, OLDS)
        path = scratch.begin(place / "ward", OLDS)
        work = Work(path, reference.seed, mix, reference.work.password)
        position = 0
        for kill in range(tries):
            step = f"kill {kill} after step {position}"
            found: list[int] = []
            if not tally.run(step, partial(_kill, work, position, reference, rng, found)):
                break  # what follows would tell of the same
            position = found[0]
            work.password = reference.at(position).password
    return tally


def _kill(work: Work, position: int, reference: Reference, rng: Random, found: list[int]) -> None:
    child = Child(partial(_work_on, work, position))
    steps = rng.choice((0, 1, 2, 4))
    child.listen(lambda: child.acked >= steps)
    time.sleep(rng.uniform(0, 0.04 if steps == 0 else 0.012))
    child.kill()
    child.check()
    found.append(_settled(work.path.parent, position + child.acked, reference, rng))


def _work_on(work: Work, position: int, say: Say) -> None:
    work.open()
    while True:
        position += 1
        with suppress(Refused):
            work.step(position)
        say(DONE)


def _settled(place: Path, acked: int, reference: Reference, rng: Random) -> int:
    """Of a copy in half of the cases: so the next program finds the folder as the kill left it."""
    if rng.random() < 0.5:
        return settle(place, reference, acked, rng)
    with scratch.folder() as aside:
        shutil.copytree(place, aside, dirs_exist_ok=True)
        return settle(aside, reference, acked, rng)
