"""How a loan stands on a day: its balance, its interest, and what of its principal is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lcdesk.domain import interest
from lcdesk.domain.ledger import Balance, Entry, balance_on
from lcdesk.domain.loans import LoanTerms, terms_on
from lcdesk.domain.schedules import Instalment, still_due


@dataclass(frozen=True)
class Position:
    """Amounts in đồng at the end of a day; `ahead` are the instalments not repaid yet, the earliest first."""

    day: date
    balance: Balance
    interest_accrued: int
    terms: LoanTerms | None
    ahead: tuple[Instalment, ...]

    @property
    def interest_owed(self) -> int:
        """Interest due and unpaid; what was paid ahead leaves 0."""
        return max(self.interest_accrued - self.balance.interest_paid, 0)

    @property
    def due(self) -> int:
        """Principal that has fallen due and is not repaid."""
        return sum(each.amount for each in self.ahead if each.due_on and each.due_on <= self.day)

    @property
    def late(self) -> int:
        """Principal whose last day to be repaid is past, neither moved to overdue nor frozen yet."""
        past = sum(each.amount for each in self.ahead if each.due_on and each.due_on < self.day)
        return max(past - self.balance.overdue - self.balance.frozen, 0)

    @property
    def is_settled(self) -> bool:
        return self.balance.disbursed > 0 and not self.balance.outstanding and not self.interest_owed

    @property
    def state(self) -> str:
        """One of `LOAN_STATES`."""
        known = state_of(self.balance)
        return "in_term" if known == "settled" and self.interest_owed else known


def position(
    entries: Sequence[Entry], terms: Sequence[LoanTerms], day: date, balance: Balance | None = None
) -> Position:
    """The position of a loan, given its ledger and its terms, both in their order.

    Where the balance is known, the entries that move its principal are enough.
    """
    balance = balance or balance_on(entries, day)
    holds = terms_on(terms, day)
    ahead = still_due(holds.instalments, balance.repaid) if holds else []
    return Position(
        day=day,
        balance=balance,
        interest_accrued=interest.accrued(entries, terms, day),
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


def state_of(balance: Balance) -> str:
    """One of `LOAN_STATES` as far as the balance tells; the gravest where several hold."""
    if balance.frozen or balance.overdue:
        return "overdue" if balance.overdue else "frozen"
    return "in_term" if balance.outstanding else "settled"


def falling_due(ahead: Sequence[Instalment], day: date, days: int) -> list[Instalment]:
    """The instalments that are late on a day, or fall due within so many days after it."""
    return [each for each in ahead if each.due_on and each.due_on <= day + timedelta(days=days)]
