"""A paper on the screen: saved as PDF, printed, turned blank; by keys, and where the folder or the printer refuses."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.desk import Wanted
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import said
from tests.ui.wards import made, text_of


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    yield made(tmp_path / "ward.lcdesk", 7)


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def at_paper() -> Officer:
    """At the minutes prepared for the group."""
    officer = (
        Officer()
        .press(Key.Key_2, ALT)
        .press(Key.Key_Down)
        .press(Key.Key_Return)
        .press(Key.Key_P, CTRL)
    )
    assert officer.at() == "print"
    return officer


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[str]:
    """What the question for a file answers; gives what it suggested."""
    suggested: list[str] = []

    def ask(_parent: object, _title: str, name: str, *_rest: object) -> tuple[str, str]:
        suggested.append(Path(name).name)
        return str(path or ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return suggested


@pytest.mark.parametrize("how", ["button", "key"])
def test_a_pdf_is_saved_where_one_says(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    path = tmp_path / "giấy.pdf"
    suggested = choose(monkeypatch, path)
    officer = at_paper()
    if how == "button":
        officer.walk_to_button("save_pdf").press(Key.Key_Return)
    else:
        officer.press(Key.Key_S, CTRL)
    assert path.read_bytes().startswith(b"%PDF") and suggested[0].endswith(".pdf")
    assert str(path) in window.preview.told.text() and not officer.complaints()


def test_leaving_the_question_writes_nothing(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, None)
    at_paper().press(Key.Key_S, CTRL)
    assert not list(tmp_path.glob("*.pdf")) and window.preview.told.text() == ""


def test_a_folder_that_refuses_is_a_sentence_and_the_paper_stays(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "nowhere" / "paper.pdf")
    officer = at_paper().press(Key.Key_S, CTRL)
    assert len(officer.complaints()) == 1 and window.front is window.preview
    assert not (tmp_path / "nowhere").exists()


def test_printing_asks_for_a_printer_and_leaving_the_question_prints_nothing(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QPrintDialog] = []

    def leave(dialog: QPrintDialog) -> QDialog.DialogCode:
        asked.append(dialog)
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", leave)
    at_paper().press(Key.Key_Return).press(Key.Key_P, CTRL)
    assert len(asked) == 2 and window.preview.told.text() == ""


def test_what_was_printed_is_noted(window: Window, tmp_path: Path) -> None:
    at_paper()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    window.preview.print_on(printer)
    assert (
        tmp_path / "printed.pdf"
    ).stat().st_size > 0 and window.preview.told.text() == "Đã gửi đến máy in."


def test_a_blank_form_and_back(window: Window, tmp_path: Path) -> None:
    officer = at_paper()
    assert "Cây Xanh" in text_of(window, tmp_path)
    officer.walk_to_button("blank").press(Key.Key_Return)
    assert "Cây Xanh" not in text_of(window, tmp_path)
    officer.press(Key.Key_Return)
    assert "Cây Xanh" in text_of(window, tmp_path)


def test_a_paper_of_a_group_that_is_gone_is_said_at_the_foot(
    window: Window, file: WardFile
) -> None:
    (group,) = records.find(file, Group)
    window.show_paper(Wanted("10C", replace(group, id=GroupId(group.id + 100))))
    assert said(window) == "Mục này không còn trong tệp." and window.front is window.current


def test_what_was_never_printed_says_so_on_the_page(window: Window) -> None:
    at_paper().walk_to_button("as_printed").press(Key.Key_Space)
    told = window.preview.told
    assert told.isVisible()
    assert told.text() == "Nội dung lần in trước của giấy này không được lưu."
