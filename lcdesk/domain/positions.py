"""How a loan stands on a day: its balance, its interest, and what of its principal is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lcdesk.domain import interest
from lcdesk.domain.collecting import in_whole_notes
from lcdesk.domain.errors import Refused
from lcdesk.domain.ledger import Balance, Entry, balance_on
from lcdesk.domain.loans import LoanTerms, terms_on
from lcdesk.domain.schedules import Instalment, still_due
from lcdesk.i18n import _, date_text, money

ENDED = ("settled", "written_off")
"""States in which nothing is owed on a loan any more."""
AHEAD_DAYS = 31
"""So many days ahead interest is taken at most: some pay the next month with this one, and all in
whole notes. What
goes beyond is a slip of the keyboard, such as three noughts too many, and would settle the loan for
good."""


@dataclass(frozen=True)
class Position:
    """Amounts in đồng at the end of a day; `ahead` are the instalments not repaid yet, the earliest
    first.

    Interest accrued, and interest that has fallen due, are counted since the account began.
    """

    day: date
    balance: Balance
    interest_accrued: int
    interest_due: int
    terms: LoanTerms | None
    ahead: tuple[Instalment, ...]

    @property
    def interest_owed(self) -> int:
        """Interest that has fallen due and is unpaid (lãi tồn); what was paid ahead leaves 0."""
        return owed(self.interest_due, self.balance)

    @property
    def interest_unpaid(self) -> int:
        """All interest that has accrued and is unpaid: what settles the loan beside its
        principal."""
        return owed(self.interest_accrued, self.balance)

    @property
    def interest_accruing(self) -> int:
        """Interest that has accrued and is unpaid, but is not due yet (lãi cộng dồn)."""
        return self.interest_unpaid - self.interest_owed

    @property
    def interest_credit(self) -> int:
        """Interest paid beyond what has accrued: it is the borrower's, and what accrues next uses
        it up first."""
        return max(self.balance.interest_cleared - self.interest_accrued, 0)

    @property
    def due(self) -> int:
        """Principal that has fallen due and is not repaid."""
        return sum(each.amount for each in self.ahead if each.due_on and each.due_on <= self.day)

    @property
    def late(self) -> int:
        """Principal whose last day to be repaid is past, neither moved to overdue nor frozen
        yet."""
        return late_of(self.ahead, self.balance, self.day)

    @property
    def is_settled(self) -> bool:
        """Principal and all interest that accrued are paid or written off."""
        return self.state in ENDED

    @property
    def state(self) -> str:
        """One of `LOAN_STATES`."""
        return state_of(self.balance, self.late, self.interest_unpaid)


def owed(interest_so_far: int, balance: Balance) -> int:
    """What is unpaid of all interest that fell due, or accrued, since the account began, in
    đồng."""
    return max(interest_so_far - balance.interest_cleared, 0)


def position(
    entries: Sequence[Entry],
    terms: Sequence[LoanTerms],
    day: date,
    balance: Balance | None = None,
    interest_day: int = 0,
) -> Position:
    """The position of a loan, given its ledger and its terms, both in their order.

    Where the balance is known, the entries that move its principal are enough. An interest day of 0
    is the end of the month.
    """
    balance = balance or balance_on(entries, day)
    holds = terms_on(terms, day)
    ahead = still_due(holds.instalments, balance.cleared) if holds else []
    due_until = interest.fallen_due_until(day, interest_day)
    return Position(
        day=day,
        balance=balance,
        interest_accrued=interest.accrued(entries, terms, day),
        interest_due=interest.accrued(entries, terms, due_until, day),
        terms=holds,
        ahead=tuple(_paid_out(ahead, balance.outstanding)),
    )


def _paid_out(ahead: Sequence[Instalment], outstanding: int) -> list[Instalment]:
    """Of a loan that is not wholly paid out yet, only what is outstanding can fall due."""
    due = []
    for each in ahead:
        amount = min(each.amount, outstanding)
        outstanding -= amount
        if amount:
            due.append(Instalment(due_on=each.due_on, amount=amount))
    return due


def late_of(ahead: Sequence[Instalment], balance: Balance, day: date) -> int:
    """What of the instalments not repaid yet is past its day, and neither moved to overdue nor
    frozen."""
    past = sum(each.amount for each in ahead if each.due_on and each.due_on < day)
    return max(min(past, balance.outstanding) - balance.overdue - balance.frozen, 0)


def state_of(balance: Balance, late: int, interest_unpaid: int) -> str:
    """One of `LOAN_STATES`, by balance, late principal and unpaid interest; the gravest where
    several hold."""
    graver = {
        "overdue": balance.overdue,
        "late": late,
        "frozen": balance.frozen,
        "in_term": balance.outstanding or interest_unpaid,
        "written_off": balance.written_off or balance.interest_written_off,
        "settled": balance.begun or balance.interest_brought,
    }
    return next((state for state, amount in graver.items() if amount), "not_paid_out")


def check_interest(entries: Sequence[Entry], terms: Sequence[LoanTerms], paid: Entry) -> None:
    """Refuse interest beyond what has accrued to its day and what the loan, as it stands then,
    bears in `AHEAD_DAYS` more.

    `entries` hold the payment itself. Where interest was paid later, too, all together must fit
    there as well. The sentence says how much would be right.
    """
    assert paid.entry_on
    later = {each.entry_on for each in entries if each.kind == "interest_paid" and each.entry_on}
    days = [paid.entry_on, *sorted(day for day in later if day > paid.entry_on)]
    room, day, unpaid = min(_interest_room(entries, terms, paid, day) for day in days)
    if paid.amount > room:
        sentence = _(
            "At most {room} of interest: {unpaid} has accrued to {day}, and at most {days} days "
            "are paid ahead."
        )
        text = sentence.format(
            room=money(room), unpaid=money(unpaid), day=date_text(day), days=AHEAD_DAYS
        )
        raise Refused({"interest": text})


def _interest_room(
    entries: Sequence[Entry], terms: Sequence[LoanTerms], paid: Entry, day: date
) -> tuple[int, date, int]:
    """What can be paid beside all that was paid by a day; with that day, and what has accrued to it
    unpaid without the payment."""
    known = [each for each in entries if each.entry_on and each.entry_on <= day]
    agreed = [each for each in terms if each.from_on and each.from_on <= day]
    others = balance_on(known, day).interest_cleared - paid.amount
    until, ahead = (
        interest.accrued(known, agreed, day + timedelta(days=days)) for days in (0, AHEAD_DAYS)
    )
    return max(in_whole_notes(ahead - others), 0), day, max(until - others, 0)


def falling_due(ahead: Sequence[Instalment], day: date, days: int) -> list[Instalment]:
    """The instalments that are late on a day, or fall due within so many days after it."""
    return [each for each in ahead if each.due_on and each.due_on <= day + timedelta(days=days)]
