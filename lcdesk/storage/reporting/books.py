"""The books: all of the file that figures are counted from, and who reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from lcdesk.domain.groups import Group
from lcdesk.domain.ids import ApplicationId, GroupId, HouseholdId, LoanId, MemberId, ProgrammeId
from lcdesk.domain.interest import BEARING, PrincipalMove, RateFrom
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.past import ended


@dataclass(frozen=True, slots=True)
class BookedLoan:
    """A loan as figures need it; application 0 for one from before the program was used.

    Also one that was taken back: the days before that day had it. `paid_out_on` is the day of the
    first paying out in the program, None for one that was taken over. `interest_day` is its own or
    the ward's.
    """

    id: LoanId
    household: HouseholdId
    group: GroupId
    """That of now; `groups_before` has the others."""
    programme: ProgrammeId
    fund_source: str
    beneficiary: str
    application: ApplicationId
    paid_out_on: date | None
    interest_day: int
    moves: Sequence[PrincipalMove]
    rates: Sequence[RateFrom]
    groups_before: Sequence[tuple[str, GroupId]] = ()
    """Until which day in ISO form it was in which other group, the earliest first."""

    def group_on(self, day: str) -> GroupId:
        """The group it was in at the end of a day in ISO form."""
        return next((group for until, group in self.groups_before if day < until), self.group)


@dataclass(frozen=True, slots=True)
class BookedMember:
    """A member with the days between which they belong to the group, in ISO form."""

    id: MemberId
    group: GroupId
    joined_on: str
    left_on: str
    before: Sequence[tuple[str, str, Any]] = ()
    """Until which day in ISO form another value stood in which field, the earliest first."""

    def on(self, day: str) -> "BookedMember":
        """The same as it was at the end of a day in ISO form."""
        then = {what: said for until, what, said in reversed(self.before) if day < until}
        return replace(self, before=(), **then) if then else self

    def belongs(self, day: str) -> bool:
        """Whether they belong to the group on a day in ISO form."""
        return (
            bool(self.joined_on)
            and self.joined_on <= day
            and (not self.left_on or day < self.left_on)
        )


class Place(NamedTuple):
    """The bodies to which a group belongs."""

    association: int
    neighbourhood: int


@dataclass(frozen=True)
class Books:
    """What was read of the file; nothing of it changes."""

    loans: tuple[BookedLoan, ...]
    members: tuple[BookedMember, ...]
    groups: Mapping[int, Group]
    classes: Mapping[int, Sequence[tuple[int, str]]]
    """The classes of a household by the id of it: years in their order, and the class from each
    on."""

    def class_of(self, household: HouseholdId, year: int, otherwise: str) -> str:
        """The class of a household in a year, the newest known by then."""
        found = otherwise
        for since, name in self.classes.get(household, ()):
            if since > year:
                break
            found = name
        return found

    def places(self, day: date) -> Mapping[int, Place]:
        """Where each group belonged at the end of a day, by its id; another ward's are left out."""
        if day not in self._places:
            then = (each.on(day) for each in self.groups.values())
            self._places[day] = {
                each.id: Place(each.association, each.neighbourhood)
                for each in then
                if not each.is_handed_over(day)
            }
        return self._places[day]

    def turns(self, loan: BookedLoan) -> set[date]:
        """The days from which a loan belonged elsewhere: to another group, or with its group to
        others."""
        if not self._turns and not loan.groups_before:
            return set()
        own = {date.fromisoformat(until) for until, _group in loan.groups_before}
        groups = {loan.group, *(group for _until, group in loan.groups_before)}
        return own.union(*(self._turns.get(each, ()) for each in groups))

    @cached_property
    def turning_days(self) -> frozenset[date]:
        """The days from which some group or member belonged elsewhere."""
        moved = {
            date.fromisoformat(until)
            for each in self.members
            for until, _what, _said in each.before
        }
        return frozenset(moved.union(*self._turns.values()))

    @cached_property
    def _turns(self) -> Mapping[int, set[date]]:
        """The days from which a group belonged to other bodies, by its id."""
        found = {
            id: {
                each.until_on
                for each in group.past
                if each.until_on and each.what in ("association", "neighbourhood")
            }
            | ({group.dissolved_on} if group.handed_to and group.dissolved_on else set())
            for id, group in self.groups.items()
        }
        return {id: days for id, days in found.items() if days}

    @cached_property
    def _places(self) -> dict[date, Mapping[int, Place]]:
        return {}

    @cached_property
    def first_day(self) -> date | None:
        """The first day of which the books tell; None where no day is written anywhere."""
        days = [each.paid_out_on for each in self.loans] + [
            each.founded_on for each in self.groups.values()
        ]
        days += [date.fromisoformat(each.joined_on) for each in self.members if each.joined_on]
        return min((each for each in days if each), default=None)


