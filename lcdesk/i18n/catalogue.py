"""The language of the screen: Vietnamese unless asked otherwise, translated from English."""

from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

LANGUAGES = ("vi", "en")

_code = "vi"
_catalogue: NullTranslations | None = None


def use_language(code: str) -> None:
    """Switch every later text to "vi" or "en"; any other code raises ValueError."""
    global _code, _catalogue
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}, expected one of {LANGUAGES}")
    _code, _catalogue = code, _load(code)


def language() -> str:
    """Code of the language in use: "vi" or "en"."""
    return _code


def _(message: str) -> str:
    """The message in the language in use; without a translation the message itself."""
    # The catalogue's own entry for "" is its header, never a text to show.
    return _current().gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark a message for the catalogue, to be translated with `_` where it is shown."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message that fits n things, in the language in use."""
    return _current().ngettext(one, many, n)


def _current() -> NullTranslations:
    # Read on first use, so that importing stays cheap for what shows no text.
    global _catalogue
    if _catalogue is None:
        _catalogue = _load(_code)
    return _catalogue


def _load(code: str) -> NullTranslations:
    if code == "en":
        return NullTranslations()
    try:
        with (files("lcdesk.i18n_data") / code / "LC_MESSAGES" / "lcdesk.mo").open("rb") as file:
            return GNUTranslations(file)
    except (ModuleNotFoundError, OSError):
        # A program in English still works; one that does not start helps nobody.
        return NullTranslations()
