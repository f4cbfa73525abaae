"""Whole numbers and amounts in Vietnamese words, as the papers want them whatever the screen
speaks."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
_BILLION = 10**9


def amount_in_words(amount: int) -> str:
    """An amount of whole đồng for a paper: 50000000 is "Năm mươi triệu đồng". Negative raises
    ValueError."""
    return f"{words(amount)} đồng".capitalize()


def words(n: int) -> str:
    """A whole number in lower-case Vietnamese words: 1005 is "một nghìn không trăm linh năm".

    A negative number raises ValueError.
    """
    if n < 0:
        raise ValueError(f"no words for the negative number {n}")
    return " ".join(_spoken(n)) or _DIGITS[0]


def _spoken(n: int) -> list[str]:
    billions, rest = divmod(n, _BILLION)
    # What stands before "tỷ" is a number of its own: a thousand tỷ, a million tỷ.
    spoken = [*_spoken(billions), "tỷ"] if billions else []
    for scale, name in _SCALES:
        group, rest = divmod(rest, scale)
        if group:
            spoken += _group(group, first=not spoken) + ([name] if name else [])
        elif name == "nghìn" and spoken and rest >= 100:
            spoken += ["không", "nghìn"]  # "một triệu năm trăm" alone is heard as 1.500.000
    return spoken


def _group(n: int, first: bool) -> list[str]:
    """Words of 1 to 999. Behind a larger group the hundreds are spoken even when there are none."""
    hundreds, rest = divmod(n, 100)
    spoken = [] if first and not hundreds else [_DIGITS[hundreds], "trăm"]
    if spoken and 0 < rest < 10:
        spoken.append("linh")
    return spoken + _below_hundred(*divmod(rest, 10))


def _below_hundred(tens: int, unit: int) -> list[str]:
    spoken = [] if tens == 0 else ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return spoken + ([_unit(tens, unit)] if unit else [])


def _unit(tens: int, unit: int) -> str:
    if unit == 5 and tens:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(unit, _DIGITS[unit]) if tens > 1 else _DIGITS[unit]
