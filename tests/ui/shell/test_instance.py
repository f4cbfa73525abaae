"""One window for each file; what About and an update say."""

import os
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from lcdesk import __version__
from lcdesk.actions import files, registers
from lcdesk.domain.ward import Association, Ward
from lcdesk.storage import records, slots
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


def command(folder: Path, *words: object) -> tuple[int, str]:
    """What a command says, while the window goes on working."""
    running = subprocess.Popen(
        [sys.executable, "-m", "lcdesk", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "LCDESK_PASSWORD": "một câu dài", "LANGUAGE": "vi"},
    )
    until = time.monotonic() + 30
    while running.poll() is None and time.monotonic() < until:
        QApplication.processEvents()
    assert running.stdout
    with running.stdout as out:
        return running.wait(), out.read().strip()


def test_the_command_has_a_copy_made_by_the_window_that_has_the_file(
    program: Program, tmp_path: Path
) -> None:
    file = new_ward(tmp_path / "ward.lcdesk")
    program.open(file)
    registers.save(file, Association(name="Hội mới"))
    code, told = command(tmp_path, "backup", "ward.lcdesk", "copy.lcdesk")
    assert (code, told) == (0, "Tệp copy.lcdesk là bản sao đã kiểm tra.")
    copy = files.open_ward(tmp_path / "copy.lcdesk", "một câu dài")
    assert [each.name for each in records.find(copy, Association)] == ["Hội mới"]
    copy.close()
    code, told = command(tmp_path, "backup", "ward.lcdesk", "copy.lcdesk")
    assert code == 1 and "Đã có tệp copy.lcdesk" in told
    code, told = command(tmp_path, "check", "ward.lcdesk")
    assert code == 1 and "đang mở ở cửa sổ khác" in told


def test_odd_wishes_are_not_answered(program: Program, tmp_path: Path) -> None:
    program.open(new_ward(tmp_path / "ward.lcdesk"))
    asking = (
        "import sys, pathlib; from PySide6.QtNetwork import QLocalSocket;"
        "from lcdesk.ui.shell import instance; socket = QLocalSocket();"
        "socket.connectToServer(instance._name(pathlib.Path(sys.argv[1])));"
        "socket.waitForConnected(2000); socket.write(sys.argv[2].encode() + b'\\n');"
        "print(socket.waitForReadyRead(2000))"
    )
    for wish in ("", "{}", "[1]", "nonsense", '{"wish": "copy", "target": 7}'):
        asked = subprocess.Popen(
            [sys.executable, "-c", asking, str(tmp_path / "ward.lcdesk"), wish],
            stdout=subprocess.PIPE,
            text=True,
        )
        while asked.poll() is None:
            QApplication.processEvents()
        assert asked.stdout
        with asked.stdout as out:
            assert out.read().strip() == "False"


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
