"""The key-slot file beside a ward file: the file's random key, wrapped once for each user's
password.

The recovery key is the file key itself in letters, so that it opens the ward file even when the
key-slot file is lost.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, clean
from lcdesk.storage import durable

KEY_BYTES = 32
CHECK_BYTES = 3
LEAST_PASSWORD = 8
SUFFIX = ".keys"


@dataclass(frozen=True)
class Cost:
    """Work of deriving a key from a password with Argon2id (RFC 9106, section 4, second recommended
    option)."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


MOST = Cost(passes=16, memory_kib=256 * 1024, lanes=16)
"""Above this a key-slot file was tampered with: it would only stall the machine."""

_SIZES = {"salt": 16, "nonce": 12, "wrapped": KEY_BYTES + 16}


def slots_path(path: Path) -> Path:
    """Where the key slots of a ward file lie."""
    return path.with_name(path.name + SUFFIX)


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


def write_slot(path: Path, key: bytes, user: str, password: str, cost: Cost) -> None:
    """Put a user's slot into the key-slot file of a ward file, in the place of the one they had."""
    slots = (
        [slot for slot in _read_slots(path) if slot["user"] != user]
        if slots_path(path).exists()
        else []
    )
    salt, nonce = os.urandom(16), os.urandom(12)
    wrapped = AESGCM(_derive(password, salt, cost)).encrypt(nonce, key, user.encode())
    slots.append(
        {
            "user": user,
            "passes": cost.passes,
            "memory_kib": cost.memory_kib,
            "lanes": cost.lanes,
            "salt": salt.hex(),
            "nonce": nonce.hex(),
            "wrapped": wrapped.hex(),
        }
    )
    _write_slots(path, slots)


def users(path: Path) -> list[str]:
    """The names of those who may open a ward file."""
    return [slot["user"] for slot in _read_slots(path)]


def copy_slots(path: Path, target: Path) -> None:
    """Give the ward file `target` the key slots of `path`."""
    _write_slots(target, _read_slots(path))


def unwrap(path: Path, password: str) -> tuple[str, bytes]:
    """The user whose password this is, and the file key. Refused where no slot opens."""
    for slot in _read_slots(path):
        cost = Cost(slot["passes"], slot["memory_kib"], slot["lanes"])
        derived = _derive(password, bytes.fromhex(slot["salt"]), cost)
        try:
            key = AESGCM(derived).decrypt(
                bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), slot["user"].encode()
            )
        except InvalidTag:
            continue
        return slot["user"], key
    raise Refused({"password": _("This password does not open the file.")})


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


def _read_slots(path: Path) -> list[dict[str, Any]]:
    keys = slots_path(path)
    try:
        slots: list[dict[str, Any]] = list(json.loads(keys.read_text(encoding="utf-8"))["slots"])
        for slot in slots:
            _check_slot(slot)
    except FileNotFoundError:
        sentence = _(
            "The key file {file} is missing. Put it back beside the ward file, or use the "
            "recovery key."
        )
        raise Refused(sentence.format(file=keys.name)) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        sentence = _(
            "The key file {file} is damaged. Put back a good copy, or use the recovery key."
        )
        raise Refused(sentence.format(file=keys.name)) from None
    return slots


def _write_slots(path: Path, slots: list[dict[str, Any]]) -> None:
    durable.write_text(
        slots_path(path),
        json.dumps({"lcdesk_keys": 1, "slots": slots}, ensure_ascii=False, indent=1),
    )


def _check_slot(slot: dict[str, Any]) -> None:
    for name in ("passes", "memory_kib", "lanes"):
        if type(slot[name]) is not int or not 1 <= slot[name] <= getattr(MOST, name):
            raise ValueError(name)
    if slot["memory_kib"] < 8 * slot["lanes"]:
        raise ValueError("memory_kib")  # Argon2 does not go lower
    for name, size in _SIZES.items():
        if len(bytes.fromhex(slot[name])) != size:
            raise ValueError(name)
    slot["user"].encode()
