"""What was paid out and collected in a period, line by line and month by month."""

from collections.abc import Iterator

from lcdesk.domain.figures import BREAKDOWNS, Figures
from lcdesk.domain.ledger import Balance
from lcdesk.domain.periods import months_of
from lcdesk.domain.reports import (
    MILLION,
    SUM,
    TEXT,
    Cell,
    Chart,
    Column,
    Row,
    Section,
    Series,
    Table,
)
from lcdesk.i18n import N_, _
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering, lines_of
from lcdesk.reporting.report_kind import BY_LENDER, ReportKind
from lcdesk.storage import ledger
from lcdesk.storage.reporting import register_rows

_PARTS = ("new_loans", "paid_out", "repaid", "interest_paid")
_RARE = ("taken_over", "written_off", "interest_written_off")
"""What moves debt without being paid out or collected: columns only where there is any."""


def sections(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of what was paid out and collected."""
    yield section(gathering, gathering.by)


MOVEMENT = ReportKind(
    id="movement",
    title=N_("Paying out and collecting"),
    heading=N_("PAYING OUT AND COLLECTING"),
    sections=sections,
    by=tuple(BREAKDOWNS),
    narrowed_by=BY_LENDER,
)


def section(gathering: Gathering, by: str, level: int = 1) -> Section:
    """Paying out and collecting by one breakdown, and by month where the period has several."""
    found = [_by_line(gathering, by)]
    charts = []
    if len(months_of(gathering.period)) > 1 and not gathering.only:
        months = _by_month(gathering)
        found.append(months)
        charts.append(_chart(months))
    title = _("Paying out and collecting by {by}").format(by=_(BREAKDOWNS[by]))
    return Section(title, charts=tuple(charts), tables=tuple(found), level=level, wide=True)


def _by_line(gathering: Gathering, by: str) -> Table:
    now, before = gathering.now(by), gathering.debt_on(gathering.day_before, by)
    named = lines_of(now, before)
    rare = (part for part in _RARE if any(getattr(now.of(key), part) for key in named))
    parts = (*_PARTS, *rare)
    cells = {key: _cells(now.of(key), before.of(key).outstanding, parts) for key in named}
    total = _cells(now.total, before.total.outstanding, parts)
    moved = any(row[-2] for row in cells.values())
    columns = [
        tables.numbered(),
        tables.named(by),
        Column("begin", _("Outstanding at the beginning"), MILLION, 24),
        *(tables.figure(part) for part in parts),
        *([Column("moved", _("Moved from or to other lines"), MILLION, 22)] if moved else []),
        Column("end", _("Outstanding at the end"), MILLION, 24),
    ]
    rows = tables.lines(
        named,
        cells if moved else {k: _unmoved(v) for k, v in cells.items()},
        total if moved else _unmoved(total),
    )
    note = _(
        "Moved: a group handed over to another association, or a household of another class since "
        "the new year."
    )
    return Table("movement", "", tuple(columns), rows, note if moved else "", drill=by)


def _cells(now: Figures, begin: int, parts: tuple[str, ...]) -> tuple[int, ...]:
    came = now.paid_out + now.taken_over - now.repaid - now.written_off
    moved = now.outstanding - begin - came
    return (begin, *(getattr(now, part) for part in parts), moved, now.outstanding)


def _unmoved(cells: tuple[int, ...]) -> tuple[int, ...]:
    return (*cells[:-2], cells[-1])


def _by_month(gathering: Gathering) -> Table:
    sums = register_rows.month_sums(gathering.file, gathering.period.first, gathering.as_of)
    moved = {month: ledger.balance_of(kinds.items()) for month, kinds in sums.items()}
    rare = (part for part in _RARE if any(getattr(each, part) for each in moved.values()))
    parts = {"paid_out": "disbursed", **{part: part for part in (*_PARTS[2:], *rare)}}
    rows, end = [], gathering.debt_on(gathering.day_before, "fund_source").total.outstanding
    totals = [0] * len(parts)
    for month in months_of(gathering.period):
        found = moved.get(f"{month.first:%Y-%m}", Balance())
        amounts = [getattr(found, part) for part in parts.values()]
        end += found.outstanding
        totals = [total + each for total, each in zip(totals, amounts, strict=True)]
        known: Cell = end if month.first <= gathering.as_of else None
        rows.append(Row((f"{month.first:%m/%Y}", *amounts, known)))
    columns = (
        Column("month", _("Month"), TEXT, 24),
        *(tables.figure(part) for part in parts),
        Column("end", _("Outstanding at the end"), MILLION, 24),
    )
    return Table(
        "months", _("Month by month"), columns, (*rows, Row((_("Total"), *totals, end), SUM))
    )


def _chart(months: Table) -> Chart:
    rows = [row.cells for row in months.rows if not row.kind]
    kinds = ((1, _("paid out")), (2, _("principal collected")))
    return Chart(
        title=_("Paid out and collected"),
        labels=tuple(str(cells[0]) for cells in rows),
        series=tuple(
            Series(name, tuple(int(cells[i] or 0) for cells in rows)) for i, name in kinds
        ),
        kind=MILLION,
    )
