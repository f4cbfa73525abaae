"""Language, numbers, money, dates and names."""

import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from unicodedata import category, is_normalized, normalize

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import example, given
from hypothesis import strategies as st

from lcdesk import i18n
from lcdesk.i18n import (
    LARGEST,
    N_,
    _,
    amount_in_words,
    clean,
    date_text,
    file_name,
    fold,
    half_up,
    in_language,
    language,
    long_date,
    million,
    money,
    month_text,
    name_key,
    ngettext,
    number,
    parse_date,
    parse_money,
    parse_month,
    parse_number,
    parse_percent,
    parse_rate,
    parse_time,
    percent,
    proper_case,
    rate,
    use_language,
    words,
)

TODAY = date(2026, 9, 5)
VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
letters = st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " ")
names = st.text(letters, max_size=30)
amounts = st.integers(0, LARGEST)


@pytest.fixture(autouse=True)
def _without_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Texts are the msgids here, whatever catalogue is compiled; the language itself is Vietnamese."""
    monkeypatch.setattr(import_module("lcdesk.i18n.catalogue"), "files", _no_catalogue)
    _forget_catalogues()
    use_language("vi")
    yield
    monkeypatch.undo()
    _forget_catalogues()
    use_language("vi")


def _forget_catalogues() -> None:
    import_module("lcdesk.i18n.catalogue")._catalogue.cache_clear()


def _no_catalogue(package: str) -> Path:
    raise ModuleNotFoundError(package)


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small Vietnamese catalogue in place of the shipped one."""
    texts = Catalog(locale="vi")
    texts.add("Save", "Lưu")
    texts.add(("{n} group", "{n} groups"), ("{n} tổ",))
    texts.add(
        "This is not an amount. Write for example 50tr, 1,5 tỷ or 50.000.000.",
        "Đây chưa phải số tiền.",
    )
    path = tmp_path / "vi" / "LC_MESSAGES" / "lcdesk.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, texts)
    monkeypatch.setattr(import_module("lcdesk.i18n.catalogue"), "files", lambda package: tmp_path)
    use_language("vi")
    return path


# Language


def test_everything_promised_is_there() -> None:
    assert [name for name in i18n.__all__ if not hasattr(i18n, name)] == []


def test_texts_come_in_the_language_in_use(catalogue: Path) -> None:
    assert (language(), _("Save"), ngettext("{n} group", "{n} groups", 1)) == (
        "vi",
        "Lưu",
        "{n} tổ",
    )
    use_language("en")
    assert (language(), _("Save")) == ("en", "Save")
    assert [ngettext("{n} group", "{n} groups", n) for n in (0, 1, 2)] == [
        "{n} groups",
        "{n} group",
        "{n} groups",
    ]


def test_vietnamese_is_read_without_being_asked_for(catalogue: Path) -> None:
    _forget_catalogues()
    assert _("Save") == "Lưu"


def test_a_text_without_translation_stays_english(catalogue: Path) -> None:
    assert _("Never translated") == "Never translated"


def test_no_text_is_not_the_header_of_the_catalogue(catalogue: Path) -> None:
    assert _("") == ""


def test_papers_are_vietnamese_on_an_english_screen(catalogue: Path) -> None:
    use_language("en")
    with in_language("vi"):
        assert (language(), _("Save")) == ("vi", "Lưu")
    assert (language(), _("Save")) == ("en", "Save")


def test_marking_does_not_translate(catalogue: Path) -> None:
    assert N_("Save") == "Save"


def test_complaints_are_translated(catalogue: Path) -> None:
    assert _complaint(parse_money, "abc") == "Đây chưa phải số tiền."


def test_a_missing_or_broken_catalogue_falls_back_to_english(catalogue: Path) -> None:
    catalogue.write_bytes(b"no catalogue")
    _forget_catalogues()
    assert _("Save") == "Save"
    catalogue.unlink()
    _forget_catalogues()
    assert _("Save") == "Save"


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        use_language("fr")
    assert language() == "vi"


# Numbers and money out


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (1_234_567, "1.234.567", "1,234,567"),
        (-1_234, "-1.234", "-1,234"),
        (2**31 + 1, "2.147.483.649", "2,147,483,649"),
    ],
)
def test_number(value: int, vietnamese: str, english: str) -> None:
    assert number(value) == vietnamese
    assert money(value) == f"{vietnamese}\u00a0đ"
    use_language("en")
    assert number(value) == english
    assert money(value) == f"{english}\u00a0đ"


