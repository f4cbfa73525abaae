"""Interest: against a slow count of every single day, and cases worked out by hand."""

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from random import Random
from typing import Any

import pytest

from lcdesk.domain.ids import LoanId, MemberId
from lcdesk.domain.interest import accrued, fallen_due_until
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import LoanTerms
from lcdesk.domain.positions import position

MILLION = 1_000_000
START = date(2026, 3, 10)
FIRST_OF_MONTHS = {
    date(year, month, 1).toordinal() for year in range(2019, 2040) for month in range(1, 13)
}


def entry(kind: str, amount: int, on: date, **facts: Any) -> Entry:
    return Entry(loan=LoanId(1), member=MemberId(1), entry_on=on, kind=kind, amount=amount, **facts)


def terms(rate: int, from_on: date = START) -> LoanTerms:
    return LoanTerms(loan=LoanId(1), member=MemberId(1), from_on=from_on, rate=rate)


class Life:
    """A loan made up by chance: its entries and terms, and for each day of change what bears interest from then on."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.day = rng.randrange(date(2019, 1, 1).toordinal(), date(2033, 1, 1).toordinal())
        self.first = self.day
        self.until = self.first + rng.randrange(400)
        self.in_term = self.overdue = self.frozen = 0
        self.brought = self.cleared = 0
        self.late: list[tuple[int, int, int]] = []
        self.entries: list[Entry] = []
        self.terms: list[LoanTerms] = []
        self.changes: dict[int, tuple[int, int, int]] = {}
        self.rate = 0
        self.change_rate()
        rng.choice((self.pay_out, self.take_over))()
        for _event in range(rng.randrange(7)):
            rng.choice(self.EVENTS)(self)
            if rng.random() < 0.7:
                self.day += rng.randrange(1, 120)
        rng.shuffle(self.entries)

    def enter(self, *moved: tuple[str, int]) -> None:
        """Enter amounts on the day of the loan's life, and note what bears interest from then on."""
        on = date.fromordinal(self.day)
        self.entries += [entry(kind, amount, on) for kind, amount in moved if amount]
        self.changes[self.day] = (self.in_term, self.overdue, self.rate)

    def some_of(self, whole: int) -> int:
        return self.rng.choice((whole, self.rng.randint(0, whole)))

    def pay_out(self) -> None:
        amount = self.rng.randint(1, 100 * MILLION)
        self.in_term += amount
        self.enter(("disbursed", amount))

    def take_over(self) -> None:
        """What a listing says: outstanding, overdue, frozen, interest owed."""
        amount = self.rng.randint(1, 100 * MILLION)
        self.in_term += amount
        self.enter(("taken_over", amount))
        self.move_overdue()
        self.freeze()
        owed = self.rng.choice((0, self.rng.randint(0, MILLION)))
        self.brought += owed
        self.enter(("interest_brought", owed))

    def write_off(self) -> None:
        amount, interest = self.some_of(self.overdue), self.rng.randint(0, MILLION)
        self.overdue -= amount
        self.cleared += interest
        written = (("written_off", amount), ("interest_written_off", interest))
        self.enter(("cleared_overdue", amount), *written)

    def repay(self) -> None:
        amount = self.some_of(self.in_term)
        self.in_term -= amount
        self.enter((self.rng.choice(("repaid", "repaid_from_savings")), amount))

    def repay_overdue(self) -> None:
        amount = self.some_of(self.overdue)
        self.overdue -= amount
        self.enter(("cleared_overdue", amount), ("repaid", amount))

    def move_overdue(self) -> None:
        amount = self.some_of(self.in_term)
        self.in_term, self.overdue = self.in_term - amount, self.overdue + amount
        self.enter(("moved_overdue", amount))

    def clear_overdue(self) -> None:
        amount = self.some_of(self.overdue)
        self.in_term, self.overdue = self.in_term + amount, self.overdue - amount
        self.enter(("cleared_overdue", amount))

    def freeze(self) -> None:
        amount = self.some_of(self.in_term)
        self.in_term, self.frozen = self.in_term - amount, self.frozen + amount
        self.enter(("frozen", amount))

    def unfreeze(self) -> None:
        amount = self.some_of(self.frozen)
        self.in_term, self.frozen = self.in_term + amount, self.frozen - amount
        self.enter(("unfrozen", amount))

    def take_back(self) -> None:
        amount = self.some_of(self.in_term)
        self.enter(("repaid", amount), ("repaid", -amount))

    def take_back_late(self) -> None:
        """A repayment that is taken back when its month is closed: booked later, counted from its
        day."""
        amount, on = self.rng.randint(1, MILLION), date.fromordinal(self.day)
        booked = date.fromordinal(self.day + self.rng.randrange(1, 200))
        self.entries.append(entry("repaid", amount, on))
        self.entries.append(entry("repaid", -amount, booked, value_on=on))
        self.late.append((self.day, booked.toordinal(), amount))

    def pay_interest(self) -> None:
        amount = self.rng.randint(0, MILLION)
        self.cleared += amount
        self.enter(("interest_paid", amount))

    def change_rate(self) -> None:
        self.rate = self.rng.randint(0, 15000)
        self.terms.append(terms(self.rate, date.fromordinal(self.day)))
        self.changes[self.day] = (self.in_term, self.overdue, self.rate)

    EVENTS = (
        pay_out,
        repay,
        repay_overdue,
        move_overdue,
        clear_overdue,
        freeze,
        unfreeze,
        take_back,
        take_back_late,
        write_off,
        pay_interest,
        change_rate,
    )

    def counted(self, until: int, booked_by: int) -> int:
        """Interest day by day: each month's sum of outstanding × rate / 365 rounded half up."""
        total = month = in_term = overdue = rate = 0
        for day in range(self.first, until):
            if day in self.changes:
                in_term, overdue, rate = self.changes[day]
            gone = sum(
                amount for on, booked, amount in self.late if on <= day and booked_by < booked
            )
            month += ((in_term - gone) * 100 + overdue * 130) * rate
            if day + 1 in FIRST_OF_MONTHS:
                total, month = total + rounded(month), 0
        return total + rounded(month)


