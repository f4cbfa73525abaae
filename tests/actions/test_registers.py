"""Members, groups and other registers: what is kept, what is refused, what can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from lcdesk.actions import registers
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import MemberId, ProgrammeId
from lcdesk.domain.people import Household, Member
from lcdesk.domain.verbs import VERBS
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from tests.small_ward import MILLION, TODAY, SmallWard, person


def refusal(act: Callable[..., object], *arguments: object) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value.complaints


def test_a_member_gets_a_household_with_their_class(ward: SmallWard) -> None:
    member = ward.add(20, household_class="near_poor", address="Số 3 phố Cốm Xanh")
    household = ward.get(Household, member.household)
    assert household.name == member.name
    assert household.address == "Số 3 phố Cốm Xanh"
    assert household.neighbourhood == ward.group.neighbourhood
    assert household.class_in(TODAY.year) == "near_poor"
    assert household.class_in(TODAY.year - 1) == ""


def test_a_member_of_a_known_household_brings_its_class_up_to_date(ward: SmallWard) -> None:
    first = ward.members[0]
    known = replace(ward.get(Household, first.household), classes=()).with_class(2025, "poor")
    registers.save(ward.file, known)
    second = ward.add(21, household=first.household, household_class="escaped")
    assert second.household == first.household
    assert ward.get(Household, first.household).class_in(TODAY.year) == "escaped"


def test_a_class_of_last_year_is_kept_beside_the_new_one(ward: SmallWard) -> None:
    household = replace(ward.get(Household, ward.members[0].household), classes=())
    registers.save(ward.file, household.with_class(2025, "near_poor"))
    ward.add(22, household=household.id, household_class="escaped")
    kept = ward.get(Household, household.id)
    assert [(line.year, line.household_class) for line in kept.classes] == [
        (2025, "near_poor"),
        (2026, "escaped"),
    ]


def test_the_issuer_follows_from_the_day_of_issue(ward: SmallWard) -> None:
    assert ward.members[0].issued_by == "Bộ Công an"
    assert ward.add(23, issued_on=date(2024, 6, 30)).issued_by == "Cục Cảnh sát QLHC về TTXH"
    assert ward.add(24, issued_by="Công an tỉnh").issued_by == "Công an tỉnh"


def test_one_id_is_in_a_group_only_once(ward: SmallWard) -> None:
    complaints = refusal(lambda: ward.add(0, name="Lê Thị Khế"))
    assert complaints == {
        "citizen_id": f"{ward.members[0].name} is in a group already with this id."
    }


def test_the_same_name_and_birth_date_are_shown_before_saving(ward: SmallWard) -> None:
    first = ward.members[0]
    assert "name" in refusal(lambda: ward.add(25, name=first.name, born_on=first.born_on))
    ward.add(25, name=first.name)


def test_nothing_is_kept_of_a_refused_member(ward: SmallWard) -> None:
    before = len(records.find(ward.file, Household))
    refusal(lambda: ward.add(0))
    assert len(records.find(ward.file, Household)) == before


def test_who_has_left_may_come_again(ward: SmallWard) -> None:
    left = replace(ward.members[3], left_on=date(2026, 1, 1), left_reason="Chuyển đi")
    registers.save_member(ward.file, left)
    assert ward.add(3, joined_on=date(2026, 1, 1)).citizen_id == left.citizen_id


def test_a_change_of_a_member_is_checked_like_a_new_one(ward: SmallWard) -> None:
    changed = replace(ward.members[3], citizen_id=ward.members[4].citizen_id)
    assert "citizen_id" in refusal(registers.save_member, ward.file, changed)
    assert (
        registers.save_member(ward.file, replace(ward.members[3], address="Số 9")).record.address
        == "Số 9"
    )


def test_a_stale_change_is_refused(ward: SmallWard) -> None:
    registers.save_member(ward.file, replace(ward.members[0], address="Số 8"))
    assert "" in refusal(registers.save_member, ward.file, replace(ward.members[0], address="Số 9"))
    assert ward.get(Member, ward.members[0].id).address == "Số 8"


def test_leader_and_deputy_are_of_two_households(ward: SmallWard) -> None:
    kin = ward.add(26, household=ward.members[0].household)
    assert "deputy" in refusal(registers.save_group, ward.file, replace(ward.group, deputy=kin.id))


def test_a_group_code_is_given_once(ward: SmallWard) -> None:
    twin = Group(
        code="001",
        name="Số 2",
        association=ward.group.association,
        neighbourhood=ward.group.neighbourhood,
    )
    assert refusal(registers.save_group, ward.file, twin) == {
        "code": "This code belongs to the group Số 1."
    }
    registers.save_group(ward.file, replace(twin, code="002"))


def test_a_programme_code_is_given_once(ward: SmallWard) -> None:
    twin = replace(ward.programme("HN"), id=ProgrammeId(0), version=0)
    assert refusal(registers.save, ward.file, twin) == {
        "code": "This code belongs to the programme Hộ nghèo."
    }
    changed = registers.save(ward.file, replace(ward.programme("HN"), name="Hộ nghèo mới")).record
    assert ward.programme("HN") == changed


def test_saving_says_which_tables_it_touched(ward: SmallWard) -> None:
    done = registers.save(ward.file, Association(name="Hội Cựu chiến binh"))
    assert done.touched == {"association"}
    assert done.record.id


@pytest.mark.parametrize("cls", [Association, Neighbourhood, Group, Household])
def test_what_others_refer_to_cannot_be_removed(ward: SmallWard, cls: type[Entity]) -> None:
    used = records.find(ward.file, cls)[0]
    assert "refer to it" in refusal(registers.remove, ward.file, used, "Ghi nhầm", TODAY)[""]
    assert records.find(ward.file, cls)[0] == used


def test_a_member_of_a_meeting_cannot_be_removed(ward: SmallWard) -> None:
    newcomer = ward.add(27)
    ward.open_meeting()
    assert refusal(registers.remove, ward.file, newcomer, "Ghi nhầm", TODAY)


@pytest.mark.parametrize("cls", [Ward, Wording])
def test_the_office_and_the_wording_cannot_be_removed(ward: SmallWard, cls: type[Entity]) -> None:
    assert refusal(registers.remove, ward.file, records.find(ward.file, cls)[0], "Thừa", TODAY)


def test_removing_needs_a_reason_and_can_be_taken_back(ward: SmallWard) -> None:
    newcomer = ward.add(27)
    assert refusal(registers.remove, ward.file, newcomer, "", TODAY)
    registers.remove(ward.file, newcomer, "Ghi nhầm", TODAY)
    refusal(ward.get, Member, newcomer.id)
    name, done = registers.undo_last(ward.file, TODAY)
    assert name == "remove_member"
    assert done.touched == {"member"}
    assert replace(ward.get(Member, newcomer.id), version=newcomer.version) == newcomer


def test_undo_of_a_new_member_takes_the_household_too(ward: SmallWard) -> None:
    household = ward.add(27).household
    name, done = registers.undo_last(ward.file, TODAY)
    assert name == "add_member"
    assert done.touched == {"member", "household"}
    refusal(ward.get, Household, household)
    assert len(records.find(ward.file, Member)) == len(ward.members)


def test_undo_of_a_change_gives_what_stood_there(ward: SmallWard) -> None:
    registers.save_member(ward.file, replace(ward.members[0], name="Lê Thị Khế"))
    registers.undo_last(ward.file, TODAY)
    assert ward.get(Member, ward.members[0].id).name == ward.members[0].name


def test_undo_goes_back_step_by_step(ward: SmallWard) -> None:
    first = registers.save_member(ward.file, replace(ward.members[0], address="A")).record
    registers.save_member(ward.file, replace(first, address="B"))
    registers.undo_last(ward.file, TODAY)
    assert ward.get(Member, first.id).address == "A"
    registers.undo_last(ward.file, TODAY)
    assert ward.get(Member, first.id).address == ward.members[0].address


def test_a_fresh_file_has_nothing_to_undo(file: WardFile) -> None:
    assert refusal(registers.undo_last, file, TODAY)


def test_figures_of_a_former_year_are_kept_once(ward: SmallWard) -> None:
    kept = registers.save(ward.file, FormerYear(year=2014, outstanding=70_757 * MILLION)).record
    registers.save(ward.file, FormerYear(year=2015, outstanding=80_000 * MILLION))
    again = refusal(registers.save, ward.file, FormerYear(year=2014, outstanding=1))
    assert again == {"year": "The figures of 2014 are in the list already. Correct them there."}
    assert (
        registers.save(ward.file, replace(kept, outstanding=70_000 * MILLION)).record.outstanding
        == 70_000 * MILLION
    )


def test_every_undoable_verb_has_a_name_on_screen(ward: SmallWard) -> None:
    ward.apply(ward.members[2])
    ward.open_meeting()
    verbs = ward.file.db.execute("SELECT DISTINCT name FROM verb WHERE undoable = 1").fetchall()
    assert {name for (name,) in verbs} - set(VERBS) == set()


def test_one_id_is_in_one_group_at_a_time(ward: SmallWard) -> None:
    """A leaving day to come, or one of before the new joining, let one id stand in two groups."""
    leaving = replace(ward.get(Member, ward.members[0].id), left_on=date(2026, 12, 31))
    leaving = registers.save_member(ward.file, leaving).record
    again = person(0, group=ward.group.id, joined_on=date(2026, 6, 1))
    assert refusal(registers.add_member, ward.file, again, TODAY) == {
        "citizen_id": f"{leaving.name} is in a group with this id until 31/12/2026; enter a later "
        "day of joining."
    }
    registers.save_member(ward.file, replace(leaving, left_on=date(2026, 6, 1)))
    back = registers.add_member(ward.file, again, TODAY).record
    assert back.id == leaving.id, "one id is one person"


def test_what_older_programs_let_stand_twice_can_be_mended(ward: SmallWard) -> None:
    first = ward.get(Member, ward.members[0].id)
    with records.writing(ward.file, "brought_together") as write:
        twin = write.save(replace(first, id=MemberId(0), version=0))
    registers.save_member(ward.file, replace(twin, phone="0912345678"))
    twin = ward.get(Member, twin.id)
    registers.save_member(ward.file, replace(twin, left_on=date(2026, 6, 1)))


def test_nobody_joins_on_a_day_to_come() -> None:
    for day, broken in ((TODAY, False), (date(2026, 7, 1), True)):
        assert ("joined_on" in person(1, joined_on=day).complaints(TODAY)) is broken


def test_a_second_person_does_not_change_the_class_of_a_household(ward: SmallWard) -> None:
    household = ward.members[0].household
    second = person(70, group=ward.group.id, household=household, household_class="near_poor")
    assert refusal(registers.add_member, ward.file, second, TODAY) == {
        "household_class": f"The household of {ward.members[0].name} is “poor household” in 2026. "
        "Choose that, or correct the class of the household first."
    }
    registers.add_member(ward.file, replace(second, household_class="poor"), TODAY)
    assert ward.get(Household, household).class_in(2026) == "poor"
