"""The monthly sheet of a group: who stands on it, with what is due and what was collected."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lcdesk.domain import ledger as rules
from lcdesk.domain.collecting import Collection, CollectionLine
from lcdesk.domain.days import first_of_month, last_of_month, on_transaction_day
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.ledger import Balance, Entry
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.people import Member
from lcdesk.domain.positions import Position, position
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import name_key
from lcdesk.queries.memberships import loans_of, with_savings
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile

COLLECTED_AS = {
    "interest_paid": "interest_paid",
    "saved": "saved",
    "from_savings": "repaid_from_savings",
}
"""Which kind of entry each column of the sheet becomes."""


@dataclass(frozen=True)
class MonthRow:
    """A line of the sheet: a member with one loan, or with none. Amounts in đồng before the
    collection.

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
class MonthSheet:
    """A group's month as it is to be collected, or as it was."""

    group: Group
    month: date
    held_on: date
    saved: Collection | None
    rows: tuple[MonthRow, ...]


def open_sheet(
    file: WardFile, group_id: GroupId, month: date, today: date, held_on: date | None = None
) -> MonthSheet:
    """Every member of a group with what is due up to the day of collection, those without a loan
    too.

    The day is the one asked for, else that of the saved sheet, else the ward's transaction day,
    also one to come: a sheet is prepared for the day on which it will be collected.
    """
    group, month = records.get(file, Group, group_id), first_of_month(month)
    saved = collection_of(file, group_id, month)
    day = held_on or (saved.held_on if saved else None) or _usual_day(file, month, today)
    own = ledger.of_sheet(file, saved.id) if saved else []
    counted = [each for each in own if each.entry_on and each.entry_on <= day]
    typed = _typed(rules.standing(own) if saved and saved.state == "saved" else own)
    owed = _owed(file, group_id, day, counted, {loan: member for member, loan in typed if loan})
    with_rows = {*(each.borrower for each in owed), *(member for member, _loan in typed)}
    members, savings = _members(file, group_id, day, with_rows)
    for entry in counted:
        savings[entry.member] = savings.get(entry.member, 0) - Balance().plus(entry).savings
    rows = _rows(group.on(day), members, owed, savings, typed, records.find(file, Programme))
    return MonthSheet(group.on(day), month, day, saved, tuple(rows))


def collection_of(file: WardFile, group: GroupId, month: date) -> Collection | None:
    """The sheet of a group and month, where it was saved before."""
    found = records.find(file, Collection, group=group, month=first_of_month(month).isoformat())
    return found[0] if found else None


def _usual_day(file: WardFile, month: date, today: date) -> date:
    """The ward's transaction day; where there is none today, or the last of the month where that
    lies in another."""
    if transaction_day := ward_of(file).transaction_day:
        return on_transaction_day(month, transaction_day)
    return today if first_of_month(today) == month else last_of_month(month)


@dataclass(frozen=True)
class _Owed:
    """A loan on which something is owed, and who owed it on the day of collection."""

    loan: Loan
    now: Position
    borrower: int


def _owed(
    file: WardFile, group: GroupId, day: date, own: Sequence[Entry], typed: Mapping[int, int]
) -> list[_Owed]:
    """The loans of a group on which something is outstanding or owed, as they stood before the
    sheet's own entries.

    Those with something typed on the sheet stay on it, under the name they had there: `typed` gives
    it by loan.
    """
    loans = loans_of(file, group, day)
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
    owed, ward = [], ward_of(file)
    for loan in loans:
        entries = [each for each in moved[loan.id] if each.id not in own_ids]
        balance, interest_day = balances.get(loan.id, Balance()), loan.interest_day_in(ward)
        now = position(entries, terms[loan.id], day, balance, interest_day)
        if now.balance.outstanding or now.interest_unpaid or loan.id in typed:
            owed.append(_Owed(loan, now, typed.get(loan.id) or (now.terms or loan).member))
    return owed


def _members(
    file: WardFile, group: GroupId, day: date, with_rows: Set[int]
) -> tuple[list[Member], dict[int, int]]:
    """The members of a group on a day with what they have saved, and who else has a row: they left
    but still owe or have savings. In the order of their names."""
    found, savings = with_savings(file, group, day, with_rows)
    return sorted(found, key=lambda each: (name_key(each.name), each.id)), savings


def _rows(
    group: Group,
    members: Sequence[Member],
    owed: Sequence[_Owed],
    savings: Mapping[int, int],
    typed: Mapping[tuple[int, int], CollectionLine],
    programmes: Sequence[Programme],
) -> Iterator[MonthRow]:
    codes = {each.id: each.code for each in programmes}
    for member in members:
        saved = typed.get((member.id, 0), CollectionLine())
        for number, about in enumerate(
            [each for each in owed if each.borrower == member.id] or [None]
        ):
            loan, now = (about.loan, about.now) if about else (None, None)
            line = CollectionLine(member=member.id, loan=loan.id if loan else LoanId(0))
            line = typed.get((line.member, line.loan), line)
            yield MonthRow(
                member=member,
                loan=loan,
                programme=codes.get(loan.programme, "") if loan else "",
                outstanding=now.balance.outstanding if now else 0,
                interest_due=now.interest_owed if now else 0,
                savings=savings.get(member.id, 0) if number == 0 else 0,
                saving_expected=group.minimum_saving if number == 0 else 0,
                first=number == 0,
                collected=_with_savings(line, saved) if number == 0 else line,
            )


def _with_savings(line: CollectionLine, saved: CollectionLine) -> CollectionLine:
    """The first line of a member with what they saved, which the ledger has under no loan."""
    return replace(line, saved=saved.saved, transfer=line.transfer or saved.transfer)


def _typed(own: Sequence[Entry]) -> dict[tuple[int, int], CollectionLine]:
    """What was typed on a sheet last, by member and loan, savings with loan 0, also where it was
    taken back since."""
    lines: dict[tuple[int, int], CollectionLine] = {}
    columns = {kind: column for column, kind in COLLECTED_AS.items()}
    reopened = False
    for entry in sorted(own, key=lambda each: each.id):
        if reopened and not entry.reverses:
            lines = {}
        reopened = bool(entry.reverses)
        if not entry.reverses and entry.kind in columns:
            place = (entry.member, entry.loan)
            line = lines.get(place, CollectionLine(member=entry.member, loan=entry.loan))
            amount = _amount(columns[entry.kind], entry.amount)
            lines[place] = replace(line, transfer=line.transfer or entry.transfer, **amount)
    return lines


def _amount(column: str, amount: int) -> dict[str, Any]:
    return {column: amount}
