"""Changes that hold from a day on, within any verb."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from lcdesk.actions import posting
from lcdesk.domain.dated import Change, Dated, changed_on
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.loans import Loan
from lcdesk.i18n import _
from lcdesk.queries.memberships import loans_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

E = TypeVar("E", bound=Entity)


def dated(file: WardFile, record: E, since: Change | None, counted: Sequence[str] = ()) -> E:
    """The record with what it said before beside it, where it changed since a day; else it was
    wrong.

    Refused where that day lies in a closed period whose figures count one of the fields.
    """
    if since is None or not isinstance(record, Dated):
        return record
    before = records.get(file, type(record), record.id)
    moved = any(getattr(before, name) != getattr(record, name) for name in counted)
    check_day(file, since, moved)
    return changed_on(since.day, before, record, reason=since.reason)


def check_day(file: WardFile, since: Change, counted: bool) -> None:
    """Refuse a day to come, and one in a closed period for what its figures count."""
    if since.day > since.today:
        raise Refused({"since": _("This day is still to come.")})
    if counted:
        posting.check_open(file, since.day, "since")


def move_loans(
    write: Writing, member: MemberId, old: GroupId, into: GroupId, since: Change
) -> None:
    """The loans of somebody are in another group from a day on."""
    for loan in loans_of(write.file, old, since.day):
        if loan.member == member:
            now = records.get(write.file, Loan, loan.id)
            there = replace(now, group=into)
            write.save(changed_on(since.day, now, there, ["group"], since.reason))


def end_offices(write: Writing, id: GroupId, member: MemberId, since: Change) -> None:
    """Who leaves a group leads it no more."""
    group = records.get(write.file, Group, id)
    held = [name for name in ("leader", "deputy") if getattr(group, name) == member]
    if held:
        nobody: dict[str, Any] = dict.fromkeys(held, MemberId(0))
        without = replace(group, **nobody)
        write.save(changed_on(since.day, group, without, held, since.reason))
