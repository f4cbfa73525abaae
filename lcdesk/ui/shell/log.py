"""What the program did and where it went wrong, for who helps an officer. No name, no amount, no
path and nothing typed is in it."""

import logging
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from lcdesk.storage import durable
from lcdesk.ui.kit.own_folder import own_folder

NAME = "lcdesk.log"
MOST_BYTES = 256 * 1024
OLDER = 2
"""So many files of before are kept."""

_log = logging.getLogger("lcdesk")


class _Private(RotatingFileHandler):
    """Its files may be read by nobody else."""

    def _open(self) -> TextIOWrapper:
        durable.make_empty(Path(self.baseFilename))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason to stop."""


def path() -> Path:
    """Where the log lies."""
    return own_folder() / NAME


def _logger() -> logging.Logger:
    """Made when first wanted; where nothing can be written, as on a full disk, one goes on
    without."""
    if not _own_handlers():
        handler = _Private(
            path(), maxBytes=MOST_BYTES, backupCount=OLDER, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        _log.addHandler(handler)
        _log.setLevel(logging.INFO)
        _log.propagate = False
    return _log


def _own_handlers() -> list[logging.Handler]:
    return [each for each in _log.handlers if isinstance(each, _Private)]


def end() -> None:
    """Write nothing more."""
    for handler in _own_handlers():
        _log.removeHandler(handler)
        handler.close()


def note(what: str, *numbers: int) -> None:
    """Write down an event by its name, with numbers that tell nothing of a person."""
    _logger().info(" ".join([what, *map(str, numbers)]))


def fault(error: BaseException, trace: TracebackType | None) -> None:
    """Write down where something went wrong, and of what kind it is; what the error says may hold
    a name, so it stays out."""
    lines = [f"fault {type(error).__name__}"]
    for frame in traceback.extract_tb(trace):
        place = "/".join(Path(frame.filename).parts[-3:])
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    _logger().error("\n".join(lines))


def tail(most: int = 200) -> list[str]:
    """The last lines written."""
    try:
        return path().read_text(encoding="utf-8", errors="replace").splitlines()[-most:]
    except OSError:
        return []
