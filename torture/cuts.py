"""Write down all that a program changes on the disk, cut the power at many places of that, and look
at what would be there."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from lcdesk.domain.errors import Refused
from torture import disk, scratch, tracing, verbs
from torture.children import Child
from torture.disk import Disk
from torture.pool import Size
from torture.settling import settle
from torture.tally import Tally
from torture.tracing import Change, Kind
from torture.work import Reference, Work

STEPS = 24
OLDS = 1
SHORT, LONG = Size(2, 24), Size(175, 120)
PATIENCE = 600.0
WAYS = ("in order", "strictly", "without folders")
"""How names get to the disk: in their order, by a sync of their folder alone, or in their order
where folders cannot be synced."""


def case(seed: int, number: int, tries: int) -> Tally:
    """One trace, and many cuts of it."""
    tally, rng = Tally(), Random(f"{seed} cuts {number}")
    way = WAYS[number % len(WAYS)]
    mix = (verbs.DOORS, verbs.ALL, verbs.FILES)[number // len(WAYS) % 3]
    with scratch.folder() as place:
        reference = Reference(place / "reference", f"{seed} cuts {number}", mix, OLDS)
        for step in range(STEPS + 2):
            reference.at(step)
        path = scratch.begin(place / "ward", OLDS)
        start = Disk(path.parent, way == "strictly")
        changes = _traced(Work(path, reference.seed, mix, scratch.PASSWORD), way, place / "trace")
        _cut_often(tally, start, changes, reference, (way, tries, rng))
    return tally


def _traced(work: Work, way: str, trace: Path) -> list[Change]:
    child = Child(partial(_work, work, way, trace))
    child.listen(lambda: False, PATIENCE)
    child.kill()
    child.check()
    return list(tracing.read(trace))


def _work(work: Work, way: str, trace: Path, _say: object) -> None:
    tracing.begin(work.path.parent, trace, with_folders=way != "without folders")
    work.open()
    for number in range(1, STEPS + 1):
        with suppress(Refused):
            work.step(number)
        tracing.mark(number)
    work.file.close()


def _cut_often(
    tally: Tally,
    running: Disk,
    changes: list[Change],
    reference: Reference,
    how: tuple[str, int, Random],
) -> None:
    way, tries, rng = how
    places = sorted(rng.randint(0, len(changes)) for _cut in range(tries))
    acked, at, seen = 0, 0, set[bytes]()
    for cut in places:
        for change in changes[at:cut]:
            running.apply(change)
            acked = change.offset if change.kind == Kind.MARK else acked
        at = cut
        model = rng.choice(disk.MODELS)
        found = running.cut(model, rng)
        print_of = _print(acked, found)
        if print_of in seen:
            tally.done += 1
            continue
        seen.add(print_of)
        step = f"cut {cut} of {len(changes)}, {way}, {model}, after step {acked}"
        tally.run(step, partial(_look, running.place, found, reference, acked, rng))


def _print(acked: int, found: Mapping[str, bytes]) -> bytes:
    whole = hashlib.blake2b(str(acked).encode())
    for name, content in sorted(found.items()):
        whole.update(f"{name} {len(content)} ".encode() + content)
    return whole.digest()


def _look(
    place: Path, found: Mapping[str, bytes], reference: Reference, acked: int, rng: Random
) -> None:
    with scratch.folder() as rebuilt:
        (rebuilt / scratch.COPIES).mkdir()
        for name, content in found.items():
            (rebuilt / Path(name).relative_to(place)).write_bytes(content)
        settle(rebuilt, reference, acked, rng)
        if rng.random() < 0.1:  # once more, as it was closed
            settle(rebuilt, reference, acked, rng)
