"""What is asked when people or whole groups go elsewhere on a day."""

from datetime import date

from lcdesk.domain.fields import Lines, Record, field
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.kinds import Date, Reference, Text
from lcdesk.i18n import N_


class MovingMember(Record):
    """Somebody who goes along."""

    member: MemberId = field(N_("Member"), Reference(target="member"), required=True)


def _from_on() -> date | None:
    day: date | None = field(N_("From"), Date(), required=True)
    return day


def _reason() -> str:
    reason: str = field(N_("Number and reason"), Text(), required=True)
    return reason


def _into(hint: str = "") -> GroupId:
    group: GroupId = field(
        N_("Into the group"), Reference(target="group"), required=not hint, hint=hint
    )
    return group


def _members() -> tuple[MovingMember, ...]:
    members: tuple[MovingMember, ...] = field(N_("Who goes"), Lines(of=MovingMember))
    return members


class Move(Record):
    """What every move has: the first day on which it holds, and why."""

    from_on: date | None
    reason: str


class MembersTransfer(Move):
    """Members go into another group, with their loans and savings."""

    into: GroupId = _into()
    members: tuple[MovingMember, ...] = _members()
    from_on: date | None = _from_on()
    reason: str = _reason()


class GroupMerger(Move):
    """A group goes into another one of the same association."""

    into: GroupId = _into()
    from_on: date | None = _from_on()
    reason: str = _reason()


class GroupSplit(Move):
    """Some members of a group are a group of their own."""

    code: str = field(N_("Code"), Text(limit=20), required=True)
    name: str = field(N_("Name of the group"), Text(limit=100), required=True)
    members: tuple[MovingMember, ...] = _members()
    from_on: date | None = _from_on()
    reason: str = _reason()


class GroupDissolution(Move):
    """A group is no more; who owes or has saved goes into another one."""

    into: GroupId = _into(N_("Empty where nobody owes or has savings: then all leave"))
    from_on: date | None = _from_on()
    reason: str = _reason()


class GroupHandover(Move):
    """Another ward has the group."""

    ward: str = field(N_("To the ward"), Text(limit=80), required=True)
    from_on: date | None = _from_on()
    reason: str = _reason()
