"""Language, numbers, money, dates and names as an officer reads and types them."""

from lcdesk.i18n.amounts import (
    LARGEST,
    decimal,
    half_up,
    million,
    money,
    number,
    parse_money,
    parse_number,
    parse_percent,
    parse_rate,
    percent,
    rate,
)
from lcdesk.i18n.catalogue import LANGUAGES, N_, _, in_language, language, ngettext, use_language
from lcdesk.i18n.dates import date_text, long_date, month_text, parse_date, parse_month, parse_time
from lcdesk.i18n.matching import APART, fit, is_clear
from lcdesk.i18n.spoken import amount_in_words, words
from lcdesk.i18n.text import (
    clean,
    file_name,
    fold,
    name_key,
    natural_key,
    proper_case,
    same_name,
)

__all__ = [
    "APART",
    "LANGUAGES",
    "LARGEST",
    "N_",
    "_",
    "amount_in_words",
    "clean",
    "date_text",
    "decimal",
    "file_name",
    "fit",
    "fold",
    "half_up",
    "in_language",
    "is_clear",
    "language",
    "long_date",
    "million",
    "money",
    "month_text",
    "name_key",
    "natural_key",
    "ngettext",
    "number",
    "parse_date",
    "parse_money",
    "parse_month",
    "parse_number",
    "parse_percent",
    "parse_rate",
    "parse_time",
    "proper_case",
    "percent",
    "rate",
    "same_name",
    "use_language",
    "words",
]
