"""What happens to a loan: paid out, taken over, repaid, overdue, frozen, written off, settled."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from lcdesk.actions import posting
from lcdesk.actions.done import Done
from lcdesk.actions.road import note_rules
from lcdesk.domain import ledger as rules
from lcdesk.domain import loans
from lcdesk.domain.applications import Application
from lcdesk.domain.days import day_before, months_later
from lcdesk.domain.errors import Refused, renamed
from lcdesk.domain.fields import check, fields_of
from lcdesk.domain.ids import EntryId, LoanId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import (
    Disbursement,
    FormerLoan,
    Loan,
    LoanTerms,
    NextPart,
    Repayment,
    Settlement,
    Transfer,
    WriteOff,
)
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import instalment_interval
from lcdesk.domain.proposals import ProposalLine
from lcdesk.domain.rules import Offer, beside, unanswered
from lcdesk.domain.schedules import Instalment, final_day, remaining, schedule, schedule_complaint
from lcdesk.domain.steps import Judgement
from lcdesk.i18n import _, date_text, money
from lcdesk.queries import proposal_lists
from lcdesk.queries.loan_accounts import Account, account
from lcdesk.queries.rules import judgement
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def disburse(file: WardFile, asked: Disbursement, today: date) -> Done:
    """Pay out an approved application, whole or its first part; the loan and its schedule begin
    with it.

    Refused above what was approved, before the approval, to who is no member on the day, for a loan
    code that is taken, and where what was approved breaks a rule that no step before has a reason
    for and none is written.
    """
    application = records.get(file, Application, asked.application)
    line = proposal_lists.line_of(file, application.id)
    if application.state != "approved" or line is None:
        raise Refused(
            {"application": _("Only an approved application can be paid out, and only once.")}
        )
    assert asked.paid_on
    _check_approved(line, asked)
    posting.check_member(file, application.member, asked.paid_on, "paid_on")
    found = _judged(file, application, line, asked)
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
        interest_day=asked.interest_day,
        jobs_created=application.jobs_created,
    )
    names = {"entry_on": "paid_on", "instalment_months": "instalments"}
    with records.writing(file, "disburse", undoable=False) as write, renamed(**names):
        loan = loans.lent(loan, records.get(file, Member, application.member), asked.paid_on)
        begins = application.course.first_due_on if application.course else None
        loan, usual = _with_schedule(file, loan, asked.paid_on, begins)
        if asked.instalments:
            _check_instalments(file, loan, asked)
        about = _begin(write, loan, line.approved_rate, asked.paid_on, asked.instalments or usual)
        new = _entry(about, "disbursed", asked.paid_on, asked.amount, receipt=asked.receipt)
        posting.post(write, about, [new], today)
        if found.kept:
            note_rules(write, application.id, "disbursed", found.kept, asked.override_reason)
    return Done(frozenset(write.touched), about.loan)


def _check_approved(line: ProposalLine, asked: Disbursement) -> None:
    assert asked.paid_on
    if line.decided_on and asked.paid_on < line.decided_on:
        sentence = _("The bank approved this on {day}. Enter that day or a later one.")
        raise Refused({"paid_on": sentence.format(day=date_text(line.decided_on))})
    if asked.amount > line.approved_amount:
        sentence = _("{approved} were approved; at most so much can be paid out.")
        raise Refused({"amount": sentence.format(approved=money(line.approved_amount))})


def _judged(
    file: WardFile, application: Application, line: ProposalLine, asked: Disbursement
) -> Judgement:
    """What paying out newly goes against, by the rules of the day the bank decided."""
    day = line.decided_on or asked.paid_on
    assert day
    offer = Offer(
        day,
        line.approved_amount,
        line.approved_term_months,
        line.approved_rate,
        asked.instalments,
    )
    found = judgement(file, application, offer)
    objections = beside(found.objections, ("amount", "instalments"), "application")
    if broken := unanswered(objections, asked.override_reason):
        raise Refused(broken)
    return found


def _with_schedule(
    file: WardFile, loan: Loan, paid_on: date, not_before: date | None = None
) -> tuple[Loan, tuple[Instalment, ...]]:
    """A loan with its interval, and the usual instalments of its contract; to a student none before
    the course is over."""
    ward = ward_of(file)
    interval = loan.instalment_months or instalment_interval(loan.term_months)
    term = loan.term_months + loan.former_extended
    unit, day = ward.instalment_unit, ward.transaction_day
    return (
        replace(loan, instalment_months=interval),
        schedule(loan.amount, paid_on, term, interval, unit, day, not_before),
    )


def _check_instalments(file: WardFile, loan: Loan, asked: Disbursement) -> None:
    assert asked.paid_on
    end = months_later(asked.paid_on, loan.term_months)
    final = final_day(end, ward_of(file).transaction_day)
    if wrong := loans.instalments_complaint(asked.instalments, loan.amount, asked.paid_on, final):
        raise Refused({"instalments": wrong})


def _begin(
    write: Writing, loan: Loan, rate: int, from_on: date, instalments: Sequence[Instalment]
) -> Account:
    """Write down a loan with the terms of its contract."""
    _refuse_taken_code(write.file, loan)
    saved = write.save(loan)
    terms = LoanTerms(
        loan=saved.id,
        from_on=from_on,
        member=loan.member,
        rate=rate,
        instalments=tuple(instalments),
    )
    return Account(saved, (write.save(terms),), (), saved.interest_day_in(ward_of(write.file)))


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
    """Write down a loan that was paid out before the program was used, as the bank's listing of a
    day has it. Its account begins with that day.

    What is overdue fell due before; the rest falls due as typed, else by the schedule of the
    contract. Refused where that says everything has fallen due and not all is overdue.
    """
    check(former, today)
    assert former.former_paid_on and former.listed_on
    member = records.get(file, Member, former.member)
    loan = Loan(**{each.name: getattr(former, each.name) for each in fields(Loan)})
    loan = loans.lent(loan, member, former.listed_on)
    loan, usual = _with_schedule(file, loan, former.former_paid_on)
    listed = {
        "taken_over": former.outstanding,
        "moved_overdue": former.overdue,
        "frozen": former.frozen,
        "interest_brought": former.interest_owed,
    }
    names = {"entry_on": "listed_on", "amount": "outstanding"}
    with records.writing(file, "take_over", undoable=False) as write, renamed(**names):
        about = _begin(
            write, loan, former.rate, former.listed_on, _still_to_fall_due(former, usual)
        )
        new = [
            _entry(about, kind, former.listed_on, amount)
            for kind, amount in listed.items()
            if amount
        ]
        posting.post(write, about, new, today)
    return Done(frozenset(write.touched), about.loan)


def _still_to_fall_due(former: FormerLoan, usual: Sequence[Instalment]) -> tuple[Instalment, ...]:
    """The instalments of a loan that is taken over: what is overdue as one of the day before."""
    assert former.listed_on
    rest = former.still_to_fall_due
    ahead = former.instalments or remaining(usual, rest, former.listed_on)
    if former.instalments:
        if wrong := schedule_complaint(ahead, rest, former.listed_on):
            raise Refused({"instalments": wrong})
    elif rest and not ahead:
        sentence = _(
            "By the contract everything has fallen due by {day}. Enter what is outstanding as "
            "overdue, by how many months it was extended, or when it falls due."
        )
        raise Refused({"instalments": sentence.format(day=date_text(usual[-1].due_on))})
    overdue = Instalment(due_on=day_before(former.listed_on), amount=former.overdue)
    return (overdue, *ahead) if former.overdue else tuple(ahead)


def _entry(about: Account, kind: str, day: date | None, amount: int, **facts: Any) -> Entry:
    """An entry of a loan, under the name of who owes it on that day."""
    assert day
    holds = loans.terms_on(about.terms, day) or about.terms[0]
    return Entry(
        loan=about.loan.id, member=holds.member, entry_on=day, kind=kind, amount=amount, **facts
    )


def pay_next_part(file: WardFile, id: LoanId, asked: NextPart, today: date) -> Done:
    """Pay out a further part. Refused above what was approved, and to who is no member any more."""
    about = account(file, id)
    new = _entry(about, "disbursed", asked.paid_on, asked.amount, receipt=asked.receipt)
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
    is frozen.

    The same payment once more, on the day of the other and with no receipt to tell them apart,
    wants a note that says why.
    """
    about = account(file, id)
    amount = "principal" if asked.principal else "from_savings"
    new = _repayment(about, asked)
    posting.check_same(about.entries, new)
    return _post(file, "repay", about, new, today, amount=amount)