class BookReader:
    """Reads the books of a file as of today: them once when made, the balances of each day when
    first asked for.

    Good until something is saved.
    """

    def __init__(self, file: WardFile, today: date) -> None:
        self.file = file
        self.today = today
        self.books = _books(file)
        self._balances: dict[date, dict[LoanId, Balance]] = {}

    def read_balances(self, *days: date) -> list[dict[LoanId, Balance]]:
        """For each of these days the balance of each loan at its end, of those that were paid out
        by then."""
        if unread := sorted({day for day in days if day not in self._balances}):
            self._balances.update(ledger.balances_of_days(self.file, unread))
        return [self._balances[day] for day in days]

    def read_savings(self, day: date) -> dict[int, int]:
        """Savings at the end of a day, in đồng by the id of each member who has some."""
        return ledger.savings(self.file, day)


def _books(file: WardFile) -> Books:
    return Books(
        loans=tuple(booked_loans(file)),
        members=tuple(_members(file)),
        groups={each.id: each for each in records.find(file, Group)},
        classes=_classes(file),
    )


def booked_loans(file: WardFile) -> Iterator[BookedLoan]:
    """Every loan that was ever in the file, by its id."""
    first: dict[int, date] = {}
    taken_over = set()
    moves: dict[int, list[PrincipalMove]] = {}
    for loan, booked_on, kind, amount, counts_from in ledger.principal(file):
        moves.setdefault(loan, []).append((counts_from, amount * BEARING[kind], booked_on))
        if kind == "disbursed":
            first[loan] = min(first.get(loan, booked_on), booked_on)
        elif kind == "taken_over":
            taken_over.add(loan)
    rates, before = _rates(file), ended(file, Loan, ["group"])
    interest_day = (
        "coalesce(nullif(loan.interest_day, 0), nullif(ward.interest_day, 0), ward.transaction_day)"
    )
    sql = (
        'SELECT loan.id, household, loan."group", programme, fund_source, beneficiary, '
        f"coalesce(loan.application, 0), {interest_day} FROM loan CROSS JOIN ward "
        "JOIN member ON member.id = loan.member ORDER BY loan.id"
    )
    for id, household, group, programme, fund, asked_as, asked, due_day in file.db.execute(sql):
        about = household, group, programme, fund, asked_as, asked
        paid_out_on = None if id in taken_over else first.get(id)
        groups = tuple((until, said) for until, _what, said in before.get(id, ()))
        yield BookedLoan(
            id, *about, paid_out_on, due_day, moves.get(id, ()), rates.get(id, ()), groups
        )


def _rates(file: WardFile) -> dict[int, list[RateFrom]]:
    # Of a loan that was taken back, the terms that were removed with it held in the days before.
    sql = (
        "SELECT terms.loan, terms.from_on, terms.rate FROM loan_terms terms "
        "JOIN loan ON loan.id = terms.loan AND loan.removed_on = terms.removed_on "
        "ORDER BY terms.loan, terms.from_on, terms.id"
    )
    found: dict[int, list[RateFrom]] = {}
    for loan, from_on, rate in file.db.execute(sql).fetchall():
        found.setdefault(loan, []).append((date.fromisoformat(from_on), rate))
    return found


def _members(file: WardFile) -> list[BookedMember]:
    sql = "SELECT id, \"group\", joined_on, left_on FROM member WHERE removed_on = '' ORDER BY id"
    before = ended(file, Member, ["group", "joined_on", "left_on"])
    return [
        BookedMember(id, group, joined_on, left_on, before.get(id, ()))
        for id, group, joined_on, left_on in file.db.execute(sql).fetchall()
    ]


def _classes(file: WardFile) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    sql = "SELECT owner, year, household_class FROM household_class ORDER BY owner, year"
    for owner, year, name in file.db.execute(sql).fetchall():
        found.setdefault(owner, []).append((year, name))
    return found
