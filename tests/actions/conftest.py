"""A small ward in English, so that sentences can be compared; papers stay Vietnamese."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lcdesk.actions import registers
from lcdesk.domain.groups import Group
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.i18n import use_language
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from tests.actions.made import NAMES, SmallWard, new_ward


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("vi")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    opened = new_ward(tmp_path / "ward.lcdesk")
    yield opened
    opened.close()


@pytest.fixture
def ward(file: WardFile) -> SmallWard:
    """A group of seven poor members, all of households of their own; the first leads, the second is deputy."""
    association, neighbourhood = records.find(file, Association)[0], records.find(file, Neighbourhood)[0]
    group = Group(code="001", name="Số 1", association=association.id, neighbourhood=neighbourhood.id)
    made = SmallWard(file, registers.save_group(file, group).record, [])
    made.members = [made.add(number) for number in range(len(NAMES))]
    managed = replace(made.group, leader=made.members[0].id, deputy=made.members[1].id)
    made.group = registers.save_group(file, managed).record
    return made
