"""One id is one person, and one person is in one group at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from lcdesk.domain.duplicates import duplicate_complaints
from lcdesk.domain.people import Member
from lcdesk.i18n import same_name, use_language

TODAY = date(2026, 6, 30)
KNOWN = Member(
    name="Nguyễn Thị Hòa",
    citizen_id="999180000001",
    born_on=date(1980, 5, 1),
    joined_on=date(2024, 1, 1),
)
OTHER_ID = replace(KNOWN, citizen_id="999180000002")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


def said(new: Member, known: Member = KNOWN) -> dict[str, str]:
    return duplicate_complaints(new, known, TODAY)


@pytest.mark.parametrize(
    "spelled", ["Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA", "nguyễn  thị hoà ", "Nguyễn Thị Ho\u0300a"]
)
def test_a_name_is_one_in_every_spelling(spelled: str) -> None:
    assert same_name(spelled, KNOWN.name)
    assert said(replace(OTHER_ID, name=spelled)) == {
        "name": "Nguyễn Thị Hòa, born on the same day, is in a group already with the id "
        "999180000001."
    }
    assert said(replace(KNOWN, name=spelled, joined_on=TODAY)) == {
        "citizen_id": "Nguyễn Thị Hòa is in a group already with this id."
    }


@pytest.mark.parametrize("other", ["Nguyễn Thị Hoa", "Nguyễn Thị Hóa", "Nguyễn Văn Hòa"])
def test_another_name_is_another_person(other: str) -> None:
    assert not same_name(other, KNOWN.name)
    assert said(replace(OTHER_ID, name=other)) == {}
    left = replace(KNOWN, left_on=TODAY)
    assert said(replace(KNOWN, name=other, joined_on=TODAY), left)["citizen_id"].startswith(
        "This id is that of Nguyễn Thị Hòa in the file"
    )


@pytest.mark.parametrize(
    ("joined", "refused"),
    [
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (None, True),
    ],
)
def test_a_membership_counts_until_a_leaving_day_to_come(
    joined: date | None, refused: bool
) -> None:
    leaving = replace(KNOWN, left_on=date(2026, 12, 31))
    complaints = said(replace(KNOWN, joined_on=joined), leaving)
    assert bool(complaints) is refused
    if refused:
        assert "until 31/12/2026" in complaints["citizen_id"]


def test_a_membership_of_before_is_none_any_more() -> None:
    left = replace(KNOWN, left_on=TODAY)
    assert said(replace(KNOWN, joined_on=None), left) == {}
    assert said(replace(KNOWN, joined_on=TODAY), left) == {}
    between = replace(KNOWN, joined_on=date(2023, 1, 1), left_on=date(2024, 1, 1))
    assert said(between) == {}
    assert said(replace(between, left_on=date(2024, 1, 2)))
