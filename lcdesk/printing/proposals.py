"""What the papers of a proposal list say: 03/TD and the notice 04/TD."""

from datetime import date

from lcdesk.domain import proposals
from lcdesk.domain.applications import Application
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Decision, Meeting
from lcdesk.domain.people import CLASSES, Member
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalList
from lcdesk.i18n import _
from lcdesk.papers.forms.notice import NoticeContent, NoticeLine
from lcdesk.papers.forms.proposal_list import ProposalLine, ProposalListContent
from lcdesk.queries.letterhead import place_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def proposal_list(file: WardFile, made: ProposalList) -> ProposalListContent:
    """The content of form 03/TD as the meeting decided."""
    meeting = records.get(file, Meeting, made.meeting)
    place = place_of(file, records.get(file, Group, meeting.group))
    decided = {each.application: each for each in meeting.decisions}
    applications = [records.get(file, Application, line.application) for line in made.lines]
    return ProposalListContent(
        **place.head(ProposalListContent),
        number=f"{made.id:02d}",
        programme=records.get(file, Programme, made.programme).name,
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        signed_on=meeting.held_on,
        lines=tuple(
            _proposal_line(file, line, each, decided[each.id])
            for line, each in zip(made.lines, applications, strict=True)
        ),
        confirmed_on=made.confirmed_on,
        ward_signer=place.ward.chair,
        ward_signer_office=place.ward.chair_office,
        bank_decided_on=decided_on(made),
        bank_director=place.ward.bank_director,
    )


def decided_on(made: ProposalList) -> date | None:
    """The day of the bank's last decision on a list; None before it has decided."""
    return max((line.decided_on for line in made.lines if line.decided_on), default=None)


def _proposal_line(
    file: WardFile, line: proposals.ProposalLine, application: Application, decided: Decision
) -> ProposalLine:
    return ProposalLine(
        name=records.get(file, Member, application.member).name,
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
    meeting = records.get(file, Meeting, made.meeting)
    place = place_of(file, records.get(file, Group, meeting.group))
    decided = {each.application: each for each in meeting.decisions}
    applications = [records.get(file, Application, line.application) for line in made.lines]
    lines = zip(made.lines, applications, strict=True)
    return NoticeContent(
        **place.head(NoticeContent),
        number=made.notice_number,
        programme=records.get(file, Programme, made.programme).name,
        list_number=f"{made.id:02d}",
        minutes_number=meeting.number,
        held_on=meeting.held_on,
        decided_on=decided_on(made),
        signed_on=decided_on(made),
        lines=tuple(_notice_line(file, line, each, decided[each.id]) for line, each in lines if line.bank_result),
        bank_director=place.ward.bank_director,
    )


def _notice_line(
    file: WardFile, line: proposals.ProposalLine, application: Application, decided: Decision
) -> NoticeLine:
    return NoticeLine(
        name=records.get(file, Member, application.member).name,
        household_class=_(CLASSES[application.beneficiary]),
        requested_amount=application.amount,
        proposed_amount=decided.amount,
        approved_amount=line.approved_amount,
        approved_term_months=line.approved_term_months,
        rate=line.approved_rate,
        refused=line.bank_result == "not_this_time",
        reason=line.bank_reason,
    )