@pytest.mark.parametrize(
    ("part", "whole", "rounded"),
    [(0, 3, 0), (1, 3, 0), (1, 2, 1), (2, 3, 1), (5, 2, 3), (-1, 2, 0)],
)
def test_halves_are_rounded_up(part: int, whole: int, rounded: int) -> None:
    assert half_up(part, whole) == rounded


@pytest.mark.parametrize(
    ("amount", "vietnamese", "english"),
    [
        (242_780_000_000, "242.780", "242,780"),
        (50_500_000, "50,5", "50.5"),
        (50_449_999, "50,4", "50.4"),
        (50_450_000, "50,5", "50.5"),
        (49_999, "0", "0"),
        (50_000, "0,1", "0.1"),
        (999_950_000, "1.000", "1,000"),
        (0, "0", "0"),
        (-1_250_000, "-1,3", "-1.3"),
        (-49_999, "0", "0"),
    ],
)
def test_million(amount: int, vietnamese: str, english: str) -> None:
    assert million(amount) == vietnamese
    use_language("en")
    assert million(amount) == english


@pytest.mark.parametrize(
    ("thousandths", "vietnamese", "english"),
    [
        (6600, "6,6", "6.6"),
        (7920, "7,92", "7.92"),
        (8382, "8,382", "8.382"),
        (9000, "9", "9"),
        (0, "0", "0"),
        (5, "0,005", "0.005"),
    ],
)
def test_rate(thousandths: int, vietnamese: str, english: str) -> None:
    assert rate(thousandths) == vietnamese
    use_language("en")
    assert rate(thousandths) == english


@pytest.mark.parametrize(
    ("hundredths", "vietnamese", "english"),
    [(660, "6,6", "6.6"), (8725, "87,25", "87.25"), (0, "0", "0"), (5, "0,05", "0.05")],
)
def test_percent(hundredths: int, vietnamese: str, english: str) -> None:
    assert percent(hundredths) == vietnamese
    use_language("en")
    assert percent(hundredths) == english


# Numbers and money in


def _complaint(parse: object, *arguments: object) -> str:
    with pytest.raises(ValueError) as refused:
        parse(*arguments)  # type: ignore[operator]
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("50000000", 50_000_000),
        ("50.000.000", 50_000_000),
        ("50 000 000", 50_000_000),
        ("50,000,000", 50_000_000),
        ("50\u00a0000\u202f000", 50_000_000),
        ("50.000", 50_000),
        ("50,000", 50_000),
        ("50tr", 50_000_000),
        ("50 TR", 50_000_000),
        ("50 triệu", 50_000_000),
        ("50 trie\u0323\u0302u", 50_000_000),
        ("50 trieu", 50_000_000),
        ("50,5tr", 50_500_000),
        ("1.50 triệu", 1_500_000),
        ("0,5tr", 500_000),
        ("0.500tr", 500_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("1.5 tỉ", 1_500_000_000),
        ("1,5ty", 1_500_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("50trđ", 50_000_000),
        ("50.000đ", 50_000),
        ("50.000 ₫", 50_000),
        ("50.000 VNĐ", 50_000),
        ("50.000 vnd", 50_000),
        ("50.000 đo\u0302\u0300ng", 50_000),
        ("\u200b 50\u200b.000 ", 50_000),
        ("0,001k", 1),
        ("1.234,5 triệu", 1_234_500_000),
        ("1,234.5 triệu", 1_234_500_000),
        ("1 234,5 triệu", 1_234_500_000),
        ("007", 7),
        ("999.999.999.999.999", LARGEST),
    ],
)
def test_parse_money(text: str, amount: int) -> None:
    assert parse_money(text) == amount
    if not text.startswith("0,001"):
        use_language("en")
        assert parse_money(text) == amount


