"""Lending programmes, their dated terms, and what a rule objects to in an application."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import ProgrammeId
from lcdesk.domain.kinds import Choice, Date, Money, Number, Rate, Text, Yes
from lcdesk.domain.people import CLASSES
from lcdesk.i18n import N_, _, money, number

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
    """What holds in a programme from a day on. A cap or a longest term of 0 is none."""

    from_on: date | None = field(N_("From"), Date(), required=True)
    rate: int = field(N_("Rate, % a year"), Rate(), required=True)
    priority_rate: int = field(N_("Rate for priority borrowers, % a year"), Rate())
    cap: int = field(N_("Cap"), Money())
    longest_months: int = field(N_("Longest term, months"), Number(most=600))
    source: str = field(N_("Source"), Text(limit=400), required=True)
    verify: bool = field(N_("To be checked against the bank's notice"), Yes())


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

    def term_on(self, day: date) -> ProgrammeTerm | None:
        """The terms that hold on a day; None before the first."""
        begun = [term for term in self.terms if term.from_on and term.from_on <= day]
        return max(begun, key=lambda term: term.from_on or day) if begun else None


@dataclass(frozen=True)
class Objection:
    """A rule of a programme that an application breaks, the field it shows beside, and where the
    rule stands."""

    field: str
    text: str
    source: str

    def sentence(self) -> str:
        return f"{self.text} ({self.source})" if self.source else self.text


@dataclass(frozen=True)
class Circumstances:
    """What a rule needs to know beside the application. Amounts in đồng.

    `committed` is what the household owes or has asked for in the programme; `exclusive_elsewhere`
    names another
    programme of those a household may hold only one of; `units` is how often the cap counts:
    workers, or months of a student.
    """

    household_class: str = ""
    rural: bool = False
    committed: int = 0
    exclusive_elsewhere: str = ""
    units: int = 1


def instalment_interval(term_months: int) -> int:
    """Months between principal instalments: 12 up to a year, 24 up to five years, 36 beyond; never
    past the term."""
    usual = 12 if term_months <= 12 else 24 if term_months <= 60 else 36
    return min(usual, term_months)


def objections(
    programme: Programme, amount: int, term_months: int, day: date, about: Circumstances
) -> tuple[Objection, ...]:
    """Every rule of the programme, in force on a day, that an amount and a term break for this
    household."""
    term = programme.term_on(day)
    if term is None:
        return (Objection("programme", _("The programme has no terms for this day."), ""),)
    found = [
        ("programme", _class_text(programme, about)),
        ("programme", _exclusive_text(programme, about)),
        ("programme", _rural_text(programme, about)),
        ("amount", _cap_text(programme, term, amount, about)),
        ("term_months", _longest_text(term, term_months)),
    ]
    return tuple(Objection(field, text, term.source) for field, text in found if text)


def _class_text(programme: Programme, about: Circumstances) -> str:
    allowed = [line.household_class for line in programme.classes]
    if not allowed or about.household_class in allowed:
        return ""
    return _("{programme} is for: {classes}.").format(
        programme=programme.name, classes=", ".join(_(CLASSES[each]) for each in allowed)
    )


def _exclusive_text(programme: Programme, about: Circumstances) -> str:
    if not programme.exclusive or not about.exclusive_elsewhere:
        return ""
    return _(
        "The household already borrows under {programme}; only one of these is allowed at a time."
    ).format(programme=about.exclusive_elsewhere)


def _rural_text(programme: Programme, about: Circumstances) -> str:
    return (
        _("This programme is for rural areas only.")
        if programme.rural_only and not about.rural
        else ""
    )


def _cap_text(programme: Programme, term: ProgrammeTerm, amount: int, about: Circumstances) -> str:
    cap = term.cap * max(about.units, 1)
    if not cap or about.committed + amount <= cap:
        return ""
    if about.committed:
        return _(
            "The cap is {cap} for {per}, and {committed} are already taken; at most {left} are "
            "left."
        ).format(
            cap=money(cap),
            per=_(CAPS[programme.cap_per]),
            committed=money(about.committed),
            left=money(max(cap - about.committed, 0)),
        )
    sentence = (
        _("The cap is {cap} for {per}, here {total} in all.")
        if about.units > 1
        else _("The cap is {cap} for {per}.")
    )
    return sentence.format(cap=money(term.cap), per=_(CAPS[programme.cap_per]), total=money(cap))


def _longest_text(term: ProgrammeTerm, term_months: int) -> str:
    if not term.longest_months or term_months <= term.longest_months:
        return ""
    return _("The longest term is {months} months.").format(months=number(term.longest_months))
