"""Figures of a period: true to each day, as they were when it was closed, and typed where the books begin later."""

from dataclasses import replace
from datetime import date

from lcdesk.actions import closings, loans, registers
from lcdesk.domain import periods
from lcdesk.domain.dated import Change
from lcdesk.domain.figures import FormerProgramme, FormerYear
from lcdesk.domain.loans import NextPart, Repayment
from lcdesk.domain.ward import Association
from lcdesk.reporting import figures
from lcdesk.storage import records
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, PAID_DAY, TODAY, SmallWard

YEAR = periods.year(2026)
NEXT_YEAR = date(2027, 1, 5)


def of(ward: SmallWard, period: periods.Period, today: date = TODAY) -> figures.PeriodFigures:
    return figures.of_period(BookReader(ward.file, today), period)


def handed_over(ward: SmallWard, on: date) -> tuple[str, str]:
    """The group goes to another association on a day."""
    other = registers.save(ward.file, Association(name="Hội Phụ nữ thử")).record
    group = ward.get(type(ward.group), ward.group.id)
    since = Change(on, TODAY, "12/QĐ")
    registers.save_group(ward.file, replace(group, association=other.id), since)
    return str(group.association), str(other.id)


def test_what_stands_and_what_moved(ward: SmallWard) -> None:
    loan = ward.lend(ward.members[2])
    loans.repay(
        ward.file,
        loan.id,
        Repayment(paid_on=date(2026, 5, 4), principal=10 * MILLION, interest=300_000),
        TODAY,
    )
    found = of(ward, YEAR)
    found.check()
    (line,) = found.by("programme").lines
    now = line.figures
    assert (now.outstanding, now.paid_out, now.repaid, now.interest_paid) == (
        40 * MILLION, 50 * MILLION, 10 * MILLION, 300_000,
    )  # fmt: skip
    assert (now.households, now.loans, now.new_loans) == (1, 1, 1)
    assert (found.whole.groups, found.whole.members) == (1, 7)
    assert now.interest_owed == ward.account(loan).on(TODAY).interest_owed


def test_a_quarter_counts_only_its_own_moves(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    second = of(ward, periods.quarter(date(2026, 5, 1))).whole
    assert (second.outstanding, second.paid_out, second.new_loans) == (50 * MILLION, 0, 0)
    first = of(ward, periods.quarter(PAID_DAY)).whole
    assert (first.outstanding, first.paid_out, first.new_loans) == (50 * MILLION, 50 * MILLION, 1)


def test_nothing_before_the_first_record_and_nothing_to_come(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    assert of(ward, periods.year(1999)).whole.outstanding == 0
    later = of(ward, periods.year(2030))
    assert (
        later.as_of == TODAY
        and later.whole.paid_out == 0
        and later.whole.outstanding == 50 * MILLION
    )


def test_a_group_that_moved_in_the_year_counts_for_each_association_on_its_own_days(
    ward: SmallWard,
) -> None:
    loan = ward.lend(ward.members[2], paid=20 * MILLION)
    old, new = handed_over(ward, date(2026, 5, 1))
    loans.pay_next_part(
        ward.file, loan.id, NextPart(paid_on=date(2026, 5, 1), amount=30 * MILLION), TODAY
    )
    found = of(ward, YEAR).by("association")
    assert (found.of(old).paid_out, found.of(old).outstanding, found.of(old).groups) == (
        20 * MILLION,
        0,
        0,
    )
    assert (found.of(new).paid_out, found.of(new).outstanding, found.of(new).groups) == (
        30 * MILLION,
        50 * MILLION,
        1,
    )
    before = of(ward, periods.month(date(2026, 4, 1))).by("association")
    assert before.of(old).outstanding == 20 * MILLION and before.of(old).members == 7
    of(ward, YEAR).check()


def test_an_association_that_was_wrong_counts_nothing_of_a_group(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    other = registers.save(ward.file, Association(name="Hội Phụ nữ thử")).record
    group = ward.get(type(ward.group), ward.group.id)
    registers.save_group(ward.file, replace(group, association=other.id))
    year = of(ward, YEAR).by("association")
    assert year.of(str(other.id)).outstanding == year.total.outstanding > 0


def test_a_programme_that_was_renamed_keeps_its_name_in_a_closed_year(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    kept = closings.close(ward.file, "year", date(2026, 3, 1), NEXT_YEAR).record
    programme = ward.programme("HN")
    registers.save(ward.file, replace(programme, name="Hộ nghèo đa chiều"))
    (line,) = of(ward, YEAR, NEXT_YEAR).by("programme").lines
    assert line.name == programme.name and line.figures.outstanding == 50 * MILLION
    assert len(kept.checksum) == 64
    closings.reopen(ward.file, kept.id, "Sửa tên", NEXT_YEAR)
    (line,) = of(ward, YEAR, NEXT_YEAR).by("programme").lines
    assert line.name == "Hộ nghèo đa chiều"


def test_typed_figures_go_before_the_books(ward: SmallWard) -> None:
    ward.lend(ward.members[2])
    hn = ward.programme("HN").id
    parts = (FormerProgramme(programme=hn, households=9, outstanding=70 * MILLION),)
    registers.save(
        ward.file, FormerYear(year=2025, outstanding=70 * MILLION, households=12, parts=parts)
    )
    reader = BookReader(ward.file, TODAY)
    found = figures.earlier_debt(reader, date(2025, 12, 31), "programme", {})
    assert found.total.outstanding == 70 * MILLION and found.of(str(hn)).households == 9
    assert figures.earlier_debt(reader, date(2025, 12, 31), "group", {}).lines == ()
    assert (
        figures.earlier_debt(reader, date(2026, 4, 30), "programme", {}).total.outstanding
        == 50 * MILLION
    )


def test_dissolved_groups_are_counted_until_their_last_day(ward: SmallWard) -> None:
    group = ward.get(type(ward.group), ward.group.id)
    ended = replace(group, dissolved_on=date(2026, 6, 1), dissolved_reason="Sáp nhập")
    registers.save_group(ward.file, ended)
    assert of(ward, periods.month(date(2026, 5, 1))).whole.groups == 1
    assert of(ward, periods.month(date(2026, 6, 1))).whole.groups == 0
    assert records.get(ward.file, type(group), group.id).is_active(date(2026, 5, 31))
