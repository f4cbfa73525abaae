"""Long work beside the window: it tells, ends, fails, is cancelled; the newest request wins."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lcdesk.domain.errors import Refused
from lcdesk.ui.kit import worker
from lcdesk.ui.kit.worker import Cancelled, Progress, Worker


class Gate:
    """Work that goes on one step at a time."""

    def __init__(self, result: str = "") -> None:
        self.result = result
        self.open = threading.Event()
        self.begun = threading.Event()
        self.stopped = threading.Event()

    def work(self, progress: Progress) -> str:
        self.begun.set()
        self.open.wait(10)
        try:
            progress(1)
        except Cancelled:
            self.stopped.set()
            raise
        return self.result


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    worker.wait_for_all()


@pytest.fixture
def beside(owner: QObject) -> Worker:
    return Worker(owner)


def test_it_tells_how_far_it_is_and_gives_the_result(beside: Worker, qtbot: QtBot) -> None:
    steps: list[int] = []
    beside.progressed.connect(steps.append)

    def work(progress: Progress) -> int:
        for page in (1, 2, 3):
            progress(page)
        assert threading.current_thread() is not threading.main_thread()
        return 42

    with qtbot.waitSignal(beside.done) as done:
        beside.start(work)
        assert beside.is_busy
    assert (done.args, steps, beside.is_busy) == ([42], [1, 2, 3], False)


def test_what_is_refused_is_told(beside: Worker, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise Refused("Totals disagree.")

    with qtbot.waitSignal(beside.refused) as refused:
        beside.start(work)
    assert str(refused.args[0]) == "Totals disagree."


def test_a_fault_comes_out_in_the_window(beside: Worker, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as faults:
        beside.start(lambda _progress: 1 // 0)
        qtbot.waitUntil(lambda: bool(faults))
    assert faults[0][0] is ZeroDivisionError and not beside.is_busy


def test_cancelled_work_stops_at_its_next_step_and_is_not_heard_of(
    beside: Worker, qtbot: QtBot
) -> None:
    gate = Gate("late")
    heard: list[object] = []
    beside.done.connect(heard.append)
    beside.progressed.connect(heard.append)
    beside.start(gate.work)
    assert gate.begun.wait(10)
    beside.cancel()
    gate.open.set()
    assert gate.stopped.wait(10)
    worker.wait_for_all()
    qtbot.wait(20)
    assert heard == [] and not beside.is_busy


def test_an_outdated_result_never_replaces_the_newer(beside: Worker, qtbot: QtBot) -> None:
    old = Gate("old")
    heard: list[object] = []
    beside.done.connect(heard.append)
    beside.start(old.work)
    assert old.begun.wait(10)
    with qtbot.waitSignal(beside.done):
        beside.start(lambda _progress: "new")
    old.open.set()
    worker.wait_for_all()
    qtbot.wait(20)
    assert heard == ["new"]


def test_a_result_on_its_way_is_dropped_when_something_newer_was_asked_for(
    beside: Worker, qtbot: QtBot
) -> None:
    heard: list[str] = []
    beside.done.connect(heard.append)
    beside.start(lambda _progress: "old")
    for job in tuple(worker._STARTED):
        job.wait()  # its result waits for the event loop
    with qtbot.waitSignal(beside.done):
        beside.start(lambda _progress: "new")
    qtbot.wait(20)
    assert heard == ["new"]


def test_who_asked_may_go_while_it_is_done(owner: QObject, qtbot: QtBot) -> None:
    gate, leaving = Gate(), QObject()
    Worker(leaving).start(gate.work)
    assert gate.begun.wait(10)
    with qtbot.waitSignal(leaving.destroyed):
        leaving.deleteLater()
    gate.open.set()
    assert gate.stopped.wait(10)
