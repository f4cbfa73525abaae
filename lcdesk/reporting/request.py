"""What is asked of the reports: which one, of which period, by what, against which year, of
whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lcdesk.domain.periods import Period


@dataclass(frozen=True)
class Request:
    """A report and what it is to be about. `base` is a year to compare with, 0 for none.

    `only` narrows it to one value of a breakdown each: its name, and the key as text.
    """

    name: str
    period: Period
    by: str = "programme"
    base: int = 0
    only: Mapping[str, str] = field(default_factory=dict)
