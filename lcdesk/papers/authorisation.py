"""Form 01/UQ: the adults of a household authorise one of them to borrow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable


@dataclass(frozen=True)
class Adult:
    """A member of the household who is 18 or older; `relation` is to the one authorised ("vợ", "con")."""

    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    relation: str = ""
    address: str = ""


@dataclass(frozen=True)
class AuthorisationContent:
    """What a 01/UQ says: `adults` authorise the person in `name` …; `amount` is in đồng, 0 when not said."""

    programme: str = ""
    bank_office: str = ""
    ward: str = ""
    city: str = ""
    neighbourhood: str = ""
    signed_on: date | None = None
    adults: tuple[Adult, ...] = ()
    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    id_issued_on: date | None = None
    id_issuer: str = ""
    address: str = ""
    amount: int = 0
    neighbourhood_head: str = ""
    confirmed_on: date | None = None
    ward_signer: str = ""
    ward_signer_office: str = ""


def flowables(content: AuthorisationContent, wording: Mapping[str, str]) -> list[Flowable]:
    """Lay out a 01/UQ with the texts of paper "01-uq"."""
    raise NotImplementedError
