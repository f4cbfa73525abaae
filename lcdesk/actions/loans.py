"""What happens to a loan: paid out, repaid, extended, rescheduled, overdue, frozen, handed over,
settled."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from lcdesk.actions import posting
from lcdesk.actions.done import Done
from lcdesk.domain import ledger as rules
from lcdesk.domain import loans
from lcdesk.domain.applications import Application
from lcdesk.domain.days import months_later, on_transaction_day
from lcdesk.domain.errors import Refused, renamed
from lcdesk.domain.ids import EntryId, LoanId, LoanTermsId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import (
    Disbursement,
    Extension,
    FormerLoan,
    Handover,
    Loan,
    LoanTerms,
    NextPart,
    RateChange,
    Repayment,
    Rescheduling,
    Settlement,
    Transfer,
)
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import instalment_interval
from lcdesk.domain.schedules import Instalment, extended, rescheduled, schedule
from lcdesk.i18n import _, date_text, money
from lcdesk.queries import proposal_lists
from lcdesk.queries.loan_accounts import Account, account
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def disburse(file: WardFile, asked: Disbursement, today: date) -> Done:
    """Pay out an approved application, whole or its first part; the loan and its schedule begin
    with it.

    Refused above what was approved, before the approval, to who is no member on the day, and for a
    loan code that is taken.
    """
    application = records.get(file, Application, asked.application)
    line = proposal_lists.line_of(file, application.id)
    if application.state != "approved" or line is None:
        raise Refused(
            {"application": _("Only an approved application can be paid out, and only once.")}
        )
    assert asked.paid_on
    if line.decided_on and asked.paid_on < line.decided_on:
        sentence = _("The bank approved this on {day}. Enter that day or a later one.")
        raise Refused({"paid_on": sentence.format(day=date_text(line.decided_on))})
    posting.check_member(file, application.member, asked.paid_on, "paid_on")
    if asked.amount > line.approved_amount:
        sentence = _("{approved} were approved; at most so much can be paid out.")
        raise Refused({"amount": sentence.format(approved=money(line.approved_amount))})
    loan = Loan(
        application=application.id,
        member=application.member,
        programme=application.programme,
        code=asked.code,
        fund_source=application.fund_source,
        beneficiary=application.beneficiary,
        purpose=application.purpose,
        amount=line.approved_amount,
        approved_on=line.decided_on,
        term_months=line.approved_term_months,
        instalment_months=min(application.instalment_months, line.approved_term_months),
        jobs_created=application.jobs_created,
    )
    names = {"entry_on": "paid_on", "instalment_months": "instalments"}
    with records.writing(file, "disburse", undoable=False) as write, renamed(**names):
        loan = loans.lent(loan, records.get(file, Member, application.member), asked.paid_on)
        about = _begin(write, loan, line.approved_rate, asked.paid_on, asked.instalments)
        posting.post(
            write,
            about,
            [_entry(about, "disbursed", asked.paid_on, asked.amount, asked.receipt)],
            today,
        )
    return Done(frozenset(write.touched), about.loan)


def _begin(
    write: Writing, loan: Loan, rate: int, paid_on: date, asked: Sequence[Instalment]
) -> Account:
    """Write down a loan with the terms of its contract."""
    _refuse_taken_code(write.file, loan)
    ward = ward_of(write.file)
    interval = loan.instalment_months or instalment_interval(loan.term_months)
    loan = replace(loan, instalment_months=interval)
    if asked:
        final = on_transaction_day(months_later(paid_on, loan.term_months), ward.transaction_day)
        if wrong := loans.instalments_complaint(asked, loan.amount, paid_on, final):
            raise Refused({"instalments": wrong})
        instalments = tuple(asked)
    else:
        unit, day = ward.instalment_unit, ward.transaction_day
        instalments = schedule(loan.amount, paid_on, loan.term_months, interval, unit, day)
    saved = write.save(loan)
    terms = LoanTerms(
        loan=saved.id, from_on=paid_on, member=loan.member, rate=rate, instalments=instalments
    )
    return Account(saved, (write.save(terms),), ())


def _refuse_taken_code(file: WardFile, loan: Loan) -> None:
    for other in records.find(file, Loan, code=loan.code):
        if other.id != loan.id:
            name = records.get(file, Member, other.member).name
            sentence = _(
                "This code belongs to the loan of {name}. Look at the code on the papers of this "
                "loan."
            )
            raise Refused({"code": sentence.format(name=name)})


def take_over(file: WardFile, former: FormerLoan, today: date) -> Done:
    """Write down a loan that was paid out before the program was used, with what was repaid until
    now."""
    assert former.paid_on and former.repaid_on
    member = records.get(file, Member, former.member)
    loan = Loan(**{each.name: getattr(former, each.name) for each in fields(Loan)})
    paid = (("repaid", former.repaid), ("interest_paid", former.interest_paid))
    with records.writing(file, "take_over", undoable=False) as write:
        with renamed(entry_on="paid_on", amount="paid_out"):
            about = _begin(
                write, loans.lent(loan, member, former.paid_on), former.rate, former.paid_on, ()
            )
            about = posting.post(
                write, about, [_entry(about, "disbursed", former.paid_on, former.paid_out)], today
            )
        with renamed(entry_on="repaid_on", amount="repaid", interest="interest_paid"):
            new = [_entry(about, kind, former.repaid_on, amount) for kind, amount in paid if amount]
            posting.post(write, about, new, today)
    return Done(frozenset(write.touched), about.loan)


def _entry(
    about: Account, kind: str, day: date | None, amount: int, receipt: str = "", note: str = ""
) -> Entry:
    """An entry of a loan, under the name of who owes it on that day."""
    assert day
    holds = loans.terms_on(about.terms, day) or about.terms[0]
    return Entry(
        loan=about.loan.id,
        member=holds.member,
        entry_on=day,
        kind=kind,
        amount=amount,
        receipt=receipt,
        note=note,
    )


def pay_next_part(file: WardFile, id: LoanId, asked: NextPart, today: date) -> Done:
    """Pay out a further part. Refused above what was approved, and to who is no member any more."""
    about = account(file, id)
    new = _entry(about, "disbursed", asked.paid_on, asked.amount, asked.receipt)
    posting.check_member(file, new.member, new.entry_on or today, "paid_on")
    return _post(file, "pay_next_part", about, [new], today)


def _post(
    file: WardFile, verb: str, about: Account, new: Sequence[Entry], today: date, **names: str
) -> Done:
    """Enter into the ledger. `names` are those of the day and the amount on the form that was
    filled in."""
    with (
        records.writing(file, verb, undoable=False) as write,
        renamed(**{"entry_on": "paid_on", **names}),
    ):
        about = posting.post(write, about, new, today)
    return Done(frozenset(write.touched), about.loan)


def repay(file: WardFile, id: LoanId, asked: Repayment, today: date) -> Done:
    """Enter what a borrower paid; what is overdue is repaid first, then what is in term, then what
    is frozen."""
    about = account(file, id)
    amount = "principal" if asked.principal else "from_savings"
    return _post(file, "repay", about, _repayment(about, asked), today, amount=amount)


def _repayment(about: Account, asked: Repayment) -> list[Entry]:
    paid = (
        ("interest_paid", asked.interest),
        ("repaid", asked.principal),
        ("repaid_from_savings", asked.from_savings),
    )
    new = [
        _entry(about, kind, asked.paid_on, amount, asked.receipt) for kind, amount in paid if amount
    ]
    whole = _entry(
        about, "repaid", asked.paid_on, asked.principal + asked.from_savings, asked.receipt
    )
    return [*rules.clearing(about.entries, whole), *new]


def settle(file: WardFile, id: LoanId, asked: Settlement, today: date) -> Done:
    """Repay all that is outstanding, with the interest owed to the day."""
    about = account(file, id)
    assert asked.paid_on
    now = about.on(asked.paid_on)
    if not now.balance.outstanding and not now.interest_owed:
        raise Refused(_("Nothing is owed on this loan any more."))
    paid = Repayment(
        paid_on=asked.paid_on,
        principal=now.balance.outstanding,
        interest=now.interest_owed,
        receipt=asked.receipt,
    )
    return _post(file, "settle", about, _repayment(about, paid), today)


def move_overdue(file: WardFile, id: LoanId, asked: Transfer, today: date) -> Done:
    """Move principal to overdue. Refused for more than is late: it fell due, is not repaid, overdue
    or frozen."""
    about = account(file, id)
    assert asked.moved_on
    if asked.amount > (late := about.on(asked.moved_on).late):
        sentence = _("{late} are late on {day}; at most so much becomes overdue.")
        raise Refused({"amount": sentence.format(late=money(late), day=date_text(asked.moved_on))})
    return _post(
        file,
        "move_overdue",
        about,
        [_transfer(about, "moved_overdue", asked)],
        today,
        entry_on="moved_on",
    )


def freeze(file: WardFile, id: LoanId, asked: Transfer, today: date) -> Done:
    """Freeze principal; what was overdue of it is so no longer."""
    about = account(file, id)
    assert asked.moved_on
    now = about.on(asked.moved_on).balance
    cleared = max(min(asked.amount - now.in_term, now.overdue), 0)
    new = (
        [_entry(about, "cleared_overdue", asked.moved_on, cleared, note=asked.reason)]
        if cleared
        else []
    )
    return _post(
        file, "freeze", about, [*new, _transfer(about, "frozen", asked)], today, entry_on="moved_on"
    )


def unfreeze(file: WardFile, id: LoanId, asked: Transfer, today: date) -> Done:
    """End the freezing of principal."""
    about = account(file, id)
    return _post(
        file, "unfreeze", about, [_transfer(about, "unfrozen", asked)], today, entry_on="moved_on"
    )


def _transfer(about: Account, kind: str, asked: Transfer) -> Entry:
    note = ": ".join(filter(None, (asked.number, asked.reason)))
    return _entry(about, kind, asked.moved_on, asked.amount, note=note)


def change_rate(file: WardFile, id: LoanId, asked: RateChange, today: date) -> Done:
    """Another rate from a day on."""
    return _agree(
        file, account(file, id), "rate", asked.from_on, today, rate=asked.rate, reason=asked.reason
    )


def extend(file: WardFile, id: LoanId, asked: Extension, today: date) -> Done:
    """Let the last instalment fall due later. Refused beyond what the term of the loan allows."""
    about = account(file, id)
    if wrong := loans.extension_complaint(about.terms, about.loan.term_months, asked.months):
        raise Refused({"months": wrong})
    instalments = extended(about.terms[-1].instalments, asked.months, ward_of(file).transaction_day)
    return _agree(
        file,
        about,
        "extension",
        asked.from_on,
        today,
        instalments=instalments,
        number=asked.number,
        reason=asked.reason,
    )


def reschedule(file: WardFile, id: LoanId, asked: Rescheduling, today: date) -> Done:
    """Spread what is yet to fall due anew until the same final day."""
    about, ward = account(file, id), ward_of(file)
    assert asked.from_on
    last = about.terms[-1].instalments
    with renamed(instalment_months="interval"):
        instalments = rescheduled(
            last, asked.from_on, asked.interval, ward.instalment_unit, ward.transaction_day
        )
    return _agree(
        file, about, "rescheduling", asked.from_on, today,
        instalments=instalments, number=asked.number, reason=asked.reason,
    )  # fmt: skip


def hand_over(file: WardFile, id: LoanId, asked: Handover, today: date) -> Done:
    """Another member of the household owes the loan from a day on."""
    about = account(file, id)
    old, new = records.get(file, Member, about.loan.member), records.get(file, Member, asked.member)
    if old.household != new.household or old.id == new.id:
        sentence = _("{name} is not another member of the household of {borrower}.")
        raise Refused({"member": sentence.format(name=new.name, borrower=old.name)})
    if asked.from_on and not new.is_active(asked.from_on):
        sentence = _(
            "{name} is in no group on {day}. Choose someone of the household who is, or admit "
            "them first."
        )
        raise Refused({"member": sentence.format(name=new.name, day=date_text(asked.from_on))})
    return _agree(
        file,
        about,
        "handover",
        asked.from_on,
        today,
        member=new.id,
        number=asked.number,
        reason=asked.reason,
    )


def _agree(
    file: WardFile, about: Account, kind: str, from_on: date | None, today: date, **changed: object
) -> Done:
    """Write down new terms from a day on. Refused before the last ones, for a day to come, and on a
    settled loan."""
    last = about.terms[-1]
    assert from_on and last.from_on
    if not last.from_on <= from_on <= today:
        sentence = _("The day lies from {first}, when the terms changed last, to {last}.")
        raise Refused(
            {"from_on": sentence.format(first=date_text(last.from_on), last=date_text(today))}
        )
    posting.check_open(file, from_on, "from_on")
    if about.on(today).is_settled:
        raise Refused(
            _("The loan {code} is settled; its terms stay as they are.").format(
                code=about.loan.code
            )
        )
    said: dict[str, Any] = {"number": "", "reason": "", **changed}
    terms = replace(last, id=LoanTermsId(0), version=0, kind=kind, from_on=from_on, **said)
    with records.writing(file, "agree", undoable=False) as write:
        write.save(terms)
        saved = (
            write.save(replace(about.loan, member=terms.member))
            if terms.member != about.loan.member
            else about.loan
        )
        posting.move_application(write, account(file, saved.id), today, today)
    return Done(frozenset(write.touched | {"loan"}), saved)


def take_back_terms(file: WardFile, id: LoanId, reason: str, today: date) -> Done:
    """Take back the newest terms of a loan that are not those of its contract, with a reason."""
    about = account(file, id)
    if len(about.terms) == 1:
        raise Refused(
            _("Only the contract is left. Take back the paying out to take back the whole loan.")
        )
    posting.check_open(file, about.terms[-1].from_on or today, "")
    with records.writing(file, "take_back_terms", undoable=False) as write:
        write.remove(about.terms[-1], reason, today)
        saved = write.save(replace(about.loan, member=about.terms[-2].member))
        posting.move_application(write, account(file, id), today, today, reason)
    return Done(frozenset(write.touched), saved)


def correct(file: WardFile, loan: Loan) -> Done:
    """Correct the code, the purpose or the classes of a loan. What was agreed is changed by an
    agreement alone."""
    before = records.get(file, Loan, loan.id)
    agreed = ("amount", "programme", "term_months", "instalment_months", "approved_on", "member")
    if changed := [name for name in agreed if getattr(before, name) != getattr(loan, name)]:
        sentence = _(
            "This was agreed. Use extension, rescheduling or hand-over, or take back the paying "
            "out."
        )
        raise Refused({changed[0]: sentence})
    _refuse_taken_code(file, loan)
    counted = [
        name
        for name in ("fund_source", "beneficiary")
        if getattr(before, name) != getattr(loan, name)
    ]
    if counted and (paid_out_on := ledger.first_paid_out(file).get(loan.id)):
        posting.check_open(file, paid_out_on, counted[0])
    with records.writing(file, "correct_loan") as write:
        saved = write.save(loan)
    return Done(frozenset(write.touched), saved)


def reverse(file: WardFile, id: EntryId, reason: str, today: date) -> Done:
    """Take an entry back by its reversal. One that came with a monthly collection is taken back
    with its sheet."""
    entry = ledger.entry(file, id)
    if entry is None:
        raise Refused(_("This record is not in the file any more."))
    if entry.sheet:
        raise Refused(
            _("This came with a monthly collection. Reopen that sheet and correct it there.")
        )
    if entry.reverses or ledger.is_taken_back(file, id):
        raise Refused(_("This entry is taken back already."))
    with records.writing(file, "reverse", undoable=False) as write:
        posting.take_back(write, ledger.posted_with(file, entry), reason, today)
        if entry.loan and not rules.standing(ledger.of_loan(file, entry.loan)):
            _remove(write, account(file, entry.loan), reason, today)
    return Done(frozenset(write.touched))


def _remove(write: Writing, about: Account, reason: str, today: date) -> None:
    """A loan that was never paid out is none."""
    for each in (*about.terms, about.loan):
        write.remove(each, reason, today)
