"""Texts are the msgids here, whatever catalogue is compiled; numbers and dates stay Vietnamese."""

from gettext import NullTranslations
from importlib import import_module

import pytest


@pytest.fixture(autouse=True)
def _without_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        import_module("lcdesk.i18n.catalogue"), "_catalogue", lambda code: NullTranslations()
    )
