"""What the rules of a programme object to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.courses import Course
from lcdesk.domain.programmes import Programme, ProgrammeTerm
from lcdesk.domain.rules import (
    Circumstances,
    Objection,
    Offer,
    beside,
    class_of_year,
    objections,
    unanswered,
)
from lcdesk.domain.schedules import Instalment
from tests.domain.credit import NEW, POOR

MILLION = 1_000_000
ONE = timedelta(days=1)
DAY = date(2026, 9, 5)
FITTING = Circumstances(
    applied_on=DAY, household_class="poor", class_year=2026, claimed_class="poor"
)
amounts = st.integers(1, 10**12)


def found(
    programme: Programme = POOR,
    amount: int = 100_000_000,
    term_months: int = 120,
    day: date = DAY,
    about: Circumstances = FITTING,
    **said: object,
) -> list[tuple[str, str]]:
    offer = Offer(day, amount, term_months, **said)  # type: ignore[arg-type]
    return [
        (each.field, each.text.replace("\u00a0", " "))
        for each in objections(programme, offer, about)
    ]


def test_no_terms_at_all() -> None:
    assert found(day=date(2019, 2, 28)) == [
        ("programme", "The programme has no terms for this day.")
    ]


def test_an_application_within_every_rule() -> None:
    assert found() == []


def test_the_cap_and_the_longest_term_of_the_day_hold() -> None:
    assert [field for field, _text in found(day=date(2025, 12, 31))] == ["amount", "term_months"]


def test_each_objection_has_its_field_and_its_source() -> None:
    stranger = replace(
        FITTING,
        household_class="average",
        claimed_class="average",
        exclusive_elsewhere="Cho vay hộ cận nghèo",
    )
    broken = objections(replace(POOR, rural_only=True), Offer(DAY, 100_000_001, 121), stranger)
    assert [(each.field, each.text) for each in broken] == [
        (
            "programme",
            "Cho vay hộ nghèo is for: poor household. The household is: household of average living standard, by the list of 2026.",
        ),
        (
            "programme",
            "The household already borrows under Cho vay hộ cận nghèo; only one of these is allowed at a time.",
        ),
        ("programme", "This programme is for rural areas only."),
        ("amount", "The cap is 100.000.000\u00a0đ for a household."),
        ("term_months", "The longest term is 120 months; this is 121."),
    ]
    assert {each.source for each in broken} == {"a new decree"}


def test_an_objection_without_a_source_is_its_text() -> None:
    assert Objection("amount", "Too much.", "").sentence() == "Too much."
    assert Objection("amount", "Too much.", "a decree").sentence() == "Too much. (a decree)"


def test_the_cap_counts_what_the_household_has_taken() -> None:
    about = replace(FITTING, committed=70_000_000)
    assert found(amount=30_000_000, about=about) == []
    ((field, text),) = found(amount=30_000_001, about=about)
    assert field == "amount"
    assert text == (
        "The cap is 100.000.000 đ for a household, and 70.000.000 đ are already taken; at most 30.000.000 đ are left."
    )


def test_nothing_is_left_of_a_cap_that_is_exceeded_already() -> None:
    ((_field, text),) = found(amount=1, about=replace(FITTING, committed=200_000_000))
    assert "at most 0 đ are left" in text


def test_a_cap_of_several_workers_is_their_sum() -> None:
    assert found(amount=300_000_000, about=replace(FITTING, units=3)) == []
    ((_field, text),) = found(amount=300_000_001, about=replace(FITTING, units=3))
    assert text == "The cap is 100.000.000 đ for a household, here 300.000.000 đ in all."
    assert found(amount=100_000_000, about=replace(FITTING, units=0)) == [], (
        "no worker yet counts as one"
    )


def test_a_cap_or_a_longest_term_of_zero_is_none() -> None:
    free = replace(POOR, terms=(replace(NEW, cap=0, longest_months=0),))
    assert found(free, amount=10**14, term_months=600) == []


def test_a_programme_without_classes_is_for_all() -> None:
    assert found(replace(POOR, classes=()), about=Circumstances()) == []


def test_a_programme_that_is_not_exclusive_stands_beside_others() -> None:
    about = replace(FITTING, exclusive_elsewhere="Cho vay hộ cận nghèo")
    assert found(replace(POOR, exclusive=False), about=about) == []


def test_a_rural_programme_in_a_rural_neighbourhood() -> None:
    assert found(replace(POOR, rural_only=True), about=replace(FITTING, rural=True)) == []


@given(amounts, amounts, st.integers(1, 20))
def test_the_cap_is_broken_exactly_above_it(committed: int, amount: int, units: int) -> None:
    about = replace(FITTING, committed=committed, units=units)
    assert bool(found(amount=amount, about=about)) == (committed + amount > 100_000_000 * units)


def worker(**facts: object) -> Programme:
    """A programme with a cap of 200 million a worker, 10 billion a business."""
    term = replace(
        NEW,
        rate=8382,
        priority_rate=6600,
        cap=200 * MILLION,
        business_cap=10_000 * MILLION,
        **facts,  # type: ignore[arg-type]
    )
    return Programme(name="Việc làm", form="01-gqvl", cap_per="worker", terms=(term,))


def test_a_business_has_a_cap_of_its_own_however_many_work_there() -> None:
    many = replace(FITTING, units=10_000)
    assert found(worker(), 10_000 * MILLION, about=many) == []
    assert found(worker(), 10_000 * MILLION + 1, about=many) == [
        ("amount", "The cap is 10.000.000.000 đ for a business.")
    ]
    assert found(worker(), 10_000 * MILLION, about=replace(many, units=50)) == []
    ((_field, text),) = found(worker(), 10_000 * MILLION, about=replace(many, units=49))
    assert text == "The cap is 200.000.000 đ for a worker, here 9.800.000.000 đ in all."


@pytest.mark.parametrize(
    ("rate", "is_priority", "fits"),
    [(8382, False, True), (8380, False, False), (6600, False, False), (6600, True, True), (8382, True, False), (0, True, True)],
)  # fmt: skip
def test_the_rate_is_the_programmes_for_this_borrower(
    rate: int, is_priority: bool, fits: bool
) -> None:
    about = replace(FITTING, is_priority=is_priority)
    assert (found(worker(), MILLION, 12, about=about, rate=rate) == []) == fits


def test_a_wrong_rate_names_both() -> None:
    assert found(worker(), MILLION, 12, rate=66_000) == [
        ("rate", "The programme's rate is 8,382 % a year for this borrower; this is 66 %.")
    ]


@pytest.mark.parametrize(("day", "fits"), [(-1, True), (0, True), (1, False)])
def test_36_months_after_leaving_the_list(day: int, fits: bool) -> None:
    escaped = replace(POOR, terms=(replace(NEW, leaving_months=36),), classes=())
    about = replace(FITTING, applied_on=date(2026, 1, 1) + day * ONE, left_list_on=date(2023, 1, 1))
    said = found(escaped, about=about)
    assert (said == []) == fits
    assert (
        fits
        or "on 01/01/2023; this programme is for 36 months after it, to 01/01/2026" in (said[0][1])
    )


STUDY = Programme(
    code="HSSV",
    name="HSSV",
    cap_per="student",
    terms=(ProgrammeTerm(from_on=date(2022, 5, 19), rate=6600, cap=4 * MILLION, source="QĐ"),),
)


def of_years(years: int, tuition: int = 0) -> Circumstances:
    course = Course(date(2026, 9, 1), date(2026 + years, 8, 31), tuition)
    return replace(FITTING, course=course, units=course.months)


@pytest.mark.parametrize(("years", "longest", "cap"), [(5, 132, 240), (4, 108, 192), (1, 48, 48)])
def test_longest_term_and_cap_follow_from_the_course(years: int, longest: int, cap: int) -> None:
    about = of_years(years)
    assert found(STUDY, cap * MILLION, longest, about=about) == []
    assert found(STUDY, cap * MILLION, longest + 1, about=about) == [
        ("term_months", f"The longest term is {longest} months; this is {longest + 1}.")
    ]
    assert [name for name, _text in found(STUDY, cap * MILLION + 1, longest, about=about)] == [
        "amount"
    ]


def test_a_loan_for_study_asks_for_the_course() -> None:
    assert [name for name, _text in found(STUDY, MILLION, 12)] == ["course_from"]


def test_tuition_is_added_where_the_programme_says_so() -> None:
    term = replace(STUDY.terms[0], cap=5 * MILLION, plus_tuition=True, security_above=500 * MILLION)
    stem, about = replace(STUDY, terms=(term,)), of_years(4, 160 * MILLION)
    assert found(stem, 400 * MILLION, 60, about=about) == []
    assert found(stem, 400 * MILLION + 1, 60, about=about) == [
        ("amount", "The cap is 5.000.000 đ for a student and month, here 400.000.000 đ in all.")
    ]
    dear = of_years(4, 500 * MILLION)
    assert found(stem, 500 * MILLION, 60, about=dear) == []
    assert found(stem, 500 * MILLION + 1, 60, about=dear) == [
        ("amount", "Above 500.000.000 đ security is needed; write what it is.")
    ]


@pytest.mark.parametrize(("day", "fits"), [(-1, False), (0, True), (1, True)])
def test_no_principal_before_a_year_after_the_course(day: int, fits: bool) -> None:
    due = Instalment(due_on=date(2031, 8, 31) + day * ONE, amount=MILLION)
    said = found(STUDY, MILLION, 60, about=of_years(4), instalments=[due])
    assert (said == []) == fits


def test_the_class_is_that_of_the_register() -> None:
    other = replace(FITTING, household_class="other", class_year=2026)
    assert found(about=other) == [
        (
            "beneficiary",
            "The register has this household otherwise: other household, by the list of 2026.",
        ),
        (
            "programme",
            "Cho vay hộ nghèo is for: poor household. The household is: other household, by the list of 2026.",
        ),
    ]
    unknown = replace(FITTING, household_class="", class_year=0)
    assert found(about=unknown) == [], "what is claimed counts where the register knows nothing"
    assert [name for name, _text in found(about=replace(unknown, claimed_class="other"))] == [
        "programme"
    ]


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2026, "poor household, by the list of 2026"),
        (2025, "poor household, by the list of 2025; there is no class of 2026 yet"),
    ],
)
def test_an_old_list_says_so(year: int, said: str) -> None:
    assert class_of_year("poor", year, DAY) == said


@pytest.mark.parametrize(("age", "fits"), [(17, False), (18, True), (19, True)])
def test_who_is_under_18_is_objected_to(age: int, fits: bool) -> None:
    assert (found(worker(), MILLION, 12, about=replace(FITTING, age=age)) == []) == fits


def test_a_broken_rule_wants_a_reason() -> None:
    objections = (
        Objection("amount", "Too much.", "a decree"),
        Objection("term_months", "Too long.", ""),
    )
    assert unanswered((), "") == unanswered(objections, "the ward agreed") == {}
    assert unanswered(objections, "") == {
        "amount": "Too much. (a decree)",
        "term_months": "Too long.",
        "override_reason": "A rule is broken. Change what breaks it, or write here why it goes on.",
    }


def test_several_rules_on_one_field_are_all_named() -> None:
    objections = (
        Objection("programme", "Not for them.", ""),
        Objection("programme", "Not here.", ""),
    )
    assert unanswered(objections, "")["programme"] == "Not for them. Not here."


def test_a_reason_answers_all_objections() -> None:
    broken = [Objection("amount", "Too much.", "a decree"), Objection("reason", "And this.")]
    assert unanswered(broken, "Có tài sản") == {}
    assert unanswered((), "") == {}
    asked = "A rule is broken. Change what breaks it, or write here why it goes on."
    assert unanswered(broken, "", "reason") == {
        "amount": "Too much. (a decree)",
        "reason": f"And this. {asked}",
    }


def test_objections_stand_beside_what_a_form_has() -> None:
    broken = [Objection("amount", "A"), Objection("rate", "B")]
    assert [each.field for each in beside(broken, ("amount",), "result")] == ["amount", "result"]
