"""What the papers of a proposal list say: 03/TD and the notice 04/TD."""

from collections.abc import Callable
from datetime import date

from lcdesk.domain import proposals
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Decision, Meeting
from lcdesk.domain.people import CLASSES
from lcdesk.domain.plain import from_json
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.i18n import N_, _
from lcdesk.papers.forms import notice as notice_paper
from lcdesk.papers.forms import proposal_list as list_paper
from lcdesk.papers.forms.catalogue import Part
from lcdesk.papers.forms.notice import NoticeContent, NoticeRow
from lcdesk.papers.forms.proposal_list import ProposalListContent, ProposalRow
from lcdesk.printing.meetings import for_meeting, notice_of
from lcdesk.printing.printable import Gathered, Printable, Subject, printable
from lcdesk.queries.letterhead import letterhead_of
from lcdesk.queries.meetings import borrowers_of
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile


def proposal_list(file: WardFile, made: ProposalList) -> ProposalListContent:
    """The content of form 03/TD as the meeting decided."""
    meeting = records.get(file, Meeting, made.meeting)
    assert meeting.held_on
    place = letterhead_of(file, meeting.group, meeting.held_on)
    decided = {each.application: each for each in meeting.decisions}
    applications, borrowers = _applications(file, made), borrowers_of(file, meeting)
    return ProposalListContent(
        **place.head(ProposalListContent),
        number=f"{made.id:02d}",
        programme=records.get(file, Programme, made.programme).name,
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        signed_on=meeting.held_on,
        lines=tuple(
            _proposal_row(line, each, decided[each.id], borrowers[each.id].name)
            for line, each in zip(made.lines, applications, strict=True)
        ),
        confirmed_on=made.confirmed_on,
        ward_signer=place.ward.chair,
        ward_signer_office=place.ward.chair_office,
        bank_decided_on=decided_on(made),
        bank_director=place.ward.bank_director,
    )


def _applications(file: WardFile, made: ProposalList) -> list[Application]:
    return [records.get(file, Application, line.application) for line in made.lines]


def decided_on(made: ProposalList) -> date | None:
    """The day of the bank's last decision on a list; None before it has decided."""
    return max((line.decided_on for line in made.lines if line.decided_on), default=None)


def _proposal_row(
    line: proposals.ProposalLine, application: Application, decided: Decision, name: str
) -> ProposalRow:
    return ProposalRow(
        name=name,
        household_class=_(CLASSES[application.beneficiary]),
        proposed_amount=decided.amount,
        purpose=application.purpose,
        proposed_term_months=decided.term_months,
        bank_amount=line.approved_amount,
        bank_term_months=line.approved_term_months,
        bank_refused=line.bank_result == "not_this_time",
    )


def notice(file: WardFile, made: ProposalList) -> NoticeContent:
    """The content of form 04/TD: what the bank decided on each line of a list."""
    meeting, day = records.get(file, Meeting, made.meeting), decided_on(made)
    assert meeting.held_on
    place = letterhead_of(file, meeting.group, day or meeting.held_on)
    decided = {each.application: each for each in meeting.decisions}
    applications, borrowers = _applications(file, made), borrowers_of(file, meeting)
    lines = zip(made.lines, applications, strict=True)
    return NoticeContent(
        **place.head(NoticeContent),
        number=made.notice_number,
        programme=records.get(file, Programme, made.programme).name,
        list_number=f"{made.id:02d}",
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        decided_on=day,
        signed_on=day,
        lines=tuple(
            _notice_row(line, each, decided[each.id], borrowers[each.id].name)
            for line, each in lines
            if line.bank_result
        ),
        bank_director=place.ward.bank_director,
    )


def _notice_row(
    line: proposals.ProposalLine, application: Application, decided: Decision, name: str
) -> NoticeRow:
    return NoticeRow(
        name=name,
        household_class=_(CLASSES[application.beneficiary]),
        requested_amount=application.amount,
        proposed_amount=decided.amount,
        approved_amount=line.approved_amount,
        approved_term_months=line.approved_term_months,
        rate=line.approved_rate,
        refused=line.bank_result == "not_this_time",
        reason=line.bank_reason,
    )


def list_parts(file: WardFile, paper: Printable, meeting: Meeting) -> list[Part]:
    """The lists of a meeting."""
    return [_list_part(file, paper, each, meeting) for each in _lists(file, meeting)]


def _lists(file: WardFile, meeting: Meeting) -> list[ProposalList]:
    return [each for each in records.find(file, ProposalList, meeting=meeting.id) if each.lines]


def _list_part(file: WardFile, paper: Printable, made: ProposalList, meeting: Meeting) -> Part:
    kept = printed.frozen(file, paper.id, made.id)
    content = from_json(ProposalListContent, kept) if kept else proposal_list(file, made)
    return Part(content, _titled(file, paper, made), notice_of(meeting), made.id)


def _notice_parts(file: WardFile, paper: Printable, meeting: Meeting) -> list[Part]:
    return [
        _notice_part(file, paper, each, meeting)
        for each in _lists(file, meeting)
        if decided_on(each)
    ]


def _notice_part(file: WardFile, paper: Printable, made: ProposalList, _meeting: Meeting) -> Part:
    if not decided_on(made):
        raise Refused(_("The bank has not decided on this list yet; there is no notice."))
    return Part(notice(file, made), _titled(file, paper, made), subject=made.id)


def _titled(file: WardFile, paper: Printable, made: ProposalList) -> str:
    return f"{_(paper.name)} {records.get(file, Programme, made.programme).name}"


def _list(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
    return _of_list(file, paper, subject.id, _list_part)


def _notice(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
    return _of_list(file, paper, subject.id, _notice_part)


def _notice_of_application(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
    """The notice about the list on which an application stands."""
    found = records.find_by_line(file, ProposalList, proposals.ProposalLine, application=subject.id)
    if not found:
        raise Refused(_("This application stands on no list yet."))
    return _of_list(file, paper, found[-1].id, _notice_part)


def _of_list(
    file: WardFile,
    paper: Printable,
    id: int,
    part_of: Callable[[WardFile, Printable, ProposalList, Meeting], Part],
) -> Gathered:
    made = records.get(file, ProposalList, id)
    meeting = records.get(file, Meeting, made.meeting)
    part = part_of(file, paper, made, meeting)
    assert meeting.held_on
    group = records.get(file, Group, meeting.group).on(meeting.held_on)
    return Gathered((part,), f"{part.title} {group.code} {group.name}", meeting.held_on)


LIST = printable(
    list_paper.PAPER,
    N_("Proposal list 03/TD"),
    {"meeting": for_meeting(list_parts), "list": _list},
    {"meeting": N_("Proposal lists"), "list": N_("List 03/TD")},
)
NOTICE = printable(
    notice_paper.PAPER,
    N_("Notice of the bank 04/TD"),
    {"meeting": for_meeting(_notice_parts), "list": _notice, "application": _notice_of_application},
    {"list": N_("Notice 04/TD")},
)
PAPERS = (LIST, NOTICE)
