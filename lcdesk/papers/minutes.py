"""Form 10C/TD: the minutes of a group's review meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable


@dataclass(frozen=True)
class Guest:
    """Someone at the meeting who is not a member, with the office held ("Chủ tịch Hội Phụ nữ phường")."""

    name: str = ""
    office: str = ""


@dataclass(frozen=True)
class Absence:
    """A member not there in person: `status` is "leave", "absent" or "represented" (then by `represented_by`)."""

    name: str = ""
    status: str = "absent"
    reason: str = ""
    represented_by: str = ""


@dataclass(frozen=True)
class Admission:
    """A person taken into the group."""

    name: str = ""
    born_on: date | None = None
    id_number: str = ""
    address: str = ""


@dataclass(frozen=True)
class Release:
    """A member let out of the group."""

    name: str = ""
    id_number: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Override:
    """A programme's rule that was broken: its text, its source, and the officer's written reason."""

    rule: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ReviewedApplication:
    """One application and what the meeting decided. Amounts in đồng, terms in months, votes in persons.

    `recused` names those who did not vote because it is their own household's application. `number` is its
    place in the minutes; `reason` says why it is not proposed, or why for less than was asked.
    """

    number: int = 0
    name: str = ""
    household_class: str = ""
    programme: str = ""
    requested_amount: int = 0
    requested_term_months: int = 0
    purpose: str = ""
    votes_for: int = 0
    votes_against: int = 0
    votes_abstain: int = 0
    recused: tuple[str, ...] = ()
    proposed: bool = False
    proposed_amount: int = 0
    proposed_term_months: int = 0
    reason: str = ""
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class MinutesContent:
    """What a 10C/TD says. `starts_at` and `ends_at` are "HH:MM"; `saving_minimum` is đồng a month, 0 when not set.

    `group` is the group's name without "Tổ TK&VV"; `ward` and `neighbourhood` are full names; `place` is where
    the members met. `members_present` are those present in person; `quorum_present` are those the quorum rule
    counts, `quorum_needed` how many it asks for, `quorum_source` where the rule stands. The counts of absent
    and represented members follow from `absences`, the totals of money from `applications`.
    A content with no `held_on` and no `members_total` is the blank form.
    """

    number: str = ""
    group: str = ""
    neighbourhood: str = ""
    association: str = ""
    ward: str = ""
    city: str = ""
    place: str = ""
    held_on: date | None = None
    starts_at: str = ""
    ends_at: str = ""
    chair: str = ""
    chair_office: str = ""
    secretary: str = ""
    secretary_office: str = ""
    guests: tuple[Guest, ...] = ()
    members_total: int = 0
    members_present: int = 0
    absences: tuple[Absence, ...] = ()
    quorum_present: int = 0
    quorum_needed: int = 0
    quorum_source: str = ""
    admissions: tuple[Admission, ...] = ()
    releases: tuple[Release, ...] = ()
    applications: tuple[ReviewedApplication, ...] = ()
    saving_minimum: int = 0
    other_matters: str = ""
    conclusion: str = ""
    conclusion_for: int = 0
    conclusion_against: int = 0
    conclusion_abstain: int = 0
    association_officer: str = ""
    neighbourhood_head: str = ""


def flowables(content: MinutesContent, wording: Mapping[str, str]) -> list[Flowable]:
    """Lay out a 10C/TD with the texts of paper "10C"."""
    raise NotImplementedError
