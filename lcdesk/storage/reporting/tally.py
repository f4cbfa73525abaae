"""What figures of a period are counted from, each fact where it belonged on its day, and the sums
it must come to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise

from lcdesk.domain.days import day_before
from lcdesk.domain.figures import Figures, GroupFact, LoanFact, MemberFact, PeriodFacts
from lcdesk.domain.interest import due_on
from lcdesk.domain.ledger import Balance, balance_on
from lcdesk.domain.periods import Period
from lcdesk.domain.positions import owed
from lcdesk.storage import ledger, lookups
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookedLoan, BookReader, Books

_NOTHING = Balance()


def read_facts(reader: BookReader, period: Period) -> PeriodFacts:
    """What all figures of a period are counted from."""
    return with_groups(reader, read_loan_facts(reader, period))


def read_loan_facts(reader: BookReader, period: Period) -> PeriodFacts:
    """What the figures of loans in a period are counted from, without groups and members."""
    as_of = min(period.last, reader.today)
    return PeriodFacts(as_of, tuple(_loan_facts(reader, _year_ends(period, as_of))))


def with_groups(reader: BookReader, facts: PeriodFacts) -> PeriodFacts:
    """Facts of loans together with the groups and members of the same day."""
    day = facts.as_of
    places = reader.books.places(day)
    groups = tuple(
        GroupFact(each.id, *places[each.id])
        for each in reader.books.groups.values()
        if each.is_active(day)
    )
    return replace(facts, groups=groups, members=tuple(_member_facts(reader, day)))


def read_debt(reader: BookReader, day: date) -> PeriodFacts:
    """Debt alone as it stood at the end of a day, to compare with."""
    stretch = _Stretch(reader.books, day)
    (balances,) = reader.read_balances(day)
    owed = ((loan, balances.get(loan.id, _NOTHING)) for loan in reader.books.loans)
    found = (stretch.fact(loan, now, now, now) for loan, now in owed if now.outstanding)
    return PeriodFacts(day, loans=tuple(chain.from_iterable(found)))


def ends_of(books: Books, period: Period, as_of: date) -> list[date]:
    """The day before the period, and the last days of the stretches in which nobody belongs
    elsewhere."""
    ends = _year_ends(period, as_of)
    turns = {day_before(day) for day in books.turning_days}
    return sorted({*ends, *(day for day in turns if ends[0] < day < as_of)})


def _year_ends(period: Period, as_of: date) -> list[date]:
    """The day before the period, the last days of its years, in which classes hold, and its own."""
    before = min(day_before(period.first), as_of)
    years = (date(year, 12, 31) for year in range(period.first.year, as_of.year))
    return [before, *(day for day in years if before < day < as_of), as_of]


def _loan_facts(reader: BookReader, ends: Sequence[date]) -> Iterator[LoanFact]:
    """What moved on each loan in each stretch; one that belongs elsewhere from a day within it has
    two there."""
    balances, turned = reader.read_balances(*ends), _turned(reader, ends)
    last = balances[-1]
    for (before, end), (was, now) in zip(pairwise(ends), pairwise(balances), strict=True):
        stretch = _Stretch(reader.books, end)
        for loan in reader.books.loans:
            here = now.get(loan.id)
            if here is None:
                continue
            first, there = before, was.get(loan.id, _NOTHING)
            for day, then in turned.get(loan.id, ()):
                if before < day < end:
                    piece = _Stretch(reader.books, day)
                    yield from piece.moved(loan, first, there, then, _NOTHING, last[loan.id])
                    first, there = day, then
            stands = here if end == ends[-1] else _NOTHING
            yield from stretch.moved(loan, first, there, here, stands, last[loan.id])


def _turned(
    reader: BookReader, ends: Sequence[date]
) -> Mapping[int, Sequence[tuple[date, Balance]]]:
    """For each loan that belongs elsewhere from a day within, the last day before each with its
    balance then."""
    days = {
        loan.id: sorted(
            day_before(day) for day in reader.books.turns(loan) if ends[0] < day <= ends[-1]
        )
        for loan in reader.books.loans
    }
    days = {id: found for id, found in days.items() if found}
    entries = ledger.of_loans(reader.file, list(days)) if days else {}
    return {
        id: [(day, balance_on(entries.get(id, ()), day)) for day in found]
        for id, found in days.items()
    }


def _interest_owed(loan: BookedLoan, stands: Balance, day: date) -> int:
    return owed(due_on(loan.moves, loan.rates, day, loan.interest_day), stands)


class _Stretch:
    """Days in which each loan belongs to one line of every breakdown: that of the last of them."""

    def __init__(self, books: Books, end: date) -> None:
        self._books, self._end, self._day = books, end, end.isoformat()
        self._places = books.places(end)

    def moved(
        self,
        loan: BookedLoan,
        before: date,
        was: Balance,
        now: Balance,
        stands: Balance,
        last: Balance,
    ) -> Iterator[LoanFact]:
        """What moved on a loan since the day before, if anything did or is left; `last` is its
        balance at the end of all."""
        is_new = (
            loan.paid_out_on is not None
            and before < loan.paid_out_on <= self._end
            and last.disbursed > 0
        )
        owes = _interest_owed(loan, stands, self._end) if stands is now else 0
        if now != was or stands.outstanding or owes:
            yield from self.fact(loan, was, now, stands, int(is_new), owes)

    def fact(
        self,
        loan: BookedLoan,
        was: Balance,
        now: Balance,
        stands: Balance,
        is_new: int = 0,
        owed: int = 0,
    ) -> Iterator[LoanFact]:
        """What moved on a loan from one balance to another, and where it stands; nothing where
        another ward has it."""
        group = loan.group_on(self._day)
        if (place := self._places.get(group)) is None:
            return
        yield LoanFact(
            loan.id,
            loan.household,
            loan.programme,
            place.association,
            group,
            place.neighbourhood,
            loan.fund_source,
            self._books.class_of(loan.household, self._end.year, loan.beneficiary),
            is_new,
            now.disbursed - was.disbursed,
            now.repaid - was.repaid,
            now.interest_paid - was.interest_paid,
            now.taken_over - was.taken_over,
            now.written_off - was.written_off,
            now.interest_written_off - was.interest_written_off,
            stands.outstanding,
            stands.overdue,
            stands.frozen,
            owed,
        )


def _member_facts(reader: BookReader, day: date) -> Iterator[MemberFact]:
    books, savings, text = reader.books, reader.read_savings(day), day.isoformat()
    places = books.places(day)
    for each in (booked.on(text) for booked in books.members):
        belongs, saved = each.belongs(text), savings.get(each.id, 0)
        place = places.get(each.group)
        if place and (belongs or saved):
            yield MemberFact(
                each.id, place.association, each.group, place.neighbourhood, int(belongs), saved
            )


def read_whole(file: WardFile, period: Period, facts: PeriodFacts) -> Figures:
    """The figures of the ward by the ledger and the registers alone, which every breakdown must
    come to.

    What is owed in interest is no sum of the ledger; it is that of the facts.
    """
    day = facts.as_of.isoformat()
    before = min(day_before(period.first).isoformat(), day)
    now, moved = _sums(file, day, before)
    loans, households = file.db.execute(_OWING, {"day": day}).fetchone()
    return Figures(
        groups=_one(file, _GROUPS, {"day": day}),
        members=sum(lookups.member_counts(file, facts.as_of).values()),
        households=households,
        loans=loans,
        new_loans=_one(file, _NEW_LOANS, {"before": before, "day": day}),
        paid_out=moved.disbursed,
        repaid=moved.repaid,
        interest_paid=moved.interest_paid,
        taken_over=moved.taken_over,
        written_off=moved.written_off,
        interest_written_off=moved.interest_written_off,
        outstanding=now.outstanding,
        overdue=now.overdue,
        frozen=now.frozen,
        interest_owed=sum(each.interest_owed for each in facts.loans),
        savings=ledger.all_savings(file, facts.as_of) - _gone_savings(file, facts.as_of),
    )


_GONE_GROUPS = (
    "SELECT id FROM \"group\" WHERE handed_to <> '' AND dissolved_on <> '' AND dissolved_on <= :day"
)
_GONE_LOANS = f'SELECT id FROM loan WHERE "group" IN ({_GONE_GROUPS})'
"""Of groups that another ward has by a day; nothing is handed over that moved on later."""
_GROUPS = (
    "SELECT count(*) FROM \"group\" WHERE removed_on = '' AND founded_on <= :day "
    "AND (dissolved_on = '' OR dissolved_on > :day)"
)
_IN, _OUT = "'disbursed', 'taken_over'", "'repaid', 'repaid_from_savings', 'written_off'"
_OWING = (  # the index on principal holds all that the two below ask for; a loan has one household
    "SELECT count(*), count(DISTINCT household) FROM ("
    "SELECT min(household) AS household FROM entry "
    "JOIN loan ON loan.id = entry.loan JOIN member ON member.id = loan.member "
    f"WHERE {ledger.OF_PRINCIPAL} AND kind IN ({_IN}, {_OUT}) AND "
    f'entry_on <= :day AND loan."group" NOT IN ({_GONE_GROUPS}) '
    "GROUP BY entry.loan "
    f"HAVING sum(CASE WHEN kind IN ({_IN}) THEN entry.amount ELSE -entry.amount END) > 0) owing"
)
_NEW_LOANS = (  # the greatest kind of one that was taken over is that
    f"SELECT count(*) FROM (SELECT min(entry_on) AS first_on FROM entry WHERE "
    f"{ledger.OF_PRINCIPAL} "
    f"AND kind IN ({_IN}) AND entry_on <= :day GROUP BY loan "
    "HAVING sum(amount) > 0 AND max(kind) = 'disbursed') lent "
    "WHERE first_on > :before AND first_on <= :day"
)
_MOVED = (
    f"sum(amount) FILTER (WHERE loan NOT IN ({_GONE_LOANS})), "
    "coalesce(sum(amount) FILTER (WHERE entry_on > :before), 0) FROM entry"
)
_SUMS = (
    f"SELECT kind, {_MOVED} WHERE {ledger.OF_PRINCIPAL} AND entry_on <= :day GROUP BY kind UNION "
    f"ALL "
    f"SELECT kind, {_MOVED} WHERE loan IS NOT NULL "
    f"AND kind IN ('interest_paid', 'interest_written_off') AND entry_on <= :day GROUP BY kind"
)


def _gone_savings(file: WardFile, day: date) -> int:
    """The savings of people whose group another ward has by a day."""
    sql = f'SELECT id FROM member WHERE "group" IN ({_GONE_GROUPS})'
    gone = [row[0] for row in file.db.execute(sql, {"day": day.isoformat()}).fetchall()]
    return sum(ledger.savings(file, day, gone).values()) if gone else 0


def _one(file: WardFile, sql: str, values: Mapping[str, str]) -> int:
    return int(file.db.execute(sql, values).fetchone()[0])


def _sums(file: WardFile, day: str, before: str) -> tuple[Balance, Balance]:
    """The balance of all loans together at the end of a day, and what moved since another."""
    rows = file.db.execute(_SUMS, {"before": before, "day": day}).fetchall()
    return ledger.balance_of((kind, now or 0) for kind, now, _moved in rows), ledger.balance_of(
        (kind, moved) for kind, _now, moved in rows
    )
