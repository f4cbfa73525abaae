"""Form 06/TD: what the loans of a group were used for, as found at a visit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.i18n import half_up, long_date, number, percent
from lcdesk.papers.kit.cells import CellStyle, TableColumn, TableRow
from lcdesk.papers.kit.head import BooksHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import CENTRED, SIGNATURE, TITLE, Signer, Typesetter, place_and_date
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import brief


@dataclass(frozen=True)
class InspectorRow:
    """Who looks, and for which body."""

    name: str = ""
    office: str = ""


@dataclass(frozen=True)
class UseCheckRow:
    """A loan as the books have it, and once `checked` what was found. Amounts in đồng."""

    name: str = ""
    loan_code: str = ""
    programme: str = ""
    paid_out_on: date | None = None
    outstanding: int = 0
    purpose: str = ""
    checked: bool = False
    received: int = 0
    real_outstanding: int = 0
    used_for: str = ""
    right_amount: int = 0
    wrong_amount: int = 0
    effect: str = ""
    interest_owed: int = 0


@dataclass(frozen=True)
class UseCheckContent(BooksHead):
    """What a 06/TD says of one group and visit. Sums, counts and shares are worked out on the
    paper."""

    checked_on: date | None = None
    place: str = ""
    inspectors: tuple[InspectorRow, ...] = ()
    witness: str = ""
    lines: tuple[UseCheckRow, ...] = ()
    measures: str = ""


COLUMNS = (
    TableColumn("number", 6.5, TA_CENTER),
    TableColumn("name", 26, group="by_file"),
    TableColumn("loan_code", 20, group="by_file"),
    TableColumn("programme_code", 12, group="by_file"),
    TableColumn("paid_out_on", 15.5, TA_CENTER, "by_file"),
    TableColumn("outstanding", 18.5, TA_RIGHT, "by_file"),
    TableColumn("purpose", 19.5, group="by_file"),
    TableColumn("received", 18.5, TA_RIGHT, "found"),
    TableColumn("real_outstanding", 18.5, TA_RIGHT, "found"),
    TableColumn("used_for", 18.5, group="found"),
    TableColumn("right_amount", 18.5, TA_RIGHT, "found"),
    TableColumn("wrong_amount", 16, TA_RIGHT, "found"),
    TableColumn("effect", 17, group="found"),
    TableColumn("interest_owed", 14, TA_RIGHT, "found"),
    TableColumn("signature", 13, TA_CENTER, "found"),
)
FACE = CellStyle(size=9, smallest=6.5, leading=10.5, above=1, under=2.5, side=0.6 * 2.83, least=24)
"""Fifteen columns on one sheet: small, but a hand can sign in each row."""
BLANK_LINES = 10
BLANK_MEASURES = 2


def flowables(form: Typesetter, content: UseCheckContent) -> list[Flowable]:
    """Lay out a 06/TD."""
    return [
        *form.mark(),
        form.group_heading(content),
        form.text("title", TITLE),
        form.text("subtitle", CENTRED, day=long_date(content.checked_on)),
        *_visit(form, content),
        *_lines(form, content),
        form.text("measures"),
        *(form.prose(content.measures) or form.dotted(BLANK_MEASURES)),
        KeepTogether([form.text("closing"), _signatures(form, content)]),
    ]


def _visit(form: Typesetter, content: UseCheckContent) -> list[Flowable]:
    inspectors = "; ".join(
        ", ".join(filter(None, (each.name, each.office))) for each in content.inspectors
    )
    return [
        *form.group_lines(content),
        form.line("place", place=content.place),
        form.line("inspectors", inspectors=inspectors),
    ]


def _lines(form: Typesetter, content: UseCheckContent) -> list[Flowable]:
    total, foot = _total(form, content), _summary(form, content)
    return ledger(
        form, COLUMNS, _rows(content), total=total, blank=BLANK_LINES, foot=foot, face=FACE
    )


def _rows(content: UseCheckContent) -> list[TableRow]:
    return [_row(n, line) for n, line in enumerate(content.lines, 1)]


def _row(n: int, line: UseCheckRow) -> TableRow:
    found = (
        _found(line, line.received),
        _found(line, line.real_outstanding),
        line.used_for if line.checked else "",
        _found(line, line.right_amount),
        _found(line, line.wrong_amount),
        line.effect if line.checked else "",
        _found(line, line.interest_owed),
        "",
    )
    by_file = (
        line.name,
        line.loan_code,
        line.programme,
        line.paid_out_on or "",
        line.outstanding,
        line.purpose,
    )
    return (n, *by_file, *found)


def _found(line: UseCheckRow, amount: int) -> str:
    """An amount that was found, "0" too; nothing on a line that is still to be written on."""
    return number(amount) if line.checked else ""


def _checked(content: UseCheckContent) -> list[UseCheckRow]:
    return [line for line in content.lines if line.checked]


def _total(form: Typesetter, content: UseCheckContent) -> TableRow:
    checked = _checked(content)

    def total(field: Callable[[UseCheckRow], int]) -> str:
        return number(sum(field(line) for line in checked)) if checked else ""

    outstanding = sum(line.outstanding for line in content.lines)
    return (
        "",
        form.texts["total"],
        "",
        "",
        "",
        outstanding,
        "",
        total(lambda line: line.received),
        total(lambda line: line.real_outstanding),
        "",
        total(lambda line: line.right_amount),
        total(lambda line: line.wrong_amount),
        "",
        total(lambda line: line.interest_owed),
        "",
    )


def _summary(form: Typesetter, content: UseCheckContent) -> list[Flowable]:
    """How many were seen, and how many used what for its purpose: counts, amounts, shares."""
    checked = _checked(content)
    received = sum(line.received for line in checked)
    right = [line.right_amount for line in checked if not line.wrong_amount]
    wrong = [line for line in checked if line.wrong_amount]
    rightly, wrongly = (
        sum(line.right_amount for line in checked),
        sum(line.wrong_amount for line in wrong),
    )
    sums = (
        ("seen", len(checked), received),
        ("right", len(right), rightly),
        ("wrong", len(wrong), wrongly),
    )
    return [
        form.line(
            key,
            count=_count(checked, count),
            amount=_count(checked, amount),
            share=share(amount, received),
        )
        for key, count, amount in sums
    ]


def _count(checked: Sequence[UseCheckRow], value: int) -> str:
    """A number of the record, "0" too; nothing before anything was checked."""
    return number(value) if checked else ""


def share(part: int, whole: int) -> str:
    """A part as a per cent of the whole, to hundredths: "12,5"; "0" for no part, "" where there is
    no whole."""
    if not whole:
        return ""
    return percent(half_up(part * 100_00, whole))


def _signatures(form: Typesetter, content: UseCheckContent) -> Flowable:
    head = content.inspectors[0].name if content.inspectors else ""
    signers = [
        Signer("leader_signs", brief(content.group_leader, SIGNATURE)),
        Signer("witness_signs", brief(content.witness, SIGNATURE)),
        Signer("inspector_signs", brief(head, SIGNATURE)),
    ]
    return form.signatures(
        signers, place_and_date(brief(content.ward, SIGNATURE), content.checked_on)
    )


PAPER = Layout("06", UseCheckContent, flowables, wide=True)