def _repayment(about: Account, asked: Repayment) -> list[Entry]:
    paid = (
        ("interest_paid", asked.interest),
        ("repaid", asked.principal),
        ("repaid_from_savings", asked.from_savings),
    )
    said = {"receipt": asked.receipt, "note": asked.note}
    new = [
        _entry(
            about,
            kind,
            asked.paid_on,
            amount,
            transfer=asked.transfer and kind != "repaid_from_savings",
            **said,
        )
        for kind, amount in paid
        if amount
    ]
    whole = _entry(about, "repaid", asked.paid_on, asked.principal + asked.from_savings, **said)
    return [*rules.clearing(about.entries, whole), *new]


def settle(file: WardFile, id: LoanId, asked: Settlement, today: date) -> Done:
    """Repay all that is outstanding, with all interest that has accrued to the day."""
    about = account(file, id)
    assert asked.paid_on
    now = about.on(asked.paid_on)
    if not now.balance.outstanding and not now.interest_unpaid:
        raise Refused(_("Nothing is owed on this loan any more."))
    paid = Repayment(
        paid_on=asked.paid_on,
        principal=now.balance.outstanding,
        interest=now.interest_unpaid,
        transfer=asked.transfer,
        receipt=asked.receipt,
    )
    return _post(file, "settle", about, _repayment(about, paid), today)


