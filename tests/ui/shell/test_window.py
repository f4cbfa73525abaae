"""The window around the areas: the bar at the left, keys that never collide, a file that can no longer be read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lcdesk.i18n import _
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.roster import AREAS, key_of
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import Answers, said
from tests.ui.wards import DAY, lent, made, proposed

DIGITS = (*(getattr(Key, f"Key_{digit}") for digit in "1234567890"),)
KEYS = (*((digit, ALT) for digit in DIGITS), *((digit, CTRL) for digit in DIGITS[:9]))
"""The key of each area, by its number."""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    yield made(tmp_path / "ward.lcdesk", 7)


@pytest.fixture
def wide(program: Program, file: WardFile) -> Iterator[Window]:
    """A window with three areas more than there are."""
    program.open(file)
    window = Window(
        Desk(file, lambda: DAY),
        lambda _code: None,
        [*AREAS, *[replace(AREAS[9], group="Thêm")] * 3],
    )
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    yield window
    window.close()
    window.deleteLater()


def number_in_front(window: Window) -> int:
    (number,) = [number for number, button in enumerate(window.side.buttons) if button.isChecked()]
    assert window.areas[number] is window.current
    return number


def test_each_area_opens_with_its_own_key_also_the_eleventh_and_twelfth(wide: Window) -> None:
    officer = Officer()
    for number in (*range(13), 0, 11, 1, 10):
        officer.press(*KEYS[number])
        assert number_in_front(wide) == number
        assert wide.side.buttons[number].toolTip() == key_of(number)


def test_no_key_that_can_be_heard_is_bound_twice(wide: Window) -> None:
    for number in range(len(AREAS)):
        wide.show_area(number)
        heard = [
            each.key().toString()
            for each in wide.findChildren(QShortcut)
            if each.context() == Qt.ShortcutContext.WindowShortcut and each.parent().isVisible()  # type: ignore[attr-defined]
        ]
        assert [key for key, count in Counter(heard).items() if count > 1] == [], AREAS[
            number
        ].title
        assert QKeySequence("Ctrl+3").toString() in heard


def test_a_click_on_the_bar_opens_an_area_and_headings_name_its_group(wide: Window) -> None:
    QTest.mouseClick(wide.side.buttons[6], Qt.MouseButton.LeftButton)
    assert number_in_front(wide) == 6
    heads = [each.text() for each in wide.side.heads]
    assert heads == [_(group) for group in dict.fromkeys(each.group for each in AREAS) if group] + [
        "Thêm"
    ]


def test_an_empty_file_leads_to_the_first_group(program: Program, tmp_path: Path) -> None:
    window = program.open(made(tmp_path / "empty.lcdesk", 0))
    window.desk.area_wanted.emit("association", 0)
    form = window.current.current.form  # type: ignore[attr-defined]
    assert number_in_front(window) == 9 and "association:new" in str(form.kept.place)


def test_ctrl_n_begins_nothing_behind_a_paper(program: Program, file: WardFile) -> None:
    window = program.open(file)
    officer = (
        Officer()
        .press(Key.Key_2, ALT)
        .press(Key.Key_Down)
        .press(Key.Key_Return)
        .press(Key.Key_P, CTRL)
    )
    assert window.front is window.preview
    officer.press(Key.Key_N, CTRL)
    officer.press(Key.Key_Escape)
    assert window.current.shows_record()  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", range(len(AREAS)))
def test_a_file_that_can_no_longer_be_read_is_a_sentence_in_every_area(
    program: Program, file: WardFile, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The stick was drawn, or a page is damaged: no area ends in the news of a mistake of the program."""
    proposed(file, 1)
    lent(file, 1)
    window, officer = program.open(file), Officer()
    officer.press(*KEYS[number])
    execute = type(file.db).execute

    def damaged(db: object, sql: str, *values: object) -> object:
        if sql.lstrip().upper().startswith("SELECT"):
            raise sqlcipher.DatabaseError("database disk image is malformed")
        return execute(db, sql, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(type(file.db), "execute", damaged)
    answers = Answers("later")  # what may be done is offered once
    window.desk.changed.emit(frozenset({"group", "ward"}))
    answers.wait()
    window.activateWindow()
    QApplication.processEvents()
    officer.press(Key.Key_1, ALT).press(*KEYS[number])
    officer.press(Key.Key_Down).press(Key.Key_Return).press(Key.Key_N, CTRL).press(Key.Key_F, CTRL)
    officer.press(Key.Key_Z, CTRL)
    sentence = "Tệp này bị hỏng. Xin mở bản sao lưu mới nhất."
    on_screen = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    assert sentence in (said(window), *on_screen, *answers.seen)
    monkeypatch.undo()
    officer.press(Key.Key_1, ALT).press(*KEYS[number])
    assert number_in_front(window) == number
