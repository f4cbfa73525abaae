"""What the papers of a proposal list say: 03/TD and the notice 04/TD."""

from collections.abc import Callable
from dataclasses import dataclass
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
from lcdesk.domain.steps import Step
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
from lcdesk.queries.proposal_lists import withdrawal_of
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile

BENEFICIARIES = {
    "worker": N_("worker"),
    "student": N_("household with a student"),
    "rural": N_("household in the countryside"),
}
"""Whom a programme calls its own, beside the classes of households: form 03/TD, VB-3524."""


def beneficiary(programme: Programme, household_class: str) -> str:
    """The programme's own word for who may borrow, else the class of the household; it begins a
    cell."""
    own = BENEFICIARIES.get("rural" if programme.rural_only else programme.cap_per)
    text = _(own or CLASSES[household_class])
    return text[:1].upper() + text[1:]


def proposal_list(file: WardFile, made: ProposalList) -> ProposalListContent:
    """The content of form 03/TD as the meeting decided.

    Who withdrew before it was sent is left out; of who did later it says why.
    """
    meeting = records.get(file, Meeting, made.meeting)
    assert meeting.held_on
    place = letterhead_of(file, meeting.group, meeting.held_on)
    return ProposalListContent(
        **place.head(ProposalListContent),
        number=f"{made.id:02d}",
        programme=records.get(file, Programme, made.programme).name,
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        signed_on=meeting.held_on,
        lines=tuple(
            _proposal_row(each) for each in _asked(file, made, meeting) if not each.is_left_out
        ),
        confirmed_on=made.confirmed_on,
        ward_signer=place.ward.chair,
        ward_signer_office=place.ward.chair_office,
        bank_decided_on=decided_on(made),
    )


@dataclass(frozen=True)
class _Asked:
    """A line of a list with its application, as the meeting named and decided it."""

    line: proposals.ProposalLine
    application: Application
    decided: Decision
    name: str
    beneficiary: str
    withdrawal: Step | None

    @property
    def is_left_out(self) -> bool:
        """Whether the applicant withdrew before the list went to the ward."""
        return self.withdrawal is not None and self.withdrawal.came_from == "proposed"

    @property
    def withdrawn(self) -> str:
        return self.withdrawal.reason if self.withdrawal else ""


def _asked(file: WardFile, made: ProposalList, meeting: Meeting) -> list[_Asked]:
    """The lines of a list, under the names that people had on the day of the meeting."""
    programme = records.get(file, Programme, made.programme)
    decided = {each.application: each for each in meeting.decisions}
    borrowers = borrowers_of(file, meeting)
    found = []
    for line in made.lines:
        application = records.get(file, Application, line.application)
        name, called = (
            borrowers[application.id].name,
            beneficiary(programme, application.beneficiary),
        )
        withdrawal = withdrawal_of(file, application)
        found.append(_Asked(line, application, decided[application.id], name, called, withdrawal))
    return found


def decided_on(made: ProposalList) -> date | None:
    """The day of the bank's last decision on a list; None before it has decided."""
    return max((line.decided_on for line in made.lines if line.decided_on), default=None)


def _proposal_row(each: _Asked) -> ProposalRow:
    return ProposalRow(
        name=each.name,
        household_class=each.beneficiary,
        proposed_amount=each.decided.amount,
        purpose=each.application.purpose,
        proposed_term_months=each.decided.term_months,
        bank_amount=each.line.approved_amount,
        bank_term_months=each.line.approved_term_months,
        bank_refused=each.line.bank_result == "not_this_time",
        withdrawn=each.withdrawn,
    )


def notice(file: WardFile, made: ProposalList) -> NoticeContent:
    """The content of form 04/TD: what the bank decided on each line of a list."""
    meeting, day = records.get(file, Meeting, made.meeting), decided_on(made)
    assert meeting.held_on
    place = letterhead_of(file, meeting.group, day or meeting.held_on)
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
            _notice_row(each) for each in _asked(file, made, meeting) if each.line.bank_result
        ),
    )


def _notice_row(each: _Asked) -> NoticeRow:
    return NoticeRow(
        name=each.name,
        household_class=each.beneficiary,
        requested_amount=each.application.amount,
        proposed_amount=each.decided.amount,
        approved_amount=each.line.approved_amount,
        approved_term_months=each.line.approved_term_months,
        rate=each.line.approved_rate,
        refused=each.line.bank_result == "not_this_time",
        reason=each.line.bank_reason,
        withdrawn=each.withdrawn,
    )


def list_parts(file: WardFile, paper: Printable, meeting: Meeting) -> list[Part]:
    """The lists of a meeting."""
    return [_list_part(file, paper, each, meeting) for each in _lists(file, meeting)]


def _lists(file: WardFile, meeting: Meeting) -> list[ProposalList]:
    """Those on which somebody stands still."""
    return [
        each
        for each in records.find(file, ProposalList, meeting=meeting.id)
        if not all(asked.is_left_out for asked in _asked(file, each, meeting))
    ]


def _list_part(file: WardFile, paper: Printable, made: ProposalList, meeting: Meeting) -> Part:
    kept = printed.frozen(file, paper.id, made.id)
    content = from_json(ProposalListContent, kept) if kept else proposal_list(file, made)
    if not content.lines:
        raise Refused(_("Nobody stands on this list any more; there is no paper of it."))
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
