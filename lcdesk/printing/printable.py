"""A paper that can be asked for, and what its gatherer hands over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.i18n import _
from lcdesk.papers.forms.catalogue import Part
from lcdesk.papers.kit.layout import Layout
from lcdesk.queries.letterhead import letterhead_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile

SUBJECTS = ("meeting", "application", "list", "check", "group")
"""What a paper can be about: a record of such a kind, named by its id."""
ABOUT = (*SUBJECTS, "month")
"""The same, and a month, which goes by the id of its group."""


@dataclass(frozen=True)
class Subject:
    """What a paper is about. A sheet of a `month` may have been `held_on` another day than the
    ward's own."""

    id: int
    today: date
    month: date | None = None
    held_on: date | None = None


@dataclass(frozen=True)
class Gathered:
    """What a paper says, its title, and the day with which the name of its file begins."""

    parts: tuple[Part, ...]
    title: str
    day: date | None = None


Gatherer = Callable[[WardFile, "Printable", Subject], Gathered]


@dataclass(frozen=True)
class Printable:
    """A paper: its name, for each word of `ABOUT` that it can be about its gatherer, and its button
    in that area.

    One with a layout can also be printed blank.
    """

    id: str
    name: str
    by: Mapping[str, Gatherer]
    buttons: Mapping[str, str] = field(default_factory=dict)
    layout: Layout | None = None

    def titled(self, file: WardFile, group_id: GroupId, day: date) -> str:
        """The name of the paper with that of a group on a day."""
        group = records.get(file, Group, group_id).on(day)
        return f"{_(self.name)} {group.code} {group.name}"


def printable(
    layout: Layout, name: str, by: Mapping[str, Gatherer], buttons: Mapping[str, str] | None = None
) -> Printable:
    """A paper with a layout, which can be prepared for a group, too: its head is filled in unless
    `by` knows more."""
    return Printable(layout.id, name, {"group": _for_group, **by}, buttons or {}, layout)


def _for_group(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
    assert paper.layout
    content, group = paper.layout.content, GroupId(subject.id)
    title = paper.titled(file, group, subject.today)
    head = letterhead_of(file, group, subject.today).head(content)
    return Gathered((Part(content(**head), title),), title)
