"""Priority groups of borrowers: which may be ticked on a day, and which of them borrow at the
priority rate."""

from dataclasses import dataclass
from datetime import date

from lcdesk.domain.programmes import Programme
from lcdesk.i18n import N_

PRIORITIES = {
    "poor": N_("worker of a poor household"),
    "near_poor": N_("worker of a near-poor household"),
    "minority": N_("worker of an ethnic minority"),
    "disabled": N_("worker with a disability"),
    "recovered_land": N_("worker whose land was recovered"),
    "demobilised": N_("demobilised soldier or policeman"),
    "minority_poor": N_("person of an ethnic minority, of a poor household"),
    "kinh_poor": N_("Kinh person of a poor household in an especially difficult area"),
    "carer": N_("worker of a household that cares for a most severely disabled person"),
    "foster_carer": N_("worker who takes in and cares for a most severely disabled person"),
    "other_worker": N_("other worker"),
    "preferred": N_("priority borrower of the programme"),
}


@dataclass(frozen=True)
class PriorityList:
    """The groups that stand on a form from a day on, in the order of its boxes, and those of them
    that borrow at the priority rate. `edition` is the year of the rules whose form has them, 0 for
    those before 2026."""

    from_on: date
    edition: int
    groups: tuple[str, ...]
    at_priority_rate: tuple[str, ...]


JOBS_PRIORITIES = (
    PriorityList(
        date.min,
        0,
        ("poor", "near_poor", "minority", "disabled", "recovered_land", "demobilised"),
        ("minority", "disabled"),
    ),
    PriorityList(
        date(2026, 1, 1),
        2026,
        ("minority_poor", "kinh_poor", "disabled", "carer", "foster_carer", "other_worker"),
        ("minority_poor", "kinh_poor", "disabled", "carer", "foster_carer"),
    ),
)
"""Form 01/GQVL: Decrees 61/2015/NĐ-CP and 74/2019/NĐ-CP, then Decree 338/2025/NĐ-CP, whose boxes 1
to 5 decide the rate."""
_ELSEWHERE = PriorityList(date.min, 0, ("preferred",), ("preferred",))
_NONE = PriorityList(date.min, 0, (), ())


def jobs_priorities(day: date) -> PriorityList:
    """The priority groups of form 01/GQVL on a day."""
    return [each for each in JOBS_PRIORITIES if each.from_on <= day][-1]


def priorities_of(programme: Programme, day: date) -> PriorityList:
    """The priority groups that an application for a programme may name on a day: the boxes of its
    form; elsewhere one, where the programme has a priority rate."""
    if programme.asks_for_jobs:
        return jobs_priorities(day)
    term = programme.term_on(day)
    return _ELSEWHERE if term and term.priority_rate else _NONE
