"""Savings of members in a period: what stood, came in and went out, by group or association."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TypeVar

from lcdesk.domain.days import day_after
from lcdesk.domain.figures import BREAKDOWNS, OF_GROUPS, MemberFact
from lcdesk.domain.reports import COUNT, MILLION, Column, Section, Table
from lcdesk.i18n import N_, _
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.report_kind import ReportKind
from lcdesk.storage.reporting import register_rows
from lcdesk.storage.reporting.tally import ends_of

T = TypeVar("T")


def sections(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of savings."""
    yield section(gathering, gathering.by)


SAVINGS = ReportKind(
    id="savings",
    title=N_("Savings"),
    heading=N_("SAVINGS OF MEMBERS"),
    sections=sections,
    by=OF_GROUPS,
    narrowed_by=("association",),
)


def section(gathering: Gathering, by: str, level: int = 1) -> Section:
    """Savings by a breakdown of groups; by association where another one was asked for."""
    by = by if by in OF_GROUPS else "association"
    title = _("Savings by {by}").format(by=_(BREAKDOWNS[by]))
    return Section(title, tables=(_table(gathering, by),), level=level, wide=True)


def _table(gathering: Gathering, by: str) -> Table:
    cells = _cells(gathering, by)
    named = {str(key): name for key, name in gathering.names(by).items() if str(key) in cells}
    moved = any(counts["moved"] for counts in cells.values())
    columns = [
        tables.numbered(),
        tables.named(by),
        tables.figure("members"),
        Column("savers", _("With savings"), COUNT, 18),
        Column("begin", _("At the beginning"), MILLION, 24),
        Column("saved", _("Paid in"), MILLION, 24),
        Column("saving_interest", _("Interest credited"), MILLION, 24),
        Column("withdrawn", _("Withdrawn"), MILLION, 24),
        Column("repaid_from_savings", _("Used for principal"), MILLION, 24),
        *([Column("moved", _("Moved from or to other lines"), MILLION, 22)] if moved else []),
        Column("end", _("At the end"), MILLION, 24),
    ]
    keys = [column.key for column in columns[2:]]
    lines = {line: [counts[key] for key in keys] for line, counts in cells.items()}
    total = [sum(counts[key] for counts in cells.values()) for key in keys]
    note = _("With savings: also people who left the group and still have some.")
    return Table("savings", "", tuple(columns), tables.lines(named, lines, total), note, drill=by)


def _cells(gathering: Gathering, by: str) -> dict[str, Counter[str]]:
    """By the key of each line: members, savers, savings at the beginning and the end, and what
    moved between."""
    ends = ends_of(gathering.books, gathering.period, gathering.as_of)
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for key, amount in _placed(gathering, by, ends[0], gathering.reader.read_savings(ends[0])):
        cells[key]["begin"] += amount
    for before, end in pairwise(ends):
        moves = register_rows.savings_moves(gathering.file, day_after(before), end)
        for key, sums in _placed(gathering, by, end, moves):
            cells[key].update(sums)
    for fact in gathering.group_facts.members:
        here = {"members": fact.members, "savers": int(fact.savings > 0), "end": fact.savings}
        cells[str(getattr(fact, by))].update(here)
    for counts in cells.values():
        came, went = (
            counts["saved"] + counts["saving_interest"],
            counts["withdrawn"] + counts["repaid_from_savings"],
        )
        counts["moved"] = counts["end"] - counts["begin"] - came + went
    return cells


def _placed(
    gathering: Gathering, by: str, day: date, found: Mapping[int, T]
) -> Iterator[tuple[str, T]]:
    """What is known of each member, under the key of the line to which they belonged on a day."""
    places, text = gathering.books.places(day), day.isoformat()
    for member in (each.on(text) for each in gathering.books.members if each.id in found):
        if place := places.get(member.group):
            fact = MemberFact(member.id, place.association, member.group, place.neighbourhood, 1, 0)
            if all(str(getattr(fact, name, "")) == key for name, key in gathering.only.items()):
                yield str(getattr(fact, by)), found[member.id]
