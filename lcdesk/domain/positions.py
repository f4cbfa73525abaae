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

AHEAD_DAYS = 31
"""So many days ahead interest is taken at most: some pay the next month with this one, and all in
whole notes. What
goes beyond is a slip of the keyboard, such as three noughts too many, and would settle the loan for
good."""


@dataclass(frozen=True)
class Position:
    """Amounts in đồng at the end of a day; `ahead` are the instalments not repaid yet, the earliest
    first."""

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
        """Principal whose last day to be repaid is past, neither moved to overdue nor frozen
        yet."""
        return late_of(self.ahead, self.balance, self.day)

    @property
    def is_settled(self) -> bool:
        return (
            self.balance.disbursed > 0 and not self.balance.outstanding and not self.interest_owed
        )

    @property
    def state(self) -> str:
        """One of `LOAN_STATES`."""
        known = state_of(self.balance, self.late)
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


def late_of(ahead: Sequence[Instalment], balance: Balance, day: date) -> int:
    """What of the instalments not repaid yet is past its day, and neither moved to overdue nor
    frozen."""
    past = sum(each.amount for each in ahead if each.due_on and each.due_on < day)
    return max(min(past, balance.outstanding) - balance.overdue - balance.frozen, 0)


def state_of(balance: Balance, late: int) -> str:
    """One of `LOAN_STATES`, as far as balance and late principal tell; the gravest where several
    hold."""
    graver = {
        "overdue": balance.overdue,
        "late": late,
        "frozen": balance.frozen,
        "in_term": balance.outstanding,
    }
    return next((state for state, amount in graver.items() if amount), "settled")


def check_interest(entries: Sequence[Entry], terms: Sequence[LoanTerms], paid: Entry) -> None:
    """Refuse interest beyond what is owed to its day and what the loan, as it stands then, bears in
    `AHEAD_DAYS` more.

    `entries` hold the payment itself. Where interest was paid later, too, all together must fit
    there as well. The sentence says how much would be right.
    """
    assert paid.entry_on
    later = {each.entry_on for each in entries if each.kind == "interest_paid" and each.entry_on}
    days = [paid.entry_on, *sorted(day for day in later if day > paid.entry_on)]
    room, day, owed = min(_interest_room(entries, terms, paid, day) for day in days)
    if paid.amount > room:
        sentence = _(
            "At most {room} of interest: {owed} is owed to {day}, and at most {days} days are "
            "paid ahead."
        )
        text = sentence.format(
            room=money(room), owed=money(owed), day=date_text(day), days=AHEAD_DAYS
        )
        raise Refused({"interest": text})


def _interest_room(
    entries: Sequence[Entry], terms: Sequence[LoanTerms], paid: Entry, day: date
) -> tuple[int, date, int]:
    """What can be paid beside all that was paid by a day; with that day, and what is owed to it
    without the payment."""
    known = [each for each in entries if each.entry_on and each.entry_on <= day]
    agreed = [each for each in terms if each.from_on and each.from_on <= day]
    others = balance_on(known, day).interest_paid - paid.amount
    until, ahead = (
        interest.accrued(known, agreed, day + timedelta(days=days)) for days in (0, AHEAD_DAYS)
    )
    return max(in_whole_notes(ahead - others), 0), day, max(until - others, 0)


def falling_due(ahead: Sequence[Instalment], day: date, days: int) -> list[Instalment]:
    """The instalments that are late on a day, or fall due within so many days after it."""
    return [each for each in ahead if each.due_on and each.due_on <= day + timedelta(days=days)]
