"""How a group stands on a day: its people, its debt, its savings, its score."""

from dataclasses import dataclass
from datetime import date

from lcdesk.domain.checks import GroupScore
from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.positions import Position, late_of, position, state_of
from lcdesk.domain.schedules import still_due
from lcdesk.queries.memberships import loans_of, with_savings
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile


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
    owed = [each for each in positions_of(file, group, day).items() if each[1].balance.outstanding]
    savings = {id: amount for id, amount in saved.items() if amount}
    return Standing(
        members=sum(each.is_active(day) for each in people),
        borrowers=len({loan.member for loan, _now in owed}),
        outstanding=sum(now.balance.outstanding for _loan, now in owed),
        overdue=sum(now.balance.overdue for _loan, now in owed),
        frozen=sum(now.balance.frozen for _loan, now in owed),
        interest_owed=sum(now.interest_owed for _loan, now in owed),
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
    return {
        loan: position(moved[loan.id], terms[loan.id], day, balances[loan.id])
        for loan in loans
        if balances.get(loan.id, Balance()) != Balance()
    }


def states(file: WardFile, day: date) -> dict[LoanId, tuple[Balance, str]]:
    """The balance of every loan paid out by a day, at its end, and its state, by the id of the
    loan."""
    schedules = ledger.schedules(file, day)
    found = {}
    for id, balance in ledger.loan_balances(file, day).items():
        ahead = still_due(schedules.get(id, ()), balance.repaid)
        found[id] = balance, state_of(balance, late_of(ahead, balance, day))
    return found


def _score(file: WardFile, group: GroupId, day: date) -> GroupScore | None:
    known = [
        each
        for each in records.find(file, GroupScore, group=group)
        if each.month and each.month <= day
    ]
    return known[-1] if known else None
