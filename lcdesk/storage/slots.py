"""The key slots of a ward file: its random key, wrapped once for each user's password.

They lie in a key-slot file beside it, and once more behind its last page while it is closed. So a
lone file opens with its password, and so does one that was renamed. Which ward file slots belong to
they say by its mark, the first bytes of the file, which can be read without a key.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage import durable

SUFFIX = ".keys"
KEY_BYTES = 32
MARK_BYTES = 16
MOST_BYTES = 1 << 20
"""No key-slot file is as long as this."""
MAGIC = b"lcdesk slots 1\r\n"
_SIZES = {"salt": 16, "nonce": 12, "wrapped": KEY_BYTES + 16}


@dataclass(frozen=True)
class Cost:
    """Work of deriving a key from a password with Argon2id (RFC 9106, section 4, second recommended
    option)."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


MOST = Cost(passes=16, memory_kib=256 * 1024, lanes=16)
"""Above this a key-slot file was tampered with: it would only stall the machine."""


@dataclass(frozen=True)
class Slot:
    """The file's key as a user's password opens it; what is not a number is in hexadecimal."""

    user: str
    passes: int
    memory_kib: int
    lanes: int
    salt: str
    nonce: str
    wrapped: str

    @property
    def cost(self) -> Cost:
        """The work of deriving a key from the password."""
        return Cost(self.passes, self.memory_kib, self.lanes)


@dataclass(frozen=True)
class Slots:
    """The slots of one ward file."""

    slots: tuple[Slot, ...] = ()
    mark: str = ""
    """The first bytes of the ward file in hexadecimal; "" in slots written before they had it."""
    damaged: tuple[str, ...] = ()
    """The users whose slot is no longer what was written."""


class Foreign(Refused):
    """The file is another program's, or its keys are another ward's."""


def path_of(path: Path) -> Path:
    """Where the key slots of a ward file lie."""
    return path.with_name(path.name + SUFFIX)


def mark_in(path: Path) -> str:
    """The mark of a ward file that nobody in this process has open: closing it would take the lock
    off it."""
    with path.open("rb") as file:
        return file.read(MARK_BYTES).hex()


def sources(path: Path, is_damaged: bool = False) -> list[Slots]:
    """Where the key of a closed ward file may be, the surest first: its key-slot file, behind its
    last page, any key-slot file of the folder that has its mark.

    What comes after a whole one is not looked at. Where the file is damaged, its mark may be, and
    the first two count without it. Refused where there is none.
    """
    mark = mark_in(path)
    found = []
    for each in _looked_at(path, mark):
        found.append(each)
        if each.mark == mark and not each.damaged:
            break
    if not found and is_damaged:
        found = _near(path)
    if not found:
        read(path)  # says whether it is missing or damaged
        raise foreign(path)
    return found


def _looked_at(path: Path, mark: str) -> Iterator[Slots]:
    with suppress(ValueError, OSError):
        own = _read(path_of(path))
        if own.mark in ("", mark):
            yield own
    behind = trailer(path)
    if behind is not None and behind.mark == mark:
        yield behind
    for other in sorted(path.parent.glob(f"*{SUFFIX}*")):
        with suppress(ValueError, OSError):
            found = _read(other)
            if found.mark == mark and other != path_of(path):
                yield found


def _near(path: Path) -> list[Slots]:
    found = [trailer(path)]
    with suppress(Refused):
        found.insert(0, read(path))
    return [each for each in found if each]


def read(path: Path) -> Slots:
    """The slots beside a ward file. Refused where they are missing or damaged."""
    try:
        return _read(path_of(path))
    except FileNotFoundError:
        raise _missing(path) from None
    except (ValueError, OSError):
        raise _damaged(path) from None


def write(path: Path, slots: Slots) -> None:
    """Put slots beside a ward file, in the place of those before."""
    durable.write_text(path_of(path), _text(slots))


def settle(path: Path, used: Slots) -> None:
    """See that the slots by which a ward file was opened lie beside it, before anything is written
    into it; what lay there and is not its own is set aside."""
    used = replace(used, damaged=())
    if not used.slots:
        return
    try:
        there = _read(path_of(path))
    except (ValueError, OSError):
        there = None
    if there == used:
        return
    if there is None or there.mark not in ("", used.mark):
        durable.set_aside(path_of(path))
    write(path, used)


def foreign(path: Path) -> Foreign:
    """Why a file does not open: it is another program's, or the keys are another ward's."""
    sentence = _("{file} is not a ward file of this program, or its key file belongs to another.")
    return Foreign(sentence.format(file=path.name))


def _missing(path: Path) -> Refused:
    sentence = _(
        "The key file {file} is missing. Put it back beside the ward file, or use the recovery key."
    )
    return Refused(sentence.format(file=path_of(path).name))


def _damaged(path: Path) -> Refused:
    sentence = _("The key file {file} is damaged. Put back a good copy, or use the recovery key.")
    return Refused(sentence.format(file=path_of(path).name))


def _read(path: Path) -> Slots:
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
        raise ValueError(path)  # a pipe would never end
    return _loaded(path.read_bytes())


def _text(slots: Slots) -> str:
    plain = [{**asdict(each), "check": _check(each)} for each in slots.slots]
    return json.dumps(
        {"lcdesk_keys": 1, "mark": slots.mark, "slots": plain}, ensure_ascii=False, indent=1
    )


def _check(slot: Slot) -> str:
    return hashlib.sha256(repr(asdict(slot)).encode()).hexdigest()[:16]


def _loaded(data: bytes) -> Slots:
    """Raises ValueError where this is nothing that was written here."""
    try:
        plain = json.loads(data)
        read = [(_slot(each), each) for each in plain["slots"]]
        mark = str(plain.get("mark", ""))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(error) from None
    whole = tuple(slot for slot, raw in read if raw.get("check", _check(slot)) == _check(slot))
    damaged = tuple(slot.user for slot, _raw in read if slot not in whole)
    return Slots(whole, mark, damaged)


def _slot(raw: dict[str, Any]) -> Slot:
    slot = Slot(**{each.name: raw[each.name] for each in fields(Slot)})
    for name in ("passes", "memory_kib", "lanes"):
        value = getattr(slot, name)
        if type(value) is not int or not 1 <= value <= getattr(MOST, name):
            raise ValueError(name)
    if slot.memory_kib < 8 * slot.lanes:
        raise ValueError("memory_kib")  # Argon2 does not go lower
    for name, size in _SIZES.items():
        if len(bytes.fromhex(getattr(slot, name))) != size:
            raise ValueError(name)
    slot.user.encode()
    return slot


def sealed(slots: Slots) -> bytes:
    """What stands behind the last page of a closed ward file: the slots, their length, their
    SHA-256, and what tells that they are there."""
    data = _text(slots).encode()
    return data + len(data).to_bytes(8, "big") + hashlib.sha256(data).digest() + MAGIC


def trailer(path: Path) -> Slots | None:
    """The slots behind the last page of a ward file that nobody in this process has open; None
    where there are none."""
    tail = 8 + hashlib.sha256().digest_size + len(MAGIC)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - tail))
        end = file.read(tail)
        length = int.from_bytes(end[:8], "big")
        if len(end) < tail or not end.endswith(MAGIC) or length > min(MOST_BYTES, size - tail):
            return None
        file.seek(size - tail - length)
        data = file.read(length)
    if hashlib.sha256(data).digest() != end[8 : -len(MAGIC)]:
        return None
    with suppress(ValueError):
        return _loaded(data)
    return None
