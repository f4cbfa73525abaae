"""What typing does: dates, money, ids, choices, keys, complaints, drafts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QWidget

from lcdesk.actions import registers
from lcdesk.domain.applications import Application
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.domain.people import Member, NewMember
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.i18n import use_language
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.roster import AREAS
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, SHIFT, Key, Officer
from tests.small_ward import new_ward


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = new_ward(tmp_path / "ward.lcdesk")
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
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def _area(window: Window) -> Area:
    """The area in front, on the page to which its tabs are turned."""
    page = window.current.current if isinstance(window.current, Tabs) else window.current
    assert isinstance(page, Area)
    return page


def _application(window: Window, officer: Officer) -> Fields:
    officer.press(Key.Key_4, ALT).press(Key.Key_N, CTRL)
    area = _area(window)
    assert isinstance(area.form.fields, Fields)
    return area.form.fields


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("50tr", "50.000.000"),
        ("1,5 tỷ", "1.500.000.000"),
        ("50000000", "50.000.000"),
        ("tiền", "tiền"),
    ],
)
def test_money_is_understood_when_the_caret_leaves(window: Window, typed: str, shown: str) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.fill(amount=typed)
    assert form.rows["amount"].editor.value() == shown


def test_digits_are_grouped_while_typing_and_said_in_words(window: Window) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.walk_to("amount")
    officer.type("5000000")
    assert form.rows["amount"].editor.value() == "5.000.000"
    assert form.rows["amount"].beneath.text() == "Năm triệu đồng"


@pytest.mark.parametrize(
    ("typed", "shown"), [("05092026", "05/09/2026"), ("5/9", "05/09/2026"), (".", "20/09/2026")]
)
def test_dates(window: Window, typed: str, shown: str) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.walk_to("applied_on")
    officer.box().selectAll()  # type: ignore[attr-defined]
    officer.enter(typed)
    assert form.rows["applied_on"].editor.value() == shown


def test_enter_goes_on_shift_enter_goes_back_and_choices_are_found_without_tones(
    window: Window,
) -> None:
    officer = Officer()
    form = _application(window, officer)
    assert officer.at() == "member"
    officer.enter("hoa giay")
    assert officer.at() == "programme"
    assert form.rows["member"].editor.value() == "1"
    assert form.rows["beneficiary"].editor.value() == "poor"
    officer.press(Key.Key_Return, SHIFT)
    assert officer.at() == "member"


@pytest.mark.parametrize("amount", ["0", "-5", str(10**15), "50.5", "nhiều"])
def test_a_wrong_amount_gets_a_sentence_and_the_caret(
    window: Window, file: WardFile, amount: str
) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.fill(
        member="hoa giay", programme="HN", amount=amount, purpose="Nuôi bò", term_months="36"
    )
    officer.press(Key.Key_S, CTRL)
    assert officer.at() == "amount"
    assert form.rows["amount"].beneath.text()
    assert form.rows["purpose"].editor.value() == "Nuôi bò"
    assert not records.find(file, Application)


def test_a_broken_rule_shows_with_its_source_and_wants_a_reason(
    window: Window, file: WardFile
) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.fill(
        member="hoa giay", programme="HN", amount="150tr", purpose="Nuôi bò", term_months="36"
    )
    assert "100.000.000" in form.rows["amount"].beneath.text()
    officer.press(Key.Key_S, CTRL)
    assert form.rows["override_reason"].beneath.text()
    officer.fill(override_reason="Được UBND đồng ý").press(Key.Key_S, CTRL)
    saved = records.find(file, Application)[0]
    assert saved.override_reason == "Được UBND đồng ý" and saved.broken_rules


@pytest.mark.parametrize(
    "name", ["& < > ' \" % { }", "A\u0300n Van", "x" * 100, "\u202eAn", "%s {0}"]
)
def test_a_name_is_never_markup_or_format(window: Window, file: WardFile, name: str) -> None:
    officer = Officer()
    officer.press(Key.Key_3, ALT).press(Key.Key_N, CTRL)
    officer.fill(
        group="012", citizen_id="999185000002", name=name, born_on="0509", address="1 Đường Mẫu"
    )
    officer.fill(household_class="hộ nghèo").press(Key.Key_S, CTRL)
    assert len(records.find(file, Member)) == 2, officer.complaints()


def test_ids_fill_sex_and_year_and_a_contradiction_is_named(window: Window, file: WardFile) -> None:
    officer = Officer()
    officer.press(Key.Key_3, ALT).press(Key.Key_N, CTRL)
    officer.fill(
        group="012",
        citizen_id="999 185 000 003",
        name="đỗ văn ổi",
        born_on="31/12/1990",
        address="x",
    )
    officer.fill(household_class="hộ nghèo").press(Key.Key_S, CTRL)
    assert officer.at() == "born_on"
    assert any("1985" in text for text in officer.complaints())
    assert len(records.find(file, Member)) == 1


def test_what_was_typed_is_offered_again_after_a_kill(
    window: Window, program: Program, file: WardFile
) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.fill(member="hoa giay", purpose="Nuôi bò").type("9")
    window.current.keep_drafts()  # as the clock does every few seconds
    other = program.open(file)  # the first window is gone without saving
    form = _application(other, officer)
    assert form.rows["purpose"].editor.value() == ""
    button = other.findChild(QWidget, "continue_draft")
    assert button is not None
    button.setFocus()
    officer.press(Key.Key_Return)
    assert form.rows["purpose"].editor.value() == "Nuôi bò"


def test_an_input_method_can_compose_in_every_text_field(window: Window) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.walk_to("purpose")
    compose = QInputMethodEvent("ươ", [])
    QApplication.sendEvent(officer.box(), compose)
    finish = QInputMethodEvent()
    finish.setCommitString("Vườn")
    QApplication.sendEvent(officer.box(), finish)
    assert form.rows["purpose"].editor.value() == "Vườn"


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
        _area(window).right.currentIndex() == 0
    )  # the form of the group that is gone went with it


def test_every_box_has_a_name_for_those_who_cannot_see_it(window: Window) -> None:
    officer = Officer()
    for number in range(len(AREAS)):
        window.show_area(number)
        officer.press(Key.Key_N, CTRL)
        for box in window.findChildren(QWidget):
            if (
                box.focusPolicy() != box.focusPolicy().NoFocus
                and hasattr(box, "set_value")
                and box.isVisible()
            ):
                assert box.accessibleName(), box.objectName()


def test_english_is_a_click_away(program: Program, file: WardFile) -> None:
    program.open(file)
    program.switch_language("en")
    assert isinstance(program.shown, Window)
    program.shown.show_area(1)
    assert "Savings groups" in _area(program.shown).register.table.accessibleName()
    use_language("vi")


def test_an_application_is_found_by_the_name_of_its_borrower(
    window: Window, file: WardFile
) -> None:
    officer = Officer()
    _application(window, officer)
    officer.fill(
        member="hoa giay", programme="HN", amount="50tr", purpose="Nuôi bò", term_months="36"
    )
    officer.press(Key.Key_S, CTRL).press(Key.Key_F, CTRL).type("giay").press(Key.Key_Return)
    assert _area(window).register.model.rowCount() == 1
    officer.press(Key.Key_F, CTRL).type("khong co").press(Key.Key_Return)
    assert _area(window).register.model.rowCount() == 0


def test_esc_closes_an_open_list_before_it_leaves_the_form(window: Window) -> None:
    officer = Officer()
    _application(window, officer)
    officer.type("hoa").press(Key.Key_Escape)
    assert officer.at() == "member"
    officer.press(Key.Key_Escape)
    assert officer.at() == "table"


def test_no_label_takes_a_name_for_markup(window: Window, file: WardFile) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(
        code="<b>9</b>", name="<h1>Tổ</h1> & bạn", association="nong", neighbourhood="dan pho"
    )
    officer.press(Key.Key_S, CTRL)
    shown = [each for each in window.findChildren(QLabel) if "<h1>" in each.text()]
    assert shown and all(each.textFormat() == Qt.TextFormat.PlainText for each in shown)


def test_undo_takes_back_typing_in_a_box_and_the_saved_step_from_the_table(
    window: Window, file: WardFile
) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(code="013", name="Tổ Hai", association="nong", neighbourhood="dan pho")
    officer.press(Key.Key_S, CTRL)
    form = _application(window, officer)
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
    form = _application(window, officer)
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


def test_undo_goes_back_over_the_groups_of_an_amount(window: Window) -> None:
    officer = Officer()
    form = _application(window, officer)
    officer.walk_to("amount").type("50000000")
    seen = []
    while form.rows["amount"].editor.value():
        officer.press(Key.Key_Z, CTRL)
        seen.append(form.rows["amount"].editor.value())
    assert (
        set(seen) <= {"5.000.000", "500.000", "50.000", "5.000", "500", "50", "5", ""}
        and seen[-1] == ""
    )
    officer.type("7000000")
    assert form.rows["amount"].editor.value() == "7.000.000"


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
    form = _application(window, officer)
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


def test_undo_in_the_search_box_and_right_after_saving(window: Window, file: WardFile) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(code="013", name="Tổ Hai", association="nong", neighbourhood="dan pho")
    officer.press(Key.Key_S, CTRL)
    fields = _area(window).form.fields
    assert isinstance(fields, Fields)
    fields.rows["name"].editor.setFocus()
    officer.press(Key.Key_Z, CTRL, times=3)
    assert fields.rows["name"].editor.value() == "Tổ Hai"
    assert len(records.find(file, Group)) == 2, officer.complaints()
    officer.press(Key.Key_F, CTRL).press(Key.Key_Z, CTRL)
    officer.type("hai").press(Key.Key_Z, CTRL, times=3)
    assert officer.at() == "search" and officer.box().text() == ""  # type: ignore[attr-defined]
    assert len(records.find(file, Group)) == 2


def test_a_choice_taken_is_taken_back_to_the_one_before(window: Window, file: WardFile) -> None:
    officer = Officer()
    form = _application(window, officer)
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


def test_what_needs_a_saved_record_rests_until_there_is_one(window: Window) -> None:
    officer = Officer()
    _application(window, officer)
    verbs = [window.findChild(QPushButton, name) for name in ("paper", "paper_01-uq", "withdraw")]
    assert not any(verb.isEnabled() for verb in verbs if verb)
    officer.fill(
        member="hoa giay", programme="HN", amount="50tr", purpose="Nuôi bò", term_months="36"
    )
    officer.press(Key.Key_S, CTRL)
    assert all(verb is not None and verb.isEnabled() for verb in verbs)
