"""The pane of reports, in front, on a ward of two years."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lcdesk.actions import files
from lcdesk.demo.ward import make_sample
from lcdesk.storage.database import WardFile
from lcdesk.storage.slots import path_of
from lcdesk.ui.areas.reports.area import Reports
from lcdesk.ui.areas.reports.pane import ReportPane
from lcdesk.ui.kit import worker
from lcdesk.ui.shell.start import Program
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, Key, Officer
from tests.small_ward import CHEAP
from tests.ui.areas.reports.report_pages import wait

PASSWORD = "một câu dài"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward of two years, made once."""
    path = tmp_path_factory.mktemp("reports") / "ward.lcdesk"
    make_sample(path, PASSWORD, groups=3, households=30, years=2, seed=1, cost=CHEAP).close()
    return path


@pytest.fixture
def file(sample: Path, tmp_path: Path) -> WardFile:
    path = tmp_path / "ward.lcdesk"
    shutil.copy(sample, path)
    shutil.copy(path_of(sample), path_of(path))
    return files.open_ward(path, PASSWORD)


@pytest.fixture
def window(program: Program, file: WardFile) -> Iterator[Window]:
    shown = program.open(file)
    shown.resize(1366, 740)
    yield shown
    worker.wait_for_all()


@pytest.fixture
def officer(window: Window) -> Officer:
    return Officer().press(Key.Key_9, ALT)


@pytest.fixture
def pane(window: Window, officer: Officer) -> ReportPane:
    area = window.current
    assert isinstance(area, Reports) and isinstance(area.current, ReportPane)
    wait(area.current)
    return area.current
