"""The monthly collection of a group: what is due from each member, what came in, and taking a sheet back."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from lcdesk.actions import posting
from lcdesk.actions.done import Done
from lcdesk.actions.files import ward_of
from lcdesk.domain import ledger as rules
from lcdesk.domain.collections import Collection, CollectionLine, CollectionSheet, first_of_month, in_whole_notes
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import check
from lcdesk.domain.groups import Group
from lcdesk.domain.ledger import Balance, Entry
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.people import Member
from lcdesk.domain.positions import Position, position
from lcdesk.domain.programmes import Programme
from lcdesk.domain.schedules import on_transaction_day
from lcdesk.i18n import _, date_text, month_text, name_key
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

_COLLECTED = {"interest_paid": "interest_paid", "saved": "saved", "from_savings": "repaid_from_savings"}
"""Which kind of entry each column of the sheet becomes."""


@dataclass(frozen=True)
class Row:
    """A line of the sheet: a member with one loan, or with none. Amounts in đồng before the collection.

    `first` is false on the further loans of a member, whose savings stand on the first line.
    """

    member: Member
    loan: Loan | None
    programme: str
    outstanding: int
    interest_due: int
    savings: int
    saving_expected: int
    first: bool
    collected: CollectionLine


@dataclass(frozen=True)
class Sheet:
    """A group's month as it is to be collected, or as it was."""

    group: Group
    month: date
    held_on: date
    saved: Collection | None
    rows: tuple[Row, ...]


def open_sheet(file: WardFile, group_id: int, month: date, today: date, held_on: date | None = None) -> Sheet:
    """Every member of a group with what is due up to the day of collection, those without a loan too.

    The day is the one asked for, else that of the saved sheet, else the ward's transaction day, also one to come: a
    sheet is prepared for the day on which it will be collected.
    """
    group, month = records.get(file, Group, group_id), first_of_month(month)
    saved = collection_of(file, group_id, month)
    day = held_on or (saved.held_on if saved else None) or _usual_day(file, month, today)
    own = ledger.of_sheet(file, saved.id) if saved else []
    counted = [each for each in own if each.entry_on and each.entry_on <= day]
    typed = _typed(rules.standing(own) if saved and saved.state == "saved" else own)
    owed = _owed(file, group_id, day, counted, {loan: member for member, loan in typed if loan})
    with_rows = {*(each.borrower for each in owed), *(member for member, _loan in typed)}
    members = _members(file, group_id, day, with_rows)
    savings = ledger.savings(file, day, [each.id for each in members])
    for entry in counted:
        savings[entry.member] = savings.get(entry.member, 0) - Balance().plus(entry).savings
    rows = _rows(group, members, owed, savings, typed, records.find(file, Programme))
    return Sheet(group, month, day, saved, tuple(rows))


def collection_of(file: WardFile, group: int, month: date) -> Collection | None:
    """The sheet of a group and month, where it was saved before."""
    found = records.find(file, Collection, group=group, month=first_of_month(month).isoformat())
    return found[0] if found else None


def _usual_day(file: WardFile, month: date, today: date) -> date:
    """The ward's transaction day; where there is none today, or the last of the month where that lies in another."""
    if transaction_day := ward_of(file).transaction_day:
        return on_transaction_day(month, transaction_day)
    return today if first_of_month(today) == month else on_transaction_day(month, 31)


@dataclass(frozen=True)
class _Owed:
    """A loan on which something is owed, and who owed it on the day of collection."""

    loan: Loan
    now: Position
    borrower: int


def _owed(file: WardFile, group: int, day: date, own: Sequence[Entry], typed: Mapping[int, int]) -> list[_Owed]:
    """The loans of a group on which something is outstanding or owed, as they stood before the sheet's own entries.

    Those with something typed on the sheet stay on it, under the name they had there: `typed` gives it by loan.
    """
    loans = records.find(file, Loan, group=group)
    ids = [each.id for each in loans]
    balances = ledger.loan_balances(file, day, ids)
    for entry in own:
        if entry.loan in balances:
            balances[entry.loan] = balances[entry.loan].plus(replace(entry, amount=-entry.amount))
    own_ids = {each.id for each in own}
    moved = ledger.principal_of_loans(file, ids)
    terms: dict[int, list[LoanTerms]] = {id: [] for id in ids}
    for each in records.find_among(file, LoanTerms, "loan", ids):
        terms[each.loan].append(each)
    owed = []
    for loan in loans:
        entries = [each for each in moved[loan.id] if each.id not in own_ids]
        now = position(entries, terms[loan.id], day, balances.get(loan.id, Balance()))
        if now.balance.outstanding or now.interest_owed or loan.id in typed:
            owed.append(_Owed(loan, now, typed.get(loan.id) or (now.terms or loan).member))
    return owed


