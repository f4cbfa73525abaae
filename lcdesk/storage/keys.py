"""The key of a ward file, and what opens it: a user's password, or the recovery key.

The recovery key is the file key itself in letters, so that it opens the ward file even when its key
slots are lost.
"""

import base64
import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, clean
from lcdesk.storage import slots
from lcdesk.storage.slots import KEY_BYTES, Cost, Slot, Slots

CHECK_BYTES = 3
LEAST_PASSWORD = 8


class Unwrapped(NamedTuple):
    """What a password opened: whose it is, the file key, and the slots in which it lay."""

    user: str
    key: bytes
    slots: Slots


def new_key() -> bytes:
    """A key that nobody else has."""
    return os.urandom(KEY_BYTES)


def check_password(password: str) -> None:
    """Refuse a password that is too short to protect anything."""
    if len(clean(password)) < LEAST_PASSWORD:
        raise Refused(
            {
                "password": _("A password has at least {count} characters.").format(
                    count=LEAST_PASSWORD
                )
            }
        )


def write_slot(
    path: Path, key: bytes, user: str, password: str, cost: Cost, mark: str = ""
) -> Slots:
    """Put a user's slot into the key-slot file of a ward file, in the place of the one they had.

    Give the slots as they are now.
    """
    known = slots.read(path) if slots.path_of(path).exists() else Slots()
    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_derive(password, salt, cost)).encrypt(nonce, key, user.encode())
    own = Slot(
        user,
        cost.passes,
        cost.memory_kib,
        cost.lanes,
        salt=salt.hex(),
        nonce=nonce.hex(),
        wrapped=wrapped.hex(),
    )
    others = tuple(each for each in known.slots if each.user != user)
    written = replace(known, slots=(*others, own), mark=mark or known.mark, damaged=())
    slots.write(path, written)
    return written


def users(path: Path) -> list[str]:
    """The names of those who may open a ward file."""
    return [each.user for each in slots.read(path).slots]


def unwrap(path: Path, password: str, is_damaged: bool = False) -> Unwrapped:
    """What a password opens of a closed ward file; of a damaged one the mark may be, too. Refused
    where no slot opens; a damaged slot is told from a wrong password."""
    damaged: list[str] = []
    for each in slots.sources(path, is_damaged):
        for slot in each.slots:
            key = _opened(slot, password)
            if key is not None:
                return Unwrapped(slot.user, key, each)
        damaged.extend(each.damaged)
    if damaged:
        sentence = _(
            "The key slot of {users} is damaged, so that this password cannot be tried. Put back a "
            "good copy of the key file, or use the recovery key."
        )
        raise Refused(sentence.format(users=", ".join(dict.fromkeys(damaged))))
    raise Refused({"password": _("This password does not open the file.")})


def _opened(slot: Slot, password: str) -> bytes | None:
    derived = _derive(password, bytes.fromhex(slot.salt), slot.cost)
    nonce, wrapped = bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped)
    try:
        return AESGCM(derived).decrypt(nonce, wrapped, slot.user.encode())
    except InvalidTag:
        return None


def recovery_text(key: bytes) -> str:
    """The file key as letters and digits in groups of four, with a check against slips of the
    pen."""
    text = base64.b32encode(key + hashlib.sha256(key).digest()[:CHECK_BYTES]).decode().rstrip("=")
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def key_from_recovery(text: str) -> bytes:
    """Read a recovery key as it was written down. Refused where it was copied wrongly."""
    letters = "".join(
        text.upper().replace("0", "O").replace("1", "I").replace("8", "B").split()
    ).replace("-", "")
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raw = b""
    key, check = raw[:KEY_BYTES], raw[KEY_BYTES:]
    if len(raw) != KEY_BYTES + CHECK_BYTES or check != hashlib.sha256(key).digest()[:CHECK_BYTES]:
        raise Refused(
            {
                "recovery": _(
                    "This is not a recovery key as it was printed. Please compare it letter by "
                    "letter."
                )
            }
        )
    return key


def _derive(password: str, salt: bytes, cost: Cost) -> bytes:
    # Some Vietnamese keyboards send a letter and its tone apart, and a form folds spaces; the
    # password is the same.
    secret = clean(password).encode()
    return hash_secret_raw(
        secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )
