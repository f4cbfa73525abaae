"""Proposal lists with the applications on them."""

from lcdesk.domain.applications import Application
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import Listed, ProposalLine, ProposalList
from lcdesk.domain.steps import Step, StepRule
from lcdesk.queries.rules import road, usual_rate
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def listed(file: WardFile, made: ProposalList) -> list[Listed]:
    """What judging the lines of a list needs to know of their applications, in the order of the
    lines."""
    meeting = records.get(file, Meeting, made.meeting)
    proposed = {each.application: each for each in meeting.decisions}
    applications = records.by_id(file, Application, (line.application for line in made.lines))
    borrowers = records.by_id(file, Member, (each.member for each in applications.values()))
    found = []
    for line in made.lines:
        asked, decision = applications[line.application], proposed.get(line.application)
        day = line.decided_on or made.sent_to_bank_on or meeting.held_on
        assert day
        found.append(
            Listed(
                borrowers[asked.member].name,
                asked.state,
                decision.amount if decision else 0,
                decision.term_months if decision else 0,
                usual_rate(file, asked, day),
            )
        )
    return found


def rules_noted(file: WardFile, made: ProposalList) -> dict[ApplicationId, tuple[StepRule, ...]]:
    """The rules that the answers of the ward and the bank go against, by the application."""
    return {
        line.application: tuple(
            rule
            for each in road(file, line.application)
            if each.went_to in ("confirmed", "approved")
            for rule in each.broken_rules
        )
        for line in made.lines
    }


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
