"""What figures of reports are counted from: read once from the file, then true for any period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lcdesk.domain.figures import Facts, Figures, GroupFact, LoanFact, MemberFact
from lcdesk.domain.groups import Group
from lcdesk.domain.interest import BEARING, Move, RateFrom, accrued_on
from lcdesk.domain.ledger import Balance
from lcdesk.domain.periods import Period
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile

NOTHING = Balance()


@dataclass(frozen=True)
class BookedLoan:
    """A loan as figures need it; application 0 for one from before the program was used.

    Also one that was taken back: the days before that day had it.
    """

    id: int
    household: int
    group: int
    programme: int
    fund_source: str
    beneficiary: str
    application: int
    paid_out_on: date | None
    moves: Sequence[Move]
    rates: Sequence[RateFrom]


@dataclass(frozen=True)
class BookedMember:
    """A member with the days between which they belong to the group."""

    id: int
    group: int
    joined_on: str
    left_on: str

    def belongs(self, day: date) -> bool:
        text = day.isoformat()
        return bool(self.joined_on) and self.joined_on <= text and (not self.left_on or text < self.left_on)


@dataclass(frozen=True)
class Books:
    """All of the file that figures of any period are counted from; good until something is saved."""

    loans: tuple[BookedLoan, ...]
    members: tuple[BookedMember, ...]
    groups: Mapping[int, Group]
    classes: Mapping[int, Sequence[tuple[int, str]]]
    """The classes of a household by the id of it: years in their order, and the class from each on."""

    def class_of(self, household: int, year: int, otherwise: str) -> str:
        """The class of a household in a year, the newest known by then."""
        known = [name for since, name in self.classes.get(household, ()) if since <= year]
        return known[-1] if known else otherwise


def read(file: WardFile) -> Books:
    """Read the books once."""
    return Books(
        loans=tuple(_loans(file)),
        members=tuple(_members(file)),
        groups={each.id: each for each in records.find(file, Group)},
        classes=_classes(file),
    )


def _loans(file: WardFile) -> list[BookedLoan]:
    moves, rates, first = _moves(file), _rates(file), ledger.first_paid_out(file)
    sql = (
        'SELECT loan.id, household, loan."group", programme, fund_source, beneficiary, '
        "coalesce(loan.application, 0) FROM loan "
        "JOIN member ON member.id = loan.member ORDER BY loan.id"
    )
    return [
        BookedLoan(
            id, household, group, programme, fund, asked_as, asked, first.get(id), moves.get(id, ()), rates.get(id, ())
        )
        for id, household, group, programme, fund, asked_as, asked in file.db.execute(sql).fetchall()
    ]


def _moves(file: WardFile) -> dict[int, list[Move]]:
    marks = ", ".join("?" * len(BEARING))
    sql = f"SELECT loan, entry_on, kind, amount FROM entry WHERE loan IS NOT NULL AND kind IN ({marks})"
    found: dict[int, list[Move]] = {}
    for loan, entry_on, kind, amount in file.db.execute(sql, list(BEARING)).fetchall():
        found.setdefault(loan, []).append((date.fromisoformat(entry_on), amount * BEARING[kind]))
    return found


def _rates(file: WardFile) -> dict[int, list[RateFrom]]:
    sql = "SELECT loan, from_on, rate FROM loan_terms WHERE removed_on = '' ORDER BY loan, from_on, id"
    found: dict[int, list[RateFrom]] = {}
    for loan, from_on, rate in file.db.execute(sql).fetchall():
        found.setdefault(loan, []).append((date.fromisoformat(from_on), rate))
    return found


def _members(file: WardFile) -> list[BookedMember]:
    sql = "SELECT id, \"group\", joined_on, left_on FROM member WHERE removed_on = '' ORDER BY id"
    return [BookedMember(*row) for row in file.db.execute(sql).fetchall()]


def _classes(file: WardFile) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    sql = "SELECT owner, year, household_class FROM household_class ORDER BY owner, year"
    for owner, year, name in file.db.execute(sql).fetchall():
        found.setdefault(owner, []).append((year, name))
    return found


def facts(file: WardFile, books: Books, period: Period, today: date) -> Facts:
    """What figures of a period are counted from, each fact where it belonged on its day."""
    as_of = min(period.last, today)
    ends = _ends(books, period, as_of)
    return Facts(
        as_of=as_of,
        loans=tuple(_loan_facts(file, books, period, ends)),
        members=tuple(_member_facts(file, books, as_of)),
        groups=tuple(
            GroupFact(each.id, each.association_on(as_of), each.neighbourhood)
            for each in books.groups.values()
            if each.is_active(as_of)
        ),
    )


def _ends(books: Books, period: Period, as_of: date) -> list[date]:
    """The day before the period, and the last days of the stretches in which nothing it is broken down by changes."""
    before = min(period.first - timedelta(days=1), as_of)
    years = {date(year, 12, 31) for year in range(period.first.year, as_of.year)}
    handed_over = {
        each.until_on - timedelta(days=1) for group in books.groups.values() for each in group.former if each.until_on
    }
    return [before, *sorted(day for day in years | handed_over if before < day < as_of), as_of]


def _loan_facts(file: WardFile, books: Books, period: Period, ends: Sequence[date]) -> list[LoanFact]:
    found = []
    balances = {day: ledger.loan_balances(file, day) for day in ends}
    for before, end in pairwise(ends):
        for loan in books.loans:
            now, was = balances[end].get(loan.id), balances[before].get(loan.id, NOTHING)
            if now is not None and (now != was or now.outstanding or now.interest_paid):
                fact = _loan_fact(books, loan, end, was, now, last=end == ends[-1])
                is_new = _is_between(loan.paid_out_on, before, end) and balances[ends[-1]][loan.id].disbursed > 0
                found.append(fact._replace(new_loans=int(is_new)))
    return found


def _is_between(day: date | None, before: date, end: date) -> bool:
    return day is not None and before < day <= end


def _loan_fact(books: Books, loan: BookedLoan, end: date, was: Balance, now: Balance, last: bool) -> LoanFact:
    """A loan in a stretch of days up to one; where it stands is said in the last stretch."""
    group = books.groups[loan.group]
    stands = now if last else NOTHING
    owed = max(accrued_on(loan.moves, loan.rates, end) - now.interest_paid, 0) if last else 0
    return LoanFact(
        loan=loan.id,
        household=loan.household,
        programme=loan.programme,
        association=group.association_on(end),
        group=loan.group,
        neighbourhood=group.neighbourhood,
        fund_source=loan.fund_source,
        household_class=books.class_of(loan.household, end.year, loan.beneficiary),
        new_loans=0,
        paid_out=now.disbursed - was.disbursed,
        repaid=now.repaid - was.repaid,
        interest_paid=now.interest_paid - was.interest_paid,
        outstanding=stands.outstanding,
        overdue=stands.overdue,
        frozen=stands.frozen,
        interest_owed=owed,
    )


def _member_facts(file: WardFile, books: Books, day: date) -> list[MemberFact]:
    savings = ledger.savings(file, day)
    found = []
    for each in books.members:
        belongs, saved = each.belongs(day), savings.get(each.id, 0)
        if belongs or saved:
            group = books.groups[each.group]
            association = group.association_on(day)
            found.append(MemberFact(each.id, association, each.group, group.neighbourhood, int(belongs), saved))
    return found


def whole(file: WardFile, period: Period, facts_: Facts) -> Figures:
    """The figures of the ward by the ledger and the registers alone, which every breakdown must come to.

    What is owed in interest is no sum of the ledger; it is that of the facts.
    """
    day, before = facts_.as_of.isoformat(), (period.first - timedelta(days=1)).isoformat()
    now, was = _sum(file, day), _sum(file, min(before, day))
    loans, households = file.db.execute(_OWING, [day]).fetchone()
    return Figures(
        groups=_one(file, _GROUPS, day, day),
        members=_one(file, _MEMBERS, day, day),
        households=households,
        loans=loans,
        new_loans=_one(file, _NEW_LOANS, day, before, day),
        paid_out=now.disbursed - was.disbursed,
        repaid=now.repaid - was.repaid,
        interest_paid=now.interest_paid - was.interest_paid,
        outstanding=now.outstanding,
        overdue=now.overdue,
        frozen=now.frozen,
        interest_owed=sum(each.interest_owed for each in facts_.loans),
        savings=ledger.all_savings(file, facts_.as_of),
    )


_GROUPS = (
    "SELECT count(*) FROM \"group\" WHERE removed_on = '' AND founded_on <= ? "
    "AND (dissolved_on = '' OR dissolved_on > ?)"
)
_MEMBERS = (
    "SELECT count(*) FROM member WHERE removed_on = '' AND joined_on <> '' AND joined_on <= ? "
    "AND (left_on = '' OR left_on > ?)"
)
_OWING = (
    "SELECT count(*), count(DISTINCT household) FROM ("
    "SELECT loan, household FROM entry JOIN loan ON loan.id = loan JOIN member ON member.id = loan.member "
    "WHERE loan IS NOT NULL AND kind IN ('disbursed', 'repaid', 'repaid_from_savings') AND entry_on <= ? "
    "GROUP BY loan HAVING sum(CASE kind WHEN 'disbursed' THEN entry.amount ELSE -entry.amount END) > 0)"
)
_NEW_LOANS = (
    "SELECT count(*) FROM (SELECT min(entry_on) AS first FROM entry WHERE loan IS NOT NULL AND kind = 'disbursed' "
    "AND entry_on <= ? GROUP BY loan HAVING sum(amount) > 0) WHERE first > ? AND first <= ?"
)


def _one(file: WardFile, sql: str, *values: str) -> int:
    return int(file.db.execute(sql, list(values)).fetchone()[0])


def _sum(file: WardFile, day: str) -> Balance:
    """The balance of all loans together at the end of a day."""
    sql = "SELECT kind, sum(amount) FROM entry WHERE loan IS NOT NULL AND entry_on <= ? GROUP BY kind"
    return ledger.balance_of(file.db.execute(sql, [day]).fetchall())
