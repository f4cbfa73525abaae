"""Kinds of values: how each is read from what was typed, shown again, and stored in a column."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from lcdesk import i18n
from lcdesk.i18n import _


@dataclass(frozen=True)
class Kind:
    """How a value is read from what was typed, shown again, and stored in a column."""

    empty: ClassVar[Any] = ""
    numeric: ClassVar[bool] = False

    def parse(self, text: str, today: date) -> Any:
        """Give the value of a text that is not empty. ValueError carries the complaint."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        return str(value)

    def stored(self, value: Any) -> Any:
        return value

    def loaded(self, value: Any) -> Any:
        return value


@dataclass(frozen=True)
class Text(Kind):
    """One line of text; `limit` in characters."""

    limit: int = 200
    pattern: str = ""
    example: str = ""
    keep_lines: ClassVar[bool] = False

    def parse(self, text: str, today: date) -> str:
        value = i18n.clean(text, keep_lines=self.keep_lines)
        if len(value) > self.limit:
            raise ValueError(
                _("This is too long: at most {limit} characters.").format(limit=self.limit)
            )
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise ValueError(
                _("This does not look right. Write it like {example}.").format(example=self.example)
            )
        return value


@dataclass(frozen=True)
class Paragraph(Text):
    """Several lines of text."""

    limit: int = 2000
    keep_lines: ClassVar[bool] = True


@dataclass(frozen=True)
class Name(Text):
    """The name of a person: capital initials only where it was typed in one case."""

    def parse(self, text: str, today: date) -> str:
        return super().parse(i18n.proper_case(i18n.clean(text)), today)


@dataclass(frozen=True)
class Digits(Text):
    """An identifier of digits; spaces and dots between them are ignored, leading zeros are kept."""

    def parse(self, text: str, today: date) -> str:
        return super().parse(re.sub(r"[\s.\-]", "", i18n.clean(text)), today)


CITIZEN_ID = Digits(pattern=r"[0-9]{12}", example="012345678901")


PHONE = Digits(pattern=r"0[0-9]{9}", example="0912345678")


@dataclass(frozen=True)
class Number(Kind):
    """A whole number from `least` to `most`; an empty one is 0 and shown empty unless `zero`.

    `unit` of it make 1 as it is shown, with at most so many `decimals`.
    """

    empty: ClassVar[int] = 0
    numeric: ClassVar[bool] = True
    unit: ClassVar[int] = 1
    decimals: ClassVar[int] = 0
    least: int = 0
    most: int = 10**15 - 1
    zero: bool = False

    def parse(self, text: str, today: date) -> int:
        value = self.read(text)
        if not self.least <= value <= self.most:
            raise ValueError(
                _("This must be from {least} to {most}.").format(
                    least=self.show(self.least) or 0, most=self.show(self.most)
                )
            )
        return value

    def read(self, text: str) -> int:
        return i18n.parse_number(text)

    def show(self, value: int) -> str:
        return i18n.number(value) if value or self.zero else ""


@dataclass(frozen=True)
class Money(Number):
    """An amount in whole đồng."""

    def read(self, text: str) -> int:
        return i18n.parse_money(text)


@dataclass(frozen=True)
class Million(Money):
    """An amount in whole đồng that is shown in million."""

    unit: ClassVar[int] = 1_000_000
    decimals: ClassVar[int] = 1

    def show(self, value: int) -> str:
        return i18n.million(value) if value or self.zero else ""


@dataclass(frozen=True)
class Percent(Number):
    """A share in hundredths of a per cent, or a score in hundredths: 660 is 6.6."""

    unit: ClassVar[int] = 100
    decimals: ClassVar[int] = 2
    most: int = 100_00

    def read(self, text: str) -> int:
        return i18n.parse_percent(text)

    def show(self, value: int) -> str:
        return i18n.percent(value) if value or self.zero else ""


@dataclass(frozen=True)
class Rate(Number):
    """A rate in thousandths of a per cent a year: 8382 is 8.382 %."""

    unit: ClassVar[int] = 1000
    decimals: ClassVar[int] = 3
    most: int = 100_000

    def read(self, text: str) -> int:
        return i18n.parse_rate(text)

    def show(self, value: int) -> str:
        return i18n.rate(value) if value or self.zero else ""


@dataclass(frozen=True)
class Year(Number):
    """A calendar year, never grouped."""

    least: int = 1900
    most: int = 2100

    def show(self, value: int) -> str:
        return str(value) if value else ""


@dataclass(frozen=True)
class Date(Kind):
    """A day; an empty one is None."""

    empty: ClassVar[date | None] = None

    def parse(self, text: str, today: date) -> date:
        return i18n.parse_date(text, today)

    def show(self, value: date | None) -> str:
        return i18n.date_text(value)

    def stored(self, value: date | None) -> str:
        return value.isoformat() if value else ""

    def loaded(self, value: str) -> date | None:
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Month(Date):
    """A month, by its first day; any day of it may be typed, too."""

    def parse(self, text: str, today: date) -> date:
        return i18n.parse_month(text, today)

    def show(self, value: date | None) -> str:
        return i18n.month_text(value)


@dataclass(frozen=True)
class Time(Kind):
    """A time of day as HH:MM."""

    def parse(self, text: str, today: date) -> str:
        return i18n.parse_time(text)


@dataclass(frozen=True)
class Choice(Kind):
    """One code out of `options`, a mapping from code to its label in English."""

    options: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def parse(self, text: str, today: date) -> str:
        code = text.strip()
        if code not in self.options:
            raise ValueError(_("Please choose one of the list."))
        return code

    def show(self, value: str) -> str:
        return _(self.options.get(value, value))


@dataclass(frozen=True)
class Reference(Kind):
    """The id of a record of the table `target`; 0 for none."""

    empty: ClassVar[int] = 0
    target: str = ""

    def parse(self, text: str, today: date) -> int:
        if not re.fullmatch(r"[1-9][0-9]{0,17}", text.strip()):
            raise ValueError(_("Please choose one of the list."))
        return int(text)

    def show(self, value: int) -> str:
        return str(value) if value else ""

    def stored(self, value: int) -> int | None:
        return value or None

    def loaded(self, value: int | None) -> int:
        return value or 0


@dataclass(frozen=True)
class Yes(Kind):
    """Yes or no."""

    empty: ClassVar[bool] = False

    def parse(self, text: str, today: date) -> bool:
        return text.strip() == "1"

    def show(self, value: bool) -> str:
        return _("yes") if value else ""

    def stored(self, value: bool) -> int:
        return int(value)

    def loaded(self, value: int) -> bool:
        return bool(value)
