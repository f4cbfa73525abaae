"""Write the official papers: gather what they say, as decided or as it stands, and note what was printed."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lcdesk.domain.applications import Application
from lcdesk.domain.checks import GroupCheck, Reconciliation, UseCheck
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.plain import from_json, to_json
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalLine, ProposalList
from lcdesk.domain.ward import Wording
from lcdesk.i18n import N_, _, date_text, file_name, in_language
from lcdesk.papers.forms.catalogue import PAPERS, Content, Sheet, render
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.forms.proposal_list import ProposalListContent
from lcdesk.printing import applications, blanks, meetings, proposals, visits
from lcdesk.queries import check_sheets
from lcdesk.queries.month_sheets import open_sheet
from lcdesk.queries.ward import ward_of
from lcdesk.storage import printed, records, targets
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

NAMES = {
    "01": N_("Loan application 01/TD"),
    "01-gqvl": N_("Loan application 01/GQVL"),
    "01-uq": N_("Authorisation 01/UQ"),
    "10C": N_("Minutes 10C/TD"),
    "03": N_("Proposal list 03/TD"),
    "bundle": N_("Papers of a meeting"),
    "04": N_("Notice of the bank 04/TD"),
    "06": N_("Check of use 06/TD"),
    "13": N_("Collection sheet 13/TD"),
    "15": N_("Reconciliation 15/TD"),
    "16": N_("Group check 16/TD"),
}


@dataclass(frozen=True)
class Part:
    """One paper about one record (`subject` is its id, 0 for a blank form) and what it says."""

    paper: str
    subject: int
    content: Content
    title: str
    notice: str = ""


@dataclass(frozen=True)
class Paper:
    """A PDF ready to be shown, printed or kept; `file_name` says what it is and is safe on every system."""

    pdf: bytes
    file_name: str
    parts: tuple[Part, ...]


def blank(file: WardFile, name: str) -> Paper:
    """A form to be filled in by hand."""
    with in_language("vi"):
        _check_name(name, tuple(PAPERS))
        return _bind(file, [Part(name, 0, PAPERS[name](), _(NAMES[name]))], _(NAMES[name]))


def of_group(file: WardFile, name: str, id: int, day: date) -> Paper:
    """A form prepared for a group: its head, and on forms of collections and checks what the books say of that day."""
    gather: dict[str, Callable[[WardFile, int, date], Content]] = {
        "06": lambda file, id, day: visits.use_check(file, check_sheets.use_check_of(file, id, day)),
        "13": lambda file, id, day: visits.collection(file, open_sheet(file, id, day, day)),
        "15": lambda file, id, day: visits.reconciliation(file, check_sheets.reconciliation_of(file, id, day)),
        "16": lambda file, id, day: visits.group_check(file, check_sheets.group_check_of(id, day)),
    }
    with in_language("vi"):
        _check_name(name, tuple(PAPERS))
        group = records.get(file, Group, id)
        content = gather[name](file, id, day) if name in gather else blanks.for_group(file, name, group)
        title = f"{_(NAMES[name])} {group.code} {group.name}"
        return _bind(file, [Part(name, 0, content, title)], title, day if name in gather else None)


def of_month(file: WardFile, group_id: int, month: date, today: date, held_on: date | None = None) -> Paper:
    """Form 13/TD of a group and month: as it was saved, else prepared with what is due to a day, the ward's own."""
    with in_language("vi"):
        sheet = open_sheet(file, group_id, month, today, held_on)
        title = f"{_(NAMES['13'])} {sheet.group.code} {sheet.group.name} {sheet.month:%m-%Y}"
        subject = sheet.saved.id if sheet.saved else 0
        part = _part(file, "13", subject, visits.collection(file, sheet), title)
        return _bind(file, [part], title, sheet.held_on)


def of_check(file: WardFile, name: str, id: int) -> Paper:
    """A paper about one check: 06, 15 or 16."""
    gather: dict[str, Callable[[WardFile, int], tuple[int, date | None, Content]]] = {
        "06": _use_check,
        "15": _reconciliation,
        "16": _group_check,
    }
    with in_language("vi"):
        _check_name(name, tuple(gather))
        group_id, day, content = gather[name](file, id)
        group = records.get(file, Group, group_id)
        title = f"{_(NAMES[name])} {group.code} {group.name}"
        return _bind(file, [_part(file, name, id, content, title)], title, day)


