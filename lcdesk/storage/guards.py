"""Triggers that hold whatever the program does: trail and ledger are only added to, a closed
meeting stays."""

from lcdesk.domain.entities import TABLES
from lcdesk.domain.fields import Lines, line_fields, table_name
from lcdesk.domain.meetings import Meeting
from lcdesk.storage.connection import Connection

_LINES_OF_A_MEETING = tuple(
    table_name(each.kind.of) for each in line_fields(Meeting) if isinstance(each.kind, Lines)
)


def _guards() -> dict[str, str]:
    """Trigger bodies by name. They are made anew at each opening, since changes of a table can drop
    them."""
    made = {}
    for table in ("verb", "trail", "printing", "entry"):
        for event in ("UPDATE", "DELETE"):
            made[f"{table}_no_{event.lower()}"] = (
                f"BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'the trail is only added "
                f"to'); END"
            )
    for table in (*TABLES, "frozen_paper"):
        made[f"{table}_no_delete"] = (
            f'BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, \'records are removed, never '
            f"deleted'); END"
        )
    made["frozen_paper_stays"] = (
        "BEFORE UPDATE OF id, paper, subject, shape, content, frozen_at ON frozen_paper "
        "BEGIN SELECT RAISE(ABORT, 'a decided paper stays as it is'); END"
    )
    made["meeting_locked"] = (
        "BEFORE UPDATE ON meeting WHEN OLD.state = 'closed' AND NEW.state = 'closed' "
        "BEGIN SELECT RAISE(ABORT, 'a closed meeting is locked'); END"
    )
    for table in _LINES_OF_A_MEETING:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            made[f"{table}_locked_{event.lower()}"] = (
                f"BEFORE {event} ON {table} WHEN (SELECT state FROM meeting WHERE id = "
                f"{row}.owner) = 'closed' "
                "BEGIN SELECT RAISE(ABORT, 'a closed meeting is locked'); END"
            )
    return made


def lift(db: Connection) -> None:
    """Take every guard away, for a change of the tables."""
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")


def install(db: Connection) -> None:
    """Put every guard in place."""
    present = {
        row[0]: row[1]
        for row in db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
    }
    for name, body in _guards().items():
        sql = f"CREATE TRIGGER {name} {body}"
        if present.get(name) == sql:
            continue
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(sql)
