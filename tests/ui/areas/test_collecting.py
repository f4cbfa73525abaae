"""The area of interest and savings by keyboard: months, what a sheet prints, closed months, savings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from lcdesk.actions import closings, registers
from lcdesk.domain.collecting import DENOMINATIONS, Collection
from lcdesk.queries.ward import ward_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, WITHOUT_REASON, press_with_reason, said, unwritable
from tests.ui.wards import DAY, NAMES, lent, made, text_of


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    """The third and the fifth member owe; the bank comes on the 25th."""
    opened = made(tmp_path / "ward.lcdesk", len(NAMES))
    registers.save(opened, replace(ward_of(opened), transaction_day=25))
    for number in (2, 4):
        lent(opened, number)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def open_month(officer: Officer, month: str) -> None:
    officer.press(Key.Key_7, ALT).press(Key.Key_N, CTRL).fill(group="012", month=month).press(
        Key.Key_Return
    )


def shown(window: Window, name: str) -> list[str]:
    """The texts of a column of the sheet of members."""
    return [str(line.get(name, "")) for line in window.current.current.middle.lines.value()]  # type: ignore[attr-defined]


def buttons(window: Window) -> set[str]:
    return {each.objectName() for each in window.findChildren(QPushButton) if each.isVisible()}


@pytest.mark.parametrize("typed", ["9/2026", "09/2026", "092026", "15/9"])
def test_a_month_is_opened_as_one_writes_it(window: Window, typed: str) -> None:
    officer = Officer()
    open_month(officer, typed)
    assert "09/2026" in window.current.current.form.title.text()  # type: ignore[attr-defined]
    assert "Đã lưu" not in window.statusBar().currentMessage(), "opening saves nothing"


def test_the_caret_begins_with_the_interest_of_the_first_who_owes(window: Window) -> None:
    officer = Officer()
    open_month(officer, "9/2026")
    officer.enter("160000").enter("160000")
    paid = [line for line in shown(window, "interest_paid") if line]
    assert paid == ["160.000", "160.000"]
    assert window.current.current.middle.lines.currentIndex().row() == 0  # type: ignore[attr-defined]


def test_the_savings_agreed_stand_beside_what_is_paid_in(window: Window) -> None:
    open_month(Officer(), "9/2026")
    assert shown(window, "saving_expected") == ["20.000"] * len(NAMES)


def test_a_month_is_prepared_for_the_day_of_the_bank_and_printed_as_one_sees_it(
    window: Window, tmp_path: Path
) -> None:
    officer = Officer()
    open_month(officer, "9/2026")
    (sum_25,) = {window.current.current.middle.lines.total("interest_due")}  # type: ignore[attr-defined]
    officer.press(Key.Key_P, CTRL)
    assert "25 tháng 9 năm 2026" in text_of(window, tmp_path)
    officer.press(Key.Key_Escape)
    window.current.current.middle.head.focus_first_empty()  # type: ignore[attr-defined]
    officer.enter("24/9")  # the interest of August falls due on the 25th, the ward's day
    assert window.current.current.middle.lines.total("interest_due") < sum_25  # type: ignore[attr-defined]
    officer.press(Key.Key_P, CTRL)
    assert "24 tháng 9 năm 2026" in text_of(window, tmp_path)
    officer.press(Key.Key_Escape)
    window.current.current.middle.head.focus_first_empty()  # type: ignore[attr-defined]
    officer.enter("1/10").press(Key.Key_P, CTRL)
    assert officer.complaints() == ["Ngày phải nằm trong tháng 09/2026."]


def test_amounts_that_are_typed_are_saved_before_they_are_printed(
    window: Window, tmp_path: Path
) -> None:
    officer, file = Officer(), window.desk.file
    open_month(officer, "8/2026")
    officer.enter("160000").press(Key.Key_P, CTRL)
    assert any("thiếu 160.000" in each for each in officer.complaints())
    assert not records.find(file, Collection)
    officer.walk_to("cash", 200).enter().enter().enter("1").enter("1").enter().enter("1")
    officer.press(Key.Key_P, CTRL)
    assert "160.000" in text_of(window, tmp_path)
    assert [each.state for each in records.find(file, Collection)] == ["saved"]


def test_a_saved_sheet_that_was_looked_at_leaves_the_next_one_open_to_typing(
    window: Window,
) -> None:
    officer = Officer()
    open_month(officer, "7/2026")
    officer.press(Key.Key_S, CTRL)  # nobody paid anything
    assert "reopen" in buttons(window)
    officer.press(Key.Key_Escape).press(Key.Key_Down).press(Key.Key_Return)
    open_month(officer, "8/2026")
    officer.type("160000").press(Key.Key_Return)
    assert "160.000" in shown(window, "interest_paid")


def test_a_closed_month_says_so_before_anything_is_typed(window: Window) -> None:
    closings.close(window.desk.file, "month", date(2026, 8, 1), DAY)
    officer = Officer()
    open_month(officer, "8/2026")
    officer.type("160000")
    assert not any(shown(window, "interest_paid")) and "save" not in buttons(window)
    told = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    assert any("tháng 08/2026 đã khóa" in each for each in told)


def test_interest_with_three_noughts_too_many_is_refused_under_its_cell(window: Window) -> None:
    officer = Officer()
    open_month(officer, "8/2026")
    officer.enter("386485000").walk_to("cash", 200)
    for note in DENOMINATIONS:
        officer.enter(str(386_485_000 // note) if note == 5_000 else "")
    officer.press(Key.Key_S, CTRL)
    (told,) = officer.complaints()
    assert told.startswith("Chỉ ghi được nhiều nhất 1.")
    assert not records.find(window.desk.file, Collection)


def test_closed_periods_show_as_periods(window: Window) -> None:
    closings.close(window.desk.file, "year", date(2025, 5, 1), DAY)
    closings.close(window.desk.file, "month", date(2026, 1, 1), DAY)
    officer = Officer()
    officer.press(Key.Key_7, ALT).press(Key.Key_Tab, CTRL, times=2)
    model = window.current.current.register.model  # type: ignore[attr-defined]
    column = [each.name for each in model.columns].index("period")
    assert [model.index(row, column).data() for row in range(model.rowCount())] == [
        "tháng 01/2026",
        "năm 2025",
    ]


def test_savings_are_withdrawn_in_their_own_words_and_shown_beside_the_name(window: Window) -> None:
    officer = Officer()
    officer.press(Key.Key_7, ALT).press(Key.Key_Tab, CTRL)
    register = window.current.current.register  # type: ignore[attr-defined]
    assert [each.name for each in register.model.columns] == ["group", "name", "savings"]
    officer.press(Key.Key_Down).press(Key.Key_Return)
    assert officer.at() == "withdrawn"
    button = officer.box()
    assert isinstance(button, QPushButton) and button.text() == "Rút tiền…"
    officer.press(Key.Key_Return)
    assert window.current.current.forms["withdrawn"].title.text().endswith("Rút tiền")  # type: ignore[attr-defined]


def filled_month(window: Window, officer: Officer) -> None:
    """A month in which everyone pays what is due, with the cash that makes it up."""
    open_month(officer, "8/2026")
    officer.walk_to("lines")
    officer.press(Key.Key_A, CTRL).press(Key.Key_Return)
    officer.press(Key.Key_A, CTRL)
    sheet = window.current.current.middle.lines  # type: ignore[attr-defined]
    total = sheet.total("interest_paid") + sheet.total("saved")
    officer.walk_to("cash", 90)
    for note in DENOMINATIONS:
        officer.type(str(total // note)).press(Key.Key_Return)
        total %= note


def states(window: Window) -> list[str]:
    return [each.state for each in records.find(window.desk.file, Collection)]


def test_a_month_that_the_file_refuses_stays_typed_and_one_that_is_saved_is_reopened(
    window: Window,
) -> None:
    officer = Officer()
    filled_month(window, officer)
    typed = shown(window, "saved")
    with unwritable(window.desk.file):
        officer.press(Key.Key_S, CTRL)
        assert officer.complaints() == [UNWRITABLE]
    assert states(window) == [] and shown(window, "saved") == typed
    officer.press(Key.Key_S, CTRL)
    assert states(window) == ["saved"], officer.complaints()
    assert said(window).startswith("Đã lưu: 13/TD · 012 Cây Xanh")

    button = window.current.current.reopen_button  # type: ignore[attr-defined]
    button.setFocus()
    for reason in WITHOUT_REASON:
        press_with_reason(window, officer, reason)
        assert states(window) == ["saved"]
    with unwritable(window.desk.file):
        press_with_reason(window, officer, "Ghi sai")
        assert UNWRITABLE in officer.complaints()
    assert states(window) == ["saved"]
    button.setFocus()
    press_with_reason(window, officer, "Ghi sai")
    assert states(window) == ["reopened"] and said(window).startswith(
        "Đã mở lại: 13/TD · 012 Cây Xanh"
    )
    assert officer.at() == "lines"
