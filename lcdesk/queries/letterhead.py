"""A group with the bodies around it, as they stand at the head of every paper."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from lcdesk.domain.groups import Group
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


def letterhead_of(file: WardFile, group: Group, day: date | None) -> Letterhead:
    """A group with the bodies around it, and who led it on a day; without one nobody is named."""
    leader = in_office(file, group, group.leader, day) if day else None
    return Letterhead(
        ward=ward_of(file),
        group=group,
        association=records.get(file, Association, group.association),
        neighbourhood=records.get(file, Neighbourhood, group.neighbourhood),
        leader=leader.name if leader else "",
    )
