"""The page follows what is asked: what is wrong, what goes out, work beside the window."""

import os
import threading
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lcdesk.domain.figures import FormerYear
from lcdesk.reporting import exports
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.reports.area import FormerYears, Reports
from lcdesk.ui.areas.reports.pane import ReportPane
from lcdesk.ui.kit import worker
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.small_ward import new_ward
from tests.ui.areas.reports.report_pages import ask, choose, read, text_of, wait

# Who is still typing


def test_a_page_follows_the_typing_without_enter(
    officer: Officer, pane: ReportPane, qtbot: QtBot
) -> None:
    officer.press(Key.Key_Return)
    assert officer.at() == "period"
    officer.press(Key.Key_A, CTRL).type("2025")
    qtbot.waitUntil(
        lambda: (
            pane.shown.maker.request is not None
            and pane.shown.maker.request.period.first.year == 2025
        )
    )
    assert "Năm 2025" in text_of(pane) and not officer.complaints()


# What is wrong


def test_what_cannot_be_read_stands_beneath_its_box_and_the_page_stands_back(
    officer: Officer, pane: ReportPane, qtbot: QtBot
) -> None:
    officer.press(Key.Key_Return).press(Key.Key_A, CTRL).type("20")
    qtbot.waitUntil(lambda: bool(officer.complaints()))
    assert officer.complaints() == ["Xin nhập năm bằng bốn chữ số, ví dụ 2026."]
    assert pane.view._canvas.dimmed and not pane.head.buttons["save_pdf"].isEnabled()
    officer.type("25")
    qtbot.waitUntil(lambda: not officer.complaints())
    assert not pane.view._canvas.dimmed and "Năm 2025" in text_of(pane)


def test_reversed_days(officer: Officer, pane: ReportPane) -> None:
    ask(officer, pane, kind="khoảng", first="1/3/2026", last="1/2/2026")
    (complaint,) = officer.complaints()
    assert "01/02/2026" in complaint and "01/03/2026" in complaint and pane.view._canvas.dimmed


@pytest.mark.parametrize(("year", "told"), [("1990", "sổ sách bắt đầu"), ("2030", "chưa đến")])
def test_a_year_nobody_has_figures_of(
    officer: Officer, pane: ReportPane, year: str, told: str
) -> None:
    ask(officer, pane, period=year)
    (complaint,) = officer.complaints()
    assert told in complaint and pane.view._canvas.dimmed
    officer.press(Key.Key_P, CTRL).press(
        Key.Key_S, CTRL
    )  # nothing goes out that is not what was asked


def test_a_choice_that_is_none(officer: Officer, pane: ReportPane) -> None:
    ask(officer, pane, association="xyz")
    assert officer.complaints() == ["Xin chọn trong danh sách."]


