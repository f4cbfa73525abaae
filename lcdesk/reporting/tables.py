"""Tables of figures: the columns that several reports share, and lines with their sum."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from lcdesk.domain.figures import BREAKDOWNS, NAMES, OF_GROUPS, Figures
from lcdesk.domain.reports import COUNT, MILLION, MONEY, PERCENT, SUM, Cell, Column, Row, Table
from lcdesk.i18n import _

_COUNTED = ("groups", "members", "households", "loans", "new_loans")


def numbered() -> Column:
    """The running number of a line."""
    return Column("number", _("No."), COUNT, 10)


def named(by: str) -> Column:
    """What a line of a breakdown is called."""
    return Column(by, capital(_(BREAKDOWNS[by])), width=44)


def figure(part: str, over: str = "") -> Column:
    """A column of one part of the figures: a count, or an amount in million đồng."""
    counted = part in _COUNTED
    return Column(
        part, capital(_(NAMES[part])), COUNT if counted else MILLION, 14 if counted else 21, over
    )


def of_groups(by: str, *parts: str) -> tuple[str, ...]:
    """These parts of the figures where they are parts of this breakdown."""
    return parts if by in OF_GROUPS else ()


def overdue_share() -> Column:
    """The column of the share of the debt that is overdue."""
    return Column("overdue_share", _("Overdue, %"), PERCENT, 15)


def values(figures: Figures, parts: Iterable[str]) -> tuple[Cell, ...]:
    """The values of these parts, or of the overdue share."""
    return tuple(getattr(figures, part) for part in parts)


def lines(
    named_lines: Mapping[str, str], cells: Mapping[str, Sequence[Cell]], total: Sequence[Cell]
) -> tuple[Row, ...]:
    """A numbered row for each line, and the sum below."""
    rows = [
        Row((number, name, *cells[key]), about=key)
        for number, (key, name) in enumerate(named_lines.items(), 1)
    ]
    return (*rows, Row((None, _("Total"), *total), SUM))


def capital(text: str) -> str:
    """A text with its first letter capital."""
    return text[:1].upper() + text[1:]


def register(
    key: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], about: Sequence[str] = ()
) -> Table:
    """Numbered rows, with the sum of the columns of amounts and counts below; the first column is
    the number.

    `about` says of each row what is behind it, where something is.
    """
    summed = [each.kind in (MONEY, COUNT, MILLION) for each in columns[1:]]
    numbered_rows = [
        Row((place, *cells), about=what)
        for place, (cells, what) in enumerate(zip_longest(rows, about, fillvalue=""), 1)
    ]
    sums = tuple(
        sum(int(row[place] or 0) for row in rows) if is_summed else None
        for place, is_summed in enumerate(summed)
    )
    total = [Row((None, _("Total"), *sums[1:]), SUM)] if rows else []
    return Table(key, "", tuple(columns), (*numbered_rows, *total))
