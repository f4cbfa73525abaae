"""One of a list, found by typing: who is meant, who is not, and the way back."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QListView

from lcdesk.actions import registers
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.domain.people import NewMember
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.window import Window
from tests.officer import CTRL, SHIFT, Key, Officer
from tests.ui.kit.entering import new_application


def test_enter_goes_on_shift_enter_goes_back_and_choices_are_found_without_tones(
    window: Window,
) -> None:
    officer = Officer()
    form = new_application(window, officer)
    assert officer.at() == "member"
    officer.enter("hoa giay")
    assert officer.at() == "programme"
    assert form.rows["member"].editor.value() == "1"
    assert form.rows["beneficiary"].editor.value() == "poor"
    officer.press(Key.Key_Return, SHIFT)
    assert officer.at() == "member"


def test_esc_closes_an_open_list_before_it_leaves_the_form(window: Window) -> None:
    officer = Officer()
    new_application(window, officer)
    officer.type("hoa").press(Key.Key_Escape)
    assert officer.at() == "member"
    officer.press(Key.Key_Escape)
    assert officer.at() == "table"


def _join(file: WardFile, group: int, number: int, name: str) -> int:
    member = NewMember(
        group=GroupId(group),
        citizen_id=f"999185{number:06d}",
        name=name,
        born_on=date(1985, 9, 5 + number % 9),
        sex="female",
        address="12 Đường Mẫu",
        joined_on=date(2020, 1, 1),
        household_class="poor",
    )
    return int(registers.add_member(file, member, date(2026, 9, 20)).record.id)


def _offered(window: Window) -> list[str]:
    for each in window.findChildren(QListView):
        if each.property("role") == "choices" and each.isVisible():
            return [
                str(each.model().index(row, 0).data()) for row in range(each.model().rowCount())
            ]
    return []


def test_enter_takes_who_is_meant_and_never_one_of_two(window: Window, file: WardFile) -> None:
    for number in range(10, 65):
        _join(file, 1, number, f"Nguyễn Thị Hồng {chr(number + 55)}")
    yen, lan = _join(file, 1, 70, "Hoàng Thị Yến"), _join(file, 1, 71, "Lê Thị Lan")
    _join(file, 1, 72, "Lê Thị Lan Anh")
    group = records.find(file, Group)[0]
    other = registers.save_group(
        file, replace(group, id=GroupId(0), version=0, code="013", name="Tổ Hai")
    ).record
    first, second = _join(file, 1, 73, "Trần Văn Ổi"), _join(file, other.id, 74, "Trần Văn Ổi")
    officer = Officer()
    form = new_application(window, officer)
    value = form.rows["member"].editor.value

    officer.type("yen")
    assert _offered(window)[0].startswith("Hoàng Thị Yến") and "1985 · 012" in _offered(window)[0]
    assert (
        "gõ" in _offered(window)[-1] and len(_offered(window)) == 51
    )  # what is not shown is not hidden
    officer.press(Key.Key_Return)
    assert value() == str(yen) and officer.at() == "programme"

    officer.press(Key.Key_Return, SHIFT).press(Key.Key_A, CTRL).enter("le thi lan")
    assert value() == str(lan)

    officer.press(Key.Key_Return, SHIFT).press(Key.Key_A, CTRL).enter("tran van oi")
    assert officer.at() == "member" and value() == "tran van oi", "two have this name"
    assert "↓" in _offered(window)[0] and len(_offered(window)) == 3
    officer.press(Key.Key_Down, times=2).press(Key.Key_Return)
    assert value() == str(second) != str(first) and officer.at() == "programme"

    officer.press(Key.Key_Return, SHIFT).press(Key.Key_A, CTRL).enter("guye")
    assert officer.at() == "member", "inside a word is no match to be taken unseen"
    officer.press(Key.Key_Down).press(Key.Key_Return)
    assert officer.at() == "programme" and value() not in ("guye", "")


def test_a_choice_taken_is_taken_back_to_the_one_before(window: Window, file: WardFile) -> None:
    officer = Officer()
    form = new_application(window, officer)
    officer.walk_to("beneficiary").enter("cận")
    before = form.rows["beneficiary"].editor.value()
    officer.press(Key.Key_Return, SHIFT)
    officer.press(Key.Key_A, CTRL).enter("hộ nghèo").press(Key.Key_Return, SHIFT)
    assert form.rows["beneficiary"].editor.value() == "poor" != before
    while form.rows["beneficiary"].editor.value() != before:
        undo = form.rows["beneficiary"].editor.isUndoAvailable()  # type: ignore[union-attr]
        assert undo, "the choice before is never reached"
        officer.press(Key.Key_Z, CTRL)
    officer.press(Key.Key_Return)
    assert form.rows["beneficiary"].editor.value() == before
