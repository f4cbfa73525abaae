"""How well what was typed fits a name: who is offered first, and who may be taken without being
pointed at."""

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from lcdesk.i18n.text import fold

APART = " · "
"""Stands between the parts of a label, of which the first is the name."""
WHOLE, LAST, BEGINNING, INSIDE, ELSEWHERE = range(5)
"""The whole of a part of the label; its last word, as a given name is; beginnings of words; inside
a word; not there.

Elsewhere: found by something that the label does not show, such as a phone number.
"""
_TONES = "\u0300\u0309\u0303\u0301\u0323"

Fit = tuple[int, int]
"""One of the kinds above, and how many words differ in their tones from what was typed with tones;
less is better."""


def fit(typed: str, label: str) -> Fit:
    """How well a label fits what was typed. A word typed bare fits with any tones."""
    key, (sought, toned_words) = _key(label), _sought(typed)
    if not all(f" {word}" in key for word in sought):
        return (INSIDE if all(word in key for word in sought) else ELSEWHERE), 0
    toned = sum(not _has_toned(word, label) for word in toned_words)
    if f"\n {' '.join(sought)}\n" in key:
        return WHOLE, toned
    return (LAST if any(f" {word}\n" in key for word in sought) else BEGINNING), toned


def is_clear(typed: str, labels: Sequence[str]) -> bool:
    """Whether the first of the labels, best first, is meant without doubt.

    Not where the typed text only stands inside a word or with other tones, nor where the next has
    the same name.
    """
    if not labels:
        return False
    best = fit(typed, labels[0])
    if best[0] > BEGINNING or best[1]:
        return False
    return not any(
        _name(each) == _name(labels[0]) and fit(typed, each) == best for each in labels[1:]
    )


@lru_cache(maxsize=32_768)
def _key(label: str) -> str:
    """The parts of a label folded, each in a line, each word behind a space: so one look tells
    where a text stands."""
    return "\n" + "".join(f" {fold(part)}\n" for part in label.split(APART))


def _name(label: str) -> str:
    return _key(label).split("\n")[1]


@lru_cache(maxsize=64)
def _sought(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words typed, folded, and as they are those typed with tones or marks."""
    words = normalize("NFC", typed).lower().split()
    return tuple(fold(typed).split()), tuple(word for word in words if fold(word) != word)


def _has_toned(typed: str, label: str) -> bool:
    letters, tones = _spelling(typed)
    return any(
        word.startswith(letters) and tones == marks
        for word, marks in map(_spelling, label.lower().split())
    )


@lru_cache(maxsize=8192)
def _spelling(word: str) -> tuple[str, str]:
    """The letters of a word and its tone, on whichever letter that stands: "hoà" is spelt as
    "hòa"."""
    marks = normalize("NFD", word)
    letters = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return letters, "".join(mark for mark in marks if mark in _TONES)
