"""Figures of reports: what each counts, by what they are broken down, and that all breakdowns
agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar, NamedTuple

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import FormerYearId, GroupId, HouseholdId, LoanId, MemberId, ProgrammeId
from lcdesk.domain.kinds import Money, Number, Reference, Year
from lcdesk.i18n import N_, _, half_up, money, number

BREAKDOWNS = {
    "programme": N_("programme"),
    "association": N_("association"),
    "group": N_("savings group"),
    "neighbourhood": N_("neighbourhood"),
    "fund_source": N_("fund source"),
    "household_class": N_("household class"),
}
"""By what figures are broken down."""
OF_GROUPS = ("association", "group", "neighbourhood")
"""Breakdowns of which groups, members and savings are parts; a member has no programme."""


@dataclass(frozen=True)
class Figures:
    """Counts, and amounts in đồng. What was paid out and collected, taken over from before the
    program and written off is of the period, the rest stands at its end.

    `households` and `loans` are those with outstanding debt; `new_loans` were first paid out in the
    period.
    """

    groups: int = 0
    members: int = 0
    households: int = 0
    loans: int = 0
    new_loans: int = 0
    paid_out: int = 0
    repaid: int = 0
    interest_paid: int = 0
    taken_over: int = 0
    written_off: int = 0
    interest_written_off: int = 0
    outstanding: int = 0
    overdue: int = 0
    frozen: int = 0
    interest_owed: int = 0
    savings: int = 0

    @property
    def overdue_share(self) -> int:
        """What is overdue of what is outstanding, in hundredths of a per cent."""
        return share(self.overdue, self.outstanding)


NAMES = {
    "groups": N_("savings groups"),
    "members": N_("members"),
    "households": N_("households with debt"),
    "loans": N_("loans"),
    "new_loans": N_("loans paid out"),
    "paid_out": N_("amount paid out"),
    "repaid": N_("principal collected"),
    "interest_paid": N_("interest collected"),
    "taken_over": N_("taken over"),
    "written_off": N_("principal written off"),
    "interest_written_off": N_("interest written off"),
    "outstanding": N_("outstanding"),
    "overdue": N_("overdue"),
    "frozen": N_("frozen"),
    "interest_owed": N_("interest owed"),
    "savings": N_("savings"),
}
_OF_GROUPS_ALONE = ("groups", "members", "savings")


def share(part: int, whole: int) -> int:
    """A part of a whole in hundredths of a per cent, rounded half up; 0 of nothing."""
    return half_up(10_000 * part, whole) if whole else 0


def times(now: int, before: int) -> int:
    """How many times as much as before, in hundredths, rounded half up; 0 of nothing."""
    return half_up(100 * now, before) if before else 0


class LoanFact(NamedTuple):
    """A loan in a stretch of the period in which it belonged to one of each breakdown. Amounts in
    đồng.

    What stands at the end of the period is said in its last stretch alone.
    """

    loan: LoanId
    household: HouseholdId
    programme: ProgrammeId
    association: int
    group: GroupId
    neighbourhood: int
    fund_source: str
    household_class: str
    new_loans: int
    paid_out: int
    repaid: int
    interest_paid: int
    taken_over: int
    written_off: int
    interest_written_off: int
    outstanding: int
    overdue: int
    frozen: int
    interest_owed: int


class MemberFact(NamedTuple):
    """A member at the end of the period; `members` is 1 for one who belongs to the group, 0 for one
    who left."""

    member: MemberId
    association: int
    group: GroupId
    neighbourhood: int
    members: int
    savings: int


class GroupFact(NamedTuple):
    """A group at the end of the period."""

    group: GroupId
    association: int
    neighbourhood: int


@dataclass(frozen=True)
class PeriodFacts:
    """What figures are counted from. `as_of` is the last day of the period, or today where that is
    earlier.

    Groups, and members who belong to one or left savings, are needed only for breakdowns of groups.
    """

    as_of: date
    loans: tuple[LoanFact, ...] = ()
    groups: tuple[GroupFact, ...] = ()
    members: tuple[MemberFact, ...] = ()


Key = int | str
"""What a line of a breakdown is about: the id of a record, or the code of a fund source or
class."""


@dataclass(frozen=True)
class Line:
    """One line of a breakdown; `key` as text."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Breakdown:
    """Figures line by line, with their total. A household with two programmes stands in two lines
    and counts once."""

    by: str
    lines: tuple[Line, ...] = ()
    total: Figures = Figures()

    def of(self, key: str) -> Figures:
        """The figures of a line; nothing where there is none."""
        return next((line.figures for line in self.lines if line.key == key), Figures())


_FIRST = LoanFact._fields.index("new_loans")
_ADDED = LoanFact._fields[_FIRST:]
"""The parts of a loan's fact that are summed."""


def broken_down(facts: PeriodFacts, by: str, names: Mapping[Key, str]) -> Breakdown:
    """Figures by one of `BREAKDOWNS`, in the order of `names`, which says how each key is
    called."""
    sums, households = _loan_sums(facts.loans, by)
    if by in OF_GROUPS:
        for member in facts.members:
            _add(sums, getattr(member, by), {"members": member.members, "savings": member.savings})
        for group in facts.groups:
            _add(sums, getattr(group, by), {"groups": 1})
    lines = tuple(
        Line(str(key), name, Figures(**sums[key], households=len(households.get(key, ()))))
        for key, name in names.items()
        if key in sums
    )
    everyone = set().union(*households.values())
    return Breakdown(
        by, lines, replace(summed(line.figures for line in lines), households=len(everyone))
    )


