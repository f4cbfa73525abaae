"""The open file is cared for: damage, another file under its name, an older copy, text that cannot
be kept."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtWidgets import QApplication, QFileDialog

from lcdesk.actions import files, registers
from lcdesk.domain.ward import Association
from lcdesk.storage import drafts, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.own_folder import own_folder
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.shell import rescue
from lcdesk.ui.shell.start import Program
from tests.officer import ALT, CTRL, Key, Officer
from tests.storage.test_copies import damaged
from tests.ui.doors import Answers, said
from tests.ui.wards import made

PASSWORD = "một câu dài"
NOON = datetime(2026, 9, 19, 12)


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


def opened(program: Program) -> WardFile:
    assert program._file is not None and program._file.db.is_open
    return program._file


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What the officer picks in the dialog of the system, which no test can open."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_any: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (str(path), ""))


def test_damage_is_found_soon_after_opening_and_the_newest_good_copy_put_back(
    program: Program, file: WardFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "AFTER_MS", 0)
    good = files.add_copy(file, stick, NOON)
    bad = files.add_copy(file, stick, NOON.replace(hour=16))
    file.close()
    last_page = file.path.stat().st_size // 4096 - 1
    damaged(file.path, last_page)
    damaged(bad, last_page)
    answers = Answers("put_back")
    program.open(files.open_ward(file.path, PASSWORD))
    answers.wait()
    assert "1 trang của tệp bị hỏng" in answers.text
    assert "19/09/2026 12:00" in answers.text and str(good.parent) in answers.text
    assert files.check(opened(program)) == []


def test_a_file_that_does_not_open_gets_its_copy_from_the_password_page(
    program: Program, file: WardFile, stick: Path
) -> None:
    before = names(file)
    files.add_copy(file, stick, NOON)
    file.close()
    damaged(file.path, 1)
    program.unlock(file.path)
    answers = Answers("put_back")
    Officer().type(PASSWORD).press(Key.Key_Return)
    answers.wait()
    assert "Tệp này bị hỏng" in answers.text
    assert names(opened(program)) == before


def test_without_a_good_copy_another_file_can_be_chosen(
    program: Program, file: WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "from Zalo.lcdesk"
    files.backup(file, elsewhere)
    file.close()
    damaged(file.path, 1)
    choose(monkeypatch, elsewhere)
    program.unlock(file.path)
    answers = Answers("other_copy")
    Officer().type(PASSWORD).press(Key.Key_Return)
    answers.wait()
    assert files.check(opened(program)) == []


def test_what_can_be_read_is_saved_into_a_new_file_and_what_is_missing_is_shown(
    program: Program, file: WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "AFTER_MS", 0)
    before = names(file)
    file.close()
    damaged(file.path, file.path.stat().st_size // 4096 - 1)
    choose(monkeypatch, tmp_path / "saved.lcdesk")
    answers = Answers("repair", "close_text")
    program.open(files.open_ward(file.path, PASSWORD))
    answers.wait()
    assert opened(program).path.name == "saved.lcdesk" and "saved.lcdesk" in answers.text
    assert names(opened(program)) == before and files.check(opened(program)) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of an open file")
def test_what_was_saved_into_a_file_that_was_removed_goes_to_another_place(
    program: Program, file: WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.open(file)
    add(file, "Hội đã lưu")
    file.path.unlink()
    choose(monkeypatch, tmp_path / "elsewhere.lcdesk")
    answers = Answers("elsewhere")
    with window.desk.saying():
        add(file, "Hội bị từ chối")
    answers.wait()
    assert opened(program).path.name == "elsewhere.lcdesk"
    assert "Hội đã lưu" in names(opened(program))
    assert "elsewhere.lcdesk" in said(program._window)
    add(opened(program), "Hội sau đó")


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of an open file")
def test_a_file_that_was_removed_is_asked_about_on_closing(
    program: Program, file: WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.open(file)
    add(file, "Hội đã lưu")
    file.path.unlink()
    choose(monkeypatch, tmp_path / "elsewhere.lcdesk")
    answers = Answers("back")
    assert not window.close()
    assert "đã bị xóa, đổi tên" in answers.wait().text
    answers = Answers("elsewhere")
    assert window.close()
    answers.wait()
    again = files.open_ward(tmp_path / "elsewhere.lcdesk", PASSWORD)
    assert "Hội đã lưu" in names(again)
    again.close()


def kept_places(file: WardFile) -> list[str]:
    return [place for (place,) in file.db.execute("SELECT place FROM draft").fetchall()]


@pytest.mark.parametrize("how", ["again", "elsewhere", "here", "give_up"])
def test_what_is_typed_when_the_disk_is_full_is_asked_about_on_closing(
    program: Program, file: WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    target = tmp_path / "elsewhere.lcdesk"
    choose(monkeypatch, target)
    window = program.open(file)
    with no_room_for_drafts():
        Officer().press(Key.Key_2, ALT).press(Key.Key_N, CTRL).type("Lê Khế Chua")
        if how == "again":
            answers = Answers("again", "back")
            assert not window.close()
        else:
            answers = Answers(how)
            assert window.close()
        answers.wait()
    assert "Ổ đĩa đã đầy" in answers.text
    if how == "elsewhere":
        again = files.open_ward(target, PASSWORD)
        assert len(kept_places(again)) == 1
        again.close()
    elif how == "here":
        assert not any(b"Kh\xe1\xba\xbf" in each.read_bytes() for each in own_folder().iterdir())
        drafts.take_up(file, own_folder())
        assert len(kept_places(file)) == 1
    window.desk.unkept.clear()


@contextmanager
def no_room_for_drafts() -> Iterator[None]:
    """A small draft finds room in a page that is half empty; so the disk is as full as can be."""

    def refuse(*_any: object) -> None:
        raise sqlcipher.OperationalError("database or disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts, "keep", refuse)
        yield


def test_drafts_put_away_come_back_with_the_file(program: Program, file: WardFile) -> None:
    drafts.put_away(file, own_folder(), {"member/new": {"name": "Lê Khế"}})
    program.open(file)
    assert drafts.kept(file, "member/new")[0] == {"name": "Lê Khế"}
    assert not list(own_folder().glob("*.drafts"))


def test_drafts_of_another_file_stay_where_they_are(
    program: Program, file: WardFile, tmp_path: Path
) -> None:
    other = made(tmp_path / "other.lcdesk", 1)
    drafts.put_away(other, own_folder(), {"member/new": {"name": "Lê Khế"}})
    other.close()
    program.open(file)
    assert kept_places(file) == [] and list(own_folder().glob("*.drafts"))


def test_an_older_copy_under_the_name_of_the_file_is_told(
    program: Program, file: WardFile, tmp_path: Path
) -> None:
    older = tmp_path / "older.lcdesk"
    files.backup(file, older)
    for number in range(3):
        add(file, f"Hội {number}")
    Remembered(file.slots.mark).note(files.point(file), file.path)
    steps = files.steps(file)
    file.close()
    shutil.copy(older, file.path)
    answers = Answers("go_on")
    program.open(files.open_ward(file.path, PASSWORD))
    answers.wait()
    assert f"{steps} bước" in answers.text and "thiếu 3 bước" in answers.text
    assert str(file.path) in answers.text
    assert Remembered(file.slots.mark).point.steps == steps - 3


def test_a_file_that_went_on_is_opened_without_a_word_and_remembered(
    program: Program, file: WardFile
) -> None:
    Remembered(file.slots.mark).note(files.point(file), file.path)
    add(file, "Hội mới")
    program.open(file)
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    assert Remembered(file.slots.mark).point == files.point(file)


def test_a_clock_that_cannot_be_right_is_asked_about(
    program: Program, file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LongAgo(date):
        @classmethod
        def today(cls) -> "LongAgo":
            return cls(2020, 1, 1)

    monkeypatch.setattr("lcdesk.ui.shell.care.date", LongAgo)
    answers = Answers("go_on")
    window = program.open(file)
    answers.wait()
    assert "Đồng hồ máy đang chỉ ngày 01/01/2020" in answers.text
    assert window.isVisible()
