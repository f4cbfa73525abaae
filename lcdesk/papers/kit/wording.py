"""The fixed wording of the papers: what ships with the program, and values put into a text."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from lcdesk.i18n import amount_in_words, date_text, number
from lcdesk.papers.kit.fonts import printable

Value = str | int | date | None
BLANK = "." * 24
BLANK_DATE = "..../..../........"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


WordingTexts = Mapping[str, Mapping[str, str]]


@cache
def shipped() -> WordingTexts:
    """The wording that comes with the program: paper -> key -> text; "*" holds what several papers
    share."""
    rows = json.loads((files("lcdesk.resources") / "wording.json").read_text(encoding="utf-8"))
    papers: dict[str, dict[str, str]] = {}
    for row in rows:
        papers.setdefault(row["paper"], {})[row["key"]] = row["text"]
    return papers


def texts_of(paper: str, wording: WordingTexts, above: Sequence[str] = ()) -> dict[str, str]:
    """The texts of one paper: the ward's own, and what ships where the ward has none, as after an
    update.

    Its own come before those of the papers `above` it, and these before what all papers share.
    """
    return {
        key: text
        for name in ("*", *above, paper)
        for each in (shipped(), wording)
        for key, text in each.get(name, {}).items()
    }


def blanks(text: str, values: Mapping[str, Value]) -> list[str]:
    """The placeholders of a text that have no value yet, in their order; a date has dots of its
    own."""
    names = [name for name in _PLACEHOLDER.findall(text) if name in values]
    return [name for name in names if values[name] is not None and not written(values[name])]


def fill(text: str, values: Mapping[str, Value], blank: str = BLANK) -> str:
    """The markup of a text with its {placeholders} filled; an empty value becomes `blank`, no date
    its slashes.

    Text and values are escaped, so that neither is read as markup. A placeholder that nobody fills
    stays as it
    is written: an officer's slip in the wording shows on the paper instead of stopping it.
    """

    def filled(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        value = values[match[1]]
        return BLANK_DATE if value is None else escape(written(value) or blank)

    return _PLACEHOLDER.sub(filled, escape(printable(text)))


def plain(text: str, values: Mapping[str, str]) -> str:
    """A text with its {placeholders} filled as they are, for a content that is laid out later."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def written(value: Value) -> str:
    """A fact as a paper writes it, "" when there is none: a number in groups of three, a date as
    dd/MM/yyyy."""
    if isinstance(value, int):
        return number(value) if value else ""
    return printable(value) if isinstance(value, str) else date_text(value)


def brief(text: str, limit: int = 250) -> str:
    """A text for a place that cannot run over pages (heading, signature): at most `limit` letters,
    cut with "…"."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def spelled(amount: int) -> str:
    """An amount of đồng in words, "" when there is none."""
    return amount_in_words(amount) if amount else ""
