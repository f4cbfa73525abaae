"""The start as an officer meets it, beside a bare window: the password page, the first area, a
filled list."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import ward
from bench.rows import Row
from bench.ward import HOUSEHOLDS, PASSWORD
from lcdesk.storage import keys

RUNS = 9
MEMORY_MB = 250

HEAD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)  # a later paint must not end a later wait
            QTimer.singleShot(0, app.exit)  # quit would close the windows too
        return False

def until_painted(widget):
    widget.installEventFilter(painted)
    widget.update()
    app.exec()

from lcdesk.ui.shell import start
app, painted = start.made_app(), Painted()
program = start.Program(app)
path = Path(sys.argv[1])
"""

# Deriving a key from a password takes its time on purpose; it is not the program's own.
WITHOUT_DERIVING = """
from lcdesk.storage import keys
from lcdesk.storage import slots
(found, *_others) = slots.sources(path)
keys.unwrap = lambda *_any: keys.Unwrapped("", bytes.fromhex(sys.argv[2]), found)
"""

PAGE = HEAD + "until_painted(program.unlock(path))"

TO_LIST = (
    HEAD
    + WITHOUT_DERIVING
    + """
from lcdesk.actions import files
from lcdesk.ui.kit.tables import RecordTable
window = program.open(files.open_ward(path, ""))
window.show_area(2)  # members and households
(table, *_others) = window.current.findChildren(RecordTable)
assert table.model().rowCount() >= int(sys.argv[3]), "the list is not filled"
until_painted(table.viewport())
"""
)

# Who types a password gives the program time to load the rest.
TO_TODAY = (
    HEAD
    + """
page = program.unlock(path)
until_painted(page)
typing = QTimer(interval=20)
typing.timeout.connect(lambda: program.is_loading or app.exit())
typing.start()
app.exec()
typing.stop()
"""
    + WITHOUT_DERIVING
    + """
begun = time.perf_counter()
page.opened.connect(lambda _file: QTimer.singleShot(0, app.exit))
page.open()
app.exec()
app.processEvents()  # the window is painted here
assert program.shown.isVisible()
took = time.perf_counter() - begun
"""
)

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.exit)

app = QApplication([])
window = Window()
window.show()
app.exec()
"""

# Quick out: what a program does after its window was painted is not measured.
LEAVE = """
import os
from pathlib import Path
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
memory = [line.split()[1] for line in lines if line.startswith("VmHWM")] or ["0"]
print("painted", memory[0], globals().get("took", ""), flush=True)
os._exit(0)
"""


def rows(folder: Path) -> Iterator[Row]:
    path = ward.made(folder)
    key = keys.unwrap(path, PASSWORD).key
    scripts = {
        ("password page ÷ a bare PySide6 window", 1.8): PAGE,
        (
            f"filled list of {HOUSEHOLDS} households, without deriving the key ÷ a bare window",
            3.1,
        ): TO_LIST,
        (
            (
                "Enter on the password page to a filled Today, without deriving the key ÷ a bare "
                "window"
            ),
            2.4,
        ): TO_TODAY,
    }
    bare = _Child(BARE, path, key)
    for (name, limit), script in scripts.items():
        ours = _Child(script, path, key)
        try:
            for warming in (ours, bare):  # the disk, and the compiled modules
                warming.start()
            values = tuple(ours.start() / bare.start() for _run in range(RUNS))
        except RuntimeError as error:
            yield Row(name, limit, why_not=str(error))
            continue
        yield Row(name, limit, values)
        if script is TO_LIST:
            yield Row("peak memory with that list", MEMORY_MB, tuple(ours.peaks_mb), "MB")


class _Child:
    """A program that is started again and again, compiled as an installed one is; its settings stay
    with the sample."""

    def __init__(self, script: str, path: Path, key: bytes) -> None:
        self._words = [sys.executable, "-c", script + LEAVE, str(path), key.hex(), str(HOUSEHOLDS)]
        inherited = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        own = {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": "config",
            "PYTHONPYCACHEPREFIX": "compiled",
        }
        places = {
            name: str(path.parent / own[name])
            for name in ("XDG_CONFIG_HOME", "PYTHONPYCACHEPREFIX")
        }
        self._environment = {**inherited, **own, **places}
        self.peaks_mb: list[float] = []

    def start(self) -> float:
        """Run until the window has painted; give the seconds of the whole process, or of what it
        measured itself."""
        begun = time.perf_counter()
        done = subprocess.run(
            self._words, env=self._environment, capture_output=True, text=True, timeout=60
        )
        took = time.perf_counter() - begun
        said = done.stdout.split()
        if said[:1] != ["painted"]:
            raise RuntimeError(
                (done.stderr.strip().splitlines() or ["it ended before it painted"])[-1]
            )
        self.peaks_mb.append(int(said[1]) / 1024)
        return float(said[2]) if len(said) > 2 else took