def _use_check(file: WardFile, id: int) -> tuple[int, date | None, Content]:
    check = records.get(file, UseCheck, id)
    return check.group, check.checked_on, visits.use_check(file, check)


def _reconciliation(file: WardFile, id: int) -> tuple[int, date | None, Content]:
    made = records.get(file, Reconciliation, id)
    return made.group, made.checked_on or made.as_of, visits.reconciliation(file, made)


def _group_check(file: WardFile, id: int) -> tuple[int, date | None, Content]:
    check = records.get(file, GroupCheck, id)
    return check.group, check.checked_on or check.planned_on, visits.group_check(file, check)


def of_list(file: WardFile, name: str, id: int) -> Paper:
    """Form 03 or notice 04 of one proposal list."""
    with in_language("vi"):
        _check_name(name, ("03", "04"))
        made = records.get(file, ProposalList, id)
        meeting = records.get(file, Meeting, made.meeting)
        part = _list_part(file, made, meeting) if name == "03" else _notice_part(file, made)
        group = records.get(file, Group, meeting.group)
        return _bind(file, [part], f"{part.title} {group.code} {group.name}", meeting.held_on)


def of_application(file: WardFile, name: str, id: int) -> Paper:
    """A paper about one application: 01, 01-gqvl or 01-uq; 04 is that of its list."""
    if name == "04":
        return of_list(file, name, _list_of(file, id))
    with in_language("vi"):
        _check_name(name, ("01", "01-gqvl", "01-uq"))
        application = records.get(file, Application, id)
        part = _application_part(file, name, application)
        return _bind(file, [part], part.title, application.applied_on)


def of_meeting(file: WardFile, name: str, id: int) -> Paper:
    """Papers about one meeting: the minutes 10C, its lists 03 or notices 04, or the bundle with its applications."""
    gather: dict[str, Callable[[WardFile, Meeting], list[Part]]] = {
        "10C": _minutes_parts,
        "03": _list_parts,
        "04": _notice_parts,
        "bundle": _bundle_parts,
    }
    with in_language("vi"):
        _check_name(name, tuple(gather))
        meeting = records.get(file, Meeting, id)
        parts = gather[name](file, meeting)
        if not parts:
            raise Refused(_("There is no such paper of this meeting yet."))
        group = records.get(file, Group, meeting.group)
        return _bind(file, parts, f"{_(NAMES[name])} {group.code} {group.name}", meeting.held_on)


def _check_name(name: str, allowed: Sequence[str]) -> None:
    if name not in allowed:
        raise Refused(_("This paper is not made here; choose one of {names}.").format(names=", ".join(allowed)))


def _application_part(file: WardFile, name: str, application: Application) -> Part:
    borrower = records.get(file, Member, application.member)
    content = applications.of_application(file, name, application)
    return _part(file, name, application.id, content, f"{_(NAMES[name])} {borrower.name}")


def _minutes_parts(file: WardFile, meeting: Meeting) -> list[Part]:
    kept = printed.frozen(file, "10C", meeting.id)
    content = from_json(MinutesContent, kept) if kept else meetings.minutes(file, meeting)
    return [_part(file, "10C", meeting.id, content, _(NAMES["10C"]), _meeting_notice(meeting))]


def _list_parts(file: WardFile, meeting: Meeting) -> list[Part]:
    made = [each for each in records.find(file, ProposalList, meeting=meeting.id) if each.lines]
    return [_list_part(file, each, meeting) for each in made]


def _list_part(file: WardFile, made: ProposalList, meeting: Meeting) -> Part:
    kept = printed.frozen(file, "03", made.id)
    content = from_json(ProposalListContent, kept) if kept else proposals.proposal_list(file, made)
    programme = records.get(file, Programme, made.programme)
    return _part(file, "03", made.id, content, f"{_(NAMES['03'])} {programme.name}", _meeting_notice(meeting))


def _notice_parts(file: WardFile, meeting: Meeting) -> list[Part]:
    made = [each for each in records.find(file, ProposalList, meeting=meeting.id) if each.lines]
    return [_notice_part(file, each) for each in made if proposals.decided_on(each)]


