"""The daily door: a password that is right, wrong, wrong and then right; the recovery key where it is forgotten."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association, Neighbourhood, Ward
from lcdesk.ui.kit.worker import wait_for_all
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.unlock import Unlock
from lcdesk.ui.shell.window import Window
from tests.officer import Key, Officer
from tests.ui.wards import CHEAP

PASSWORD, OTHER = "một câu dài", "một câu khác dài"


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, str]:
    """A ward file that nobody has open, and its recovery key."""
    path = tmp_path / "ward.lcdesk"
    ward = Ward(name="Mẫu", city="Thành phố Mẫu")
    bodies = [Association(name="Hội Nông dân")], [Neighbourhood(name="Tổ dân phố 5")]
    file, recovery = files.create_ward(path, "Thử", PASSWORD, ward, *bodies, CHEAP)
    file.close()
    return path, recovery


def is_open(program: Program) -> bool:
    """Whether what was typed opened the file, once that is known."""
    page = program.shown.findChild(Unlock) if program.shown else None
    for _moment in range(500):
        QApplication.processEvents()
        if (
            program.shown is None
            or isinstance(program.shown, Window)
            or page is None
            or not page.is_opening
        ):
            break
        QTest.qWait(10)
    QApplication.processEvents()
    return isinstance(program.shown, Window)


def test_the_window_stays_alive_and_a_second_enter_does_nothing_while_a_password_is_tried(
    program: Program, closed: tuple[Path, str]
) -> None:
    page = program.unlock(closed[0])
    officer = Officer().type(PASSWORD)
    page.open()
    assert page.is_opening and page.told.text() == "Đang mở…"
    page.open()
    assert officer.complaints() == [] and is_open(program)


def test_who_leaves_while_a_password_is_tried_leaves_the_file_free(
    program: Program, closed: tuple[Path, str]
) -> None:
    page = program.unlock(closed[0])
    Officer().type(PASSWORD)
    page.open()
    program.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wait_for_all()
    files.open_ward(closed[0], PASSWORD).close()


def test_what_an_open_file_needs_is_loaded_behind_the_page() -> None:
    """In a process of its own: nothing of the file is loaded before the page, all of it soon after."""
    script = (
        "import sys; from lcdesk.ui.shell import start; app = start.made_app();"
        "heavy = ('sqlcipher3', 'sqlite_utils', 'reportlab', 'lcdesk.storage.database', 'lcdesk.ui.shell.window');"
        "program = start.Program(app); page = program.unlock(None);"
        "print([name for name in heavy if name in sys.modules]);"
        "from PySide6.QtTest import QTest; QTest.qWait(3000);"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    before, after = done.stdout.splitlines()
    assert before == "[]"
    assert after == "['sqlcipher3', 'lcdesk.storage.database', 'lcdesk.ui.shell.window']"


def test_the_right_password_opens(program: Program, closed: tuple[Path, str]) -> None:
    program.unlock(closed[0])
    officer = Officer()
    assert officer.at() == "password"
    officer.enter(PASSWORD)
    assert is_open(program) and "Mẫu" in str(program.shown and program.shown.windowTitle())


def test_a_wrong_password_is_a_sentence_and_the_right_one_may_follow(
    program: Program, closed: tuple[Path, str]
) -> None:
    program.unlock(closed[0])
    officer = Officer().enter("câu sai rồi đó")
    assert not is_open(program) and officer.complaints() == ["Mật khẩu này không mở được tệp."]
    assert officer.at() == "password"
    officer.enter(PASSWORD)  # what was typed is selected: it is written over
    assert is_open(program)


@pytest.mark.parametrize("name", ["", "nowhere.lcdesk"])
def test_a_file_that_is_not_there_is_a_sentence(
    program: Program, tmp_path: Path, name: str
) -> None:
    program.unlock(tmp_path / name)
    officer = Officer().enter(PASSWORD)
    assert not is_open(program) and len(officer.complaints()) == 1


def recovering(program: Program, path: Path) -> Officer:
    program.unlock(path)
    officer = Officer().walk_to_button("forgotten").press(Key.Key_Return)
    assert officer.at() == "recovery"
    return officer


def test_the_recovery_key_opens_and_gives_a_new_password(
    program: Program, closed: tuple[Path, str]
) -> None:
    path, recovery = closed
    officer = recovering(program, path).type(recovery).walk_to_button("user").type("Thử")
    officer.walk_to_button("password").enter(OTHER)
    assert is_open(program)
    program.close()
    with pytest.raises(Refused):
        files.open_ward(path, PASSWORD)
    files.open_ward(path, OTHER).close()


def test_a_wrong_recovery_key_changes_no_password(
    program: Program, closed: tuple[Path, str]
) -> None:
    path, recovery = closed
    wrong = recovery[:-1] + ("2" if recovery[-1] != "2" else "3")
    officer = recovering(program, path).type(wrong).walk_to_button("user").type("Thử")
    officer.walk_to_button("password").enter(OTHER)
    assert not is_open(program) and len(officer.complaints()) == 1
    files.open_ward(path, PASSWORD).close()


def test_a_short_new_password_is_complained_of_and_the_key_stays(
    program: Program, closed: tuple[Path, str]
) -> None:
    path, recovery = closed
    page = program.unlock(path)
    officer = Officer().walk_to_button("forgotten").press(Key.Key_Return)
    officer.type(recovery).walk_to_button("user").type("Thử").walk_to_button("password").enter(
        "ngắn"
    )
    assert not is_open(program) and len(officer.complaints()) == 1
    assert isinstance(page, Unlock) and page.recovery.text() == recovery
