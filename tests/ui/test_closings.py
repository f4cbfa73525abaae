"""Closing a month and a year by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from officer import ALT, CTRL, SHIFT, Key, Officer

from lcdesk.domain.collections import Closing
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.start import Program
from lcdesk.ui.window import Window
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


def test_a_month_is_closed_with_a_checksum_of_its_figures(window: Window, file: WardFile) -> None:
    at_closings().press(Key.Key_N, CTRL).fill(month="8/2026").press(Key.Key_S, CTRL)
    assert closed(file) == ["tháng 08/2026"]
    form = window.current.current.form  # type: ignore[attr-defined]
    assert form.title.text() == "tháng 08/2026" and len(form.base.checksum) == 64


def test_a_year_is_closed_whole(window: Window, file: WardFile) -> None:
    officer = at_closings().press(Key.Key_N, CTRL)
    officer.press(Key.Key_Return, SHIFT).enter("ca nam").enter("5/2025").press(Key.Key_S, CTRL)
    assert closed(file) == ["năm 2025"]


def test_a_month_that_has_not_ended_is_refused_with_the_day_it_may_be_closed(window: Window, file: WardFile) -> None:
    officer = at_closings().press(Key.Key_N, CTRL).fill(month="9/2026").press(Key.Key_S, CTRL)
    assert officer.complaints() == ["Chỉ khóa sổ được sau ngày cuối kỳ, 30/09/2026."]
    assert closed(file) == []
