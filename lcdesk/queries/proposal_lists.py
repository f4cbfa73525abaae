"""Proposal lists with the applications on them."""

from lcdesk.domain.applications import Application
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import Listed, ProposalLine, ProposalList
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def listed(file: WardFile, made: ProposalList) -> list[Listed]:
    """What judging the lines of a list needs to know of their applications, in the order of the
    lines."""
    meeting = records.get(file, Meeting, made.meeting)
    proposed = {each.application: each.amount for each in meeting.decisions}
    found = []
    for line in made.lines:
        application = records.get(file, Application, line.application)
        borrower = records.get(file, Member, application.member)
        found.append(Listed(borrower.name, application.state, proposed.get(application.id, 0)))
    return found


def list_of(file: WardFile, application: ApplicationId) -> ProposalList | None:
    """The list on which an application stands."""
    found = records.find_by_line(file, ProposalList, ProposalLine, application=application)
    return found[-1] if found else None


def line_of(file: WardFile, application: ApplicationId) -> ProposalLine | None:
    """What the ward and the bank say of an application; None before a meeting proposes it."""
    made = list_of(file, application)
    return next(line for line in made.lines if line.application == application) if made else None