def _loan_sums(
    loans: Iterable[LoanFact], by: str
) -> tuple[dict[Key, dict[str, int]], dict[Key, set[HouseholdId]]]:
    """The sums of each line, and its households with outstanding debt."""
    place = LoanFact._fields.index(by)
    rows: dict[Key, list[LoanFact]] = {}
    for fact in loans:
        rows.setdefault(fact[place], []).append(fact)
    sums, households = {}, {}
    for key, facts in rows.items():
        owing = [fact for fact in facts if fact.outstanding > 0]
        added = zip(
            _ADDED, map(sum, zip(*(fact[_FIRST:] for fact in facts), strict=True)), strict=True
        )
        sums[key] = {**dict(added), "loans": len(owing)}
        households[key] = {fact.household for fact in owing}
    return sums, households


def _add(sums: dict[Key, dict[str, int]], key: Key, amounts: Mapping[str, int]) -> None:
    counted = sums.setdefault(key, {})
    for each, amount in amounts.items():
        counted[each] = counted.get(each, 0) + amount


def summed(figures: Iterable[Figures]) -> Figures:
    """The sum of figures, part by part; households that stand in several are counted in each."""
    totals = dict.fromkeys(NAMES, 0)
    for each in figures:
        for part in NAMES:
            totals[part] += getattr(each, part)
    return Figures(**totals)


def check_agreement(totals: Mapping[str, Figures]) -> None:
    """Refuse totals by different breakdowns that are not the same. The sentence names the two and
    what they differ in.

    `totals` are by the name of a breakdown, the first being the books as a whole. Groups, members
    and savings are compared only where they are parts.
    """
    first, *others = totals
    for other in others:
        for part, label in NAMES.items():
            one, two = getattr(totals[first], part), getattr(totals[other], part)
            if one != two and not (part in _OF_GROUPS_ALONE and other not in OF_GROUPS):
                sentence = _(
                    "The totals disagree: {what} by {first} is {one}, by {other} {two}. Nothing "
                    "was written; "
                    "check the file, and tell who looks after the program."
                )
                raise Refused(
                    sentence.format(
                        what=_(label),
                        first=_(BREAKDOWNS.get(first, first)),
                        one=number(one),
                        other=_(BREAKDOWNS.get(other, other)),
                        two=number(two),
                    )
                )


TOTALS = N_("The whole year")
PARTS = N_("By programme")


class FormerProgramme(Record):
    """What a programme stood at in a year before the program was used."""

    programme: ProgrammeId = field(N_("Programme"), Reference(target="programme"), required=True)
    households: int = field(N_("Households with debt"), Number())
    outstanding: int = field(N_("Outstanding"), Money())
    overdue: int = field(N_("Overdue"), Money())


class FormerYear(Entity):
    """The figures of a year from before the program was used, typed from the papers of that time.
    Amounts in đồng."""

    id: FormerYearId = FormerYearId(0)
    labels: ClassVar[tuple[str, ...]] = ("year",)
    order: ClassVar[str] = "year"
    newest_first: ClassVar[bool] = True

    year: int = field(N_("Year"), Year(), required=True, section=TOTALS, column=True)
    programmes: int = field(N_("Programmes with debt"), Number(), section=TOTALS)
    groups: int = field(N_("Savings groups"), Number(), section=TOTALS, column=True)
    members: int = field(N_("Members"), Number(), section=TOTALS)
    households: int = field(N_("Households with debt"), Number(), section=TOTALS, column=True)
    loans: int = field(N_("Loans"), Number(), section=TOTALS)
    paid_out: int = field(N_("Amount paid out"), Money(), section=TOTALS)
    repaid: int = field(N_("Principal collected"), Money(), section=TOTALS)
    interest_paid: int = field(N_("Interest collected"), Money(), section=TOTALS)
    outstanding: int = field(N_("Outstanding"), Money(), required=True, section=TOTALS, column=True)
    overdue: int = field(N_("Overdue"), Money(), section=TOTALS, column=True)
    frozen: int = field(N_("Frozen"), Money(), section=TOTALS)
    interest_owed: int = field(N_("Interest owed"), Money(), section=TOTALS)
    savings: int = field(N_("Savings"), Money(), section=TOTALS)
    local_outstanding: int = field(N_("Outstanding of the local fund"), Money(), section=TOTALS)
    local_loans: int = field(N_("Loans of the local fund"), Number(), section=TOTALS)
    local_jobs: int = field(N_("Jobs created by the local fund"), Number(), section=TOTALS)
    parts: tuple[FormerProgramme, ...] = field(
        N_("Programmes"), Lines(of=FormerProgramme), section=PARTS
    )

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if self.year > today.year:
            broken["year"] = _("This year is still to come.")
        for part in ("overdue", "frozen", "local_outstanding"):
            if getattr(self, part) > self.outstanding:
                broken[part] = _("This is a part of what is outstanding and cannot be more.")
        total = sum(each.outstanding for each in self.parts)
        if self.parts and total != self.outstanding:
            broken["outstanding"] = _(
                "The programmes below sum to {total}; enter that, or correct them."
            ).format(total=money(total))
        return broken

    @property
    def figures(self) -> Figures:
        """What was typed, as figures."""
        typed = {
            each.name: getattr(self, each.name)
            for each in fields(Figures)
            if hasattr(self, each.name)
        }
        return Figures(**typed)
