"""An invented ward to try things out on: the same arguments make the same people, loans and
meetings."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from random import Random

from lcdesk.actions import checks, closings, files
from lcdesk.demo.bank import Banker, try_take_over
from lcdesk.demo.borrowing import Lender
from lcdesk.demo.meetings import Secretary, before
from lcdesk.demo.people import Cast, Circle, settle
from lcdesk.demo.visits import TRANSACTION_DAY, Visitor, months
from lcdesk.domain.days import last_of_month
from lcdesk.domain.groups import LEAST_MEMBERS, MOST_MEMBERS, Group
from lcdesk.domain.plain import from_dict
from lcdesk.domain.programmes import JOBS_FORM, Programme
from lcdesk.domain.ward import ASSOCIATIONS, Association, Neighbourhood, Ward
from lcdesk.storage import records, slots
from lcdesk.storage.database import WardFile

LAST_DAY = date(2026, 6, 30)
"""The sample ends on one day whenever it is made, so that it can be made again."""

_MEETING_DAYS = ((60, 100), (170, 230), (300, 350))
"""When in a year, counted from July, a group meets."""


def make_sample(
    path: Path,
    password: str,
    groups: int,
    households: int,
    years: int,
    seed: int,
    cost: slots.Cost | None = None,
) -> WardFile:
    """Make a ward file of invented people up to `LAST_DAY` and give it open.

    There are at least 5 households, and as many groups as they fill with 5 to 60 members each.
    Refused, with nothing left behind, where the file is there already or cannot be written.
    """
    cast = _cast(years, seed)
    ward = replace(
        from_dict(Ward, cast.texts["ward"]),
        bank_director=cast.name(),
        chair=cast.name(),
        officer=cast.name(),
        transaction_day=TRANSACTION_DAY,
    )
    sizes = _sizes(cast.rng, groups, households)
    bodies = _associations(cast), _neighbourhoods(cast, len(sizes))

    def fill(file: WardFile) -> None:
        with file.atomically():
            _fill(file, cast, ward, sizes)

    file, _recovery = files.create_ward(path, ward.officer, password, ward, *bodies, cost, fill)
    return file


def _cast(years: int, seed: int) -> Cast:
    text = resources.files("lcdesk.resources").joinpath("sample.json").read_text(encoding="utf-8")
    first_day = date(LAST_DAY.year - years, 7, 1)
    return Cast(Random(seed), json.loads(text), first_day, LAST_DAY)


def _sizes(rng: Random, groups: int, households: int) -> list[int]:
    """Households of each group: uneven, each from 5 to 60 as far as there are enough."""
    groups = max(1, -(-households // MOST_MEMBERS), min(groups, households // LEAST_MEMBERS))
    sizes = [households // groups + (number < households % groups) for number in range(groups)]
    for smaller in range(groups):
        larger = rng.randrange(groups)
        room = min(sizes[smaller] - LEAST_MEMBERS, MOST_MEMBERS - sizes[larger])
        moved = rng.randint(0, max(room, 0)) // 2
        sizes[smaller] -= moved
        sizes[larger] += moved
    return sizes


def _associations(cast: Cast) -> list[Association]:
    return [
        Association(name=name, officer=cast.name(), office=office)
        for name, office in ASSOCIATIONS.items()
    ]


def _neighbourhoods(cast: Cast, groups: int) -> list[Neighbourhood]:
    """One for every two groups."""
    return [
        Neighbourhood(name=f"Tổ dân phố {number}", head=cast.name())
        for number in range(1, (groups + 1) // 2 + 1)
    ]


def _fill(file: WardFile, cast: Cast, ward: Ward, sizes: list[int]) -> None:
    circles = list(_circles(file, cast, sizes))
    programmes = records.find(file, Programme)
    lender = Lender(file, cast, programmes)
    banker = Banker(file, cast, lender)
    secretary = Secretary(file, ward, lender)
    visitor = Visitor(file, cast, banker, ward.officer)
    _take_over(banker, circles, programmes)
    *earlier, newest, still_open = sorted(_schedule(cast, len(circles)))
    for month in months(cast.first_day, LAST_DAY):
        last = min(last_of_month(month), LAST_DAY)
        for held_on, number in earlier:
            if month <= held_on <= last:
                _bring(
                    lender, circles[number], held_on, cast.rng.randint(1, 2 + sizes[number] // 20)
                )
                banker.expect_lists(secretary.hold(circles[number], held_on), held_on)
        _live_a_month(visitor, circles, month, last)
    held_on, number = newest
    _bring_every_kind(lender, circles[number], held_on)
    secretary.hold(circles[number], held_on)
    held_on, number = still_open
    _bring(lender, circles[number], held_on, 3)
    secretary.open(circles[number], held_on)
    for circle in circles[: 1 + len(circles) // 10]:
        _bring(lender, circle, LAST_DAY, 2)
    visitor.show_every_kind(LAST_DAY)
    for year in range(cast.first_day.year, LAST_DAY.year):
        closings.close(file, "year", date(year, 1, 1), LAST_DAY)


def _take_over(banker: Banker, circles: list[Circle], programmes: Sequence[Programme]) -> None:
    """A quarter of the members owe from before the sample begins."""
    for circle in circles:
        for member in banker.cast.rng.sample(circle.members, len(circle.members) // 4):
            try_take_over(banker, circle, member, programmes)


def _live_a_month(visitor: Visitor, circles: list[Circle], month: date, last: date) -> None:
    """What the bank does up to the day of collection, the collection, the rest of the month and its
    checks."""
    cast, banker = visitor.cast, visitor.banker
    if month.month == 1 or month == cast.first_day:
        checks.plan_year(visitor.file, month.year, month)
    banker.live_until(month.replace(day=TRANSACTION_DAY - 1))
    for circle in circles:
        visitor.collect(circle, month)
    banker.live_until(last)
    for circle in circles:
        if month.month != LAST_DAY.month or cast.rng.random() < 0.5:
            visitor.check_use(circle, last)
        if month.year >= LAST_DAY.year - 1:
            visitor.score(circle, month)
        if month.month == 12:
            visitor.reconcile(circle, last)
    if month.month == 12 or last == LAST_DAY:
        visitor.check_groups(month.year, circles, last)


def _circles(file: WardFile, cast: Cast, sizes: list[int]) -> Iterator[Circle]:
    associations = records.find(file, Association)
    neighbourhoods = sorted(records.find(file, Neighbourhood), key=lambda each: each.id)
    for number, size in enumerate(sizes):
        neighbourhood = neighbourhoods[number // 2]
        founded_on = cast.first_day - timedelta(days=cast.rng.randint(300, 3000))
        group = Group(
            code=f"{number + 1:03d}",
            name=f"Số {number + 1}",
            association=associations[number % len(associations)].id,
            neighbourhood=neighbourhood.id,
            founded_on=founded_on,
            approved_on=founded_on + timedelta(days=cast.rng.randint(5, 40)),
            approval_number=f"{cast.rng.randint(1, 300)}/QĐ-UBND",
            minimum_saving=20_000,
        )
        yield settle(file, cast, group, neighbourhood.name, size)


def _schedule(cast: Cast, groups: int) -> Iterator[tuple[date, int]]:
    """The days on which the groups meet, with the number of the group."""
    for year in range(cast.first_day.year, LAST_DAY.year):
        for number in range(groups):
            for earliest, latest in _MEETING_DAYS:
                yield date(year, 7, 1) + timedelta(days=cast.rng.randint(earliest, latest)), number


def _bring(lender: Lender, circle: Circle, held_on: date, count: int) -> None:
    """So many members try for a loan in the days before a meeting."""
    rng = lender.cast.rng
    for member in rng.sample(circle.members, min(count, len(circle.members))):
        lender.apply(circle, member, before(held_on, rng))


def _bring_every_kind(lender: Lender, circle: Circle, held_on: date) -> None:
    """Applications on each form, and one above the cap: what a paper can say is to be seen on those
    of one meeting."""
    wanted = [("", True), (JOBS_FORM, False), ("01", False), ("", False), ("", False)]
    for member in lender.cast.rng.sample(circle.members, len(circle.members)):
        if not wanted:
            return
        form, over_cap = wanted[0]
        if lender.apply(circle, member, before(held_on, lender.cast.rng), form, over_cap):
            wanted.pop(0)
