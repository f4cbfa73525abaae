"""Reports by keyboard: choosing, narrowing, what is wrong, what goes out, and the way to each loan."""

import shutil
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lcdesk.actions import files
from lcdesk.demo.ward import make_sample
from lcdesk.domain.closings import Closing
from lcdesk.domain.figures import FormerYear
from lcdesk.reporting import catalogue, exports
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.slots import path_of
from lcdesk.ui.areas.loans.area import Loans
from lcdesk.ui.areas.reports.area import FormerYears, Reports
from lcdesk.ui.areas.reports.pane import ReportPane
from lcdesk.ui.kit import worker
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, SHIFT, Key, Officer
from tests.small_ward import CHEAP, new_ward

PASSWORD = "một câu dài"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward of two years, made once."""
    path = tmp_path_factory.mktemp("reports") / "ward.lcdesk"
    make_sample(path, PASSWORD, groups=3, households=30, years=2, seed=1, cost=CHEAP).close()
    return path


@pytest.fixture
def file(sample: Path, tmp_path: Path) -> WardFile:
    path = tmp_path / "ward.lcdesk"
    shutil.copy(sample, path)
    shutil.copy(path_of(sample), path_of(path))
    return files.open_ward(path, PASSWORD)


@pytest.fixture
def window(program: Program, file: WardFile) -> Iterator[Window]:
    shown = program.open(file)
    shown.resize(1366, 740)
    yield shown
    worker.wait_for_all()


@pytest.fixture
def officer(window: Window) -> Officer:
    return Officer().press(Key.Key_9, ALT)


@pytest.fixture
def pane(window: Window, officer: Officer) -> ReportPane:
    area = window.current
    assert isinstance(area, Reports) and isinstance(area.current, ReportPane)
    _wait(area.current)
    return area.current


def _wait(pane: ReportPane) -> None:
    """Until everything asked for is made and written."""
    for _turn in range(2000):
        QApplication.processEvents()
        if not (pane.maker.is_busy or pane.export.is_busy or pane._typing.isActive()):
            return
        QTest.qWait(5)
    raise AssertionError("the page is never made")


def _text(pane: ReportPane) -> str:
    """What the pages on the screen say."""
    _wait(pane)
    assert pane.maker.pdf is not None
    return _read(pane.maker.pdf)


def _read(pdf: bytes | Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(
        document[number].get_textpage().get_text_bounded() for number in range(len(document))
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _choose(officer: Officer, pane: ReportPane, name: str) -> None:
    """Walk to a report in the list."""
    pane.list.setFocus()
    officer.press(Key.Key_Home).press(Key.Key_Down, times=list(REPORTS).index(name))
    assert pane.name == name
    _wait(pane)


def _type(officer: Officer, pane: ReportPane, **texts: str) -> None:
    """Type into the boxes above the page, walking there with Enter from the list."""
    pane.list.setFocus()
    officer.press(Key.Key_Return).press(Key.Key_Return, SHIFT).press(Key.Key_Return, SHIFT)
    for name, text in texts.items():
        officer.walk_to(name).press(Key.Key_A, CTRL)
        (officer.type(text) if text else officer.press(Key.Key_Delete)).press(Key.Key_Return)
    _wait(pane)


# Choosing


def test_this_year_stands_there_at_once(officer: Officer, pane: ReportPane) -> None:
    assert officer.at() == "reports"
    text = _text(pane)
    assert (
        "TỔNG HỢP TÍN DỤNG CHÍNH SÁCH THEO CHƯƠNG TRÌNH" in text
        and "Năm 2026, số liệu đến ngày 20/09/2026" in text
    )
    assert pane.view.count == pane.pages.view.count > 0


def test_every_report_is_walked_to_with_the_arrows(
    officer: Officer, pane: ReportPane, file: WardFile
) -> None:
    titles = set()
    for name in list(REPORTS)[:-1]:
        _choose(officer, pane, name)
        assert pane.maker.report and pane.maker.report.name == name
        assert not officer.complaints()
        titles.add(pane.maker.report.title)
        asked = pane.question.request()
        assert pane.maker.report == catalogue.make(file, asked, pane.desk.today()), name
    assert len(titles) == len(REPORTS) - 1


def test_the_book_of_a_closed_year_is_the_one_that_was_kept(
    officer: Officer, pane: ReportPane, file: WardFile
) -> None:
    assert records.find(file, Closing, span="year", month="2025-01-01")
    _type(officer, pane, period="2025")
    _choose(officer, pane, "year-book")
    assert pane.maker.request and pane.maker.report == catalogue.make(
        file, pane.maker.request, pane.desk.today()
    )


def test_the_page_is_the_pdf_that_the_command_line_writes(
    officer: Officer, pane: ReportPane, file: WardFile
) -> None:
    _type(officer, pane, base="2025")
    for name in REPORTS:
        _choose(officer, pane, name)
        written = catalogue.make(file, pane.question.request(), pane.desk.today())
        assert pane.maker.report == written, name
        assert pane.maker.pdf == exports.as_pdf(file, written), name


def test_alt_and_arrows_step_through_periods_from_wherever_the_caret_is(
    officer: Officer, pane: ReportPane
) -> None:
    officer.press(Key.Key_Left, ALT)
    assert "Năm 2025" in _text(pane) and officer.at() == "reports"
    officer.press(Key.Key_PageDown, CTRL)
    assert "Năm 2026" in _text(pane)
    _type(officer, pane, kind="quý")
    assert "Quý III/2026" in _text(pane)
    officer.press(Key.Key_Left, ALT)
    assert "Quý II/2026" in _text(pane)
    _type(officer, pane, kind="tháng")
    assert "Tháng 06/2026" in _text(pane)
    officer.press(Key.Key_Right, ALT)
    assert "Tháng 07/2026" in _text(pane)


def test_the_period_goes_from_report_to_report(officer: Officer, pane: ReportPane) -> None:
    _type(officer, pane, kind="tháng", period="3/2026")
    _choose(officer, pane, "movement")
    assert "Tháng 03/2026" in _text(pane)
    officer.press(Key.Key_1, ALT).press(Key.Key_9, ALT)
    assert "Tháng 03/2026" in _text(pane)


def test_a_page_follows_the_typing_without_enter(
    officer: Officer, pane: ReportPane, qtbot: QtBot
) -> None:
    officer.press(Key.Key_Return)
    assert officer.at() == "period"
    officer.press(Key.Key_A, CTRL).type("2025")
    qtbot.waitUntil(
        lambda: pane.maker.request is not None and pane.maker.request.period.first.year == 2025
    )
    assert "Năm 2025" in _text(pane) and not officer.complaints()


def test_days_of_any_span(officer: Officer, pane: ReportPane) -> None:
    _type(officer, pane, kind="khoảng", first="5/1/2026", last="10022026")
    assert "Từ 05/01/2026 đến 10/02/2026" in _text(pane)
    officer.press(Key.Key_Left, ALT)
    assert "Từ 29/11/2025 đến 04/01/2026" in _text(pane)


def test_by_what_and_of_whom(officer: Officer, pane: ReportPane, file: WardFile) -> None:
    _type(officer, pane, by="hội")
    assert "THEO TỔ CHỨC HỘI" in _text(pane) and "Các bảng phân tổ khớp nhau" in _text(pane)
    _type(officer, pane, by="tổ tk", programme="HSSV")
    text = _text(pane)
    assert "THEO TỔ TK&VV" in text and "Các bảng phân tổ khớp nhau" not in text
    assert pane.maker.request and set(pane.maker.request.only) == {"programme"}
    _type(officer, pane, programme="")
    assert pane.maker.request.only == {}


def test_a_part_is_never_printed_as_the_whole(officer: Officer, pane: ReportPane) -> None:
    _type(officer, pane, association="phụ nữ")
    for name in (
        "summary",
        "movement",
        "arrears",
        "applications",
        "savings",
        "groups",
        "borrowers",
        "loans",
    ):
        _choose(officer, pane, name)
        assert pane.maker.request and pane.maker.request.only, name
        assert "chỉ gồm một phần" in _text(pane), name
    _choose(officer, pane, "year-book")
    assert pane.maker.request and not pane.maker.request.only


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
    assert not pane.view._canvas.dimmed and "Năm 2025" in _text(pane)


def test_reversed_days(officer: Officer, pane: ReportPane) -> None:
    _type(officer, pane, kind="khoảng", first="1/3/2026", last="1/2/2026")
    (complaint,) = officer.complaints()
    assert "01/02/2026" in complaint and "01/03/2026" in complaint and pane.view._canvas.dimmed


@pytest.mark.parametrize(("year", "told"), [("1990", "sổ sách bắt đầu"), ("2030", "chưa đến")])
def test_a_year_nobody_has_figures_of(
    officer: Officer, pane: ReportPane, year: str, told: str
) -> None:
    _type(officer, pane, period=year)
    (complaint,) = officer.complaints()
    assert told in complaint and pane.view._canvas.dimmed
    officer.press(Key.Key_P, CTRL).press(
        Key.Key_S, CTRL
    )  # nothing goes out that is not what was asked


def test_a_choice_that_is_none(officer: Officer, pane: ReportPane) -> None:
    _type(officer, pane, association="xyz")
    assert officer.complaints() == ["Xin chọn trong danh sách."]


def test_a_missing_base_year_leads_to_where_it_is_typed(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    _choose(officer, pane, "ten-year-review")
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
    assert "2016" in _text(pane) and "70.757" in _text(pane)


def test_former_years_stand_newest_first(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    area = window.current
    assert isinstance(area, Reports)
    area.tabs.setCurrentIndex(1)
    for year in ("2014", "2016", "2015"):
        officer.press(Key.Key_N, CTRL).fill(year=year, outstanding="70.757tr").press(
            Key.Key_S, CTRL
        )
    page = area.current
    assert isinstance(page, FormerYears)
    model = page.register.model
    assert [model.index(row, 0).data() for row in range(3)] == ["2016", "2015", "2014"]


def test_totals_that_disagree_stand_in_the_place_of_the_page(
    officer: Officer, pane: ReportPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lcdesk.domain.figures import Figures
    from lcdesk.storage.reporting import tally

    monkeypatch.setattr(tally, "read_whole", lambda *_any: Figures(outstanding=1))
    _type(officer, pane, kind="tháng", period="8/2026")
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
    before = pane.maker.reader
    window.desk.changed.emit(frozenset({"entry"}))
    _wait(pane)
    assert pane.maker.reader is not before and pane.maker.pdf is not None


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
    _choose(officer, pane, "loans")
    officer.press(Key.Key_S, CTRL)
    (suggested,) = chosen
    assert (
        suggested.name == "2026-09-20 Danh sách khoản vay năm 2026, số liệu đến ngày 20-09-2026.pdf"
    )
    assert "DANH SÁCH KHOẢN VAY" in _read(tmp_path / suggested.name)
    assert "Đã lưu" in pane.pages.status.text() and _went_out(file) == 1


def test_save_a_workbook_and_read_it_back(
    officer: Officer, pane: ReportPane, chosen: list[Path], tmp_path: Path, file: WardFile
) -> None:
    officer.walk_to_button("save_excel").press(Key.Key_Return)
    _wait(pane)
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

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    for path in (old, tmp_path / "old.xlsx"):
        pane.export.write_to(path)
        _wait(pane)
        assert path.name in pane.pages.status.text() and pane.pages.status.property("role") == "bad"
    assert old.read_bytes() == b"%PDF-old" and _went_out(file) == 0


def test_printing_is_noted(pane: ReportPane, tmp_path: Path, file: WardFile) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert pane.maker.report and pane.maker.pdf
    pane.export.print_on(printer, pane.maker.report, pane.maker.pdf)
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
    assert pane.pages.shows_pages and pane.view.count == 1 and pane.maker.pdf is None
    qtbot.waitUntil(pane.pages.bar.isVisible)
    slow.open.set()
    assert "SỔ TỔNG HỢP" in _text(pane)
    assert pane.view.count > 5 and not pane.pages.bar.isVisible() and pane.pages.status.text() == ""


def test_long_work_is_cancelled_and_nothing_is_written(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot, chosen: list[Path], tmp_path: Path
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    officer.press(Key.Key_S, CTRL)
    qtbot.waitUntil(pane.pages.cancel.isVisible)
    officer.walk_to_button("cancel").press(Key.Key_Return)
    slow.open.set()
    _wait(pane)
    assert pane.maker.pdf is None and chosen == [] and "Đã dừng" in pane.pages.status.text()
    officer.press(Key.Key_S, CTRL)  # who wants it after all gets it
    _wait(pane)
    assert (tmp_path / chosen[0].name).is_file()


def test_an_outdated_book_never_replaces_what_was_asked_after_it(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    officer.press(Key.Key_Home)
    assert "TỔNG HỢP TÍN DỤNG" in _text(pane)
    slow.open.set()
    worker.wait_for_all()
    qtbot.wait(50)
    assert (
        "TỔNG HỢP TÍN DỤNG" in _text(pane)
        and pane.maker.report
        and pane.maker.report.name == "summary"
    )


def test_what_was_saved_meanwhile_makes_it_anew(
    officer: Officer, pane: ReportPane, slow: Slow, qtbot: QtBot, window: Window
) -> None:
    _begin_book(officer, pane, slow, qtbot)
    first = pane.maker.report
    window.desk.changed.emit(frozenset({"member"}))
    slow.open.set()
    _wait(pane)
    assert pane.maker.report is not first and pane.maker.pdf


def _written(folder: Path) -> list[str]:
    """The files of a folder; the settings are written when Qt likes."""
    return sorted(each.name for each in folder.iterdir() if each.name != "settings")


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
    first = pane.maker.pdf
    officer.press(Key.Key_Left, ALT)
    _wait(pane)
    officer.press(Key.Key_Right, ALT)
    assert pane.maker.pdf is first


# What is behind


def test_from_a_line_to_its_loans_to_a_loan_and_back(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    officer.press(Key.Key_F3)
    assert officer.at() == "lines"
    officer.press(Key.Key_Down).press(Key.Key_Return)
    assert officer.at() == "behind_loans" and pane.behind.loans.texts.rowCount() > 0
    officer.press(Key.Key_Escape)
    assert officer.at() == "lines"
    officer.press(Key.Key_Return).press(Key.Key_Down)
    code = pane.behind.loans.texts.index(pane.behind.loans.currentIndex().row(), 0).data()
    officer.press(Key.Key_Return)
    loans = window.current
    assert isinstance(loans, Loans) and loans.about is not None and loans.about.loan.code == code
    officer.press(Key.Key_9, ALT)
    assert officer.at() == "behind_loans"
    officer.press(Key.Key_Escape, times=2)
    assert officer.at() == "pages" and not pane.behind.isVisible()
    assert officer.press(Key.Key_Escape).at() == "reports"


def test_a_line_of_a_register_leads_to_its_loan_at_once(
    officer: Officer, pane: ReportPane, window: Window
) -> None:
    _choose(officer, pane, "loans")
    officer.press(Key.Key_F3).press(Key.Key_Return)
    assert isinstance(window.current, Loans)


def test_a_report_without_loans_behind_it_says_so(officer: Officer, pane: ReportPane) -> None:
    _choose(officer, pane, "scores")
    officer.press(Key.Key_F3)
    assert not pane.behind.isVisible() and "không có dòng nào" in pane.pages.status.text()


def test_a_click_on_a_line_of_the_page_shows_its_loans(officer: Officer, pane: ReportPane) -> None:
    assert pane.maker.report
    row = pane.maker.report.sections[0].tables[0].rows[1]
    page = pypdfium2.PdfDocument(pane.maker.pdf)[0]
    found = page.get_textpage().search(
        str(row.cells[1]).split(" ")[0] + " " + str(row.cells[1]).split(" ")[1]
    )
    spot = found.get_next()
    assert spot is not None
    left, bottom, _right, top = page.get_textpage().get_charbox(spot[0])
    at = QPointF(left + 2, page.get_height() - (bottom + top) / 2)
    scale = pane.view._canvas._scale
    canvas = pane.view._canvas
    QTest.mouseClick(
        canvas, Qt.MouseButton.LeftButton, pos=canvas._places[0].topLeft() + (at * scale).toPoint()
    )
    assert pane.behind.isVisible() and pane.behind.heading.text() == row.cells[1]


def test_the_keys_to_look_closer(officer: Officer, pane: ReportPane) -> None:
    fitting = pane.view._factor()
    officer.press(Key.Key_Plus, CTRL)
    assert pane.view._factor() > fitting
    officer.press(Key.Key_Minus, CTRL, times=2)
    assert pane.view._factor() < fitting
    officer.press(Key.Key_0, CTRL)
    assert pane.view._factor() == pytest.approx(fitting)


def test_only_what_is_seen_is_made_a_picture(officer: Officer, pane: ReportPane) -> None:
    _choose(officer, pane, "year-book")
    pane.view.grab()
    assert 0 < len(pane.view._canvas._pictures) < 4 < pane.view.count
    officer.press(Key.Key_Escape)
    pane.view.setFocus()
    for _page in range(60):
        officer.press(Key.Key_PageDown)
        pane.view.grab()
    assert len(pane.view._canvas._pictures) <= 12


def test_tab_leads_through_everything_in_reading_order(officer: Officer, pane: ReportPane) -> None:
    met = []
    for _step in range(17):
        met.append(officer.at())
        officer.press(Key.Key_Tab)
    assert met == [
        "reports",
        *("smaller", "larger", "show_behind", "print", "save_pdf", "save_excel"),
        *("kind", "earlier", "later", "period", "by", "base", "association", "programme"),
        "pages",
        "qt_tabwidget_tabbar",
    ]
