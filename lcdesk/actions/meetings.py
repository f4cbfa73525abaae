"""Hold a review meeting: open, write down, close with a number, reopen with a reason."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lcdesk.actions import posting
from lcdesk.actions.dating import end_offices
from lcdesk.actions.done import Done
from lcdesk.actions.road import step, take_off_table
from lcdesk.domain import meetings as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import ApplicationId, GroupId, MeetingId, MemberId, ProgrammeId
from lcdesk.domain.meetings import Attendance, Decision, Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.proposals import ProposalLine, ProposalList
from lcdesk.domain.steps import Judgement
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.i18n import _
from lcdesk.printing import papers
from lcdesk.queries.meetings import applications_of, judgements, tabled
from lcdesk.queries.memberships import members_on
from lcdesk.queries.officers import in_office
from lcdesk.queries.proposal_lists import withdrawal_of
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, lookups, records, trail
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing
from lcdesk.storage.trail import TrailChange


def open_meeting(file: WardFile, group_id: GroupId, held_on: date) -> Done:
    """Begin a meeting of a group: list its members of that day, and table every draft application
    of the group.

    Leader, association officer and neighbourhood head are filled in from the registers. Refused
    where the group has another meeting still open.
    """
    if records.find(file, Meeting, group=group_id, state="open"):
        raise Refused({"group": _("This group has a meeting that is still open. Close it first.")})
    group = records.get(file, Group, group_id).on(held_on)
    drafts = [
        each
        for each in records.find(file, Application, group=group_id, state="draft")
        if each.applied_on and each.applied_on <= held_on
    ]
    meeting = Meeting(
        group=group_id,
        held_on=held_on,
        chair=_presiding(file, group, group.leader, held_on),
        secretary=_presiding(file, group, group.deputy, held_on),
        association_officer=records.get(file, Association, group.association).on(held_on).officer,
        neighbourhood_head=records.get(file, Neighbourhood, group.neighbourhood).on(held_on).head,
        attendance=tuple(
            Attendance(member=each.id) for each in members_on(file, group_id, held_on)
        ),
        decisions=tuple(_undecided(each) for each in drafts),
    )
    with records.writing(file, "open_meeting") as write:
        saved = write.save(meeting)
        for each in drafts:
            step(write, each, "tabled", held_on)
    return Done(frozenset(write.touched), saved)


def _presiding(file: WardFile, group: Group, id: MemberId, day: date) -> MemberId:
    officer = in_office(file, group, id, day)
    return officer.id if officer else MemberId(0)


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
    """A meeting that moves to another year gets a number of that year when it closes."""
    assert before.held_on and meeting.held_on
    stays = before.held_on.year == meeting.held_on.year
    was, now = ({line.application for line in each.decisions} for each in (before, meeting))
    applications = records.by_id(write.file, Application, was ^ now)
    for id in sorted(now - was):
        step(write, applications[id], "tabled", meeting.held_on)
    for id in sorted(was - now):
        if applications[id].state == "tabled":
            take_off_table(write, applications[id], meeting.held_on)
    return write.save(replace(meeting, serial=before.serial if stays else 0))


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
    judged = judgements(file, meeting)
    broken = {
        **rules.rule_complaints(meeting, judged),
        **rules.closing_complaints(meeting, tabled(file, meeting), ward.quorum, ward.majority),
        **rules.membership_complaints(meeting, *_people(file, meeting)),
    }
    if broken:
        raise Refused(broken)
    assert meeting.held_on
    _check_open(file, meeting)
    with records.writing(file, "close_meeting", undoable=False) as write:
        saved = _save_with_table(write, before, meeting)
        serial = saved.serial or lookups.next_serial(file, meeting.group, meeting.held_on.year)
        saved = write.save(replace(saved, serial=serial))
        _change_members(write, saved)
        applications = _decide(write, saved, judged)
        papers.freeze_minutes(write, saved)
        for made in _proposal_lists(write, saved, applications):
            papers.freeze_list(write, made)
        saved = write.save(replace(saved, state="closed"))
    return Done(frozenset(write.touched), saved)


def _people(
    file: WardFile, meeting: Meeting
) -> tuple[dict[MemberId, Member], dict[ApplicationId, Member]]:
    """Whom a meeting admits or releases, and who asks for what it decides on; not who withdrew."""
    asked = {
        id: each for id, each in applications_of(file, meeting).items() if each.state == "tabled"
    }
    wanted = {line.member for line in meeting.changes} | {each.member for each in asked.values()}
    known = {each.id: each for each in records.by_id(file, Member, wanted).values()}
    return known, {id: known[each.member] for id, each in asked.items()}


def _check_open(file: WardFile, meeting: Meeting) -> None:
    """Refuse where members join or leave on a day that a closing seals."""
    if meeting.changes and meeting.held_on:
        posting.check_open(file, meeting.held_on, "held_on")


def _decide(
    write: Writing, meeting: Meeting, judged: Mapping[ApplicationId, Judgement]
) -> dict[ApplicationId, Application]:
    """Move the applications as decided, with the rules gone against, and give them. Who
    withdrew since stays withdrawn."""
    assert meeting.held_on
    applications = applications_of(write.file, meeting)
    for decision in meeting.decisions:
        if applications[decision.application].state == "withdrawn":
            continue
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
            reason = line.reason or _("released by the meeting")
            write.save(replace(member, left_on=meeting.held_on, left_reason=reason))
            left = Change(meeting.held_on, meeting.held_on, reason)
            end_offices(write, meeting.group, member.id, left)
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
    if gone := [each for each in applications if _has_gone_on(file, each)]:
        raise Refused(
            _("{count} applications of this meeting have gone on; it stays closed.").format(
                count=len(gone)
            )
        )
    _check_open(file, meeting)
    with records.writing(file, "reopen_meeting", undoable=False) as write:
        for each in applications:
            if each.state != "withdrawn":
                step(write, each, "tabled", meeting.held_on, reason=reason, back=True)
        _take_back_changes(write, meeting)
        papers.thaw_meeting(write, meeting)
        saved = write.save(replace(meeting, state="open", reopened_reason=reason))
    return Done(frozenset(write.touched), saved)


def _has_gone_on(file: WardFile, application: Application) -> bool:
    """Whether an application left the meeting that decided on it; who withdrew before the list was
    sent has not."""
    withdrawal = withdrawal_of(file, application)
    state = withdrawal.came_from if withdrawal else application.state
    return state not in rules.RESULTS


def _take_back_changes(write: Writing, meeting: Meeting) -> None:
    """Put members and the group back to what stood before the meeting closed.

    Refused where a membership was changed since, or who was admitted stands in the ledger since;
    a minimum saving that was changed since stays.
    """
    for former in trail.changes(write.file, "close_meeting", meeting, (Member, Group)):
        current = records.get(write.file, type(former.before), former.id)
        if isinstance(current, Member):
            _check_untouched(write.file, former, current)
        if changes := former.still_standing(current):
            write.save(replace(current, **changes))


def _check_untouched(file: WardFile, former: TrailChange, member: Member) -> None:
    admitted = "joined_on" in former.changed and member.joined_on
    if former.still_standing(member).keys() != former.changed.keys():
        sentence = _("The membership of {name} was changed since. Take that back first.")
        raise Refused(sentence.format(name=member.name))
    if admitted and ledger.has_entries_since(file, member.id, admitted):
        sentence = _(
            "{name}, whom this meeting admitted, stands in the ledger since. Take the entries back "
            "first."
        )
        raise Refused(sentence.format(name=member.name))
