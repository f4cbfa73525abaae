"""Form 13/TD: what each member of a group pays in a month, and the cash that is handed in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from lcdesk.domain.collecting import DENOMINATIONS
from lcdesk.i18n import amount_in_words, long_date, number
from lcdesk.papers.kit.cells import COMPACT, SIGNED, CellStyle, TableColumn, TableRow
from lcdesk.papers.kit.head import BooksHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    CENTRED_BOLD,
    SIGNATURE,
    TITLE,
    Signer,
    Typesetter,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, brief


@dataclass(frozen=True)
class CollectionRow:
    """A loan of a member, or with no `loan_code` a member who only saves. Amounts in đồng.

    A member with several loans has a line for each; number and savings stand on the `first` one
    alone.
    `programme` is its code ("HCN"), which keeps the line one line high. `savings_balance` is after
    this month. What came by `transfer` is not in the cash.
    """

    name: str = ""
    loan_code: str = ""
    programme: str = ""
    outstanding: int = 0
    interest_due: int = 0
    interest_paid: int = 0
    saving_expected: int = 0
    saved: int = 0
    principal_from_savings: int = 0
    savings_balance: int = 0
    first: bool = True
    transfer: bool = False


@dataclass(frozen=True)
class CashRow:
    """So many notes of one value in đồng."""

    denomination: int = 0
    count: int = 0


@dataclass(frozen=True)
class CollectionContent(BooksHead):
    """What a 13/TD says of one group and `month`, given by its first day; `held_on` is the
    transaction day.

    With `paid` it is the record of what was paid, where nothing can be added by pen; without, a
    sheet prepared
    for the meeting, whose columns of what is paid are left to write in. Totals are worked out on
    the paper.
    """

    month: date | None = None
    held_on: date | None = None
    lines: tuple[CollectionRow, ...] = ()
    paid: bool = False
    cash: tuple[CashRow, ...] = ()
    teller: str = ""

    @property
    def interest(self) -> int:
        return sum(line.interest_paid for line in self.lines)

    @property
    def saved(self) -> int:
        return sum(line.saved for line in self.lines)

    @property
    def total(self) -> int:
        """What was taken, in đồng; principal paid from savings is none of it."""
        return self.interest + self.saved

    @property
    def transferred(self) -> int:
        """What of it came by transfer."""
        return sum(line.interest_paid + line.saved for line in self.lines if line.transfer)

    @property
    def cash_taken(self) -> int:
        """What of it must be in the cash box."""
        return self.total - self.transferred

    @property
    def counted(self) -> int:
        return sum(line.denomination * line.count for line in self.cash)


COLUMNS = (
    TableColumn("number", 7, TA_CENTER),
    TableColumn("name", 37),
    TableColumn("loan_code", 32.5),
    TableColumn("programme", 16),
    TableColumn("outstanding", 24, TA_RIGHT),
    TableColumn("interest_due", 19, TA_RIGHT, "interest"),
    TableColumn("interest_paid", 19, TA_RIGHT, "interest"),
    TableColumn("saving_expected", 19, TA_RIGHT, "savings"),
    TableColumn("saved", 19, TA_RIGHT, "savings"),
    TableColumn("from_savings", 19, TA_RIGHT, "savings"),
    TableColumn("savings_balance", 21, TA_RIGHT, "savings"),
    TableColumn("signature", 19.5),
)
CASH = (
    TableColumn("denomination", 15, TA_RIGHT, "cash"),
    TableColumn("count", 13, TA_RIGHT, "cash"),
    TableColumn("cash_amount", 22, TA_RIGHT, "cash"),
)
CASH_ROOM = 104 * mm
BLANK_LINES = 18
BLANK_CASH = tuple(CashRow(note) for note in DENOMINATIONS)


def flowables(form: Typesetter, content: CollectionContent) -> list[Flowable]:
    """Lay out a 13/TD."""
    return [
        *form.mark(),
        form.group_heading(content),
        form.text("title", TITLE),
        form.text("subtitle", CENTRED_BOLD, month=_month(content.month), held_on=content.held_on),
        *form.group_lines(content),
        *_lines(form, content),
    ]


def _month(month: date | None) -> str:
    """ "tháng 9 năm 2026": a date in running text without its day."""
    return long_date(month).split(" ", 2)[2]


def _lines(form: Typesetter, content: CollectionContent) -> list[Flowable]:
    numbers = accumulate(line.first for line in content.lines)
    rows = [
        _row(form, content.paid, n, line) for n, line in zip(numbers, content.lines, strict=True)
    ]
    total, foot = _total(form, content), _foot(form, content)
    return ledger(
        form, COLUMNS, rows, total=total, blank=BLANK_LINES, foot=foot, face=_face(content)
    )


def _face(content: CollectionContent) -> CellStyle:
    return COMPACT if content.paid else SIGNED


def _row(form: Typesetter, paid: bool, n: int, line: CollectionRow) -> TableRow:
    def entry(amount: int, applies: bool) -> str:
        return _paid(paid, amount) if applies else form.texts["no_entry"]

    borrows, saves = bool(line.loan_code), line.first
    return (
        n if line.first else "",
        line.name,
        line.loan_code,
        line.programme,
        line.outstanding,
        line.interest_due,
        entry(line.interest_paid, borrows),
        line.saving_expected if saves else "",
        entry(line.saved, saves),
        entry(line.principal_from_savings, borrows),
        entry(line.savings_balance, saves),
        form.texts["by_transfer"] if paid and line.transfer else "",
    )


def _total(form: Typesetter, content: CollectionContent) -> TableRow:
    def total(field: Callable[[CollectionRow], int]) -> int:
        return sum(field(line) for line in content.lines)

    return (
        "",
        form.texts["total"],
        "",
        "",
        total(lambda line: line.outstanding),
        total(lambda line: line.interest_due),
        _paid(content.paid, content.interest),
        total(lambda line: line.saving_expected),
        _paid(content.paid, content.saved),
        _paid(content.paid, total(lambda line: line.principal_from_savings)),
        _paid(content.paid, total(lambda line: line.savings_balance)),
        "",
    )


def _paid(paid: bool, amount: int) -> str:
    """An amount of the record, "0" too, so that nobody adds one; nothing on a sheet to write on."""
    return number(amount) if paid else ""


def _foot(form: Typesetter, content: CollectionContent) -> list[Flowable]:
    paid = content.paid
    amounts: dict[str, Value] = {
        "total": _paid(paid, content.total),
        "interest": _paid(paid, content.interest),
        "saved": _paid(paid, content.saved),
    }
    return [
        form.line("sum", **amounts),
        *_transferred(form, content),
        form.line("in_words", words=amount_in_words(content.total) if paid else ""),
        _agreement(form, content),
        form.beside(_cash(form, content), [_signatures(form, content)], CASH_ROOM),
    ]


def _transferred(form: Typesetter, content: CollectionContent) -> list[Flowable]:
    """What came by transfer and what in cash, where anything did."""
    if not content.paid or not content.transferred:
        return []
    amounts = {"transferred": number(content.transferred), "cash": number(content.cash_taken)}
    return [form.line("transferred", **amounts)]


def _agreement(form: Typesetter, content: CollectionContent) -> Flowable:
    counted, difference = _paid(content.paid, content.counted), content.counted - content.cash_taken
    if content.paid and difference:
        return form.line("differs", counted=counted, difference=difference)
    agrees = "agrees_in_cash" if content.paid and content.transferred else "agrees"
    return form.line(agrees, counted=counted)


def _cash(form: Typesetter, content: CollectionContent) -> list[Flowable]:
    """The notes in two halves side by side, the larger ones on the left."""
    cells = [_notes(content.paid, line) for line in content.cash or BLANK_CASH]
    half = -(-len(cells) // 2)
    right = [*cells[half:], *[("", "", "")] * (2 * half - len(cells))]
    rows = [(*left, *other) for left, other in zip(cells[:half], right, strict=True)]
    total = (form.texts["total"], "", "", "", "", _paid(content.paid, content.counted))
    return ledger(form, CASH * 2, rows, total=total, face=_face(content))


def _notes(paid: bool, line: CashRow) -> tuple[str, str, str]:
    return (
        number(line.denomination),
        _paid(paid, line.count),
        _paid(paid, line.denomination * line.count),
    )


def _signatures(form: Typesetter, content: CollectionContent) -> Flowable:
    signers = [
        Signer(
            "payer_signs", brief(content.group_leader, SIGNATURE), office=form.texts["payer_office"]
        ),
        Signer(
            "teller_signs", brief(content.teller, SIGNATURE), office=form.texts["teller_office"]
        ),
    ]
    beside = replace(form, width=form.width - CASH_ROOM)
    return beside.signatures(
        signers, place_and_date(brief(content.ward, SIGNATURE), content.held_on)
    )


PAPER = Layout("13", CollectionContent, flowables, wide=True)
