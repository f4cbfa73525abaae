"""Which copies of a ward file stay when new ones come: many of late, few of long ago."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from typing import NamedTuple


class _Rule(NamedTuple):
    """Of each span of time the newest copy stays, for so many spans that have one."""

    span: Callable[[datetime], Hashable]
    most: int


_RULES = (
    _Rule(lambda made: made, 4),
    _Rule(lambda made: made.date(), 7),
    _Rule(lambda made: made.isocalendar()[:2], 5),
    _Rule(lambda made: (made.year, made.month), 12),
    _Rule(lambda made: made.year, 50),
)


def staying(made: Iterable[datetime]) -> set[datetime]:
    """The moments whose copies stay: the last four, and the newest of each of seven days, five
    weeks, twelve months and of every year."""
    newest_first = sorted(set(made), reverse=True)
    stay: set[datetime] = set()
    for rule in _RULES:
        spans: set[Hashable] = set()
        for each in newest_first:
            if len(spans) == rule.most:
                break
            if rule.span(each) not in spans:
                spans.add(rule.span(each))
                stay.add(each)
    return stay
