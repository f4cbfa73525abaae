"""Enter into the ledger: everything that must hold for an entry is checked here, and nowhere
else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lcdesk.actions.road import step
from lcdesk.domain import ledger as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import MemberId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.positions import check_interest
from lcdesk.i18n import _, date_text, money
from lcdesk.queries.closings import closing_of
from lcdesk.queries.loan_accounts import Account, account
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

_ROAD = ("approved", "disbursed", "active", "settled")


def post(write: Writing, about: Account, new: Sequence[Entry], today: date) -> Account:
    """Enter into the ledger of a loan, one after the other, and move its application along.

    Refused for a day to come, before the paying out or sealed by a closing, for more than there is
    or was approved, for interest beyond what is owed and borne soon, on a settled loan, and for a
    receipt entered before.
    """
    check_receipt(write.file, new)
    _check_unsettled(about, today)
    for entry in new:
        rules.check_day(about.entries, entry, today)
        check_open(write.file, entry.entry_on or today)
        _check_here(write.file, about.loan, entry)
    _check_sum(about, new)
    for entry in new:
        about = _post_one(write, about, entry, today)
    rules.check_possible(about.entries)
    for entry in new:
        if entry.kind == "interest_paid":
            check_interest(about.entries, about.terms, entry)
    for entry in new[-1:]:
        move_application(write, about, today, entry.entry_on or today)
    return about


def _check_sum(about: Account, new: Sequence[Entry]) -> None:
    """Refuse what is repaid in cash and from savings together where it is more than is
    outstanding."""
    repaid = [each for each in new if rules.EFFECTS[each.kind].get("outstanding") == -1]
    for first in repaid[:1]:
        rules.check_room(
            about.entries, replace(first, kind="repaid", amount=sum(each.amount for each in repaid))
        )


def _post_one(write: Writing, about: Account, entry: Entry, today: date) -> Account:
    _check_approved(about, entry)
    rules.check_room(about.entries, entry)
    if "savings" in rules.EFFECTS[entry.kind]:
        rules.check_room(ledger.of_savings(write.file, entry.member), entry, rules.SAVINGS_PARTS)
    posted = ledger.post(write, [entry])
    return replace(
        about,
        entries=tuple(sorted((*about.entries, *posted), key=lambda each: each.entry_on or today)),
    )


def _check_unsettled(about: Account, today: date) -> None:
    if about.on(today).is_settled:
        last = max(each.entry_on for each in about.entries if each.entry_on)
        raise Refused(
            _("The loan {code} was settled on {day}; nothing more is entered on it.").format(
                code=about.loan.code, day=date_text(last)
            )
        )


def _check_approved(about: Account, entry: Entry) -> None:
    left = about.loan.not_paid_out(rules.balance_on(about.entries, date.max))
    if entry.kind == "disbursed" and entry.amount > left:
        raise Refused(
            {
                "amount": _(
                    "{approved} were approved; at most {left} can still be paid out."
                ).format(approved=money(about.loan.amount), left=money(left))
            }
        )


def check_receipt(file: WardFile, new: Sequence[Entry]) -> None:
    """Refuse a receipt under which something was entered before and stands."""
    for receipt in {each.receipt for each in new if each.receipt}:
        for known in rules.standing(ledger.with_receipt(file, receipt))[:1]:
            name = records.get(file, Member, known.member).name
            sentence = _(
                "The receipt {receipt} was entered on {day} for {name} already; enter the number "
                "of this one."
            )
            raise Refused(
                {
                    "receipt": sentence.format(
                        receipt=receipt, day=date_text(known.entry_on), name=name
                    )
                }
            )


def check_same(entries: Sequence[Entry], new: Sequence[Entry]) -> None:
    """Refuse the same payment once more, on the same day and with neither a receipt to tell them
    apart nor a note that says why. `entries` are those of the loan, or of the member's savings."""
    told = any(each.receipt or each.note for each in new)
    if not told and rules.is_the_same(entries, new):
        sentence = _(
            "The same was entered for {day} already. Enter the receipt, or write here why it was "
            "paid once more."
        )
        raise Refused({"note": sentence.format(day=date_text(new[0].entry_on))})


def check_open(file: WardFile, day: date, name: str = "entry_on") -> None:
    """Refuse a day up to which the books are closed; `name` is the field in which it was typed.

    Every verb that writes down what holds from a day on asks this: an entry, terms of a loan, a
    sheet, a fact of a group or a member.
    """
    if closing := closing_of(file, day):
        sentence = _(
            "The {period} is closed, and with it every day up to {day}. Enter it on a later day, "
            "or reopen what is closed, the last first, with a reason."
        )
        last = date_text(closing.period.last)
        raise Refused({name: sentence.format(period=closing.period.name, day=last)})


