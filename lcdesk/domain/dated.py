"""What holds on a day: what a record says now stays in it, what it said before stands beside it
with the day on which that ended."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from lcdesk.domain.days import day_before
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import (
    Entity,
    Lines,
    Record,
    field,
    fields_of,
    kinds_of,
    labels_of,
    once_a_class,
)
from lcdesk.domain.kinds import Date, Text
from lcdesk.i18n import N_, _, date_text


class Past(Record):
    """What a field said until a day; that day counts for what it said next."""

    what: str = field(N_("What"), Text(limit=40), required=True)
    """The code name of the field."""
    said: str = field(N_("Before"), Text(limit=500))
    """The value as it is stored, in JSON."""
    until_on: date | None = field(N_("Until"), Date(), required=True)
    reason: str = field(N_("Number and reason"), Text())


@dataclass(frozen=True)
class Change:
    """Since which day something is otherwise, and why; `today` is the day on which it is said."""

    day: date
    today: date
    reason: str = ""


class Dated(Entity):
    """A record of which some fields hold from a day to a day. Subclasses keep `past` in lines of
    their own."""

    dated: ClassVar[tuple[str, ...]] = ()
    """The fields of which a change is asked: was it wrong, or did it change on a day."""
    past: tuple[Past, ...] = ()
    """By the day on which each ended, the earliest first."""

    def on(self, day: date) -> Self:
        """The record as it was at the end of a day."""
        said = {
            each.what: each.said
            for each in reversed(self.past)
            if each.until_on and day < each.until_on
        }
        return replace(self, **_values(type(self), said)) if said else self

    def spans(self, what: str) -> Iterator[tuple[Any, date | None]]:
        """Each value that a field had, with the first day on which it had it no more; that of now
        comes last, with None."""
        for each in self.past:
            if each.what == what:
                yield _values(type(self), {what: each.said})[what], each.until_on
        yield getattr(self, what), None


D = TypeVar("D", bound=Dated)


def day_of(past: Past) -> date:
    """The last day on which something was so."""
    assert past.until_on
    return day_before(past.until_on)


def changes(before: D, after: D) -> tuple[str, ...]:
    """The dated fields that differ between two states of a record."""
    return tuple(
        name for name in type(before).dated if getattr(before, name) != getattr(after, name)
    )


def changed_on(day: date, before: D, after: D, names: Sequence[str] = (), reason: str = "") -> D:
    """`after`, with what it said until a day beside it: in the dated fields that differ, or in
    those named.

    Refused where one of them changed on that day or later.
    """
    names = names or changes(before, after)
    labels = labels_of(type(before))
    for each in before.past:
        if each.what in names and each.until_on and each.until_on >= day:
            sentence = _(
                "{what} changed on {last} already. Take a later day, or say that it was wrong."
            )
            said = sentence.format(what=labels[each.what], last=date_text(each.until_on))
            raise Refused({each.what: said})
    line = past_line(type(before))
    new = [
        line(what=each, said=said_of(before, each), until_on=day, reason=reason) for each in names
    ]
    past = sorted((*before.past, *new), key=lambda each: each.until_on or date.max)
    return replace(after, past=tuple(past))


def said_of(record: Entity, name: str) -> str:
    """The value of a field as it is kept beside the record."""
    return said_as(type(record), name, getattr(record, name))


def said_as(cls: type[Entity], name: str, value: Any) -> str:
    """A value of a field as it is kept beside a record."""
    return json.dumps(kinds_of(cls)[name].stored(value), ensure_ascii=False)


@once_a_class
def past_line(cls: type[Dated]) -> type[Past]:
    """The lines in which records of a class keep what they said before."""
    return next(
        each.kind.of
        for each in fields_of(cls)
        if isinstance(each.kind, Lines) and issubclass(each.kind.of, Past)
    )


def _values(cls: type[Entity], said: Mapping[str, str]) -> dict[str, Any]:
    kinds = kinds_of(cls)
    return {name: kinds[name].loaded(json.loads(text)) for name, text in said.items()}
