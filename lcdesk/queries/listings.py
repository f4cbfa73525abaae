"""Registers as plain values by code name, for scripts."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from lcdesk.domain.applications import Application
from lcdesk.domain.checks import GroupCheck, Reconciliation, UseCheck
from lcdesk.domain.dated import Dated
from lcdesk.domain.fields import Entity
from lcdesk.domain.groups import Group
from lcdesk.domain.ledger import SAVINGS_PARTS
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.plain import as_dict
from lcdesk.domain.programmes import Programme
from lcdesk.queries.positions import NOT_PAID_OUT, LoanStanding, standings
from lcdesk.queries.worklist import worklist
from lcdesk.storage import ledger, printed, records
from lcdesk.storage.database import WardFile

Rows = list[dict[str, Any]]

_RECORDS: Mapping[str, type[Entity]] = {
    "groups": Group,
    "members": Member,
    "applications": Application,
    "meetings": Meeting,
    "programmes": Programme,
}
_FORMS: Mapping[str, type[Entity]] = {"06": UseCheck, "15": Reconciliation, "16": GroupCheck}


def listed(file: WardFile, register: str, day: date) -> Rows:
    """Every entry of a register as it was at the end of a day, in its order, noted as gone out.

    Dates are in ISO form, amounts in đồng. Entries, checks, meetings and applications have days of
    their own and are all given.
    """
    printed.note(file, f"list {register}", 0, "")
    further: Mapping[str, Callable[[WardFile, date], Rows]] = {
        "loans": _loans,
        "entries": _entries,
        "checks": _checks,
    }
    if register in further:
        return further[register](file, day)
    return [as_dict(_then(each, day)) for each in records.find(file, _RECORDS[register])]


def _then(record: Entity, day: date) -> Entity:
    return record.on(day) if isinstance(record, Dated) else record


def _loans(file: WardFile, today: date) -> Rows:
    """Loans with their balance, interest and state at the end of a day, and all their terms."""
    standing = standings(file, today)
    terms: dict[int, Rows] = {}
    for each in records.find(file, LoanTerms):
        terms.setdefault(each.loan, []).append(as_dict(each))
    return [
        {
            **as_dict(loan.on(today)),
            **_standing(standing.get(loan.id, NOT_PAID_OUT)),
            "terms": terms.get(loan.id, []),
        }
        for loan in records.find(file, Loan)
    ]


def _standing(now: LoanStanding) -> dict[str, int | str]:
    """How a loan stands, as plain values; savings are not a loan's."""
    balance = now.balance._asdict()
    further = {name: value for name, value in vars(now).items() if name != "balance"}
    return {**{name: balance[name] for name in balance if name not in SAVINGS_PARTS}, **further}


def _entries(file: WardFile, _today: date) -> Rows:
    return [as_dict(each) for each in ledger.everything(file)]


def _checks(file: WardFile, _today: date) -> Rows:
    """All checks; `form` says which each is."""
    return [
        {"form": form, **as_dict(each)}
        for form, cls in _FORMS.items()
        for each in records.find(file, cls)
    ]


def duties(file: WardFile, day: date) -> Rows:
    """What is due and late on a day; `days_left` is below 0 for what is late, null where there is
    no day."""
    return [
        {
            **asdict(each),
            "due_on": each.due_on.isoformat() if each.due_on else None,
            "days_left": each.days_left(day),
            "late": each.is_late(day),
        }
        for each in worklist(file, day)
    ]
