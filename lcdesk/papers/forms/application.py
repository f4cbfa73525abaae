"""Form 01/TD: a household's application for a loan, which is also its plan for the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable, KeepTogether

from lcdesk.i18n import long_date, rate
from lcdesk.papers.kit.cells import TableColumn
from lcdesk.papers.kit.head import BankHead
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.parts import (
    BLOCK,
    CENTRED,
    CENTRED_BOLD,
    SECTION,
    TITLE,
    Signer,
    Typesetter,
    area,
    place_and_date,
)
from lcdesk.papers.kit.tables import ledger
from lcdesk.papers.kit.wording import Value, spelled


@dataclass(frozen=True)
class PlanRow:
    """One thing the loan pays for: `quantity` as it is said ("2 con"), `amount` in đồng."""

    item: str = ""
    quantity: str = ""
    amount: int = 0


@dataclass(frozen=True)
class ApplicationContent(BankHead):
    """What a 01/TD says. Amounts in đồng, terms and intervals in months, `bank_rate` in thousandths
    of a percent a year.

    `ward` and `neighbourhood` are full names ("Phường Lê Chân", "Tổ dân phố số 5"); `group` is the
    group's name
    without "Tổ TK&VV". The fields called `bank_…` stay empty until the bank has decided: the bank
    writes on them.
    `student` to `tuition` are of a loan for a student.
    `bank_interest_day` is the day of the month on which interest is paid.
    """

    programme: str = ""
    signed_on: date | None = None
    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    id_issued_on: date | None = None
    id_issuer: str = ""
    address: str = ""
    amount: int = 0
    plan: str = ""
    student: str = ""
    school: str = ""
    course_from: date | None = None
    course_until: date | None = None
    tuition: int = 0
    own_capital: int = 0
    lines: tuple[PlanRow, ...] = ()
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


LINES = (
    TableColumn("number", 12, TA_CENTER),
    TableColumn("item", 83),
    TableColumn("quantity", 30, TA_CENTER),
    TableColumn("line_amount", 40, TA_RIGHT),
)
BLANK_LINES = 3


def flowables(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out a 01/TD."""
    return [
        *opening(form, content),
        form.text("borrower", SECTION),
        form.line("name", name=content.name, born_on=content.born_on),
        *identity(form, content),
        *membership(form, content),
        form.text("plan_title", SECTION),
        *plan(form, content),
        *terms(form, content),
        *pledge(form, content),
        *bank_block(form, content),
    ]


def opening(
    form: Typesetter, content: ApplicationContent, titles: Sequence[str] = ("title",)
) -> list[Flowable]:
    """Lay out what stands above the borrower: form number, national name, the lines of the title,
    programme, addressee."""
    return [
        *form.mark(),
        *form.nation(),
        *(form.text(each, TITLE) for each in titles),
        form.text("programme", CENTRED_BOLD, programme=content.programme),
        form.text("to", CENTRED, bank_office=content.bank_office),
    ]


def identity(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out the borrower's id card and home."""
    issued = {"id_issued_on": content.id_issued_on, "id_issuer": content.id_issuer}
    return [
        form.line("identity", id_number=content.id_number, **issued),
        form.line("address", address=content.address),
    ]


def membership(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out the group that the borrower belongs to, and where it is."""
    return [
        form.line("member", group=content.group, group_leader=content.group_leader),
        form.line("association", association=content.association),
        form.line("area", **area(content)),
    ]


def plan(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out the amount asked for, what it is for, and the lines whose sum it is."""
    need = content.amount and content.amount + content.own_capital
    return [
        form.line("ask", amount=content.amount),
        form.line("in_words", words=spelled(content.amount)),
        form.line("plan", plan=content.plan),
        *([] if content.plan else form.dotted(1)),
        *_study(form, content),
        form.line("need", need=need),
        form.line("own_capital", own_capital=content.own_capital),
        form.line("loan", amount=content.amount),
        *_lines(form, content.lines),
    ]


def _study(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Who studies, where and when; only where the loan is for a student."""
    if not (content.student or content.school or content.course_from):
        return []
    days = {"begins": content.course_from, "ends": content.course_until}
    return [
        form.line("student", student=content.student, school=content.school),
        form.line("course", **days),
        *([form.line("tuition", tuition=content.tuition)] if content.tuition else []),
    ]


def _lines(form: Typesetter, lines: tuple[PlanRow, ...]) -> list[Flowable]:
    rows = [(number, line.item, line.quantity, line.amount) for number, line in enumerate(lines, 1)]
    total = ("", form.texts["total"], "", sum(line.amount for line in lines))
    return ledger(form, LINES, rows, total=total, blank=BLANK_LINES)


def terms(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out the term asked for and how the loan is to be paid back."""
    return [
        form.line("term", term=content.term_months, interval=content.interval_months),
        form.line("instalment", instalment=content.instalment_amount),
        form.line("final_due", day=long_date(content.final_due_on)),
    ]


def pledge(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out the pledge with the borrower's signature under it."""
    dated = place_and_date(content.ward, content.signed_on)
    signers = [Signer(), Signer("borrower_signs", content.name, "sign_or_thumb")]
    return [KeepTogether([form.text("pledge"), form.signatures(signers, dated)])]


def bank_block(form: Typesetter, content: ApplicationContent) -> list[Flowable]:
    """Lay out what the bank decides; empty until it has."""
    signers = [
        Signer("bank_officer", content.bank_officer),
        Signer("bank_head", content.bank_head),
        Signer("bank_director", content.bank_director, "sign_and_stamp"),
    ]
    dated = form.markup("dated", day=long_date(content.bank_decided_on).capitalize())
    lines = [form.line(key, **values) for key, values in _bank_facts(content)]
    return [KeepTogether([form.text("bank_title", BLOCK), *lines, form.signatures(signers, dated)])]


def _bank_facts(content: ApplicationContent) -> list[tuple[str, dict[str, Value]]]:
    decided = rate(content.bank_rate) if content.bank_rate else ""
    return [
        ("bank_amount", {"amount": content.bank_amount}),
        ("in_words", {"words": spelled(content.bank_amount)}),
        (
            "bank_rate",
            {"rate": decided, "overdue": content.bank_overdue_percent},
        ),
        ("bank_term", {"term": content.bank_term_months, "interval": content.bank_interval_months}),
        (
            "bank_instalment",
            {"instalment": content.bank_instalment_amount, "last": content.bank_last_instalment},
        ),
        ("bank_final_due", {"day": long_date(content.bank_final_due_on)}),
        ("bank_interest_day", {"day": content.bank_interest_day}),
    ]


PAPER = Layout("01", ApplicationContent, flowables)
