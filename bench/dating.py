"""What a past day costs: the members as they were then, and a year in which groups moved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.rows import Row, ratios
from bench.ward import PASSWORD
from lcdesk.demo.decade import LAST_DAY, make_decade
from lcdesk.domain import periods
from lcdesk.domain.groups import Group, GroupPast
from lcdesk.domain.people import Member, MemberPast
from lcdesk.domain.ward import Association
from lcdesk.queries.memberships import people_of
from lcdesk.reporting import figures
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookReader

RUNS, PAIRS, CHANGES = 5, 3, 100
TODAY = date(2025, 1, 10)
YEAR = periods.year(LAST_DAY.year)


def rows(folder: Path) -> Iterator[Row]:
    still = make_decade(folder / "still.lcdesk", PASSWORD)
    moved = make_decade(folder / "moved.lcdesk", PASSWORD)
    _change(moved)
    groups = [each.id for each in records.find(moved, Group)]
    past = YEAR.first

    def members(day: date) -> list[list[Member]]:
        return [people_of(moved, id, day) for id in groups]

    then = tuple(ratios(lambda _number: members(past), lambda _number: members(TODAY), RUNS, PAIRS))
    yield Row("members of all groups on a past day ÷ today", 1.5, then)
    counted = tuple(ratios(lambda _number: _year(moved), lambda _number: _year(still), RUNS, PAIRS))
    yield Row(f"figures of a year with {CHANGES} changes of groups ÷ with none", 1.3, counted)
    still.close()
    moved.close()


def _year(file: WardFile) -> object:
    return figures.counted(BookReader(file, TODAY), YEAR)


def _change(file: WardFile) -> None:
    """Each change on a day of its own, and every twentieth member of another name before."""
    other = records.find(file, Association)[-1].id
    groups = records.find(file, Group)
    days = [YEAR.first + timedelta(days=3 * number + 1) for number in range(CHANGES)]
    with records.writing(file, "bench", undoable=False) as write:
        for number, group in enumerate(groups):
            past = tuple(
                GroupPast(what="association", said=str(other), until_on=day)
                for day in days[number :: len(groups)]
            )
            write.save(replace(group, past=past))
        for member in records.find(file, Member)[::20]:
            name = MemberPast(what="name", said='"T\u00ean Kh\u00e1c"', until_on=days[-1])
            write.save(replace(member, past=(name,)))
