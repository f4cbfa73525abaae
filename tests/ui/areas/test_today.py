"""The first page of a morning by keys: a duty leads to where it is done, and is gone once it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from lcdesk.actions import loans, proposals
from lcdesk.domain.checks import UseCheck
from lcdesk.domain.loans import Disbursement, Loan
from lcdesk.domain.proposals import ProposalList
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.areas.today import Today
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.wards import DAY, MILLION, NAMES, lent, made, proposed

PAID_DAY = date(2026, 9, 10)
Morning = Callable[[date], Window]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    yield made(tmp_path / "ward.lcdesk", len(NAMES))


@pytest.fixture
def morning(program: Program, file: WardFile, monkeypatch: pytest.MonkeyPatch) -> Morning:
    """Open the window on the morning of a day."""

    def begin(day: date) -> Window:
        monkeypatch.setattr(program, "_today", lambda: day)
        window = program.open(file)
        QApplication.processEvents()
        return window

    return begin


def pay_out(file: WardFile) -> Loan:
    """A loan of 50 million that went the whole road."""
    proposed(file, 1)
    (made_list,) = records.find(file, ProposalList)
    said: dict[str, Any] = {
        "approved_amount": 50 * MILLION,
        "approved_term_months": 36,
        "approved_rate": 6600,
    }
    (line,) = made_list.lines
    line = replace(
        line, ward_result="confirmed", bank_result="approved", decided_on=date(2026, 9, 8), **said
    )
    answered = replace(
        made_list,
        sent_to_ward_on=date(2026, 9, 4),
        confirmed_on=date(2026, 9, 5),
        sent_to_bank_on=date(2026, 9, 7),
        lines=(line,),
    )
    proposals.save_list(file, answered, DAY)
    asked = Disbursement(
        application=line.application, code="66-0001", paid_on=PAID_DAY, amount=50 * MILLION
    )
    loan: Loan = loans.disburse(file, asked, DAY).record
    return loan


def lines(window: Window, kind: str) -> list[tuple[int, str]]:
    """Row and words of the days of each duty of a kind, as they stand on the page."""
    page = window.areas[0]
    assert isinstance(page, Today)
    model = page.model
    return [
        (row, str(model.index(row, 2).data()))
        for row, (what, line) in enumerate(model.lines)
        if what == "duty" and line.kind == kind  # type: ignore[union-attr]
    ]


def go_to(officer: Officer, window: Window, row: int) -> None:
    """Walk to a row with the arrow keys."""
    assert officer.at() == "duties"
    table = window.areas[0].table  # type: ignore[attr-defined]
    for _step in range(60):
        if table.currentIndex().row() == row:
            return
        officer.press(Key.Key_Down if table.currentIndex().row() < row else Key.Key_Up)
    raise AssertionError("the arrow keys do not lead there")


def test_a_check_of_use_is_late_on_day_31_and_gone_once_it_is_recorded(
    morning: Morning, file: WardFile
) -> None:
    pay_out(file)
    window = morning(PAID_DAY + timedelta(days=31))
    officer = Officer()
    ((row, late),) = lines(window, "use_check")
    assert late == "trễ 1 ngày"
    go_to(officer, window, row)
    officer.press(Key.Key_Return)
    assert officer.at() == "day" or officer.walk_to("day")
    officer.press(Key.Key_Return).press(Key.Key_Return)
    officer.fill(place="Nhà văn hóa", **{"inspectors.0.name": "Lê Thị Kiểm Tra"}).walk_to("lines")
    officer.press(Key.Key_Return).type("   ").press(Key.Key_S, CTRL)
    assert not officer.complaints()
    assert [line.is_checked for each in records.find(file, UseCheck) for line in each.lines] == [
        True
    ]
    officer.press(Key.Key_1, ALT)
    assert lines(window, "use_check") == []


def test_a_check_that_was_begun_is_taken_up_again(morning: Morning, file: WardFile) -> None:
    pay_out(file)
    window = morning(PAID_DAY + timedelta(days=31))
    officer = Officer()
    officer.press(Key.Key_8, ALT).press(Key.Key_N, CTRL).fill(group="012").walk_to_button(
        "save"
    ).press(Key.Key_Return)
    (begun,) = records.find(file, UseCheck)
    officer.press(Key.Key_1, ALT)
    ((row, _late),) = lines(window, "use_check")
    go_to(officer, window, row)
    officer.press(Key.Key_Return)
    assert window.current.current.form.base.id == begun.id  # type: ignore[attr-defined]


def test_what_is_past_due_leads_to_moving_it_to_overdue(morning: Morning, file: WardFile) -> None:
    loan = lent(file, paid_on=date(2021, 9, 1))
    window = morning(DAY)
    officer = Officer()
    assert not lines(window, "instalment")
    ((row, _late),) = lines(window, "late")
    go_to(officer, window, row)
    officer.press(Key.Key_Return)
    form = window.current.right.currentWidget()  # type: ignore[attr-defined]
    assert form is window.current.forms["move_overdue"]  # type: ignore[attr-defined]
    officer.fill(reason="Mất mùa").press(Key.Key_S, CTRL)
    assert officer.complaints() == ["● quá hạn"], "nothing but the state it is in now"
    assert ledger.loan_balances(file, DAY)[loan.id].overdue == 30 * MILLION
    officer.press(Key.Key_1, ALT)
    assert not lines(window, "late") and lines(window, "overdue")


def test_a_list_waits_on_today_until_it_is_sent_and_answered(
    morning: Morning, file: WardFile
) -> None:
    proposed(file, 1)
    window = morning(DAY)
    officer = Officer()
    for here, name, typed in (
        ("to_ward", "sent_to_ward_on", "4/9"),
        ("at_ward", "confirmed_on", "5/9"),
        ("to_bank", "sent_to_bank_on", "7/9"),
    ):
        ((row, _days),) = lines(window, here)
        go_to(officer, window, row)
        officer.press(Key.Key_Return).fill(**{name: typed})
        if here == "at_ward":
            officer.walk_to("lines").type("xác").press(Key.Key_Return)
        officer.press(Key.Key_S, CTRL)
        assert not officer.complaints()
        officer.press(Key.Key_1, ALT)
        assert not lines(window, here)
    assert lines(window, "at_bank")
