"""Savings groups (Tổ TK&VV): who runs them and how large they may be."""

from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import AssociationId, GroupId, MemberId, NeighbourhoodId
from lcdesk.domain.kinds import Date, Money, Reference, Text
from lcdesk.i18n import N_, _

LEAST_MEMBERS = 5
MOST_MEMBERS = 60
"""Size of a group: bank's rules on savings and credit groups, 5 to 60 members."""

MANAGEMENT = N_("Management")
HISTORY = N_("History")


class FormerAssociation(Record):
    """An association that managed a group until it was handed over to another; that day counts for
    the other."""

    association: AssociationId = field(
        N_("Association"), Reference(target="association"), required=True
    )
    until_on: date | None = field(N_("Handed over on"), Date(), required=True)
    reason: str = field(N_("Number and reason"), Text(), required=True)


class Group(Entity):
    """A savings and credit group in one neighbourhood, managed by one association."""

    id: GroupId = GroupId(0)
    labels: ClassVar[tuple[str, ...]] = ("code", "name")
    order: ClassVar[str] = "code"

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
    former: tuple[FormerAssociation, ...] = field(
        N_("Associations before"), Lines(of=FormerAssociation), section=HISTORY
    )
    dissolved_on: date | None = field(N_("Dissolved on"), Date(), section=HISTORY)
    dissolved_reason: str = field(N_("Reason for dissolving"), Text(), section=HISTORY)

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if self.leader and self.leader == self.deputy:
            broken["deputy"] = _("Leader and deputy must be two people.")
        if self.founded_on and self.approved_on and self.approved_on < self.founded_on:
            broken["approved_on"] = _("The approval cannot lie before the founding.")
        if self.dissolved_on and not self.dissolved_reason:
            broken["dissolved_reason"] = _("Please write a reason.")
        days = [each.until_on for each in self.former if each.until_on]
        if days != sorted(set(days)) or (days and days[-1] > today):
            broken["former"] = _("Enter the earliest first; none lies in the future.")
        return broken

    def is_active(self, day: date) -> bool:
        """Whether the group was founded by a day and is not dissolved yet."""
        begun = self.founded_on is None or self.founded_on <= day
        return begun and (self.dissolved_on is None or day < self.dissolved_on)

    def association_on(self, day: date) -> int:
        """The association that managed the group on a day."""
        later = [each.association for each in self.former if each.until_on and day < each.until_on]
        return later[0] if later else self.association


def size_warning(members: int) -> str:
    """A sentence where a group has fewer members than 5 or more than 60, else ""."""
    if LEAST_MEMBERS <= members <= MOST_MEMBERS:
        return ""
    return _("The group has {count} members; the rule is {least} to {most}.").format(
        count=members, least=LEAST_MEMBERS, most=MOST_MEMBERS
    )
