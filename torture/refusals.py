"""A disk that says no: full, broken, write-protected or forbidden, at any change of any step."""

import errno
from functools import partial
from random import Random
from typing import NamedTuple

from lcdesk.domain.errors import Refused
from torture import scratch, verbs
from torture.children import DONE, PATIENCE, REFUSED, Child, Say
from torture.pool import Size
from torture.preload import library
from torture.settling import settle
from torture.tally import Tally
from torture.work import Reference, Work

STEPS = 6
OLDS = 1
SHORT, LONG = Size(2, 10), Size(190, 20)
CASE_PATIENCE = 240.0
GROWING, WRITING, OPENING, SYNCING, NAMING, CUTTING, MAKING = (1 << bit for bit in range(7))


class No(NamedTuple):
    """A way in which a disk says no: to what, with which error, and whether for good."""

    to: int
    error: int
    for_good: bool


WAYS = {
    "full": No(GROWING | MAKING, errno.ENOSPC, True),
    "full for a moment": No(GROWING | MAKING, errno.ENOSPC, False),
    "over quota": No(GROWING | MAKING, errno.EDQUOT, True),
    "read-only": No(GROWING | WRITING | OPENING | NAMING | CUTTING | MAKING, errno.EROFS, True),
    "broken": No(WRITING | SYNCING | CUTTING, errno.EIO, True),
    "broken for a moment": No(WRITING | SYNCING | CUTTING, errno.EIO, False),
    "not synced": No(SYNCING, errno.EIO, False),
    "forbidden": No(OPENING | NAMING | MAKING, errno.EACCES, True),
    "forbidden for a moment": No(OPENING | NAMING | MAKING, errno.EACCES, False),
}
ENDINGS = ("die", "close", "close on a good disk", "again on a good disk")
"""What a program does after it was refused; `again` does the same step once more."""


def case(seed: int, number: int, tries: int) -> Tally:
    """A ward file from its beginning, through many refusals."""
    tally, rng = Tally(), Random(f"{seed} refusals {number}")
    mix = rng.choice((verbs.ALL, verbs.ALL, verbs.DOORS, verbs.FILES))
    with scratch.folder() as place:
        reference = Reference(place / "reference", f"{seed} {number}", mix, OLDS)
        path = scratch.begin(place / "ward", OLDS)
        work = Work(path, reference.seed, mix, scratch.PASSWORD)
        position = 0
        for turn in range(tries):
            way, ending = rng.choice([*WAYS]), rng.choice(ENDINGS)
            step = f"try {turn}, {way}, then {ending}, after step {position}"
            found: list[int] = []
            at_opening = rng.random() < 0.3
            after = rng.randint(0, 10 if rng.random() < 0.6 else 60)
            program = partial(_work_on, work, position, (WAYS[way], after, at_opening, ending))
            try_it = partial(_refuse, program, position, reference, rng, found)
            if not tally.run(step, try_it):
                break  # what follows would tell of the same
            position = found[0]
            work.password = reference.at(position).password
    return tally


def _refuse(
    program: "partial[None]", position: int, reference: Reference, rng: Random, found: list[int]
) -> bool:
    child = Child(program)
    child.listen(lambda: False, PATIENCE)
    child.kill()
    child.check()
    place = reference.work.path.parent.with_name("ward")
    found.append(settle(place, reference, position + child.acked, rng))
    return REFUSED in child.said


def _work_on(work: Work, position: int, how: tuple[No, int, bool, str], say: Say) -> None:
    no, after, at_opening, ending = how
    begin = partial(
        library().refuse_begin,
        str(work.path.parent).encode(),
        *(after, no.to, no.error, int(no.for_good)),
    )
    if at_opening:
        begin()
    try:
        work.open()
    except Refused:
        say(REFUSED)
        return
    if not at_opening:
        begin()
    for number in range(position + 1, position + 1 + STEPS):
        if not _is_done(work, number):
            say(REFUSED)
            _end(work, number, ending, say)
            return
        say(DONE)


def _is_done(work: Work, number: int) -> bool:
    """Whether a step was not refused by the disk; one that a rule refuses is done in its way."""
    before = library().refused_so_far()
    try:
        work.step(number)
    except Refused as refused:
        return refused.__cause__ is None and bool(library().refused_so_far() == before)
    return True


def _end(work: Work, number: int, ending: str, say: Say) -> None:
    if ending == "close":
        work.file.close()
    if ending.endswith("good disk"):
        library().refuse_end()
    if ending == "close on a good disk":
        work.file.close()
    if ending == "again on a good disk" and _is_done(work, number):
        say(DONE)
        work.file.close()