def _members(file: WardFile, group: int, day: date, with_rows: Set[int]) -> list[Member]:
    """The members of a group on a day, and who else has a row: they left but still owe. In the order of their names."""
    found = [each for each in records.find(file, Member, group=group) if each.is_active(day)]
    known = {each.id for each in found}
    found += [records.get(file, Member, id) for id in sorted(with_rows - known)]
    return sorted(found, key=lambda each: (name_key(each.name), each.id))


def _rows(
    group: Group,
    members: Sequence[Member],
    owed: Sequence[_Owed],
    savings: Mapping[int, int],
    typed: Mapping[tuple[int, int], CollectionLine],
    programmes: Sequence[Programme],
) -> Iterator[Row]:
    codes = {each.id: each.code for each in programmes}
    for member in members:
        saved = typed.get((member.id, 0), CollectionLine()).saved
        for number, about in enumerate([each for each in owed if each.borrower == member.id] or [None]):
            loan, now = (about.loan, about.now) if about else (None, None)
            line = CollectionLine(member=member.id, loan=loan.id if loan else 0)
            line = typed.get((line.member, line.loan), line)
            yield Row(
                member=member,
                loan=loan,
                programme=codes.get(loan.programme, "") if loan else "",
                outstanding=now.balance.outstanding if now else 0,
                interest_due=now.interest_owed if now else 0,
                savings=savings.get(member.id, 0) if number == 0 else 0,
                saving_expected=group.minimum_saving if number == 0 else 0,
                first=number == 0,
                collected=replace(line, saved=saved) if number == 0 else line,
            )


def _typed(own: Sequence[Entry]) -> dict[tuple[int, int], CollectionLine]:
    """What was typed on a sheet last, by member and loan, savings with loan 0, also where it was taken back since."""
    lines: dict[tuple[int, int], CollectionLine] = {}
    columns = {kind: column for column, kind in _COLLECTED.items()}
    reopened = False
    for entry in sorted(own, key=lambda each: each.id):
        if reopened and not entry.reverses:
            lines = {}
        reopened = bool(entry.reverses)
        if not entry.reverses and entry.kind in columns:
            place = (entry.member, entry.loan)
            line = lines.get(place, CollectionLine(member=entry.member, loan=entry.loan))
            lines[place] = replace(line, **{columns[entry.kind]: entry.amount})
    return lines


def save_sheet(file: WardFile, group_id: int, month: date, sheet: CollectionSheet, version: int, today: date) -> Done:
    """Enter a month of a group into the ledger, all of it or nothing. `version` is that of the sheet typed on, or 0.

    Refused where a rule of the sheet is broken, the month is collected or closed already, the day lies outside it,
    someone else saved the sheet since, a line is another group's or stands under who does not owe the loan, or asks
    for more than there is; each sentence stands by its line.
    """
    month = first_of_month(month)
    assert sheet.held_on
    check(sheet, today)
    saved = collection_of(file, group_id, month)
    if saved and saved.state == "saved":
        day = date_text(saved.held_on)
        raise Refused(
            _("This month was saved, collected on {day}. Reopen it with a reason to change it.").format(day=day)
        )
    if (saved.version if saved else 0) != version:
        raise Refused(_("Someone else has saved this sheet since. Open it again; what you typed is kept as a draft."))
    check_day(month, sheet.held_on)
    posting.check_open(file, sheet.held_on)
    shown = open_sheet(file, group_id, month, today, sheet.held_on)
    _check_rows(file, shown, sheet)
    with records.writing(file, "save_sheet", undoable=False) as write:
        header = replace(
            saved or Collection(group=group_id, month=month), held_on=sheet.held_on, cash=sheet.cash, state="saved"
        )
        kept = write.save(header)
        _enter(write, shown, sheet, kept.id, today)
    return Done(frozenset(write.touched), kept)


