"""What the roster says of an area is what the area says of itself."""

import pytest

from lcdesk.domain.entities import TABLES
from lcdesk.ui.areas.roster import AREAS, AreaEntry, home_of, key_of


@pytest.mark.parametrize("entry", AREAS, ids=lambda each: each.name)
def test_an_entry_agrees_with_its_area(entry: AreaEntry) -> None:
    cls = entry.load()
    assert (entry.title, entry.icon, entry.group, entry.tables) == (
        cls.title,
        cls.icon,
        cls.group,
        cls.tables,
    )


def test_areas_of_a_group_stand_together() -> None:
    groups = [each.group for each in AREAS]
    assert (
        sum(one != two for one, two in zip(groups, groups[1:], strict=False))
        == len(set(groups)) - 1
    )


def test_every_table_is_at_home_in_one_area_and_exists() -> None:
    homes = [table for each in AREAS for table in each.tables]
    assert len(homes) == len(set(homes)) and set(homes) <= set(TABLES)
    assert home_of("group") == 1 and home_of("former_year") == 8


def test_the_first_ten_keys_stay_and_none_comes_twice() -> None:
    keys = [key_of(number) for number in range(19)]
    assert keys[:10] == [*(f"Alt+{number}" for number in range(1, 10)), "Alt+0"]
    assert len(set(keys)) == len(keys)
