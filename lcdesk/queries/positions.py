"""How a group stands on a day: its people, its debt, its savings, its score."""

from dataclasses import dataclass
from datetime import date

from lcdesk.domain.checks import GroupScore
from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.interest import accrued_on, due_on
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.positions import Position, late_of, owed, position, state_of
from lcdesk.domain.schedules import still_due
from lcdesk.queries.memberships import loans_of, with_savings
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import booked_loans


@dataclass(frozen=True)
class Standing:
    """Counts of people and amounts in đồng at the end of a day. `score` is the newest by then, None
    for none."""

    members: int
    borrowers: int
    outstanding: int
    overdue: int
    frozen: int
    interest_owed: int
    savings: int
    savers: int
    score: GroupScore | None


def standing_of(file: WardFile, group: GroupId, day: date) -> Standing:
    """How a group stands at the end of a day."""
    people, saved = with_savings(file, group, day)
    found = positions_of(file, group, day)
    owing = [each for each in found.items() if each[1].balance.outstanding]
    savings = {id: amount for id, amount in saved.items() if amount}
    return Standing(
        members=sum(each.is_active(day) for each in people),
        borrowers=len({loan.member for loan, _now in owing}),
        outstanding=sum(now.balance.outstanding for _loan, now in owing),
        overdue=sum(now.balance.overdue for _loan, now in owing),
        frozen=sum(now.balance.frozen for _loan, now in owing),
        interest_owed=sum(now.interest_owed for now in found.values()),
        savings=sum(savings.values()),
        savers=len(savings),
        score=_score(file, group, day),
    )


def positions_of(file: WardFile, group: GroupId, day: date) -> dict[Loan, Position]:
    """The position of every loan of a group that was paid out by a day, at its end."""
    return positions(file, loans_of(file, group, day), day)


def positions(file: WardFile, loans: list[Loan], day: date) -> dict[Loan, Position]:
    """The position of each of these loans that was paid out by a day, at its end."""
    ids = [each.id for each in loans]
    balances = ledger.loan_balances(file, day, ids)
    moved = ledger.principal_of_loans(file, list(balances))
    terms: dict[int, list[LoanTerms]] = {id: [] for id in ids}
    for each in records.find_among(file, LoanTerms, "loan", list(balances)):
        terms[each.loan].append(each)
    ward = ward_of(file)
    return {
        loan: position(
            moved[loan.id],
            terms[loan.id],
            day,
            balances[loan.id],
            loan.interest_day_in(ward),
        )
        for loan in loans
        if balances.get(loan.id, Balance()) != Balance()
    }


@dataclass(frozen=True)
class LoanStanding:
    """How a loan stands in a list at the end of a day: interest in đồng, one of `LOAN_STATES`."""

    balance: Balance
    interest_owed: int
    interest_accruing: int
    interest_credit: int
    state: str


NOT_PAID_OUT = LoanStanding(Balance(), 0, 0, 0, "not_paid_out")


def standings(file: WardFile, day: date) -> dict[LoanId, LoanStanding]:
    """How every loan that was paid out or taken over by a day stands at its end, by its id."""
    schedules, balances = ledger.schedules(file, day), ledger.loan_balances(file, day)
    found = {}
    for loan in booked_loans(file):
        if balance := balances.get(loan.id):
            so_far = accrued_on(loan.moves, loan.rates, day, day)
            unpaid = owed(so_far, balance)
            fallen_due = owed(due_on(loan.moves, loan.rates, day, loan.interest_day), balance)
            ahead = still_due(schedules.get(loan.id, ()), balance.cleared)
            found[loan.id] = LoanStanding(
                balance,
                fallen_due,
                unpaid - fallen_due,
                max(balance.interest_cleared - so_far, 0),
                state_of(balance, late_of(ahead, balance, day), unpaid),
            )
    return found


def _score(file: WardFile, group: GroupId, day: date) -> GroupScore | None:
    known = [
        each
        for each in records.find(file, GroupScore, group=group)
        if each.month and each.month <= day
    ]
    return known[-1] if known else None
