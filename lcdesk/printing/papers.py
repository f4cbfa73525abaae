"""The door to the official papers: what they say, as decided or as it stands, bound, written, and
noted as printed."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from lcdesk.domain.errors import Refused
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.ward import Wording
from lcdesk.i18n import _, date_text, file_name, in_language
from lcdesk.papers.forms.catalogue import Part, render
from lcdesk.printing import catalogue, meetings, proposals
from lcdesk.printing.catalogue import PAPERS
from lcdesk.printing.printable import Gathered, Printable, Subject
from lcdesk.queries.ward import ward_of
from lcdesk.storage import printed, records, targets
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

Given = ParamSpec("Given")
T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """A PDF ready to be shown, printed or kept; `file_name` says what it is and is safe on every
    system."""

    pdf: bytes
    file_name: str
    parts: tuple[Part, ...]


def blank(file: WardFile, name: str) -> Paper:
    """A form to be filled in by hand."""
    return _vietnamese(_bind, file, _blank, name)


def of(file: WardFile, name: str, about: str, subject: Subject) -> Paper:
    """A paper about a record, as it was decided or as it stands; `about` says what the id of the
    subject names."""
    return _vietnamese(_bind, file, _asked, file, name, about, subject)


def as_printed(file: WardFile, paper: Paper) -> Paper:
    """The same paper as it last went out, whatever the file says now. Refused where it never did,
    or was printed by a program that kept no content."""
    return _vietnamese(_bind, file, _printed_before, file, paper)


def _printed_before(file: WardFile, paper: Paper) -> Gathered:
    parts = []
    for part in paper.parts:
        before = printed.last(file, part.paper, part.subject) if part.subject else None
        if before is None:
            raise Refused(_("What this paper said when it was printed was not kept."))
        content = from_json(type(part.content), before.content.today())
        day = date_text(datetime.fromisoformat(before.printed_at).date())
        notice = _("As it was printed on {day}.").format(day=day)
        parts.append(Part(content, part.title, notice, part.subject))
    return Gathered(tuple(parts), Path(paper.file_name).stem)


def _vietnamese(say: Callable[Given, T], *given: Given.args, **named: Given.kwargs) -> T:
    """The one door to what papers say: they are Vietnamese whatever the screen speaks."""
    with in_language("vi"):
        return say(*given, **named)


def _blank(name: str) -> Gathered:
    fitting = [each for each in PAPERS.values() if each.layout]
    paper = _chosen(name, fitting)
    assert paper.layout
    return Gathered((Part(paper.layout.content(), _(paper.name)),), _(paper.name))


def _asked(file: WardFile, name: str, about: str, subject: Subject) -> Gathered:
    paper = _chosen(name, catalogue.about(about))
    return paper.by[about](file, paper, subject)


def _chosen(name: str, fitting: Sequence[Printable]) -> Printable:
    names = ", ".join(each.id for each in fitting)
    for each in fitting:
        if each.id == name:
            return each
    raise Refused(_("This paper is not made here; choose one of {names}.").format(names=names))


def _bind(file: WardFile, gather: Callable[..., Gathered], *asked: Any) -> Paper:
    made = gather(*asked)
    parts = tuple(_compared(file, each) for each in made.parts)
    pdf = render(parts, wording(file), title=made.title, author=ward_of(file).full_name)
    dated = f"{made.day.isoformat()} {made.title}" if made.day else made.title
    return Paper(pdf=pdf, file_name=file_name(f"{dated.replace('/', '-')}.pdf"), parts=parts)


def _compared(file: WardFile, part: Part) -> Part:
    """The part, saying so where the same paper went out before with another content."""
    earlier = part.subject and printed.other_printing(
        file, part.paper, part.subject, to_json(part.content)
    )
    if not earlier:
        return part
    day = date_text(datetime.fromisoformat(earlier).date())
    replaced = _("Replaces the paper printed on {day}; its content has changed.").format(day=day)
    return replace(part, notice=" ".join(filter(None, (part.notice, replaced))))


def wording(file: WardFile) -> dict[str, dict[str, str]]:
    """The fixed texts of all papers as the ward has them: paper, key, text."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for each in records.find(file, Wording):
        texts[each.paper][each.key] = each.text
    return dict(texts)


def note_printed(file: WardFile, paper: Paper) -> None:
    """Remember that a paper went out, so that a later one with another content says so. A blank
    form names nobody."""
    for part in paper.parts:
        if part.content != type(part.content)():
            printed.note(file, part.paper, part.subject, to_json(part.content))


def write_pdf(file: WardFile, paper: Paper, path: Path) -> None:
    """Put a paper on the disk, whole or not at all, and note that it went out. Refused where it
    cannot be written."""
    put_on_disk(file, path, paper.pdf, lambda: note_printed(file, paper))


def put_on_disk(file: WardFile, path: Path, data: bytes, note: Callable[[], None]) -> None:
    """Write a file and note that it went out, both or neither.

    Refused where it cannot be written or something else is there; a file that was there is then as
    it was.
    """
    with file.atomically():
        targets.write_out(path, data, file.identity, note)


def freeze_minutes(write: Writing, meeting: Meeting) -> None:
    """Keep the minutes as decided."""
    content = _vietnamese(meetings.minutes, write.file, meeting)
    printed.freeze(write, meetings.MINUTES.id, meeting.id, to_json(content))


def freeze_list(write: Writing, made: ProposalList) -> None:
    """Keep a proposal list as it stands with the meeting, the ward and the bank, and the notice of
    the bank."""
    content = _vietnamese(proposals.proposal_list, write.file, made)
    printed.freeze(write, proposals.LIST.id, made.id, to_json(content))


def thaw_meeting(write: Writing, meeting: Meeting) -> None:
    """Let the papers of a reopened meeting follow the tables again."""
    printed.thaw(write, meetings.MINUTES.id, meeting.id)
    for each in records.find(write.file, ProposalList, meeting=meeting.id):
        printed.thaw(write, proposals.LIST.id, each.id)
