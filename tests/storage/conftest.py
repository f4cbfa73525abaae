"""Texts are the msgids here, whatever catalogue is compiled; numbers and dates stay Vietnamese."""

from gettext import NullTranslations
from importlib import import_module

import pytest

from tests.storage import wards


@pytest.fixture(autouse=True)
def _without_catalogue(monkeypatch):
    monkeypatch.setattr(import_module("lcdesk.i18n.catalogue"), "_catalogue", lambda code: NullTranslations())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "phường.lcdesk"


@pytest.fixture
def file(path):
    made = wards.new_file(path)
    yield made
    made.close()
