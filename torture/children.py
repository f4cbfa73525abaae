"""A program in a process of its own, which says over a pipe what it has done."""

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress

DONE, REFUSED, WRONG = b".", b"r", b"!"
Say = Callable[[bytes], None]
PATIENCE = 30.0


class Child:
    """A forked process that runs `program`; what it says is read by whoever ends it."""

    def __init__(self, program: Callable[[Say], object]) -> None:
        self._end, start = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._end)
            _run(program, start)
        os.close(start)
        self.said = b""
        self.is_over = False

    def listen(self, until: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Read what it says until that is enough, it ends, or the time is over."""
        last = time.monotonic() + seconds
        while not until() and not self.is_over and (left := last - time.monotonic()) > 0:
            if select.select([self._end], [], [], left)[0]:
                said = os.read(self._end, 1 << 16)
                self.said += said
                self.is_over = not said

    @property
    def acked(self) -> int:
        """How many steps it said were done."""
        return self.said.split(WRONG)[0].count(DONE)

    def kill(self) -> None:
        """End it at once, and read what it had said by then."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.listen(lambda: False)
        os.waitpid(self.pid, 0)
        os.close(self._end)

    def check(self) -> None:
        """Raise what went wrong inside."""
        if WRONG in self.said:
            raise RuntimeError(self.said.split(WRONG, 1)[1].decode(errors="replace"))


def _run(program: Callable[[Say], object], start: int) -> None:
    try:
        program(lambda word: _say(start, word))
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        _say(start, WRONG + traceback.format_exc().encode())
    os._exit(0)


def _say(start: int, word: bytes) -> None:
    os.write(start, word)
