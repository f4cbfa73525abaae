"""Papers as they were decided, and which of them were printed."""

from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing, now


def freeze(write: Writing, paper: str, subject: int, content: str) -> None:
    """Keep the content of a paper about a record as it was decided; the one before is replaced, not lost."""
    thaw(write, paper, subject)
    write.file.db.execute(
        "INSERT INTO frozen_paper (paper, subject, content, frozen_at) VALUES (?, ?, ?, ?)",
        [paper, subject, content, now()],
    )


def thaw(write: Writing, paper: str, subject: int) -> None:
    write.file.db.execute(
        "UPDATE frozen_paper SET replaced_at = ? WHERE paper = ? AND subject = ? AND replaced_at = ''",
        [now(), paper, subject],
    )


def frozen(file: WardFile, paper: str, subject: int) -> str:
    """The content of a paper as it was decided, or ""."""
    sql = "SELECT content FROM frozen_paper WHERE paper = ? AND subject = ? AND replaced_at = '' ORDER BY id DESC"
    found = file.db.execute(sql, [paper, subject]).fetchone()
    return str(found[0]) if found else ""


def note(file: WardFile, paper: str, subject: int, checksum: str) -> None:
    """Note that a paper went out of the program with this content."""
    row = {"paper": paper, "subject": subject, "checksum": checksum, "printed_at": now(), "actor": file.user}
    with file.atomically():
        file.db.table("printing").insert(row)


def other_printing(file: WardFile, paper: str, subject: int, checksum: str) -> str:
    """When this paper was last printed with another content than this one; "" where it never was."""
    sql = "SELECT printed_at FROM printing WHERE paper = ? AND subject = ? AND checksum <> ? ORDER BY id DESC LIMIT 1"
    found = file.db.execute(sql, [paper, subject, checksum]).fetchone()
    return str(found[0]) if found else ""
