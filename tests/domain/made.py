"""Records with made-up values in every field, and every text that people and machines get wrong."""

from datetime import date
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from lcdesk.domain.entities import TABLES
from lcdesk.domain.fields import Entity, Field, Lines, Record, fields_of
from lcdesk.domain.kinds import Choice, Date, Kind, Month, Number, Reference, Text, Time, Yes
from lcdesk.domain.people import NewMember

LEAP = date(2028, 2, 29)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31)) | st.sampled_from(
    [
        LEAP,
        date(2024, 2, 29),
        date(2027, 1, 29),
        date(2027, 1, 31),
        date(2027, 12, 31),
        date(2026, 8, 31),
    ]
)
"""Any day of a loan, and those on which months are got wrong."""
transaction_days = st.integers(0, 31)

TODAY = date(2026, 9, 5)

HOSTILE = (
    "nul\x00inside",
    "\u202eright to left\u202c",
    "\u200f\u200e\u2066marks\u2069\ufeff",
    "zero\u200bwidth",
    "L\u00ea Ch\u00e2n decomposed: Le\u0302 Cha\u0302n, Hu\u031bo\u031b\u0300ng",
    "lone \ud800 surrogate",
    "& < > ' \" % { } {name} {0} %s %(x)d \\ ` ; --",
    "<b>bold</b><br/>&nbsp;&#0;",
    "'; DROP TABLE member; --",
    "tab\tline\nbreak\r\nreturn\u2028separator",
    "𝓛𝓮 😀 👨\u200d👩\u200d👧",
    "x" * 201,
    "ộ" * 5000,
    "o\u0302\u0323" * 300,
    " \u00a0\u3000 ",
    "=1+1",
    "ŉ ß ﬁ ΐ İ ı ǆ",
)

R = TypeVar("R", bound=Record)


def every_record() -> list[type[Record]]:
    """All record classes that stand in a table, and what is asked for in a form alone."""
    owners = [*TABLES.values(), NewMember]
    lines = [
        each.kind.of for cls in owners for each in fields_of(cls) if isinstance(each.kind, Lines)
    ]
    return sorted({*owners, *lines}, key=lambda cls: cls.__name__)


def made(cls: type[R]) -> st.SearchStrategy[R]:
    """Records of a class: each field holds a value that its kind can hold, rules between fields are not minded."""
    return _made(cls)  # type: ignore[arg-type]  # mypy asks the class for the hash of its records


@cache
def _made(cls: type[Record]) -> st.SearchStrategy[Any]:
    values = {each.name: value_of(each) for each in fields_of(cls)}
    if issubclass(cls, Entity):
        values |= {"id": st.integers(0, 2**62), "version": st.integers(0, 10**6)}
    return st.builds(cls, **values)


def value_of(each: Field) -> st.SearchStrategy[Any]:
    some = _some(each.kind)
    if each.required:
        return some.filter(lambda value: value != each.kind.empty)
    return st.just(each.kind.empty) | some


def _some(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Text):
        return _texts(kind)
    if isinstance(kind, Number):
        least = kind.least if kind.zero else max(kind.least, 1)
        return st.integers(least, kind.most) | st.sampled_from([least, kind.most])
    if isinstance(kind, Month):
        return st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: day.replace(day=1))
    if isinstance(kind, Date):
        return st.dates(date(1900, 1, 1), date(2100, 12, 31))
    if isinstance(kind, Time):
        return st.times().map(lambda time: time.strftime("%H:%M"))
    if isinstance(kind, Choice):
        return st.sampled_from(list(kind.options))
    if isinstance(kind, Reference):
        return st.integers(1, 10**18 - 1)
    if isinstance(kind, Yes):
        return st.booleans()
    if isinstance(kind, Lines):
        return st.lists(made(kind.of), max_size=3).map(tuple)
    raise AssertionError(f"no values are known for {kind}")


def _texts(kind: Text) -> st.SearchStrategy[str]:
    """What the field holds after something was typed into it."""
    typed = st.text() | st.sampled_from(HOSTILE)
    if kind.pattern:
        typed = st.from_regex(kind.pattern, fullmatch=True)
    return typed.map(lambda text: _held(kind, text)).filter(bool)


def _held(kind: Text, text: str) -> str:
    try:
        return kind.parse(text, TODAY)
    except ValueError:
        return ""
