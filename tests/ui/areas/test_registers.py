"""The doors of the plain registers: saving and removing; once well, once refused, once without a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from lcdesk.actions import registers
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.groups import Group
from lcdesk.domain.people import Household, Member
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, WITHOUT_REASON, full, press_with_reason, said, unwritable
from tests.ui.wards import made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    yield made(tmp_path / "ward.lcdesk", 1)


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


@dataclass(frozen=True)
class Door:
    """A register by its key and tab, what makes a new record of it, and how that one is named."""

    record: type[Entity]
    key: Key
    tab: int
    texts: dict[str, str]
    name: str
    held: Qt.KeyboardModifier = ALT
    """What is held with the key: Alt, or Ctrl from the eleventh area on."""


GROUP = Door(
    Group,
    Key.Key_2,
    0,
    {
        "code": "013",
        "name": "Tổ Hai",
        "association": "hoi nong",
        "neighbourhood": "to dan pho 5",
        "founded_on": "1/3/2020",
    },
    "013 · Tổ Hai",
)
MEMBER = Door(
    Member,
    Key.Key_3,
    0,
    {
        "group": "012",
        "citizen_id": "999180000099",
        "name": "Lê Thị Mít",
        "born_on": "0509",
        "address": "1 Đường Mẫu",
        "joined_on": "1/3/2020",
        "household_class": "hộ nghèo",
    },
    "Lê Thị Mít · 999180000099",
)
HOUSEHOLD = Door(
    Household,
    Key.Key_3,
    1,
    {"name": "Hộ Mít", "neighbourhood": "to dan pho 5", "address": "1 Đường Mẫu"},
    "Hộ Mít",
)
ASSOCIATION = Door(Association, Key.Key_0, 1, {"name": "Hội Mẫu"}, "Hội Mẫu")
NEIGHBOURHOOD = Door(Neighbourhood, Key.Key_0, 2, {"name": "Tổ dân phố 9"}, "Tổ dân phố 9")
DOORS = (GROUP, MEMBER, HOUSEHOLD, ASSOCIATION, NEIGHBOURHOOD)
doors = pytest.mark.parametrize("door", DOORS, ids=lambda each: each.record.__name__)


def page_of(window: Window) -> Any:
    return getattr(window.current, "current", window.current)


def typed(door: Door) -> Officer:
    """At the form of a new record, filled in."""
    officer = (
        Officer()
        .press(door.key, door.held)
        .press(Key.Key_Tab, CTRL, times=door.tab)
        .press(Key.Key_N, CTRL)
    )
    return officer.fill(**door.texts)


def count(file: WardFile, door: Door) -> int:
    return len(records.find(file, door.record))


@doors
def test_what_was_saved_is_said_by_name(window: Window, file: WardFile, door: Door) -> None:
    before = count(file, door)
    officer = typed(door).press(Key.Key_S, CTRL)
    assert not officer.complaints() and count(file, door) == before + 1
    assert said(window).startswith(f"Đã lưu: {door.name}") and officer.at() == "new"


@doors
def test_a_file_that_refuses_keeps_what_was_typed(
    window: Window, file: WardFile, door: Door
) -> None:
    before = count(file, door)
    officer = typed(door)
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert officer.complaints() == [UNWRITABLE]
        assert count(file, door) == before
        draft = page_of(window).right.currentWidget().fields.draft()
        assert draft["name"] == door.texts["name"]
    officer.press(Key.Key_S, CTRL)
    assert count(file, door) == before + 1 and not officer.complaints()


@doors
def test_what_was_removed_is_said_by_name(window: Window, file: WardFile, door: Door) -> None:
    before = count(file, door)
    officer = typed(door).press(Key.Key_S, CTRL)
    page_of(window).form.fields.focus_first_empty()
    officer.walk_to_button("remove", 90)
    for reason in WITHOUT_REASON:
        press_with_reason(window, officer, reason)
        assert count(file, door) == before + 1 and officer.at() == "remove"
    with unwritable(file):
        press_with_reason(window, officer, "Nhập nhầm")
        assert officer.complaints() == [UNWRITABLE] and count(file, door) == before + 1
    press_with_reason(window, officer, "Nhập nhầm")
    assert count(file, door) == before
    assert (
        said(window).startswith(f"Đã gỡ bỏ: {door.name}")
        and officer.box() is page_of(window).register.table
    )


def test_what_others_refer_to_is_not_removed(window: Window, file: WardFile) -> None:
    officer = (
        Officer()
        .press(Key.Key_2, ALT)
        .press(Key.Key_Down)
        .press(Key.Key_Return)
        .walk_to_button("remove", 90)
    )
    press_with_reason(window, officer, "Nhập nhầm")
    assert count(file, GROUP) == 1 and len(officer.complaints()) == 1


def test_a_full_disk_takes_no_half_of_a_record(window: Window, file: WardFile) -> None:
    officer = typed(ASSOCIATION)
    with full(file):
        with pytest.raises(Refused):
            for number in range(1000):  # until no page has room for one more
                registers.save(file, Association(name=f"Hội {number}"))
        before, verbs = (
            count(file, ASSOCIATION),
            file.db.execute("SELECT count(*) FROM verb").fetchone(),
        )
        officer.press(Key.Key_S, CTRL)
        assert any("đầy" in each for each in officer.complaints())
        assert count(file, ASSOCIATION) == before
        assert file.db.execute("SELECT count(*) FROM verb").fetchone() == verbs
    officer.press(Key.Key_S, CTRL)
    assert count(file, ASSOCIATION) == before + 1 and said(window) == "Đã lưu: Hội Mẫu"


def test_saving_the_office_says_so_and_a_file_that_refuses_keeps_its_boxes(
    window: Window, file: WardFile
) -> None:
    officer = Officer().press(Key.Key_0, ALT)
    officer.walk_to("chair").press(Key.Key_A, CTRL).type("Bà Mới")
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert UNWRITABLE in officer.complaints()
    officer.press(Key.Key_S, CTRL)
    assert said(window).startswith("Đã lưu: ") and not officer.complaints()