def test_a_missing_base_year_leads_to_where_it_is_typed(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    choose(officer, pane, "ten-year-review")
    (complaint,) = officer.complaints()
    assert "2016" in complaint and not pane.pages.shows_pages
    officer.walk_to_button("first_step").press(Key.Key_Return)
    area = window.current
    assert (
        isinstance(area, Reports)
        and isinstance(area.current, FormerYears)
        and officer.at() == "year"
    )
    officer.fill(year="2016", outstanding="70.757tr").press(Key.Key_S, CTRL)
    assert [each.year for each in records.find(window.desk.file, FormerYear)] == [2016]
    officer.press(Key.Key_N, CTRL).fill(year="2016", outstanding="1tr").press(Key.Key_S, CTRL)
    assert officer.complaints() == ["Số liệu năm 2016 đã có trong danh sách. Xin sửa ở đó."]
    area.tabs.setCurrentIndex(0)
    assert "2016" in text_of(pane) and "70.757" in text_of(pane)


def test_totals_that_disagree_stand_in_the_place_of_the_page(
    officer: Officer, pane: ReportPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lcdesk.domain.figures import Figures
    from lcdesk.storage.reporting import tally

    monkeypatch.setattr(tally, "read_whole", lambda *_any: Figures(outstanding=1))
    ask(officer, pane, kind="tháng", period="8/2026")
    assert not pane.pages.shows_pages and "dư nợ" in pane.pages.telling.text()


def test_an_empty_file_says_what_to_do(program: Program, tmp_path: Path) -> None:
    window, officer = program.open(new_ward(tmp_path / "empty.lcdesk")), Officer()
    officer.press(Key.Key_9, ALT)
    area = window.current
    assert isinstance(area, Reports) and isinstance(area.current, ReportPane)
    assert "Không có số liệu" in area.current.pages.telling.text()
    officer.walk_to_button("first_step").press(Key.Key_Return)
    assert officer.at() == "code"


def test_what_is_saved_elsewhere_changes_the_page(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    before = pane.shown.maker.reader
    window.desk.changed.emit(frozenset({"entry"}))
    wait(pane)
    assert pane.shown.maker.reader is not before and pane.shown.maker.pdf is not None


# What goes out


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Where the officer says that files go; the name that was suggested is added."""
    suggested: list[Path] = []

    def ask(_parent: Any, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        suggested.append(Path(path))
        return str(tmp_path / Path(path).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return suggested


def _went_out(file: WardFile) -> int:
    return int(file.db.execute("SELECT count(*) FROM printing").fetchone()[0])


def test_save_a_pdf_and_read_it_back(
    officer: Officer, pane: ReportPane, chosen: list[Path], tmp_path: Path, file: WardFile
) -> None:
    choose(officer, pane, "loans")
    officer.press(Key.Key_S, CTRL)
    (suggested,) = chosen
    assert (
        suggested.name == "2026-09-20 Danh sách khoản vay năm 2026, số liệu đến ngày 20-09-2026.pdf"
    )
    assert "DANH SÁCH KHOẢN VAY" in read(tmp_path / suggested.name)
    assert "Đã lưu" in pane.pages.status.text() and _went_out(file) == 1


def test_save_a_workbook_and_read_it_back(
    officer: Officer, pane: ReportPane, chosen: list[Path], tmp_path: Path, file: WardFile
) -> None:
    officer.walk_to_button("save_excel").press(Key.Key_Return)
    wait(pane)
    sheet = openpyxl.load_workbook(tmp_path / chosen[0].name).worksheets[0]
    assert chosen[0].suffix == ".xlsx" and "THEO CHƯƠNG TRÌNH" in str(sheet["A1"].value)
    assert "Đã lưu" in pane.pages.status.text() and _went_out(file) == 1


def test_a_file_that_cannot_be_written_is_a_sentence_and_stays(
    officer: Officer,
    pane: ReportPane,
    tmp_path: Path,
    file: WardFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = tmp_path / "old.pdf"
    old.write_bytes(b"%PDF-old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for path in (old, tmp_path / "old.xlsx"):
        pane.shown.export.write_to(path)
        wait(pane)
        assert path.name in pane.pages.status.text() and pane.pages.status.property("role") == "bad"
    assert old.read_bytes() == b"%PDF-old" and _went_out(file) == 0


def test_printing_is_noted(pane: ReportPane, tmp_path: Path, file: WardFile) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert pane.shown.maker.report and pane.shown.maker.pdf
    pane.shown.export.print_on(printer, pane.shown.maker.report, pane.shown.maker.pdf)
    assert len(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) == pane.view.count
    assert _went_out(file) == 1


# Work beside the window


class Slow:
    """Lets a report be laid out beside the window only when told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.begun = threading.Event()
        laid_out = exports.pdf_of

        def slow(report: Any, wording: Any, progress: Any = None) -> bytes:
            if progress:
                self.begun.set()
                self.open.wait(10)
            return laid_out(report, wording, progress)

        monkeypatch.setattr(exports, "pdf_of", slow)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(monkeypatch)


def _begin_book(officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot) -> None:
    pane.list.setFocus()
    officer.press(Key.Key_Home).press(Key.Key_Down, times=list(REPORTS).index("year-book"))
    qtbot.waitUntil(slow.begun.is_set, timeout=20_000)


def test_the_cover_stands_while_the_book_is_made(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    assert pane.pages.shows_pages and pane.view.count == 1 and pane.shown.maker.pdf is None
    qtbot.waitUntil(pane.pages.bar.isVisible)
    slow.open.set()
    assert "SỔ TỔNG HỢP" in text_of(pane)
    assert pane.view.count > 5 and not pane.pages.bar.isVisible() and pane.pages.status.text() == ""


def test_long_work_is_cancelled_and_nothing_is_written(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot, chosen: list[Path], tmp_path: Path
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    officer.press(Key.Key_S, CTRL)
    qtbot.waitUntil(pane.pages.cancel.isVisible)
    officer.walk_to_button("cancel").press(Key.Key_Return)
    slow.open.set()
    wait(pane)
    assert pane.shown.maker.pdf is None and chosen == [] and "Đã dừng" in pane.pages.status.text()
    officer.press(Key.Key_S, CTRL)  # who wants it after all gets it
    wait(pane)
    assert (tmp_path / chosen[0].name).is_file()


def test_an_outdated_book_never_replaces_what_was_asked_after_it(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    officer.press(Key.Key_Home)
    assert "TỔNG HỢP TÍN DỤNG" in text_of(pane)
    slow.open.set()
    worker.wait_for_all()
    qtbot.wait(50)
    assert (
        "TỔNG HỢP TÍN DỤNG" in text_of(pane)
        and pane.shown.maker.report
        and pane.shown.maker.report.name == "summary"
    )


def test_what_was_saved_meanwhile_makes_it_anew(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot, window: Window
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    first = pane.shown.maker.report
    window.desk.changed.emit(frozenset({"member"}))
    slow.open.set()
    wait(pane)
    assert pane.shown.maker.report is not first and pane.shown.maker.pdf


def _written(folder: Path) -> list[str]:
    """The files of a folder; settings and log are written when it suits the program."""
    return sorted(each.name for each in folder.iterdir() if each.name not in ("settings", "data"))


def test_the_window_closes_while_pages_are_made(
    officer: Officer,
    pane: ReportPane,
    slow: Slow,
    qtbot: QtBot,
    program: Program,
    file: WardFile,
    tmp_path: Path,
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    (job,) = [each for each in worker._STARTED if each.isRunning()]
    heard: list[object] = []
    job.ended.connect(lambda *result: heard.append(result))
    before = _written(tmp_path), _went_out(file)
    with qtbot.captureExceptions() as raised:
        program.switch_language("en")  # another window takes the place of this one
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not job.wanted and job.isRunning()
        slow.open.set()
        worker.wait_for_all()
        qtbot.wait(50)
    assert job.isFinished() and not worker._STARTED
    assert heard == [] and raised == []
    assert (_written(tmp_path), _went_out(file)) == before


def test_a_kept_report_comes_back_at_once(officer: Officer, pane: ReportPane) -> None:
    first = pane.shown.maker.pdf
    officer.press(Key.Key_Left, ALT)
    wait(pane)
    officer.press(Key.Key_Right, ALT)
    assert pane.shown.maker.pdf is first
