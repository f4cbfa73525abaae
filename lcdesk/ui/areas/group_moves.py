"""What can be done with a whole group: each verb with the form that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lcdesk.actions import memberships
from lcdesk.actions.done import Done
from lcdesk.domain import fields
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import renamed
from lcdesk.domain.fields import Draft
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.moves import (
    GroupDissolution,
    GroupHandover,
    GroupMerger,
    GroupSplit,
    MembersTransfer,
    Move,
    MovingMember,
)
from lcdesk.i18n import N_, _
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form


@dataclass(frozen=True)
class GroupMove:
    """A verb by its name and label: what it asks, and what does it with a group."""

    name: str
    label: str
    asked: type[Move]
    act: Callable[[WardFile, Group, Any, Change], Done]


def _transfer(file: WardFile, _group: Group, asked: MembersTransfer, since: Change) -> Done:
    return memberships.transfer(file, _members(asked.members), asked.into, since)


def _merge(file: WardFile, group: Group, asked: GroupMerger, since: Change) -> Done:
    return memberships.merge(file, group.id, asked.into, since)


def _split(file: WardFile, group: Group, asked: GroupSplit, since: Change) -> Done:
    new = Group(
        code=asked.code,
        name=asked.name,
        association=group.association,
        neighbourhood=group.neighbourhood,
        minimum_saving=group.minimum_saving,
    )
    return memberships.split(file, group.id, new, _members(asked.members), since)


def _dissolve(file: WardFile, group: Group, asked: GroupDissolution, since: Change) -> Done:
    return memberships.dissolve(file, group.id, since, asked.into or None)


def _hand_over(file: WardFile, group: Group, asked: GroupHandover, since: Change) -> Done:
    return memberships.hand_over(file, group.id, asked.ward, since)


def _members(lines: tuple[MovingMember, ...]) -> list[MemberId]:
    return [each.member for each in lines]


MOVES = (
    GroupMove("transfer", N_("Transfer members…"), MembersTransfer, _transfer),
    GroupMove("merge", N_("Merge into another group…"), GroupMerger, _merge),
    GroupMove("split", N_("Split…"), GroupSplit, _split),
    GroupMove("dissolve", N_("Dissolve…"), GroupDissolution, _dissolve),
    GroupMove("hand_over", N_("Hand to another ward…"), GroupHandover, _hand_over),
)


def move_form(desk: Desk, move: GroupMove, chosen: Callable[[], Group | None]) -> Form:
    """The form of what a verb asks, done with the group that is chosen at that moment."""

    def do(draft: Draft, _base: Any) -> Any:
        group, today = chosen(), desk.today()
        assert group
        asked = fields.build(move.asked, draft, today)
        assert asked.from_on
        since = Change(asked.from_on, today, asked.reason)
        with renamed(since="from_on"):
            return desk.do(lambda file: move.act(file, group, asked, since)).record

    of_group = desk.source(
        "member", lambda: {"group": GroupId(group.id if (group := chosen()) else 0), "left_on": ""}
    )
    active = desk.source("group", lambda: {"dissolved_on": ""})
    says = f"{_(move.label).rstrip('…')}: {{name}}"
    return Form(Fields(move.asked, desk, {"member": of_group, "into": active}), desk, do, says=says)
