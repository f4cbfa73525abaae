"""The ledger in the file: entries are added and summed, never changed."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from lcdesk.domain.fields import value_fields
from lcdesk.domain.ids import EntryId, LoanId, MemberId
from lcdesk.domain.ledger import EFFECTS, Balance, Entry, standing
from lcdesk.domain.schedules import Instalment
from lcdesk.storage import conflicts
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

_FIELDS = value_fields(Entry)
_NAMES = ", ".join(each.name for each in _FIELDS)
_PARTS = Balance._fields
_MOVED = {
    kind: [(_PARTS.index(name), sign) for name, sign in moved.items()]
    for kind, moved in EFFECTS.items()
}
"""What each kind adds to a balance, by the place of the part: a large ward has tens of thousands to
add up."""
_PRINCIPAL = tuple(
    kind for kind, moved in EFFECTS.items() if moved.keys() & {"outstanding", "overdue", "frozen"}
)
OF_PRINCIPAL = f"kind IN ({', '.join(repr(kind) for kind in _PRINCIPAL)})"
"""The test by which the index on principal is declared, letter for letter: SQLite uses it only
so."""
_SAVINGS = ("saved", "withdrawn", "saving_interest", "repaid_from_savings")
"""Kinds that move savings, in the order in which the index on them is declared: SQLite uses it only
so."""


def post(write: Writing, entries: Sequence[Entry]) -> list[Entry]:
    """Add entries inside a verb that is being written; give them with their ids. The verb is their
    trail."""
    if not entries:
        return []
    marks = ", ".join("?" * (len(_FIELDS) + 2))
    (before,) = write.file.db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
    posted = [
        dataclasses.replace(entry, id=EntryId(number))
        for number, entry in enumerate(entries, before + 1)
    ]
    rows = [
        [each.id, write.verb, *(field.kind.stored(getattr(each, field.name)) for field in _FIELDS)]
        for each in posted
    ]
    with conflicts.telling(write.file.db, posted):
        write.file.db.conn.executemany(
            f"INSERT INTO entry (id, verb, {_NAMES}) VALUES ({marks})", rows
        )
    write.touched.add("entry")
    return posted


def of_loan(file: WardFile, loan: LoanId) -> list[Entry]:
    """All entries of a loan, in the order of their days."""
    return _read(file, "loan = ?", [loan])


def principal_of_loans(file: WardFile, loans: Sequence[int]) -> dict[int, list[Entry]]:
    """The entries of each of these loans that move its principal, in the order of their days."""
    found: dict[int, list[Entry]] = {loan: [] for loan in loans}
    test = f"loan IN ({_marks(loans)}) AND kind IN ({_marks(_PRINCIPAL)})"
    for entry in _read(file, test, [*loans, *_PRINCIPAL]):
        found[entry.loan].append(entry)
    return found


def of_savings(file: WardFile, member: MemberId) -> list[Entry]:
    """All entries that move the savings of a member, in the order of their days."""
    return _read(file, f"member = ? AND kind IN ({_marks(_SAVINGS)})", [member, *_SAVINGS])


def of_sheet(file: WardFile, sheet: int) -> list[Entry]:
    """All entries that came with a monthly collection, and those that took them back."""
    return _read(file, "sheet = ?", [sheet])


def with_receipt(file: WardFile, receipt: str) -> list[Entry]:
    """All entries with this number of a receipt, however it was spaced and in which letters."""
    return _read(
        file,
        "receipt <> '' AND upper(replace(receipt, ' ', '')) = upper(replace(?, ' ', ''))",
        [receipt],
    )


def entry(file: WardFile, id: int) -> Entry | None:
    """The entry with an id; None where there is none."""
    return next(iter(_read(file, "id = ?", [id])), None)


def posted_with(file: WardFile, entry: Entry) -> list[Entry]:
    """An entry with all that the same verb entered; they stand together, so that no index on the
    verb is needed."""
    verb = "(SELECT verb FROM entry WHERE id = :id)"
    first = (
        f"coalesce((SELECT id FROM entry WHERE id < :id AND verb <> {verb} ORDER BY id DESC "
        f"LIMIT 1), 0)"
    )
    last = (
        f"coalesce((SELECT id FROM entry WHERE id > :id AND verb <> {verb} ORDER BY id LIMIT "
        f"1), :id + 1000000)"
    )
    (between,) = file.db.execute(f"SELECT {first}, {last}", {"id": entry.id}).fetchall()
    return _read(file, "id > ? AND id < ?", list(between))


def of_loans(file: WardFile, loans: Sequence[LoanId]) -> dict[LoanId, list[Entry]]:
    """The ledger of each of these loans, in the order of the days."""
    found: dict[LoanId, list[Entry]] = {}
    for each in _read(file, f"loan IN ({_marks(loans)})", loans):
        found.setdefault(each.loan, []).append(each)
    return found


def has_entries(file: WardFile, member: MemberId) -> bool:
    """Whether anything was ever entered under the name of a member."""
    return (
        file.db.execute("SELECT 1 FROM entry WHERE member = ? LIMIT 1", [member]).fetchone()
        is not None
    )


def has_entries_since(file: WardFile, member: MemberId, day: date) -> bool:
    """Whether an entry of a day or later stands under the name of a member."""
    return bool(standing(_read(file, "member = ? AND entry_on >= ?", [member, day.isoformat()])))


def is_taken_back(file: WardFile, id: int) -> bool:
    """Whether another entry takes this one back."""
    return bool(_read(file, "reverses = ?", [id]))


def everything(file: WardFile) -> list[Entry]:
    """The whole ledger, in the order of the days."""
    return _read(file, "true", [])


def _read(file: WardFile, test: str, values: Sequence[Any]) -> list[Entry]:
    sql = f"SELECT id, {_NAMES} FROM entry WHERE {test} ORDER BY entry_on, id"
    return [_entry(row) for row in file.db.execute(sql, list(values)).fetchall()]


def _entry(row: tuple[Any, ...]) -> Entry:
    values = {
        each.name: each.kind.loaded(value) for each, value in zip(_FIELDS, row[1:], strict=True)
    }
    return Entry(id=row[0], **values)


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def loan_balances(
    file: WardFile, day: date, loans: Collection[LoanId] | None = None
) -> dict[LoanId, Balance]:
    """The balance at the end of a day by the id of the loan: of all that were paid out by then, or
    of these."""
    among = "" if loans is None else f"AND loan IN ({_marks(loans)})"
    found = _balances(
        file,
        "loan",
        f"loan IS NOT NULL AND entry_on <= ? {among}",
        [day.isoformat(), *(loans or ())],
    )
    return {LoanId(id): balance for id, balance in found.items()}


def balances_of_days(file: WardFile, days: Sequence[date]) -> dict[date, dict[LoanId, Balance]]:
    """The balance of every loan at the end of each of these days, in one walk through the
    ledger."""
    sums = ", ".join(["sum(amount) FILTER (WHERE entry_on <= ?)"] * len(days))
    sql = (
        f"SELECT loan, kind, {sums} FROM entry WHERE loan IS NOT NULL AND entry_on <= ? GROUP "
        f"BY loan, kind"
    )
    texts = [day.isoformat() for day in days]
    found: list[dict[LoanId, list[int]]] = [{} for _day in days]
    for loan, kind, *amounts in file.db.execute(sql, [*texts, max(texts)]):
        for parts_by_loan, amount in zip(found, amounts, strict=True):
            if amount is not None:
                parts = parts_by_loan.get(loan) or parts_by_loan.setdefault(loan, [0] * len(_PARTS))
                for place, sign in _MOVED[kind]:
                    parts[place] += sign * amount
    return {
        day: {loan: Balance._make(parts) for loan, parts in parts_by_loan.items()}
        for day, parts_by_loan in zip(days, found, strict=True)
    }


def savings(file: WardFile, day: date, members: Collection[int] | None = None) -> dict[int, int]:
    """Savings at the end of a day, in đồng, by the id of the member: of all who have some, or of
    these members."""
    kinds = ", ".join(
        f"'{kind}'" for kind in _SAVINGS
    )  # spelled out, for the index is partial by them
    among = "" if members is None else f"AND member IN ({_marks(members)})"
    test = f"kind IN ({kinds}) AND entry_on <= ? {among}"
    found = _balances(file, "member", test, [day.isoformat(), *(members or ())])
    return {member: balance.savings for member, balance in found.items()}


def principal(file: WardFile) -> Iterator[tuple[LoanId, date, str, int, date]]:
    """Every entry that moves principal: loan, day, kind, amount in đồng, the day from which it
    counts."""
    day = cache(date.fromisoformat)
    valued = dict(file.db.execute("SELECT id, value_on FROM entry WHERE value_on <> ''").fetchall())
    sql = f"SELECT id, loan, entry_on, kind, amount FROM entry WHERE {OF_PRINCIPAL}"
    for id, loan, entry_on, kind, amount in file.db.execute(sql).fetchall():
        yield loan, day(entry_on), kind, amount, day(valued.get(id, entry_on))


def all_savings(file: WardFile, day: date) -> int:
    """The savings of all members together at the end of a day, in đồng."""
    kinds = ", ".join(f"'{kind}'" for kind in _SAVINGS)
    by_member = (
        f"SELECT kind, sum(amount) AS saved FROM entry WHERE kind IN ({kinds}) AND "
        f"entry_on <= ? GROUP BY member, kind"
    )
    # the inner one goes by the index
    sql = f"SELECT kind, sum(saved) FROM ({by_member}) by_member GROUP BY kind"
    return balance_of(file.db.execute(sql, [day.isoformat()]).fetchall()).savings


def _balances(file: WardFile, whose: str, test: str, values: Sequence[Any]) -> dict[int, Balance]:
    """Balances by loan or member. One sum a kind, in the order of the index, takes SQLite less time
    than one a part."""
    sql = f"SELECT {whose}, kind, sum(amount) FROM entry WHERE {test} GROUP BY {whose}, kind"
    sums: dict[int, list[tuple[str, int]]] = {}
    for owner, kind, amount in file.db.execute(sql, list(values)):
        sums.setdefault(owner, []).append((kind, amount))
    return {owner: balance_of(kinds) for owner, kinds in sums.items()}


def balance_of(sums: Iterable[tuple[str, int]]) -> Balance:
    """The balance that the sums of entries of each kind come to."""
    parts = [0] * len(_PARTS)
    for kind, amount in sums:
        for place, sign in _MOVED[kind]:
            parts[place] += sign * amount
    return Balance._make(parts)


def schedules(file: WardFile, day: date) -> dict[int, list[Instalment]]:
    """The instalments of every loan by the terms that hold on a day, by the id of the loan, in
    their order."""
    newest = (
        "SELECT id, loan, row_number() OVER (PARTITION BY loan ORDER BY from_on DESC, id DESC) AS "
        "age "
        "FROM loan_terms WHERE removed_on = '' AND from_on <= ?"
    )
    sql = (
        f"SELECT terms.loan, due_on, amount FROM ({newest}) terms JOIN instalment ON owner = "
        f"terms.id "
        "WHERE age = 1 ORDER BY terms.loan, position"
    )
    found: dict[int, list[Instalment]] = {}
    for loan, due_on, amount in file.db.execute(sql, [day.isoformat()]).fetchall():
        found.setdefault(loan, []).append(
            Instalment(due_on=date.fromisoformat(due_on), amount=amount)
        )
    return found


def beginnings(file: WardFile, kind: str) -> dict[LoanId, dict[date, int]]:
    """What was paid out or taken over (`kind`) on each loan, in đồng by the day and in the order of
    days, by the id of the loan; what was taken back is left out."""
    found: dict[LoanId, dict[date, int]] = {}
    for loan, _booked_on, each, amount, day in principal(file):
        if each == kind:
            days = found.setdefault(loan, {})
            days[day] = days.get(day, 0) + amount
    return {
        loan: {day: days[day] for day in sorted(days) if days[day]} for loan, days in found.items()
    }


def first_paid_out(file: WardFile) -> dict[LoanId, date]:
    """The day on which each loan was first paid out, by its id; also of one taken over."""
    former = "SELECT id, former_paid_on FROM loan WHERE former_paid_on <> ''"
    sql = (
        f"SELECT loan, min(entry_on) FROM entry WHERE {OF_PRINCIPAL} AND kind = 'disbursed' "
        f"GROUP BY loan"
    )
    days = {**dict(file.db.execute(sql).fetchall()), **dict(file.db.execute(former).fetchall())}
    return {LoanId(loan): date.fromisoformat(day) for loan, day in days.items()}
