"""Form 04/TD: the bank tells the ward and the group what it decided on a list 03/TD."""

from dataclasses import dataclass, replace
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.i18n import long_date, rate
from lcdesk.papers.kit.cells import TableColumn
from lcdesk.papers.kit.head import BankHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    CENTRED,
    CENTRED_BOLD,
    HEAD,
    HEAD_BOLD,
    HEADING,
    RECIPIENT,
    RECIPIENTS,
    TITLE,
    Signer,
    Typesetter,
    area,
    in_sentence,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, brief, plain, spelled


@dataclass(frozen=True)
class NoticeRow:
    """One borrower. Amounts in đồng, `rate` in thousandths of a percent a year.

    `refused` says "not this time", which no amount can say; `reason` says why, or why for less than
    was proposed; `withdrawn` is why the borrower does not want the loan any more.
    """

    name: str = ""
    household_class: str = ""
    requested_amount: int = 0
    proposed_amount: int = 0
    approved_amount: int = 0
    approved_term_months: int = 0
    rate: int = 0
    refused: bool = False
    reason: str = ""
    withdrawn: str = ""


@dataclass(frozen=True)
class NoticeContent(BankHead):
    """What a 04/TD says of one list. Lines are numbered from 1 as on the list; totals are worked
    out on the paper.

    `bank_office` issues it, `bank_branch` is above it. `list_number` is that of the 03/TD,
    `minutes_number` and
    `held_on` are those of the review meeting behind it. `pays_out_at` is a place, with a time if
    one is known.
    """

    number: str = ""
    programme: str = ""
    bank_branch: str = ""
    list_number: str = ""
    minutes_number: str = ""
    held_on: date | None = None
    decided_on: date | None = None
    signed_on: date | None = None
    lines: tuple[NoticeRow, ...] = ()
    pays_out_on: date | None = None
    pays_out_at: str = ""
    bank_director: str = ""


COLUMNS = (
    TableColumn("number", 11, TA_CENTER),
    TableColumn("name", 48),
    TableColumn("household_class", 26),
    TableColumn("requested_amount", 29, TA_RIGHT, "amounts"),
    TableColumn("proposed_amount", 29, TA_RIGHT, "amounts"),
    TableColumn("approved_amount", 29, TA_RIGHT, "amounts"),
    TableColumn("term", 18, TA_CENTER),
    TableColumn("rate", 21, TA_CENTER),
    TableColumn("reason", 41),
)
BLANK_LINES = 6


def flowables(form: Typesetter, content: NoticeContent) -> list[Flowable]:
    """Lay out a 04/TD."""
    return [
        *form.mark(),
        _heading(form, content),
        form.text("title", TITLE),
        form.text("programme", CENTRED_BOLD, programme=content.programme),
        _addressees(form, content),
        _introduction(form, content),
        *_lines(form, content),
        _ending(form, content),
    ]


def _heading(form: Typesetter, content: NoticeContent) -> Flowable:
    issuer = [
        form.text("branch_name", HEAD, bank_branch=brief(content.bank_branch.upper(), HEADING)),
        form.text(
            "office_name", HEAD_BOLD, bank_office=brief(content.bank_office.upper(), HEADING)
        ),
    ]
    return form.heading(issuer, content.number)


def _addressees(form: Typesetter, content: NoticeContent) -> Flowable:
    ward = in_sentence(content.ward)
    return form.text(
        "to", CENTRED, ward=ward, group=content.group, group_leader=content.group_leader
    )


def _introduction(form: Typesetter, content: NoticeContent) -> Flowable:
    return form.text(
        "introduction",
        list_number=content.list_number,
        minutes_number=content.minutes_number,
        held_on=long_date(content.held_on),
        group=content.group,
        **area(content),
        association=content.association,
        bank_office=content.bank_office,
        decided_on=long_date(content.decided_on),
    )


def _lines(form: Typesetter, content: NoticeContent) -> list[Flowable]:
    rows = [
        row for number, line in enumerate(content.lines, 1) for row in _rows(form, number, line)
    ]
    standing = _standing(content)
    sums = (
        sum(line.requested_amount for line in standing),
        sum(line.proposed_amount for line in standing),
        sum(line.approved_amount for line in standing),
    )
    total = ("", form.texts["total"], "", *sums, "", "", "")
    return ledger(form, COLUMNS, rows, total=total, blank=BLANK_LINES, foot=_sums(form, content))


def _standing(content: NoticeContent) -> list[NoticeRow]:
    """Those who have not withdrawn: they alone are counted."""
    return [line for line in content.lines if not line.withdrawn]


def _rows(form: Typesetter, number: int, line: NoticeRow) -> list[tuple[str | int, ...]]:
    """The row of a borrower; of who withdrew there is a name, with the reason under it."""
    named = (number, line.name, line.household_class)
    if line.withdrawn:
        note = plain(form.texts["withdrawn"], {"number": str(number), "reason": line.withdrawn})
        return [(*named, "", "", "", "", "", ""), (note,)]
    asked = (*named, line.requested_amount, line.proposed_amount)
    if line.refused:
        return [(*asked, form.texts["refused"], "", "", line.reason)]
    annual = rate(line.rate) if line.rate else ""
    return [(*asked, line.approved_amount, line.approved_term_months, annual, line.reason)]


def _sums(form: Typesetter, content: NoticeContent) -> list[Flowable]:
    approved = [line.approved_amount for line in _standing(content) if line.approved_amount]
    return [
        form.line("approved", count=len(approved), amount=sum(approved)),
        form.line("in_words", words=spelled(sum(approved))),
        form.line("not_approved", **_refused(form, content)),
    ]


def _refused(form: Typesetter, content: NoticeContent) -> dict[str, Value]:
    """How many are not approved and their numbers; "none" has to be said once the bank has
    decided."""
    numbers = [str(number) for number, line in enumerate(content.lines, 1) if line.refused]
    if not numbers and any(line.approved_amount for line in content.lines):
        return {"count": "0", "numbers": form.texts["none"]}
    return {"count": len(numbers), "numbers": ", ".join(numbers)}


def _ending(form: Typesetter, content: NoticeContent) -> Flowable:
    half = replace(form, width=form.width / 2)
    signers = [Signer("bank_director", content.bank_director, "sign_and_stamp")]
    signature = half.signatures(signers, place_and_date(content.ward, content.signed_on))
    block = [
        form.line(
            "pays_out", pays_out_on=long_date(content.pays_out_on), pays_out_at=content.pays_out_at
        ),
        form.text("tell", group=content.group),
        form.beside(_recipients(form, content), [signature], half.width),
    ]
    return KeepTogether(block)


def _recipients(form: Typesetter, content: NoticeContent) -> list[Flowable]:
    return [
        form.text("recipients", RECIPIENTS),
        form.text("to_ward", RECIPIENT, ward=brief(in_sentence(content.ward))),
        form.text("to_group", RECIPIENT, group=brief(content.group)),
        form.text("to_file", RECIPIENT),
    ]


PAPER = Layout("04", NoticeContent, flowables, wide=True)
