"""Hold a review meeting: open, write down, close with a number, reopen with a reason."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lcdesk.actions.done import Done
from lcdesk.actions.road import step, take_off_table
from lcdesk.domain import meetings as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import ApplicationId, GroupId, MeetingId, ProgrammeId
from lcdesk.domain.meetings import Attendance, Decision, Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import ProposalLine, ProposalList
from lcdesk.domain.steps import Judgement
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.i18n import _
from lcdesk.printing import papers
from lcdesk.queries.meetings import applications_of, judgements, tabled
from lcdesk.queries.ward import ward_of
from lcdesk.storage import lookups, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def open_meeting(file: WardFile, group_id: GroupId, held_on: date) -> Done:
    """Begin a meeting of a group: list its members of that day, and table every draft application
    of the group.

    Leader, association officer and neighbourhood head are filled in from the registers. Refused
    where the group has another meeting still open.
    """
    if records.find(file, Meeting, group=group_id, state="open"):
        raise Refused({"group": _("This group has a meeting that is still open. Close it first.")})
    group = records.get(file, Group, group_id)
    members = [
        each for each in records.find(file, Member, group=group_id) if each.is_active(held_on)
    ]
    drafts = [
        each
        for each in records.find(file, Application, group=group_id, state="draft")
        if each.applied_on and each.applied_on <= held_on
    ]
    meeting = Meeting(
        group=group_id,
        held_on=held_on,
        chair=group.leader,
        secretary=group.deputy,
        association_officer=records.get(file, Association, group.association).officer,
        neighbourhood_head=records.get(file, Neighbourhood, group.neighbourhood).head,
        attendance=tuple(Attendance(member=each.id) for each in members),
        decisions=tuple(_undecided(each) for each in drafts),
    )
    with records.writing(file, "open_meeting") as write:
        saved = write.save(meeting)
        for each in drafts:
            step(write, each, "tabled", held_on)
    return Done(frozenset(write.touched), saved)


def _undecided(application: Application) -> Decision:
    return Decision(
        application=application.id, amount=application.amount, term_months=application.term_months
    )


def save_meeting(file: WardFile, meeting: Meeting) -> Done:
    """Write down what was typed of an open meeting; applications put on or off the table move with
    it."""
    before = records.get(file, Meeting, meeting.id)
    if before.is_closed:
        raise Refused(_("This meeting is closed. Reopen it with a reason to change it."))
    with records.writing(file, "save_meeting") as write:
        saved = _save_with_table(write, before, meeting)
    return Done(frozenset(write.touched), saved)


def _save_with_table(write: Writing, before: Meeting, meeting: Meeting) -> Meeting:
    assert meeting.held_on
    was, now = ({line.application for line in each.decisions} for each in (before, meeting))
    applications = records.by_id(write.file, Application, was ^ now)
    for id in sorted(now - was):
        step(write, applications[id], "tabled", meeting.held_on)
    for id in sorted(was - now):
        take_off_table(write, applications[id], meeting.held_on)
    return write.save(meeting)


def close_meeting(file: WardFile, meeting: Meeting) -> Done:
    """Close a meeting: number its minutes, move its applications, admit and release members, make
    the proposal lists.

    The papers are frozen as decided. Refused, naming every field, while something is missing: a
    quorum, a decision, a vote count that does not fit, a reason where a rule is broken.
    """
    before = records.get(file, Meeting, meeting.id)
    if before.is_closed:
        raise Refused(_("This meeting is closed already."))
    ward = ward_of(file)
    broken = rules.closing_complaints(meeting, tabled(file, meeting), ward.quorum, ward.majority)
    judged = judgements(file, meeting)
    if broken := {**rules.rule_complaints(meeting, judged), **broken}:
        raise Refused(broken)
    assert meeting.held_on
    with records.writing(file, "close_meeting", undoable=False) as write:
        serial = meeting.serial or lookups.next_serial(file, meeting.group, meeting.held_on.year)
        saved = _save_with_table(write, before, replace(meeting, serial=serial))
        _change_members(write, saved)
        applications = _decide(write, saved, judged)
        for made in _proposal_lists(write, saved, applications):
            papers.freeze_list(write, made)
        papers.freeze_minutes(write, saved)
        saved = write.save(replace(saved, state="closed"))
    return Done(frozenset(write.touched), saved)


def _decide(
    write: Writing, meeting: Meeting, judged: Mapping[ApplicationId, Judgement]
) -> dict[ApplicationId, Application]:
    """Move the applications as decided, with the rules gone against, and give them."""
    assert meeting.held_on
    applications = applications_of(write.file, meeting)
    for decision in meeting.decisions:
        applications[decision.application] = step(
            write,
            applications[decision.application],
            decision.result,
            meeting.held_on,
            number=meeting.number,
            reason=decision.reason,
            broken_rules=judged.get(decision.application, Judgement()).kept,
        )
    return applications


def _change_members(write: Writing, meeting: Meeting) -> None:
    assert meeting.held_on
    for line in meeting.changes:
        member = records.get(write.file, Member, line.member)
        if line.change == "admit":
            write.save(replace(member, joined_on=meeting.held_on, group=meeting.group))
        else:
            write.save(
                replace(
                    member,
                    left_on=meeting.held_on,
                    left_reason=line.reason or _("released by the meeting"),
                )
            )
    if meeting.minimum_saving:
        group = records.get(write.file, Group, meeting.group)
        write.save(replace(group, minimum_saving=meeting.minimum_saving))


def _proposal_lists(
    write: Writing, meeting: Meeting, applications: Mapping[ApplicationId, Application]
) -> list[ProposalList]:
    """One list for each programme with a proposed application; a list made before keeps its place
    and is renewed."""
    by_programme: dict[ProgrammeId, list[ProposalLine]] = defaultdict(list)
    for decision in meeting.decisions:
        if decision.result == "proposed":
            application = applications[decision.application]
            by_programme[application.programme].append(ProposalLine(application=application.id))
    known = {
        each.programme: each for each in records.find(write.file, ProposalList, meeting=meeting.id)
    }
    made = []
    for programme, lines in sorted(by_programme.items()):
        fresh = known.get(
            programme, ProposalList(group=meeting.group, meeting=meeting.id, programme=programme)
        )
        made.append(write.save(replace(fresh, lines=tuple(lines))))
    for programme, stale in known.items():
        if programme not in by_programme:
            write.save(replace(stale, lines=()))
    return made


def reopen_meeting(file: WardFile, id: MeetingId, reason: str) -> Done:
    """Unlock a closed meeting with a reason. Its number stays; its applications lie on the table
    again.

    Refused once an application of it has gone on to the ward.
    """
    meeting = records.get(file, Meeting, id)
    if not meeting.is_closed:
        raise Refused(_("This meeting is open already."))
    if not reason:
        raise Refused({"reason": _("Please write a reason.")})
    assert meeting.held_on
    applications = applications_of(file, meeting).values()
    if gone := [each for each in applications if each.state not in rules.RESULTS]:
        raise Refused(
            _("{count} applications of this meeting have gone on; it stays closed.").format(
                count=len(gone)
            )
        )
    with records.writing(file, "reopen_meeting", undoable=False) as write:
        for each in applications:
            step(write, each, "tabled", meeting.held_on, reason=reason, back=True)
        _take_back_members(write, meeting)
        papers.thaw_meeting(write, meeting)
        saved = write.save(replace(meeting, state="open", reopened_reason=reason))
    return Done(frozenset(write.touched), saved)


def _take_back_members(write: Writing, meeting: Meeting) -> None:
    for line in meeting.changes:
        member = records.get(write.file, Member, line.member)
        if line.change == "admit":
            write.save(replace(member, joined_on=None))
        else:
            write.save(replace(member, left_on=None, left_reason=""))
