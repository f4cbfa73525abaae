"""Proposal lists with the applications on them."""

from lcdesk.domain.applications import Application
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import Listed, ProposalLine, ProposalList
from lcdesk.domain.steps import Step
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def listed(file: WardFile, made: ProposalList) -> list[Listed]:
    """What judging the lines of a list needs to know of their applications, in the order of the
    lines."""
    meeting = records.get(file, Meeting, made.meeting)
    proposed = {each.application: each.amount for each in meeting.decisions}
    applications = records.by_id(file, Application, (line.application for line in made.lines))
    borrowers = records.by_id(file, Member, (each.member for each in applications.values()))
    listed_ones = (applications[line.application] for line in made.lines)
    return [
        Listed(borrowers[each.member].name, each.state, proposed.get(each.id, 0))
        for each in listed_ones
    ]


def list_of(file: WardFile, application: ApplicationId) -> ProposalList | None:
    """The list on which an application stands."""
    found = records.find_by_line(file, ProposalList, ProposalLine, application=application)
    return found[-1] if found else None


def line_of(file: WardFile, application: ApplicationId) -> ProposalLine | None:
    """What the ward and the bank say of an application; None before a meeting proposes it."""
    made = list_of(file, application)
    return next(line for line in made.lines if line.application == application) if made else None


def withdrawal_of(file: WardFile, application: Application) -> Step | None:
    """The step by which an application was withdrawn; None where it was not."""
    if application.state != "withdrawn":
        return None
    taken = records.find(file, Step, application=application.id, went_to="withdrawn")
    return taken[-1] if taken else None
