"""Reports by keyboard: choosing, narrowing, looking closer, and the way to each loan."""

import pypdfium2
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from lcdesk.domain.closings import Closing
from lcdesk.reporting import catalogue, exports
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.loans.area import Loans
from lcdesk.ui.areas.reports.pane import ReportPane
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.areas.reports.report_pages import ask, choose, text_of

# Choosing


def test_this_year_stands_there_at_once(officer: Officer, pane: ReportPane) -> None:
    assert officer.at() == "reports"
    text = text_of(pane)
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
        choose(officer, pane, name)
        assert pane.shown.maker.report and pane.shown.maker.report.name == name
        assert not officer.complaints()
        titles.add(pane.shown.maker.report.title)
        asked = pane.question.request()
        assert pane.shown.maker.report == catalogue.make(file, asked, pane.desk.today()), name
    assert len(titles) == len(REPORTS) - 1


def test_the_book_of_a_closed_year_is_the_one_that_was_kept(
    officer: Officer, pane: ReportPane, file: WardFile
) -> None:
    assert records.find(file, Closing, span="year", month="2025-01-01")
    ask(officer, pane, period="2025")
    choose(officer, pane, "year-book")
    assert pane.shown.maker.request and pane.shown.maker.report == catalogue.make(
        file, pane.shown.maker.request, pane.desk.today()
    )


def test_the_page_is_the_pdf_that_the_command_line_writes(
    officer: Officer, pane: ReportPane, file: WardFile
) -> None:
    ask(officer, pane, base="2025")
    for name in REPORTS:
        choose(officer, pane, name)
        written = catalogue.make(file, pane.question.request(), pane.desk.today())
        assert pane.shown.maker.report == written, name
        assert pane.shown.maker.pdf == exports.as_pdf(file, written), name


def test_alt_and_arrows_step_through_periods_from_wherever_the_caret_is(
    officer: Officer, pane: ReportPane
) -> None:
    officer.press(Key.Key_Left, ALT)
    assert "Năm 2025" in text_of(pane) and officer.at() == "reports"
    officer.press(Key.Key_PageDown, CTRL)
    assert "Năm 2026" in text_of(pane)
    ask(officer, pane, kind="quý")
    assert "Quý III/2026" in text_of(pane)
    officer.press(Key.Key_Left, ALT)
    assert "Quý II/2026" in text_of(pane)
    ask(officer, pane, kind="tháng")
    assert "Tháng 06/2026" in text_of(pane)
    officer.press(Key.Key_Right, ALT)
    assert "Tháng 07/2026" in text_of(pane)


def test_the_period_goes_from_report_to_report(officer: Officer, pane: ReportPane) -> None:
    ask(officer, pane, kind="tháng", period="3/2026")
    choose(officer, pane, "movement")
    assert "Tháng 03/2026" in text_of(pane)
    officer.press(Key.Key_1, ALT).press(Key.Key_9, ALT)
    assert "Tháng 03/2026" in text_of(pane)


def test_days_of_any_span(officer: Officer, pane: ReportPane) -> None:
    ask(officer, pane, kind="khoảng", first="5/1/2026", last="10022026")
    assert "Từ 05/01/2026 đến 10/02/2026" in text_of(pane)
    officer.press(Key.Key_Left, ALT)
    assert "Từ 29/11/2025 đến 04/01/2026" in text_of(pane)


def test_by_what_and_of_whom(officer: Officer, pane: ReportPane, file: WardFile) -> None:
    ask(officer, pane, by="hội")
    assert "THEO TỔ CHỨC HỘI" in text_of(pane) and "Các bảng phân tổ khớp nhau" in text_of(pane)
    ask(officer, pane, by="tổ tk", programme="HSSV")
    text = text_of(pane)
    assert "THEO TỔ TK&VV" in text and "Các bảng phân tổ khớp nhau" not in text
    assert pane.shown.maker.request and set(pane.shown.maker.request.only) == {"programme"}
    ask(officer, pane, programme="")
    assert pane.shown.maker.request.only == {}


def test_a_part_is_never_printed_as_the_whole(officer: Officer, pane: ReportPane) -> None:
    ask(officer, pane, association="phụ nữ")
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
        choose(officer, pane, name)
        assert pane.shown.maker.request and pane.shown.maker.request.only, name
        assert "chỉ gồm một phần" in text_of(pane), name
    choose(officer, pane, "year-book")
    assert pane.shown.maker.request and not pane.shown.maker.request.only


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
    choose(officer, pane, "loans")
    officer.press(Key.Key_F3).press(Key.Key_Return)
    assert isinstance(window.current, Loans)


def test_a_report_without_loans_behind_it_says_so(officer: Officer, pane: ReportPane) -> None:
    choose(officer, pane, "scores")
    officer.press(Key.Key_F3)
    assert not pane.behind.isVisible() and "không có dòng nào" in pane.pages.status.text()


def test_a_click_on_a_line_of_the_page_shows_its_loans(officer: Officer, pane: ReportPane) -> None:
    assert pane.shown.maker.report
    row = pane.shown.maker.report.sections[0].tables[0].rows[1]
    page = pypdfium2.PdfDocument(pane.shown.maker.pdf)[0]
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
    choose(officer, pane, "year-book")
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
