"""One window for each file; what About and an update say."""

import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from lcdesk import __version__
from lcdesk.actions import files
from lcdesk.domain.ward import Ward
from lcdesk.storage import slots
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.shell.about import About
from lcdesk.ui.shell.instance import ask_other
from lcdesk.ui.shell.start import Program
from tests.storage.wards import new_file

SECOND = "import sys, pathlib; from lcdesk.ui.shell.instance import ask_other; print(ask_other(pathlib.Path(sys.argv[1])))"
CHEAP = slots.Cost(1, 64, 1)


def second_start(path: Path, folder: Path) -> str:
    """What a second program hears, while this one goes on working."""
    asking = subprocess.Popen(
        [sys.executable, "-c", SECOND, str(path)], stdout=subprocess.PIPE, text=True, cwd=folder
    )
    until = time.monotonic() + 20
    while asking.poll() is None and time.monotonic() < until:
        QApplication.processEvents()
    assert asking.stdout
    with asking.stdout as out:
        return out.read().strip()


def new_ward(path: Path) -> WardFile:
    return files.create_ward(
        path, "Cán Bộ Mẫu", "một câu dài", Ward(name="Mẫu", city="Thành phố Mẫu"), cost=CHEAP
    )[0]


def test_a_second_start_of_a_file_brings_its_window_forward(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "sổ phường.lcdesk"
    window = program.open(new_ward(path))
    window.showMinimized()
    assert second_start(Path("sổ phường.lcdesk"), tmp_path) == "True"
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    assert second_start(tmp_path / "another.lcdesk", tmp_path) == "False"


def test_a_file_is_held_from_the_question_for_its_password_on(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "ward.lcdesk"
    new_file(path).close()
    program.unlock(path)
    assert second_start(path, tmp_path) == "True"
    program.unlock(tmp_path / "another.lcdesk")
    assert not ask_other(path)


def test_what_a_killed_program_left_is_no_obstacle(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    killed = (
        "import os, sys, pathlib; from PySide6.QtCore import QCoreApplication;"
        "from lcdesk.ui.shell.instance import Instance;"
        "app = QCoreApplication([]); held = Instance(); held.hold(pathlib.Path(sys.argv[1])); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", killed, str(path)])
    assert not ask_other(path)
    program.open(new_ward(path))
    assert second_start(path, tmp_path) == "True"


def test_about_says_version_places_and_licences(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    kept = tmp_path / "ward (0.1.0, 2026-11-24).lcdesk"
    kept.touch()
    window = program.open(new_ward(path))
    about = About(window.desk.file, window)
    said = "\n".join(each.text() for each in about.findChildren(Label))
    for part in (__version__, str(path), str(kept), "Giấy phép"):
        assert part in said
    licences = about.findChild(QPlainTextEdit, "licences")
    assert isinstance(licences, QPlainTextEdit) and "MIT License" in licences.toPlainText()


def test_an_update_is_told_with_the_name_of_what_was_kept(program: Program, tmp_path: Path) -> None:
    from dataclasses import replace

    file = replace(
        new_ward(tmp_path / "ward.lcdesk"), kept=tmp_path / "ward (0.1.0, 2026-11-24).lcdesk"
    )
    window = program.open(file)
    assert "ward (0.1.0, 2026-11-24).lcdesk" in window.statusBar().currentMessage()
