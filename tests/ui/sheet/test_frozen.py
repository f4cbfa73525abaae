"""On a sheet wider than the screen the name of the row stays in sight, and the caret is never beneath it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lcdesk.domain.kinds import Money, Text
from lcdesk.ui.sheet.frozen import FrozenColumn
from lcdesk.ui.sheet.table import SheetColumn, SheetTable
from tests.officer import SHIFT, Key, Officer

PAGES = 12


@pytest.fixture
def sheet(dressed: QApplication) -> Iterator[SheetTable]:
    amounts = [
        SheetColumn(f"amount{number}", "Amount", Money(), editable=True) for number in range(PAGES)
    ]
    table = SheetTable([SheetColumn("name", "Name", Text()), *amounts], lambda: date(2026, 9, 20))
    table.show_drafts([{"name": f"Nguyễn Thị Sầu Riêng {number}"} for number in range(30)])
    table.resize(600, 300)
    table.show()
    table.activateWindow()
    table.setFocus()
    QApplication.processEvents()
    yield table
    table.close()
    table.deleteLater()


def frozen(sheet: SheetTable) -> FrozenColumn:
    (found,) = sheet.findChildren(FrozenColumn)
    return found


def test_the_first_column_stays_while_the_others_scroll(sheet: SheetTable) -> None:
    officer = Officer()
    assert not frozen(sheet).isVisible()
    officer.press(Key.Key_Tab, times=PAGES - 1)
    assert frozen(sheet).isVisible()
    assert frozen(sheet).x() == sheet.verticalHeader().width() + sheet.frameWidth()
    officer.press(Key.Key_Down, times=29)
    assert frozen(sheet).verticalScrollBar().value() == sheet.verticalScrollBar().value() > 0
    assert frozen(sheet).rowAt(20) == sheet.rowAt(20)
    officer.press(Key.Key_Up, times=29).press(Key.Key_Backtab, SHIFT, times=PAGES - 1)
    assert sheet.visualRect(sheet.currentIndex()).left() >= frozen(sheet).covered()


def test_a_cell_is_brought_from_beneath_it(sheet: SheetTable) -> None:
    officer = Officer()
    officer.press(Key.Key_Tab, times=PAGES - 1)
    for _step in range(PAGES - 1):
        officer.press(Key.Key_Backtab, SHIFT)
        assert sheet.visualRect(sheet.currentIndex()).left() >= frozen(sheet).covered()


def test_a_click_on_it_leaves_the_keys_with_the_sheet(sheet: SheetTable) -> None:
    officer = Officer()
    officer.press(Key.Key_Tab, times=PAGES - 1)
    place = frozen(sheet).visualRect(sheet.rows.index(3, 0)).center()
    QTest.mouseClick(
        frozen(sheet).viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert officer.at() == "sheet" and sheet.currentIndex().row() == 3
    officer.press(Key.Key_Tab).type("5").press(Key.Key_Tab)
    assert sheet.value()[3]["amount0"] == "5"


def test_a_first_column_that_is_typed_in_is_not_frozen(dressed: QApplication) -> None:
    table = SheetTable(
        [SheetColumn("amount", "Amount", Money(), editable=True)], lambda: date(2026, 9, 20)
    )
    assert not table.findChildren(FrozenColumn)