def check_day(month: date, held_on: date | None) -> None:
    """Refuse a day of collection outside the month of the sheet."""
    if held_on is None or first_of_month(held_on) != month:
        raise Refused({"held_on": _("The day must lie in the month {month}.").format(month=month_text(month))})


def _check_rows(file: WardFile, shown: Sheet, sheet: CollectionSheet) -> None:
    """Refuse lines that are not those of the group: of who is not in it, or a loan under another than who owes it."""
    members = {row.member.id for row in shown.rows}
    owing = {row.loan.id: row for row in shown.rows if row.loan}
    broken = {}
    for index, line in enumerate(sheet.lines):
        place = f"lines.{index}.{'saved' if line.saved else 'interest_paid'}"
        row = owing.get(line.loan)
        if row and row.loan and row.member.id != line.member:
            sentence = _("The loan {code} is owed by {name} on {day}; enter it under that name.")
            broken[place] = sentence.format(code=row.loan.code, name=row.member.name, day=date_text(sheet.held_on))
        elif line.member not in members or (line.loan and not row and not _is_of(file, line.loan, shown.group)):
            sentence = _("{name} is not in the group {group} on {day}; enter this on the sheet of their own group.")
            name, group = records.get(file, Member, line.member).name, f"{shown.group.code} {shown.group.name}"
            broken[place] = sentence.format(name=name, group=group, day=date_text(sheet.held_on))
    if broken:
        raise Refused(broken)


def _is_of(file: WardFile, loan: int, group: Group) -> bool:
    return records.get(file, Loan, loan).group == group.id


def _enter(write: Writing, shown: Sheet, sheet: CollectionSheet, id: int, today: date) -> None:
    """Savings, and usual interest on a loan that goes on, are added as they are; all else is judged one by one."""
    assert sheet.held_on
    usual = _usual_interest(write.file, shown, today)
    plain: list[Entry] = []
    careful: dict[str, Entry] = {}
    for index, line in enumerate(sheet.lines):
        for column, kind in _COLLECTED.items():
            if not (amount := getattr(line, column)):
                continue
            loan = 0 if kind == "saved" else line.loan
            entry = Entry(loan=loan, member=line.member, entry_on=sheet.held_on, kind=kind, amount=amount, sheet=id)
            if kind == "saved" or (kind == "interest_paid" and amount <= usual.get(loan, 0)):
                plain.append(entry)
            else:
                careful[f"lines.{index}.{column}"] = entry
    ledger.post(write, plain)
    _enter_carefully(write, careful, today)


def _usual_interest(file: WardFile, shown: Sheet, today: date) -> dict[int, int]:
    """What is asked for on each loan that neither ends nor had interest paid since: it needs no judging."""
    due = {row.loan.id: in_whole_notes(row.interest_due) for row in shown.rows if row.loan and row.outstanding}
    then, now = (ledger.loan_balances(file, day, due) for day in (shown.held_on, today))
    going_on = [loan for loan in due if loan in then and now[loan].outstanding]
    return {loan: due[loan] for loan in going_on if now[loan].interest_paid == then[loan].interest_paid}


def _enter_carefully(write: Writing, entries: Mapping[str, Entry], today: date) -> None:
    broken = {}
    for place, entry in entries.items():
        about = posting.account(write.file, entry.loan)
        try:
            posting.post(write, about, [*rules.clearing(about.entries, entry), entry], today)
        except Refused as refused:
            broken[place] = str(refused)
    if broken:
        raise Refused(broken)


def reopen_sheet(file: WardFile, id: int, reason: str, today: date) -> Done:
    """Take back all that a sheet entered, with a reason; what was typed stays to be corrected and saved again."""
    saved = records.get(file, Collection, id)
    if saved.state != "saved":
        raise Refused(_("This sheet is open already."))
    assert saved.month
    posting.check_open(file, saved.month)
    with records.writing(file, "reopen_sheet", undoable=False) as write:
        posting.take_back(write, rules.standing(ledger.of_sheet(file, id)), reason, today)
        kept = write.save(replace(saved, state="reopened", reopened_reason=reason))
    return Done(frozenset(write.touched), kept)
