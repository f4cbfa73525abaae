"""Savings groups (Tổ TK&VV): who runs them and how large they may be."""

from datetime import date
from typing import ClassVar

from lcdesk.domain.dated import Dated, Past
from lcdesk.domain.fields import Lines, field
from lcdesk.domain.ids import AssociationId, GroupId, MemberId, NeighbourhoodId
from lcdesk.domain.kinds import Date, Money, Reference, Text
from lcdesk.i18n import N_, _

LEAST_MEMBERS = 5
MOST_MEMBERS = 60
"""Size of a group: bank's rules on savings and credit groups, 5 to 60 members."""

MANAGEMENT = N_("Management")
HISTORY = N_("History")


class GroupPast(Past):
    """What a group said until a day: who managed it, where it was, who led it."""


class Group(Dated):
    """A savings and credit group in one neighbourhood, managed by one association."""

    id: GroupId = GroupId(0)
    labels: ClassVar[tuple[str, ...]] = ("code", "name")
    order: ClassVar[str] = "code"
    dated: ClassVar[tuple[str, ...]] = (
        *("name", "association", "neighbourhood", "minimum_saving", "leader", "deputy"),
    )

    code: str = field(N_("Code"), Text(limit=20), required=True, column=True, search=True)
    name: str = field(
        N_("Name of the group"), Text(limit=100), required=True, column=True, search=True
    )
    association: AssociationId = field(
        N_("Association"), Reference(target="association"), required=True, column=True
    )
    neighbourhood: NeighbourhoodId = field(
        N_("Neighbourhood"), Reference(target="neighbourhood"), required=True, column=True
    )
    founded_on: date | None = field(N_("Founded on"), Date())
    approval_number: str = field(
        N_("Approval number"), Text(limit=50), hint=N_("Of the ward People's Committee")
    )
    approved_on: date | None = field(N_("Approved on"), Date())
    minimum_saving: int = field(N_("Minimum saving a month"), Money(), column=True)
    leader: MemberId = field(
        N_("Leader"), Reference(target="member"), section=MANAGEMENT, column=True
    )
    deputy: MemberId = field(N_("Deputy"), Reference(target="member"), section=MANAGEMENT)
    dissolved_on: date | None = field(N_("Dissolved on"), Date(), section=HISTORY)
    dissolved_reason: str = field(N_("Reason for dissolving"), Text(), section=HISTORY)
    handed_to: str = field(
        N_("Handed to the ward"),
        Text(),
        section=HISTORY,
        hint=N_("Where another ward has the group from that day on"),
    )
    past: tuple[GroupPast, ...] = field(N_("Before"), Lines(of=GroupPast), section="")

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if self.leader and self.leader == self.deputy:
            broken["deputy"] = _("Leader and deputy must be two people.")
        if self.founded_on and self.approved_on and self.approved_on < self.founded_on:
            broken["approved_on"] = _("The approval cannot lie before the founding.")
        if self.dissolved_on and not self.dissolved_reason:
            broken["dissolved_reason"] = _("Please write a reason.")
        if self.handed_to and not self.dissolved_on:
            broken["dissolved_on"] = _("Please say from which day the other ward has it.")
        return broken

    def is_handed_over(self, day: date) -> bool:
        """Whether another ward has the group by a day."""
        return bool(self.handed_to and self.dissolved_on and self.dissolved_on <= day)

    def is_active(self, day: date) -> bool:
        """Whether the group was founded by a day and is not dissolved yet."""
        begun = self.founded_on is None or self.founded_on <= day
        return begun and (self.dissolved_on is None or day < self.dissolved_on)


def size_warning(members: int) -> str:
    """A sentence where a group has fewer members than 5 or more than 60, else ""."""
    if LEAST_MEMBERS <= members <= MOST_MEMBERS:
        return ""
    return _("The group has {count} members; the rule is {least} to {most}.").format(
        count=members, least=LEAST_MEMBERS, most=MOST_MEMBERS
    )
