"""People and whole groups go from one group to another on a day, with their loans and savings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lcdesk.actions import registers
from lcdesk.actions.dating import check_day, end_offices, move_loans
from lcdesk.actions.done import Done
from lcdesk.domain.applications import Application
from lcdesk.domain.collecting import Collection
from lcdesk.domain.dated import Change, changed_on
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.i18n import _, date_text
from lcdesk.queries.memberships import members_on, people_of
from lcdesk.queries.positions import standing_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def transfer(file: WardFile, members: Sequence[MemberId], into: GroupId, since: Change) -> Done:
    """Members of a group belong to another one from a day on; their loans and savings go with them.

    Refused where the day is closed, either group is not there on it, someone is no member on it, or
    a sheet of that day or a later one has collected from them in the group they leave.
    """
    people = [_leaving(file, id, since.day) for id in members]
    if not people:
        raise Refused({"members": _("Please choose who goes.")})
    _check_move(file, {each.group for each in people}, into, since)
    with records.writing(file, "transfer") as write:
        for each in people:
            _move(write, each, into, since)
    return Done(frozenset(write.touched), records.get(file, Group, into))


def merge(file: WardFile, group: GroupId, into: GroupId, since: Change) -> Done:
    """All of a group goes into another one, and it is dissolved. Refused as for a transfer, and for
    groups of two associations: one of them is handed over before."""
    first, second = (records.get(file, Group, id).on(since.day) for id in (group, into))
    if first.association != second.association:
        sentence = _(
            "{first} and {second} belong to two associations. Hand one of them over first, with "
            "its day."
        )
        raise Refused({"into": sentence.format(first=first.name, second=second.name)})
    _check_move(file, {group}, into, since)
    with records.writing(file, "merge_groups") as write:
        _move_all(write, group, into, since)
        _dissolve(write, group, since)
    return Done(frozenset(write.touched), records.get(file, Group, into))


def split(
    file: WardFile, group: GroupId, new: Group, members: Sequence[MemberId], since: Change
) -> Done:
    """Some members of a group are a group of their own from a day on. Refused as for a transfer and
    for a new group."""
    if not members:
        raise Refused({"members": _("Please choose who goes.")})
    registers.check_code(file, new)
    people = [_leaving(file, id, since.day) for id in members]
    if any(each.group != group for each in people):
        raise Refused({"members": _("Only members of this group can go.")})
    _check_open_move(file, {group}, since)
    with records.writing(file, "split_group") as write:
        made = write.save(replace(new, founded_on=since.day))
        for each in people:
            _move(write, each, made.id, since)
    return Done(frozenset(write.touched), records.get(file, Group, made.id))


def dissolve(file: WardFile, group: GroupId, since: Change, into: GroupId | None = None) -> Done:
    """A group is no more from a day on. Its people go into another one, or leave; with debt or
    savings they cannot just leave, so that every đồng is in one group on every day."""
    if into:
        _check_move(file, {group}, into, since)
    else:
        _check_open_move(file, {group}, since)
        now = standing_of(file, group, since.day)
        if now.outstanding or now.savings:
            raise Refused(
                {"into": _("There is debt or savings in this group. Say which group takes them.")}
            )
    with records.writing(file, "dissolve_group") as write:
        if into:
            _move_all(write, group, into, since)
        else:
            _leave_all(write, group, since)
        _dissolve(write, group, since)
    return Done(frozenset(write.touched), records.get(file, Group, group))


def hand_over(file: WardFile, group: GroupId, ward: str, since: Change) -> Done:
    """Another ward has a group from a day on, with all its debt and savings: they end in the
    figures here."""
    if not ward:
        raise Refused({"ward": _("Please say which ward it is.")})
    _check_open_move(file, {group}, since)
    with records.writing(file, "hand_over_group") as write:
        _leave_all(write, group, since)
        _dissolve(write, group, since, ward)
    return Done(frozenset(write.touched), records.get(file, Group, group))


def _leaving(file: WardFile, id: MemberId, day: date) -> Member:
    """A member as they are now. Refused for who is none on the day, or left later."""
    member = records.get(file, Member, id)
    if not member.on(day).is_active(day) or member.left_on:
        sentence = _("{name} is in no group on {day}.")
        raise Refused({"members": sentence.format(name=member.name, day=date_text(day))})
    return member


def _check_move(file: WardFile, groups: set[GroupId], into: GroupId, since: Change) -> None:
    target = records.get(file, Group, into)
    if into in groups:
        raise Refused({"into": _("This is the group they are in already.")})
    if not target.is_active(since.day) or target.dissolved_on:
        sentence = _("{group} is not there on {day}. Choose a group that is.")
        raise Refused({"into": sentence.format(group=target.name, day=date_text(since.day))})
    _check_open_move(file, groups, since)


def _check_open_move(file: WardFile, groups: set[GroupId], since: Change) -> None:
    """Refuse a day that is closed or to come, and one before what was written of these groups
    since: sheets collected and meetings held as they were."""
    check_day(file, since, counted=True)
    for id in groups:
        group = records.get(file, Group, id)
        if not group.is_active(since.day) or group.dissolved_on:
            sentence = _("{group} is not there on {day}.")
            raise Refused({"since": sentence.format(group=group.name, day=date_text(since.day))})
        _refuse_later(file, group, since.day)


def _refuse_later(file: WardFile, group: Group, day: date) -> None:
    sheets = [
        each.held_on
        for each in records.find(file, Collection, group=group.id, state="saved")
        if each.held_on and each.held_on >= day
    ]
    held = [
        each.held_on
        for each in records.find(file, Meeting, group=group.id)
        if each.held_on and each.held_on > day
    ]
    if last := max((*sheets, *held), default=None):
        sentence = _(
            "{group} has a sheet or a meeting of {last} as it was. Take a later day, or reopen it "
            "first."
        )
        raise Refused({"since": sentence.format(group=group.name, last=date_text(last))})


def _move_all(write: Writing, group: GroupId, into: GroupId, since: Change) -> None:
    """Everybody of a group goes into another one: members, who is yet to be admitted, and who left
    something behind."""
    for each in people_of(write.file, group, since.day):
        now = records.get(write.file, Member, each.id)
        if now.group == group:
            _move(write, now, into, since)


def _move(write: Writing, member: Member, into: GroupId, since: Change) -> None:
    """A person with their loans and what they have asked for; an office they held ends."""
    file, old = write.file, member.group
    end_offices(write, old, member.id, since)
    moved = replace(member, group=into)
    write.save(changed_on(since.day, member, moved, ["group"], since.reason))
    move_loans(write, member.id, old, into, since)
    for asked in records.find(file, Application, member=member.id, group=old):
        if asked.state == "draft":
            write.save(replace(asked, group=into))


def _leave_all(write: Writing, group: GroupId, since: Change) -> None:
    for each in members_on(write.file, group, since.day):
        now = records.get(write.file, Member, each.id)
        write.save(replace(now, left_on=since.day, left_reason=since.reason))
        end_offices(write, group, each.id, since)


def _dissolve(write: Writing, id: GroupId, since: Change, ward: str = "") -> None:
    group = records.get(write.file, Group, id)
    write.save(
        replace(group, dissolved_on=since.day, dissolved_reason=since.reason, handed_to=ward)
    )
