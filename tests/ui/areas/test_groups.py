"""Groups that change and go elsewhere, by keys: wrong or changed, transfer, merger, and what was before on the form."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from lcdesk.actions import registers
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.domain.people import Member
from lcdesk.queries.memberships import members_on
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.changes import ChangeDialog
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, SHIFT, Key, Officer
from tests.ui.doors import from_menu, said
from tests.ui.wards import made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", 3)
    first = records.find(opened, Group)[0]
    second = replace(first, id=GroupId(0), version=0, code="013", name="Cây Khế")
    registers.save_group(opened, second)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def page_of(window: Window) -> Any:
    return getattr(window.current, "current", window.current)


def groups(file: WardFile) -> list[Group]:
    return records.find(file, Group)


def at_first_group() -> Officer:
    officer = Officer().press(Key.Key_2, ALT).press(Key.Key_Down)
    return officer.press(Key.Key_Up).press(Key.Key_Return)


def save_and_answer(
    window: Window, officer: Officer, answer: Callable[[Officer], object]
) -> list[str]:
    """Save, and answer the question that comes; give what stood there."""
    seen: list[str] = []

    def look() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, ChangeDialog) and QApplication.focusWidget():
            seen.extend(each.text() for each in asked.findChildren(QLabel) if each.isVisible())
            answer(officer)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    officer.press(Key.Key_S, CTRL)
    window.activateWindow()  # as the desktop does when a question is gone
    QApplication.processEvents()
    return seen


def past_on(window: Window) -> str:
    (label,) = [
        each for each in window.current.findChildren(QLabel, "past") if each.isVisible()
    ] or [QLabel()]
    return label.text()


def rename(officer: Officer, text: str) -> Officer:
    back(officer, "name")
    return officer.press(Key.Key_A, CTRL).type(text)


def back(officer: Officer, name: str) -> None:
    """Go back to a box with Shift+Tab."""
    for _box in range(60):
        if officer.at() == name:
            return
        officer.press(Key.Key_Tab, SHIFT)
    raise AssertionError(f"Shift+Tab does not lead to {name}")


def test_a_name_that_was_wrong_is_written_over(window: Window, file: WardFile) -> None:
    old = groups(file)[0]
    seen = save_and_answer(
        window,
        rename(at_first_group(), "Hoa Sen Mới"),
        lambda officer: officer.press(Key.Key_Return),
    )
    assert f"{old.name} → Hoa Sen Mới" in seen[0]
    now = groups(file)[0]
    assert now.name == "Hoa Sen Mới" and now.past == () and past_on(window) == ""


def test_a_name_that_changed_is_kept_until_its_day(window: Window, file: WardFile) -> None:
    old = groups(file)[0]

    def answer(officer: Officer) -> None:
        officer.press(Key.Key_Down).press(Key.Key_Tab)
        officer.press(Key.Key_A, CTRL).type("1/3/2026").press(Key.Key_Tab).type("7/QĐ")
        officer.press(Key.Key_Return)

    save_and_answer(window, rename(at_first_group(), "Hoa Sen Mới"), answer)
    now = groups(file)[0]
    assert now.name == "Hoa Sen Mới"
    assert now.on(date(2026, 2, 28)).name == old.name
    assert now.on(date(2026, 3, 1)).name == "Hoa Sen Mới"
    assert past_on(window).splitlines()[1] == (f"Tên Tổ: {old.name} đến ngày 01/03/2026 (7/QĐ)")


def test_a_question_that_is_left_saves_nothing(window: Window, file: WardFile) -> None:
    before = groups(file)
    officer = rename(at_first_group(), "Hoa Sen Mới")
    save_and_answer(window, officer, lambda each: each.press(Key.Key_Escape))
    assert groups(file) == before and officer.complaints() == ["Chưa lưu gì."]
    assert page_of(window).form.fields.draft()["name"] == "Hoa Sen Mới"


def test_a_day_that_cannot_be_read_is_said(window: Window, file: WardFile) -> None:
    def answer(officer: Officer) -> None:
        officer.press(Key.Key_Down).press(Key.Key_Tab).press(Key.Key_A, CTRL).type("31/2")
        officer.press(Key.Key_Return)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChangeDialog) and dialog.wrong.isVisible()
        assert officer.at() == "since"
        officer.press(Key.Key_Escape)

    save_and_answer(window, rename(at_first_group(), "Hoa Sen Mới"), answer)
    assert groups(file)[0].past == ()


def test_a_group_goes_into_another_by_keys(window: Window, file: WardFile) -> None:
    first, second = groups(file)
    day = window.desk.today()
    together = sum(len(members_on(file, each.id, day)) for each in (first, second))
    officer = at_first_group()
    from_menu(officer, window, "Nhập vào tổ khác")
    officer.fill(into=second.code, reason="9/QĐ")
    officer.press(Key.Key_S, CTRL)
    assert officer.complaints() == []
    assert said(window).startswith("Nhập vào tổ khác: ")
    assert len(members_on(file, second.id, day)) == together
    assert groups(file)[0].dissolved_on == day


def test_a_member_is_transferred_where_the_group_is_written_anew(
    window: Window, file: WardFile
) -> None:
    first, second = groups(file)
    day = window.desk.today()
    member = members_on(file, first.id, day)[0]
    officer = Officer().press(Key.Key_3, ALT)
    page_of(window).show_record(member.id)
    page_of(window).form.fields.focus_first_empty()
    back(officer, "group")
    officer.press(Key.Key_A, CTRL).type(second.code).press(Key.Key_Return)

    def answer(each: Officer) -> None:
        each.press(Key.Key_Down).press(Key.Key_Return)

    save_and_answer(window, officer, answer)
    now = records.get(file, Member, member.id)
    assert officer.complaints() == []
    assert now.group == second.id and now.past[0].until_on == day
    assert [each.what for each in now.past] == ["group"]
