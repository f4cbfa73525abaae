"""What a report says, whatever it becomes: a page, a workbook, plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lcdesk.domain.kinds import Date, Kind, Million, Money, Number, Percent, Rate, Text

TEXT, COUNT, MONEY, MILLION, PERCENT, RATE, SCORE, DAY = (
    "text",
    "count",
    "money",
    "million",
    "percent",
    "rate",
    "score",
    "day",
)
"""The codes by which kept reports name the kinds of their columns."""
NUMBERS: Mapping[str, Number] = {
    COUNT: Number(zero=True),
    MONEY: Money(zero=True),
    MILLION: Million(zero=True),
    PERCENT: Percent(zero=True),
    RATE: Rate(zero=True),
    SCORE: Percent(zero=True),
}
KINDS: Mapping[str, Kind] = {**NUMBERS, TEXT: Text(), DAY: Date()}
"""What each code stands for."""

Cell = str | int | None
"""A value as its column's kind stores it; None where there is nothing to say, which is not 0."""

PLAIN, SUM, HEADING = "", "sum", "heading"
"""Kinds of row: one among others, the sum of some or all, a heading across all columns (its first
cell)."""


@dataclass(frozen=True)
class Column:
    """`key` names it in files for programs, `title` on paper, `over` is a head above it and its
    neighbours.

    `kind` is the code of its kind of values. `width` is in mm on a page that has 165 for all; wider
    pages give each its share.
    """

    key: str
    title: str
    kind: str = TEXT
    width: int = 20
    over: str = ""

    @property
    def values(self) -> Kind:
        """The kind of its values."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Row:
    """`about` says what is behind its numbers: the value of the breakdown, or the id of a record,
    as text."""

    cells: tuple[Cell, ...]
    kind: str = PLAIN
    about: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows; `title` stands above it, `note` below it. `drill` is what the rows are
    about."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    note: str = ""
    drill: str = ""


@dataclass(frozen=True)
class Series:
    """One value for each label of a chart."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Bars beside each other for each label, or with `stacked` upon each other; `text` says in
    words what it shows."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    kind: str = COUNT
    stacked: bool = False
    text: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with sentences, then charts, then tables. A `wide` one stands on landscape
    pages."""

    title: str
    sentences: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    level: int = 1
    wide: bool = False


@dataclass(frozen=True)
class Signature:
    """Who signs: the caption above, how (`hint`), and the name below, which may be empty."""

    caption: str
    hint: str = ""
    name: str = ""


@dataclass(frozen=True)
class Report:
    """A report for a period. A `bound` one is a book: it has a cover and a table of contents.

    `issuer` are the lines of the issuing body, `agreement` is the last line: that all totals agree.
    One that was kept
    has the `wording` of that day: paper, key and text; others are printed in the newest.
    """

    name: str
    title: str
    period: str
    issuer: tuple[str, ...] = ()
    place: str = ""
    dated: date | None = None
    sections: tuple[Section, ...] = ()
    signatures: tuple[Signature, ...] = ()
    agreement: str = ""
    bound: bool = False
    wording: tuple[tuple[str, ...], ...] = ()


def shown(kind: str, value: Cell) -> str:
    """A value as it is read: "" for None, "0" for 0, a day as dd/MM/yyyy, money in million with a
    decimal if any."""
    if value is None or (isinstance(value, str) and kind in NUMBERS):
        return value or ""
    values = KINDS[kind]
    return values.show(values.loaded(value))
