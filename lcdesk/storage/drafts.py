"""What is being typed, kept every few seconds so that a power cut loses nothing."""

import json

from lcdesk.domain.fields import Draft
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import now


def keep(file: WardFile, place: str, draft: Draft) -> None:
    """Keep the draft of a form; `place` names the form and its record."""
    row = {"place": place, "content": json.dumps(draft, ensure_ascii=False), "kept_at": now()}
    with file.atomically():
        file.db.insert("draft", row, replace=True)


def kept(file: WardFile, place: str) -> tuple[Draft, str] | None:
    """The draft kept for a form and when, or None."""
    found = file.db.execute(
        "SELECT content, kept_at FROM draft WHERE place = ?", [place]
    ).fetchone()
    return (json.loads(found[0]), found[1]) if found else None


def drop(file: WardFile, place: str) -> None:
    """Forget the draft of a form; none is fine."""
    with file.atomically():
        file.db.execute("DELETE FROM draft WHERE place = ?", [place])
