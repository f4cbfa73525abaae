"""What a box offers to choose from, and how it is found by typing."""

from collections.abc import Callable
from dataclasses import dataclass

from lcdesk.i18n import fit, fold

Choices = list[tuple[str, str]]
MOST_SHOWN = 50
"""Lines of a list; whoever has so many to choose from types on."""


@dataclass(frozen=True)
class Source:
    """Where choices come from.

    `find` gives code and label for what was typed, the best fit first, and no more than one beyond
    those shown; `name` the label of a code; `beside` what tells those of one name apart, by code.
    """

    find: Callable[[str], Choices]
    name: Callable[[str], str]
    beside: Callable[[list[str]], dict[str, str]] = lambda _codes: {}


def among(options: dict[str, str]) -> Source:
    """Find in a fixed list."""
    return Source(
        lambda text: best_first(text, list(options.items())), lambda code: options.get(code, code)
    )


def best_first(text: str, offered: Choices) -> Choices:
    """Those that hold every word of the text, the best fit first, else in their order."""
    words = fold(text).split()
    holding = [each for each in offered if all(word in fold(each[1]) for word in words)]
    return sorted(holding, key=lambda each: fit(text, each[1])) if words else holding
