"""Single records are taken back from a copy of the file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lcdesk.actions import files, registers
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import AssociationId
from lcdesk.domain.people import Household, Member
from lcdesk.domain.ward import Association
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from tests.small_ward import SmallWard

TODAY = date(2026, 9, 20)


@pytest.fixture
def copy(ward: SmallWard, tmp_path: Path) -> Path:
    """The small ward as it was."""
    target = tmp_path / "copy.lcdesk"
    files.backup(ward.file, target)
    return target


def first(file: WardFile, cls: type[Member] | type[Household]) -> Member | Household:
    return records.find(file, cls)[0]


def test_nothing_differs_right_after_the_copy(ward: SmallWard, copy: Path) -> None:
    assert files.former(ward.file, copy) == []


def test_a_changed_record_comes_back_and_can_be_undone(ward: SmallWard, copy: Path) -> None:
    home = first(ward.file, Household)
    registers.save(ward.file, replace(home, address="Nhà nhầm"))
    (former,) = files.former(ward.file, copy)
    assert former.there == home and former.here == replace(
        home, address="Nhà nhầm", version=home.version + 1
    )
    registers.take_back(ward.file, former.there)
    assert records.get(ward.file, Household, home.id).address == home.address
    assert files.former(ward.file, copy) == []
    assert registers.undo_last(ward.file, TODAY)[0] == "take_back"
    assert records.get(ward.file, Household, home.id).address == "Nhà nhầm"


def test_a_removed_record_comes_back_into_sight_with_what_it_had(
    ward: SmallWard, tmp_path: Path
) -> None:
    body = registers.save(ward.file, Association(name="Hội Mẫu", officer="Lê Khế")).record
    target = tmp_path / "with.lcdesk"
    files.backup(ward.file, target)
    changed = registers.save(ward.file, replace(body, officer="Ai đó")).record
    registers.remove(ward.file, changed, "gỡ nhầm", TODAY)
    (former,) = files.former(ward.file, target)
    assert former.here is None
    registers.take_back(ward.file, former.there)
    assert records.get(ward.file, Association, body.id).officer == "Lê Khế"
    registers.undo_last(ward.file, TODAY)
    with pytest.raises(Refused):
        records.get(ward.file, Association, body.id)


def test_the_rules_of_saving_hold(ward: SmallWard, copy: Path) -> None:
    """A member whose id another one has by now does not come back with it."""
    members = records.find(ward.file, Member)
    freed = registers.save_member(ward.file, replace(members[0], citizen_id="999180999999")).record
    registers.save_member(ward.file, replace(members[1], citizen_id=members[0].citizen_id))
    former = next(each for each in files.former(ward.file, copy) if each.there.id == freed.id)
    with pytest.raises(Refused, match="in a group already"):
        registers.take_back(ward.file, former.there)
    assert records.get(ward.file, Member, freed.id).citizen_id == "999180999999"


def test_a_record_that_was_never_here_is_refused(ward: SmallWard) -> None:
    with pytest.raises(Refused):
        registers.take_back(ward.file, Association(id=AssociationId(999), version=1, name="Hội lạ"))
    assert len(records.find(ward.file, Association, id=999)) == 0