def test_one_mark_and_three_digits_before_a_unit_read_as_the_language_writes_them() -> None:
    assert parse_money("242.780 triệu đồng") == 242_780_000_000
    assert parse_money("1,125 tỷ") == 1_125_000_000
    use_language("en")
    assert parse_money("242,780 triệu đồng") == 242_780_000_000
    assert parse_money("1.125 tỷ") == 1_125_000_000


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "not an amount"),
        ("   ", "not an amount"),
        ("tr", "not an amount"),
        ("năm mươi triệu", "not an amount"),
        ("50 triệu rưỡi", "not an amount"),
        ("1tr5", "not an amount"),
        ("1 tỷ 500 triệu", "not an amount"),
        ("12.34.567", "not an amount"),
        ("1.234,567.890", "not an amount"),
        ("1.234.56tr", "not an amount"),
        ("50..000", "not an amount"),
        ("50.", "not an amount"),
        (".5tr", "not an amount"),
        ("50,tr", "not an amount"),
        ("12 34", "not an amount"),
        ("5 0", "not an amount"),
        ("1e9", "not an amount"),
        ("+5", "not an amount"),
        ("５００", "not an amount"),  # full-width digits
        ("٥٠٠", "not an amount"),
        ("5²", "not an amount"),
        ("9" * 5000, "not an amount"),
        ("50.5", "needs a unit"),
        ("1.50", "needs a unit"),
        ("0.500", "needs a unit"),
        ("50,5 đ", "needs a unit"),
        ("1.234,5", "needs a unit"),
        ("-5", "negative"),
        ("−5tr", "negative"),
        ("0,0001k", "whole đồng"),
        ("1,2345678tr", "whole đồng"),
        ("1000000000000000", "too large"),
        ("1.000.000 tỷ", "too large"),
    ],
)
def test_parse_money_refuses(text: str, hint: str) -> None:
    complaint = _complaint(parse_money, text)
    assert hint in complaint
    assert complaint.endswith(".")


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), (" 12 ", 12), ("1.200", 1200), ("1 200 300", 1_200_300), ("1,200", 1200)],
)
def test_parse_number(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "-1", "1,5", "12.5", "1.2.3", "12a", "1.2000", "9" * 16, "9" * 9999, "１２"]
)
def test_parse_number_refuses(text: str) -> None:
    assert _complaint(parse_number, text).endswith(".")


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("6,6", 6600),
        ("6.6", 6600),
        ("6,6%", 6600),
        (" 6,60 % ", 6600),
        ("7,92", 7920),
        ("8,382", 8382),
        ("8.382 %", 8382),
        ("10,001", 10001),
        ("9", 9000),
        ("0,005", 5),
        ("0", 0),
    ],
)
def test_parse_rate(text: str, thousandths: int) -> None:
    assert parse_rate(text) == thousandths


@pytest.mark.parametrize(
    "text", ["", "%", "6,", ",6", "8,3820", "8,3821", "-6", "6 6", "1000", "6,6%%", "sáu"]
)
def test_parse_rate_refuses(text: str) -> None:
    assert "not a rate" in _complaint(parse_rate, text)


@pytest.mark.parametrize(("text", "hundredths"), [("87,25", 8725), ("6.6", 660), ("100", 10000)])
def test_parse_percent(text: str, hundredths: int) -> None:
    assert parse_percent(text) == hundredths


@pytest.mark.parametrize("text", ["", "6,666", "-6", "1000", "sáu"])
def test_parse_percent_refuses(text: str) -> None:
    assert "not a share" in _complaint(parse_percent, text)


@given(amounts, st.sampled_from(["vi", "en"]))
def test_what_is_shown_can_be_typed(amount: int, code: str) -> None:
    use_language(code)
    assert parse_number(number(amount)) == amount
    assert parse_money(money(amount)) == amount
    assert parse_money(str(amount)) == amount


@given(st.integers(0, 99_999), st.sampled_from(["vi", "en"]))
def test_a_shown_rate_or_share_can_be_typed(value: int, code: str) -> None:
    use_language(code)
    assert parse_rate(rate(value)) == value
    assert parse_percent(percent(value)) == value


@given(st.integers(0, 10**10 - 1), st.sampled_from(["vi", "en"]))
def test_a_shown_million_can_be_typed_with_its_unit(tenths: int, code: str) -> None:
    use_language(code)
    assert parse_money(f"{million(tenths * 100_000)} triệu đồng") == tenths * 100_000


