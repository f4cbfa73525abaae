"""Reports that name people: arrears, households that left poverty, the local fund and its jobs."""

from collections.abc import Iterator, Sequence

from lcdesk.domain.figures import LoanFact
from lcdesk.domain.ids import HouseholdId
from lcdesk.domain.people import CLASSES
from lcdesk.domain.reports import COUNT, DAY, MONEY, Cell, Column, Section
from lcdesk.i18n import N_, _, million, number, percent
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.report_kind import BY_LENDER, ReportKind
from lcdesk.storage.reporting import register_rows
from lcdesk.storage.reporting.register_rows import LoanRow

POOR = ("poor", "near_poor")
LOCAL = "local"


def listed(gathering: Gathering) -> Iterator[tuple[LoanRow, LoanFact]]:
    """Every loan as it stands at the end of the period, in the order of the borrowers' names."""
    facts = {each.loan: each for each in gathering.facts.loans}
    for loan, row in gathering.loan_rows.items():
        if loan in facts:
            yield row, facts[loan]


def arrears(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of what is overdue, frozen or owed."""
    yield arrears_section(gathering)


ARREARS = ReportKind(
    id="arrears",
    title=N_("Overdue, frozen, interest owed"),
    heading=N_("OVERDUE AND FROZEN DEBT, INTEREST OWED"),
    sections=arrears,
    narrowed_by=BY_LENDER,
)


def arrears_section(gathering: Gathering, level: int = 1) -> Section:
    """Overdue and frozen debt, and interest owed, with names."""
    groups = gathering.names("group")
    rows = [
        (
            row.borrower,
            groups.get(row.group, ""),
            row.programme,
            row.code,
            fact.outstanding,
            fact.overdue,
            fact.frozen,
            fact.interest_owed,
        )
        for row, fact in listed(gathering)
        if fact.overdue or fact.frozen or fact.interest_owed
    ]
    columns = (
        tables.numbered(),
        Column("borrower", _("Borrower"), width=42),
        Column("group", _("Savings group"), width=26),
        Column("programme", _("Programme"), width=20),
        Column("code", _("Loan code"), width=26),
        Column("outstanding", _("Outstanding"), MONEY, 24),
        Column("overdue", _("Overdue"), MONEY, 24),
        Column("frozen", _("Frozen"), MONEY, 22),
        Column("interest_owed", _("Interest owed"), MONEY, 22),
    )
    table = tables.register("arrears", columns, rows)
    return Section(
        _("Overdue and frozen debt, interest owed"),
        (_arrears_sentence(gathering, len(rows)),),
        tables=(table,),
        level=level,
        wide=True,
    )


def _arrears_sentence(gathering: Gathering, count: int) -> str:
    total = gathering.now("programme").total
    return _(
        "Overdue {overdue} million đồng, {share} % of what is outstanding; frozen {frozen} "
        "million đồng. "
        "{count} loans are listed."
    ).format(
        overdue=million(total.overdue),
        share=percent(total.overdue_share),
        frozen=million(total.frozen),
        count=number(count),
    )


def poverty(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of households that left poverty."""
    yield poverty_section(gathering)


POVERTY = ReportKind(
    id="poverty",
    title=N_("Households that left poverty"),
    heading=N_("HOUSEHOLDS THAT LEFT POVERTY WITH A LOAN"),
    sections=poverty,
    agrees=False,
)


def poverty_section(gathering: Gathering, level: int = 1) -> Section:
    """Households that left the list of poor and near-poor households in a year in which they had a
    loan."""
    year, books = gathering.as_of.year, gathering.books
    lent: dict[HouseholdId, int] = {}
    for fact in gathering.facts.loans:
        lent[fact.household] = lent.get(fact.household, 0) + fact.outstanding
    rows: list[tuple[Cell, ...]] = []
    for id, (name, address) in register_rows.households(gathering.file).items():
        was, now = books.class_of(id, year - 1, ""), books.class_of(id, year, "")
        if id in lent and was in POOR and now not in (*POOR, ""):
            rows.append((name, address, _(CLASSES[was]), _(CLASSES[now]), lent[id]))
    columns = (
        tables.numbered(),
        Column("household", _("Household of"), width=40),
        Column("address", _("Address"), width=46),
        Column("was", _("Class in {year}").format(year=year - 1), width=26),
        Column("now", _("Class in {year}").format(year=year), width=26),
        Column("outstanding", _("Outstanding"), MONEY, 24),
    )
    sentence = _(
        "{count} households with a loan left the list of poor and near-poor households in {year}."
    )
    return Section(
        _("Households that left poverty with a loan"),
        (sentence.format(count=number(len(rows)), year=year),),
        tables=(tables.register("poverty", columns, rows),),
        level=level,
    )


def local_fund(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of the local fund and its jobs."""
    yield local_section(gathering)


LOCAL_FUND = ReportKind(
    id="local-fund",
    title=N_("Local fund and jobs"),
    heading=N_("LOCAL ENTRUSTED FUND AND JOBS CREATED"),
    sections=local_fund,
    agrees=False,
)


def local_section(gathering: Gathering, level: int = 1) -> Section:
    """Loans from the capital that the locality entrusts to the bank, with the jobs they created."""
    loans = local_loans(gathering)
    groups = gathering.names("group")
    rows = [
        (
            row.borrower,
            groups.get(row.group, ""),
            row.programme,
            row.code,
            row.purpose,
            row.paid_out_on,
            fact.outstanding,
            row.jobs_created,
        )
        for row, fact in loans
    ]
    columns = (
        tables.numbered(),
        Column("borrower", _("Borrower"), width=42),
        Column("group", _("Savings group"), width=26),
        Column("programme", _("Programme"), width=20),
        Column("code", _("Loan code"), width=26),
        Column("purpose", _("Purpose"), width=40),
        Column("paid_out_on", _("Paid out on"), DAY, 22),
        Column("outstanding", _("Outstanding"), MONEY, 26),
        Column("jobs_created", _("Jobs created"), COUNT, 16),
    )
    return Section(
        _("Local entrusted fund and jobs created"),
        (local_sentence(loans),),
        tables=(tables.register("local_fund", columns, rows),),
        level=level,
        wide=True,
    )


def local_loans(gathering: Gathering) -> list[tuple[LoanRow, LoanFact]]:
    """The loans of the local fund with outstanding debt at the end of the period."""
    return [
        (row, fact)
        for row, fact in listed(gathering)
        if fact.fund_source == LOCAL and fact.outstanding > 0
    ]


def local_sentence(loans: Sequence[tuple[LoanRow, LoanFact]]) -> str:
    """What the local fund comes to, in one sentence."""
    return _(
        "From the local entrusted fund {outstanding} million đồng are outstanding on {loans} "
        "loans, "
        "which created {jobs} jobs."
    ).format(**local_sums(loans))


def local_sums(loans: Sequence[tuple[LoanRow, LoanFact]]) -> dict[str, str]:
    """What the local fund comes to: million đồng outstanding, loans, and the jobs they created, as
    they are read."""
    return {
        "outstanding": million(sum(fact.outstanding for _row, fact in loans)),
        "loans": number(len(loans)),
        "jobs": number(sum(row.jobs_created for row, _fact in loans)),
    }
