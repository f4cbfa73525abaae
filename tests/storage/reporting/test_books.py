"""The books: what figures need, read once, and asked of each day once."""

from collections.abc import Sequence
from datetime import date

import pytest

from lcdesk.actions import loans
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import RateChange, Repayment
from lcdesk.domain.periods import Period
from lcdesk.storage import ledger
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting import tally
from lcdesk.storage.reporting.books import BookedMember, BookReader
from tests.small_ward import MILLION, PAID_DAY, TODAY, SmallWard, file, ward  # noqa: F401 -- fixtures

MAY = date(2026, 5, 4)


def test_moves_bear_interest_as_their_entries_do(ward: SmallWard) -> None:  # noqa: F811
    loan = ward.lend(ward.members[2])
    loans.repay(
        ward.file, loan.id, Repayment(paid_on=MAY, principal=10 * MILLION, interest=1000), TODAY
    )
    asked = RateChange(from_on=date(2026, 6, 1), rate=500, reason="Thông báo")
    loans.change_rate(ward.file, loan.id, asked, TODAY)
    (booked,) = BookReader(ward.file, TODAY).books.loans
    assert booked.moves == [(PAID_DAY, 5000 * MILLION), (MAY, -1000 * MILLION)]
    assert booked.rates == [(PAID_DAY, 660), (date(2026, 6, 1), 500)]
    assert (booked.paid_out_on, booked.household) == (PAID_DAY, ward.members[2].household)
    (fact,) = tally.read_facts(BookReader(ward.file, TODAY), Period(PAID_DAY, TODAY)).loans
    assert fact.interest_owed == ward.account(loan).on(TODAY).interest_owed


def test_each_day_is_asked_of_the_file_once(
    ward: SmallWard,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ward.lend(ward.members[2])
    asked: list[date] = []
    balances = ledger.balances_of_days

    def reading(opened: WardFile, days: Sequence[date]) -> dict[date, dict[int, Balance]]:
        asked.extend(days)
        return balances(opened, days)

    monkeypatch.setattr(ledger, "balances_of_days", reading)
    reader = BookReader(ward.file, TODAY)
    for _time in range(2):
        tally.read_facts(reader, Period(date(2026, 4, 1), date(2026, 4, 30)))
    assert sorted(asked) == [date(2026, 3, 31), date(2026, 4, 30)]


def test_a_loan_that_was_taken_back_was_there_on_the_days_before(ward: SmallWard) -> None:  # noqa: F811
    loan = ward.lend(ward.members[2])
    (entry,) = ward.account(loan).entries
    loans.reverse(ward.file, entry.id, "Ghi nhầm", TODAY)
    assert [each.id for each in BookReader(ward.file, TODAY).books.loans] == [loan.id]
    assert tally.read_facts(BookReader(ward.file, TODAY), Period(PAID_DAY, TODAY)).loans == ()


def test_a_member_belongs_from_the_first_day_until_the_last() -> None:
    member = BookedMember(MemberId(1), GroupId(1), "2026-01-05", "2026-03-01")
    days = {
        day: member.belongs(day) for day in ("2026-01-04", "2026-01-05", "2026-02-28", "2026-03-01")
    }
    assert days == {
        "2026-01-04": False,
        "2026-01-05": True,
        "2026-02-28": True,
        "2026-03-01": False,
    }
    assert not BookedMember(MemberId(1), GroupId(1), "", "").belongs("2026-01-05"), (
        "nobody has admitted them yet"
    )


def test_the_class_of_a_year_is_the_newest_known_by_then(ward: SmallWard) -> None:  # noqa: F811
    read = BookReader(ward.file, TODAY).books
    household = ward.members[2].household
    assert (read.class_of(household, 2026, "other"), read.class_of(household, 2025, "other")) == (
        "poor",
        "other",
    )
    assert read.class_of(household, 2040, "other") == "poor"


def test_questions_about_principal_go_by_its_index(ward: SmallWard) -> None:  # noqa: F811
    for sql in (
        tally._OWING,
        tally._NEW_LOANS,
        f"SELECT loan, kind FROM entry WHERE {ledger.OF_PRINCIPAL}",
    ):
        plan = ward.file.db.execute(
            f"EXPLAIN QUERY PLAN {sql}", {"before": "2025-12-31", "day": "2026-01-01"}
        ).fetchall()
        assert any("entry_principal" in row[3] for row in plan), plan