@given(st.text() | st.text("0123456789., -trktyđ%h:/"))
def test_no_typing_breaks_a_reader(text: str) -> None:
    for parse in (
        parse_number,
        parse_money,
        parse_percent,
        parse_rate,
        parse_time,
        lambda typed: parse_date(typed, TODAY),
    ):
        try:
            parse(text)
        except ValueError as refused:
            assert str(refused).endswith(".")


# Dates


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 9, 5), "05/09/2026", "ngày 05 tháng 9 năm 2026"),
        (date(2026, 1, 31), "31/01/2026", "ngày 31 tháng 01 năm 2026"),
        (date(2026, 2, 9), "09/02/2026", "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 10), "10/03/2026", "ngày 10 tháng 3 năm 2026"),
        (date(2026, 12, 1), "01/12/2026", "ngày 01 tháng 12 năm 2026"),
        (None, "", "ngày ..... tháng ..... năm ........"),
    ],
)
def test_dates_out_are_the_same_in_both_languages(day: date | None, short: str, long: str) -> None:
    for code in ("vi", "en"):
        use_language(code)
        assert (date_text(day), long_date(day)) == (short, long)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05092026", date(2026, 9, 5)),
        ("5/9/2026", date(2026, 9, 5)),
        ("05/09/2026", date(2026, 9, 5)),
        ("5-9-2026", date(2026, 9, 5)),
        ("5.9.2026", date(2026, 9, 5)),
        (" 05 / 09 / 2026 ", date(2026, 9, 5)),
        ("5/9", date(2026, 9, 5)),
        ("31.12", date(2026, 12, 31)),
        (".", TODAY),
        ("2026-09-05", date(2026, 9, 5)),
        ("29/2/2024", date(2024, 2, 29)),
        ("5/9/26", date(2026, 9, 5)),
        ("5/9/27", date(2027, 9, 5)),
        ("6/9/27", date(1927, 9, 6)),
        ("1/1/85", date(1985, 1, 1)),
        ("29/2/00", date(2000, 2, 29)),
        ("1/1/1900", date(1900, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)),
    ],
)
def test_parse_date(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


def test_short_years_on_a_leap_day() -> None:
    assert parse_date("1/3/25", date(2024, 2, 29)) == date(1925, 3, 1)
    assert parse_date("28/2/25", date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "not a date"),
        ("hôm nay", "not a date"),
        ("5", "not a date"),
        ("5/9/", "not a date"),
        ("5/9-2026", "not a date"),
        ("5/9/202", "not a date"),
        ("5092026", "not a date"),
        ("050926", "not a date"),
        ("2026/09/05", "not a date"),
        ("..", "not a date"),
        ("５/9", "not a date"),
        ("31/02", "Month 2/2026 has 28 days"),
        ("31/02/2024", "Month 2/2024 has 29 days"),
        ("31/4/2026", "from 1 to 30"),
        ("0/4/2026", "from 1 to 30"),
        ("2026-02-29", "28 days"),
        ("1/13", "no month 13"),
        ("1/0/2026", "no month 0"),
        ("1/1/1899", "from 1900 to 2100"),
        ("1/1/2101", "from 1900 to 2100"),
        ("01010000", "from 1900 to 2100"),
    ],
)
def test_parse_date_refuses(text: str, hint: str) -> None:
    assert hint in _complaint(parse_date, text, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_shown_date_can_be_typed(day: date) -> None:
    for text in (
        date_text(day),
        day.isoformat(),
        date_text(day).replace("/", ""),
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert parse_date(text, TODAY) == day


@given(st.dates(TODAY - timedelta(days=98 * 365), date(2027, 9, 5)))
def test_two_digits_of_a_year_reach_back_a_life(day: date) -> None:
    assert parse_date(f"{day:%d/%m/%y}", TODAY) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8h", "08:00"),
        ("8", "08:00"),
        ("8H30", "08:30"),
        ("8h 30", "08:30"),
        ("0830", "08:30"),
        ("830", "08:30"),
        ("8:30", "08:30"),
        ("08:30", "08:30"),
        ("8 giờ", "08:00"),
        ("8 giờ 30 phút", "08:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_parse_time(text: str, expected: str) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "25:00", "24:00", "8h60", "8h5", "8 30", "h30", "sáng", "99", "12345", "-8"]
)
def test_parse_time_refuses(text: str) -> None:
    assert "not a time" in _complaint(parse_time, text)


# Words

SPOKEN = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    19: "mười chín",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    31: "ba mươi mốt",
    44: "bốn mươi tư",
    50: "năm mươi",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    99: "chín mươi chín",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    114: "một trăm mười bốn",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    124: "một trăm hai mươi tư",
    200: "hai trăm",
    505: "năm trăm linh năm",
    555: "năm trăm năm mươi lăm",
    999: "chín trăm chín mươi chín",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_005: "một nghìn không trăm linh năm",
    1_010: "một nghìn không trăm mười",
    1_015: "một nghìn không trăm mười lăm",
    1_021: "một nghìn không trăm hai mươi mốt",
    1_100: "một nghìn một trăm",
    1_105: "một nghìn một trăm linh năm",
    5_000: "năm nghìn",
    10_000: "mười nghìn",
    15_000: "mười lăm nghìn",
    21_000: "hai mươi mốt nghìn",
    24_024: "hai mươi tư nghìn không trăm hai mươi tư",
    100_000: "một trăm nghìn",
    101_000: "một trăm linh một nghìn",
    105_005: "một trăm linh năm nghìn không trăm linh năm",
    500_000: "năm trăm nghìn",
    999_999: "chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
    1_000_000: "một triệu",
    1_000_001: "một triệu không trăm linh một",
    1_000_100: "một triệu không nghìn một trăm",
    1_000_500: "một triệu không nghìn năm trăm",
    1_000_000_500: "một tỷ không nghìn năm trăm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_015_000: "một triệu không trăm mười lăm nghìn",
    1_234_567: "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy",
    1_500_000: "một triệu năm trăm nghìn",
    5_000_000: "năm triệu",
    15_000_000: "mười lăm triệu",
    21_000_000: "hai mươi mốt triệu",
    50_000_000: "năm mươi triệu",
    54_500_000: "năm mươi tư triệu năm trăm nghìn",
    100_000_000: "một trăm triệu",
    105_000_000: "một trăm linh năm triệu",
    10**9: "một tỷ",
    10**9 + 5: "một tỷ không trăm linh năm",
    1_005_000_000: "một tỷ không trăm linh năm triệu",
    1_500_000_000: "một tỷ năm trăm triệu",
    242_780_000_000: "hai trăm bốn mươi hai tỷ bảy trăm tám mươi triệu",
    10**12: "một nghìn tỷ",
    1_005 * 10**9 + 1: "một nghìn không trăm linh năm tỷ không trăm linh một",
    10**15: "một triệu tỷ",
    10**18: "một tỷ tỷ",
}


@pytest.mark.parametrize(("n", "spoken"), SPOKEN.items())
def test_words(n: int, spoken: str) -> None:
    assert words(n) == spoken


def test_amounts_in_words_are_vietnamese_whatever_the_screen_speaks() -> None:
    use_language("en")
    assert amount_in_words(50_000_000) == "Năm mươi triệu đồng"
    assert amount_in_words(1_005_000) == "Một triệu không trăm linh năm nghìn đồng"
    assert amount_in_words(0) == "Không đồng"


def test_there_are_no_words_for_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="-1"):
        words(-1)


