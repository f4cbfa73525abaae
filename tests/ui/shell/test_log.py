"""The log tells what happened and nothing of a person."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from lcdesk.storage.database import WardFile
from lcdesk.ui.shell import crash, log
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.support import what_to_send
from tests.ui.wards import made


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    log.end()
    yield
    log.end()


@pytest.fixture
def file(tmp_path: Path, program: Program) -> WardFile:
    return made(tmp_path / "ward.lcdesk", 7)


def failing(name: str) -> None:
    raise ValueError(f"what is wrong with {name}")


def test_a_fault_is_noted_by_its_place_and_kind_alone() -> None:
    try:
        failing("Lê Khế")
    except ValueError as error:
        log.fault(error, error.__traceback__)
    text = log.path().read_text(encoding="utf-8")
    assert "fault ValueError" in text and "test_log.py" in text and " failing" in text
    assert "Khế" not in text and "wrong with" not in text


def test_it_is_nobody_elses_and_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 2000)
    for number in range(500):
        log.note("opened", number)
    kept = sorted(log.path().parent.glob("lcdesk.log*"))
    assert len(kept) == 1 + log.OLDER
    assert all(each.stat().st_size <= 2000 for each in kept)
    if os.name == "posix":
        assert {stat.S_IMODE(each.stat().st_mode) for each in kept} == {0o600}
    assert log.tail(1)[0].endswith("opened 499")


def test_where_it_cannot_be_written_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    log.path().mkdir()
    log.note("opened", 1)
    assert log.tail() == []


def test_what_to_send_holds_no_name_and_is_copied_and_saved(
    program: Program, file: WardFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.open(file)
    dialog = what_to_send(file, window)
    text = dialog.text.toPlainText()
    assert "lcdesk " in text and "member 7" in text and "opened" in text
    for secret in ("Sầu", "Phường", str(tmp_path), file.user):
        assert secret not in text
    dialog.findChild(QPushButton, "copy_text").click()
    assert QGuiApplication.clipboard().text() == text
    target = tmp_path / "to send.txt"
    monkeypatch.setattr("lcdesk.ui.kit.text_dialog.ask_where", lambda *_any: target)
    dialog.findChild(QPushButton, "save_text").click()
    assert target.read_text(encoding="utf-8") == text
    monkeypatch.setattr("lcdesk.ui.kit.text_dialog.ask_where", lambda *_any: tmp_path)
    dialog.findChild(QPushButton, "save_text").click()
    assert dialog.said.text().startswith("Không ghi được")


def test_what_a_file_refuses_where_nobody_expected_it_is_a_sentence(
    program: Program, file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a list that is being drawn, say."""
    import sys

    import sqlcipher3.dbapi2 as sqlcipher

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    crash.install(lambda: None, lambda refused: told.append(str(refused)))
    error = sqlcipher.DatabaseError("database is locked")
    sys.excepthook(type(error), error, None)
    assert told == ["Tệp này đang mở ở cửa sổ khác hoặc máy khác."]
