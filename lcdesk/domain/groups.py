"""Savings groups (Tổ TK&VV): who runs them and how large they may be."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Date, Entity, Money, Reference, Text, field
from lcdesk.i18n import N_, _

LEAST_MEMBERS = 5
MOST_MEMBERS = 60
"""Size of a group: bank's rules on savings and credit groups, 5 to 60 members."""

MANAGEMENT = N_("Management")


@dataclass(frozen=True, kw_only=True)
class Group(Entity):
    """A savings and credit group in one neighbourhood, managed by one association."""

    labels: ClassVar[tuple[str, ...]] = ("code", "name")
    order: ClassVar[str] = "code"

    code: str = field(N_("Code"), Text(limit=20), required=True, column=True, search=True)
    name: str = field(N_("Name of the group"), Text(limit=100), required=True, column=True, search=True)
    association: int = field(N_("Association"), Reference(target="association"), required=True, column=True)
    neighbourhood: int = field(N_("Neighbourhood"), Reference(target="neighbourhood"), required=True, column=True)
    founded_on: date | None = field(N_("Founded on"), Date())
    approval_number: str = field(N_("Approval number"), Text(limit=50), hint=N_("Of the ward People's Committee"))
    approved_on: date | None = field(N_("Approved on"), Date())
    minimum_saving: int = field(N_("Minimum saving a month"), Money(), column=True)
    leader: int = field(N_("Leader"), Reference(target="member"), section=MANAGEMENT, column=True)
    deputy: int = field(N_("Deputy"), Reference(target="member"), section=MANAGEMENT)

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if self.leader and self.leader == self.deputy:
            broken["deputy"] = _("Leader and deputy must be two people.")
        if self.founded_on and self.approved_on and self.approved_on < self.founded_on:
            broken["approved_on"] = _("The approval cannot lie before the founding.")
        return broken


def size_warning(members: int) -> str:
    """A sentence where a group has fewer members than 5 or more than 60, else ""."""
    if LEAST_MEMBERS <= members <= MOST_MEMBERS:
        return ""
    return _("The group has {count} members; the rule is {least} to {most}.").format(
        count=members, least=LEAST_MEMBERS, most=MOST_MEMBERS
    )
