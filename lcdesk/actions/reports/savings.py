"""Savings of members in a period: what stood, came in and went out, by group or association."""

from collections.abc import Container, Iterator

from lcdesk.actions.reports import tables
from lcdesk.actions.reports.scene import Scene
from lcdesk.domain.figures import BREAKDOWNS, OF_GROUPS, MemberFact
from lcdesk.domain.reports import COUNT, MILLION, Column, Report, Section, Table
from lcdesk.i18n import _
from lcdesk.storage import report_rows

_MOVES = ("saved", "saving_interest", "withdrawn", "repaid_from_savings")


def report(scene: Scene) -> Report:
    return scene.report(_("SAVINGS OF MEMBERS"), [section(scene, scene.by)], agreement=scene.agreement())


def section(scene: Scene, by: str, level: int = 1) -> Section:
    """Savings by a breakdown of groups; by association where another one was asked for."""
    by = by if by in OF_GROUPS else "association"
    title = _("Savings by {by}").format(by=_(BREAKDOWNS[by]))
    return Section(title, tables=(_table(scene, by),), level=level, wide=True)


def _table(scene: Scene, by: str) -> Table:
    cells = _cells(scene, by)
    named = {str(key): name for key, name in scene.names(by).items() if str(key) in cells}
    total = [sum(row[place] for row in cells.values()) for place in range(len(_MOVES) + 4)]
    columns = (
        tables.numbered(),
        tables.named(by),
        tables.figure("members"),
        Column("savers", _("With savings"), COUNT, 18),
        Column("begin", _("At the beginning"), MILLION, 24),
        Column("saved", _("Paid in"), MILLION, 24),
        Column("saving_interest", _("Interest credited"), MILLION, 24),
        Column("withdrawn", _("Withdrawn"), MILLION, 24),
        Column("repaid_from_savings", _("Used for principal"), MILLION, 24),
        Column("end", _("At the end"), MILLION, 24),
    )
    return Table("savings", "", columns, tables.lines(named, cells, total), drill=by)


def _cells(scene: Scene, by: str) -> dict[str, list[int]]:
    """Members, savers, savings at the beginning, each kind of move, savings at the end; by the key of the line."""
    moves = report_rows.savings_moves(scene.file, scene.period)
    cells: dict[str, list[int]] = {}
    for fact in _members(scene, moves):
        row = cells.setdefault(str(getattr(fact, by)), [0] * (len(_MOVES) + 4))
        moved = [moves.get(fact.member, {}).get(kind, 0) for kind in _MOVES]
        begin = fact.savings - moved[0] - moved[1] + moved[2] + moved[3]
        for place, amount in enumerate((fact.members, int(fact.savings > 0), begin, *moved, fact.savings)):
            row[place] += amount
    return cells


def _members(scene: Scene, moved: Container[int]) -> Iterator[MemberFact]:
    """Members of the end of the period, and those who left in it with nothing on their account."""
    yield from scene.facts.members
    known = {each.member for each in scene.facts.members}
    for member in scene.reading.books.members:
        if member.id in moved and member.id not in known:
            group = scene.reading.books.groups[member.group]
            left = MemberFact(member.id, group.association_on(scene.as_of), group.id, group.neighbourhood, 0, 0)
            if all(str(getattr(left, by, "")) == key for by, key in scene.asked.only.items()):
                yield left
