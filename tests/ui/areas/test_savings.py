"""The doors of savings: taking out, paying in, taking back; once well, once refused, once without a reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lcdesk.actions import savings
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.ids import MemberId
from lcdesk.domain.people import Member
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, WITHOUT_REASON, press_with_reason, said, unwritable
from tests.ui.wards import DAY, made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", 1)
    move = SavingsMove(member=MemberId(member(opened)), moved_on=date(2026, 9, 1), amount=500_000)
    savings.move(opened, "saved", move, DAY)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def member(file: WardFile) -> int:
    return records.find(file, Member)[0].id


def saved(file: WardFile) -> int:
    return ledger.savings(file, DAY)[member(file)]


def at_member() -> Officer:
    """At the page of the member, on the button for taking out."""
    officer = Officer().press(Key.Key_7, ALT).press(Key.Key_Tab, CTRL)
    officer.press(Key.Key_Down).press(Key.Key_Return)
    assert officer.at() == "withdrawn"
    return officer


def test_taking_out_leads_back_to_the_member_with_what_is_left(
    window: Window, file: WardFile
) -> None:
    officer = (
        at_member()
        .press(Key.Key_Return)
        .fill(amount="200000", receipt="PC 3")
        .press(Key.Key_S, CTRL)
    )
    assert saved(file) == 300_000 and said(window) == "Đã lưu: Nguyễn Thị Sầu Riêng"
    assert "300.000" in window.current.current.balance.text()  # type: ignore[attr-defined]
    assert officer.at() == "withdrawn"


def test_more_than_there_is_is_complained_of_beneath_the_box(
    window: Window, file: WardFile
) -> None:
    officer = at_member().press(Key.Key_Return).fill(amount="700000").press(Key.Key_S, CTRL)
    assert officer.complaints() and officer.at() == "amount" and saved(file) == 500_000


def test_taking_out_of_a_file_that_refuses_keeps_the_amount(window: Window, file: WardFile) -> None:
    officer = at_member().press(Key.Key_Return).fill(amount="200000")
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert officer.complaints() == [UNWRITABLE]
    assert saved(file) == 500_000
    officer.press(Key.Key_S, CTRL)
    assert saved(file) == 300_000 and not officer.complaints()


def test_escape_leads_from_the_form_to_the_member_and_from_there_to_the_list(
    window: Window,
) -> None:
    officer = at_member().press(Key.Key_Return)
    assert officer.at() == "moved_on" or officer.at() == "amount"
    assert officer.press(Key.Key_Escape).at() == "withdrawn"
    assert officer.press(Key.Key_Escape).at() == "table"


def at_entry() -> Officer:
    officer = at_member().walk_to_button("movements").press(Key.Key_Home)
    return officer.walk_to_button("take_back")


def test_taking_an_entry_back_says_which(window: Window, file: WardFile) -> None:
    press_with_reason(window, at_entry(), "Ghi nhầm người")
    assert (
        saved(file) == 0
        and said(window).startswith("Đã hủy bút toán: ")
        and "500.000" in said(window)
    )
    assert len(ledger.of_savings(file, MemberId(member(file)))) == 2


@pytest.mark.parametrize("reason", WITHOUT_REASON)
def test_without_a_reason_no_entry_is_taken_back(
    window: Window, file: WardFile, reason: str
) -> None:
    officer = at_entry()
    press_with_reason(window, officer, reason)
    assert saved(file) == 500_000 and officer.at() == "take_back"


def test_taking_back_in_a_file_that_refuses_is_said_at_the_foot(
    window: Window, file: WardFile
) -> None:
    officer = at_entry()
    with unwritable(file):
        press_with_reason(window, officer, "Ghi nhầm người")
        assert said(window) == UNWRITABLE
    assert saved(file) == 500_000


def test_without_a_chosen_entry_it_is_asked_for(window: Window) -> None:
    at_member().walk_to_button("take_back").press(Key.Key_Return)
    assert said(window) == "Hãy chọn một bút toán trong sổ trước."
