"""The letters of one font: how wide they are, where a text breaks, and how a document encodes
them."""

from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont

from lcdesk.papers.kit.fonts import register

SMALLEST = 6.5
"""Points to which a text may shrink before a word of it is broken."""


class _Widths(dict[str, float]):
    """Letter -> its width in type of one point."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._face = getFont(font).face

    def __missing__(self, letter: str) -> float:
        width: float = self._face.getCharWidth(ord(letter)) / 1000
        self[letter] = width
        return width


@cache
def _widths(font: str) -> _Widths:
    register()
    return _Widths(font)


def width(text: str, font: str) -> float:
    """The width in points of a text in type of one point."""
    return sum(map(_widths(font).__getitem__, text))


@lru_cache(1024)
def fitted(text: str, font: str, size: float, room: float) -> tuple[float, tuple[str, ...]]:
    """The size in points and the lines in which a text fits into `room` points.

    A word that is too wide makes all of it smaller, down to `SMALLEST`; one that is too wide even
    then is broken.
    A line that ends between words keeps its space, so that the words stay apart when the text is
    read out.
    """
    words = text.split(" ")
    widest = max(width(word, font) for word in words)
    if widest * size > room:
        size = max(min(size, SMALLEST), int(room / widest * 100) / 100)
    pieces = [piece for word in words for piece in _broken(word, font, room / size)]
    return size, tuple(_lines(pieces, font, room / size))


def _broken(word: str, font: str, room: float) -> list[str]:
    """A word cut into pieces that fit, at least a letter each, with a space behind the last one."""
    pieces = []
    while width(word, font) > room and len(word) > 1:
        fits = next(
            i for i in range(len(word) - 1, 0, -1) if i == 1 or width(word[:i], font) <= room
        )
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, f"{word} "]


def _lines(pieces: list[str], font: str, room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if not lines[-1] or width(lines[-1] + piece.rstrip(), font) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [*lines[:-1], lines[-1].rstrip()]


class _Codes(dict[int, int]):
    """Code point -> the byte by which the first part of a font in a document says it."""

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font, self._document = font, document

    def __missing__(self, code: int) -> int:
        ((part, data),) = self._font.splitString(chr(code), self._document)
        if part:
            # Not an error of look-up, which `str.translate` would pass over.
            raise _OtherPartError
        self[code] = int(data[0])
        return self[code]


class _OtherPartError(Exception):
    """A letter is not in the first part of a font."""


def ink(font: str, document: Any) -> "Ink":
    """The letters of a font in a document, which keeps them."""
    inks: dict[str, Ink] = vars(document).setdefault("inks", {})
    if font not in inks:
        inks[font] = Ink(font, document)
    return inks[font]


class Ink:
    """Texts in one font as the content of a document says them.

    reportlab cuts a font into parts of 256 letters. The first holds nearly all that is ever
    printed, so it is selected (`select`) before and after each text (`show`).
    """

    def __init__(self, font: str, document: Any) -> None:
        self._font, self._document = getFont(font), document
        self._codes = _Codes(self._font, document)
        self._font.splitString(" ", document)
        self._name: str = self._part(0)

    def _part(self, number: int) -> str:
        return str(self._font.getSubsetInternalName(number, self._document))

    def select(self, size: float) -> str:
        """The operator that sets this font in so many points."""
        return f"{self._name} {size:g} Tf"

    def show(self, text: str, size: float) -> str:
        """The operators that draw a text at the place that is set."""
        if text.isascii() and "(" not in text and ")" not in text and "\\" not in text:
            return f"({text})Tj"
        try:
            return f"<{text.translate(self._codes).encode('latin-1').hex()}>Tj"
        except _OtherPartError:
            parts = self._font.splitString(text, self._document)
            shown = "".join(
                f"{self._part(part)} {size:g} Tf<{data.hex()}>Tj " for part, data in parts
            )
            return shown + self.select(size)
