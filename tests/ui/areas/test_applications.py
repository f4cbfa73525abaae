"""The doors of applications: taking one, withdrawing it, its papers; once well, once refused, once without a reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lcdesk.actions import applications, registers
from lcdesk.domain.applications import JOBS, PRIORITY, STUDY, Application
from lcdesk.domain.people import Household, HouseholdClass, Member
from lcdesk.domain.priorities import JOBS_PRIORITIES
from lcdesk.domain.programmes import Programme
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, WITHOUT_REASON, press_with_reason, said, unwritable
from tests.ui.wards import MILLION, made, text_of


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = made(tmp_path / "ward.lcdesk", 2)
    (programme,) = records.find(opened, Programme, code="HN")
    (member,) = [each for each in records.find(opened, Member) if "Sầu Riêng" in each.name]
    wish = Application(
        member=member.id,
        programme=programme.id,
        applied_on=date(2026, 9, 1),
        beneficiary="poor",
        amount=50 * MILLION,
        purpose="Nuôi bò sinh sản",
        term_months=36,
    )
    applications.save_application(opened, wish)
    yield opened


@pytest.fixture
def window(program: Program, file: WardFile) -> Window:
    return program.open(file)


def at_application() -> Officer:
    return Officer().press(Key.Key_4, ALT).press(Key.Key_Down).press(Key.Key_Return)


def states(file: WardFile) -> list[str]:
    return [each.state for each in records.find(file, Application)]


def test_withdrawing_says_whose_it_was_and_closes_the_boxes(window: Window, file: WardFile) -> None:
    officer = at_application().walk_to_button("withdraw", 60)
    press_with_reason(window, officer, "Chuyển nơi ở")
    assert states(file) == ["withdrawn"]
    assert said(window) == "Đã rút hồ sơ: Nguyễn Thị Sầu Riêng"
    form = window.current.current.form  # type: ignore[attr-defined]
    assert not form.can_save and "Nguyễn Thị Sầu Riêng" in form.title.text()


@pytest.mark.parametrize("reason", WITHOUT_REASON)
def test_without_a_reason_it_is_not_withdrawn(window: Window, file: WardFile, reason: str) -> None:
    officer = at_application().walk_to_button("withdraw", 60)
    press_with_reason(window, officer, reason)
    assert states(file) == ["draft"] and officer.at() == "withdraw"


def test_withdrawing_in_a_file_that_refuses_is_a_sentence_on_the_form(
    window: Window, file: WardFile
) -> None:
    officer = at_application().walk_to_button("withdraw", 60)
    with unwritable(file):
        press_with_reason(window, officer, "Chuyển nơi ở")
        assert officer.complaints() == [UNWRITABLE]
    assert states(file) == ["draft"] and said(window) == ""


def test_a_new_one_in_a_file_that_refuses_stays_on_the_form(window: Window, file: WardFile) -> None:
    officer = Officer().press(Key.Key_4, ALT).press(Key.Key_N, CTRL)
    officer.fill(
        member="mang cut", programme="HN", amount="30tr", purpose="Trồng rau", term_months="24"
    )
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert UNWRITABLE in officer.complaints()
    assert states(file) == ["draft"]
    officer.press(Key.Key_S, CTRL)
    assert states(file) == ["draft", "draft"] and not officer.complaints()
    assert said(window).startswith("Đã lưu: Nguyễn Thị Măng Cụt")


def test_removing_says_whose_it_was(window: Window, file: WardFile) -> None:
    officer = at_application().walk_to_button("remove", 60)
    press_with_reason(window, officer, "Nhập hai lần")
    assert states(file) == [] and said(window).startswith("Đã gỡ bỏ: Nguyễn Thị Sầu Riêng")
    assert officer.box() is window.current.current.register.table  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("button", "fact"), [("paper", "Năm mươi triệu đồng"), ("paper_01-uq", "Sầu Riêng")]
)
def test_its_papers_open_from_their_buttons(
    window: Window, tmp_path: Path, button: str, fact: str
) -> None:
    officer = at_application().walk_to_button(button, 60).press(Key.Key_Return)
    assert fact in text_of(window, tmp_path)
    officer.press(Key.Key_Escape)
    assert window.current.current.shows_record()  # type: ignore[attr-defined]


def beneath(window: Window, name: str) -> str:
    form = window.current.current.form  # type: ignore[attr-defined]
    return str(form.fields.rows[name].beneath.text()).replace("\u00a0", " ")


def box(window: Window, name: str) -> str:
    form = window.current.current.form  # type: ignore[attr-defined]
    return str(form.fields.rows[name].editor.value())


def test_the_class_is_that_of_the_day_applied_on(window: Window, file: WardFile) -> None:
    (member,) = [each for each in records.find(file, Member) if "Măng Cụt" in each.name]
    household = records.get(file, Household, member.household)
    lines = tuple(
        HouseholdClass(year=year, household_class=name)
        for year, name in ((2024, "near_poor"), (2026, "poor"))
    )
    registers.save(file, replace(household, classes=lines))
    officer = Officer().press(Key.Key_4, ALT).press(Key.Key_N, CTRL)
    officer.fill(member="mang cut", programme="HN")
    assert box(window, "beneficiary") == "poor"
    assert "theo danh sách năm 2026" in beneath(window, "beneficiary")
    officer.fill(applied_on="1/9/2025")
    assert box(window, "beneficiary") == "near_poor"
    assert "theo danh sách năm 2024; chưa có diện hộ của năm 2025" in beneath(window, "beneficiary")


@pytest.mark.parametrize(
    ("code", "day", "shown", "offered"),
    [
        ("HN", "1/9/2026", set(), []),
        ("HSSV", "1/9/2026", {STUDY}, []),
        ("GQVL", "31/12/2025", {JOBS, PRIORITY}, list(JOBS_PRIORITIES[0].groups)),
        ("GQVL", "1/1/2026", {JOBS, PRIORITY}, list(JOBS_PRIORITIES[1].groups)),
        ("XKLĐ", "31/12/2025", set(), []),
        ("XKLĐ", "1/1/2026", {PRIORITY}, ["preferred"]),
    ],
)
def test_the_form_asks_what_the_programme_does_on_that_day(
    window: Window, code: str, day: str, shown: set[str], offered: list[str]
) -> None:
    Officer().press(Key.Key_4, ALT).press(Key.Key_N, CTRL)
    area = window.current.current  # type: ignore[attr-defined]
    (programme,) = records.find(area.desk.file, Programme, code=code)
    rows = area.form.fields.rows
    rows["programme"].editor.set_value(str(programme.id))
    rows["applied_on"].editor.set_value(day)
    area._on_edited("programme")
    sections = {JOBS: "jobs_created", STUDY: "student", PRIORITY: "priority"}
    assert {
        section for section, name in sections.items() if not rows[name].editor.isHidden()
    } == shown
    assert [each for each, _label in area._priorities("")] == offered
