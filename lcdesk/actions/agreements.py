"""What is agreed anew of a loan: its rate, when it falls due, who owes it; and taking that back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lcdesk.actions import posting
from lcdesk.actions.done import Done
from lcdesk.domain import ledger as rules
from lcdesk.domain import loans
from lcdesk.domain.collecting import Collection
from lcdesk.domain.errors import Refused, renamed
from lcdesk.domain.ids import LoanId, LoanTermsId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import Extension, Handover, LoanTerms, RateChange, Rescheduling
from lcdesk.domain.people import Member
from lcdesk.domain.schedules import extended, rescheduled
from lcdesk.i18n import _, date_text, month_text
from lcdesk.queries.loan_accounts import Account, account
from lcdesk.queries.ward import ward_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def change_rate(file: WardFile, id: LoanId, asked: RateChange, today: date) -> Done:
    """Another rate from a day on."""
    about = _running(file, id, today)
    return _agree(file, about, "rate", asked.from_on, today, rate=asked.rate, reason=asked.reason)


def _running(file: WardFile, id: LoanId, today: date) -> Account:
    """A loan of which something can be agreed. Refused where nothing is owed on it any more."""
    about = account(file, id)
    if about.on(today).is_settled:
        sentence = _("The loan {code} is settled; its terms stay as they are.")
        raise Refused(sentence.format(code=about.loan.code))
    return about


def extend(file: WardFile, id: LoanId, asked: Extension, today: date) -> Done:
    """Let the last instalment fall due later. Principal that was moved to overdue is so no longer,
    as far as it now falls due later. Refused beyond what the term of the loan allows."""
    about = _running(file, id, today)
    loan, first = about.loan, about.terms[0].from_on
    wrong = loans.extension_complaint(
        about.terms, loan.term_months, asked.months, loan.former_extended
    )
    if wrong:
        raise Refused({"months": wrong})
    contract_day = loan.former_paid_on or first
    assert contract_day
    instalments = extended(
        about.terms[-1].instalments, asked.months, contract_day.day, ward_of(file).transaction_day
    )
    return _agree(
        file, about, "extension", asked.from_on, today,
        instalments=instalments, number=asked.number, reason=asked.reason,
    )  # fmt: skip


def reschedule(file: WardFile, id: LoanId, asked: Rescheduling, today: date) -> Done:
    """Spread what is still owed and yet to fall due anew until the same final day."""
    about, ward = _running(file, id, today), ward_of(file)
    assert asked.from_on
    cleared = about.on(asked.from_on).balance.cleared
    instalments = rescheduled(
        about.terms[-1].instalments, cleared, asked.from_on, asked.interval,
        ward.instalment_unit, ward.transaction_day,
    )  # fmt: skip
    return _agree(
        file, about, "rescheduling", asked.from_on, today,
        instalments=instalments, number=asked.number, reason=asked.reason,
    )  # fmt: skip


def hand_over(file: WardFile, id: LoanId, asked: Handover, today: date) -> Done:
    """Another member of the household owes the loan from a day on."""
    about = _running(file, id, today)
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
        file, about, "handover", asked.from_on, today,
        member=new.id, number=asked.number, reason=asked.reason,
    )  # fmt: skip


def _agree(
    file: WardFile, about: Account, kind: str, from_on: date | None, today: date, **changed: object
) -> Done:
    """Write down new terms from a day on. Refused before the last ones, and for a day to come."""
    last = about.terms[-1]
    assert from_on and last.from_on
    if not last.from_on <= from_on <= today:
        sentence = _("The day lies from {first}, when the terms changed last, to {last}.")
        raise Refused(
            {"from_on": sentence.format(first=date_text(last.from_on), last=date_text(today))}
        )
    with renamed(entry_on="from_on"):
        posting.check_open(file, from_on)
    said: dict[str, Any] = {"number": "", "reason": "", **changed}
    terms = replace(last, id=LoanTermsId(0), version=0, kind=kind, from_on=from_on, **said)
    with records.writing(file, "agree", undoable=False) as write:
        agreed = write.save(terms)
        saved = (
            write.save(replace(about.loan, member=terms.member))
            if terms.member != about.loan.member
            else about.loan
        )
        _end_overdue(write, replace(about, loan=saved, terms=(*about.terms, agreed)), today)
        posting.move_application(write, account(file, saved.id), today, today)
    return Done(frozenset(write.touched | {"loan"}), saved)


def _end_overdue(write: Writing, about: Account, today: date) -> None:
    """Principal that falls due later by the newest terms is overdue no longer from their day on."""
    agreed = about.terms[-1]
    assert agreed.from_on
    if agreed.kind != "extension":
        return
    fell_due = about.on(agreed.from_on).due
    ended = rules.least_from(about.entries, "overdue", agreed.from_on) - fell_due
    if ended > 0:
        entry = Entry(
            loan=about.loan.id,
            member=agreed.member,
            entry_on=agreed.from_on,
            kind="cleared_overdue",
            amount=ended,
            note=": ".join(filter(None, (agreed.number, agreed.reason))),
            terms=agreed.id,
        )
        posting.post(write, about, [entry], today)


def take_back_terms(file: WardFile, id: LoanId, reason: str, today: date) -> Done:
    """Take back the newest terms of a loan that are not those of its contract, with a reason, and
    the entries that came with them: of a hand-over all that were made in the name of who took over.

    Refused where such an entry came with a monthly collection, whose sheet is to be reopened first.
    """
    about = account(file, id)
    if len(about.terms) == 1:
        raise Refused(
            _("Only the contract is left. Take back the paying out to take back the whole loan.")
        )
    newest, before = about.terms[-1], about.terms[-2]
    with renamed(entry_on=""):
        posting.check_open(file, newest.from_on or today)
    with records.writing(file, "take_back_terms", undoable=False) as write:
        write.remove(newest, reason, today)
        saved = write.save(replace(about.loan, member=before.member))
        if entries := list(_came_with(about, newest)):
            _refuse_of_sheet(file, entries)
            posting.take_back(write, entries, reason, today)
        posting.move_application(write, account(file, id), today, today, reason)
    return Done(frozenset(write.touched), saved)


def _came_with(about: Account, terms: LoanTerms) -> Iterator[Entry]:
    """The standing entries of a loan that rest on its newest terms."""
    for each in rules.standing(about.entries):
        in_name = terms.kind == "handover" and each.member == terms.member
        if each.terms == terms.id or (
            in_name and each.entry_on and terms.from_on and each.entry_on >= terms.from_on
        ):
            yield each


def _refuse_of_sheet(file: WardFile, entries: Sequence[Entry]) -> None:
    for each in entries:
        if each.sheet:
            month = records.get(file, Collection, each.sheet).month
            sentence = _("The sheet of {month} was collected in the new name. Reopen it first.")
            raise Refused(sentence.format(month=month_text(month)))
