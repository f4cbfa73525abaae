"""What can be done with a loan: each verb with the form that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lcdesk.actions import agreements, loans
from lcdesk.actions.done import Done
from lcdesk.domain.fields import Draft, Record
from lcdesk.domain.loans import (
    Extension,
    Handover,
    NextPart,
    RateChange,
    Repayment,
    Rescheduling,
    Settlement,
    Transfer,
    WriteOff,
)
from lcdesk.i18n import N_, date_text, number, rate
from lcdesk.queries.loan_accounts import Account

Start = Callable[[Account, date], Draft]


@dataclass(frozen=True)
class Verb:
    """A verb by its name and label: what it asks, what does it, and what its form starts from."""

    name: str
    label: str
    asked: type[Record]
    action: Callable[..., Done]
    start: Start


def _paid_today(_about: Account, today: date) -> Draft:
    return {"paid_on": date_text(today)}


def _repaying(about: Account, today: date) -> Draft:
    """What fell due of principal and interest."""
    now = about.on(today)
    return {
        "paid_on": date_text(today),
        "principal": _amount(now.due),
        "interest": _amount(now.interest_owed),
    }


def _next_part(about: Account, today: date) -> Draft:
    left = about.loan.not_paid_out(about.on(today).balance)
    return {"paid_on": date_text(today), "amount": _amount(left)}


def _late(about: Account, today: date) -> Draft:
    return {"moved_on": date_text(today), "amount": _amount(about.on(today).late)}


def _outstanding(about: Account, today: date) -> Draft:
    return {"moved_on": date_text(today), "amount": _amount(about.on(today).balance.outstanding)}


def _frozen(about: Account, today: date) -> Draft:
    return {"moved_on": date_text(today), "amount": _amount(about.on(today).balance.frozen)}


def _written_off(about: Account, today: date) -> Draft:
    now = about.on(today)
    return {
        "written_off_on": date_text(today),
        "principal": _amount(now.balance.outstanding),
        "interest": _amount(now.interest_unpaid),
    }


def _agreed_today(_about: Account, today: date) -> Draft:
    return {"from_on": date_text(today)}


def _rate(about: Account, today: date) -> Draft:
    return {"from_on": date_text(today), "rate": rate(about.terms[-1].rate)}


def _interval(about: Account, today: date) -> Draft:
    return {"from_on": date_text(today), "interval": number(about.loan.instalment_months)}


def _amount(value: int) -> str:
    return number(value) if value else ""


REPAY = Verb("repay", N_("Repayment…"), Repayment, loans.repay, _repaying)
SETTLE = Verb("settle", N_("Settle…"), Settlement, loans.settle, _paid_today)
NEXT_PART = Verb(
    "next_part", N_("Pay out the next part…"), NextPart, loans.pay_next_part, _next_part
)
MOVE_OVERDUE = Verb("move_overdue", N_("Move to overdue…"), Transfer, loans.move_overdue, _late)
RARE = (
    Verb("extend", N_("Extend…"), Extension, agreements.extend, _agreed_today),
    Verb("reschedule", N_("Reschedule…"), Rescheduling, agreements.reschedule, _interval),
    MOVE_OVERDUE,
    Verb("freeze", N_("Freeze…"), Transfer, loans.freeze, _outstanding),
    Verb("unfreeze", N_("End the freezing…"), Transfer, loans.unfreeze, _frozen),
    Verb("change_rate", N_("Change the rate…"), RateChange, agreements.change_rate, _rate),
    Verb(
        "hand_over",
        N_("Hand over in the household…"),
        Handover,
        agreements.hand_over,
        _agreed_today,
    ),
    Verb("write_off", N_("Write off…"), WriteOff, loans.write_off, _written_off),
)
VERBS = (REPAY, SETTLE, NEXT_PART, *RARE)
