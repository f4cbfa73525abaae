"""Form 15/TD: the bank's books against what the members of a group say they owe and have saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TypeAlias

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable

from lcdesk.i18n import long_date, number
from lcdesk.papers.kit.cells import SIGNED, TableColumn, TableRow, note
from lcdesk.papers.kit.head import BooksHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    CENTRED_BOLD,
    FIELD,
    SIGNATURE,
    TITLE,
    Signer,
    Typesetter,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import brief

Amounts: TypeAlias = tuple[int, int, int]
"""Debt, interest owed and savings, in đồng."""


@dataclass(frozen=True)
class ReconciliationRow:
    """A loan of a member, or with no `loan_code` a member who only saves. Amounts in đồng.

    A member with several loans has a line for each; number and savings stand on the `first` one
    alone.
    `programme` is its code ("HCN"). What the customer says counts once `answered`; `cause` explains
    a difference.
    """

    name: str = ""
    loan_code: str = ""
    programme: str = ""
    bank_debt: int = 0
    bank_interest: int = 0
    bank_savings: int = 0
    answered: bool = False
    customer_debt: int = 0
    customer_interest: int = 0
    customer_savings: int = 0
    cause: str = ""
    first: bool = True

    @property
    def bank(self) -> Amounts:
        return self.bank_debt, self.bank_interest, self.bank_savings

    @property
    def customer(self) -> Amounts:
        return self.customer_debt, self.customer_interest, self.customer_savings

    @property
    def difference(self) -> Amounts:
        """What the customer says less what the bank says; nothing before the customer has
        answered."""
        if not self.answered:
            return 0, 0, 0
        debt, interest, savings = (
            theirs - ours for theirs, ours in zip(self.customer, self.bank, strict=True)
        )
        return debt, interest, savings


@dataclass(frozen=True)
class ReconciliationContent(BooksHead):
    """What a 15/TD says of one group: the bank's books at the end of `as_of`, the answers of
    `checked_on`.

    Differences, totals and counts are worked out on the paper. `association_officer` signs for the
    association.
    """

    as_of: date | None = None
    checked_on: date | None = None
    lines: tuple[ReconciliationRow, ...] = ()
    officer: str = ""
    association_officer: str = ""


COLUMNS = (
    TableColumn("number", 7, TA_CENTER),
    TableColumn("name", 43.5),
    TableColumn("debt", 23.5, TA_RIGHT, "bank"),
    TableColumn("owed", 18, TA_RIGHT, "bank"),
    TableColumn("savings", 19, TA_RIGHT, "bank"),
    TableColumn("debt", 23.5, TA_RIGHT, "customer"),
    TableColumn("owed", 18, TA_RIGHT, "customer"),
    TableColumn("savings", 19, TA_RIGHT, "customer"),
    TableColumn("debt", 21.5, TA_RIGHT, "difference"),
    TableColumn("owed", 17.5, TA_RIGHT, "difference"),
    TableColumn("savings", 17.5, TA_RIGHT, "difference"),
    TableColumn("signature", 24),
)
BLANK_LINES = 14
BLANK_CAUSES = 2


def flowables(form: Typesetter, content: ReconciliationContent) -> list[Flowable]:
    """Lay out a 15/TD."""
    return [
        *form.mark(),
        form.group_heading(content),
        form.text("title", TITLE),
        form.text("subtitle", CENTRED_BOLD, as_of=long_date(content.as_of)),
        *form.group_lines(content),
        *_lines(form, content),
    ]


def _lines(form: Typesetter, content: ReconciliationContent) -> list[Flowable]:
    numbers = accumulate(line.first for line in content.lines)
    rows = [
        row for n, line in zip(numbers, content.lines, strict=True) for row in _rows(form, n, line)
    ]
    total, foot = _total(form, content.lines), _foot(form, content)
    return ledger(form, COLUMNS, rows, total=total, blank=BLANK_LINES, foot=foot, face=SIGNED)


def _rows(form: Typesetter, n: int, line: ReconciliationRow) -> list[TableRow]:
    """A line, and the cause of its difference across the page below it."""
    facts = (
        n if line.first else "",
        _member(form, line),
        *_amounts(form, line, line.bank),
        *(_amounts(form, line, line.customer) if line.answered else ("", "", "")),
        *(_amounts(form, line, line.difference) if line.answered else ("", "", "")),
        "",
    )
    cause = [note(form.markup("cause", cause=line.cause), face=SIGNED)] if line.cause else []
    return [facts, (cause,)] if cause else [facts]


def _member(form: Typesetter, line: ReconciliationRow) -> list[Flowable]:
    name = note(form.markup("person", name=line.name), face=SIGNED)
    loan = ", ".join(filter(None, (line.loan_code, line.programme)))
    return [name, note(form.markup("loan", loan=loan), face=SIGNED)] if loan else [name]


def _amounts(form: Typesetter, line: ReconciliationRow, amounts: Amounts) -> tuple[str, str, str]:
    """Three cells: "0" is said too, a dash stands where the line has no such amount."""
    borrows, saves, dash = bool(line.loan_code), line.first, form.texts["no_entry"]
    debt, interest, savings = (number(amount) for amount in amounts)
    return debt if borrows else dash, interest if borrows else dash, savings if saves else dash


def _total(form: Typesetter, lines: Sequence[ReconciliationRow]) -> TableRow:
    answered = [line for line in lines if line.answered]
    return (
        "",
        form.texts["total"],
        *_sums([line.bank for line in lines]),
        *_sums([line.customer for line in answered]),
        *_sums([line.difference for line in answered]),
        "",
    )


def _sums(amounts: Sequence[Amounts]) -> tuple[str, str, str]:
    """The sums of three columns; nothing where there is nothing in them yet."""
    if not amounts:
        return "", "", ""
    debt, interest, savings = (number(sum(column)) for column in zip(*amounts, strict=True))
    return debt, interest, savings


def _foot(form: Typesetter, content: ReconciliationContent) -> list[Flowable]:
    signers = [
        Signer("officer_signs", brief(content.officer, SIGNATURE)),
        Signer("leader_signs", brief(content.group_leader, SIGNATURE)),
        Signer("association_signs", brief(content.association_officer, SIGNATURE)),
    ]
    open_to_write = [form.text("causes", FIELD), *form.dotted(BLANK_CAUSES)]
    return [
        _summary(form, content.lines),
        *([] if content.lines and all(line.answered for line in content.lines) else open_to_write),
        form.signatures(
            signers, place_and_date(brief(content.ward, SIGNATURE), content.checked_on)
        ),
    ]


def _summary(form: Typesetter, lines: Sequence[ReconciliationRow]) -> Flowable:
    members = _members(lines)
    asked = [member for member in members if any(line.answered for line in member)]
    differing = [member for member in asked if any(any(line.difference) for line in member)]
    if not asked:
        return form.line("summary", members=len(members), answered="", differing="", difference="")
    return form.line(
        "summary",
        members=len(members),
        answered=len(asked),
        differing=str(len(differing)),
        difference=number(sum(line.difference[0] for line in lines)),
    )


def _members(lines: Sequence[ReconciliationRow]) -> list[list[ReconciliationRow]]:
    """The lines of each member."""
    members: list[list[ReconciliationRow]] = []
    for line in lines:
        if line.first or not members:
            members.append([])
        members[-1].append(line)
    return members


PAPER = Layout("15", ReconciliationContent, flowables, wide=True)
