"""A blank paper that knows its group."""

from lcdesk.domain.groups import Group
from lcdesk.papers.forms.catalogue import PAPERS, Content
from lcdesk.queries.letterhead import place_of
from lcdesk.storage.database import WardFile


def for_group(file: WardFile, name: str, group: Group) -> Content:
    """A form whose head names a group, the rest to be written by hand."""
    cls = PAPERS[name]
    return cls(**place_of(file, group).head(cls))
