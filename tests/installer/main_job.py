"""The main job of tests/ui/test_main_job.py, done with the keyboard in an installed program.

Run by the Python of the installed program: main_job.py TESTS FOLDER. It needs QtTest, which is not installed; the trial
puts it beside.
"""

import sys
import time
from datetime import date
from pathlib import Path

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
tests, folder = map(Path, sys.argv[1:])
# Last: a checkout around the tests does not come before the installed program.
sys.path.append(str(tests.parent))

from PySide6.QtCore import QSettings  # noqa: E402

import lcdesk  # noqa: E402
from lcdesk.i18n import use_language  # noqa: E402
from lcdesk.ui.shell.start import Program, made_app  # noqa: E402
from tests.ui.test_main_job import test_from_an_empty_laptop_to_signed_minutes as do_the_main_job  # noqa: E402

QSettings.setPath(
    QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings")
)
app = made_app()
use_language("vi")
program = Program(app, lambda: date(2026, 9, 20))
begun = time.monotonic()
do_the_main_job(program, folder)
program.close()
print(
    f"main job done by keyboard in {time.monotonic() - begun:.0f} s on {app.platformName()}, by {lcdesk.__file__}"
)
