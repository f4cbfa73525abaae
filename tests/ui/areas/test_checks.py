"""The area of checks by keyboard: what is warned of, removed, and said of months and scores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QFileDialog, QLabel

from lcdesk.domain.checks import GroupCheck, GroupScore, Reconciliation, UseCheck
from lcdesk.domain.fields import Entity
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit import ask
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, WITHOUT_REASON, press_with_reason, unwritable
from tests.ui.doors import said as foot
from tests.ui.wards import NAMES, lent, made, text_of


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", len(NAMES))
    lent(opened)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def said(window: Window, role: str) -> list[str]:
    return [
        each.text()
        for each in window.findChildren(QLabel)
        if each.property("role") == role and each.isVisible()
    ]


def test_too_few_visited_households_are_said_and_not_refused(window: Window) -> None:
    officer = Officer()
    officer.press(Key.Key_8, ALT).press(Key.Key_Tab, CTRL).press(Key.Key_N, CTRL)
    officer.fill(group="012", checked_on=".", **{"inspectors.0.name": "Lê Thị Kiểm Tra"})
    assert any("Mới kiểm tra thực tế 0 hộ" in each for each in said(window, "warn"))
    officer.press(Key.Key_S, CTRL)
    assert not officer.complaints()


def test_a_reconciliation_opened_twice_is_one_and_can_be_removed(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, file = Officer(), window.desk.file
    officer.press(Key.Key_8, ALT).press(Key.Key_Tab, CTRL, times=2)
    for _time in range(2):
        officer.press(Key.Key_N, CTRL).fill(group="012").walk_to_button("save").press(
            Key.Key_Return
        )
        assert "Đã lưu" not in window.statusBar().currentMessage()
    assert len(records.find(file, Reconciliation)) == 1
    monkeypatch.setattr(ask, "ask_reason", lambda *_asked: "Mở nhầm")
    officer.walk_to_button("remove", 60).press(Key.Key_Return)
    assert not records.find(file, Reconciliation)
    assert officer.at() == "table"


def test_scores_are_those_of_a_month(window: Window) -> None:
    officer = Officer()
    officer.press(Key.Key_8, ALT).press(Key.Key_Tab, CTRL, times=3)
    assert officer.at() == "lines"
    officer.press(Key.Key_S, CTRL)
    assert officer.complaints() == ["Hãy nhập điểm của ít nhất một Tổ."]
    window.current.current.middle.head.rows["month"].editor.setFocus()  # type: ignore[attr-defined]
    window.current.current.middle.head.rows["month"].editor.selectAll()  # type: ignore[attr-defined]
    officer.enter("8/2026")
    assert "08/2026" in window.current.current.form.title.text()  # type: ignore[attr-defined]
    officer.walk_to("lines").enter("87,5").press(Key.Key_S, CTRL)
    (score,) = records.find(window.desk.file, GroupScore)
    assert (f"{score.month:%m/%Y}", score.score) == ("08/2026", 87_50)


def test_a_form_can_be_printed_blank_and_turned_back(window: Window, tmp_path: Path) -> None:
    officer = Officer()
    officer.press(Key.Key_8, ALT).press(Key.Key_N, CTRL).fill(group="012").walk_to_button(
        "save"
    ).press(Key.Key_Return)
    officer.press(Key.Key_P, CTRL)
    assert "66-0000" in text_of(window, tmp_path)
    officer.walk_to_button("blank").press(Key.Key_Return)
    blank = text_of(window, tmp_path)
    assert "06/TD" in blank and "66-0000" not in blank
    officer.press(Key.Key_Return)
    assert "66-0000" in text_of(window, tmp_path)


def test_a_year_is_planned_and_a_file_that_refuses_says_so_at_the_foot(
    window: Window, file: WardFile
) -> None:
    officer = Officer().press(Key.Key_8, ALT).press(Key.Key_Tab, CTRL).walk_to_button("plan_year")
    with unwritable(file):
        officer.press(Key.Key_Return)
        assert foot(window) == UNWRITABLE
    assert not records.find(file, GroupCheck)
    officer.press(Key.Key_Return)
    assert (
        len(records.find(file, GroupCheck)) == 1
        and foot(window) == "Tổ nào cũng đã có kế hoạch kiểm tra."
    )


@pytest.mark.parametrize(("tab", "record"), [(0, UseCheck), (2, Reconciliation)])
def test_a_sheet_that_the_file_refuses_is_not_opened(
    window: Window, file: WardFile, tab: int, record: type[Entity]
) -> None:
    officer = Officer().press(Key.Key_8, ALT).press(Key.Key_Tab, CTRL, times=tab)
    officer.press(Key.Key_N, CTRL).fill(group="012").walk_to_button("save")
    with unwritable(file):
        officer.press(Key.Key_Return)
        assert officer.complaints() == [UNWRITABLE]
    assert not records.find(file, record)
    officer.press(Key.Key_Return)
    assert len(records.find(file, record)) == 1
    officer.walk_to("lines", 60)
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert UNWRITABLE in officer.complaints()
    officer.walk_to_button("remove", 60)
    with unwritable(file):
        press_with_reason(window, officer, "Mở nhầm")
        assert UNWRITABLE in officer.complaints()
    assert len(records.find(file, record)) == 1
    for reason in (*WITHOUT_REASON, "Mở nhầm"):
        officer.walk_to_button("remove", 60)
        press_with_reason(window, officer, reason)
    assert not records.find(file, record) and foot(window).startswith("Đã gỡ bỏ: 012 Cây Xanh")


def with_scores(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in (("Mã tổ", "Điểm"), *rows):
        book.active.append(row)
    book.save(path)
    return path


def at_scores() -> Officer:
    return (
        Officer().press(Key.Key_8, ALT).press(Key.Key_Tab, CTRL, times=3).walk_to_button("import")
    )


def test_scores_come_from_a_file_of_the_bank(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_scores(tmp_path / "diem.xlsx", ("012", 87.5), ("099", 50))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    officer = at_scores().press(Key.Key_Return)
    assert [line["score"] for line in window.current.current.lines.value()] == ["87,5"]  # type: ignore[attr-defined]
    assert any("099" in each for each in officer.complaints()), "a code that is no group's is told"
    with unwritable(window.desk.file):
        officer.press(Key.Key_S, CTRL)
        assert UNWRITABLE in officer.complaints()
    assert not records.find(window.desk.file, GroupScore)
    officer.press(Key.Key_S, CTRL)
    assert [each.score for each in records.find(window.desk.file, GroupScore)] == [87_50]


def test_a_file_without_scores_is_a_sentence_and_leaving_the_question_does_nothing(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "thu.xlsx").write_text("no workbook")
    answers = iter([str(tmp_path / "thu.xlsx"), ""])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (next(answers), ""))
    officer = at_scores().press(Key.Key_Return)
    assert len(officer.complaints()) == 1
    officer.press(Key.Key_Return)
    assert [line["score"] for line in window.current.current.lines.value()] == [""]  # type: ignore[attr-defined]
