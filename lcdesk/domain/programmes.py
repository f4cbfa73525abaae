"""Lending programmes and their dated terms."""

from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import ProgrammeId
from lcdesk.domain.kinds import Choice, Date, Money, Number, Rate, Text, Yes
from lcdesk.domain.people import ADULT_AGE, CLASSES
from lcdesk.i18n import N_

JOBS_FORM = "01-gqvl"
FORMS = {"01": N_("form 01/TD"), JOBS_FORM: N_("form 01/GQVL")}
"""The papers on which the bank wants applications; each is one that is printed about an
application."""
CAPS = {
    "household": N_("a household"),
    "worker": N_("a worker"),
    "student": N_("a student and month"),
    "work": N_("a work"),
    "contract": N_("a contract"),
}
OVERDUE_PERCENT = 130
"""Overdue interest is 130 % of the loan's rate."""


class EligibleClass(Record):
    """A class of households that may borrow from a programme."""

    household_class: str = field(N_("Household class"), Choice(options=CLASSES), required=True)


class ProgrammeTerm(Record):
    """What holds in a programme from a day on. A cap, a longest term or an age of 0 is none.

    `cap` is in đồng for what the programme's cap counts for; `business_cap` is the most for a
    business, however many workers it has. `source` is where all of it stands that has no source of
    its own.
    """

    from_on: date | None = field(N_("From"), Date(), required=True)
    rate: int = field(N_("Rate, % a year"), Rate(), required=True)
    priority_rate: int = field(N_("Rate for priority borrowers, % a year"), Rate())
    cap: int = field(N_("Cap"), Money())
    longest_months: int = field(N_("Longest term, months"), Number(most=600))
    source: str = field(N_("Source"), Text(limit=400), required=True)
    business_cap: int = field(N_("Cap for a business"), Money())
    leaving_months: int = field(
        N_("Months after leaving the list of poor households"), Number(most=600)
    )
    plus_tuition: bool = field(N_("The tuition fee is added to the cap"), Yes())
    security_above: int = field(N_("Security is needed above"), Money())
    youngest: int = field(N_("Youngest borrower, with a reason"), Number(most=ADULT_AGE))
    verify: bool = field(N_("To be checked against the bank's notice"), Yes())
    rate_source: str = field(N_("Source of the rate"), Text(limit=400))
    cap_source: str = field(N_("Source of the cap"), Text(limit=400))
    longest_source: str = field(N_("Source of the longest term"), Text(limit=400))
    class_source: str = field(N_("Source of who may borrow"), Text(limit=400))

    def source_of(self, part: str) -> str:
        """Where the `rate`, the `cap`, the `longest` term or the `class` stands."""
        return getattr(self, f"{part}_source") or self.source

    def rate_for(self, is_priority: bool) -> int:
        """The rate of a borrower, in thousandths of a per cent a year."""
        return (is_priority and self.priority_rate) or self.rate


class Programme(Entity):
    """A lending programme of the bank."""

    id: ProgrammeId = ProgrammeId(0)
    labels: ClassVar[tuple[str, ...]] = ("code", "name")
    order: ClassVar[str] = "code"

    code: str = field(N_("Code"), Text(limit=20), required=True, column=True, search=True)
    bank_code: str = field(N_("Bank's code"), Text(limit=20), column=True)
    name: str = field(N_("Programme"), Text(), required=True, column=True, search=True)
    beneficiaries: str = field(N_("Who may borrow"), Text(limit=400), column=True)
    form: str = field(N_("Application form"), Choice(options=FORMS), required=True, default="01")
    cap_per: str = field(
        N_("Cap counts for"), Choice(options=CAPS), required=True, default="household"
    )
    exclusive: bool = field(N_("At most one such programme a household"), Yes())
    rural_only: bool = field(N_("Rural households only"), Yes())
    classes: tuple[EligibleClass, ...] = field(
        N_("Eligible household classes"), Lines(of=EligibleClass)
    )
    terms: tuple[ProgrammeTerm, ...] = field(N_("Terms"), Lines(of=ProgrammeTerm))

    @property
    def asks_for_jobs(self) -> bool:
        """Does an application say what jobs the loan creates and keeps?"""
        return self.form == JOBS_FORM

    @property
    def asks_for_study(self) -> bool:
        """Does an application say who studies, where, and from when to when?"""
        return self.cap_per == "student"

    def term_on(self, day: date) -> ProgrammeTerm | None:
        """The terms that hold on a day; None before the first."""
        begun = [term for term in self.terms if term.from_on and term.from_on <= day]
        return max(begun, key=lambda term: term.from_on or day) if begun else None


def instalment_interval(term_months: int) -> int:
    """Months between principal instalments: 12 up to a year, 24 up to five years, 36 beyond; never
    past the term."""
    usual = 12 if term_months <= 12 else 24 if term_months <= 60 else 36
    return min(usual, term_months)
