"""The loans behind a line of a report."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from lcdesk.domain import periods
from lcdesk.domain.figures import BREAKDOWNS, LoanFact
from lcdesk.domain.ids import LoanId
from lcdesk.domain.reports import PLAIN, Report, Row, Table
from lcdesk.reporting import figures
from lcdesk.reporting.request import Request
from lcdesk.storage.reporting import register_rows, tally
from lcdesk.storage.reporting.books import BookReader
from lcdesk.storage.reporting.register_rows import LoanRow

YEAR = "year"
"""What a table is about whose lines are years."""
_NAMED_BY = ("code", "citizen_id")
"""Columns that name a loan or its borrower, in the order in which they are looked at."""
_OF_LOANS = frozenset(("outstanding", "paid_out"))
"""A table with one of these columns counts loans; what another one counts, no list of loans
explains."""


class LoanBehind(NamedTuple):
    """A loan behind a number: what was paid out and repaid in the period, and how it stands at its
    end, in đồng."""

    loan: LoanId
    code: str
    borrower: str
    paid_out: int
    repaid: int
    outstanding: int
    overdue: int


def lines(report: Report) -> list[tuple[Table, Row]]:
    """The lines of a report behind which there are loans, in its order."""
    tables = (table for section in report.sections for table in section.tables)
    return [
        (table, row)
        for table in tables
        for row in table.rows
        if row.kind == PLAIN and _about(table, row)
    ]


def _about(table: Table, row: Row) -> Mapping[str, str]:
    """What names the loans of a row: a value of a breakdown, a year, a code, or the id of the
    borrower."""
    keys = [column.key for column in table.columns]
    if _OF_LOANS.isdisjoint(keys):
        return {}
    if row.about and table.drill in (*BREAKDOWNS, YEAR):
        return {table.drill: row.about}
    named = next((name for name in _NAMED_BY if name in keys), "")
    return {named: str(row.cells[keys.index(named)] or "")} if named else {}


def loans_behind(reader: BookReader, request: Request, table: Table, row: Row) -> list[LoanBehind]:
    """The loans that a row of a report counts, in the order of the borrowers' names."""
    about = _about(table, row)
    if YEAR in about:
        request = replace(request, period=periods.year(int(about[YEAR])))
    found = _facts(reader, replace(request, only={**request.only, **_known(about)}))
    rows = register_rows.loan_rows(reader.file, min(request.period.last, reader.today))
    return [
        _behind(each, found[id])
        for id, each in rows.items()
        if id in found and _is_named(each, about)
    ]


def _known(about: Mapping[str, str]) -> dict[str, str]:
    return {by: key for by, key in about.items() if by in BREAKDOWNS}


def _is_named(loan: LoanRow, about: Mapping[str, str]) -> bool:
    return all(getattr(loan, name) == about[name] for name in _NAMED_BY if name in about)


def _facts(reader: BookReader, request: Request) -> dict[int, list[LoanFact]]:
    """The stretches of each loan that moved in the period or stands at its end."""
    found: dict[int, list[LoanFact]] = {}
    for fact in figures.narrowed(tally.read_loan_facts(reader, request.period), request.only).loans:
        if (
            fact.outstanding
            or fact.paid_out
            or fact.repaid
            or fact.interest_paid
            or fact.interest_owed
        ):
            found.setdefault(fact.loan, []).append(fact)
    return found


def _behind(loan: LoanRow, facts: list[LoanFact]) -> LoanBehind:
    sums = (sum(getattr(fact, part) for fact in facts) for part in LoanBehind._fields[3:])
    return LoanBehind(loan.loan, loan.code, loan.borrower, *sums)
