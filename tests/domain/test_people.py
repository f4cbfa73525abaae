"""Citizen ids, cards, birthdays, and who is a member when."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import build, draft_of
from lcdesk.domain.ids import GroupId
from lcdesk.domain.people import (
    Household,
    HouseholdClass,
    Member,
    NewMember,
    age_on,
    birthday,
    card_expiry,
    card_warning,
    id_complaints,
    id_facts,
    issuer,
)
from tests.domain.made import TODAY

BORN = date(1980, 2, 1)
MEMBER = Member(
    group=GroupId(1),
    citizen_id="001180000123",
    name="Lê Chân",
    born_on=BORN,
    sex="female",
    address="12 Cát Dài",
    issued_on=date(2021, 5, 5),
)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def citizen_id(born_on: date, sex: str) -> str:
    century_and_sex = (born_on.year - 1900) // 100 * 2 + (sex == "female")
    return f"031{century_and_sex}{born_on.year % 100:02}000123"


@given(days.filter(lambda day: day.year < 2100), st.sampled_from(["male", "female"]))
def test_an_id_of_its_holder_agrees(born_on: date, sex: str) -> None:
    assert id_complaints(citizen_id(born_on, sex), born_on, sex) == {}


@pytest.mark.parametrize(
    ("digit", "sex", "year"),
    [
        ("0", "male", 1985),
        ("1", "female", 1985),
        ("2", "male", 2085),
        ("3", "female", 2085),
        ("4", "male", 2185),
        ("5", "female", 2185),
    ],
)
def test_the_fourth_digit_says_century_and_sex(digit: str, sex: str, year: int) -> None:
    facts = id_facts(f"001{digit}85000001")
    assert (facts.sex, facts.birth_year) == (sex, year)


def test_the_part_that_disagrees_is_named() -> None:
    assert id_complaints("001180000123", date(1981, 2, 1), "female") == {
        "born_on": "The citizen id says born in 1980 (digits 4 to 6)."
    }
    assert id_complaints("001180000123", BORN, "male") == {
        "sex": "The citizen id says female (digit 4)."
    }
    assert id_complaints("001180000123", date(2080, 2, 1), "male").keys() == {"born_on", "sex"}
    assert id_complaints("001180000123", None, "") == {}


def test_leading_zeros_survive_a_form() -> None:
    assert build(Member, draft_of(MEMBER), TODAY).citizen_id == "001180000123"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"born_on": date(2026, 9, 6), "citizen_id": "001326000123"}, "born_on"),
        ({"issued_on": BORN}, "issued_on"),
        ({"issued_on": TODAY + timedelta(1)}, "issued_on"),
        ({"left_on": TODAY}, "left_on"),
        ({"joined_on": TODAY, "left_on": TODAY - timedelta(1)}, "left_on"),
    ],
)
def test_days_of_a_member_in_the_wrong_order(change: dict[str, Any], field: str) -> None:
    assert field in replace(MEMBER, **change).complaints(TODAY)


def test_a_right_member_has_no_complaints() -> None:
    joined = replace(MEMBER, joined_on=TODAY, left_on=TODAY, issued_on=TODAY)
    assert joined.complaints(TODAY) == MEMBER.complaints(TODAY) == {}


@pytest.mark.parametrize(
    ("born_on", "age", "day"),
    [
        (date(2000, 2, 29), 18, date(2018, 2, 28)),
        (date(2000, 2, 29), 20, date(2020, 2, 29)),
        (date(2000, 3, 1), 25, date(2025, 3, 1)),
    ],
)
def test_birthdays(born_on: date, age: int, day: date) -> None:
    assert birthday(born_on, age) == day
    assert age_on(born_on, day) == age
    assert age_on(born_on, day - timedelta(1)) == age - 1


@given(days, days)
def test_age_never_jumps(born_on: date, day: date) -> None:
    assert age_on(born_on, day + timedelta(1)) - age_on(born_on, day) in (0, 1)


@pytest.mark.parametrize("age", [25, 40, 60])
def test_a_card_expires_at_the_next_milestone(age: int) -> None:
    milestone = birthday(BORN, age)
    grace = birthday(BORN, age - 2)
    following = {25: birthday(BORN, 40), 40: birthday(BORN, 60), 60: None}[age]
    assert card_expiry(BORN, grace - timedelta(1)) == milestone
    assert card_expiry(BORN, grace) == following
    assert card_expiry(BORN, milestone) == following


def test_a_card_after_sixty_never_expires() -> None:
    assert card_expiry(date(1960, 1, 1), date(2021, 1, 1)) is None
    assert card_expiry(date(1960, 1, 1), date(2017, 12, 31)) == date(2020, 1, 1)


def test_a_leap_day_child_renews_on_the_28th() -> None:
    assert card_expiry(date(2000, 2, 29), date(2015, 1, 1)) == date(2025, 2, 28)
    assert card_expiry(date(2000, 2, 29), date(2023, 2, 27)) == date(2025, 2, 28)
    assert card_expiry(date(2000, 2, 29), date(2023, 2, 28)) == date(2040, 2, 29)


@pytest.mark.parametrize(("born_on", "issued_on"), [(None, TODAY), (BORN, None), (None, None)])
def test_an_unknown_day_gives_no_expiry(born_on: date | None, issued_on: date | None) -> None:
    assert card_expiry(born_on, issued_on) is None


@given(days, days)
def test_expiry_is_a_birthday_after_the_issue(born_on: date, issued_on: date) -> None:
    expiry = card_expiry(born_on, issued_on)
    assert expiry is None or (expiry > issued_on and age_on(born_on, expiry) in (25, 40, 60))


def test_an_expired_card_warns_and_never_blocks() -> None:
    old = replace(MEMBER, issued_on=date(2015, 1, 1))  # lasts to the fortieth birthday, 01/02/2020
    assert card_warning(old, date(2020, 1, 31)) == ""
    assert card_warning(old, date(2020, 2, 1)) == "The citizen card expired on 01/02/2020."
    assert old.complaints(TODAY) == {}
    assert card_warning(replace(old, issued_on=None), TODAY) == ""


@pytest.mark.parametrize(
    ("issued_on", "authority"),
    [
        (None, ""),
        (date(2024, 6, 30), "Cục Cảnh sát QLHC về TTXH"),
        (date(2024, 7, 1), "Bộ Công an"),
    ],
)
def test_who_issues_cards(issued_on: date | None, authority: str) -> None:
    assert issuer(issued_on) == authority


def test_membership_runs_from_a_day_to_a_day() -> None:
    member = replace(MEMBER, joined_on=date(2026, 1, 1), left_on=date(2026, 6, 1))
    active = [
        member.is_active(date(*day))
        for day in [(2025, 12, 31), (2026, 1, 1), (2026, 5, 31), (2026, 6, 1)]
    ]
    assert active == [False, True, True, False]
    assert not MEMBER.is_active(TODAY), "not admitted yet"
    assert replace(member, left_on=None).is_active(date(2099, 1, 1))


def test_a_new_member_brings_the_class_of_the_household() -> None:
    draft = {**draft_of(MEMBER), "household_class": "poor"}
    new = build(NewMember, draft, TODAY)
    assert new.household_class == "poor"
    assert type(new.member()) is Member and new.member() == MEMBER
    with pytest.raises(Refused) as refused:
        build(NewMember, {**draft, "household_class": ""}, TODAY)
    assert refused.value.complaints.keys() == {"household_class"}


def test_the_class_of_a_household_is_the_newest_known() -> None:
    home = (
        Household(name="A")
        .with_class(2024, "poor")
        .with_class(2022, "near_poor")
        .with_class(2024, "escaped")
    )
    assert [line.year for line in home.classes] == [2022, 2024]
    assert [home.class_in(year) for year in (2021, 2022, 2023, 2024, 2030)] == [
        "", "near_poor", "near_poor", "escaped", "escaped",
    ]  # fmt: skip


def test_a_year_has_one_class() -> None:
    line = HouseholdClass(year=2026, household_class="poor")
    broken = Household(name="A", classes=(line, replace(line, year=2025), line)).complaints(TODAY)
    assert broken == {"classes.2.year": "This year stands here twice."}


@pytest.mark.parametrize(
    ("classes", "year", "left_on"),
    [
        ({}, 2026, None),
        ({2022: "poor"}, 2026, None),
        ({2022: "poor", 2023: "escaped"}, 2022, None),
        ({2022: "poor", 2023: "escaped"}, 2023, date(2023, 1, 1)),
        ({2022: "near_poor", 2023: "average", 2024: "escaped"}, 2026, date(2023, 1, 1)),
        ({2021: "poor", 2024: "escaped"}, 2026, date(2024, 1, 1)),
        ({2022: "poor", 2023: "escaped", 2024: "poor"}, 2026, None),
        ({2022: "poor", 2023: "escaped", 2024: "poor", 2025: "escaped"}, 2026, date(2025, 1, 1)),
        ({2023: "average", 2024: "escaped"}, 2026, date(2024, 1, 1)),
        ({2023: "average"}, 2026, None),
    ],
)
def test_when_a_household_left_the_list(
    classes: dict[int, str], year: int, left_on: date | None
) -> None:
    lines = tuple(HouseholdClass(year=each, household_class=name) for each, name in classes.items())
    assert Household(name="Lê Chân", classes=lines).left_list_on(year) == left_on


@pytest.mark.parametrize(("year", "known"), [(2023, 0), (2024, 2024), (2025, 2024), (2026, 2026)])
def test_of_which_list_a_class_is(year: int, known: int) -> None:
    lines = tuple(HouseholdClass(year=each, household_class="poor") for each in (2026, 2024))
    assert Household(name="Lê Chân", classes=lines).class_year(year) == known