def write_off(file: WardFile, id: LoanId, asked: WriteOff, today: date) -> Done:
    """Write off principal and interest by a decision on risk (Decision 50/2010/QĐ-TTg): nobody owes
    it any more, and nothing was collected. What is overdue goes first, what is frozen last.

    Refused for more than is outstanding, and for more interest than has accrued unpaid.
    """
    check(asked, today)
    about = account(file, id)
    assert asked.written_off_on
    if asked.interest > (unpaid := about.on(asked.written_off_on).interest_unpaid):
        sentence = _("{unpaid} of interest are unpaid on {day}; at most so much is written off.")
        day = date_text(asked.written_off_on)
        raise Refused({"interest": sentence.format(unpaid=money(unpaid), day=day)})
    note = ": ".join((asked.number, asked.reason))
    amounts = (("written_off", asked.principal), ("interest_written_off", asked.interest))
    new = [
        _entry(about, kind, asked.written_off_on, amount, note=note)
        for kind, amount in amounts
        if amount
    ]
    whole = _entry(about, "written_off", asked.written_off_on, asked.principal, note=note)
    names = {"entry_on": "written_off_on", "amount": "principal"}
    return _post(
        file, "write_off", about, [*rules.clearing(about.entries, whole), *new], today, **names
    )


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


def correct(file: WardFile, loan: Loan) -> Done:
    """Correct the code, the purpose, the classes or the interest day of a loan. What was agreed is
    changed by an agreement alone, and a loan goes to another group with its borrower."""
    before = records.get(file, Loan, loan.id)
    if changed := [
        each.name
        for each in fields_of(Loan)
        if each.name not in loans.CORRECTED
        and getattr(before, each.name) != getattr(loan, each.name)
    ]:
        sentence = _(
            "This was agreed. Use extension, rescheduling or hand-over, or take back the paying "
            "out."
        )
        raise Refused({changed[0]: sentence})
    _refuse_taken_code(file, loan)
    counted = [
        name
        for name in ("fund_source", "beneficiary", "interest_day")
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
