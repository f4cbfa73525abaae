"""Wards made up by chance, written into an open file and gone again: whatever a ledger can hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from lcdesk.domain import periods
from lcdesk.domain.figures import FormerProgramme, FormerYear
from lcdesk.domain.groups import Group, GroupPast
from lcdesk.domain.ledger import Entry, least_from, reversal
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.people import CLASSES, Household, HouseholdClass, Member
from lcdesk.domain.periods import Period
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile

FIRST, LAST = date(2023, 1, 1), date(2025, 6, 30)
DAYS = st.dates(FIRST, LAST)
MOVES = (
    *("disbursed", "repaid", "repaid_from_savings", "interest_paid"),
    *("moved_overdue", "cleared_overdue", "frozen", "unfrozen"),
)
ASSOCIATIONS, NEIGHBOURHOODS = 3, 4
FORMER_YEARS = range(2020, 2025)
"""Years of which figures may be typed: from before the books, and from within them."""


@st.composite
def asked_periods(draw: st.DrawFn) -> Period:
    """A month, a quarter, a year, or any days between."""
    one, other = draw(DAYS), draw(DAYS)
    kinds = (
        periods.month(one),
        periods.quarter(one),
        periods.year(one.year),
        Period(min(one, other), max(one, other)),
    )
    return draw(st.sampled_from(kinds))


def before(rng: Random, period: Period) -> tuple[str, Period]:
    """The span of a closing, and a month or a year that ended before a period."""
    span, day = (
        rng.choice(("month", "month", "year")),
        period.first - timedelta(days=rng.randint(1, 800)),
    )
    ended = periods.month(day) if span == "month" else periods.year(day.year)
    return span, ended if ended.last < period.first else ended.before


@contextmanager
def gone_again(file: WardFile) -> Iterator[None]:
    """All that is written inside is taken back."""
    file.db.execute("SAVEPOINT made_up")
    try:
        yield
    finally:
        file.db.execute("ROLLBACK TO made_up")
        file.db.execute("RELEASE made_up")


def fill(file: WardFile, rng: Random) -> None:
    """Groups that change hands and end, members who come, move and go, loans with whatever happened to them."""
    with records.writing(file, "made up", undoable=False) as write:
        maker = _Maker(file, rng, write)
        maker.office()
        groups = [maker.group(number) for number in range(rng.randint(1, 5))]
        members = [maker.member(rng.choice(groups), number) for number in range(rng.randint(1, 8))]
        for member in members:
            maker.savings(member)
        for number in range(rng.randint(0, 9)):
            maker.loan(rng.choice(members), number)
        for member in members:
            maker.move_to(member, rng.choice(groups))
        maker.former_year()


class _Maker:
    def __init__(self, file: WardFile, rng: Random, write: records.Writing) -> None:
        self.file, self.rng, self.write = file, rng, write
        self.associations = records.find(file, Association)
        self.neighbourhoods = records.find(file, Neighbourhood)
        self.programmes = records.find(file, Programme)
        self.households: list[Household] = []
        self.saved: dict[
            int, list[Entry]
        ] = {}  # entries that moved the savings of a member, by the id

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def office(self) -> None:
        """As many associations and neighbourhoods as a ward has that is no hamlet."""
        for number in range(len(self.associations), ASSOCIATIONS):
            self.associations.append(self.write.save(Association(name=f"Hội thử {number}")))
        for number in range(len(self.neighbourhoods), NEIGHBOURHOODS):
            self.neighbourhoods.append(
                self.write.save(Neighbourhood(name=f"Tổ dân phố thử {number}"))
            )

    def group(self, number: int) -> Group:
        rng = self.rng
        handed_over = sorted({self.day() for _time in range(rng.choice((0, 0, 1, 2)))})
        former = tuple(
            GroupPast(what=what, said=str(rng.choice(bodies).id), until_on=day, reason="QĐ")
            for day in handed_over
            for what, bodies in (
                ("association", self.associations),
                ("neighbourhood", self.neighbourhoods),
            )
            if rng.random() < 0.7
        )
        ends = rng.random() < 0.15
        return self.write.save(
            Group(
                code=f"G{number}",
                name=f"Số {number}",
                association=rng.choice(self.associations).id,
                neighbourhood=rng.choice(self.neighbourhoods).id,
                founded_on=self.day(date(2020, 1, 1)),
                past=former,
                dissolved_on=self.day() if ends else None,
                dissolved_reason="Sáp nhập" if ends else "",
            )
        )

    def member(self, group: Group, number: int) -> Member:
        joined_on = self.day(date(2021, 1, 1))
        member = Member(
            group=group.id,
            citizen_id=f"9991800{number:05}",
            name=f"Nguyễn Thị Sầu Riêng {number}",
            born_on=date(1980, 1, 1),
            sex="female",
            address="Phố Mứt Gừng",
            household=self.household(group, number).id,
            joined_on=joined_on,
            left_on=self.day(joined_on) if self.rng.random() < 0.2 else None,
        )
        return self.write.save(member)

    def household(self, group: Group, number: int) -> Household:
        """One of its own, or that of another member, who may be of another group."""
        rng = self.rng
        if self.households and rng.random() < 0.3:
            return rng.choice(self.households)
        years = rng.sample(range(2022, 2026), rng.randint(0, 3))
        classes = tuple(
            HouseholdClass(year=year, household_class=rng.choice(list(CLASSES)))
            for year in sorted(years)
        )
        made = self.write.save(
            Household(name=f"Hộ {number}", neighbourhood=group.neighbourhood, classes=classes)
        )
        self.households.append(made)
        return made

    def move_to(self, member: Member, group: Group) -> None:
        """Some members are of another group now than their loans are."""
        if self.rng.random() < 0.3:
            self.write.save(replace(member, group=group.id))

    def loan(self, member: Member, number: int) -> None:
        rng = self.rng
        first = self.day()
        loan = self.write.save(
            Loan(
                member=member.id,
                group=member.group,
                programme=rng.choice(self.programmes).id,
                code=f"M{number}",
                fund_source=rng.choice(("central", "local")),
                beneficiary=rng.choice(list(CLASSES)),
                amount=100_000_000,
                term_months=60,
                jobs_created=rng.randint(0, 2),
            )
        )
        for change in range(rng.randint(1, 2)):
            since = first if not change else self.day(first)
            self.write.save(
                LoanTerms(loan=loan.id, from_on=since, member=member.id, rate=rng.randint(0, 1200))
            )
        self.entries(loan, first)

    def entries(self, loan: Loan, first: date) -> None:
        """Entries that are possible in their order, some of them taken back."""
        rng, day = self.rng, first
        stands = {"disbursed": 0, "overdue": 0, "frozen": 0}
        made, saved = [], self.saved[loan.member]
        for kind in ("disbursed", *rng.choices(MOVES, k=rng.randint(0, 7))):
            room = self.room(kind, stands)
            if kind == "repaid_from_savings":
                room = min(room, least_from(saved, "savings", day))
            if room < 1:
                continue
            entry = Entry(
                loan=loan.id,
                member=loan.member,
                entry_on=day,
                kind=kind,
                amount=rng.randint(1, room),
            )
            self.move(kind, entry.amount, stands)
            made.append(entry)
            if kind == "repaid_from_savings":
                saved.append(entry)
            day = min(day + timedelta(days=rng.randint(0, 90)), LAST)
        posted = ledger.post(self.write, made)
        if posted and rng.random() < 0.2:
            last = posted[-1]
            ledger.post(self.write, [reversal(last, self.day(last.entry_on), "Ghi nhầm")])

    @staticmethod
    def room(kind: str, stands: dict[str, int]) -> int:
        in_term = stands["disbursed"] - stands["overdue"] - stands["frozen"]
        return {
            "disbursed": 50_000_000,
            "repaid": in_term,
            "repaid_from_savings": in_term,
            "moved_overdue": in_term,
            "frozen": in_term,
            "cleared_overdue": stands["overdue"],
            "unfrozen": stands["frozen"],
            "interest_paid": 400_000,
        }[kind]

    @staticmethod
    def move(kind: str, amount: int, stands: dict[str, int]) -> None:
        for name, sign in {
            "disbursed": {"disbursed": 1},
            "repaid": {"disbursed": -1},
            "repaid_from_savings": {"disbursed": -1},
            "moved_overdue": {"overdue": 1},
            "frozen": {"frozen": 1},
            "cleared_overdue": {"overdue": -1},
            "unfrozen": {"frozen": -1},
        }.get(kind, {}).items():
            stands[name] += sign * amount

    def savings(self, member: Member) -> None:
        rng, saved = self.rng, 0
        made = self.saved[member.id] = []
        days = sorted(self.day() for _time in range(rng.randint(0, 4)))
        for day in days:
            kind = rng.choice(("saved", "saving_interest", "withdrawn"))
            amount = rng.randint(1, saved or 1) if kind == "withdrawn" else rng.randint(1, 100_000)
            if kind == "withdrawn" and amount > saved:
                continue
            saved += -amount if kind == "withdrawn" else amount
            made.append(Entry(member=member.id, entry_on=day, kind=kind, amount=amount))
        ledger.post(self.write, made)

    def former_year(self) -> None:
        """Perhaps the figures of a year, typed as a whole or by programme; they need not be those of the books."""
        rng = self.rng
        if rng.random() < 0.5:
            return
        programmes = rng.sample(self.programmes, rng.randint(0, 3))
        parts = tuple(
            FormerProgramme(
                programme=each.id,
                households=rng.randint(1, 9),
                outstanding=rng.randint(1, 90_000_000),
            )
            for each in programmes
        )
        outstanding = sum(each.outstanding for each in parts) or rng.randint(1, 90_000_000)
        year = rng.choice(FORMER_YEARS)
        self.write.save(FormerYear(year=year, households=9, outstanding=outstanding, parts=parts))
