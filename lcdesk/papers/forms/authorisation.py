"""Form 01/UQ: the adults of a household authorise one of them to borrow."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.papers.kit.cells import TableColumn
from lcdesk.papers.kit.head import Head
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    BLOCK,
    CENTRED_BOLD,
    TITLE,
    Signer,
    Typesetter,
    area,
    in_sentence,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import spelled


@dataclass(frozen=True)
class Adult:
    """A member of the household who is 18 or older; `relation` is to the one authorised ("vợ",
    "con")."""

    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    relation: str = ""
    address: str = ""


@dataclass(frozen=True)
class AuthorisationContent(Head):
    """What a 01/UQ says: `adults` authorise the person in `name` …; `amount` is in đồng, 0 when not
    said."""

    programme: str = ""
    bank_office: str = ""
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


ADULTS = (
    TableColumn("number", 10, TA_CENTER),
    TableColumn("adult", 35),
    TableColumn("born_on", 24, TA_CENTER),
    TableColumn("id_number", 30, TA_CENTER),
    TableColumn("residence", 30),
    TableColumn("relation", 18),
    TableColumn("adult_signs", 18),
)
BLANK_ADULTS = 5


def flowables(form: Typesetter, content: AuthorisationContent) -> list[Flowable]:
    """Lay out a 01/UQ."""
    return [
        *form.mark(),
        *form.nation(),
        form.text("title", TITLE),
        form.text("subtitle", CENTRED_BOLD),
        form.text("adults", **area(content)),
        *_adults(form, content.adults),
        *_authorised(form, content),
        *_signatures(form, content),
        *_confirmation(form, content),
    ]


def _adults(form: Typesetter, adults: tuple[Adult, ...]) -> list[Flowable]:
    rows = [
        (number, adult.name, adult.born_on, adult.id_number, adult.address, adult.relation, "")
        for number, adult in enumerate(adults, 1)
    ]
    return ledger(form, ADULTS, rows, blank=BLANK_ADULTS)


def _authorised(form: Typesetter, content: AuthorisationContent) -> list[Flowable]:
    return [
        form.text("agree"),
        form.line("name", name=content.name, born_on=content.born_on),
        form.line(
            "identity",
            id_number=content.id_number,
            id_issued_on=content.id_issued_on,
            id_issuer=content.id_issuer,
        ),
        form.line("address", address=content.address),
        form.text("scope", bank_office=content.bank_office, programme=content.programme),
        form.line("amount", amount=content.amount),
        form.line("in_words", words=spelled(content.amount)),
    ]


def _signatures(form: Typesetter, content: AuthorisationContent) -> list[Flowable]:
    signers = [
        Signer("witness", content.neighbourhood_head, office=form.texts["witness_office"]),
        Signer("authorised_signs", content.name, "sign_or_thumb"),
    ]
    dated = place_and_date(content.ward, content.signed_on)
    return [
        form.text("duty"),
        KeepTogether([form.text("validity"), form.signatures(signers, dated)]),
    ]


def _confirmation(form: Typesetter, content: AuthorisationContent) -> list[Flowable]:
    signers = [
        Signer(),
        Signer("ward_signs", content.ward_signer, "sign_and_stamp", content.ward_signer_office),
    ]
    block = [
        form.text("ward_title", BLOCK, ward=content.ward.upper()),
        form.text(
            "ward_confirms", ward=in_sentence(content.ward), neighbourhood=content.neighbourhood
        ),
        form.signatures(signers, place_and_date(content.ward, content.confirmed_on)),
    ]
    return [KeepTogether(block)]


PAPER = Layout("01-uq", AuthorisationContent, flowables)