def rounded(month: int) -> int:
    """Hundredths of đồng times thousandths of per cent, over a year of days, as đồng."""
    return floor(Fraction(month, 100 * 100_000 * 365) + Fraction(1, 2))


def test_every_day_counts_on_ten_thousand_loans() -> None:
    rng = Random(20260905)
    for number in range(10_000):
        life = Life(rng)
        found = accrued(life.entries, life.terms, date.fromordinal(life.until))
        assert found == life.counted(life.until, life.until), number


def fell_due_before(day: date, interest_day: int) -> date:
    """Day by day: the first of the month that follows the last one whose interest fell due by a day,
    or that day itself where it is the end of its month."""
    if not interest_day:
        return day if (day + timedelta(1)).day == 1 else day.replace(day=1)
    while day.day != interest_day and not (
        day.day < interest_day and (day + timedelta(1)).day == 1
    ):
        day -= timedelta(1)
    return day.replace(day=1)


def test_what_is_owed_accruing_or_a_credit_on_three_thousand_loans() -> None:
    """Taken over, written off, overpaid, taken back late, with any interest day: by sums of days."""
    rng = Random(20261125)
    for number in range(3_000):
        life, interest_day = Life(rng), rng.choice((0, 0, *range(1, 32)))
        last = max(life.day, life.until)
        day = date.fromordinal(last)
        now = position(sorted_by_day(life.entries), life.terms, day, interest_day=interest_day)
        due = life.counted(fell_due_before(day, interest_day).toordinal(), last)
        so_far = life.counted(last, last)
        owed, unpaid = (each + life.brought - life.cleared for each in (due, so_far))
        assert now.interest_owed == max(owed, 0), number
        assert now.interest_unpaid == max(unpaid, 0), number
        assert now.interest_accruing == max(unpaid, 0) - max(owed, 0), number
        assert now.interest_credit == max(-unpaid, 0), number
        left = life.in_term + life.overdue + life.frozen
        known = sum(amount for _on, booked, amount in life.late if last < booked)
        assert now.balance.outstanding == left - known, number


def sorted_by_day(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda each: each.entry_on)


@pytest.mark.parametrize(
    ("until", "interest"),
    [
        (START, 0),
        (START + timedelta(1), 9_041),  # 50 m × 6.6 % / 365 = 9,041.1
        (date(2026, 4, 1), 198_904),  # 22 days: 198,904.1
        (date(2026, 5, 1), 198_904 + 271_233),  # 30 days: 271,232.9
        (date(2026, 5, 2), 198_904 + 271_233 + 9_041),
    ],
)
def test_fifty_million_at_six_point_six(until: date, interest: int) -> None:
    assert accrued([entry("disbursed", 50 * MILLION, START)], [terms(6600)], until) == interest


def test_the_third_decimal_of_a_rate_bears_interest() -> None:
    """365 million at 8.382 % bear 83,820 đồng a day, 20 more than at 8.38 %."""
    first = date(2026, 4, 1)
    loan = [entry("disbursed", 365_000_000, first)]
    assert accrued(loan, [terms(8382, first)], date(2026, 5, 1)) == 30 * 83_820
    assert accrued(loan, [terms(8380, first)], date(2026, 5, 1)) == 30 * 83_800


