"""A window on a ward of one group with one member."""

from datetime import date
from pathlib import Path

import pytest

from lcdesk.actions import files, registers
from lcdesk.domain.groups import Group
from lcdesk.domain.people import NewMember
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.small_ward import PASSWORD, new_ward
from tests.templates import copied


@pytest.fixture
def file(tmp_path: Path) -> WardFile:
    return files.open_ward(copied(tmp_path / "ward.lcdesk", ward_of_one), PASSWORD)


def ward_of_one(path: Path) -> WardFile:
    opened = new_ward(path)
    association, neighbourhood = (
        records.find(opened, Association)[0],
        records.find(opened, Neighbourhood)[0],
    )
    group = Group(
        code="012", name="Tổ Cây Xanh", association=association.id, neighbourhood=neighbourhood.id
    )
    saved = registers.save_group(opened, group).record
    member = NewMember(
        group=saved.id,
        citizen_id="999185000001",
        name="Lê Thị Hoa Giấy",
        born_on=date(1985, 9, 5),
        sex="female",
        address="12 Đường Mẫu",
        joined_on=date(2020, 1, 1),
        household_class="poor",
    )
    registers.add_member(opened, member, date(2026, 9, 20))
    return opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)
