"""Closing a month and a year by keyboard."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from lcdesk.domain.closings import Closing
from lcdesk.domain.groups import Group
from lcdesk.domain.meetings import Meeting
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.closings import Closings
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, SHIFT, Key, Officer
from tests.ui.doors import UNWRITABLE, said, unwritable
from tests.ui.wards import made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    yield made(tmp_path / "ward.lcdesk", 5)


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def at_closings() -> Officer:
    officer = Officer().press(Key.Key_7, ALT)
    return officer.press(Key.Key_Tab, CTRL, times=2)


def closed(file: WardFile) -> list[str]:
    return [each.period.name for each in records.find(file, Closing)]


def page_of(window: Window) -> Closings:
    page = window.current.current  # type: ignore[attr-defined]
    assert isinstance(page, Closings)
    return page


def chosen(window: Window) -> str:
    """The period of the row on which the list stands."""
    table = page_of(window).register.table
    found = records.find(page_of(window).desk.file, Closing, id=table.current_id())
    return found[0].period.name if found else ""


@pytest.fixture(autouse=True)
def goes_on(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the officer was asked, who closes all the same."""
    asked: list[str] = []

    def answer(_page: object, _title: str, text: str, offers: list[tuple[str, str]]) -> str:
        asked.append(text)
        assert [name for name, _label in offers] == ["back", "close"]
        return "close"

    monkeypatch.setattr("lcdesk.ui.areas.closings.ask_one_of", answer)
    return asked


def close_months(officer: Officer, *months: str) -> Officer:
    for month in months:
        officer.press(Key.Key_N, CTRL).fill(month=month).press(Key.Key_S, CTRL)
    return officer


def reopen(window: Window, officer: Officer, *answers: tuple[str, Key]) -> None:
    """Press the button for it, and in the question for a reason type each of these and press its key."""

    def answer() -> None:
        for reason, key in answers:
            assert officer.at() == "reason"
            officer.type(reason).press(key)

    officer.walk_to_button("reopen")
    QTimer.singleShot(50, answer)  # runs while the question stands
    officer.press(Key.Key_Return)
    window.activateWindow()  # as the desktop does when a question is gone


def test_a_month_is_closed_with_a_checksum_of_its_figures(window: Window, file: WardFile) -> None:
    at_closings().press(Key.Key_N, CTRL).fill(month="8/2026").press(Key.Key_S, CTRL)
    assert closed(file) == ["tháng 08/2026"]
    form = window.current.current.form  # type: ignore[attr-defined]
    assert form.title.text() == "tháng 08/2026" and len(form.base.checksum) == 64


def test_a_year_is_closed_whole(window: Window, file: WardFile) -> None:
    officer = at_closings().press(Key.Key_N, CTRL)
    officer.press(Key.Key_Return, SHIFT).enter("ca nam").enter("5/2025").press(Key.Key_S, CTRL)
    assert closed(file) == ["năm 2025"]


def test_a_month_that_has_not_ended_is_refused_with_the_day_it_may_be_closed(
    window: Window, file: WardFile
) -> None:
    officer = at_closings().press(Key.Key_N, CTRL).fill(month="9/2026").press(Key.Key_S, CTRL)
    assert officer.complaints() == ["Chỉ khóa sổ được sau ngày cuối kỳ, 30/09/2026."]
    assert closed(file) == []


def test_the_list_stands_on_what_was_closed_last(window: Window, file: WardFile) -> None:
    officer = at_closings()
    for month in ("5/2026", "6/2026", "7/2026"):
        close_months(officer, month)
        assert chosen(window) == f"tháng {month:0>7}"


def test_reopening_with_a_reason_leads_back_to_the_list(window: Window, file: WardFile) -> None:
    officer = close_months(at_closings(), "6/2026", "7/2026")
    reopen(window, officer, ("Nhập sót một khoản", Key.Key_Return))
    assert closed(file) == ["tháng 06/2026"]
    assert officer.box() is page_of(window).register.table
    assert page_of(window).right.currentIndex() == 0
    told = file.db.execute("SELECT removed_reason FROM closing WHERE removed_on <> ''").fetchall()
    assert told == [("Nhập sót một khoản",)]
    officer.press(Key.Key_Home).press(Key.Key_Return)
    assert page_of(window).form.title.text() == "tháng 06/2026"


