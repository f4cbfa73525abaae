"""Work that is not done at once: a little later, or beside the window, where the newest request
wins."""

import atexit
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from lcdesk.domain.errors import Refused

Progress = Callable[[int], None]
Work = Callable[[Progress], Any]
"""What is to be done. It calls the progress with how far it is, and lets what that raises go
through."""


class Cancelled(Exception):
    """Raised out of the progress of work that nobody waits for any more."""


def once(owner: QObject, after: int, act: Callable[[], None]) -> QTimer:
    """A timer of the owner that acts once, so many milliseconds after it was last started."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after)
    timer.timeout.connect(act)
    return timer


class _Job(QThread):
    """One piece of work, which tells only while it is wanted."""

    told = Signal(object, int)
    ended = Signal(object, object, object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.wanted = True

    def run(self) -> None:
        try:
            result, error = self._work(self._progress), None
        except Cancelled:
            return
        except Exception as wrong:  # noqa: BLE001
            # It comes out where the work was asked for; here no one would hear of it.
            result, error = None, wrong
        if self.wanted:
            self.ended.emit(self, result, error)

    def _progress(self, number: int) -> None:
        if not self.wanted:
            raise Cancelled
        self.told.emit(self, number)


_STARTED: set[_Job] = set()
"""Jobs that may still run, cancelled ones too: a thread must not be thrown away before it has
ended."""


class Worker(QObject):
    """Does one piece of work at a time. What it does must not touch the window, nor the file but
    for copying it.

    `progressed` tells how far it is, `done` gives the result, `refused` the Refused that came out.
    """

    progressed = Signal(int)
    done = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: list[_Job] = []
        self.destroyed.connect(partial(_cancel, self._jobs))

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    def start(self, work: Work) -> None:
        """Begin; what was being done before is cancelled."""
        self.cancel()
        job = _Job(work)
        self._jobs.append(job)
        _STARTED.difference_update([each for each in _STARTED if each.isFinished()])
        _STARTED.add(job)
        job.told.connect(self._on_told)
        job.ended.connect(self._on_ended)
        job.start()

    def cancel(self) -> None:
        """Nobody waits any more: the work stops at its next step and nothing is heard of it."""
        _cancel(self._jobs)

    def _on_told(self, job: _Job, number: int) -> None:
        # What a cancelled job sent before it stopped may still be on its way.
        if job in self._jobs:
            self.progressed.emit(number)

    def _on_ended(self, job: _Job, result: Any, error: Exception | None) -> None:
        if job not in self._jobs:
            return
        self._jobs.clear()
        if isinstance(error, Refused):
            self.refused.emit(error)
        elif error is not None:
            raise error
        else:
            self.done.emit(result)


def _cancel(jobs: list[_Job], _gone: object = None) -> None:
    for job in jobs:
        job.wanted = False
    jobs.clear()


def wait_for_all() -> None:
    """Cancel whatever still runs, and wait until it has stopped: the program ends."""
    for job in tuple(_STARTED):
        job.wanted = False
        job.wait()
    _STARTED.clear()


atexit.register(wait_for_all)
