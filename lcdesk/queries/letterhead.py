"""A group with the bodies around it, as they stand at the head of every paper."""

from dataclasses import dataclass
from typing import Any

from lcdesk.domain.groups import Group
from lcdesk.domain.people import Member
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.queries.ward import ward_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


@dataclass(frozen=True)
class Place:
    """A group with the bodies around it."""

    ward: Ward
    group: Group
    association: Association
    neighbourhood: Neighbourhood
    leader: str

    def head(self) -> dict[str, Any]:
        """The facts that stand at the head of every paper."""
        return {"ward": self.ward.full_name, "city": self.ward.city, "neighbourhood": self.neighbourhood.name}


def place_of(file: WardFile, group: Group) -> Place:
    """A group with the bodies around it."""
    return Place(
        ward=ward_of(file),
        group=group,
        association=records.get(file, Association, group.association),
        neighbourhood=records.get(file, Neighbourhood, group.neighbourhood),
        leader=records.get(file, Member, group.leader).name if group.leader else "",
    )
