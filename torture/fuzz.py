"""Key slots, what stands behind the last page, and beginnings of ward files, as nobody would write
them: the file opens as it was, or is refused in a sentence."""

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from lcdesk.storage import slots
from torture import scratch
from torture.pool import Size
from torture.reading import everything, look
from torture.scratch import PASSWORD, WARD
from torture.tally import Tally
from torture.work import Work

SHORT, LONG = Size(2, 40), Size(110, 60)
PATIENCE = 120.0
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1 << 70, 0.5, "", "x", "ff" * 16, "0" * 5000, "Ă", "\ud800", "a\0b"),
    *([], {}, [[]], [{}], {"slots": []}, ["slots"], float("inf"), float("nan")),
)
WORDS = (b"", b"null", b"[]", b"{}", b'"', b"\xff\xfe", b"[" * 10_000, b'{"slots": 1}', b"\0" * 100)


def case(seed: int, number: int, tries: int) -> Tally:
    """Many inputs to one ward file."""
    tally, rng = Tally(), Random(f"{seed} fuzz {number}")
    with scratch.folder() as place:
        work = Work(scratch.begin(place / "ward"), "", {}, PASSWORD)
        work.open()
        said = everything(work.file)
        work.file.close()
        for turn in range(tries):
            kind = rng.choice((_keys, _keys_and_trailer, _trailer, _behind, _beginning))
            step = f"input {turn}, {kind.__name__.strip('_')}"
            tally.run(step, partial(_try, place / "ward", kind, said, rng))
    return tally


def _try(place: Path, kind: Callable[[Path, Random], None], said: str, rng: Random) -> None:
    with scratch.folder() as aside:
        shutil.copytree(place, aside, dirs_exist_ok=True)
        kind(aside / WARD, rng)
        look(aside / WARD, PASSWORD, {said})


def _slots(path: Path, rng: Random) -> bytes:
    """Key slots with something odd in them."""
    data = slots.path_of(path).read_bytes()
    way = rng.random()
    if way < 0.1:
        return rng.choice(WORDS)
    if way < 0.4:
        return _scrambled(data, rng)
    plain = json.loads(data)
    for _change in range(rng.randint(1, 3)):
        place = rng.choice((plain, *(each for each in plain["slots"] if isinstance(each, dict))))
        place[rng.choice((*place, "more"))] = rng.choice(ODD)
        if not isinstance(plain.get("slots"), list):
            break
    return json.dumps(plain).encode()


def _scrambled(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _change in range(rng.randint(1, 4)):
        at = rng.randrange(len(changed) + 1)
        part = rng.choice((b"", rng.randbytes(rng.randint(1, 9)), b"9" * 30, data[: at // 2]))
        changed[at : at + rng.randint(0, 20)] = part
    return bytes(changed)


def _keys(path: Path, rng: Random) -> None:
    slots.path_of(path).write_bytes(_slots(path, rng))


def _keys_and_trailer(path: Path, rng: Random) -> None:
    behind = _sealed(path, rng)
    _keys(path, rng)
    _put_behind(path, behind)


def _trailer(path: Path, rng: Random) -> None:
    _put_behind(path, _sealed(path, rng))
    if rng.random() < 0.5:
        slots.path_of(path).unlink()


def _sealed(path: Path, rng: Random) -> bytes:
    """Odd slots for behind the last page, well sealed or not."""
    data = _slots(path, rng)
    length = len(data).to_bytes(8, "big")
    whole = data + length + hashlib.sha256(data).digest() + slots.MAGIC
    return _scrambled(whole, rng) if rng.random() < 0.4 else whole


def _behind(path: Path, rng: Random) -> None:
    """Anything behind the last page."""
    _put_behind(path, rng.randbytes(rng.choice((1, 55, 512, 4095, 4096, 9000))))


def _put_behind(path: Path, content: bytes) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // scratch.PAGE * scratch.PAGE] + content)


def _beginning(path: Path, rng: Random) -> None:
    """Something else at the beginning of the file, or no more of it."""
    data = path.read_bytes()
    at = rng.choice((0, 8, 16, 64, 512, 4080, 4096))
    other = rng.choice((b"SQLite format 3\0", b"%PDF-1.7", b"\0" * 16, rng.randbytes(40), b""))
    path.write_bytes(rng.choice((data[:at] + other + data[at + len(other) :], data[:at] + other)))