def test_each_month_is_rounded_half_up_by_itself() -> None:
    """5,000 đ at 3.65 % bear exactly half a đồng a day."""
    last = date(2026, 3, 31)
    loan, agreed = [entry("disbursed", 5000, last)], [terms(3650, last)]
    assert accrued(loan, agreed, date(2026, 4, 1)) == 1
    assert accrued(loan, agreed, date(2026, 4, 2)) == 2
    assert accrued(loan, agreed, date(2026, 4, 3)) == 1 + 1
    assert accrued([entry("disbursed", 4999, last)], agreed, date(2026, 4, 1)) == 0


@pytest.mark.parametrize(("year", "days"), [(2027, 28), (2028, 29)])
def test_the_29th_of_february_bears_interest_and_a_year_has_365_days(year: int, days: int) -> None:
    first = date(year, 2, 1)
    loan = [entry("disbursed", 365_000_000, first)]
    assert accrued(loan, [terms(10000, first)], date(year, 3, 1)) == days * 100_000


def test_overdue_bears_130_per_cent_and_frozen_nothing() -> None:
    first = date(2026, 4, 1)
    loan = [
        entry("disbursed", 365_000_000, first),
        entry("moved_overdue", 36_500_000, date(2026, 4, 11)),
        entry("frozen", 328_500_000, date(2026, 4, 21)),
    ]
    agreed = [terms(10000, first)]
    ten, overdue = 10 * 100_000, 10 * 13_000
    assert accrued(loan, agreed, date(2026, 4, 11)) == ten
    assert accrued(loan, agreed, date(2026, 4, 21)) == ten + 10 * 90_000 + overdue
    assert accrued(loan, agreed, date(2026, 5, 1)) == ten + 10 * 90_000 + 2 * overdue


def test_a_rate_holds_from_its_day() -> None:
    first = date(2026, 4, 1)
    loan = [entry("disbursed", 365_000_000, first)]
    agreed = [terms(10000, first), terms(5000, date(2026, 4, 11))]
    assert accrued(loan, agreed, date(2026, 4, 21)) == 10 * 100_000 + 10 * 50_000
    twice = [*agreed, terms(20000, date(2026, 4, 11))]
    assert accrued(loan, twice, date(2026, 4, 21)) == 10 * 100_000 + 10 * 200_000, (
        "of one day the newest holds"
    )


def test_terms_that_begin_after_the_money_hold_for_it_too() -> None:
    loan = [entry("disbursed", 365_000_000, date(2026, 4, 1))]
    assert accrued(loan, [terms(10000, date(2026, 4, 6))], date(2026, 4, 11)) == 10 * 100_000


@pytest.mark.parametrize(
    ("interest_day", "days"),
    [
        (0, [(date(2027, 2, 27), 2), (date(2027, 2, 28), None), (date(2027, 3, 1), 3)]),
        (1, [(date(2027, 2, 28), 2), (date(2027, 3, 1), 3), (date(2027, 3, 2), 3)]),
        (15, [(date(2027, 2, 14), 1), (date(2027, 2, 15), 2), (date(2027, 3, 14), 2)]),
        (30, [(date(2027, 2, 27), 1), (date(2027, 2, 28), 2), (date(2027, 3, 29), 2)]),
    ],
)
def test_up_to_which_day_interest_has_fallen_due(
    interest_day: int, days: list[tuple[date, int | None]]
) -> None:
    """Up to the first of a month; on the last of a month without an interest day up to that day."""
    for day, month in days:
        first = date(2027, month, 1) if month else day
        assert fallen_due_until(day, interest_day) == first, day


def test_new_year_is_no_edge() -> None:
    assert fallen_due_until(date(2027, 1, 14), 15) == date(2026, 12, 1)
    assert fallen_due_until(date(2027, 1, 15), 15) == date(2027, 1, 1)
    assert fallen_due_until(date(2026, 12, 31), 0) == date(2026, 12, 31)


def test_nothing_bears_nothing() -> None:
    assert accrued([], [terms(6600)], date(2030, 1, 1)) == 0
    assert accrued([entry("disbursed", 1, START)], [], date(2030, 1, 1)) == 0
    loan = [entry("disbursed", MILLION, START), entry("repaid", MILLION, START)]
    assert accrued(loan, [terms(6600)], date(2030, 1, 1)) == 0


def test_the_day_of_repaying_bears_none_any_more() -> None:
    first = date(2026, 4, 1)
    loan = [entry("disbursed", 365_000_000, first), entry("repaid", 365_000_000, date(2026, 4, 11))]
    for until in (date(2026, 4, 11), date(2026, 4, 12), date(2027, 1, 1)):
        assert accrued(loan, [terms(10000, first)], until) == 10 * 100_000
