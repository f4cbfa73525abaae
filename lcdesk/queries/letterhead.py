"""A group with the bodies around it, as they stand at the head of a paper of a day."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.queries.officers import in_office
from lcdesk.queries.ward import ward_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


@dataclass(frozen=True)
class Letterhead:
    """A group with the bodies around it."""

    ward: Ward
    group: Group
    association: Association
    neighbourhood: Neighbourhood
    leader: str

    def head(self, content: type[Any]) -> dict[str, Any]:
        """What stands at the head of a paper: of all that is known, the facts that its content
        record has."""
        known = {
            "ward": self.ward.full_name,
            "city": self.ward.city,
            "neighbourhood": self.neighbourhood.name,
            "group": self.group.name,
            "group_code": self.group.code,
            "group_leader": self.leader,
            "association": self.association.name,
            "bank_branch": self.ward.bank_branch,
            "bank_office": self.ward.bank_office,
        }
        return {each.name: known[each.name] for each in fields(content) if each.name in known}


def letterhead_of(file: WardFile, group_id: GroupId, day: date) -> Letterhead:
    """A group with the bodies around it, all as they were on the day of a paper."""
    group = records.get(file, Group, group_id).on(day)
    leader = in_office(file, group, group.leader, day)
    return Letterhead(
        ward=ward_of(file).on(day),
        group=group,
        association=records.get(file, Association, group.association).on(day),
        neighbourhood=records.get(file, Neighbourhood, group.neighbourhood).on(day),
        leader=leader.name if leader else "",
    )
