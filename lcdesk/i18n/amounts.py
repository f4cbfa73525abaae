"""Whole numbers, money and rates: shown with the marks of the language, read as people type
them."""

import re

from lcdesk.i18n.catalogue import _, language
from lcdesk.i18n.text import clean, fold

LARGEST = 10**15 - 1
_LONGEST = 40
_NO_BREAK_SPACE = "\u00a0"

_UNITS = {
    "k": 10**3,
    "nghin": 10**3,
    "ngan": 10**3,
    "tr": 10**6,
    "trieu": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_AMOUNT = re.compile(
    rf"(?P<figure>[0-9](?:[0-9., ]*[0-9])?) ?(?P<unit>{'|'.join(_UNITS)})? ?(?:d|dong|vnd|₫)?"
)

# 1234, or groups of three behind one and the same mark; "0.500" is no grouping.
_WHOLE = r"[0-9]+|[1-9][0-9]{0,2}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
_WHOLE_FIGURE = re.compile(_WHOLE)
_DECIMAL_FIGURE = re.compile(rf"(?P<whole>{_WHOLE})(?!(?P=mark))[.,](?P<part>[0-9]+)")
_SHARE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]+))? ?%?")


def half_up(part: int, whole: int) -> int:
    """A part divided by a whole above 0, rounded to a whole number, halves up."""
    return (2 * part + whole) // (2 * whole)


def number(value: int) -> str:
    """A whole number in groups of three: "1.234.567" in Vietnamese, "1,234,567" in English."""
    return f"{value:,}".replace(",", _group_mark())


def money(amount: int) -> str:
    """An amount of whole đồng with its unit: "1.234.567 đ", held together by a no-break space."""
    return f"{number(amount)}{_NO_BREAK_SPACE}đ"


def million(amount: int) -> str:
    """An amount of đồng in million đồng, half up to one place at most: "242.780", "50,5"."""
    tenths = half_up(abs(amount), 100_000)
    return decimal(tenths if amount >= 0 else -tenths, 1)


def rate(thousandths: int) -> str:
    """A rate given in thousandths of a percent, as percent: 6600 is "6,6", 8382 is "8,382"."""
    return decimal(thousandths, 3)


def percent(hundredths: int) -> str:
    """A share or a score given in hundredths: 660 is "6,6", 8725 is "87,25"."""
    return decimal(hundredths, 2)


def decimal(scaled: int, places: int, least: int = 0) -> str:
    """A value given in units of its last decimal: 660 at two places is "6,6", and "6,60" with at
    least two decimals."""
    whole, part = divmod(abs(scaled), 10**places)
    digits = f"{part:0{places}}".rstrip("0").ljust(least, "0")
    sign = "-" if scaled < 0 else ""
    return sign + number(whole) + (_decimal_mark() + digits if digits else "")


def parse_number(text: str) -> int:
    """A whole number from 0 to LARGEST, grouped by dots, commas or spaces or not at all.

    Anything else raises ValueError with a sentence for the person who typed it.
    """
    figure = clean(text)
    if len(figure) > _LONGEST or not _WHOLE_FIGURE.fullmatch(figure):
        raise ValueError(_("This is not a whole number. Write for example 12 or 1.200."))
    return _not_too_large(_digits(figure))


def parse_money(text: str) -> int:
    """An amount in whole đồng, from 0 to LARGEST: "50000000", "50.000.000", "50tr", "1,5 tỷ",
    "500k".

    A decimal part needs a unit, with either mark. Before a unit one mark and three digits read as
    the language
    writes them: "1.500 triệu" is 1500 million in Vietnamese, "1,125 tỷ" is 1125 million.
    Anything else raises ValueError with a sentence for the person who typed it.
    """
    typed = clean(text)
    if re.match("[-−–]", typed):
        raise ValueError(_("An amount cannot be negative. Write it without the minus sign."))
    match = _AMOUNT.fullmatch(fold(typed)) if len(typed) <= _LONGEST else None
    if match is None:
        raise _no_amount()
    figure, unit = match["figure"], match["unit"]
    return _not_too_large(_with_unit(figure, _UNITS[unit]) if unit else _without_unit(figure))


def parse_rate(text: str) -> int:
    """A rate in percent, 0 to 999,999, as thousandths of a percent: "6,6", "6.6" and "6,6%" are
    6600.

    Anything else raises ValueError with a sentence for the person who typed it.
    """
    return _parsed_share(
        text,
        3,
        _("This is not a rate. Write for example 6,6 or 8,382, with at most three decimals."),
    )


def parse_percent(text: str) -> int:
    """A share or a score, 0 to 999,99, in hundredths: "87,25" and "87.25" are 8725.

    Anything else raises ValueError with a sentence for the person who typed it.
    """
    return _parsed_share(
        text,
        2,
        _("This is not a share or a score. Write for example 6,6 or 87,25."),
    )


def _parsed_share(text: str, places: int, sentence: str) -> int:
    match = _SHARE.fullmatch(clean(text))
    if match is None or len(match[2] or "") > places:
        raise ValueError(sentence)
    whole, part = match.groups(default="")
    scale: int = 10**places
    return int(whole) * scale + int(part.ljust(places, "0"))


def _group_mark() -> str:
    return "." if language() == "vi" else ","


def _decimal_mark() -> str:
    return "," if language() == "vi" else "."


def _digits(figure: str) -> int:
    return int(re.sub("[., ]", "", figure))


def _without_unit(figure: str) -> int:
    if _WHOLE_FIGURE.fullmatch(figure):
        return _digits(figure)
    if _DECIMAL_FIGURE.fullmatch(figure):
        # "50.5" may be fifty thousand five hundred, or fifty and a half million: ask.
        raise ValueError(
            _("{text} needs a unit. Write for example 50,5tr or 50.500.").format(text=figure)
        )
    raise _no_amount()


def _with_unit(figure: str, unit: int) -> int:
    grouped = _WHOLE_FIGURE.fullmatch(figure)
    if grouped and figure.count(_decimal_mark()) != 1:
        return _digits(figure) * unit
    match = _DECIMAL_FIGURE.fullmatch(figure)
    if match is None:
        raise _no_amount()
    scale: int = 10 ** len(match["part"])
    amount, rest = divmod(_digits(figure) * unit, scale)
    if rest:
        raise ValueError(_("An amount is in whole đồng. Write fewer decimals, for example 1,5tr."))
    return amount


def _not_too_large(value: int) -> int:
    if value > LARGEST:
        raise ValueError(
            _("This is too large. Write at most {limit}.").format(limit=number(LARGEST))
        )
    return value


def _no_amount() -> ValueError:
    return ValueError(_("This is not an amount. Write for example 50tr, 1,5 tỷ or 50.000.000."))
