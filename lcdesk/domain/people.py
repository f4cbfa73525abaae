"""Households and members: who they are, what their citizen id says, when their card expires."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar

from lcdesk.domain.dated import Dated, Past
from lcdesk.domain.days import months_later
from lcdesk.domain.fields import Lines, Record, field
from lcdesk.domain.ids import GroupId, HouseholdId, MemberId, NeighbourhoodId
from lcdesk.domain.kinds import CITIZEN_ID, PHONE, Choice, Date, Name, Reference, Text, Year
from lcdesk.i18n import N_, _, date_text

SEXES = {"male": N_("male"), "female": N_("female")}
CLASSES = {
    "poor": N_("poor household"),
    "near_poor": N_("near-poor household"),
    "escaped": N_("household newly escaped from poverty"),
    "average": N_("household of average living standard"),
    "other": N_("other household"),
}
LISTED_CLASSES = ("poor", "near_poor")
"""Classes of the yearly list of poor and near-poor households."""
ADULT_AGE = 18
CARD_MILESTONES = (25, 40, 60)
"""Ages at which a citizen card expires: Law on Identification 26/2023/QH15, article 21."""
CARD_GRACE_YEARS = 2
MINISTRY_ISSUES_FROM = date(2024, 7, 1)
"""The day the Law on Identification 26/2023/QH15 took effect."""

IDENTITY = N_("Identity")
MEMBERSHIP = N_("Membership")


class HouseholdClass(Record):
    """The class of a household in one year, by the yearly list of poor and near-poor households."""

    year: int = field(N_("Year"), Year(), required=True)
    household_class: str = field(N_("Household class"), Choice(options=CLASSES), required=True)
    source: str = field(N_("List"), Text(), hint=N_("The decision or list it comes from"))


class HouseholdPast(Past):
    """What a household said until a day."""


class Household(Dated):
    """People who live and borrow together."""

    id: HouseholdId = HouseholdId(0)
    dated: ClassVar[tuple[str, ...]] = ("name", "neighbourhood", "address")
    labels: ClassVar[tuple[str, ...]] = ("name", "address")

    name: str = field(N_("Head of household"), Name(), required=True, column=True, search=True)
    neighbourhood: NeighbourhoodId = field(
        N_("Neighbourhood"), Reference(target="neighbourhood"), required=True, column=True
    )
    address: str = field(N_("Address"), Text(), column=True, search=True)
    classes: tuple[HouseholdClass, ...] = field(N_("Class by year"), Lines(of=HouseholdClass))
    past: tuple[HouseholdPast, ...] = field(N_("Before"), Lines(of=HouseholdPast), section="")

    def complaints(self, today: date) -> dict[str, str]:
        years = [line.year for line in self.classes]
        twice = [index for index, year in enumerate(years) if year in years[:index]]
        return {f"classes.{index}.year": _("This year stands here twice.") for index in twice}

    def class_in(self, year: int) -> str:
        """The class in a year, or the newest one known before it; "" where none is known."""
        known = [line for line in self.classes if line.year <= year]
        return max(known, key=lambda line: line.year).household_class if known else ""

    def class_year(self, year: int) -> int:
        """The year of the list from which `class_in` knows the class; 0 where none is known."""
        return max((line.year for line in self.classes if line.year <= year), default=0)

    def left_list_on(self, year: int) -> date | None:
        """The day on which the household left the list of poor and near-poor households, as the
        lists up to a year tell: 1 January of the first that has it no more. None where it is on the
        newest, or was on none that is known and has not escaped."""
        known = sorted(
            (each for each in self.classes if each.year <= year), key=lambda each: each.year
        )
        on_list = [each.year for each in known if each.household_class in LISTED_CLASSES]
        after = [
            each.year
            for each in known
            if (each.year > on_list[-1] if on_list else each.household_class == "escaped")
        ]
        return date(after[0], 1, 1) if after else None

    def with_class(self, year: int, household_class: str) -> "Household":
        others = tuple(line for line in self.classes if line.year != year)
        line = HouseholdClass(year=year, household_class=household_class)
        return replace(self, classes=tuple(sorted((*others, line), key=lambda each: each.year)))


class MemberPast(Past):
    """What was written of a person until a day: name, card, address, household, membership."""


class Member(Dated):
    """A person, and the savings group they belong to from a day to a day. Without a first day the
    group has yet to admit them."""

    id: MemberId = MemberId(0)
    labels: ClassVar[tuple[str, ...]] = ("name", "citizen_id")
    told_apart_by: ClassVar[tuple[str, ...]] = ("born_on", "group")
    dated: ClassVar[tuple[str, ...]] = (
        *("group", "citizen_id", "name", "issued_on", "issued_by", "address", "household"),
    )

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True
    )
    citizen_id: str = field(
        N_("Citizen id"), CITIZEN_ID, required=True, section=IDENTITY, column=True, search=True
    )
    name: str = field(
        N_("Full name"), Name(), required=True, section=IDENTITY, column=True, search=True
    )
    born_on: date | None = field(
        N_("Born on"), Date(), required=True, section=IDENTITY, column=True
    )
    sex: str = field(N_("Sex"), Choice(options=SEXES), required=True, section=IDENTITY)
    issued_on: date | None = field(N_("Id issued on"), Date(), section=IDENTITY)
    issued_by: str = field(
        N_("Id issued by"), Text(), section=IDENTITY, hint=N_("Filled from the date of issue")
    )
    ethnicity: str = field(N_("Ethnicity"), Text(limit=50), section=IDENTITY)
    phone: str = field(N_("Phone"), PHONE, section=IDENTITY, column=True, search=True)
    address: str = field(N_("Address"), Text(), required=True, search=True)
    household: HouseholdId = field(
        N_("Household"),
        Reference(target="household"),
        hint=N_("Leave empty for a household of their own"),
    )
    joined_on: date | None = field(
        N_("Joined on"),
        Date(),
        section=MEMBERSHIP,
        column=True,
        hint=N_("Empty until a meeting admits them"),
    )
    left_on: date | None = field(N_("Left on"), Date(), section=MEMBERSHIP)
    left_reason: str = field(N_("Reason for leaving"), Text(), section=MEMBERSHIP)
    past: tuple[MemberPast, ...] = field(N_("Before"), Lines(of=MemberPast), section="")

    def complaints(self, today: date) -> dict[str, str]:
        broken = id_complaints(self.citizen_id, self.born_on, self.sex)
        if self.born_on and self.born_on > today:
            broken["born_on"] = _("This day is still to come.")
        if self.joined_on and self.joined_on > today:
            broken["joined_on"] = _("This day is still to come.")
        if self.issued_on and self.born_on and not self.born_on < self.issued_on <= today:
            broken["issued_on"] = _("The day of issue must lie between the birth and today.")
        if self.left_on and (not self.joined_on or self.left_on < self.joined_on):
            broken["left_on"] = _("A member cannot leave before joining.")
        return broken

    def is_active(self, day: date) -> bool:
        return bool(
            self.joined_on
            and self.joined_on <= day
            and (self.left_on is None or day < self.left_on)
        )


class NewMember(Member):
    """What is asked when a member is entered: the person, and the class of the household this
    year."""

    household_class: str = field(
        N_("Household class this year"), Choice(options=CLASSES), required=True, section=MEMBERSHIP
    )

    def member(self) -> Member:
        return Member(**{each.name: getattr(self, each.name) for each in fields(Member)})


@dataclass(frozen=True)
class IdFacts:
    """What the digits of a citizen id say of its holder."""

    sex: str
    birth_year: int


def id_facts(citizen_id: str) -> IdFacts:
    """Read sex and year of birth from a 12-digit citizen id: Decree 70/2024/NĐ-CP, digits 4 to
    6."""
    century_and_sex = int(citizen_id[3])
    return IdFacts(
        sex="female" if century_and_sex % 2 else "male",
        birth_year=1900 + 100 * (century_and_sex // 2) + int(citizen_id[4:6]),
    )


def id_complaints(citizen_id: str, born_on: date | None, sex: str) -> dict[str, str]:
    """Name the part of a citizen id that disagrees with the birth date or the sex."""
    facts = id_facts(citizen_id)
    broken = {}
    if born_on and born_on.year != facts.birth_year:
        broken["born_on"] = _("The citizen id says born in {year} (digits 4 to 6).").format(
            year=facts.birth_year
        )
    if sex and sex != facts.sex:
        broken["sex"] = _("The citizen id says {sex} (digit 4).").format(sex=_(SEXES[facts.sex]))
    return broken


def birthday(born_on: date, age: int) -> date:
    """The day a person reaches an age; one born on 29 February has it on the 28th in a common
    year."""
    return months_later(born_on, 12 * age)


def age_on(born_on: date, day: date) -> int:
    """Full years of life on a day."""
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def card_expiry(born_on: date | None, issued_on: date | None) -> date | None:
    """The day a citizen card expires; None where it never does or the dates are not known.

    A card issued within two years before a milestone lasts to the next one (Law 26/2023/QH15,
    article 21).
    """
    if not born_on or not issued_on:
        return None
    for age in CARD_MILESTONES:
        milestone = birthday(born_on, age)
        if issued_on < birthday(born_on, age - CARD_GRACE_YEARS):
            return milestone
    return None


def issuer(issued_on: date | None) -> str:
    """The authority that issues citizen cards on a day, as it stands on the card."""
    if not issued_on:
        return ""
    return "Bộ Công an" if issued_on >= MINISTRY_ISSUES_FROM else "Cục Cảnh sát QLHC về TTXH"


def card_warning(member: Member, day: date) -> str:
    """What is wrong with the card of a member on a day; "" for nothing."""
    expiry = card_expiry(member.born_on, member.issued_on)
    return (
        _("The citizen card expired on {day}.").format(day=date_text(expiry))
        if expiry and expiry <= day
        else ""
    )