def _read(spoken: str) -> int:
    """Listen to a number as a clerk does; knows nothing of how it was made."""
    before, billions, after = spoken.rpartition("tỷ")
    return (_read(before) * 10**9 if billions else 0) + _read_below_billion(after.split())


def _read_below_billion(spoken: list[str]) -> int:
    digits = {
        "không": 0,
        "một": 1,
        "hai": 2,
        "ba": 3,
        "bốn": 4,
        "năm": 5,
        "sáu": 6,
        "bảy": 7,
        "tám": 8,
        "chín": 9,
    }
    digits |= {"linh": 0, "mốt": 1, "tư": 4, "lăm": 5}
    total = group = digit = 0
    for word in spoken:
        if word in digits:
            digit = digits[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("trăm", "mươi"):
            group, digit = group + digit * {"trăm": 100, "mươi": 10}[word], 0
        else:
            total, group, digit = (
                total + (group + digit) * {"triệu": 10**6, "nghìn": 1000}[word],
                0,
                0,
            )
    return total + group + digit


@given(
    st.integers(0, 10**18) | st.integers(0, 10**6) | st.integers(0, 10**9).map(lambda n: n * 1000)
)
@example(LARGEST)
def test_words_say_the_number(n: int) -> None:
    assert _read(words(n)) == n


# Text


def test_clean() -> None:
    assert clean("  Nguyễn\t Văn\u00a0\u3000An \n") == "Nguyễn Văn An"
    assert clean("Le\u0302 Cha\u0302n") == "Lê Chân"
    assert clean("A\x00n\x07\u200b\u202e\u2066\ufeff\ud800") == "An"
    assert clean("e\u200d\u0301") == "é"
    assert clean(" \u200b ") == ""


def test_clean_keeps_lines_when_asked() -> None:
    assert clean(" một \r\n  hai\u2028\nba\n\n", keep_lines=True) == "một\nhai\n\nba"
    assert clean("một\nhai") == "một hai"


@given(st.text(), st.booleans())
def test_clean_is_idempotent_and_leaves_nothing_unseen(text: str, keep_lines: bool) -> None:
    cleaned = clean(text, keep_lines=keep_lines)
    assert clean(cleaned, keep_lines=keep_lines) == cleaned
    assert is_normalized("NFC", cleaned)
    assert not [letter for letter in cleaned if category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert keep_lines or "\n" not in cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Lê Chân", "le chan"),
        ("Đường", "duong"),
        ("ĐẶNG THỊ  ÁNH", "dang thi anh"),
        (" Nguyễn\u00a0Văn\tƯng ", "nguyen van ung"),
        ("10C/TD", "10c/td"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == fold(normalize("NFD", text)) == folded


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(names)
def test_a_folded_name_is_plain_ascii(name: str) -> None:
    assert fold(name).isascii()
    assert fold(name) == fold(name.upper()) == fold(normalize("NFD", name))


def test_a_ward_of_names_is_folded_at_once() -> None:
    ward = [f"Nguyễn Thị Phượng {n}" for n in range(100_000)]
    start = time.process_time()
    for name in ward:
        fold(name)
    assert time.process_time() - start < 2


# Names

IN_ORDER = [
    "",
    "An",
    "An An An",
    "Lê An",
    "Lê Bá An",
    "Lê Văn An",
    "Nguyễn An",
    "Trần Văn Án",
    "Lê Anh",
    "Lê Ánh",
    "Bùi Thị Ăn",
    "Lê Thị Ân",
    "Lê Bình",
    "Lê Cúc",
    "Lê Dung",
    "Lê Dũng",
    "Lê Đào",
    "Lê Êm",
    "Lê Gấm",
    "Trần Văn Hà",
    "Lê Thị Hạ",
    "Lê Hoa",
    "Lê Hoà",
    "Lê Hòa",
    "Trần Hoà",
    "Lê Hoả",
    "Lê Hoã",
    "Lê Hoá",
    "Lê Hoạ",
    "Lê Lan",
    "Lê Oanh",
    "Lê Ôn",
    "Lê Ơn",
    "Lê Tý",
    "Lê Uyên",
    "Lê Ưng",
    "Lê Vân",
    "Lê Xuân",
    "Lê Yến",
]


def test_names_sort_as_in_a_vietnamese_register() -> None:
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=name_key) == IN_ORDER


def test_case_spaces_and_composition_do_not_matter() -> None:
    assert name_key("LÊ  văn HÒA ") == name_key(normalize("NFD", "Lê Văn Hòa"))


def test_letters_of_other_languages_go_with_their_base() -> None:
    assert sorted(["Zoe", "Ñiê", "Wu", "Nơ", "Noel", "Fam", "Êban", "Č1", "3"], key=name_key) == (
        ["3", "Č1", "Êban", "Fam", "Ñiê", "Noel", "Nơ", "Wu", "Zoe"]
    )


SYLLABLES = [
    "an",
    "àn",
    "ản",
    "ãn",
    "án",
    "ạn",
    "anh",
    "ành",
    "ăn",
    "ân",
    "bân",
    "dân",
    "đan",
    "êm",
    "hoa",
    "hòa",
]
SYLLABLES += ["hóa", "hoan", "ôn", "ơn", "tu", "tú", "tung", "tùng", "tư", "y", "ý", "yên"]


@given(*[st.lists(st.integers(0, len(SYLLABLES) - 1), min_size=1, max_size=4)] * 2)
def test_names_compare_word_by_word_from_the_given_name(left: list[int], right: list[int]) -> None:
    keys = [name_key(" ".join(SYLLABLES[place] for place in name)) for name in (left, right)]
    places = [name[-1:] + name[:-1] for name in (left, right)]
    assert (keys[0] < keys[1]) == (places[0] < places[1])
    assert (keys[0] == keys[1]) == (places[0] == places[1])


@given(st.lists(names, max_size=20))
def test_the_database_sorts_keys_as_python_does(register: list[str]) -> None:
    keys = [name_key(name) for name in register]
    connection = sqlite3.connect(":memory:")
    connection.execute("create table person (key text collate binary) strict")
    connection.executemany("insert into person values (?)", [(key,) for key in keys])
    stored = [key for (key,) in connection.execute("select key from person order by key")]
    connection.close()
    assert stored == sorted(keys)


@given(names, names)
def test_only_the_same_name_has_the_same_key(left: str, right: str) -> None:
    assert (name_key(left) == name_key(right)) == (clean(left).lower() == clean(right).lower())


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        (normalize("NFD", "đặng thị ánh"), "Đặng Thị Ánh"),
        ("h'hen niê", "H'Hen Niê"),
        ("y-blô", "Y-Blô"),
        ("Nguyễn văn An", "Nguyễn văn An"),
        ("McDonald", "McDonald"),
        ("", ""),
        ("123", "123"),
    ],
)
def test_proper_case(typed: str, proper: str) -> None:
    assert proper_case(typed) == proper


