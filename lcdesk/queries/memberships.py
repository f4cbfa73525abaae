"""Who and what belongs to a group on a day."""

from collections.abc import Collection
from datetime import date

from lcdesk.domain.ids import GroupId
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile


def members_on(file: WardFile, group: GroupId, day: date) -> list[Member]:
    """The members of a group at the end of a day, as they were then."""
    return [each for each in people_of(file, group, day) if each.is_active(day)]


def people_of(file: WardFile, group: GroupId, day: date) -> list[Member]:
    """The same with those who left it for no other group, and those it has yet to admit."""
    return records.find_on(file, Member, day, group=group)


def with_savings(
    file: WardFile, group: GroupId, day: date, also: Collection[int] = ()
) -> tuple[list[Member], dict[int, int]]:
    """The members of a group at the end of a day with those who left savings behind, and `also`
    these people; and what each has saved, in đồng by the id."""
    people = people_of(file, group, day)
    others = set(also) - {each.id for each in people}
    people += [each.on(day) for each in records.by_id(file, Member, others).values()]
    savings = ledger.savings(file, day, [each.id for each in people])
    kept = [
        each for each in people if each.id in also or each.is_active(day) or savings.get(each.id)
    ]
    return kept, savings


def loans_of(file: WardFile, group: GroupId, day: date) -> list[Loan]:
    """The loans of a group at the end of a day; a loan goes with its borrower."""
    return records.find_on(file, Loan, day, group=group)
