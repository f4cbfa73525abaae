"""The catalogues are complete, and their placeholders are those of the program."""

import string
from collections.abc import Iterable

import pytest
from babel.messages.catalog import Catalog, Message

from i18n import catalogues


@pytest.fixture(params=catalogues.CATALOGUES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.load(request.param)


def test_every_text_is_translated(catalogue: Catalog) -> None:
    texts = {message.id for message in catalogues.extract() if message.id}
    translated = {message.id for message in catalogue if message.id and all(strings(message))}
    assert texts - translated == set(), "./dev i18n brings new texts into the catalogues"


def test_no_translation_is_left_over(catalogue: Catalog) -> None:
    texts = {message.id for message in catalogues.extract()}
    assert {message.id for message in catalogue} - texts == set(), (
        "./dev i18n drops texts that are gone"
    )


def test_placeholders_are_kept(catalogue: Catalog) -> None:
    for message in catalogue:
        # The second of two ids is the plural, which has every placeholder.
        source = message.id if isinstance(message.id, str) else message.id[1]
        for text in filter(None, strings(message)):
            if message.id:
                assert placeholders(text) == placeholders(source), text


def strings(message: Message) -> Iterable[str]:
    return [message.string] if isinstance(message.string, str) else message.string


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
