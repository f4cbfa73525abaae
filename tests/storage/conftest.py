"""Texts are the msgids here, whatever catalogue is compiled; numbers and dates stay Vietnamese."""

from collections.abc import Iterator
from gettext import NullTranslations
from importlib import import_module
from pathlib import Path

import pytest

from lcdesk.storage.database import WardFile
from tests.storage import wards


@pytest.fixture(autouse=True)
def _without_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        import_module("lcdesk.i18n.catalogue"), "_catalogue", lambda code: NullTranslations()
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "phường.lcdesk"


@pytest.fixture
def file(path: Path) -> Iterator[WardFile]:
    made = wards.copied_file(path)
    yield made
    made.close()
