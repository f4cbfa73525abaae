"""What the minutes 10C/TD say, and what all papers of a meeting have in common."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lcdesk.domain import meetings as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import MemberId
from lcdesk.domain.meetings import Decision, Meeting
from lcdesk.domain.people import CLASSES, Member
from lcdesk.domain.plain import from_json
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import N_, _
from lcdesk.papers.forms import minutes as minutes_paper
from lcdesk.papers.forms.catalogue import Part
from lcdesk.papers.forms.minutes import MinutesContent, ReviewedApplication
from lcdesk.printing.printable import Gathered, Gatherer, Printable, Subject, printable
from lcdesk.queries.letterhead import Letterhead, letterhead_of
from lcdesk.queries.meetings import applications_of, borrowers_of, members_of
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile


def minutes(file: WardFile, meeting: Meeting) -> MinutesContent:
    """The content of form 10C/TD as the meeting stands."""
    assert meeting.held_on
    place = letterhead_of(file, meeting.group, meeting.held_on)
    members = members_of(file, meeting)
    counted = rules.quorum(meeting, place.ward.quorum, place.ward.majority)
    return MinutesContent(
        **place.head(MinutesContent),
        number=meeting.number,
        place=meeting.place,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        **_officers(meeting, place.group, members),
        guests=_guests(meeting, place),
        members_total=counted.members,
        members_present=meeting.count("present"),
        absences=_absences(meeting, members),
        quorum_present=counted.there,
        quorum_needed=counted.needed,
        quorum_source=place.ward.rule_source,
        **_changes(file, meeting, meeting.held_on),
        applications=_reviewed(file, meeting, members),
        saving_minimum=meeting.minimum_saving,
        other_matters=meeting.other_matters,
        conclusion=meeting.conclusion,
        conclusion_for=meeting.conclusion_for,
        conclusion_against=meeting.conclusion_against,
        conclusion_abstain=meeting.conclusion_abstaining,
        association_officer=meeting.association_officer,
        neighbourhood_head=meeting.neighbourhood_head,
    )


def _officers(meeting: Meeting, group: Group, members: dict[MemberId, Member]) -> dict[str, Any]:
    offices = {group.leader: _("group leader"), group.deputy: _("deputy leader")}
    return {
        key: text
        for role, id in (("chair", meeting.chair), ("secretary", meeting.secretary))
        if id in members
        for key, text in (
            (role, members[id].name),
            (f"{role}_office", offices.get(id, _("member"))),
        )
    }


def _guests(meeting: Meeting, place: Letterhead) -> tuple[minutes_paper.GuestRow, ...]:
    """The association officer and the neighbourhood head, who attend by their office, and whoever
    else came."""
    found = [
        (meeting.association_officer, f"{place.association.office} {place.association.name}"),
        (
            meeting.neighbourhood_head,
            _("head of {neighbourhood}").format(neighbourhood=place.neighbourhood.name),
        ),
        *((each.name, each.office) for each in meeting.guests),
    ]
    return tuple(minutes_paper.GuestRow(name, office) for name, office in found if name)


def _absences(
    meeting: Meeting, members: dict[MemberId, Member]
) -> tuple[minutes_paper.Absence, ...]:
    status = {"excused": "leave", "absent": "absent", "represented": "represented"}
    return tuple(
        minutes_paper.Absence(
            name=members[line.member].name,
            status=status[line.presence],
            reason="" if line.presence == "represented" else line.note,
            represented_by=line.note if line.presence == "represented" else "",
        )
        for line in meeting.attendance
        if line.presence in status
    )


def _changes(file: WardFile, meeting: Meeting, day: date) -> dict[str, Any]:
    people = [(line, records.get(file, Member, line.member).on(day)) for line in meeting.changes]
    return {
        "admissions": tuple(
            minutes_paper.Admission(each.name, each.born_on, each.citizen_id, each.address)
            for line, each in people
            if line.change == "admit"
        ),
        "releases": tuple(
            minutes_paper.Release(each.name, each.citizen_id, line.reason)
            for line, each in people
            if line.change == "release"
        ),
    }


def _reviewed(
    file: WardFile, meeting: Meeting, members: dict[MemberId, Member]
) -> tuple[ReviewedApplication, ...]:
    applications = applications_of(file, meeting)
    borrowers = borrowers_of(file, meeting)
    programmes = records.by_id(file, Programme, (each.programme for each in applications.values()))
    reviewed = []
    for number, decision in enumerate(meeting.decisions, start=1):
        application = applications[decision.application]
        borrower = borrowers[decision.application]
        programme = programmes[application.programme]
        household = [each.name for each in members.values() if each.household == borrower.household]
        reviewed.append(
            _reviewed_one(number, decision, application, borrower, programme, household)
        )
    return tuple(reviewed)


def _reviewed_one(
    number: int,
    decision: Decision,
    application: Application,
    borrower: Member,
    programme: Programme,
    recused: list[str],
) -> ReviewedApplication:
    proposed = decision.result == "proposed"
    return ReviewedApplication(
        number=number,
        name=borrower.name,
        household_class=_(CLASSES[application.beneficiary]),
        programme=programme.name,
        requested_amount=application.amount,
        requested_term_months=application.term_months,
        purpose=application.purpose,
        votes_for=decision.votes_for,
        votes_against=decision.votes_against,
        votes_abstain=decision.votes_abstaining,
        recused=tuple(recused),
        proposed=proposed,
        proposed_amount=decision.amount if proposed else 0,
        proposed_term_months=decision.term_months if proposed else 0,
        reason=decision.reason,
        overrides=_overrides(application),
    )


def _overrides(application: Application) -> tuple[minutes_paper.Override, ...]:
    return tuple(
        minutes_paper.Override(each.rule, each.source, application.override_reason)
        for each in application.broken_rules
    )


def for_meeting(parts: Callable[[WardFile, Printable, Meeting], list[Part]]) -> Gatherer:
    """The gatherer of papers of one meeting."""

    def gathered(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
        meeting = records.get(file, Meeting, subject.id)
        assert meeting.held_on
        found = tuple(parts(file, paper, meeting))
        if not found:
            raise Refused(_("There is no such paper of this meeting yet."))
        return Gathered(found, paper.titled(file, meeting.group, meeting.held_on), meeting.held_on)

    return gathered


def minutes_parts(file: WardFile, paper: Printable, meeting: Meeting) -> list[Part]:
    """The minutes as they were decided, else as the meeting stands."""
    kept = printed.frozen(file, paper.id, meeting.id)
    content = from_json(MinutesContent, kept) if kept else minutes(file, meeting)
    return [Part(content, _(paper.name), notice_of(meeting), meeting.id)]


def notice_of(meeting: Meeting) -> str:
    """What stands at the foot of the papers of a meeting that is not closed, or was reopened."""
    draft = "" if meeting.is_closed else _("Draft: the meeting is not closed yet.")
    reason = meeting.reopened_reason
    reopened = _("The meeting was reopened: {reason}").format(reason=reason) if reason else ""
    return " ".join(filter(None, (draft, reopened)))


MINUTES = printable(
    minutes_paper.PAPER,
    N_("Minutes 10C/TD"),
    {"meeting": for_meeting(minutes_parts)},
    {"meeting": N_("Minutes")},
)
PAPERS = (MINUTES,)
