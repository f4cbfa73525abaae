"""The type family, and what it cannot print."""

import pytest
from reportlab.pdfbase import pdfmetrics

from lcdesk.papers.kit import fonts

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def test_every_vietnamese_letter_can_be_printed() -> None:
    vowels = "aăâeêioôơuưy"
    everything = (
        LETTERS
        + "".join(vowel + tone for vowel in vowels for tone in TONES)
        + "0123456789.,;:-–…/%()₫"
    )
    assert fonts.UNPRINTABLE not in fonts.printable(everything + everything.upper())


def test_missing_glyphs_are_marked() -> None:
    assert fonts.printable("Hoa 漢\u202e😀 Sen") == "Hoa \ufffd\ufffd Sen"
    assert fonts.printable("Hoa 漢 Sen") == "Hoa \ufffd Sen"


def test_a_text_is_printed_composed_and_without_what_is_unseen() -> None:
    assert fonts.printable("Nguye\u0302\u0303n\u200b\x00 \u202eHoa\ud800") == "Nguyễn Hoa"
    assert fonts.printable("Một\nhai") == "Một hai"
    assert fonts.printable("Một\nhai", keep_lines=True) == "Một\nhai"


@pytest.mark.parametrize("name", [fonts.BOLD, fonts.ITALIC])
def test_all_faces_cover_the_same(name: str) -> None:
    fonts.register()
    assert fonts.glyphs() <= set(pdfmetrics.getFont(name).face.charToGlyph)