# File names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "2026-09-05 Biên bản 10C Tổ 012 Nguyễn Văn A.pdf",
            "2026-09-05 Biên bản 10C Tổ 012 Nguyễn Văn A.pdf",
        ),
        ("01/TD: Lê <An>?.pdf", "01-TD- Lê -An-.pdf"),
        ("Le\u0302 Cha\u0302n\n.pdf", "Lê Chân.pdf"),
        ("Tổ 012. ", "Tổ 012"),
        ("..\\..\\etc", "-..-etc"),
        ("...", "_"),
        ("", "_"),
        ("\x00", "_"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com1.txt.pdf", "_com1.txt.pdf"),
        ("COM", "COM"),
        ("Contract.pdf", "Contract.pdf"),
    ],
)
def test_file_name(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_long_file_name_keeps_its_suffix() -> None:
    name = file_name("Tổ trưởng Nguyễn Thị Phượng " * 20 + ".xlsx")
    assert name.startswith("Tổ trưởng Nguyễn Thị Phượng Tổ")
    assert name.endswith(".xlsx")
    assert 100 < len(name) <= 150


@given(st.text() | st.text("CONULcom1. /-:é") | names.map(lambda name: name * 10 + ".pdf"))
def test_a_file_name_is_safe_and_settled(text: str) -> None:
    name = file_name(text)
    assert file_name(name) == name
    assert 0 < len(name) <= 150
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*')
    assert not [letter for letter in name if category(letter) == "Cc"]
    assert name[-1] not in ". "
    assert name.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


def test_a_file_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / file_name("Phượng/ẫ" * 100 + ".pdf")
    path.write_text("")
    assert path.exists()


@pytest.mark.parametrize(
    "text",
    [
        "9/2026",
        "09/2026",
        "092026",
        "9.2026",
        "9-2026",
        "2026-09",
        "15/9/2026",
        "05092026",
        "15/9",
        ".",
    ],
)
def test_a_month_is_read_as_a_month_or_by_any_day_of_it(text: str) -> None:
    assert parse_month(text, TODAY) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("13/2026", "no month 13"),
        ("0/2026", "no month 0"),
        ("9/1888", "year is out of range"),
        ("2026", "for example 9/2026"),
        ("tháng chín", "for example 9/2026"),
        ("31/9", "has 30 days"),
    ],
)
def test_what_is_no_month_is_said(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_month(text, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_month_comes_back_as_it_is_shown(day: date) -> None:
    assert parse_month(month_text(day), TODAY) == day.replace(day=1)
