"""The monthly collection of a group: what is due from each member, what came in, and taking a sheet
back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lcdesk.actions import posting
from lcdesk.actions.done import Done
from lcdesk.domain import ledger as rules
from lcdesk.domain.collecting import Collection, CollectionSheet, in_whole_notes
from lcdesk.domain.days import first_of_month
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import check
from lcdesk.domain.ids import CollectionId, GroupId, LoanId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.i18n import _, date_text, month_text
from lcdesk.queries import loan_accounts
from lcdesk.queries.month_sheets import COLLECTED_AS, MonthSheet, collection_of, open_sheet
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def save_sheet(
    file: WardFile,
    group_id: GroupId,
    month: date,
    sheet: CollectionSheet,
    version: int,
    today: date,
) -> Done:
    """Enter a month of a group into the ledger, all of it or nothing. `version` is that of the
    sheet typed on, or 0.

    Refused where a rule of the sheet is broken, the month is collected or closed already, the day
    lies outside it,
    someone else saved the sheet since, a line is another group's or stands under who does not owe
    the loan, or asks for more than there is; each sentence stands by its line.
    """
    month = first_of_month(month)
    assert sheet.held_on
    check(sheet, today)
    saved = collection_of(file, group_id, month)
    if saved and saved.state == "saved":
        day = date_text(saved.held_on)
        raise Refused(
            _(
                "This month was saved, collected on {day}. Reopen it with a reason to change it."
            ).format(day=day)
        )
    if (saved.version if saved else 0) != version:
        raise Refused(
            _(
                "Someone else has saved this sheet since. Open it again; what you typed is kept "
                "as a draft."
            )
        )
    check_day(month, sheet.held_on)
    posting.check_open(file, sheet.held_on)
    shown = open_sheet(file, group_id, month, today, sheet.held_on)
    _check_rows(file, shown, sheet)
    with records.writing(file, "save_sheet", undoable=False) as write:
        header = replace(
            saved or Collection(group=group_id, month=month),
            held_on=sheet.held_on,
            cash=sheet.cash,
            state="saved",
        )
        kept = write.save(header)
        _enter(write, shown, sheet, kept.id, today)
    return Done(frozenset(write.touched), kept)


def check_day(month: date, held_on: date | None) -> None:
    """Refuse a day of collection outside the month of the sheet."""
    if held_on is None or first_of_month(held_on) != month:
        raise Refused(
            {"held_on": _("The day must lie in the month {month}.").format(month=month_text(month))}
        )


def _check_rows(file: WardFile, shown: MonthSheet, sheet: CollectionSheet) -> None:
    """Refuse lines that are not those of the group: of who is not in it, savings of who was never
    admitted, or a loan under another than who owes it."""
    members = {row.member.id: row.member for row in shown.rows}
    day = shown.held_on
    owing = {row.loan.id: row for row in shown.rows if row.loan}
    broken = {}
    for index, line in enumerate(sheet.lines):
        place = f"lines.{index}.{'saved' if line.saved else 'interest_paid'}"
        row = owing.get(line.loan)
        if row and row.loan and row.member.id != line.member:
            sentence = _("The loan {code} is owed by {name} on {day}; enter it under that name.")
            broken[place] = sentence.format(
                code=row.loan.code, name=row.member.name, day=date_text(sheet.held_on)
            )
        elif line.member not in members or (
            line.loan and not row and not _is_of(file, line.loan, shown)
        ):
            sentence = _(
                "{name} is not in the group {group} on {day}; enter this on the sheet of their "
                "own group."
            )
            name, group = (
                records.get(file, Member, line.member).name,
                f"{shown.group.code} {shown.group.name}",
            )
            broken[place] = sentence.format(name=name, group=group, day=date_text(sheet.held_on))
        elif line.saved and (wrong := posting.joined_complaint(members[line.member], day)):
            broken[place] = wrong
    if broken:
        raise Refused(broken)


def _is_of(file: WardFile, loan: LoanId, shown: MonthSheet) -> bool:
    return records.get(file, Loan, loan).on(shown.held_on).group == shown.group.id


def _enter(
    write: Writing, shown: MonthSheet, sheet: CollectionSheet, id: CollectionId, today: date
) -> None:
    """Savings, and usual interest on a loan that goes on, are added as they are; all else is judged
    one by one."""
    assert sheet.held_on
    usual = _usual_interest(write.file, shown, today)
    plain: list[Entry] = []
    careful: dict[str, Entry] = {}
    for index, line in enumerate(sheet.lines):
        for column, kind in COLLECTED_AS.items():
            if not (amount := getattr(line, column)):
                continue
            loan = LoanId(0) if kind == "saved" else line.loan
            entry = Entry(
                loan=loan,
                member=line.member,
                entry_on=sheet.held_on,
                kind=kind,
                amount=amount,
                transfer=line.transfer and kind != "repaid_from_savings",
                sheet=id,
            )
            if kind == "saved" or (kind == "interest_paid" and amount <= usual.get(loan, 0)):
                plain.append(entry)
            else:
                careful[f"lines.{index}.{column}"] = entry
    ledger.post(write, plain)
    _enter_carefully(write, careful, today)


def _usual_interest(file: WardFile, shown: MonthSheet, today: date) -> dict[int, int]:
    """What is asked for on each loan that neither ends nor had interest paid since: it needs no
    judging."""
    due = {
        row.loan.id: in_whole_notes(row.interest_due)
        for row in shown.rows
        if row.loan and row.outstanding
    }
    then, now = (ledger.loan_balances(file, day, due) for day in (shown.held_on, today))
    going_on = [loan for loan in due if loan in then and now[loan].outstanding]
    return {
        loan: due[loan] for loan in going_on if now[loan].interest_paid == then[loan].interest_paid
    }


def _enter_carefully(write: Writing, entries: Mapping[str, Entry], today: date) -> None:
    broken = {}
    for place, entry in entries.items():
        about = loan_accounts.account(write.file, entry.loan)
        try:
            posting.post(write, about, [*rules.clearing(about.entries, entry), entry], today)
        except Refused as refused:
            broken[place] = str(refused)
    if broken:
        raise Refused(broken)


def reopen_sheet(file: WardFile, id: CollectionId, reason: str, today: date) -> Done:
    """Take back all that a sheet entered, with a reason; what was typed stays to be corrected and
    saved again."""
    saved = records.get(file, Collection, id)
    if saved.state != "saved":
        raise Refused(_("This sheet is open already."))
    assert saved.month
    posting.check_open(file, saved.month)
    with records.writing(file, "reopen_sheet", undoable=False) as write:
        posting.take_back(write, rules.standing(ledger.of_sheet(file, id)), reason, today)
        kept = write.save(replace(saved, state="reopened", reopened_reason=reason))
    return Done(frozenset(write.touched), kept)
