"""What was paid out and collected in a period, line by line and month by month."""

from lcdesk.domain.figures import BREAKDOWNS, Figures
from lcdesk.domain.periods import months_of
from lcdesk.domain.reports import MILLION, SUM, TEXT, Cell, Chart, Column, Report, Row, Section, Series, Table
from lcdesk.i18n import _
from lcdesk.reporting import tables
from lcdesk.reporting.request import Scene, lines_of
from lcdesk.storage.reporting import register_rows

_PARTS = ("new_loans", "paid_out", "repaid", "interest_paid")


def report(scene: Scene) -> Report:
    """Paying out and collecting by one breakdown, and by month where the period has several."""
    return scene.report(_("PAYING OUT AND COLLECTING"), [section(scene, scene.by)], agreement=scene.agreement())


def section(scene: Scene, by: str, level: int = 1) -> Section:
    found = [_by_line(scene, by)]
    charts = []
    if len(months_of(scene.period)) > 1 and not scene.asked.only:
        months = _by_month(scene)
        found.append(months)
        charts.append(_chart(months))
    title = _("Paying out and collecting by {by}").format(by=_(BREAKDOWNS[by]))
    return Section(title, charts=tuple(charts), tables=tuple(found), level=level, wide=True)


def _by_line(scene: Scene, by: str) -> Table:
    now, before = scene.now(by), scene.standing(scene.day_before, by)
    named = lines_of(now, before)
    cells = {key: _cells(now.of(key), before.of(key).outstanding) for key in named}
    total = _cells(now.total, before.total.outstanding)
    moved = any(row[-2] for row in cells.values())
    columns = [
        tables.numbered(),
        tables.named(by),
        Column("begin", _("Outstanding at the beginning"), MILLION, 24),
        *(tables.figure(part) for part in _PARTS),
        *([Column("moved", _("Moved from or to other lines"), MILLION, 22)] if moved else []),
        Column("end", _("Outstanding at the end"), MILLION, 24),
    ]
    rows = tables.lines(
        named, cells if moved else {k: _unmoved(v) for k, v in cells.items()}, total if moved else _unmoved(total)
    )
    note = _("Moved: a group handed over to another association, or a household of another class since the new year.")
    return Table("movement", "", tuple(columns), rows, note if moved else "", drill=by)


def _cells(now: Figures, begin: int) -> tuple[int, ...]:
    moved = now.outstanding - begin - now.paid_out + now.repaid
    return (begin, now.new_loans, now.paid_out, now.repaid, now.interest_paid, moved, now.outstanding)


def _unmoved(cells: tuple[int, ...]) -> tuple[int, ...]:
    return (*cells[:-2], cells[-1])


def _by_month(scene: Scene) -> Table:
    sums = register_rows.month_sums(scene.file, scene.period.first, scene.as_of)
    rows, end = [], scene.standing(scene.day_before, "fund_source").total.outstanding
    totals = [0, 0, 0]
    for month in months_of(scene.period):
        found = sums.get(f"{month.first:%Y-%m}", {})
        repaid = found.get("repaid", 0) + found.get("repaid_from_savings", 0)
        moved = [found.get("disbursed", 0), repaid, found.get("interest_paid", 0)]
        end += moved[0] - moved[1]
        totals = [total + each for total, each in zip(totals, moved, strict=True)]
        known: Cell = end if month.first <= scene.as_of else None
        rows.append(Row((f"{month.first:%m/%Y}", *moved, known)))
    columns = (
        Column("month", _("Month"), TEXT, 24),
        *(tables.figure(part) for part in _PARTS[1:]),
        Column("end", _("Outstanding at the end"), MILLION, 24),
    )
    return Table("months", _("Month by month"), columns, (*rows, Row((_("Total"), *totals, end), SUM)))


def _chart(months: Table) -> Chart:
    rows = [row.cells for row in months.rows if not row.kind]
    kinds = ((1, _("paid out")), (2, _("principal collected")))
    return Chart(
        title=_("Paid out and collected"),
        labels=tuple(str(cells[0]) for cells in rows),
        series=tuple(Series(name, tuple(int(cells[i] or 0) for cells in rows)) for i, name in kinds),
        kind=MILLION,
    )
