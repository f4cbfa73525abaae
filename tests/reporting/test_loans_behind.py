"""The loans behind each line of a report add up to what the line says."""

from datetime import date
from typing import Any

import pytest

from lcdesk.actions import loans, registers
from lcdesk.domain import periods
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.loans import Loan, Repayment
from lcdesk.domain.reports import Row, Table
from lcdesk.reporting import catalogue, loans_behind
from lcdesk.reporting.request import Request
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, TODAY, SmallWard

YEAR = periods.year(2026)


@pytest.fixture
def lent(ward: SmallWard) -> tuple[Loan, Loan]:
    """Two loans of 50 million in two programmes; 10 million of the first are repaid."""
    first, second = (
        ward.lend(ward.members[2]),
        ward.lend(ward.classed(ward.members[3], "near_poor"), "HCN", beneficiary="near_poor"),
    )
    repaid = Repayment(paid_on=date(2026, 5, 4), principal=10 * MILLION, interest=300_000)
    loans.repay(ward.file, first.id, repaid, TODAY)
    return first, second


def lines(
    ward: SmallWard, name: str, **facts: Any
) -> tuple[BookReader, Request, list[tuple[Table, Row]]]:
    """The report asked for: the reader, what was asked, and its lines with loans behind them."""
    reader, asked = BookReader(ward.file, TODAY), Request(name, **{"period": YEAR, **facts})
    return reader, asked, loans_behind.lines(catalogue.make_from(reader, asked))


@pytest.mark.parametrize(
    "by", ["programme", "association", "group", "neighbourhood", "fund_source", "household_class"]
)
@pytest.mark.parametrize("name", ["summary", "movement"])
def test_loans_behind_a_line_sum_to_its_numbers(
    ward: SmallWard, lent: tuple[Loan, Loan], name: str, by: str
) -> None:
    reader, asked, found = lines(ward, name, by=by)
    keys = {"summary": "outstanding", "movement": "end"}
    assert found
    for table, row in found:
        cells = dict(zip([column.key for column in table.columns], row.cells, strict=True))
        behind = loans_behind.loans_behind(reader, asked, table, row)
        assert sum(each.outstanding for each in behind) == cells[keys[name]]
        assert sum(each.paid_out for each in behind) == cells["paid_out"]
        assert sum(each.repaid for each in behind) == cells["repaid"]


def test_loans_are_named_with_their_borrowers(ward: SmallWard, lent: tuple[Loan, Loan]) -> None:
    reader, asked, found = lines(ward, "summary")
    behind = [each for line in found for each in loans_behind.loans_behind(reader, asked, *line)]
    told = {(each.loan, each.code, each.outstanding) for each in behind}
    assert told == {
        (lent[0].id, lent[0].code, 40 * MILLION),
        (lent[1].id, lent[1].code, 50 * MILLION),
    }
    assert {each.borrower for each in behind} == {ward.members[2].name, ward.members[3].name}


def test_a_narrowed_report_has_only_its_own_loans_behind_it(
    ward: SmallWard, lent: tuple[Loan, Loan]
) -> None:
    only = {"programme": str(ward.programme("HN").id)}
    reader, asked, found = lines(ward, "summary", by="association", only=only)
    (line,) = found
    assert [each.loan for each in loans_behind.loans_behind(reader, asked, *line)] == [lent[0].id]


def test_a_period_before_the_loans_has_none_behind_it(
    ward: SmallWard, lent: tuple[Loan, Loan]
) -> None:
    reader, asked, found = lines(ward, "summary", by="association", period=periods.year(2025))
    assert all(loans_behind.loans_behind(reader, asked, *line) == [] for line in found)


@pytest.mark.parametrize("name", ["loans", "borrowers"])
def test_a_register_leads_to_the_loans_it_names(
    ward: SmallWard, lent: tuple[Loan, Loan], name: str
) -> None:
    reader, asked, found = lines(ward, name)
    assert [len(loans_behind.loans_behind(reader, asked, *line)) for line in found] == [1, 1]


def test_arrears_lead_to_each_loan(ward: SmallWard, lent: tuple[Loan, Loan]) -> None:
    reader, asked, found = lines(ward, "arrears")
    assert {
        each.loan for line in found for each in loans_behind.loans_behind(reader, asked, *line)
    } == {each.id for each in lent}


def test_a_year_of_the_review_has_the_loans_of_its_end_behind_it(
    ward: SmallWard, lent: tuple[Loan, Loan]
) -> None:
    registers.save(ward.file, FormerYear(year=2024, outstanding=8 * MILLION))
    reader, asked, found = lines(ward, "ten-year-review", base=2024)
    years = {
        row.about: loans_behind.loans_behind(reader, asked, table, row)
        for table, row in found
        if table.drill == "year"
    }
    assert {year: len(behind) for year, behind in years.items()} == {"2025": 0, "2026": 2}, (
        "what was typed has none"
    )


def test_what_counts_no_loans_has_none_behind_it(ward: SmallWard, lent: tuple[Loan, Loan]) -> None:
    for name in ("savings", "checks", "scores", "applications", "poverty"):
        assert lines(ward, name)[2] == [], name


def test_a_sum_is_no_line(ward: SmallWard, lent: tuple[Loan, Loan]) -> None:
    _reader, _asked, found = lines(ward, "summary")
    assert all(row.kind == "" for _table, row in found) and len(found) == 2
