"""Run cases side by side, each in a process of its own, so that one that dies or hangs is seen."""

import os
import pickle
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from torture.tally import Tally

Case = Callable[[int], Tally]


class Size(NamedTuple):
    """How many cases a run has, and how many tries a case."""

    cases: int
    tries: int


@dataclass
class _Running:
    number: int
    pid: int
    since: float
    answer: bytearray = field(default_factory=bytearray)


def run(one: Case, numbers: Iterable[int], jobs: int, patience: float) -> Tally:
    """The tallies of all cases together; a case that takes longer than `patience` seconds hangs."""
    total, waiting = Tally(), iter(numbers)
    with selectors.DefaultSelector() as watched:
        while True:
            while len(watched.get_map()) < jobs and (number := next(waiting, None)) is not None:
                end, running = _start(one, number)
                watched.register(end, selectors.EVENT_READ, running)
            if not watched.get_map():
                return total
            for tally in _ended(watched, patience):
                total.add(tally)


def _start(one: Case, number: int) -> tuple[int, _Running]:
    end, start = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        os.close(end)
        answer = one(number)
        with os.fdopen(start, "wb") as out:
            pickle.dump(answer, out)
        os._exit(0)
    os.close(start)
    return end, _Running(number, pid, time.monotonic())


def _ended(watched: selectors.BaseSelector, patience: float) -> Iterator[Tally]:
    ready = {key.fd for key, _events in watched.select(timeout=1)}
    for key in list(watched.get_map().values()):
        running: _Running = key.data
        hangs = time.monotonic() - running.since > patience
        if key.fd in ready and (part := os.read(key.fd, 1 << 20)):
            running.answer += part
        elif key.fd in ready or hangs:
            if hangs:
                os.kill(running.pid, signal.SIGKILL)
            watched.unregister(key.fd)
            os.close(key.fd)
            os.waitpid(running.pid, 0)
            yield _answer(running, hangs)


def _answer(running: _Running, hangs: bool) -> Tally:
    if hangs:
        return Tally(hangs=1, failures=[f"--case {running.number}: it did not end"])
    try:
        told: Tally = pickle.loads(running.answer)
    except (EOFError, pickle.UnpicklingError):
        return Tally(tracebacks=1, failures=[f"--case {running.number}: its process died"])
    told.failures = [f"--case {running.number}: {each}" for each in told.failures]
    return told
