"""Who leads a group on a day."""

from datetime import date

from lcdesk.domain.groups import Group
from lcdesk.domain.ids import MemberId
from lcdesk.domain.people import Member
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def in_office(file: WardFile, group: Group, id: MemberId, day: date) -> Member | None:
    """The leader or deputy (`id`) of a group as it was on a day, as they were, and as long as they
    are a member of it: the office ends with the membership."""
    if not id:
        return None
    member = records.get(file, Member, id).on(day)
    return member if member.group == group.id and member.is_active(day) else None
