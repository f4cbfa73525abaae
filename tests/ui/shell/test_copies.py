"""Copies of the ward file, made and put back from the window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from lcdesk.actions import files, registers
from lcdesk.domain.people import Household
from lcdesk.domain.ward import Association
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit import remembered
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.kit.worker import wait_for_all
from lcdesk.ui.shell.copies import CopiesDialog
from lcdesk.ui.shell.former_records import FormerRecords
from lcdesk.ui.shell.last_copy import make_last_copy
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import CTRL, Key, Officer
from tests.ui.conftest import TODAY
from tests.ui.wards import made

Dialog = Callable[[CopiesDialog], None]


@pytest.fixture
def file(tmp_path: Path, program: Program) -> WardFile:
    return made(tmp_path / "ward.lcdesk", 7)


@pytest.fixture
def stick(tmp_path: Path, file: WardFile) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    Remembered(file.slots.mark).choose([folder])
    return folder


def add(file: WardFile, name: str) -> None:
    registers.save(file, Association(name=name))


def names(file: WardFile) -> list[str]:
    return [each.name for each in records.find(file, Association)]


def in_the_dialog(officer: Officer, act: Dialog) -> None:
    """Ctrl+B, and what the officer does in the dialog until it is closed."""
    seen: list[CopiesDialog] = []

    waiting = QTimer(interval=20)

    def begin() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, CopiesDialog):
            return
        waiting.stop()
        seen.append(dialog)
        try:
            act(dialog)
        finally:
            dialog.reject()

    waiting.timeout.connect(begin)
    waiting.start()
    officer.press(Key.Key_B, CTRL)
    assert seen


def pressed(dialog: CopiesDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def settle() -> None:
    wait_for_all()
    for _turn in range(3):
        QApplication.processEvents()


def answer(name: str) -> None:
    """Press a button of the question that comes."""

    waiting = QTimer(QApplication.instance(), interval=20)

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            return
        waiting.stop()
        answers.append(box.text())
        (button,) = [each for each in box.buttons() if each.objectName() == name]
        button.click()

    answers.clear()
    waiting.timeout.connect(press)
    waiting.start()


answers: list[str] = []


def test_a_copy_is_made_by_ctrl_b_and_seen(program: Program, file: WardFile, stick: Path) -> None:
    program.open(file)

    def act(dialog: CopiesDialog) -> None:
        assert dialog.copies.count() == 0
        pressed(dialog, "copy_now")
        deadline = monotonic() + 20
        while not dialog.copies.count() and monotonic() < deadline:
            QApplication.processEvents()
        assert dialog.copies.count() == 1

    in_the_dialog(Officer(), act)
    (copy,) = files.copies_in([stick], file.slots.mark, file)
    assert copy.path.name.startswith("ward ")


def test_without_a_folder_that_is_there_it_says_so(program: Program, file: WardFile) -> None:
    window = program.open(file)
    Remembered(file.slots.mark).choose([file.path.parent / "no stick"])

    def act(dialog: CopiesDialog) -> None:
        item = dialog.folders.item(0)
        assert item is not None and "không có" in item.text()
        pressed(dialog, "copy_now")
        assert dialog.told.text() == "Hiện không có thư mục sao lưu nào."

    in_the_dialog(Officer(), act)
    window.keeper.keep()  # and every half hour it is silent


def test_on_closing_a_copy_is_made_of_what_was_changed_and_only_then(
    program: Program, file: WardFile, stick: Path
) -> None:
    window: Window = program.open(file)
    make_last_copy(window.keeper)
    assert len(files.copies_in([stick], file.slots.mark, file)) == 1
    make_last_copy(window.keeper)
    assert len(files.copies_in([stick], file.slots.mark, file)) == 1
    add(file, "Hội mới")
    program.close()
    copy = max(stick.iterdir(), key=lambda each: each.stat().st_mtime_ns)
    again = files.open_ward(copy, PASSWORD)
    assert "Hội mới" in names(again)
    again.close()


PASSWORD = "một câu dài"


def test_a_copy_is_put_back_after_a_comparison(
    program: Program, file: WardFile, stick: Path
) -> None:
    before = names(file)
    files.add_copy(file, stick, datetime(2026, 9, 19, 17))
    program.open(file)
    add(file, "Hội thêm nhầm")

    def put_back(dialog: CopiesDialog) -> None:
        answer("put_back")
        pressed(dialog, "restore")

    in_the_dialog(Officer(), put_back)
    settle()
    assert "1 bước" in answers[0] and "sẽ mất" in answers[0]
    assert program.shown is not None and program._file is not None
    assert names(program._file) == before
    (aside,) = file.path.parent.glob("ward (*.lcdesk")
    kept = files.open_ward(aside, PASSWORD)
    assert "Hội thêm nhầm" in names(kept)
    kept.close()


def test_the_first_page_says_how_old_the_last_copy_outside_is(
    file: WardFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Remembered(file.slots.mark)
    assert places.told(TODAY) == ("Chưa có bản sao nào ở ổ đĩa khác.", True)
    now = datetime(2026, 9, 20, 8, 30)
    places.note_copy(stick, now, 5, file.path)
    assert places.outside is None, "the same disk does not help against its loss"
    monkeypatch.setattr(remembered, "on_another_disk", lambda *_any: True)
    for days, told in (
        (0, ("Bản sao gần nhất ở ổ đĩa khác: hôm nay, 08:30.", False)),
        (7, ("Bản sao gần nhất ở ổ đĩa khác: 7 ngày trước, ngày 13/09/2026.", False)),
        (8, ("Bản sao gần nhất ở ổ đĩa khác: 8 ngày trước, ngày 12/09/2026.", True)),
    ):
        places.note_copy(stick, now - timedelta(days=days), 5, file.path)
        assert places.told(TODAY) == told


def test_a_single_record_is_taken_back_by_keys(
    program: Program, file: WardFile, stick: Path
) -> None:
    home = records.find(file, Household)[0]
    files.add_copy(file, stick, datetime(2026, 9, 19, 17))
    registers.save(file, replace(home, address="Nhà nhầm"))
    program.open(file)

    def take_back(dialog: CopiesDialog) -> None:
        told: list[str] = []

        def in_records() -> None:
            listed = QApplication.activeModalWidget()
            assert isinstance(listed, FormerRecords)
            told.append(listed.table.item(0, 2).text())
            listed.search.setFocus()
            officer = Officer()
            officer.type("nha nham").walk_to_button("take_back").press(Key.Key_Space)
            assert "Đã" in listed.told.text() and listed.table.rowCount() == 0
            officer.press(Key.Key_Escape)

        QTimer.singleShot(50, in_records)
        pressed(dialog, "records")
        assert told and "Nhà nhầm" in told[0] and home.address in told[0]

    in_the_dialog(Officer(), take_back)
    assert records.get(file, Household, home.id).address == home.address
