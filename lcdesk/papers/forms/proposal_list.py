"""Form 03/TD: the list of households a group proposes for loans of one programme."""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.i18n import long_date
from lcdesk.papers.kit.cells import TableColumn
from lcdesk.papers.kit.head import BankHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    BLOCK,
    CENTRED,
    CENTRED_BOLD,
    TITLE,
    Signer,
    Typesetter,
    area,
    in_sentence,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, plain, spelled


@dataclass(frozen=True)
class ProposalRow:
    """One borrower. Amounts in đồng, terms in months.

    The bank's columns are 0 until it decides; `bank_refused` says "not this time", which no amount
    can say. `withdrawn` is why who stood on the list withdrew after it was sent.
    """

    name: str = ""
    household_class: str = ""
    proposed_amount: int = 0
    purpose: str = ""
    proposed_term_months: int = 0
    bank_amount: int = 0
    bank_term_months: int = 0
    bank_refused: bool = False
    withdrawn: str = ""


@dataclass(frozen=True)
class ProposalListContent(BankHead):
    """What a 03/TD says. Lines are numbered from 1 in their order; totals are worked out on the
    paper.

    `minutes_number` and `held_on` are those of the review meeting that proposed these households.
    """

    number: str = ""
    programme: str = ""
    minutes_number: str = ""
    held_on: date | None = None
    signed_on: date | None = None
    lines: tuple[ProposalRow, ...] = ()
    confirmed_on: date | None = None
    ward_signer: str = ""
    ward_signer_office: str = ""
    bank_decided_on: date | None = None
    bank_officer: str = ""
    bank_head: str = ""
    bank_director: str = ""


COLUMNS = (
    TableColumn("number", 11, TA_CENTER),
    TableColumn("name", 52),
    TableColumn("household_class", 31),
    TableColumn("proposed_amount", 32, TA_RIGHT),
    TableColumn("purpose", 52),
    TableColumn("term", 21, TA_CENTER),
    TableColumn("bank_amount", 32, TA_RIGHT, "bank_columns"),
    TableColumn("bank_term", 21, TA_CENTER, "bank_columns"),
)
BLANK_LINES = 8


def flowables(form: Typesetter, content: ProposalListContent) -> list[Flowable]:
    """Lay out a 03/TD."""
    return [
        *form.mark(),
        form.group_heading(content, content.number),
        form.text("title", TITLE),
        form.text("programme", CENTRED_BOLD, programme=content.programme),
        form.text("to", CENTRED, ward=in_sentence(content.ward), bank_office=content.bank_office),
        _introduction(form, content),
        *_lines(form, content),
        _confirmation(form, content),
        _bank_block(form, content),
    ]


def _introduction(form: Typesetter, content: ProposalListContent) -> Flowable:
    return form.text(
        "introduction",
        minutes_number=content.minutes_number,
        held_on=long_date(content.held_on),
        group=content.group,
        **area(content),
        association=content.association,
    )


def _lines(form: Typesetter, content: ProposalListContent) -> list[Flowable]:
    rows = [
        row for number, line in enumerate(content.lines, 1) for row in _rows(form, number, line)
    ]
    standing = _standing(content)
    proposed = sum(line.proposed_amount for line in standing)
    approved = sum(line.bank_amount for line in standing)
    total = ("", form.texts["total"], "", proposed, "", "", approved, "")
    signers = [Signer(), Signer("leader_signs", content.group_leader)]
    foot = [
        form.line("sum", count=len(standing), amount=proposed),
        form.line("in_words", words=spelled(proposed)),
        form.signatures(signers, place_and_date(content.ward, content.signed_on)),
    ]
    return ledger(form, COLUMNS, rows, total=total, blank=BLANK_LINES, foot=foot)


def _standing(content: ProposalListContent) -> list[ProposalRow]:
    """Those who have not withdrawn: they alone are counted."""
    return [line for line in content.lines if not line.withdrawn]


def _rows(form: Typesetter, number: int, line: ProposalRow) -> list[tuple[str | int, ...]]:
    """The row of a borrower; of who withdrew there is a name, with the reason under it."""
    named = (number, line.name, line.household_class)
    if line.withdrawn:
        note = plain(form.texts["withdrawn"], {"number": str(number), "reason": line.withdrawn})
        return [(*named, "", line.purpose, "", "", ""), (note,)]
    asked = (*named, line.proposed_amount, line.purpose, line.proposed_term_months)
    if line.bank_refused:
        return [(*asked, form.texts["refused"], "")]
    return [(*asked, line.bank_amount, line.bank_term_months)]


def _confirmation(form: Typesetter, content: ProposalListContent) -> Flowable:
    signers = [
        Signer(),
        Signer("ward_signs", content.ward_signer, "sign_and_stamp", content.ward_signer_office),
    ]
    block = [
        form.text("ward_title", BLOCK, ward=content.ward.upper()),
        form.text("ward_confirms", ward=in_sentence(content.ward), programme=content.programme),
        form.signatures(signers, place_and_date(content.ward, content.confirmed_on)),
    ]
    return KeepTogether(block)


def _bank_block(form: Typesetter, content: ProposalListContent) -> Flowable:
    approved = [line.bank_amount for line in _standing(content) if line.bank_amount]
    signers = [
        Signer("bank_officer", content.bank_officer),
        Signer("bank_head", content.bank_head),
        Signer("bank_director", content.bank_director, "sign_and_stamp"),
    ]
    block = [
        form.text("bank_title", BLOCK),
        form.line("bank_approved", count=len(approved), amount=sum(approved)),
        form.line("in_words", words=spelled(sum(approved))),
        form.line("bank_refused", **_refused(form, content)),
        form.signatures(
            signers, form.markup("dated", day=long_date(content.bank_decided_on).capitalize())
        ),
    ]
    return KeepTogether(block)


def _refused(form: Typesetter, content: ProposalListContent) -> dict[str, Value]:
    """How many the bank did not approve and their numbers; "none" has to be said once it has
    decided."""
    numbers = [str(number) for number, line in enumerate(content.lines, 1) if line.bank_refused]
    if not numbers and any(line.bank_amount for line in content.lines):
        return {"count": "0", "numbers": form.texts["none"]}
    return {"count": len(numbers), "numbers": ", ".join(numbers)}


PAPER = Layout("03", ProposalListContent, flowables, wide=True)
