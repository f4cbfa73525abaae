"""The day before, the day, the day after, at every comparison of days: which side counts is a rule, not an accident."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from lcdesk.domain import periods
from lcdesk.domain.applications import Application, borrower_complaint
from lcdesk.domain.checks import GroupCheck, GroupInspector, MonthScores, Recommendation, UseCheck
from lcdesk.domain.collecting import CollectionSheet
from lcdesk.domain.duties import Duty
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import FormerYear, times
from lcdesk.domain.groups import Group, GroupPast
from lcdesk.domain.ids import AssociationId, EntryId, GroupId, LoanId, MemberId
from lcdesk.domain.interest import accrued
from lcdesk.domain.ledger import Entry, balance_on, check_day
from lcdesk.domain.loans import LoanTerms, instalments_complaint, terms_on
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member, age_on, birthday, card_expiry, card_warning, issuer
from lcdesk.domain.positions import falling_due
from lcdesk.domain.programmes import Programme, ProgrammeTerm
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.schedules import Instalment, rescheduled, schedule_complaint

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)
MILLION = 1_000_000


def complains(record: Any, name: str) -> bool:
    return name in record.complaints(DAY)


def refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        return True
    return False


def entry(day: date, kind: str = "disbursed", amount: int = MILLION) -> Entry:
    return Entry(
        id=EntryId(1), loan=LoanId(1), member=MemberId(1), kind=kind, entry_on=day, amount=amount
    )


def terms(day: date, rate: int = 660) -> LoanTerms:
    return LoanTerms(loan=LoanId(1), member=MemberId(1), kind="contract", from_on=day, rate=rate)


def interest_to(until: date, paid_out_on: date = DAY) -> int:
    return accrued([entry(paid_out_on, amount=365 * MILLION)], [terms(paid_out_on, 1000)], until)


OLD, NEW = AssociationId(1), AssociationId(2)
HANDED_OVER = Group(
    association=NEW, past=(GroupPast(what="association", said=str(OLD), until_on=DAY),)
)
MEMBER = Member(joined_on=DAY - 100 * ONE, left_on=DAY)
BORN = date(2008, 6, 15)
EXPIRING = Member(born_on=date(1986, 6, 15), issued_on=date(2022, 1, 1))
DUE = Instalment(due_on=DAY, amount=MILLION)


def recommending(day: date) -> bool:
    check = GroupCheck(
        planned_on=DAY,
        checked_on=DAY,
        inspectors=(GroupInspector(name="Lê"),),
        recommendations=(Recommendation(text="x", due_on=day),),
    )
    return "recommendations.0.due_on" in check.complaints(DAY)


def spread_anew(day: date) -> int:
    """How many instalments stay as they were when the rest is spread anew from a day."""
    later = Instalment(due_on=DAY + 400 * ONE, amount=MILLION)
    return sum(each == DUE for each in rescheduled([DUE, later], day, 6, 100_000))


CASES: dict[str, tuple[Callable[[date], object], tuple[object, object, object]]] = {
    "a group is there from its founding": (
        lambda day: Group(founded_on=DAY).is_active(day),
        (False, True, True),
    ),
    "a group is gone on its last day": (
        lambda day: Group(dissolved_on=DAY).is_active(day),
        (True, False, False),
    ),
    "the day of a hand-over counts for the new one": (
        lambda day: HANDED_OVER.on(day).association,
        (OLD, NEW, NEW),
    ),
    "an approval may be of the day of founding": (
        lambda day: complains(Group(founded_on=DAY, approved_on=day), "approved_on"),
        (True, False, False),
    ),
    "figures of a former year may be of this one": (
        lambda day: complains(FormerYear(year=day.year), "year"),
        (False, False, False),
    ),
    "a member belongs from the day of joining": (
        lambda day: Member(joined_on=DAY).is_active(day),
        (False, True, True),
    ),
    "a member belongs no more on the day of leaving": (MEMBER.is_active, (True, False, False)),
    "who leaves may not borrow that day": (
        lambda day: bool(borrower_complaint(MEMBER, day)),
        (False, True, True),
    ),
    "an age is reached on the birthday": (lambda day: age_on(BORN, day), (17, 18, 18)),
    "who is of age today may borrow": (
        lambda day: bool(borrower_complaint(Member(born_on=BORN), day)),
        (True, False, False),
    ),
    "a birth may be of today": (
        lambda day: complains(Member(born_on=day, citizen_id="999326000001"), "born_on"),
        (False, False, True),
    ),
    "a card expires on its day": (
        lambda day: bool(card_warning(EXPIRING, day)),
        (False, True, True),
    ),
    "a card is of two years before the age at least": (
        lambda day: card_expiry(date(2003, 6, 15), day),
        (date(2028, 6, 15), date(2043, 6, 15), date(2043, 6, 15)),
    ),
    "an application may be of today": (
        lambda day: complains(Application(applied_on=day), "applied_on"),
        (False, False, True),
    ),
    "a meeting may be of today": (
        lambda day: complains(Meeting(held_on=day), "held_on"),
        (False, False, True),
    ),
    "a sheet may be of today": (
        lambda day: complains(CollectionSheet(held_on=day), "held_on"),
        (False, False, True),
    ),
    "a check may be of today": (
        lambda day: complains(UseCheck(checked_on=day), "checked_on"),
        (False, False, True),
    ),
    "scores may be of this month": (
        lambda day: complains(MonthScores(month=day), "month"),
        (False, False, True),
    ),
    "a recommendation may be due on the day of the check": (recommending, (True, False, False)),
    "a duty is late from the day after": (
        lambda day: Duty("late", "loan", 1, GroupId(1), "", DAY).is_late(day),
        (False, False, True),
    ),
    "a list may be sent today": (
        lambda day: complains(ProposalList(sent_to_ward_on=day), "sent_to_ward_on"),
        (False, False, True),
    ),
    "a list may be answered on the day it was sent": (
        lambda day: complains(
            ProposalList(sent_to_ward_on=DAY - ONE, confirmed_on=day - ONE), "confirmed_on"
        ),
        (True, False, False),
    ),
    "terms of a programme hold from their day": (
        lambda day: Programme(terms=(ProgrammeTerm(from_on=DAY, rate=1),)).term_on(day) is not None,
        (False, True, True),
    ),
    "terms of a loan hold from their day": (
        lambda day: terms_on([terms(DAY)], day) is not None,
        (False, True, True),
    ),
    "a balance has the entries of its day": (
        lambda day: balance_on([entry(DAY)], day).disbursed,
        (0, MILLION, MILLION),
    ),
    "an entry may be of today": (
        lambda day: refused(lambda: check_day([], entry(day), DAY)),
        (False, False, True),
    ),
    "an entry may be of the day of paying out": (
        lambda day: refused(lambda: check_day([entry(DAY)], entry(day, "repaid"), DAY + 9 * ONE)),
        (True, False, False),
    ),
    "the day of paying out bears once it is over": (interest_to, (0, 0, 100_000)),
    "a new rate bears from its day": (
        lambda day: accrued(
            [entry(DAY - ONE, amount=365 * MILLION)], [terms(DAY - ONE, 0), terms(DAY, 1000)], day
        ),
        (0, 0, 100_000),
    ),
    "an instalment falls due within so many days, the last counted": (
        lambda day: len(falling_due([DUE], day - 30 * ONE, 30)),
        (0, 1, 1),
    ),
    "what falls due on the day of rescheduling stays": (spread_anew, (0, 1, 1)),
    "the first instalment falls due after the paying out": (
        lambda day: bool(schedule_complaint([DUE], MILLION, day)),
        (False, True, True),
    ),
    "the last instalment falls due by the end of the term": (
        lambda day: bool(instalments_complaint([DUE], MILLION, DAY - 30 * ONE, day)),
        (True, False, False),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_day_before_the_day_and_the_day_after(case: str) -> None:
    ask, expected = CASES[case]
    assert tuple(ask(day) for day in (DAY - ONE, DAY, DAY + ONE)) == expected


@pytest.mark.parametrize(
    ("day", "by"), [(date(2024, 6, 30), "Cục"), (date(2024, 7, 1), "Bộ"), (date(2024, 7, 2), "Bộ")]
)
def test_who_issues_cards(day: date, by: str) -> None:
    assert issuer(day).startswith(by)


@pytest.mark.parametrize(
    ("age", "day"), [(1, date(2025, 2, 28)), (4, date(2028, 2, 29)), (18, date(2042, 2, 28))]
)
def test_who_is_born_on_29_february(age: int, day: date) -> None:
    assert birthday(date(2024, 2, 29), age) == day
    assert age_on(date(2024, 2, 29), day - ONE) == age - 1 and age_on(date(2024, 2, 29), day) == age


@pytest.mark.parametrize(
    ("now", "before", "hundredths"), [(5, 8, 63), (3, 8, 38), (1, 3, 33), (2, 3, 67), (7, 0, 0)]
)
def test_times_are_rounded_half_up(now: int, before: int, hundredths: int) -> None:
    assert times(now, before) == hundredths


def test_a_period_of_one_day_is_one_and_of_less_is_none() -> None:
    assert periods.Period(DAY, DAY).months == 0
    with pytest.raises(Refused):
        periods.Period(DAY, DAY - ONE)


@pytest.mark.parametrize("last", [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)])
def test_a_year_ends_on_its_last_day(last: date) -> None:
    assert periods.Period(date(2026, 1, 1), last).is_year == (last == date(2026, 12, 31))
    assert len(periods.months_of(periods.Period(date(2026, 1, 1), last))) == (
        13 if last.year == 2027 else 12
    )
