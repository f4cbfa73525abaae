"""Damage ward files, their keys, copies and journals: whoever opens one hears of it, or reads what
was there."""

import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random

from lcdesk.storage import slots
from torture import scratch, verbs
from torture.pool import Size
from torture.reading import everything, look
from torture.scratch import PASSWORD, WARD
from torture.tally import Tally
from torture.work import Work, killed_within_a_step

SHORT, LONG = Size(2, 20), Size(40, 25)
PATIENCE = 120.0
SECTOR = 512
Damage = Callable[[Path, Random], None]
MIX: Mapping[verbs.Verb, int] = {
    verbs.associations: 2,
    verbs.member: 2,
    verbs.saving: 1,
    verbs.copy: 1,
}


def case(seed: int, number: int, tries: int) -> Tally:
    """A ward file with a copy, and one whose program was killed within a step; many damages."""
    tally, rng = Tally(), Random(f"{seed} flips {number}")
    with scratch.folder() as place:
        whole, killed = place / "whole", place / "killed"
        said = _whole(whole, f"{seed} flips {number}")
        shutil.copytree(whole, killed)
        killed_within_a_step(killed / WARD, PASSWORD)
        for flip in range(tries):
            from_folder, target = rng.choice(
                ((whole, WARD), (whole, WARD), (whole, "keys"), (whole, "copy"), (killed, WARD))
                + ((killed, "journal"),)
            )
            damage = rng.choice((_bit, _bit, _sector, _shorter, _longer))
            step = f"flip {flip}, {damage.__name__.strip('_')} of {target} ({from_folder.name})"
            tally.run(step, partial(_damage, from_folder, target, damage, said, rng))
    return tally


def _whole(place: Path, seed: str) -> str:
    work = Work(scratch.begin(place), seed, MIX, PASSWORD)
    work.open()
    for number in range(1, 6):
        work.step(number)
    verbs.copy(work, Random(seed), 6)
    said = everything(work.file)
    work.file.close()
    return said


def _damage(place: Path, target: str, damage: Damage, said: str, rng: Random) -> None:
    with scratch.folder() as aside:
        shutil.copytree(place, aside, dirs_exist_ok=True)
        opened = aside / WARD
        if target == "copy":
            opened = next((aside / scratch.COPIES).glob("*.lcdesk"))
        beside = {"keys": slots.path_of(opened), "journal": opened.with_name(f"{WARD}-journal")}
        damage(beside.get(target, opened), rng)
        look(opened, PASSWORD, {said})


def _bit(path: Path, rng: Random) -> None:
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    path.write_bytes(content)


def _sector(path: Path, rng: Random) -> None:
    content = bytearray(path.read_bytes())
    at = rng.randrange(0, len(content), SECTOR)
    content[at : at + SECTOR] = bytes(len(content[at : at + SECTOR]))
    path.write_bytes(content)


def _shorter(path: Path, rng: Random) -> None:
    os.truncate(path, rng.randrange(path.stat().st_size))


def _longer(path: Path, rng: Random) -> None:
    with path.open("ab") as file:
        file.write(rng.randbytes(rng.choice((1, 100, 4096, 10_000))))
