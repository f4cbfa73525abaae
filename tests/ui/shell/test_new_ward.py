"""Setting up a ward by keyboard, with what each page complains of."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lcdesk.actions import files
from lcdesk.queries.ward import ward_of
from lcdesk.ui.shell.new_ward import NewWard
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.unlock import Unlock
from lcdesk.ui.shell.window import Window
from tests.officer import Key, Officer

PASSWORD = "một câu dài"


def office(program: Program, path: Path) -> tuple[NewWard, Officer]:
    return program.new_ward(path), Officer()


def bodies(officer: Officer) -> Officer:
    """Fill the first page and go on to the second."""
    officer.fill(
        name="Mẫu", city="Thành phố Mẫu", bank_office="PGD NHCSXH Mẫu", chair="Bà Chủ Tịch Mẫu"
    )
    return officer.walk_to("next_office").press(Key.Key_Return)


def user(officer: Officer) -> Officer:
    """Fill the second page, too, and go on to the third."""
    bodies(officer).fill(**{"neighbourhoods.0.name": "Tổ dân phố 5"})
    return officer.walk_to("next_bodies").press(Key.Key_Return)


def test_a_name_that_is_missing_holds_the_first_page(program: Program, tmp_path: Path) -> None:
    page, officer = office(program, tmp_path / "ward.lcdesk")
    officer.walk_to("next_office").press(Key.Key_Return)
    assert page.currentIndex() == 0 and officer.complaints() and officer.at() == "name"
    bodies(officer)
    assert page.currentIndex() == 1


def test_a_ward_without_a_neighbourhood_is_complained_of(program: Program, tmp_path: Path) -> None:
    page, officer = office(program, tmp_path / "ward.lcdesk")
    bodies(officer).walk_to("next_bodies").press(Key.Key_Return)
    assert page.currentIndex() == 1 and len(officer.complaints()) == 1


@pytest.mark.parametrize(
    ("texts", "at"),
    [
        ({"user": "Cán Bộ Mẫu", "password": "ngắn", "again": "ngắn"}, "password"),
        ({"user": "Cán Bộ Mẫu", "password": PASSWORD, "again": "một câu khác"}, "again"),
        ({"password": PASSWORD, "again": PASSWORD}, "user"),
    ],
)
def test_who_opens_it_is_complained_of_at_its_box(
    program: Program, tmp_path: Path, texts: dict[str, str], at: str
) -> None:
    path = tmp_path / "ward.lcdesk"
    page, officer = office(program, path)
    user(officer).fill(**texts).walk_to("make").press(Key.Key_Return)
    assert page.currentIndex() == 2 and officer.complaints() and not path.exists()
    box = page.user.rows[at].editor
    assert box.property("complaint"), [each.property("complaint") for each in page.user.inputs()]


def test_a_name_that_is_taken_leaves_the_file_as_it_is(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    path.write_bytes(b"of another")
    page, officer = office(program, path)
    user(officer).fill(user="Cán Bộ Mẫu", password=PASSWORD, again=PASSWORD).walk_to("make").press(
        Key.Key_Return
    )
    assert page.currentIndex() == 2 and path.read_bytes() == b"of another"
    assert any("ward.lcdesk" in each for each in officer.complaints())


def test_the_recovery_key_is_shown_and_opens_the_file(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    page, officer = office(program, path)
    user(officer).fill(user="Cán Bộ Mẫu", password=PASSWORD, again=PASSWORD).walk_to("make").press(
        Key.Key_Return
    )
    assert page.currentIndex() == 3 and officer.at() == "go_on"
    key = page.key.text()
    page.write_key_to(tmp_path / "key.pdf")
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
    officer.press(Key.Key_Return)
    QApplication.processEvents()
    assert isinstance(program.shown, Window) and ward_of(program.shown.desk.file).name == "Mẫu"
    program.close()
    files.recover_ward(path, key, "Người Khác", "câu khác cũng dài").close()


def test_escape_leads_back_page_by_page_and_keeps_what_was_typed(
    program: Program, tmp_path: Path
) -> None:
    page, officer = office(program, tmp_path / "ward.lcdesk")
    user(officer).press(Key.Key_Escape)
    assert page.currentIndex() == 1
    officer.press(Key.Key_Escape)
    assert page.currentIndex() == 0 and page.office.draft()["name"] == "Mẫu"
    officer.press(Key.Key_Escape)
    QApplication.processEvents()
    assert program.shown is not None and program.shown.findChild(Unlock) is not None
