"""The plan of a year beside what it came to."""

from lcdesk.domain.figures import share
from lcdesk.domain.plans import YearPlan
from lcdesk.domain.reports import MILLION, PERCENT, SUM, Cell, Column, Row, Section, Table
from lcdesk.i18n import _
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering
from lcdesk.storage import records
from lcdesk.storage.database import WardFile

OF_TARGETS = ("programme", "neighbourhood")
"""By what a plan sets targets."""


def plan_of(file: WardFile, year: int) -> YearPlan | None:
    """The plan of a year; None where none was typed."""
    return next(iter(records.find(file, YearPlan, year=year)), None)


def section(gathering: Gathering) -> Section | None:
    """The targets of a year with what stands at its end; None where it has none."""
    plan = plan_of(gathering.file, gathering.period.last.year)
    if plan is None or not plan.targets or not gathering.period.is_year:
        return None
    made = [_table(gathering, plan, by) for by in OF_TARGETS]
    return Section(_("Targets of the year"), tables=tuple(each for each in made if each), wide=True)


def _table(gathering: Gathering, plan: YearPlan, by: str) -> Table | None:
    targets = {
        str(getattr(line, by)): line.outstanding for line in plan.targets if getattr(line, by)
    }
    if not targets:
        return None
    now, names = gathering.now(by), {str(key): name for key, name in gathering.names(by).items()}
    reached = {key: now.of(key).outstanding for key in targets}
    rows = [
        Row((number, names[key], *_compared(targets[key], reached[key])), about=key)
        for number, key in enumerate(sorted(targets, key=list(names).index), 1)
    ]
    total = _compared(sum(targets.values()), sum(reached.values()))
    columns = (
        tables.numbered(),
        tables.named(by),
        Column("target", _("To reach"), MILLION, 26),
        Column("outstanding", _("Outstanding"), MILLION, 26),
        Column("difference", _("Above or below"), MILLION, 26),
        Column("reached", _("Reached, %"), PERCENT, 20),
    )
    return Table(
        f"targets_{by}", "", columns, (*rows, Row((None, _("Total"), *total), SUM)), drill=by
    )


def _compared(target: int, reached: int) -> tuple[Cell, ...]:
    return target, reached, reached - target, share(reached, target)
