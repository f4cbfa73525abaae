"""Form 03/TD: the list of households a group proposes for loans of one programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable


@dataclass(frozen=True)
class ProposalLine:
    """One borrower. Amounts in đồng, terms in months.

    The bank's columns are 0 until it decides; `bank_refused` says "not this time", which no amount can say.
    """

    name: str = ""
    household_class: str = ""
    proposed_amount: int = 0
    purpose: str = ""
    proposed_term_months: int = 0
    bank_amount: int = 0
    bank_term_months: int = 0
    bank_refused: bool = False


@dataclass(frozen=True)
class ProposalListContent:
    """What a 03/TD says. Lines are numbered from 1 in their order; totals are worked out on the paper.

    `minutes_number` and `held_on` are those of the review meeting that proposed these households.
    """

    number: str = ""
    programme: str = ""
    group: str = ""
    group_leader: str = ""
    neighbourhood: str = ""
    association: str = ""
    ward: str = ""
    city: str = ""
    bank_office: str = ""
    minutes_number: str = ""
    held_on: date | None = None
    signed_on: date | None = None
    lines: tuple[ProposalLine, ...] = ()
    confirmed_on: date | None = None
    ward_signer: str = ""
    ward_signer_office: str = ""
    bank_decided_on: date | None = None
    bank_officer: str = ""
    bank_head: str = ""
    bank_director: str = ""


def flowables(content: ProposalListContent, wording: Mapping[str, str]) -> list[Flowable]:
    """Lay out a 03/TD with the texts of paper "03"."""
    raise NotImplementedError
