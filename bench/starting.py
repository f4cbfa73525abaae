"""From the start of the program to the member list on the screen, beside a bare window; both as whole processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.rows import Row, ratios
from bench.ward import HOUSEHOLDS, PASSWORD

RUNS = 7
MEMORY_MB = 250

# What the program offers for this: make the application, show an open file, go to an area.
TO_LIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from lcdesk.actions import files
from lcdesk.ui import start
from lcdesk.ui.tables import RecordTable

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False

app = start.made_app()
program = start.Program(app)
window = program.open(files.open_ward(Path(sys.argv[1]), sys.argv[2]))
window.show_area(2)  # members and households
(table, *_others) = window.current.findChildren(RecordTable)
assert table.model().rowCount() >= int(sys.argv[3]), "the list is not filled"
painted = Painted()
table.viewport().installEventFilter(painted)
app.exec()
"""

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

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
print("painted", *(line.split()[1] for line in lines if line.startswith("VmHWM")), flush=True)
os._exit(0)
"""


def rows(path: Path) -> Iterator[Row]:
    name = f"start to the member list of {HOUSEHOLDS} households ÷ a bare PySide6 window"
    memory = "peak memory with that list"
    try:
        ours, bare = _Child(TO_LIST, path), _Child(BARE, path)
        for warming in (ours, bare):  # the disk, and the compiled modules
            warming.start()
        values = tuple(ratios(ours.start, bare.start, RUNS, 1))
    except RuntimeError as error:
        yield Row(name, 2, why_not=str(error))
        yield Row(memory, MEMORY_MB, why_not=str(error))
        return
    yield Row(name, 2, values)
    if ours.peaks_mb:
        yield Row(memory, MEMORY_MB, tuple(ours.peaks_mb), "MB")
    else:
        yield Row(memory, MEMORY_MB, why_not="this system does not tell it")


class _Child:
    """A program that is started again and again; its settings stay in the folder of the sample."""

    def __init__(self, script: str, path: Path) -> None:
        self._words = [sys.executable, "-c", script + LEAVE, str(path), PASSWORD, str(HOUSEHOLDS)]
        config = str(path.parent / "config")
        self._environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": config}
        self.peaks_mb: list[float] = []

    def start(self, _number: int = 0) -> None:
        """Run until the window has painted."""
        done = subprocess.run(self._words, env=self._environment, capture_output=True, text=True, timeout=60)
        said = done.stdout.split()
        if said[:1] != ["painted"]:
            raise RuntimeError((done.stderr.strip().splitlines() or ["it ended before it painted"])[-1])
        self.peaks_mb += [int(kilobytes) / 1024 for kilobytes in said[1:]]
