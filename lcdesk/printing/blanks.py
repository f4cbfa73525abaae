"""A blank paper that knows its group."""

from typing import Any

from lcdesk.domain.groups import Group
from lcdesk.papers.forms.catalogue import PAPERS, Content
from lcdesk.queries.letterhead import place_of
from lcdesk.storage.database import WardFile


def for_group(file: WardFile, name: str, group: Group) -> Content:
    """A form whose head names a group, the rest to be written by hand."""
    place = place_of(file, group)
    known: dict[str, Any] = {
        **place.head(),
        "group": group.name,
        "group_code": group.code,
        "group_leader": place.leader,
        "association": place.association.name,
        "bank_branch": place.ward.bank_branch,
        "bank_office": place.ward.bank_office,
    }
    cls = PAPERS[name]
    return cls(**{key: value for key, value in known.items() if key in cls.__dataclass_fields__})
