"""What the file holds that the rules of a programme ask for, at whatever step an application is."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from lcdesk.domain import rules
from lcdesk.domain.applications import OPEN_STATES, Application
from lcdesk.domain.commitments import Commitment
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.people import ADULT_AGE, Household, Member, age_on
from lcdesk.domain.priorities import priorities_of
from lcdesk.domain.programmes import Programme
from lcdesk.domain.rules import BrokenRule, Circumstances, Objection, Offer
from lcdesk.domain.steps import Judgement, Step, StepRule, standing
from lcdesk.domain.ward import Neighbourhood
from lcdesk.i18n import fold, in_language
from lcdesk.storage import commitments, records
from lcdesk.storage.database import WardFile

Judge = Callable[[], tuple[Objection, ...]]
"""What judges an offer by what the file held when it was asked, in the language of the moment."""


def asked(application: Application) -> Offer:
    """What an application asks for, on its day."""
    assert application.applied_on
    return Offer(application.applied_on, application.amount, application.term_months)


def judge(file: WardFile, application: Application, offer: Offer) -> Judge:
    """What judges an offer by what the file holds now."""
    programme = records.get(file, Programme, application.programme)
    return partial(
        rules.objections, programme, offer, _circumstances(file, application, programme, offer)
    )


def _circumstances(
    file: WardFile, application: Application, programme: Programme, offer: Offer
) -> Circumstances:
    """What the file knows of the household that matters to the rules; its class is that of the day
    applied on."""
    day = application.applied_on
    assert day
    member = records.get(file, Member, application.member).on(day)
    household = records.get(file, Household, member.household).on(day)
    taken = commitments.of_household(file, household.id, OPEN_STATES, application.id)
    return Circumstances(
        applied_on=day,
        household_class=household.class_in(day.year),
        class_year=household.class_year(day.year),
        claimed_class=application.beneficiary,
        left_list_on=household.left_list_on(day.year),
        rural=records.get(file, Neighbourhood, household.neighbourhood).rural,
        committed=_committed(taken, application, programme),
        exclusive_elsewhere=_exclusive_elsewhere(file, taken, programme),
        units=_units(application, programme, offer),
        age=age_on(member.born_on, day) if member.born_on else ADULT_AGE,
        is_priority=is_priority(application, programme, day),
        course=application.course if programme.asks_for_study else None,
    )


def is_priority(application: Application, programme: Programme, day: date) -> bool:
    """Whether the box ticked on an application gives the priority rate of the programme."""
    return application.priority in priorities_of(programme, day).at_priority_rate


def usual_rate(file: WardFile, application: Application, day: date) -> int:
    """The programme's rate for an application on a day, in thousandths of a per cent a year; 0
    where it has none."""
    programme = records.get(file, Programme, application.programme)
    term = programme.term_on(day)
    if term is None:
        return 0
    return term.rate_for(is_priority(application, programme, application.applied_on or day))


def _committed(taken: Sequence[Commitment], application: Application, programme: Programme) -> int:
    """What counts against the cap, in đồng: of the household, of the worker or the business that
    borrows, of the student; a cap for each work or contract counts nothing else."""
    found = [each for each in taken if each.programme == programme.id]
    if programme.cap_per == "worker":
        found = [each for each in found if each.member == application.member]
    elif programme.cap_per == "student":
        student = fold(application.student)
        found = [each for each in found if fold(each.student) == student]
    elif programme.cap_per != "household":
        return 0
    return sum(each.amount for each in found)


def _exclusive_elsewhere(file: WardFile, taken: Sequence[Commitment], beside: Programme) -> str:
    """The name of another exclusive programme in which the household has asked or owes, or ""."""
    others = dict.fromkeys(each.programme for each in taken if each.programme != beside.id)
    found = (records.get(file, Programme, id) for id in others)
    return next((each.name for each in found if each.exclusive), "")


def _units(application: Application, programme: Programme, offer: Offer) -> int:
    """How often the cap counts. Where no course is written down its months lie within the term."""
    months = application.course.months if application.course else offer.term_months
    return {"worker": application.jobs, "student": months}.get(programme.cap_per, 1)


def for_the_papers(judge: Judge) -> tuple[BrokenRule, ...]:
    """The rules gone against in the language of the papers, whatever the screen speaks."""
    with in_language("vi"):
        return tuple(BrokenRule(rule=each.text, source=each.source) for each in judge())


def answered(file: WardFile, application: Application) -> frozenset[str]:
    """The rules, as the papers say them, for which an earlier step of an application has a reason
    or the bank's word."""
    gone_against: list[BrokenRule] = list(application.broken_rules)
    for each in road(file, application.id):
        gone_against.extend(each.broken_rules)
    return frozenset(each.rule for each in gone_against)


def road(file: WardFile, application: ApplicationId) -> list[Step]:
    """The steps that brought an application where it is."""
    return standing(records.find(file, Step, application=application))


def judgement(file: WardFile, application: Application, offer: Offer) -> Judgement:
    """What an offer newly goes against: what an earlier step has answered is not asked again."""
    found, known = judge(file, application, offer), answered(file, application)
    pairs = zip(found(), for_the_papers(found), strict=True)
    new = [(said, kept) for said, kept in pairs if kept.rule not in known]
    return Judgement(
        tuple(said for said, _kept in new),
        tuple(StepRule(rule=kept.rule, source=kept.source) for _said, kept in new),
    )
