"""The type family that every paper embeds, and which characters it can print."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from unicodedata import is_normalized

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from lcdesk.i18n import clean

REGULAR, BOLD, ITALIC = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic"
# reportlab sets a font for a cell without text too, and its own one is not embedded.
EMPTY_CELLS = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
UNPRINTABLE = "\ufffd"
_plain: set[str] = (
    set()
)  # letters that were printed as they are: a text of no others needs no closer look


@cache
def register() -> None:
    """Make the family known to reportlab, once in a run of the program."""
    for name in (REGULAR, BOLD, ITALIC):
        data = (files("lcdesk.resources") / "fonts" / f"{name}.ttf").read_bytes()
        pdfmetrics.registerFont(TTFont(name, BytesIO(data)))


@cache
def glyphs() -> frozenset[int]:
    """The code points that the family has a glyph for."""
    register()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def printable(text: str, *, keep_lines: bool = False) -> str:
    """A text as it is drawn: cleaned, in NFC, with a mark where the family has no glyph.

    reportlab draws nothing for such a character; a gap in a name is worse than a mark that one asks
    about.
    """
    if (
        _plain.issuperset(text)
        and "  " not in text
        and text == text.strip()
        and is_normalized("NFC", text)
    ):
        return text
    seen = clean(text, keep_lines=keep_lines)
    known = glyphs()
    shown = "".join(
        letter if letter == "\n" or ord(letter) in known else UNPRINTABLE for letter in seen
    )
    if shown == text and "\n" not in text:
        _plain.update(text)
    return shown
