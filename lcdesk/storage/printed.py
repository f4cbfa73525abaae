"""Papers as they were decided, and which of them were printed."""

from dataclasses import dataclass

from lcdesk.domain import shapes
from lcdesk.domain.shapes import KeptContent
from lcdesk.storage.connection import whole
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing, now


def freeze(write: Writing, paper: str, subject: int, content: str) -> None:
    """Keep the content of a paper about a record as it was decided; the one before is replaced, not
    lost."""
    thaw(write, paper, subject)
    write.file.db.execute(
        "INSERT INTO frozen_paper (paper, subject, shape, content, frozen_at) VALUES (?, ?, ?, ?, "
        "?)",
        [paper, subject, shapes.newest(paper), content, now()],
    )


def thaw(write: Writing, paper: str, subject: int) -> None:
    """Let a paper follow the tables again; what was kept stays in the file as replaced."""
    write.file.db.execute(
        "UPDATE frozen_paper SET replaced_at = ? WHERE paper = ? AND subject = ? AND replaced_at "
        "= ''",
        [now(), paper, subject],
    )


def kept(file: WardFile, paper: str, subject: int) -> KeptContent | None:
    """The content of a paper as it was decided, to the letter; None where it is not decided."""
    sql = (
        "SELECT shape, content FROM frozen_paper WHERE paper = ? AND subject = ? AND "
        "replaced_at = '' ORDER BY id DESC"
    )
    found = file.db.execute(sql, [paper, subject]).fetchone()
    return KeptContent(paper, found[0], whole(found[1])) if found else None


def frozen(file: WardFile, paper: str, subject: int) -> str:
    """The content of a paper as it was decided, in today's shape, or "". Refused where a newer
    program kept it."""
    found = kept(file, paper, subject)
    return found.today() if found else ""


def note(file: WardFile, paper: str, subject: int, content: str) -> None:
    """Note that a paper went out of the program with this content, which is kept where the printing
    before had another; a list has no content."""
    checksum = shapes.checksum(content) if content else ""
    before = last(file, paper, subject) if subject else None
    row = {
        "paper": paper,
        "subject": subject,
        "shape": shapes.newest(paper),
        "checksum": checksum,
        "content": "" if before and before.content.checksum == checksum else content,
        "printed_at": now(),
        "actor": file.user,
    }
    with file.atomically():
        file.db.insert("printing", row)


@dataclass(frozen=True)
class Printing:
    """What a paper said when it went out, and when that was, in ISO form."""

    content: KeptContent
    printed_at: str


def last(file: WardFile, paper: str, subject: int) -> Printing | None:
    """The newest content with which a paper went out, and when it first did; None where programs
    before have kept none."""
    sql = (
        "SELECT shape, content, printed_at FROM printing WHERE paper = ? AND subject = ? "
        "AND content <> '' ORDER BY id DESC LIMIT 1"
    )
    found = file.db.execute(sql, [paper, subject]).fetchone()
    return Printing(KeptContent(paper, found[0], whole(found[1])), found[2]) if found else None


def other_printing(file: WardFile, paper: str, subject: int, content: str) -> str:
    """When this paper was last printed saying something else than now; "" where it never was.

    What it says now is compared in the shape of that printing. Refused where a newer program
    printed it.
    """
    same = shapes.checksums(paper, content)
    sql = (
        "SELECT shape, checksum, printed_at FROM printing WHERE paper = ? AND subject = ? ORDER "
        "BY id DESC"
    )
    for shape, checksum, printed_at in file.db.execute(sql, [paper, subject]).fetchall():
        shapes.check_known(paper, shape)
        if checksum != same.get(shape):
            return str(printed_at)
    return ""
