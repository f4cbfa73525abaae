"""Summary of all figures by one breakdown, against the period before and a base year."""

from collections.abc import Iterator
from datetime import date

from lcdesk.domain.figures import BREAKDOWNS, Breakdown, Figures, share
from lcdesk.domain.reports import MILLION, PERCENT, Cell, Column, Section, Table
from lcdesk.i18n import N_, _, date_text
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering, lines_of
from lcdesk.reporting.narrative import Narrator
from lcdesk.reporting.report_kind import BY_LENDER, ReportKind

_STANDS = (
    "households",
    "loans",
    "paid_out",
    "repaid",
    "outstanding",
    "overdue",
    "overdue_share",
    "frozen",
)


def sections(gathering: Gathering) -> Iterator[Section]:
    """The sections of the summary."""
    yield section(gathering, gathering.by)


SUMMARY = ReportKind(
    id="summary",
    title=N_("Summary"),
    heading=N_("SUMMARY BY {by}"),
    heading_words=lambda gathering: {"by": _(BREAKDOWNS[gathering.by]).upper()},
    sections=sections,
    by=tuple(BREAKDOWNS),
    narrowed_by=BY_LENDER,
    based=True,
)


def section(gathering: Gathering, by: str, level: int = 1) -> Section:
    """All figures by a breakdown, line by line."""
    comparison = Comparison(gathering, by)
    title = _("Figures by {by}").format(by=_(BREAKDOWNS[by]))
    # In a book the overview says it once.
    sentences = tuple(comparison.sentences()) if level == 1 else ()
    return Section(title, sentences, tables=(comparison.table(),), level=level, wide=True)


class Comparison:
    """The figures of the period beside those of the day before it, and of the base year where one
    was asked for.

    A year typed from former papers may be known in sum alone: it is compared in a sentence and has
    no column.
    """

    def __init__(self, gathering: Gathering, by: str) -> None:
        self._gathering, self._by = gathering, by
        self._now = gathering.now(by)
        self._day_before, self._year = gathering.day_before, gathering.base
        self._before = gathering.earlier_debt(self._day_before, by)
        self._base = (
            gathering.earlier_debt(date(self._year, 12, 31), by) if self._year else Breakdown(by)
        )
        self._parts = (
            *tables.of_groups(by, *(() if by == "group" else ("groups",)), "members"),
            *_STANDS,
            "interest_owed",
            *tables.of_groups(by, "savings"),
        )

    def sentences(self) -> Iterator[str]:
        """How all compares with what is known in sum alone, and with the base year."""
        narrator, now = Narrator(self._gathering), self._now.total
        if _is_sum(self._before):
            yield narrator.change(
                "since_before", now, self._before.total, day=date_text(self._day_before)
            )
        if self._base.total.outstanding:
            yield narrator.change("since_base", now, self._base.total, year=str(self._year))
        elif self._year:
            sentence = _(
                "There are no figures of {year}. Enter them under “Figures of former years”."
            )
            yield sentence.format(year=self._year)

    def table(self) -> Table:
        """The figures of both days side by side."""
        named = lines_of(self._now, self._before, self._base)
        cells = {key: self._cells(self._now.of(key), key) for key in named}
        return Table(
            key=f"by_{self._by}",
            title="",
            columns=tuple(self._columns()),
            rows=tables.lines(named, cells, self._cells(self._now.total, "")),
            note=self._note(),
            drill=self._by,
        )

    def _columns(self) -> Iterator[Column]:
        yield tables.numbered()
        yield tables.named(self._by)
        for part in self._parts:
            yield tables.overdue_share() if part == "overdue_share" else tables.figure(part)
        changed = _("Change of outstanding debt")
        before = date_text(self._day_before)
        if not _is_sum(self._before):
            yield Column("since_before", _("since {day}").format(day=before), MILLION, 21, changed)
        if self._base.lines:
            yield Column(
                "since_base", _("since {year}").format(year=self._year), MILLION, 21, changed
            )
            yield Column(
                "growth", _("in % of {year}").format(year=self._year), PERCENT, 16, changed
            )

    def _cells(self, now: Figures, key: str) -> tuple[Cell, ...]:
        """The cells of a line; of the total for the key ""."""
        since = [] if _is_sum(self._before) else [now.outstanding - _outstanding(self._before, key)]
        growth: list[Cell] = []
        if self._base.lines:
            base = _outstanding(self._base, key)
            growth = [now.outstanding - base, share(now.outstanding - base, base) if base else None]
        return (*tables.values(now, self._parts), *since, *growth)

    def _note(self) -> str:
        if self._by in ("programme", "fund_source"):
            return _(
                "A household with several loans stands in several lines and counts once in the "
                "total."
            )
        return ""


def _is_sum(found: Breakdown) -> bool:
    """Whether something is known of it, but not line by line."""
    return not found.lines and found.total.outstanding > 0


def _outstanding(breakdown: Breakdown, key: str) -> int:
    return (breakdown.of(key) if key else breakdown.total).outstanding
