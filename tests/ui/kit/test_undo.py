"""Ctrl+Z: the typing in a box, the last saved step elsewhere."""

import pytest

from lcdesk.domain.groups import Group
from lcdesk.domain.people import Member
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, SHIFT, Key, Officer
from tests.ui.kit.entering import area_in_front, new_application


def test_the_last_saved_step_is_taken_back(window: Window, file: WardFile) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(code="013", name="Tổ Hai", association="nong", neighbourhood="dan pho")
    officer.press(Key.Key_S, CTRL)
    assert len(records.find(file, Group)) == 2, officer.complaints()
    officer.press(Key.Key_Escape).press(Key.Key_Z, CTRL)
    assert len(records.find(file, Group)) == 1
    assert "013 · Tổ Hai" in window.statusBar().currentMessage()
    assert (
        area_in_front(window).right.currentIndex() == 0
    )  # the form of the group that is gone went with it


def test_undo_takes_back_typing_in_a_box_and_the_saved_step_from_the_table(
    window: Window, file: WardFile
) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(code="013", name="Tổ Hai", association="nong", neighbourhood="dan pho")
    officer.press(Key.Key_S, CTRL)
    form = new_application(window, officer)
    officer.walk_to("purpose").type("Nuôi").press(Key.Key_Z, CTRL)
    assert len(records.find(file, Group)) == 2  # the letters went, not the group
    assert form.rows["purpose"].editor.value() == ""
    officer.press(Key.Key_Z, CTRL)
    assert len(records.find(file, Group)) == 2  # there is nothing more to take back here
    officer.press(Key.Key_Escape).press(Key.Key_Z, CTRL)
    assert len(records.find(file, Group)) == 1


@pytest.mark.parametrize(
    ("name", "typed", "left"),
    [
        ("amount", "50000000", ""),
        ("amount", "50tr", ""),
        ("amount", "", ""),
        ("applied_on", "5/9", "20/09/2026"),
        ("member", "hoa", ""),
        ("member", "", ""),
        ("beneficiary", "cận", ""),
        ("purpose", "Nuôi bò", ""),
        ("term_months", "36", ""),
        ("override_reason", "Gấp", ""),
    ],
)
def test_undo_where_one_types_never_reaches_what_was_saved(
    window: Window, file: WardFile, name: str, typed: str, left: str
) -> None:
    officer = Officer()
    form = new_application(window, officer)
    editor = form.rows[name].editor
    for _ended in (False, True):  # while typing, and come back to what was read and written anew
        editor.setFocus()
        if typed:
            officer.press(Key.Key_A, CTRL).type(typed)
        if _ended and typed:
            officer.press(Key.Key_Return).press(Key.Key_Return, SHIFT)
            editor.setFocus()
        officer.press(Key.Key_Z, CTRL, times=12)
        assert editor.value() == left
        assert len(records.find(file, Member)) == 1, "the member was the last thing saved"
    assert officer.at() == name


def test_undo_in_the_search_box_and_right_after_saving(window: Window, file: WardFile) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(code="013", name="Tổ Hai", association="nong", neighbourhood="dan pho")
    officer.press(Key.Key_S, CTRL)
    fields = area_in_front(window).form.fields
    assert isinstance(fields, Fields)
    fields.rows["name"].editor.setFocus()
    officer.press(Key.Key_Z, CTRL, times=3)
    assert fields.rows["name"].editor.value() == "Tổ Hai"
    assert len(records.find(file, Group)) == 2, officer.complaints()
    officer.press(Key.Key_F, CTRL).press(Key.Key_Z, CTRL)
    officer.type("hai").press(Key.Key_Z, CTRL, times=3)
    assert officer.at() == "search" and officer.box().text() == ""  # type: ignore[attr-defined]
    assert len(records.find(file, Group)) == 2
