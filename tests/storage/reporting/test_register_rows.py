"""What lists count of a period: its first and its last day are of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lcdesk.actions import checks
from lcdesk.domain.checks import CheckCall, UseInspector
from lcdesk.domain.periods import Period
from lcdesk.storage.reporting import register_rows, tally
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import PAID_DAY, TODAY, SmallWard, file, ward  # noqa: F401 -- fixtures

ONE = timedelta(days=1)
CHECKED = PAID_DAY + 9 * ONE


def spans(day: date) -> list[Period]:
    """Periods that begin the day before, on it and after it, and that end so."""
    beginning = [Period(day + n * ONE, TODAY) for n in (-1, 0, 1)]
    ending = [Period(date(2026, 1, 1), day + n * ONE) for n in (-1, 0, 1)]
    return [*beginning, *ending]


EXPECTED = [True, True, False, False, True, True]


@pytest.mark.parametrize("number", range(6))
def test_wrong_use_is_found_on_the_days_of_a_period(ward: SmallWard, number: int) -> None:  # noqa: F811
    ward.lend(ward.members[2])
    begun = checks.open_use_check(
        ward.file, CheckCall(group=ward.group.id, day=CHECKED), CHECKED
    ).record
    lines = tuple(
        replace(line, wrong_amount=line.received, right_amount=0, follow_up="x")
        for line in begun.lines
    )
    checks.save_check(
        ward.file, replace(begun, lines=lines, inspectors=(UseInspector(name="Lê"),)), CHECKED
    )
    assert bool(register_rows.wrong_use(ward.file, spans(CHECKED)[number])) == EXPECTED[number]


@pytest.mark.parametrize("number", range(6))
def test_a_loan_is_new_in_the_period_of_its_paying_out(ward: SmallWard, number: int) -> None:  # noqa: F811
    ward.lend(ward.members[2])
    reader = BookReader(ward.file, TODAY)
    found = tally.read_facts(reader, spans(PAID_DAY)[number])
    assert sum(each.new_loans for each in found.loans) == int(EXPECTED[number])
