"""The ledger: positions of all loans beside one hand-written statement, and the sheet of a group's
month."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench import ward
from bench.rows import Row, ratios, seconds
from bench.ward import PASSWORD
from lcdesk.actions import collecting, files
from lcdesk.domain.collecting import CashLine, CollectionLine, CollectionSheet
from lcdesk.domain.days import months_later
from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.people import Member
from lcdesk.queries import month_sheets
from lcdesk.storage import connection, database, ledger, records
from lcdesk.storage.database import WardFile

RUNS, ROUNDS, SAVES = 7, 5, 6
DAY = date(2026, 6, 30)
MONTHS = 60
MEMBERS = 60
HAND_WRITTEN = """
    SELECT loan,
        sum(CASE kind WHEN 'disbursed' THEN amount ELSE 0 END),
        sum(CASE kind WHEN 'repaid' THEN amount WHEN 'repaid_from_savings' THEN amount ELSE 0 END),
        sum(CASE kind WHEN 'moved_overdue' THEN amount WHEN 'cleared_overdue' THEN -amount ELSE 0
        END), sum(CASE kind WHEN 'frozen' THEN amount WHEN 'unfrozen' THEN -amount ELSE 0 END),
        sum(CASE kind WHEN 'interest_paid' THEN amount ELSE 0 END)
    FROM entry WHERE loan IS NOT NULL AND entry_on <= ? GROUP BY loan
"""


def rows(folder: Path) -> Iterator[Row]:
    path = ward.made(folder)
    file = files.open_ward(path, PASSWORD)
    _fill(file)
    loans = len(ledger.loan_balances(file, DAY))
    entries = file.db.execute("SELECT count(*) FROM entry").fetchone()[0]
    about = f"positions of {loans} loans, {entries} entries"

    def ours(_number: int) -> object:
        return ledger.loan_balances(file, DAY)

    def by_hand(_number: int) -> object:
        return file.db.execute(HAND_WRITTEN, [DAY.isoformat()]).fetchall()

    yield Row(
        f"{about} ÷ one hand-written statement", 1.3, tuple(ratios(ours, by_hand, RUNS, ROUNDS))
    )
    taken = [seconds(lambda: ours(0)) * 1000 for _run in range(RUNS)]
    yield Row(about, 300, tuple(taken), "ms")
    group = _largest(file)
    opened = [
        seconds(lambda: month_sheets.open_sheet(file, GroupId(group), DAY, DAY)) * 1000
        for _run in range(RUNS)
    ]
    size = len(month_sheets.open_sheet(file, GroupId(group), DAY, DAY).rows)
    yield Row(
        f"the month sheet of a group, {size} lines, read with its interest",
        100,
        tuple(opened),
        "ms",
    )
    about = f"saving it ÷ reading it, inserting as many rows and COMMIT, {size} lines"
    yield Row(about, 2, tuple(_saving(file, group)))
    file.close()


def _fill(file: WardFile) -> None:
    """Months of interest on every loan and of savings of everybody, back from the day of the
    sample."""
    members = [each.id for each in records.find(file, Member) if each.is_active(DAY)]
    loans = {id: ledger.of_loan(file, id)[0] for id in ledger.loan_balances(file, DAY)}
    with records.writing(file, "bench", undoable=False) as write:
        for month in range(MONTHS):
            day = months_later(DAY, -month)
            paid = [
                Entry(
                    loan=id, member=first.member, entry_on=day, kind="interest_paid", amount=1_000
                )
                for id, first in loans.items()
            ]
            saved = [Entry(member=id, entry_on=day, kind="saved", amount=20_000) for id in members]
            ledger.post(write, paid + saved)


def _largest(file: WardFile) -> int:
    groups: dict[int, int] = {}
    for member in records.find(file, Member):
        groups[member.group] = groups.get(member.group, 0) + member.is_active(DAY)
    return max(groups, key=lambda group: groups[group])


def _saving(file: WardFile, group: int) -> Iterator[float]:
    """Sheets of later months: all members save, all loans bear interest."""
    twin = file.path.with_name("twin-ledger.lcdesk")
    database.copy_to(file.db, twin, file.key)
    bare = connection.connect(twin, file.key)
    bare.execute(
        "CREATE TABLE bare (loan INTEGER, member INTEGER, day TEXT, kind TEXT, amount INTEGER) "
        "STRICT"
    )
    lines = tuple(
        CollectionLine(
            member=row.member.id,
            loan=LoanId(row.loan.id if row.loan else 0),
            interest_paid=10_000 if row.loan else 0,
            saved=20_000 if row.first else 0,
        )
        for row in month_sheets.open_sheet(file, GroupId(group), DAY, DAY).rows
    )
    total = sum(line.interest_paid + line.saved for line in lines)
    cash = (CashLine(denomination=10_000, count=total // 10_000),)
    entries = [
        (line.loan, line.member, "x", "saved", 1)
        for line in lines
        for _part in range(1 + bool(line.loan))
    ]

    def ours(number: int) -> None:
        month = months_later(date(2030, 1, 1), number)
        day = month + timedelta(days=14)
        sheet = CollectionSheet(held_on=day, lines=lines, cash=cash)
        collecting.save_sheet(file, GroupId(group), month, sheet, 0, date(2099, 1, 1))

    def commit(number: int) -> None:
        # What is saved is judged against what the sheet shows, so that much reading belongs to it.
        month_sheets.open_sheet(file, GroupId(group), months_later(date(2029, 1, 1), number), DAY)
        bare.execute("BEGIN")
        for entry in entries:
            bare.execute("INSERT INTO bare VALUES (?, ?, ?, ?, ?)", entry)
        bare.execute("COMMIT")

    yield from ratios(ours, commit, RUNS, SAVES)
    bare.close()
