"""Searching 100,000 members beside one raw LIKE statement that gives the same rows."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles

from bench.rows import Row, ratios, seconds
from bench.ward import PASSWORD
from lcdesk.domain.fields import fields_of
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, HouseholdId
from lcdesk.domain.people import Household, Member
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.i18n import fold
from lcdesk.storage import database, lists, records, slots
from lcdesk.storage.database import WardFile

MEMBERS = 100_000
LIMIT = 500  # rows that the window asks for
RUNS, ROUNDS = 7, 6

FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Đinh",
]
MIDDLES = ["Văn", "Thị", "Đức", "Hữu", "Ngọc", "Minh", "Thanh", "Kim", "Quốc", "Thu"]
GIVEN = [
    "An",
    "Ánh",
    "Bình",
    "Chân",
    "Châu",
    "Dung",
    "Đào",
    "Giang",
    "Hà",
    "Hạnh",
    "Hoa",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Mai",
    "Nam",
    "Nga",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
]
STREETS = [
    "Cát Dài",
    "Tô Hiệu",
    "Nguyễn Đức Cảnh",
    "Trần Nguyên Hãn",
    "Hàng Kênh",
    "Dư Hàng",
    "Lạch Tray",
    "Chợ Con",
]

TYPED = (
    "le chan",
    "đường",
    "duong",
    "nguyen",
    "a",
    "zzz",
    "000099",
    "dao thi",
    "12 hang kenh",
    "Lê Thị Hạnh",
    "%",
)
"""What is typed: with and without tones, words in any order, much, little and nothing to find."""


def rows(folder: Path) -> Iterator[Row]:
    file, _recovery = database.create(
        folder / "members.lcdesk", "bench", PASSWORD, slots.Cost(1, 8, 1)
    )
    _fill(file)
    columns = [each.name for each in fields_of(Member) if each.column]

    def search(number: int) -> list[tuple[object, ...]]:
        return lists.rows(file, Member, columns, TYPED[number % len(TYPED)], None, LIMIT)

    def raw(number: int) -> list[tuple[object, ...]]:
        return _raw(file, columns, TYPED[number % len(TYPED)])

    for number, text in enumerate(TYPED):
        assert search(number) == raw(number), text
    slow = tuple(_p95(search) for _run in range(RUNS))
    yield Row(f"search without tones, {MEMBERS:,} members: p95", 50, slow, "ms")
    values = ratios(search, raw, RUNS, ROUNDS * len(TYPED))
    yield Row("search without tones ÷ raw LIKE of the same rows", 1.5, tuple(values))
    file.close()


def _p95(search: Callable[[int], object]) -> float:
    taken = [1000 * seconds(partial(search, number)) for number in range(ROUNDS * len(TYPED))]
    return quantiles(taken, n=20)[-1]


def _raw(file: WardFile, columns: list[str], text: str) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{name}"' for name in columns)
    words = [f"%{word}%".replace("%%%", "%\\%%") for word in fold(text).split()]
    tests = " AND ".join("folded LIKE ? ESCAPE '\\'" for _word in words)
    sql = (
        f"SELECT id, {names} FROM member WHERE removed_on = '' AND {tests} ORDER BY sort_key, "
        f"id LIMIT {LIMIT}"
    )
    return file.db.execute(sql, words).fetchall()


def _fill(file: WardFile) -> None:
    """One group of very many, by plain inserts: no ward has so many, and no rule of a group is
    measured."""
    with records.writing(file, "fill") as write:
        neighbourhood = write.save(Neighbourhood(name="Tổ dân phố số 5")).id
        association = write.save(Association(name="Hội Nông dân")).id
        home = write.save(Household(name="Lê Chân", neighbourhood=neighbourhood)).id
        group = write.save(
            Group(code="1", name="Số 1", association=association, neighbourhood=neighbourhood)
        ).id
        people = _people(random.Random(1), group, home)
        first = records.row_of(next(people))
        names, marks = ", ".join(f'"{name}"' for name in first), ", ".join("?" * len(first))
        values = (list(records.row_of(each).values()) for each in people)
        file.db.conn.executemany(f"INSERT INTO member ({names}) VALUES ({marks})", values)


def _people(rng: random.Random, group: int, home: int) -> Iterator[Member]:
    for number in range(MEMBERS + 1):
        yield Member(
            group=GroupId(group),
            household=HouseholdId(home),
            citizen_id=f"999180{number:06}",
            name=(
                f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)} "
                f"{rng.choice(GIVEN)}"
            ),
            born_on=date(1980, 2, 1),
            sex="female",
            address=f"{rng.randint(1, 400)} {rng.choice(STREETS)}",
            joined_on=date(2020, 1, 1),
        )
