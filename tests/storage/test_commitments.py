"""What a household has asked for or owes, as the caps count it."""

from dataclasses import replace

import pytest

from lcdesk.domain.applications import OPEN_STATES, Application
from lcdesk.domain.commitments import Commitment
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import ApplicationId, HouseholdId
from lcdesk.domain.people import Member
from lcdesk.storage import commitments, records
from lcdesk.storage.database import WardFile
from tests.storage.wards import TODAY, new_group, new_member, new_programme, save


@pytest.fixture
def asked(file: WardFile) -> Application:
    """An application of 50 million."""
    group = new_group(file)
    member = new_member(file, group, "Lê Chân")
    wish = Application(
        group=group.id,
        member=member.id,
        programme=new_programme(file).id,
        applied_on=TODAY,
        student="Lê Na",
        amount=50_000_000,
    )
    return save(file, wish)


def taken(
    file: WardFile, asked: Application, beside: int = 0, further: int = 0
) -> list[Commitment]:
    household = records.get(file, Member, asked.member).household + further
    return commitments.of_household(
        file, HouseholdId(household), OPEN_STATES, ApplicationId(beside)
    )


def test_what_a_household_has_asked_for(file: WardFile, asked: Application) -> None:
    mine = Commitment(asked.programme, asked.member, "Lê Na", 50_000_000)
    assert taken(file, asked) == [mine]
    assert taken(file, asked, beside=asked.id) == []
    assert taken(file, asked, further=1) == []
    home = records.get(file, Member, asked.member).household
    sister = new_member(file, records.get(file, Group, asked.group), "Lê Khế", 2)
    save(file, replace(sister, household=home))
    other = replace(asked, id=ApplicationId(0), version=0, member=sister.id, amount=20_000_000)
    save(file, other)
    theirs = Commitment(asked.programme, sister.id, "Lê Na", 20_000_000)
    assert taken(file, asked) == [mine, theirs]
    assert taken(file, asked, beside=asked.id) == [theirs]
    save(file, replace(asked, state="withdrawn"))
    assert taken(file, asked) == [theirs]
