"""The rules of a programme: what they object to in what is asked for, proposed or granted."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lcdesk.domain.courses import Course
from lcdesk.domain.days import months_later
from lcdesk.domain.fields import Record, field
from lcdesk.domain.kinds import Paragraph, Text
from lcdesk.domain.people import ADULT_AGE, CLASSES
from lcdesk.domain.programmes import CAPS, Programme, ProgrammeTerm
from lcdesk.domain.schedules import Instalment
from lcdesk.i18n import N_, _, date_text, money, number, rate


@dataclass(frozen=True)
class Objection:
    """A rule of a programme that is broken, the field it shows beside, and where the rule
    stands."""

    field: str
    text: str
    source: str = ""

    def sentence(self) -> str:
        return f"{self.text} ({self.source})" if self.source else self.text


class BrokenRule(Record):
    """A rule that was gone against with a written reason, in the language of the papers."""

    rule: str = field(N_("Rule"), Paragraph())
    source: str = field(N_("Source"), Text(limit=400))


@dataclass(frozen=True)
class Offer:
    """What is asked for, proposed or granted on a day: đồng, months, thousandths of a per cent a
    year. A rate of 0 is not said yet; no instalments are the usual ones."""

    day: date
    amount: int
    term_months: int
    rate: int = 0
    instalments: Sequence[Instalment] = ()


@dataclass(frozen=True)
class Circumstances:
    """What a rule needs to know beside an offer. Amounts in đồng.

    `household_class` is the one that the register has for the day applied on, from the list of
    `class_year`; "" where the register has none. `claimed_class` stands on the form. `left_list_on`
    is when the household left the list of poor and near-poor ones. `committed` is what was approved
    or asked for and is not repaid yet, by what the cap counts for; `exclusive_elsewhere` names
    another programme of those a household may hold only one of; `units` is how often the cap
    counts: workers, or months of a course. `age` is that of the borrower on the day applied on.
    """

    applied_on: date | None = None
    household_class: str = ""
    class_year: int = 0
    claimed_class: str = ""
    left_list_on: date | None = None
    rural: bool = False
    committed: int = 0
    exclusive_elsewhere: str = ""
    units: int = 1
    age: int = ADULT_AGE
    is_priority: bool = False
    course: Course | None = None


def objections(programme: Programme, offer: Offer, about: Circumstances) -> tuple[Objection, ...]:
    """Every rule of the programme, in force on the day of an offer, that the offer breaks for this
    household."""
    term = programme.term_on(offer.day)
    if term is None:
        return (Objection("programme", _("The programme has no terms for this day.")),)
    return tuple(_broken(programme, term, offer, about))


def _broken(
    programme: Programme, term: ProgrammeTerm, offer: Offer, about: Circumstances
) -> Iterator[Objection]:
    found = (
        ("member", _age_text(about), "class"),
        ("programme", _class_text(programme, about), "class"),
        ("programme", _leaving_text(term, about), "class"),
        ("programme", _exclusive_text(programme, about), "class"),
        ("programme", _rural_text(programme, about), "class"),
        ("course_from", _course_text(programme, about), "longest"),
        ("amount", _cap_text(programme, term, offer, about), "cap"),
        ("amount", _security_text(term, offer), "cap"),
        ("term_months", _longest_text(programme, term, offer, about), "longest"),
        ("instalments", _grace_text(offer, about), "longest"),
        ("rate", _rate_text(term, offer, about), "rate"),
    )
    if text := _claim_text(about):
        yield Objection("beneficiary", text)
    yield from (Objection(name, text, term.source_of(part)) for name, text, part in found if text)


def _claim_text(about: Circumstances) -> str:
    """The class on the form is the one of the register."""
    if not about.household_class or about.claimed_class in ("", about.household_class):
        return ""
    return _("The register has this household otherwise: {found}.").format(found=_registered(about))


def class_of_year(household_class: str, year: int, day: date) -> str:
    """A class with the year of its list, and that the list is old where there is none of the year
    of the day."""
    said = _("{name}, by the list of {year}").format(name=_(CLASSES[household_class]), year=year)
    if year < day.year:
        return said + _("; there is no class of {year} yet").format(year=day.year)
    return said


def _registered(about: Circumstances) -> str:
    day = about.applied_on or date(about.class_year, 1, 1)
    return class_of_year(about.household_class, about.class_year, day)


def _age_text(about: Circumstances) -> str:
    if about.age >= ADULT_AGE:
        return ""
    return _("The borrower is {age} on this day; a borrower is {adult} or older.").format(
        age=about.age, adult=ADULT_AGE
    )


def _class_text(programme: Programme, about: Circumstances) -> str:
    allowed = [line.household_class for line in programme.classes]
    if not allowed or (about.household_class or about.claimed_class) in allowed:
        return ""
    sentence = _("{programme} is for: {classes}.").format(
        programme=programme.name, classes=", ".join(_(CLASSES[each]) for each in allowed)
    )
    if not about.household_class:
        return sentence
    return f"{sentence} " + _("The household is: {found}.").format(found=_registered(about))


def _leaving_text(term: ProgrammeTerm, about: Circumstances) -> str:
    if not (term.leaving_months and about.left_list_on and about.applied_on):
        return ""
    last = months_later(about.left_list_on, term.leaving_months)
    if about.applied_on <= last:
        return ""
    return _(
        "The household left the list of poor and near-poor households on {left}; this programme is "
        "for {months} months after it, to {last}."
    ).format(
        left=date_text(about.left_list_on),
        months=number(term.leaving_months),
        last=date_text(last),
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


def _course_text(programme: Programme, about: Circumstances) -> str:
    if not programme.asks_for_study or about.course:
        return ""
    return _("Cap and longest term follow from the course. Enter when it begins and ends.")


def _cap_text(programme: Programme, term: ProgrammeTerm, offer: Offer, about: Circumstances) -> str:
    tuition = about.course.tuition if term.plus_tuition and about.course else 0
    cap = term.cap * max(about.units, 1) + tuition
    if not cap:
        return ""
    per = _(CAPS[programme.cap_per])
    sentence = _("The cap is {cap} for {per}, here {total} in all.")
    if term.business_cap and cap > term.business_cap:
        cap, sentence = term.business_cap, _("The cap is {total} for a business.")
    elif cap == term.cap:
        sentence = _("The cap is {total} for {per}.")
    if about.committed + offer.amount <= cap:
        return ""
    if about.committed:
        sentence = _(
            "The cap is {total} for {per}, and {committed} are already taken; at most {left} are "
            "left."
        )
    return sentence.format(
        cap=money(term.cap),
        per=per,
        total=money(cap),
        committed=money(about.committed),
        left=money(max(cap - about.committed, 0)),
    )


def _security_text(term: ProgrammeTerm, offer: Offer) -> str:
    if not term.security_above or offer.amount <= term.security_above:
        return ""
    return _("Above {amount} security is needed; write what it is.").format(
        amount=money(term.security_above)
    )


def _longest_text(
    programme: Programme, term: ProgrammeTerm, offer: Offer, about: Circumstances
) -> str:
    longest = term.longest_months
    if not longest and programme.asks_for_study and about.course:
        longest = about.course.longest_months
    if not longest or offer.term_months <= longest:
        return ""
    return _("The longest term is {longest} months; this is {months}.").format(
        longest=number(longest), months=number(offer.term_months)
    )


def _grace_text(offer: Offer, about: Circumstances) -> str:
    days = [each.due_on for each in offer.instalments if each.due_on]
    if not about.course or not days or min(days) >= about.course.first_due_on:
        return ""
    return _("Principal falls due from {first} on, 12 months after the course.").format(
        first=date_text(about.course.first_due_on)
    )


def _rate_text(term: ProgrammeTerm, offer: Offer, about: Circumstances) -> str:
    usual = term.rate_for(about.is_priority)
    if not offer.rate or offer.rate == usual:
        return ""
    return _(
        "The programme's rate is {usual} % a year for this borrower; this is {rate} %."
    ).format(usual=rate(usual), rate=rate(offer.rate))


def unanswered(
    found: Sequence[Objection], reason: str, written_in: str = "override_reason"
) -> dict[str, str]:
    """The complaints of broken rules for which no reason to go on is written in that field."""
    if not found or reason:
        return {}
    broken: dict[str, str] = {}
    for each in found:
        broken[each.field] = f"{broken.get(each.field, '')} {each.sentence()}".strip()
    asked = _("A rule is broken. Change what breaks it, or write here why it goes on.")
    return {**broken, written_in: f"{broken.get(written_in, '')} {asked}".strip()}


def beside(
    found: Sequence[Objection], names: Container[str], otherwise: str
) -> tuple[Objection, ...]:
    """The objections beside the fields that a form has; those to what is not on it stand beside
    `otherwise`."""
    return tuple(each if each.field in names else replace(each, field=otherwise) for each in found)
