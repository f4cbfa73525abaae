"""A meeting with the people and applications it is about."""

from collections import defaultdict

from lcdesk.domain.applications import Application
from lcdesk.domain.ids import ApplicationId, MemberId
from lcdesk.domain.meetings import Meeting, Tabled
from lcdesk.domain.people import Member
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def applications_of(file: WardFile, meeting: Meeting) -> dict[ApplicationId, Application]:
    """The applications on the table of a meeting, by their id."""
    found = records.by_id(file, Application, (each.application for each in meeting.decisions))
    return {each.id: each for each in found.values()}


def members_of(file: WardFile, meeting: Meeting) -> dict[MemberId, Member]:
    """The members called to a meeting, by their id, in the order of its attendance."""
    found = records.by_id(file, Member, (each.member for each in meeting.attendance))
    return {each.member: _then(found[each.member], meeting) for each in meeting.attendance}


def borrowers_of(file: WardFile, meeting: Meeting) -> dict[ApplicationId, Member]:
    """Who made each application on the table of a meeting, by its id."""
    applications = applications_of(file, meeting)
    found = records.by_id(file, Member, (each.member for each in applications.values()))
    return {id: _then(found[each.member], meeting) for id, each in applications.items()}


def _then(member: Member, meeting: Meeting) -> Member:
    """A member as they were on the day of a meeting."""
    return member.on(meeting.held_on) if meeting.held_on else member


def tabled(file: WardFile, meeting: Meeting) -> dict[ApplicationId, Tabled]:
    """What judging the decisions needs to know of each tabled application, by its id."""
    applications, members = applications_of(file, meeting), members_of(file, meeting)
    households: dict[int, set[int]] = defaultdict(set)
    for member in members.values():
        households[member.household].add(member.id)
    borrowers = borrowers_of(file, meeting)
    return {
        id: Tabled(
            borrower=borrowers[id].name,
            amount=each.amount,
            term_months=each.term_months,
            recused=frozenset(households[borrowers[id].household] | {each.member}),
        )
        for id, each in applications.items()
    }
