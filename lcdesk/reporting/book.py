"""The bound reports: the year's book and the review of ten years."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from lcdesk.domain import periods
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import BREAKDOWNS, Breakdown, Figures, share, times
from lcdesk.domain.reports import (
    COUNT,
    MILLION,
    PERCENT,
    SCORE,
    Cell,
    Chart,
    Column,
    Row,
    Section,
    Series,
    Table,
)
from lcdesk.i18n import N_, _, million, number
from lcdesk.reporting import (
    applications,
    borrowers,
    checks,
    figures,
    movement,
    registers,
    savings,
    summary,
    tables,
    targets,
)
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.narrative import Narrator
from lcdesk.reporting.report_kind import ReportKind

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
YEARS = 10
"""Years that a review looks back where no base year was asked for."""


def year_book(gathering: Gathering) -> Iterator[Section]:
    """Everything of a period, bound: sentences, summaries, charts, lists and registers."""
    return _numbered(_book(gathering))


YEAR_BOOK = ReportKind(
    id="year-book",
    title=N_("The year's book"),
    heading=N_("BOOK OF THE SOCIAL POLICY CREDIT"),
    sections=year_book,
    based=True,
    bound=True,
)


def _book(gathering: Gathering) -> Iterator[Section]:
    narrator = Narrator(gathering)
    yield Section(
        _("Overview"),
        tuple(narrator.year()),
        charts=(_by_programme(gathering), _by_association(gathering)),
    )
    yield Section(_("Summaries"), wide=True)
    for by in BREAKDOWNS:
        yield summary.section(gathering, by, level=2)
    if planned := targets.section(gathering):
        yield planned
    yield movement.section(gathering, "programme")
    yield applications.section(gathering, "programme")
    yield borrowers.arrears_section(gathering)
    yield checks.section(gathering)
    yield checks.scores_section(gathering)
    yield savings.section(gathering, "association")
    yield borrowers.poverty_section(gathering)
    yield borrowers.local_section(gathering)
    yield Section(_("Registers"), wide=True)
    for register in (
        registers.groups_section,
        registers.borrowers_section,
        registers.loans_section,
    ):
        yield register(gathering, level=2)


def _numbered(sections: Iterable[Section]) -> Iterator[Section]:
    """Chapters with Roman numerals, the parts of each with Arabic ones."""
    chapter = part = 0
    for each in sections:
        if each.level == 1:
            chapter, part = chapter + 1, 0
            yield replace(each, title=f"{_NUMERALS[chapter - 1]}. {each.title}")
        else:
            part += 1
            yield replace(each, title=f"{part}. {each.title}")


def _by_programme(gathering: Gathering) -> Chart:
    return _chart(_("Outstanding debt by programme"), gathering.now("programme"))


def _by_association(gathering: Gathering) -> Chart:
    return _chart(_("Outstanding debt by association"), gathering.now("association"))


def _chart(title: str, found: Breakdown) -> Chart:
    lines = [line for line in found.lines if line.figures.outstanding]
    values = tuple(line.figures.outstanding for line in lines)
    return Chart(
        title, tuple(line.name for line in lines), (Series(_("outstanding"), values),), MILLION
    )


@dataclass(frozen=True)
class _Year:
    """One year of a review. Without `programmes` it is known only in sum."""

    year: int
    figures: Figures
    programmes: Breakdown
    typed: bool = False
    booked: int | None = None
    """Of a typed year, what the books say was outstanding at its end."""
    entrusted: int | None = None
    """Capital entrusted by the local budget, as typed."""


def ten_year_review(gathering: Gathering) -> Iterator[Section]:
    """Year by year against the base year: growth in amount, per cent and times.

    Refused at once without figures of the base.
    """
    years = _years(gathering)
    base, last = years[0], years[-1]
    if not base.figures.outstanding:
        sentence = _(
            "There are no figures of {year}. Enter them under “Figures of former years”, or "
            "choose another base."
        )
        raise Refused({"base": sentence.format(year=base.year)})
    narrator = Narrator(gathering)
    programmes = len([line for line in last.programmes.lines if line.figures.outstanding])
    sentences = (
        narrator.opening(last.figures, gathering.as_of),
        narrator.debt(last.figures, programmes),
        narrator.change("since_base", last.figures, base.figures, year=str(base.year)),
        narrator.quality(last.figures),
        narrator.local(),
        *_seams(years),
    )
    overview = Section(_("Overview"), sentences, charts=(_growth_chart(years),))
    return _numbered((overview, _year_by_year(years), _programmes_since(base, last)))


def _span(gathering: Gathering) -> dict[str, int]:
    """The first and the last year of a review."""
    last = gathering.period.last.year
    return {"first": gathering.base or last - YEARS, "last": last}


TEN_YEAR_REVIEW = ReportKind(
    id="ten-year-review",
    title=N_("Ten-year review"),
    heading=N_("REVIEW OF {first} TO {last}"),
    heading_words=_span,
    sections=ten_year_review,
    based=True,
    bound=True,
)


def _years(gathering: Gathering) -> list[_Year]:
    span = _span(gathering)
    return [_year(gathering, year) for year in range(span["first"], span["last"] + 1)]


def _year(gathering: Gathering, year: int) -> _Year:
    """A year by its typed figures, else by the books."""
    end = date(year, 12, 31)
    plan = targets.plan_of(gathering.file, year)
    entrusted = plan.entrusted_capital or None if plan else None
    if former := figures.former_year(gathering.file, end):
        debt = gathering.earlier_debt(end, "programme")
        booked = figures.debt_on(gathering.reader, end, "programme", {}).total.outstanding
        return _Year(year, former.figures, debt, True, booked, entrusted)
    if end >= gathering.as_of:
        return _Year(year, gathering.figures.whole, gathering.now("programme"), entrusted=entrusted)
    found = figures.of_period(gathering.reader, periods.year(year))
    return _Year(year, found.whole, found.by("programme"), entrusted=entrusted)


def _seams(years: list[_Year]) -> tuple[str, ...]:
    """A sentence for each typed year after which the books go on from another outstanding debt."""
    return tuple(
        _(
            "Typed for the end of {year}: {typed} million đồng outstanding; the books go on from "
            "{booked}. Correct the typed year, or what was taken over."
        ).format(
            year=former.year,
            typed=million(former.figures.outstanding),
            booked=million(former.booked or 0),
        )
        for former, later in pairwise(years)
        if former.typed and not later.typed and former.booked != former.figures.outstanding
    )


def _year_by_year(years: list[_Year]) -> Section:
    base = years[0].figures
    grown = _("Outstanding debt against {year}").format(year=years[0].year)
    is_told = any(each.entrusted for each in years)
    entrusted = [Column("entrusted", _("Entrusted by the local budget"), MILLION, 21)] * is_told
    columns = (
        Column("year", _("Year"), width=14),
        tables.figure("groups"),
        tables.figure("households"),
        tables.figure("paid_out"),
        tables.figure("repaid"),
        tables.figure("outstanding"),
        *entrusted,
        tables.figure("overdue"),
        tables.overdue_share(),
        tables.figure("savings"),
        Column("since_base", _("change"), MILLION, 22, grown),
        Column("growth", _("in %"), PERCENT, 16, grown),
        Column("times", _("times"), SCORE, 14, grown),
    )
    # Behind what was typed stand no loans.
    rows = tuple(
        Row((str(each.year), *_grown(each, base, is_told)), about=str(each.year) * (not each.typed))
        for each in years
    )
    note = _("An empty cell is not known: it was not typed for that year.")
    return Section(
        _("Year by year"),
        tables=(Table("years", "", columns, rows, note, drill="year"),),
        wide=True,
    )


def _grown(year: _Year, base: Figures, tells_entrusted: bool) -> tuple[Cell, ...]:
    """The cells of a year; of a typed one 0 is what was not typed."""
    now = year.figures

    def known(*parts: str) -> list[Cell]:
        return [getattr(now, part) or (None if year.typed else 0) for part in parts]

    difference = now.outstanding - base.outstanding
    return (
        *known("groups", "households", "paid_out", "repaid"),
        now.outstanding,
        *[year.entrusted] * tells_entrusted,
        *known("overdue", "overdue_share", "savings"),
        difference,
        share(difference, base.outstanding),
        times(now.outstanding, base.outstanding),
    )


def _programmes_since(base: _Year, last: _Year) -> Section:
    columns = (
        tables.numbered(),
        tables.named("programme"),
        Column("households", _("Households with debt"), COUNT, 18),
        Column("base", _("Outstanding in {year}").format(year=base.year), MILLION, 26),
        Column("outstanding", _("Outstanding in {year}").format(year=last.year), MILLION, 26),
        Column("change", _("Change"), MILLION, 24),
    )
    cells = {line.key: _since(line.figures, base, line.key) for line in last.programmes.lines}
    named = {line.key: line.name for line in last.programmes.lines}
    total = (
        last.figures.households,
        base.figures.outstanding,
        last.figures.outstanding,
        last.figures.outstanding - base.figures.outstanding,
    )
    note = (
        ""
        if base.programmes.lines
        else _("Of {year} only the sum of all programmes is known.").format(year=base.year)
    )
    table = Table(
        "programmes", "", columns, tables.lines(named, cells, total), note, drill="programme"
    )
    return Section(_("Programmes"), tables=(table,))


def _since(now: Figures, base: _Year, key: str) -> tuple[Cell, ...]:
    before = base.programmes.of(key).outstanding if base.programmes.lines else None
    change = None if before is None else now.outstanding - before
    return (now.households, before, now.outstanding, change)


def _growth_chart(years: list[_Year]) -> Chart:
    values = tuple(each.figures.outstanding for each in years)
    return Chart(
        title=_("Outstanding debt by year"),
        labels=tuple(str(each.year) for each in years),
        series=(Series(_("outstanding"), values),),
        kind=MILLION,
        text=_("Outstanding debt of {count} years, from {first} to {last}.").format(
            count=number(len(years)), first=years[0].year, last=years[-1].year
        ),
    )
