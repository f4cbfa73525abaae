"""The language of the screen: Vietnamese unless asked otherwise, translated from English."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

LANGUAGES = ("vi", "en")

_chosen = "vi"
_within: ContextVar[str] = ContextVar("language", default="")


def use_language(code: str) -> None:
    """Switch every later text to "vi" or "en"; any other code raises ValueError."""
    global _chosen
    _chosen = _known(code)


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Have all texts of this thread in one language for a while: official papers are Vietnamese on
    any screen."""
    token = _within.set(_known(code))
    try:
        yield
    finally:
        _within.reset(token)


def language() -> str:
    """Code of the language in use: "vi" or "en"."""
    return _within.get() or _chosen


def _(message: str) -> str:
    """The message in the language in use; without a translation the message itself."""
    # The catalogue's own entry for "" is its header, never a text to show.
    return _catalogue(language()).gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark a message for the catalogue, to be translated with `_` where it is shown."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message that fits n things, in the language in use."""
    return _catalogue(language()).ngettext(one, many, n)


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}, expected one of {LANGUAGES}")
    return code


@cache
def _catalogue(code: str) -> NullTranslations:
    if code == "en":
        return NullTranslations()
    try:
        with (files("lcdesk.i18n_data") / code / "LC_MESSAGES" / "lcdesk.mo").open("rb") as file:
            return GNUTranslations(file)
    except (ModuleNotFoundError, OSError):
        # A program in English still works; one that does not start helps nobody.
        return NullTranslations()
