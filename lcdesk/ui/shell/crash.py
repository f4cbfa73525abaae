"""What happens when the program itself is wrong: one window for each distinct fault, nothing typed
lost."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from lcdesk import __version__
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _


def install(keep_drafts: Callable[[], None], tell: Callable[[Refused], None]) -> None:
    """Tell of an unexpected fault once, after keeping what is being typed; what the file refused
    where nobody expected it is told as a sentence."""
    told: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # Seldom wanted, and not at the start.
        from lcdesk.storage.refusing import refusal_of
        from lcdesk.ui.shell import log

        log.fault(error, trace)
        refused = refusal_of(error)
        if refused is not None:
            tell(refused)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        # A fault while drawing comes back with every repaint.
        place = "".join(traceback.format_tb(trace)) + kind.__name__
        if place in told or QApplication.instance() is None:
            return
        told.add(place)
        keep_drafts()
        _show(text)

    sys.excepthook = hook


def _show(details: str) -> None:
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("lcdesk")
    box.setText(_("The program made a mistake."))
    box.setInformativeText(
        _(
            "What was saved is safe, and what you were typing is kept as a draft. "
            "You can go on. If it happens again, start the program anew. “What to send”, in "
            "About, has what the one who helps you needs, without names."
        )
    )
    box.setDetailedText(f"lcdesk {__version__}\n{details}")
    box.exec()