def _check_here(file: WardFile, whose: Loan | Member, new: Entry) -> None:
    """Refuse what another ward has by the day of an entry."""
    assert new.entry_on
    group = records.get(file, Group, whose.on(new.entry_on).group)
    if group.is_handed_over(new.entry_on):
        sentence = _("{ward} has this group since {day}. Nothing of it is entered here any more.")
        raise Refused(
            {"entry_on": sentence.format(ward=group.handed_to, day=date_text(group.dissolved_on))}
        )


def post_savings(write: Writing, new: Entry, today: date) -> None:
    """Enter what a member saves or takes out. Refused as for a loan, as far as it applies."""
    assert new.entry_on
    _check_joined(write.file, new)
    known = ledger.of_savings(write.file, new.member)
    check_same(known, [new])
    check_receipt(write.file, [new])
    rules.check_day((), new, today)
    check_open(write.file, new.entry_on)
    _check_here(write.file, records.get(write.file, Member, new.member), new)
    rules.check_room(known, new, rules.SAVINGS_PARTS)
    ledger.post(write, [new])


def _check_joined(file: WardFile, new: Entry) -> None:
    if new.entry_on and (
        wrong := joined_complaint(records.get(file, Member, new.member), new.entry_on)
    ):
        raise Refused({"entry_on": wrong})


def joined_complaint(member: Member, day: date) -> str:
    """Why nothing is saved by somebody on a day: not admitted by then. "" where they were."""
    if member.joined_on is None:
        sentence = _("{name} is not admitted yet. Enter the day of joining first.")
    elif day < member.joined_on:
        sentence = _("{name} joined on {day}. Enter it on that day or later.")
    else:
        return ""
    return sentence.format(name=member.name, day=date_text(member.joined_on))


def check_member(file: WardFile, id: MemberId, day: date, name: str) -> None:
    """Refuse to lend to somebody who is no member of a group on a day; `name` is the field of the
    day."""
    member = records.get(file, Member, id)
    if not member.is_active(day):
        sentence = _(
            "{name} is no member of a group on {day}, and only a member is paid out to. Correct "
            "the day, or the days of the membership."
        )
        raise Refused({name: sentence.format(name=member.name, day=date_text(day))})


def take_back(write: Writing, entries: Sequence[Entry], reason: str, today: date) -> None:
    """Enter the reversal of entries on their own days, or today where a closing seals these: then
    interest counts it from their days all the same.

    Refused without a reason, for an entry taken back before, and where a later entry needs what it
    brought.
    """
    if not reason:
        raise Refused({"reason": _("Please write a reason.")})
    reversals = []
    for entry in entries:
        assert entry.entry_on
        on = today if closing_of(write.file, entry.entry_on) else entry.entry_on
        check_open(write.file, on)
        reversals.append(rules.reversal(entry, on, reason))
    ledger.post(write, reversals)
    for loan in sorted({each.loan for each in entries if each.loan}):
        about = account(write.file, loan)
        rules.check_possible(about.entries)
        _check_terms(about)
        move_application(write, about, today, today, reason)
    for member in sorted(
        {each.member for each in entries if "savings" in rules.EFFECTS[each.kind]}
    ):
        rules.check_possible(ledger.of_savings(write.file, member), rules.SAVINGS_PARTS)


def _check_terms(about: Account) -> None:
    """A loan that is not paid out any more cannot have been extended or paid on."""
    begun = [each for each in rules.standing(about.entries) if each.kind in rules.BEGINNINGS]
    if not begun and (len(about.terms) > 1 or rules.standing(about.entries)):
        raise Refused(_("Later entries or changes rest on this one. Take them back first."))


def move_application(
    write: Writing, about: Account, today: date, on: date, reason: str = ""
) -> None:
    """Bring the application of a loan to where its ledger and its terms stand."""
    if not about.loan.application:
        return
    application = records.get(write.file, Application, about.loan.application)
    there, wanted = _ROAD.index(application.state), _ROAD.index(_state(about, today))
    while there != wanted:
        back = wanted < there
        there += -1 if back else 1
        application = step(write, application, _ROAD[there], on, reason=reason, back=back)


def _state(about: Account, today: date) -> str:
    now = about.on(today)
    if now.is_settled:
        return "settled"
    if not now.balance.disbursed:
        return "approved"
    return "disbursed" if about.loan.not_paid_out(now.balance) else "active"
