"""The doors of review meetings: closing, reopening, its papers; once well, once refused, once without a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lcdesk.domain.meetings import Meeting
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, WITHOUT_REASON, press_with_reason, said, unwritable
from tests.ui.wards import NAMES, made, proposed, text_of


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(opened, 2)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def at_meeting(window: Window) -> Officer:
    """At the meeting that is closed."""
    return Officer().press(Key.Key_5, ALT).press(Key.Key_Down).press(Key.Key_Return)


def state(file: WardFile) -> str:
    (meeting,) = records.find(file, Meeting)
    return meeting.state


def test_reopening_says_which_meeting_and_opens_its_boxes(window: Window, file: WardFile) -> None:
    officer = at_meeting(window).walk_to_button("reopen", 60)
    press_with_reason(window, officer, "Ghi sai giờ họp")
    assert state(file) == "open"
    assert said(window) == "Đã mở lại: 012 Cây Xanh · 03/09/2026"
    form = window.current.form  # type: ignore[attr-defined]
    assert form.can_save and form.title.text().endswith("đang mở")
    officer.press(Key.Key_L, CTRL)
    assert state(file) == "closed" and said(window) == "Đã kết thúc họp: 012 Cây Xanh · 03/09/2026"


@pytest.mark.parametrize("reason", WITHOUT_REASON)
def test_without_a_reason_the_meeting_stays_closed(
    window: Window, file: WardFile, reason: str
) -> None:
    officer = at_meeting(window).walk_to_button("reopen", 60)
    press_with_reason(window, officer, reason)
    assert state(file) == "closed" and officer.at() == "reopen"


def test_reopening_in_a_file_that_refuses_is_a_sentence_on_the_form(
    window: Window, file: WardFile
) -> None:
    officer = at_meeting(window).walk_to_button("reopen", 60)
    with unwritable(file):
        press_with_reason(window, officer, "Ghi sai giờ họp")
        assert officer.complaints() == [UNWRITABLE]
    assert state(file) == "closed" and said(window) == ""


def test_closing_in_a_file_that_refuses_keeps_what_was_typed(
    window: Window, file: WardFile
) -> None:
    officer = at_meeting(window).walk_to_button("reopen", 60)
    press_with_reason(window, officer, "Ghi sai giờ họp")
    window.current.form.fields.head.rows["place"].editor.setFocus()  # type: ignore[attr-defined]
    officer.press(Key.Key_A, CTRL).type("Trụ sở mới")
    with unwritable(file):
        officer.press(Key.Key_L, CTRL)
        assert UNWRITABLE in officer.complaints()
    assert state(file) == "open"
    assert window.current.form.fields.draft()["place"] == "Trụ sở mới"  # type: ignore[attr-defined]
    officer.press(Key.Key_L, CTRL)
    assert state(file) == "closed" and records.find(file, Meeting)[0].place == "Trụ sở mới"


@pytest.mark.parametrize(
    ("button", "facts"),
    [
        ("paper_10C", ["Sầu Riêng", "Nhà văn hóa"]),
        ("paper_03", ["Sầu Riêng", "Một trăm triệu đồng"]),
        ("paper_bundle", ["Nhà văn hóa", "Năm mươi triệu đồng"]),
    ],
)
def test_its_papers_open_from_their_buttons(
    window: Window, tmp_path: Path, button: str, facts: list[str]
) -> None:
    officer = at_meeting(window).walk_to_button(button, 60).press(Key.Key_Return)
    assert officer.at() == "print"
    text = text_of(window, tmp_path)
    assert all(fact in text for fact in facts)
    officer.press(Key.Key_Escape)
    assert officer.box().window() is window and window.current.shows_record()  # type: ignore[attr-defined]
