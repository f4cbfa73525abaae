"""How far the steps of a ward file go, to tell an older copy of it from a newer one."""

import hashlib
from datetime import date, datetime
from typing import NamedTuple

from lcdesk.storage.connection import Connection


class Point(NamedTuple):
    """A point in the steps of officers: how many there are, when the last one was done, and a seal
    that tells it from another last step."""

    steps: int = 0
    done_at: str = ""
    seal: str = ""


def point(db: Connection) -> Point:
    """Where a file stands."""
    (steps,) = db.execute("SELECT count(*) FROM verb").fetchone()
    return _point(db, steps)


def _point(db: Connection, steps: int) -> Point:
    found = db.execute(
        "SELECT name, done_at, actor FROM verb ORDER BY id LIMIT 1 OFFSET ?", [steps - 1]
    ).fetchone()
    if steps < 1 or found is None:
        return Point()
    return Point(steps, found[1], hashlib.sha256(repr(found).encode()).hexdigest()[:16])


def newest_day(db: Connection) -> date | None:
    """The day on which an officer's last step was saved; None before the first. Texts that a newer
    program brings are nobody's step."""
    found = db.execute(
        "SELECT done_at FROM verb WHERE name <> 'add_wording' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return datetime.fromisoformat(found[0]).date() if found else None


def holds(db: Connection, earlier: Point) -> bool:
    """Whether a file went on from a point, or stands at it; else it is an older copy, or one that
    went another way."""
    return not earlier.steps or _point(db, earlier.steps) == earlier
