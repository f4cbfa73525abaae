"""Vietnamese text: cleaned for storing, folded for searching, keyed for sorting, made safe for file
names."""

import re
from functools import lru_cache
from unicodedata import normalize

# Controls but the white ones, soft hyphen, zero-width and bidi characters, and surrogates, which
# cannot be stored.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
_MARKS = re.compile(r"[\u0300-\u036f]")

# Above ASCII, so that digits and signs sort before letters.
_RANKS = {
    letter: chr(0x100 + place) for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}
# huyền, hỏi, ngã, sắc, nặng; ngang has no mark and so comes first.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_DEVICES = re.compile(
    r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³]|CONIN\$|CONOUT\$) *(\.|$)", re.IGNORECASE
)
_LONGEST_NAME = 150
_LONGEST_NAME_BYTES = 250


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Text as it is stored: NFC, nothing invisible, white space as single spaces, none at the ends.

    With keep_lines the line breaks inside stay, each as "\\n".
    """
    seen = normalize("NFC", _UNSEEN.sub("", text))
    if not keep_lines:
        return " ".join(seen.split())
    return "\n".join(" ".join(line.split()) for line in seen.splitlines()).strip("\n")


def fold(text: str) -> str:
    """Text as it is searched: lower case, no tones or marks, đ as d, single spaces: "Lê Chân" is
    "le chan"."""
    bare = _MARKS.sub("", normalize("NFD", text.lower()))
    return " ".join(bare.replace("đ", "d").split())


def name_key(name: str) -> str:
    """Key that sorts names of people by plain comparison, also as TEXT under SQLite's BINARY
    collation.

    Given name (last word) first, then the others in order; of two words their letters by the
    Vietnamese alphabet
    decide, then their tones (ngang, huyền, hỏi, ngã, sắc, nặng). Case is ignored.
    """
    words = clean(name).lower().split()
    # The spelling comes last: "Hoà" and "Hòa" stand together, yet always in one order.
    return " ".join(map(_word_key, words[-1:] + words[:-1])) + "\t" + " ".join(words)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever the case, the spaces, and the letter that bears the tone:
    "Hoà" is "HÒA", and neither is "Hoa"."""
    return name_key(one).partition("\t")[0] == name_key(other).partition("\t")[0]


def natural_key(text: str) -> list[tuple[int, str]]:
    """A key that sorts the numbers in names by their value: "Tổ dân phố 3" before "Tổ dân phố
    12"."""
    parts = re.split(r"([0-9]+)", fold(text))
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts if part]


def proper_case(name: str) -> str:
    """Capital initials for a name typed all in one case: "NGUYỄN VĂN AN" is "Nguyễn Văn An"; else
    unchanged."""
    return normalize("NFC", name).title() if name in (name.upper(), name.lower()) else name


def file_name(text: str) -> str:
    """A file name that Windows and Linux accept, never empty, in NFC, at most 150 characters,
    keeping its suffix."""
    name = _FORBIDDEN.sub("-", clean(text)).strip(". ")
    suffix = _suffix(name)
    stem = _shortened(name.removesuffix(suffix), len(suffix)).strip(". ") or "_"
    return ("_" if _DEVICES.match(stem) else "") + stem + suffix


@lru_cache(maxsize=4096)
def _word_key(word: str) -> str:
    marks = normalize("NFD", word)
    letters = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    # One list of tones for the word, because "hoà" and "hòa" carry the same one on different
    # letters.
    tones = "".join(_TONES[mark] for mark in marks if mark in _TONES)
    return f"{''.join(map(_rank, letters))}!{tones}"


def _rank(letter: str) -> str:
    """Place of a letter; a foreign letter goes with its base, anything else stays what it is."""
    return _RANKS.get(letter) or _RANKS.get(normalize("NFD", letter)[0], letter)


def _suffix(name: str) -> str:
    match = _SUFFIX.search(name)
    return match[0] if match else ""


def _shortened(stem: str, suffix_length: int) -> str:
    # Linux counts bytes, and a Vietnamese letter takes up to three. One place is kept for a leading
    # "_".
    cut = stem[: _LONGEST_NAME - suffix_length - 1].encode()[
        : _LONGEST_NAME_BYTES - suffix_length - 1
    ]
    return cut.decode(errors="ignore")
