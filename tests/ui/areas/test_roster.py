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
    ), f"the line of {entry.name} in lcdesk/ui/areas/roster.py says something else than its class"


def test_areas_of_a_group_stand_together() -> None:
    groups = [each.group for each in AREAS]
    assert (
        sum(one != two for one, two in zip(groups, groups[1:], strict=False))
        == len(set(groups)) - 1
    ), "in lcdesk/ui/areas/roster.py an area stands apart from the others of its group"


def test_every_table_is_at_home_in_one_area_and_exists() -> None:
    homes = [table for each in AREAS for table in each.tables]
    twice = sorted({table for table in homes if homes.count(table) > 1})
    assert not twice, (
        f"at home in two areas: {twice}; take the register of one out of its area and of roster.py"
    )
    unknown = sorted(set(homes) - set(TABLES))
    assert not unknown, f"no records of domain/entities.py: {unknown}"
    assert home_of("group") == 1 and home_of("former_year") == 8


def test_the_first_ten_keys_stay_and_none_comes_twice() -> None:
    keys = [key_of(number) for number in range(19)]
    assert keys[:10] == [*(f"Alt+{number}" for number in range(1, 10)), "Alt+0"]
    assert len(set(keys)) == len(keys)
