"""What figures of a period are counted from, each fact where it belonged on its day, and the sums
it must come to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from lcdesk.domain.days import day_before
from lcdesk.domain.figures import Figures, GroupFact, LoanFact, MemberFact, PeriodFacts
from lcdesk.domain.interest import accrued_on
from lcdesk.domain.ledger import Balance
from lcdesk.domain.periods import Period
from lcdesk.storage import ledger
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookedLoan, BookReader, Books

_NOTHING = Balance()


def read_facts(reader: BookReader, period: Period) -> PeriodFacts:
    """What all figures of a period are counted from."""
    return with_groups(reader, read_loan_facts(reader, period))


def read_loan_facts(reader: BookReader, period: Period) -> PeriodFacts:
    """What the figures of loans in a period are counted from, without groups and members."""
    as_of = min(period.last, reader.today)
    return PeriodFacts(as_of, tuple(_loan_facts(reader, ends_of(reader.books, period, as_of))))


def with_groups(reader: BookReader, facts: PeriodFacts) -> PeriodFacts:
    """Facts of loans together with the groups and members of the same day."""
    day = facts.as_of
    groups = tuple(
        GroupFact(each.id, each.association_on(day), each.neighbourhood)
        for each in reader.books.groups.values()
        if each.is_active(day)
    )
    return replace(facts, groups=groups, members=tuple(_member_facts(reader, day)))


def read_debt(reader: BookReader, day: date) -> PeriodFacts:
    """Debt alone as it stood at the end of a day, to compare with."""
    stretch = _Stretch(reader.books, day)
    (balances,) = reader.read_balances(day)
    owed = ((loan, balances.get(loan.id, _NOTHING)) for loan in reader.books.loans)
    return PeriodFacts(
        day, loans=tuple(stretch.fact(loan, now, now, now) for loan, now in owed if now.outstanding)
    )


def ends_of(books: Books, period: Period, as_of: date) -> list[date]:
    """The day before the period, and the last days of the stretches in which nothing it is broken
    down by changes."""
    before = min(day_before(period.first), as_of)
    years = {date(year, 12, 31) for year in range(period.first.year, as_of.year)}
    handed_over = {day_before(day) for day in books.handed_over}
    return [before, *sorted(day for day in years | handed_over if before < day < as_of), as_of]


def _loan_facts(reader: BookReader, ends: Sequence[date]) -> Iterator[LoanFact]:
    balances = reader.read_balances(*ends)
    last = balances[-1]
    for (before, end), (was, now) in zip(pairwise(ends), pairwise(balances), strict=True):
        stretch = _Stretch(reader.books, end)
        for loan in reader.books.loans:
            here = now.get(loan.id)
            if here is None:
                continue
            there = was.get(loan.id, _NOTHING)
            stands = here if end == ends[-1] else _NOTHING
            is_new = (
                loan.paid_out_on is not None
                and before < loan.paid_out_on <= end
                and last[loan.id].disbursed > 0
            )
            owed = _interest_owed(loan, stands, end) if stands is here else 0
            if here != there or stands.outstanding or owed:
                yield stretch.fact(loan, there, here, stands, int(is_new), owed)


def _interest_owed(loan: BookedLoan, stands: Balance, day: date) -> int:
    return max(accrued_on(loan.moves, loan.rates, day) - stands.interest_paid, 0)


class _Stretch:
    """Days in which each loan belongs to one line of every breakdown: that of the last of them."""

    def __init__(self, books: Books, end: date) -> None:
        self._books, self._year = books, end.year
        self._associations: Mapping[int, int] = books.associations(end)

    def fact(
        self,
        loan: BookedLoan,
        was: Balance,
        now: Balance,
        stands: Balance,
        is_new: int = 0,
        owed: int = 0,
    ) -> LoanFact:
        """What moved on a loan from one balance to another, and where it stands."""
        return LoanFact(
            loan.id,
            loan.household,
            loan.programme,
            self._associations[loan.group],
            loan.group,
            self._books.groups[loan.group].neighbourhood,
            loan.fund_source,
            self._books.class_of(loan.household, self._year, loan.beneficiary),
            is_new,
            now.disbursed - was.disbursed,
            now.repaid - was.repaid,
            now.interest_paid - was.interest_paid,
            stands.outstanding,
            stands.overdue,
            stands.frozen,
            owed,
        )


def _member_facts(reader: BookReader, day: date) -> Iterator[MemberFact]:
    books, savings, text = reader.books, reader.read_savings(day), day.isoformat()
    associations = books.associations(day)
    for each in books.members:
        belongs, saved = each.belongs(text), savings.get(each.id, 0)
        if belongs or saved:
            place = books.groups[each.group].neighbourhood
            yield MemberFact(
                each.id, associations[each.group], each.group, place, int(belongs), saved
            )


def read_whole(file: WardFile, period: Period, facts: PeriodFacts) -> Figures:
    """The figures of the ward by the ledger and the registers alone, which every breakdown must
    come to.

    What is owed in interest is no sum of the ledger; it is that of the facts.
    """
    day = facts.as_of.isoformat()
    before = min(day_before(period.first).isoformat(), day)
    now, moved = _sums(file, day, before)
    loans, households = file.db.execute(_OWING, [day]).fetchone()
    return Figures(
        groups=_one(file, _GROUPS, day, day),
        members=_one(file, _MEMBERS, day, day),
        households=households,
        loans=loans,
        new_loans=_one(file, _NEW_LOANS, day, before, day),
        paid_out=moved.disbursed,
        repaid=moved.repaid,
        interest_paid=moved.interest_paid,
        outstanding=now.outstanding,
        overdue=now.overdue,
        frozen=now.frozen,
        interest_owed=sum(each.interest_owed for each in facts.loans),
        savings=ledger.all_savings(file, facts.as_of),
    )


_GROUPS = (
    "SELECT count(*) FROM \"group\" WHERE removed_on = '' AND founded_on <= ? "
    "AND (dissolved_on = '' OR dissolved_on > ?)"
)
_MEMBERS = (
    "SELECT count(*) FROM member WHERE removed_on = '' AND joined_on <> '' AND joined_on <= ? "
    "AND (left_on = '' OR left_on > ?)"
)
_OWING = (  # the index on principal holds all that the two below ask for; a loan has one household
    "SELECT count(*), count(DISTINCT household) FROM ("
    "SELECT min(household) AS household FROM entry "
    "JOIN loan ON loan.id = entry.loan JOIN member ON member.id = loan.member "
    f"WHERE {ledger.OF_PRINCIPAL} AND kind IN ('disbursed', 'repaid', 'repaid_from_savings') AND "
    f"entry_on <= ? "
    "GROUP BY entry.loan "
    "HAVING sum(CASE kind WHEN 'disbursed' THEN entry.amount ELSE -entry.amount END) > 0) owing"
)
_NEW_LOANS = (
    f"SELECT count(*) FROM (SELECT min(entry_on) AS first_on FROM entry WHERE "
    f"{ledger.OF_PRINCIPAL} "
    "AND kind = 'disbursed' AND entry_on <= ? GROUP BY loan HAVING sum(amount) > 0) lent "
    "WHERE first_on > ? AND first_on <= ?"
)
_MOVED = "sum(amount), coalesce(sum(amount) FILTER (WHERE entry_on > :before), 0) FROM entry"
_SUMS = (
    f"SELECT kind, {_MOVED} WHERE {ledger.OF_PRINCIPAL} AND entry_on <= :day GROUP BY kind UNION "
    f"ALL "
    f"SELECT kind, {_MOVED} WHERE loan IS NOT NULL AND kind = 'interest_paid' AND entry_on <= "
    f":day GROUP BY kind"
)


def _one(file: WardFile, sql: str, *values: str) -> int:
    return int(file.db.execute(sql, list(values)).fetchone()[0])


def _sums(file: WardFile, day: str, before: str) -> tuple[Balance, Balance]:
    """The balance of all loans together at the end of a day, and what moved since another."""
    rows = file.db.execute(_SUMS, {"before": before, "day": day}).fetchall()
    return ledger.balance_of((kind, now) for kind, now, _moved in rows), ledger.balance_of(
        (kind, moved) for kind, _now, moved in rows
    )
