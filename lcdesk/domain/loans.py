"""Loans: what was agreed, what holds on a day, and what may still be agreed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from lcdesk.domain.applications import FUND_SOURCES
from lcdesk.domain.dated import Dated, Past
from lcdesk.domain.days import month_number
from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import ApplicationId, GroupId, LoanId, LoanTermsId, MemberId, ProgrammeId
from lcdesk.domain.kinds import Choice, Date, Money, Number, Rate, Reference, Text
from lcdesk.domain.people import CLASSES, Member
from lcdesk.domain.schedules import Instalment, extension_limit, schedule_complaint
from lcdesk.i18n import N_, _, date_text, number

TERMS_KINDS = {
    "contract": N_("contract"),
    "rate": N_("change of rate"),
    "extension": N_("extension"),
    "rescheduling": N_("rescheduling"),
    "handover": N_("hand-over"),
}
LOAN_STATES = {
    "in_term": N_("in term"),
    "late": N_("past due"),
    "overdue": N_("overdue"),
    "frozen": N_("frozen"),
    "settled": N_("settled"),
}

AGREED = N_("Agreed")


class LoanPast(Past):
    """In which group a loan was until a day."""


class Loan(Dated):
    """A loan of the bank to a member: what was approved. How it stands follows from its ledger and
    its terms."""

    id: LoanId = LoanId(0)
    labels: ClassVar[tuple[str, ...]] = ("code",)
    order: ClassVar[str] = "code"
    found_by: ClassVar[tuple[str, ...]] = ("member", "group")

    member: MemberId = field(N_("Borrower"), Reference(target="member"), required=True, column=True)
    group: GroupId = field(N_("Savings group"), Reference(target="group"), section="", column=True)
    programme: ProgrammeId = field(
        N_("Programme"), Reference(target="programme"), required=True, column=True
    )
    code: str = field(N_("Loan code"), Text(limit=40), required=True, column=True, search=True)
    application: ApplicationId = field(
        N_("Application"), Reference(target="application"), section=""
    )
    fund_source: str = field(
        N_("Fund source"), Choice(options=FUND_SOURCES), required=True, default="central"
    )
    beneficiary: str = field(N_("Beneficiary class"), Choice(options=CLASSES), required=True)
    purpose: str = field(N_("Purpose"), Text(), search=True)
    amount: int = field(N_("Approved amount"), Money(least=1), required=True, section=AGREED)
    approved_on: date | None = field(N_("Approved on"), Date(), section=AGREED)
    term_months: int = field(
        N_("Term, months"), Number(least=1, most=600), required=True, section=AGREED
    )
    instalment_months: int = field(
        N_("Months between instalments"),
        Number(most=120),
        section=AGREED,
        hint=N_("Empty for the usual interval"),
    )
    jobs_created: int = field(N_("Jobs created"), Number(most=99_999), section=AGREED)
    past: tuple[LoanPast, ...] = field(N_("Before"), Lines(of=LoanPast), section="")


def lent(loan: Loan, borrower: Member, day: date) -> Loan:
    """A loan of a day in the groups that its borrower has belonged to since."""
    past = tuple(
        LoanPast(what=each.what, said=each.said, until_on=each.until_on, reason=each.reason)
        for each in borrower.past
        if each.what == "group" and each.until_on and day < each.until_on
    )
    return replace(loan, group=borrower.group, past=past)


class LoanTerms(Entity):
    """What holds for a loan from a day on: who owes it, at which rate, and when its principal falls
    due.

    Each says everything, so that the newest begun on a day is all one needs to know of it.
    """

    id: LoanTermsId = LoanTermsId(0)
    labels: ClassVar[tuple[str, ...]] = ("kind",)
    order: ClassVar[str] = "from_on"

    loan: LoanId = field(N_("Loan"), Reference(target="loan"), required=True, section="")
    kind: str = field(
        N_("Kind"), Choice(options=TERMS_KINDS), required=True, section="", default="contract"
    )
    from_on: date | None = field(N_("From"), Date(), required=True)
    member: MemberId = field(N_("Borrower"), Reference(target="member"), required=True)
    rate: int = field(N_("Rate, % a year"), Rate(), required=True)
    instalments: tuple[Instalment, ...] = field(N_("Instalments"), Lines(of=Instalment))
    number: str = field(N_("Number"), Text(limit=50))
    reason: str = field(N_("Reason"), Text())

    @property
    def final_due_on(self) -> date | None:
        return self.instalments[-1].due_on if self.instalments else None


def terms_on(terms: Sequence[LoanTerms], day: date) -> LoanTerms | None:
    """What holds on a day, of terms in their order; None before the first."""
    begun = [each for each in terms if each.from_on and each.from_on <= day]
    return begun[-1] if begun else None


# What is asked for each verb on a loan.


class Disbursement(Record):
    """The first paying out of an approved application; the loan begins with it."""

    application: ApplicationId = field(
        N_("Approved application"), Reference(target="application"), required=True
    )
    code: str = field(
        N_("Loan code"), Text(limit=40), required=True, hint=N_("As it stands on the bank's papers")
    )
    paid_on: date | None = field(N_("Paid out on"), Date(), required=True)
    amount: int = field(N_("Amount paid out"), Money(least=1), required=True)
    receipt: str = field(N_("Receipt"), Text(limit=50))
    instalments: tuple[Instalment, ...] = field(
        N_("Instalments, where they are not the usual ones"), Lines(of=Instalment)
    )


class FormerLoan(Loan):
    """A loan paid out before the program was used, with what was repaid until now."""

    PAID: ClassVar[str] = N_("Until now")

    rate: int = field(N_("Rate, % a year"), Rate(), required=True, section=AGREED)
    paid_on: date | None = field(N_("Paid out on"), Date(), required=True, section=PAID)
    paid_out: int = field(N_("Amount paid out"), Money(least=1), required=True, section=PAID)
    repaid: int = field(N_("Principal repaid"), Money(), section=PAID)
    interest_paid: int = field(N_("Interest paid"), Money(), section=PAID)
    repaid_on: date | None = field(N_("Counted on"), Date(), required=True, section=PAID)


class NextPart(Record):
    """A further part of a loan that is paid out in parts."""

    paid_on: date | None = field(N_("Paid out on"), Date(), required=True)
    amount: int = field(N_("Amount paid out"), Money(least=1), required=True)
    receipt: str = field(N_("Receipt"), Text(limit=50))


class Repayment(Record):
    """What a borrower pays at the bank: principal, interest, or both."""

    paid_on: date | None = field(N_("Paid on"), Date(), required=True)
    principal: int = field(N_("Principal"), Money())
    interest: int = field(N_("Interest"), Money())
    from_savings: int = field(N_("Principal taken from savings"), Money())
    receipt: str = field(N_("Receipt"), Text(limit=50))

    def complaints(self, today: date) -> dict[str, str]:
        nothing = not (self.principal or self.interest or self.from_savings)
        return (
            {"principal": _("Enter what was paid: principal, interest, or both.")}
            if nothing
            else {}
        )


class RateChange(Record):
    """What is asked to change the rate of a loan from a day on."""

    from_on: date | None = field(N_("From"), Date(), required=True)
    rate: int = field(N_("Rate, % a year"), Rate(), required=True)
    reason: str = field(N_("Reason"), Text(), required=True)


class Extension(Record):
    """What is asked to let the last instalment fall due later."""

    from_on: date | None = field(N_("Agreed on"), Date(), required=True)
    months: int = field(N_("Months longer"), Number(least=1, most=300), required=True)
    number: str = field(N_("Number"), Text(limit=50))
    reason: str = field(N_("Reason"), Text(), required=True)


class Rescheduling(Record):
    """What is asked to spread anew what is still to fall due."""

    from_on: date | None = field(N_("Agreed on"), Date(), required=True)
    interval: int = field(
        N_("Months between instalments from then"), Number(least=1, most=120), required=True
    )
    number: str = field(N_("Number"), Text(limit=50))
    reason: str = field(N_("Reason"), Text(), required=True)


class Handover(Record):
    """What is asked for another person of the household to owe a loan."""

    from_on: date | None = field(N_("From"), Date(), required=True)
    member: MemberId = field(
        N_("New borrower of the same household"), Reference(target="member"), required=True
    )
    number: str = field(N_("Number"), Text(limit=50))
    reason: str = field(N_("Reason"), Text(), required=True)


class Transfer(Record):
    """Principal that becomes overdue or frozen, or ceases to be frozen."""

    moved_on: date | None = field(N_("On"), Date(), required=True)
    amount: int = field(N_("Amount"), Money(least=1), required=True)
    number: str = field(N_("Number"), Text(limit=50))
    reason: str = field(N_("Reason"), Text(), required=True)


class Settlement(Record):
    """What is asked to pay back all of a loan with its interest."""

    paid_on: date | None = field(N_("Paid on"), Date(), required=True)
    receipt: str = field(N_("Receipt"), Text(limit=50))


def instalments_complaint(
    asked: Sequence[Instalment], amount: int, paid_on: date, final_due_on: date
) -> str:
    """Why instalments typed at paying out cannot stand; "" where they can."""
    if wrong := schedule_complaint(asked, amount, paid_on):
        return wrong
    last = asked[-1].due_on
    if last and last > final_due_on:
        return _("The term ends on {day}; the last instalment must fall due by then.").format(
            day=date_text(final_due_on)
        )
    return ""


def extension_complaint(terms: Sequence[LoanTerms], term_months: int, months: int) -> str:
    """Why a loan may not be extended by so many months, given its terms in order; "" where it
    may."""
    first, last = terms[0].final_due_on, terms[-1].final_due_on
    assert first and last
    was_extended = any(each.kind == "extension" for each in terms)
    used = month_number(last) - month_number(first) if was_extended else 0
    limit = extension_limit(term_months)
    if used + months <= limit:
        return ""
    return _(
        "A loan over {term} months is extended by at most {limit} in all; {left} are left."
    ).format(term=number(term_months), limit=number(limit), left=number(max(limit - used, 0)) or 0)
