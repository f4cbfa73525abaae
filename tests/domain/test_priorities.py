"""Priority groups hold from a day, and some of them borrow at the priority rate."""

from datetime import date

import pytest

from lcdesk.domain.priorities import PRIORITIES, jobs_priorities, priorities_of
from lcdesk.domain.programmes import JOBS_FORM, Programme, ProgrammeTerm

JOBS = Programme(form=JOBS_FORM)
ABROAD = Programme(
    terms=(
        ProgrammeTerm(from_on=date(2019, 1, 1), rate=6600),
        ProgrammeTerm(from_on=date(2026, 1, 1), rate=8382, priority_rate=6600),
    )
)


@pytest.mark.parametrize(
    ("day", "edition", "first", "at_rate"),
    [
        (date(2025, 12, 31), 0, "poor", {"minority", "disabled"}),
        (
            date(2026, 1, 1),
            2026,
            "minority_poor",
            {"minority_poor", "kinh_poor", "disabled", "carer", "foster_carer"},
        ),
        (
            date(2026, 1, 2),
            2026,
            "minority_poor",
            {"minority_poor", "kinh_poor", "disabled", "carer", "foster_carer"},
        ),
    ],
)
def test_the_boxes_of_the_form_change_with_the_decree(
    day: date, edition: int, first: str, at_rate: set[str]
) -> None:
    found = priorities_of(JOBS, day)
    assert found == jobs_priorities(day)
    assert (found.edition, found.groups[0], len(found.groups)) == (edition, first, 6)
    assert set(found.at_priority_rate) == at_rate <= set(found.groups) <= set(PRIORITIES)


@pytest.mark.parametrize(
    ("day", "groups"), [(date(2025, 12, 31), ()), (date(2026, 1, 1), ("preferred",))]
)
def test_elsewhere_there_is_one_group_where_there_is_a_priority_rate(
    day: date, groups: tuple[str, ...]
) -> None:
    assert priorities_of(ABROAD, day).groups == groups
    assert priorities_of(ABROAD, day).at_priority_rate == groups
