"""The people of the sample ward: fruits, flowers, trees and animals by name, with ids of a province
there is not."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from lcdesk.actions import registers
from lcdesk.domain.groups import MOST_MEMBERS, Group
from lcdesk.domain.people import Household, HouseholdClass, Member, NewMember
from lcdesk.storage.database import WardFile

NOWHERE = "999"
"""No province has this code, so that no invented citizen id is anybody's."""

_FIRST_CARDS = date(2021, 3, 1)
_CLASS_WEIGHTS = {"poor": 18, "near_poor": 22, "escaped": 18, "average": 22, "other": 20}
_BETTER = {"poor": "near_poor", "near_poor": "escaped", "escaped": "average"}


@dataclass(frozen=True)
class Person:
    """An invented person before they are anybody's member."""

    name: str
    sex: str
    born_on: date
    citizen_id: str


@dataclass
class Cast:
    """Invents people; no two share an id, or a name and birth date. `texts` is the shipped
    sample.json."""

    rng: Random
    texts: dict[str, Any]
    first_day: date
    last_day: date
    known: set[tuple[str, date]] = field(default_factory=set)

    def name(self, sex: str = "") -> str:
        """A name that nobody bears."""
        middles = self.texts["middles"][sex or self.rng.choice(("male", "female"))]
        return " ".join(
            self.rng.choice(words)
            for words in (self.texts["families"], middles, self.texts["givens"])
        )

    def person(self, born_from: date, born_to: date, sex: str = "") -> Person:
        """Someone born within these days."""
        sex = sex or self.rng.choice(("male", "female"))
        name, born_on = self.name(sex), self.day(born_from, born_to)
        while (name, born_on) in self.known:
            name, born_on = self.name(sex), self.day(born_from, born_to)
        self.known.add((name, born_on))
        return Person(name, sex, born_on, _citizen_id(sex, born_on, len(self.known)))

    def spouse(self, member: Member) -> Person:
        """Somebody to live with a member."""
        assert member.born_on
        about = timedelta(days=600)
        return self.person(
            member.born_on - about,
            member.born_on + about,
            "male" if member.sex == "female" else "female",
        )

    def adult(self) -> Person:
        """Someone who was 20 to 70 when the sample begins."""
        year = self.first_day.year
        return self.person(date(year - 70, 1, 1), date(year - 21, 12, 31))

    def day(self, start: date, end: date) -> date:
        """A day between two others, both included."""
        return start + timedelta(days=self.rng.randint(0, (end - start).days))


def _citizen_id(sex: str, born_on: date, serial: int) -> str:
    century_and_sex = 2 * (born_on.year // 100 - 19) + (sex == "female")
    return f"{NOWHERE}{century_and_sex}{born_on.year % 100:02d}{serial:06d}"


@dataclass
class Circle:
    """A group with its people, as the sample goes through the years."""

    group: Group
    place: str
    members: list[Member] = field(default_factory=list)
    waiting: list[Member] = field(default_factory=list)
    gone: list[Member] = field(default_factory=list)
    households: dict[int, Household] = field(default_factory=dict)


def settle(file: WardFile, cast: Cast, group: Group, place: str, households: int) -> Circle:
    """Enter a group with so many households; some send two members, some wait until a meeting
    admits them."""
    circle = Circle(registers.save_group(file, group).record, place)
    street = cast.rng.choice(cast.texts["streets"])
    for number in range(households):
        person, address = cast.adult(), f"Số {cast.rng.randint(1, 200)} {street}, {place}"
        household = _household(file, cast, circle, person, address)
        waits = number % 12 == 11
        member = _member(file, cast, circle, household, person, waits)
        (circle.waiting if waits else circle.members).append(member)
    for head in circle.members[2 : 2 + min(households // 10, MOST_MEMBERS - households)]:
        household = circle.households[head.household]
        circle.members.append(_member(file, cast, circle, household, cast.spouse(head)))
    _choose_managers(file, circle)
    return circle


def _household(file: WardFile, cast: Cast, circle: Circle, head: Person, address: str) -> Household:
    made = Household(
        name=head.name,
        neighbourhood=circle.group.neighbourhood,
        address=address,
        classes=_classes(cast),
    )
    household: Household = registers.save(file, made).record
    circle.households[household.id] = household
    return household


def _classes(cast: Cast) -> tuple[HouseholdClass, ...]:
    """A class for every year, sometimes better than the year before."""
    household_class = cast.rng.choices(list(_CLASS_WEIGHTS), list(_CLASS_WEIGHTS.values()))[0]
    classes = []
    for year in range(cast.first_day.year, cast.last_day.year + 1):
        classes.append(HouseholdClass(year=year, household_class=household_class))
        if cast.rng.random() < 0.15:
            household_class = _BETTER.get(household_class, household_class)
    return tuple(classes)


def _member(
    file: WardFile,
    cast: Cast,
    circle: Circle,
    household: Household,
    person: Person,
    waits: bool = False,
) -> Member:
    assert circle.group.approved_on
    new = NewMember(
        group=circle.group.id,
        citizen_id=person.citizen_id,
        name=person.name,
        born_on=person.born_on,
        sex=person.sex,
        issued_on=cast.day(_FIRST_CARDS, cast.last_day) if cast.rng.random() < 0.95 else None,
        ethnicity=cast.rng.choice(cast.texts["ethnicities"]),
        address=household.address,
        household=household.id,
        joined_on=None if waits else cast.day(circle.group.approved_on, cast.first_day),
        household_class=household.class_in(cast.last_day.year),
    )
    member: Member = registers.add_member(file, new, cast.last_day).record
    return member


def _choose_managers(file: WardFile, circle: Circle) -> None:
    """The first two members lead: they are of different households."""
    leader, deputy = circle.members[:2]
    managed = replace(circle.group, leader=leader.id, deputy=deputy.id)
    circle.group = registers.save_group(file, managed).record