@pytest.mark.parametrize(
    "answers",
    [
        [("Nhập sót", Key.Key_Escape)],
        [("", Key.Key_Return), ("  ", Key.Key_Return), ("", Key.Key_Escape)],
    ],
)
def test_without_a_reason_it_stays_closed(
    window: Window, file: WardFile, answers: list[tuple[str, Key]]
) -> None:
    officer = close_months(at_closings(), "7/2026")
    reopen(window, officer, *answers)
    assert closed(file) == ["tháng 07/2026"] and chosen(window) == "tháng 07/2026"
    assert officer.at() == "reopen"


def test_what_the_file_refuses_is_said(window: Window, file: WardFile) -> None:
    officer = close_months(at_closings(), "7/2026")
    file.db.execute("PRAGMA query_only = 1")
    reopen(window, officer, ("Nhập sót một khoản", Key.Key_Return))
    assert "Không ghi được" in " ".join(officer.complaints())
    assert closed(file) == ["tháng 07/2026"]
    officer.press(Key.Key_N, CTRL).fill(month="8/2026").press(Key.Key_S, CTRL)
    assert "Không ghi được" in " ".join(officer.complaints())
    file.db.execute("PRAGMA query_only = 0")
    assert closed(file) == ["tháng 07/2026"]


def test_reopening_says_which_period_and_a_file_that_refuses_says_so_on_the_form(
    window: Window, file: WardFile
) -> None:
    officer = close_months(at_closings(), "6/2026")
    assert said(window) == "Đã khóa sổ: tháng 06/2026"
    with unwritable(file):
        reopen(window, officer, ("Nhập sót", Key.Key_Return))
        assert officer.complaints() == [UNWRITABLE]
    assert closed(file) == ["tháng 06/2026"] and officer.at() == "reopen"
    reopen(window, officer, ("Nhập sót", Key.Key_Return))
    assert closed(file) == [] and said(window) == "Đã mở lại: tháng 06/2026"


def test_closing_in_a_file_that_refuses_keeps_the_month_that_was_typed(
    window: Window, file: WardFile
) -> None:
    officer = at_closings().press(Key.Key_N, CTRL).fill(month="6/2026")
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert officer.complaints() == [UNWRITABLE]
    assert closed(file) == []
    officer.press(Key.Key_S, CTRL)
    assert closed(file) == ["tháng 06/2026"]


def test_what_is_still_open_is_asked_about_and_one_may_go_back(
    window: Window, file: WardFile, goes_on: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    group = records.find(file, Group)[0].id
    with records.writing(file, "open_meeting") as write:
        write.save(Meeting(group=group, held_on=date(2026, 5, 31)))
    officer = close_months(at_closings(), "4/2026")
    assert goes_on == [], "the meeting is of May"
    with monkeypatch.context() as patched:
        patched.setattr("lcdesk.ui.areas.closings.ask_one_of", lambda *_asked: "back")
        close_months(officer, "5/2026")
    assert closed(file) == ["tháng 04/2026"]
    assert officer.complaints() == ["Chưa khóa kỳ nào. Việc còn dở xem ở trang Hôm nay."]
    officer.press(Key.Key_S, CTRL)
    assert closed(file) == ["tháng 04/2026", "tháng 05/2026"]
    (text,) = goes_on
    first, *lines = text.splitlines()
    assert "tháng 05/2026" in first and len(lines) == 1
    assert lines[0].startswith("Cuộc họp chưa có biên bản: 1 (") and "31/05/2026" in lines[0]


def test_months_left_open_by_former_programs_are_told(window: Window, file: WardFile) -> None:
    with records.writing(file, "close") as write:
        for number in (3, 6):
            write.save(Closing(span="month", month=date(2026, number, 1)))
    at_closings()
    label = page_of(window).right.currentWidget().findChild(Label)
    assert "04/2026, 05/2026" in label.text()
