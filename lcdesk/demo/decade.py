"""An invented ward after ten years of the directive on policy credit, as large as the one whose
review it says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any

from lcdesk.actions import checks, files, loans, registers
from lcdesk.demo.people import Cast, Circle, settle
from lcdesk.domain.checks import MonthScores, ScoreLine
from lcdesk.domain.days import day_after, months_later
from lcdesk.domain.fields import fields_of
from lcdesk.domain.figures import FormerYear
from lcdesk.domain.groups import Group
from lcdesk.domain.interest import BEARING, PrincipalMove, accrued_on
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import FormerLoan, Loan, LoanTerms
from lcdesk.domain.people import Member
from lcdesk.domain.periods import Period, months_of
from lcdesk.domain.plain import from_dict
from lcdesk.domain.programmes import Programme, instalment_interval
from lcdesk.domain.schedules import schedule
from lcdesk.domain.ward import ASSOCIATIONS, Association, Neighbourhood, Ward
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records, slots
from lcdesk.storage.database import WardFile

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2024, 12, 31)
"""The program is used from the first day; older loans are taken over on it."""
OUTSTANDING = 242_780_000_000
"""What the loans come to on the last day, in đồng: the published review of a ward of Lê Chân, Hải
Phòng, May 2024."""
GROUPS, HOUSEHOLDS, BORROWERS = 100, 5_400, 4_836
LOCAL_LOANS, LOCAL_AMOUNT = 145, 50_000_000
FORMER = ((2014, 70_757, 1_610), (2015, 81_240, 1_790), (2016, 93_805, 2_010),
          (2017, 107_310, 2_260), (2018, 121_954, 2_520), (2019, 137_428, 2_790))  # fmt: skip
"""Year, outstanding million đồng and households with debt, as they would be typed from former
papers."""
MILLION = 1_000_000
_SHARING, _LATE_UNTIL, _RENEWED_FROM = 400, 500, date(2022, 1, 1)
_SHORT = ("HMTN", "NS&VSMT")
"""Programmes that lend for 60 months at most."""
_OTHERS = ("GQVL", "GQVL", "GQVL", "HSSV", "HSSV", "XKLĐ", "NS&VSMT", "NƠXH", "NCHXAPT")
_COLLECTED_ON = 15
_SAVING = 20_000


@dataclass(frozen=True)
class _Plan:
    """A loan that is to be: what is repaid on which days, and whether the last due instalment was
    not."""

    former: FormerLoan
    repaid: tuple[tuple[date, int], ...]
    overdue: tuple[date, int] | None

    @property
    def outstanding(self) -> int:
        return self.former.amount - sum(amount for _day, amount in self.repaid)


def make_decade(path: Path, password: str, cost: slots.Cost | None = None) -> WardFile:
    """Make the ward file and give it open. Refused, with nothing left behind, where it cannot
    be."""
    text = resources.files("lcdesk.resources").joinpath("sample.json").read_text(encoding="utf-8")
    cast = Cast(Random(40), json.loads(text), FIRST_DAY, LAST_DAY)
    ward = replace(
        from_dict(Ward, cast.texts["ward"]),
        bank_director=cast.name(),
        chair=cast.name(),
        officer=cast.name(),
    )
    associations = [
        Association(name=name, officer=cast.name(), office=office)
        for name, office in ASSOCIATIONS.items()
    ]
    neighbourhoods = [
        Neighbourhood(name=f"Tổ dân phố {number}", head=cast.name()) for number in range(1, 26)
    ]
    file, _recovery = files.create_ward(
        path,
        ward.officer,
        password,
        ward,
        associations,
        neighbourhoods,
        cost,
        lambda file: _fill(file, cast),
    )
    return file


def _fill(file: WardFile, cast: Cast) -> None:
    with file.atomically():
        circles = list(_circles(file, cast))
        lent = _lend(file, cast, circles)
        _collect(file, circles, lent)
        _score(file, cast, circles)
        for year, outstanding, households in FORMER:
            registers.save(
                file,
                FormerYear(year=year, outstanding=outstanding * MILLION, households=households),
            )


def _circles(file: WardFile, cast: Cast) -> Iterator[Circle]:
    associations, neighbourhoods = (
        records.find(file, Association),
        records.find(file, Neighbourhood),
    )
    for number in range(GROUPS):
        place = neighbourhoods[number // 4]
        founded_on = cast.day(date(2012, 1, 1), date(2018, 12, 31))
        group = Group(
            code=f"{number + 1:03d}",
            name=f"Số {number + 1}",
            association=associations[number % len(associations)].id,
            neighbourhood=place.id,
            founded_on=founded_on,
            approved_on=founded_on + timedelta(days=10),
            approval_number=f"{number + 1}/QĐ-UBND",
            minimum_saving=_SAVING,
        )
        yield settle(file, cast, group, place.name, HOUSEHOLDS // GROUPS)


# Loans


def _lend(file: WardFile, cast: Cast, circles: Sequence[Circle]) -> list[tuple[Loan, _Plan]]:
    """Every loan with what happens to it: those that are owed on the last day, and some settled
    before."""
    programmes = {each.code: each for each in records.find(file, Programme)}
    heads = [(circle, member) for circle in circles for member in _heads(circle)]
    cast.rng.shuffle(heads)
    planner = _Planner(cast, programmes, ward_of(file).instalment_unit)
    owed = [
        planner.owed(circle, member, place)
        for place, (circle, member) in enumerate(heads[:BORROWERS])
    ]
    before = [
        planner.before(plan.former)
        for plan in owed
        if plan.former.former_paid_on and plan.former.former_paid_on > _RENEWED_FROM
    ]
    return [(_take_up(file, plan), plan) for plan in (*_balanced(owed), *before)]


def _heads(circle: Circle) -> list[Member]:
    """One member of each household."""
    heads: dict[int, Member] = {}
    for member in circle.members:
        heads.setdefault(member.household, member)
    return list(heads.values())


def _take_up(file: WardFile, plan: _Plan) -> Loan:
    """Take a loan over on the first day, or pay it out on its own; thousands of applications would
    take an hour."""
    former = plan.former
    assert former.former_paid_on
    if former.former_paid_on < FIRST_DAY:
        loan: Loan = loans.take_over(file, former, LAST_DAY).record
        return loan
    paid_on, group = former.former_paid_on, records.get(file, Member, former.member).group
    interval = instalment_interval(former.term_months)
    unit = ward_of(file).instalment_unit
    due = schedule(former.amount, paid_on, former.term_months, interval, unit)
    agreed = {each.name: getattr(former, each.name) for each in fields_of(Loan)}
    here = {"group": group, "former_paid_on": None, "former_paid_out": 0}
    with records.writing(file, "lend_sample", undoable=False) as write:
        loan = write.save(Loan(**{**agreed, **here, "instalment_months": interval}))
        write.save(
            LoanTerms(
                loan=loan.id, from_on=paid_on, member=loan.member, rate=former.rate, instalments=due
            )
        )
        begun = Entry(
            loan=loan.id,
            member=loan.member,
            entry_on=paid_on,
            kind="disbursed",
            amount=former.amount,
        )
        ledger.post(write, [begun])
    return loan


def _balanced(plans: Sequence[_Plan]) -> Iterator[_Plan]:
    """The last loans, all new, share what is lacking to the sum of the last day."""
    kept, shared = plans[:-_SHARING], plans[-_SHARING:]
    lacking = (OUTSTANDING - sum(plan.outstanding for plan in kept)) // MILLION
    yield from kept
    for place, plan in enumerate(shared):
        amount = (lacking // _SHARING + (place < lacking % _SHARING)) * MILLION
        yield replace(plan, former=_of(plan.former, amount))


def _of(like: FormerLoan, amount: int) -> FormerLoan:
    """A loan like another: so much was approved and paid out, and is outstanding on the first
    day."""
    return replace(like, amount=amount, former_paid_out=amount, outstanding=amount)


@dataclass
class _Planner:
    """Invents loans; `unit` is what instalments are rounded down to."""

    cast: Cast
    programmes: Mapping[str, Programme]
    unit: int
    serial: int = 0

    def owed(self, circle: Circle, member: Member, place: int) -> _Plan:
        """A loan that is owed on the last day: of the local fund, of some years ago, or a new
        one."""
        if place < LOCAL_LOANS:
            jobs = 2 if place % 20 == 0 else 1
            return self._new(
                circle, member, "GQVL", LOCAL_AMOUNT, fund_source="local", jobs_created=jobs
            )
        code = self._code(circle, member)
        if place % 10 < 3 and place < BORROWERS - _SHARING:
            return self._old(circle, member, code, late=place % 10 == 0 and place < _LATE_UNTIL)
        return self._new(circle, member, code, self.cast.rng.randint(20, 80) * MILLION)

    def before(self, renewed: FormerLoan) -> _Plan:
        """The smaller loan that a household repaid, some days early, before it took a new one."""
        assert renewed.former_paid_on
        paid_on = renewed.former_paid_on - timedelta(days=self.cast.rng.randint(1_100, 1_750))
        amount = renewed.amount * self.cast.rng.randint(50, 80) // 100 // MILLION * MILLION
        former = self._lent(replace(renewed, term_months=120), amount, paid_on)
        repaid_on = renewed.former_paid_on - timedelta(days=3)
        due = [(day, part) for day, part in self._due(former) if day < repaid_on]
        rest = amount - sum(part for _day, part in due)
        return _Plan(former, (*due, (repaid_on, rest)), None)

    def _code(self, circle: Circle, member: Member) -> str:
        """The code of a programme that suits the class of the household."""
        known = circle.households[member.household].class_in(LAST_DAY.year)
        suiting = {"poor": ("HN",), "near_poor": ("HCN",), "escaped": ("HMTN",)}
        return self.cast.rng.choice(suiting.get(known, _OTHERS))

    def _new(self, circle: Circle, member: Member, code: str, amount: int, **facts: Any) -> _Plan:
        """A loan whose first instalment falls due after the last day."""
        term = 60 if code in _SHORT else 84
        months = instalment_interval(term)
        paid_on = self.cast.day(
            months_later(LAST_DAY, -months) + timedelta(days=15), date(2024, 11, 30)
        )
        return _Plan(self._former(circle, member, code, amount, paid_on, term, **facts), (), None)

    def _old(self, circle: Circle, member: Member, code: str, late: bool) -> _Plan:
        """A loan of some years ago, whose instalments were repaid as they fell due, but for the
        last of a late one."""
        paid_on = self.cast.day(date(2018, 1, 15), date(2021, 11, 30))
        former = self._former(
            circle, member, code, self.cast.rng.randint(8, 25) * 4 * MILLION, paid_on, 120
        )
        due = self._due(former)
        if not late:
            return _Plan(former, tuple(due), None)
        (day, amount), repaid = due[-1], due[:-1]
        return _Plan(former, tuple(repaid), (day_after(day), amount))

    def _due(self, former: FormerLoan) -> list[tuple[date, int]]:
        """The instalments that fell due by the last day."""
        assert former.former_paid_on
        interval = instalment_interval(former.term_months)
        instalments = schedule(
            former.amount, former.former_paid_on, former.term_months, interval, self.unit
        )
        return [
            (each.due_on, each.amount)
            for each in instalments
            if each.due_on and each.due_on <= LAST_DAY
        ]

    def _former(
        self,
        circle: Circle,
        member: Member,
        code: str,
        amount: int,
        paid_on: date,
        term: int,
        **facts: Any,
    ) -> FormerLoan:
        programme = self.programmes[code]
        like = FormerLoan(
            member=member.id,
            programme=programme.id,
            beneficiary=circle.households[member.household].class_in(paid_on.year) or "other",
            purpose=self.cast.rng.choice(self.cast.texts["plans"]["trade"])[0],
            term_months=term,
            rate=(programme.term_on(paid_on) or programme.terms[0]).rate,
            **facts,
        )
        return self._lent(like, amount, paid_on)

    def _lent(self, like: FormerLoan, amount: int, paid_on: date) -> FormerLoan:
        """A loan like another, of which the interest was paid until the program was used."""
        self.serial += 1
        return replace(
            _of(like, amount),
            code=f"9950{self.serial:08d}",
            approved_on=paid_on,
            former_paid_on=paid_on,
            listed_on=FIRST_DAY,
        )


# What is collected


def _collect(file: WardFile, circles: Sequence[Circle], lent: Sequence[tuple[Loan, _Plan]]) -> None:
    """Every month all repay what fell due and pay their interest to the day, and all members
    save."""
    accounts = [_Account(loan, plan) for loan, plan in lent]
    members = [member for circle in circles for member in circle.members]
    for month in months_of(Period(FIRST_DAY, LAST_DAY)):
        day = month.first.replace(day=_COLLECTED_ON)
        entries = [entry for account in accounts for entry in account.month(month, day)]
        saved = [
            Entry(member=each.id, entry_on=day, kind="saved", amount=_SAVING)
            for each in members
            if each.is_active(day)
        ]
        with records.writing(file, "collect_sample", undoable=False) as write:
            ledger.post(write, [*entries, *saved])


class _Account:
    """A loan as it is paid month by month."""

    def __init__(self, loan: Loan, plan: _Plan) -> None:
        self._loan, self._plan = loan, plan
        former = plan.former
        assert former.former_paid_on
        since = max(former.former_paid_on, FIRST_DAY)
        self._rates = [(since, former.rate)]
        self._moves: list[PrincipalMove] = []
        self._move(since, "disbursed", former.amount)
        self._paid = 0

    def month(self, month: Period, day: date) -> Iterator[Entry]:
        """What is entered in a month: principal on its own days, interest on the day of
        collection."""
        for on, amount in self._plan.repaid:
            if month.first <= on <= month.last:
                self._move(on, "repaid", amount)
                yield self._entry("repaid", on, amount)
                if self._plan.outstanding == 0 and on == self._plan.repaid[-1][0]:
                    yield from self._interest(on)
        if self._plan.overdue and month.first <= self._plan.overdue[0] <= month.last:
            on, amount = self._plan.overdue
            self._move(on, "moved_overdue", amount)
            yield self._entry("moved_overdue", on, amount)
        if not self._plan.overdue or day < self._plan.overdue[0]:
            yield from self._interest(day)

    def _move(self, on: date, kind: str, amount: int) -> None:
        self._moves.append((on, BEARING[kind] * amount, on))

    def _interest(self, day: date) -> Iterator[Entry]:
        owed = accrued_on(self._moves, self._rates, day) - self._paid
        if owed > 0:
            self._paid += owed
            yield self._entry("interest_paid", day, owed)

    def _entry(self, kind: str, on: date, amount: int) -> Entry:
        return Entry(
            loan=self._loan.id, member=self._loan.member, entry_on=on, kind=kind, amount=amount
        )


def _score(file: WardFile, cast: Cast, circles: Sequence[Circle]) -> None:
    """The bank's scores of the last year."""
    for month in months_of(Period(date(LAST_DAY.year, 1, 1), LAST_DAY)):
        lines = tuple(
            ScoreLine(group=each.group.id, score=cast.rng.randint(60, 100) * 100)
            for each in circles
        )
        checks.save_scores(file, MonthScores(month=month.first, lines=lines))
