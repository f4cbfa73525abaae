"""What is typed is read: money, days."""

import pytest

from lcdesk.ui.shell.window import Window
from tests.officer import CTRL, Key, Officer
from tests.ui.kit.entering import new_application


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
    form = new_application(window, officer)
    officer.fill(amount=typed)
    assert form.rows["amount"].editor.value() == shown


def test_digits_are_grouped_while_typing_and_said_in_words(window: Window) -> None:
    officer = Officer()
    form = new_application(window, officer)
    officer.walk_to("amount")
    officer.type("5000000")
    assert form.rows["amount"].editor.value() == "5.000.000"
    assert form.rows["amount"].beneath.text() == "Năm triệu đồng"


@pytest.mark.parametrize(
    ("typed", "shown"), [("05092026", "05/09/2026"), ("5/9", "05/09/2026"), (".", "20/09/2026")]
)
def test_dates(window: Window, typed: str, shown: str) -> None:
    officer = Officer()
    form = new_application(window, officer)
    officer.walk_to("applied_on")
    officer.box().selectAll()  # type: ignore[attr-defined]
    officer.enter(typed)
    assert form.rows["applied_on"].editor.value() == shown


def test_undo_goes_back_over_the_groups_of_an_amount(window: Window) -> None:
    officer = Officer()
    form = new_application(window, officer)
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
