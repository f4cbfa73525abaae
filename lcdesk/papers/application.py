"""Form 01/TD: a household's application for a loan, which is also its plan for the money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable


@dataclass(frozen=True)
class PlanLine:
    """One thing the loan pays for: `quantity` as it is said ("2 con"), `amount` in đồng."""

    item: str = ""
    quantity: str = ""
    amount: int = 0


@dataclass(frozen=True)
class ApplicationContent:
    """What a 01/TD says. Amounts in đồng, terms and intervals in months, `bank_rate` in hundredths of a percent a year.

    `ward` and `neighbourhood` are full names ("Phường Lê Chân", "Tổ dân phố số 5"); `group` is the group's name
    without "Tổ TK&VV". The fields called `bank_…` stay empty until the bank has decided: the bank writes on them.
    `bank_interest_day` is the day of the month on which interest is paid.
    """

    programme: str = ""
    bank_office: str = ""
    ward: str = ""
    city: str = ""
    neighbourhood: str = ""
    signed_on: date | None = None
    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    id_issued_on: date | None = None
    id_issuer: str = ""
    address: str = ""
    group: str = ""
    group_leader: str = ""
    association: str = ""
    amount: int = 0
    plan: str = ""
    own_capital: int = 0
    lines: tuple[PlanLine, ...] = ()
    term_months: int = 0
    interval_months: int = 0
    instalment_amount: int = 0
    final_due_on: date | None = None
    bank_amount: int = 0
    bank_rate: int = 0
    bank_overdue_percent: int = 130
    bank_term_months: int = 0
    bank_interval_months: int = 0
    bank_instalment_amount: int = 0
    bank_last_instalment: int = 0
    bank_final_due_on: date | None = None
    bank_interest_day: int = 0
    bank_decided_on: date | None = None
    bank_officer: str = ""
    bank_head: str = ""
    bank_director: str = ""


def flowables(content: ApplicationContent, wording: Mapping[str, str]) -> list[Flowable]:
    """Lay out a 01/TD with the texts of paper "01"."""
    raise NotImplementedError
