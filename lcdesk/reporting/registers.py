"""Registers at the end of a period: of groups, of borrowers, of loans."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from lcdesk.domain.checks import GroupScore
from lcdesk.domain.people import CLASSES
from lcdesk.domain.reports import COUNT, DAY, MONEY, PERCENT, SCORE, Cell, Column, Section, Table
from lcdesk.i18n import N_, _
from lcdesk.reporting import tables
from lcdesk.reporting.borrowers import listed
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.report_kind import BY_LENDER, ReportKind
from lcdesk.storage import records
from lcdesk.storage.reporting import register_rows


def groups(gathering: Gathering) -> Iterator[Section]:
    """The sections of the register of groups."""
    yield groups_section(gathering)


GROUPS = ReportKind(
    id="groups",
    title=N_("Register of groups"),
    heading=N_("REGISTER OF SAVINGS GROUPS"),
    sections=groups,
    narrowed_by=("association",),
)


def groups_section(gathering: Gathering, level: int = 1) -> Section:
    """The register of savings groups."""
    columns = (
        tables.numbered(),
        Column("group", _("Savings group"), width=32),
        Column("leader", _("Leader"), width=36),
        Column("association", _("Association"), width=34),
        Column("neighbourhood", _("Neighbourhood"), width=26),
        Column("members", _("Members"), COUNT, 15),
        Column("households", _("Households with debt"), COUNT, 15),
        Column("outstanding", _("Outstanding"), MONEY, 28),
        Column("overdue", _("Overdue"), MONEY, 24),
        Column("savings", _("Savings"), MONEY, 26),
        Column("score", _("Score"), SCORE, 13),
    )
    about = [line.key for line in gathering.now("group").lines]
    table = tables.register("groups", columns, _group_rows(gathering), about)
    return _section(_("Register of savings groups"), replace(table, drill="group"), level)


def _group_rows(gathering: Gathering) -> list[tuple[Cell, ...]]:
    members = register_rows.member_names(gathering.file, gathering.as_of)
    associations = gathering.names("association")
    neighbourhoods, scores = gathering.names("neighbourhood"), _scores(gathering)
    rows: list[tuple[Cell, ...]] = []
    for line in gathering.now("group").lines:
        group, now = gathering.group(int(line.key), gathering.as_of), line.figures
        leader = members[group.leader] if group.leader else ""
        places = (
            associations[group.association],
            neighbourhoods[group.neighbourhood],
        )
        counts = now.members, now.households, now.outstanding, now.overdue, now.savings
        rows.append((line.name, leader, *places, *counts, scores.get(group.id)))
    return rows


def _scores(gathering: Gathering) -> dict[int, int]:
    """The newest score of each group by the end of the period, in hundredths."""
    known = [
        each
        for each in records.find(gathering.file, GroupScore)
        if each.month and each.month <= gathering.as_of
    ]
    return {each.group: each.score for each in known}


def borrowers(gathering: Gathering) -> Iterator[Section]:
    """The sections of the register of borrowers."""
    yield borrowers_section(gathering)


BORROWERS = ReportKind(
    id="borrowers",
    title=N_("Register of borrowers"),
    heading=N_("REGISTER OF BORROWERS"),
    sections=borrowers,
    narrowed_by=BY_LENDER,
)


def borrowers_section(gathering: Gathering, level: int = 1) -> Section:
    """The register of borrowers with outstanding debt."""
    columns = (
        tables.numbered(),
        Column("borrower", _("Borrower"), width=40),
        Column("born_on", _("Born on"), DAY, 22),
        Column("citizen_id", _("Citizen id"), width=28),
        Column("address", _("Address"), width=58),
        Column("group", _("Savings group"), width=26),
        Column("household_class", _("Household class"), width=30),
        Column("loans", _("Loans"), COUNT, 13),
        Column("outstanding", _("Outstanding"), MONEY, 28),
        Column("overdue", _("Overdue"), MONEY, 24),
    )
    return _section(
        _("Register of borrowers"),
        tables.register("borrowers", columns, _borrower_rows(gathering)),
        level,
    )


def _borrower_rows(gathering: Gathering) -> list[tuple[Cell, ...]]:
    """One row for each member with outstanding debt, in the order of names."""
    owing = defaultdict(list)
    for row, fact in listed(gathering):
        if fact.outstanding > 0:
            owing[row.member].append((row, fact))
    names = gathering.names("group")
    rows: list[tuple[Cell, ...]] = []
    for loans in owing.values():
        row, fact = loans[0]
        label = CLASSES.get(fact.household_class, "")
        who = (
            row.borrower,
            row.born_on,
            row.citizen_id,
            row.address,
            names.get(row.group, ""),
            _(label) if label else "",
        )
        sums = (
            sum(each.outstanding for _row, each in loans),
            sum(each.overdue for _row, each in loans),
        )
        rows.append((*who, len(loans), *sums))
    return rows


def loans(gathering: Gathering) -> Iterator[Section]:
    """The sections of the register of loans."""
    yield loans_section(gathering)


LOANS = ReportKind(
    id="loans",
    title=N_("Register of loans"),
    heading=N_("REGISTER OF LOANS"),
    sections=loans,
    narrowed_by=BY_LENDER,
)


def loans_section(gathering: Gathering, level: int = 1) -> Section:
    """The register of loans with outstanding debt."""
    columns = (
        tables.numbered(),
        Column("code", _("Loan code"), width=27),
        Column("borrower", _("Borrower"), width=44),
        Column("group", _("Savings group"), width=24),
        Column("programme", _("Programme"), width=19),
        Column("paid_out_on", _("Paid out on"), DAY, 22),
        Column("final_due_on", _("Final due"), DAY, 22),
        Column("rate", _("Rate, % a year"), PERCENT, 13),
        Column("amount", _("Approved amount"), MONEY, 25),
        Column("outstanding", _("Outstanding"), MONEY, 26),
        Column("overdue", _("Overdue"), MONEY, 23),
        Column("interest_owed", _("Interest owed"), MONEY, 21),
    )
    names = gathering.names("group")
    rows = [
        (
            row.code,
            row.borrower,
            names.get(row.group, ""),
            row.programme,
            row.paid_out_on,
            row.final_due_on,
            row.rate,
            row.amount,
            fact.outstanding,
            fact.overdue,
            fact.interest_owed,
        )
        for row, fact in listed(gathering)
        if fact.outstanding > 0
    ]
    return _section(_("Register of loans"), tables.register("loans", columns, rows), level)


def _section(title: str, table: Table, level: int) -> Section:
    return Section(title, tables=(table,), level=level, wide=True)
