"""A program on an invisible screen with settings of its own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from lcdesk.i18n import use_language
from lcdesk.ui.kit import theme
from lcdesk.ui.shell import rescue
from lcdesk.ui.shell.start import Program

TODAY = date(2026, 9, 20)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp)
    return qapp


@pytest.fixture
def program(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(rescue, "AFTER_MS", 10**6)  # who wants the check says so
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings")
    )
    QApplication.setOrganizationName("lcdesk")
    QApplication.setApplicationName("lcdesk")
    use_language("vi")
    running = Program(dressed, lambda: TODAY)
    yield running
    running.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language("vi")
