"""What the people of the sample ward want to borrow for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from lcdesk.actions.applications import save_application
from lcdesk.demo.people import Cast, Circle
from lcdesk.domain.applications import Application, CoMember, PlanLine
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.people import Member
from lcdesk.domain.priorities import jobs_priorities
from lcdesk.domain.programmes import Programme, ProgrammeTerm
from lcdesk.storage.database import WardFile

MILLION = 1_000_000
_ABOVE_ANY_CAP = 120 * MILLION
"""More than any programme gives a household that has a cap for households."""


@dataclass
class Lender:
    """Takes the applications of invented people. `taken` keeps them by id, `borrowers` the ids of
    who asked."""

    file: WardFile
    cast: Cast
    programmes: Sequence[Programme]
    taken: dict[int, Application] = field(default_factory=dict)
    borrowers: set[int] = field(default_factory=set)

    def apply(
        self, circle: Circle, member: Member, day: date, form: str = "", over_cap: bool = False
    ) -> bool:
        """Take an application of a member; False where no programme suits or a rule is against it.

        `form` wants a programme of that form; `over_cap` asks for more than the cap and says why.
        """
        household_class = circle.households[member.household].class_in(day.year)
        suiting = [
            each
            for each in self.programmes
            if each.code in self.cast.texts["offers"]
            and _suits(each, household_class, day)
            and form in ("", each.form)
            and not (over_cap and each.cap_per != "household")
        ]
        if not suiting:
            return False
        weights = [self.cast.texts["offers"][each.code]["weight"] for each in suiting]
        programme = self.cast.rng.choices(suiting, weights)[0]
        wish = self._wish(member, programme, day, _ABOVE_ANY_CAP if over_cap else 0)
        return self._take(replace(wish, beneficiary=household_class))

    def offered(self, application: ApplicationId) -> str:
        """The code of the programme of an application that was taken."""
        programme = self.taken[application].programme
        return next(each.code for each in self.programmes if each.id == programme)

    def _take(self, wish: Application) -> bool:
        try:
            application: Application = save_application(self.file, wish).record
        except Refused:
            return False
        self.taken[application.id] = application
        self.borrowers.add(application.member)
        return True

    def _wish(self, member: Member, programme: Programme, day: date, above: int) -> Application:
        """What a member asks for; `above` đồng are above the cap, 0 for an amount within it."""
        rng, offer = self.cast.rng, self.cast.texts["offers"][programme.code]
        least, most = (millions * MILLION for millions in offer["millions"])
        amount = above or rng.randrange(least, most + 1, 5 * MILLION)
        purpose, items = rng.choice(self.cast.texts["plans"][offer["plans"]])
        wish = Application(
            member=member.id,
            programme=programme.id,
            applied_on=day,
            fund_source="local" if rng.random() < 0.1 else "central",
            amount=amount,
            purpose=purpose,
            own_capital=amount * rng.randint(1, 5) // (10 * MILLION) * MILLION,
            lines=_lines(rng, amount, items),
            term_months=rng.choice(offer["months"]),
            override_reason=self.cast.texts["override"] if above else "",
            co_members=(self._spouse(member),) if above or rng.random() < 0.4 else (),
        )
        if programme.asks_for_study:
            return replace(wish, **self._study(day))
        term = programme.term_on(day)
        return _with_jobs(rng, wish, member, term) if term and programme.asks_for_jobs else wish

    def _study(self, day: date) -> dict[str, Any]:
        """Who studies, and a course of four years that began with the school year."""
        year = day.year if day.month >= 9 else day.year - 1
        return {
            "student": self.cast.name(),
            "school": self.cast.rng.choice(self.cast.texts["schools"]),
            "course_from": date(year, 9, 5),
            "course_until": date(year + 4, 6, 30),
        }

    def _spouse(self, member: Member) -> CoMember:
        found = self.cast.spouse(member)
        return CoMember(
            name=found.name, born_on=found.born_on, citizen_id=found.citizen_id, relation="spouse"
        )


def _suits(programme: Programme, household_class: str, day: date) -> bool:
    classes = [line.household_class for line in programme.classes]
    return (
        programme.term_on(day) is not None
        and not programme.rural_only
        and (not classes or household_class in classes)
    )


def _lines(rng: Random, amount: int, items: Sequence[tuple[str, str]]) -> tuple[PlanLine, ...]:
    """The items of a plan, in whole millions that sum to the amount."""
    cuts = sorted(rng.sample(range(1, amount // MILLION), len(items) - 1))
    parts = [end - start for start, end in zip([0, *cuts], [*cuts, amount // MILLION], strict=True)]
    return tuple(
        PlanLine(item=item, quantity=quantity, amount=part * MILLION)
        for (item, quantity), part in zip(items, parts, strict=True)
    )


def _with_jobs(rng: Random, wish: Application, member: Member, term: ProgrammeTerm) -> Application:
    """What form 01/GQVL asks beside: as many workers as the amount needs."""
    jobs = max(1, -(-wish.amount // term.cap))
    created = rng.randint(0, jobs)
    income = rng.randint(6, 30) * 10 * MILLION
    return replace(
        wish,
        priority=rng.choice(("", "", *jobs_priorities(wish.applied_on or date.max).groups[-2:])),
        plan_place=member.address,
        jobs_created=created,
        jobs_kept=jobs - created,
        jobs_women=rng.randint(0, jobs),
        jobs_own=1,
        jobs_others=jobs - 1,
        income=income,
        costs=income * rng.randint(4, 7) // 10,
    )
