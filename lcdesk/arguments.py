"""Reading the words that follow a command: numbers, days, names. Each raises what argparse says of
a wrong one."""

import argparse
import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from lcdesk.i18n import _, parse_date


def counting(least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within limits, for an argument."""

    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(
                _("a whole number from {least} to {most}").format(least=least, most=most)
            )
        return int(text)

    return number


def day(text: str) -> date:
    """A day, as people type it."""
    try:
        return parse_date(text, date.today())
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def month(text: str) -> date:
    """The first day of a month."""
    if not re.fullmatch("[0-9]{4}-[0-9]{1,2}", text):
        raise argparse.ArgumentTypeError(_("a year and a month, such as 2026-06"))
    year, number = text.split("-")
    return day(f"{year}-{int(number):02d}-01")


def quarter(text: str) -> date:
    """The first day of a quarter."""
    if not re.fullmatch("[0-9]{4}-[1-4]", text):
        raise argparse.ArgumentTypeError(_("a year and a quarter from 1 to 4, such as 2026-2"))
    year, number = text.split("-")
    return day(f"{year}-{3 * int(number):02d}-01")


def report_name(text: str) -> str:
    """A report by its name."""
    from lcdesk.reporting.catalogue import REPORTS

    return one_of(REPORTS, text)


def breakdown(text: str) -> str:
    """What figures are broken down by."""
    from lcdesk.domain.figures import BREAKDOWNS

    return one_of([name.replace("_", "-") for name in BREAKDOWNS], text).replace("-", "_")


def one_of(names: Collection[str], text: str) -> str:
    """One of these names."""
    if text not in names:
        raise argparse.ArgumentTypeError(
            _("{text} is none of {names}").format(text=text, names=", ".join(names))
        )
    return text


def period_of(asked: argparse.Namespace) -> Any:
    """The period of a report: the one that was said, else this year."""
    from lcdesk.domain import periods

    spans = [
        each for each in (asked.year, asked.quarter, asked.month, asked.first or asked.last) if each
    ]
    if len(spans) > 1 or bool(asked.first) != bool(asked.last):
        asked.misuse(_("say one period: --year, --quarter, --month, or --from with --to"))
    if asked.first:
        return periods.Period(asked.first, asked.last)
    if asked.quarter or asked.month:
        return periods.quarter(asked.quarter) if asked.quarter else periods.month(asked.month)
    return periods.year(asked.year or date.today().year)
