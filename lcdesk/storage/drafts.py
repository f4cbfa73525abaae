"""What is being typed, kept every few seconds so that a power cut loses nothing."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lcdesk.domain.fields import Draft
from lcdesk.storage import durable
from lcdesk.storage.connection import Connection, whole
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import now
from lcdesk.storage.refusing import refusing

NONCE_BYTES = 12


def keep(file: WardFile, place: str, draft: Draft) -> None:
    """Keep the draft of a form; `place` names the form and its record."""
    with file.atomically():
        put(file.db, place, draft)


def put(db: Connection, place: str, draft: Draft) -> None:
    """Write a draft, inside a step."""
    row = {"place": place, "content": json.dumps(draft, ensure_ascii=False), "kept_at": now()}
    db.insert("draft", row, replace=True)


def kept(file: WardFile, place: str) -> tuple[Draft, str] | None:
    """The draft kept for a form and when, or None."""
    found = file.db.execute(
        "SELECT content, kept_at FROM draft WHERE place = ?", [place]
    ).fetchone()
    return (json.loads(whole(found[0])), found[1]) if found else None


def drop(file: WardFile, place: str) -> None:
    """Forget the draft of a form; none is fine."""
    with file.atomically():
        file.db.execute("DELETE FROM draft WHERE place = ?", [place])


def put_away(file: WardFile, folder: Path, drafts: Mapping[str, Draft]) -> None:
    """Keep drafts outside a file that cannot be written any more, under its key, until it is opened
    again."""
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(drafts, ensure_ascii=False).encode()
    sealed = nonce + AESGCM(file.key).encrypt(nonce, plain, file.slots.mark.encode())
    with refusing():
        durable.write_text(_away(file, folder), sealed.hex())


def take_up(file: WardFile, folder: Path) -> None:
    """Bring drafts that were put away back into their file, where it can be written again."""
    away = _away(file, folder)
    if not away.is_file():
        return
    with refusing():
        drafts = _unsealed(file, away.read_text(encoding="utf-8"))
        with file.atomically():
            for place, draft in drafts.items():
                put(file.db, place, draft)
        away.unlink()


def _unsealed(file: WardFile, text: str) -> dict[str, Draft]:
    try:
        sealed = bytes.fromhex(text)
        nonce, data = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        plain = AESGCM(file.key).decrypt(nonce, data, file.slots.mark.encode())
    except (ValueError, InvalidTag):
        return {}  # damaged: nothing of it can be read
    drafts: dict[str, Draft] = json.loads(plain)
    return drafts


def _away(file: WardFile, folder: Path) -> Path:
    return folder / f"{file.slots.mark}.drafts"