def _notice_part(file: WardFile, made: ProposalList) -> Part:
    if not proposals.decided_on(made):
        raise Refused(_("The bank has not decided on this list yet; there is no notice."))
    programme = records.get(file, Programme, made.programme)
    return _part(file, "04", made.id, proposals.notice(file, made), f"{_(NAMES['04'])} {programme.name}")


def _list_of(file: WardFile, application: int) -> int:
    found = records.find_by_line(file, ProposalList, ProposalLine, application=application)
    if not found:
        raise Refused(_("This application stands on no list yet."))
    return found[-1].id


def _bundle_parts(file: WardFile, meeting: Meeting) -> list[Part]:
    parts = [*_minutes_parts(file, meeting), *_list_parts(file, meeting)]
    for decision in meeting.decisions:
        application = records.get(file, Application, decision.application)
        parts.append(_application_part(file, applications.form_of(file, application), application))
        if application.co_members:
            parts.append(_application_part(file, "01-uq", application))
    return parts


def _meeting_notice(meeting: Meeting) -> str:
    draft = "" if meeting.is_closed else _("Draft: the meeting is not closed yet.")
    reason = meeting.reopened_reason
    reopened = _("The meeting was reopened: {reason}").format(reason=reason) if reason else ""
    return " ".join(filter(None, (draft, reopened)))


def _part(file: WardFile, paper: str, subject: int, content: Content, title: str, notice: str = "") -> Part:
    """A part that says so when the same paper went out before with another content."""
    earlier = printed.other_printing(file, paper, subject, to_json(content))
    if earlier:
        day = date_text(datetime.fromisoformat(earlier).date())
        replaced = _("Replaces the paper printed on {day}; its content has changed.").format(day=day)
        notice = " ".join(filter(None, (notice, replaced)))
    return Part(paper, subject, content, title, notice)


def _bind(file: WardFile, parts: Sequence[Part], title: str, day: date | None = None) -> Paper:
    sheets = [Sheet(content=part.content, title=part.title, notice=part.notice) for part in parts]
    pdf = render(sheets, wording(file), title=title, author=ward_of(file).full_name)
    dated = f"{day.isoformat()} {title}" if day else title
    return Paper(pdf=pdf, file_name=file_name(f"{dated.replace('/', '-')}.pdf"), parts=tuple(parts))


def wording(file: WardFile) -> dict[str, dict[str, str]]:
    """The fixed texts of all papers as the ward has them: paper, key, text."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for each in records.find(file, Wording):
        texts[each.paper][each.key] = each.text
    return dict(texts)


def note_printed(file: WardFile, paper: Paper) -> None:
    """Remember that a paper went out, so that a later one with another content says so. A blank form names nobody."""
    for part in paper.parts:
        if part.content != type(part.content)():
            printed.note(file, part.paper, part.subject, to_json(part.content))


def write_pdf(file: WardFile, paper: Paper, path: Path) -> None:
    """Put a paper on the disk, whole or not at all, and note that it went out. Refused where it cannot be written."""
    put_on_disk(file, path, paper.pdf, lambda: note_printed(file, paper))


def put_on_disk(file: WardFile, path: Path, data: bytes, note: Callable[[], None]) -> None:
    """Write a file and note that it went out, both or neither.

    Refused where it cannot be written or something else is there; a file that was there is then as it was.
    """
    with file.atomically():
        targets.write_out(path, data, file.identity, note)


def freeze_minutes(write: Writing, meeting: Meeting) -> None:
    """Keep the minutes as decided."""
    with in_language("vi"):
        printed.freeze(write, "10C", meeting.id, to_json(meetings.minutes(write.file, meeting)))


def freeze_list(write: Writing, made: ProposalList) -> None:
    """Keep a proposal list as it stands with the meeting, the ward and the bank, and the notice of the bank."""
    with in_language("vi"):
        printed.freeze(write, "03", made.id, to_json(proposals.proposal_list(write.file, made)))


def thaw_meeting(write: Writing, meeting: Meeting) -> None:
    """Let the papers of a reopened meeting follow the tables again."""
    printed.thaw(write, "10C", meeting.id)
    for each in records.find(write.file, ProposalList, meeting=meeting.id):
        printed.thaw(write, "03", each.id)
