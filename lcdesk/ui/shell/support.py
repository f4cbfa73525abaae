"""What to send to who helps: versions, sizes, and the log. It is read before it is sent."""

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from lcdesk import __version__
from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.text_dialog import TextDialog
from lcdesk.ui.shell import log


def told(file: WardFile) -> str:
    """All that is sent, in lines; nothing in it is of a person."""
    machine = [
        f"lcdesk {__version__}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
    ]
    try:
        inside = [f"{name} {count}" for name, count in files.figures(file).items()]
    except Refused as refused:
        inside = [str(refused)]
    return "\n".join([*machine, *inside, "", *log.tail()])


def what_to_send(file: WardFile, parent: QWidget) -> TextDialog:
    """The text, to be read, copied, or saved as a file."""
    about = _(
        "This is all that is handed on: versions, sizes, and what the program did. No name, no "
        "amount and nothing typed is in it. Read it, then copy it into a message or save it."
    )
    return TextDialog(_("What to send"), about, told(file), parent)
