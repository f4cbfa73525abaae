"""What typing does in every form: complaints, reasons, names, drafts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lcdesk.domain.applications import Application
from lcdesk.domain.people import Member
from lcdesk.i18n import use_language
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.roster import AREAS
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.kit.entering import area_in_front, new_application


@pytest.mark.parametrize("amount", ["0", "-5", str(10**15), "50.5", "nhiều"])
def test_a_wrong_amount_gets_a_sentence_and_the_caret(
    window: Window, file: WardFile, amount: str
) -> None:
    officer = Officer()
    form = new_application(window, officer)
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
    form = new_application(window, officer)
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
    form = new_application(window, officer)
    officer.fill(member="hoa giay", purpose="Nuôi bò").type("9")
    window.current.keep_drafts()  # as the clock does every few seconds
    other = program.open(file)  # the first window is gone without saving
    form = new_application(other, officer)
    assert form.rows["purpose"].editor.value() == ""
    button = other.findChild(QWidget, "continue_draft")
    assert button is not None
    button.setFocus()
    officer.press(Key.Key_Return)
    assert form.rows["purpose"].editor.value() == "Nuôi bò"


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
    assert "Savings groups" in area_in_front(program.shown).register.table.accessibleName()
    use_language("vi")


def test_an_application_is_found_by_the_name_of_its_borrower(
    window: Window, file: WardFile
) -> None:
    officer = Officer()
    new_application(window, officer)
    officer.fill(
        member="hoa giay", programme="HN", amount="50tr", purpose="Nuôi bò", term_months="36"
    )
    officer.press(Key.Key_S, CTRL).press(Key.Key_F, CTRL).type("giay").press(Key.Key_Return)
    assert area_in_front(window).register.model.rowCount() == 1
    officer.press(Key.Key_F, CTRL).type("khong co").press(Key.Key_Return)
    assert area_in_front(window).register.model.rowCount() == 0


def test_no_label_takes_a_name_for_markup(window: Window, file: WardFile) -> None:
    officer = Officer()
    officer.press(Key.Key_2, ALT).press(Key.Key_N, CTRL)
    officer.fill(
        code="<b>9</b>", name="<h1>Tổ</h1> & bạn", association="nong", neighbourhood="dan pho"
    )
    officer.press(Key.Key_S, CTRL)
    shown = [each for each in window.findChildren(QLabel) if "<h1>" in each.text()]
    assert shown and all(each.textFormat() == Qt.TextFormat.PlainText for each in shown)


def test_what_needs_a_saved_record_rests_until_there_is_one(window: Window) -> None:
    officer = Officer()
    new_application(window, officer)
    verbs = [window.findChild(QPushButton, name) for name in ("paper", "paper_01-uq", "withdraw")]
    assert not any(verb.isEnabled() for verb in verbs if verb)
    officer.fill(
        member="hoa giay", programme="HN", amount="50tr", purpose="Nuôi bò", term_months="36"
    )
    officer.press(Key.Key_S, CTRL)
    assert all(verb is not None and verb.isEnabled() for verb in verbs)
