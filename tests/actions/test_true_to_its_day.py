"""After any sequence of verbs: what was said of an earlier day is said again, every đồng is in one group on every day,
and taking back restores what stood before."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lcdesk.actions import loans, memberships, registers, savings
from lcdesk.domain import periods
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, MemberId
from lcdesk.domain.loans import Loan, Repayment
from lcdesk.domain.people import Member
from lcdesk.domain.plain import to_json
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.printing import papers
from lcdesk.printing.printable import Subject
from lcdesk.queries.positions import standing_of
from lcdesk.reporting import figures
from lcdesk.storage import ledger, records
from lcdesk.storage.reporting.books import BookReader
from tests.old_answers import undrawn
from tests.small_ward import MILLION, SmallWard

FIRST, TODAY = date(2026, 4, 1), date(2026, 12, 31)
STEPS = 14
Verb = Callable[[SmallWard, random.Random, date], object]


def begin(ward: SmallWard) -> None:
    """Three groups; every member of the first has savings, and the first four a loan."""
    (body,), (place,) = records.find(ward.file, Association), records.find(ward.file, Neighbourhood)
    registers.save(ward.file, Neighbourhood(name="Tổ dân phố 2"))
    registers.save(ward.file, Association(name="Hội thử"))
    for number in (2, 3):
        made = registers.save_group(
            ward.file,
            Group(
                code=f"00{number}", name=f"Số {number}", association=body.id, neighbourhood=place.id
            ),
        ).record
        for each in range(5):
            ward.add(100 * number + each, group=made.id)
    for number, member in enumerate(ward.members):
        save(ward, member, 100_000 * (number + 1), FIRST - timedelta(days=20))
        if number < 4:
            amount = (number + 1) * 10 * MILLION
            ward.take_over(member, f"88{number:03}", date(2025, 2, 2), amount=amount)


def save(ward: SmallWard, member: Member, amount: int, on: date) -> None:
    move = SavingsMove(member=member.id, moved_on=on, amount=amount)
    savings.move(ward.file, "saved", move, TODAY)


def transfer(ward: SmallWard, rng: random.Random, day: date) -> object:
    people = rng.sample(records.find(ward.file, Member), rng.choice((1, 2)))
    into = rng.choice(records.find(ward.file, Group)).id
    return memberships.transfer(ward.file, [each.id for each in people], into, since(day))


def merge(ward: SmallWard, rng: random.Random, day: date) -> object:
    first, second = rng.sample(records.find(ward.file, Group), 2)
    return memberships.merge(ward.file, first.id, second.id, since(day))


def split(ward: SmallWard, rng: random.Random, day: date) -> object:
    group = rng.choice(records.find(ward.file, Group))
    people = [each.id for each in records.find(ward.file, Member, group=group.id)][:2]
    new = replace(
        group, id=GroupId(0), version=0, past=(), code=f"T{day:%m%d}", name="Tách",
        leader=MemberId(0), deputy=MemberId(0),
    )  # fmt: skip
    return memberships.split(ward.file, group.id, new, people, since(day))


def leave(ward: SmallWard, rng: random.Random, day: date) -> object:
    member = rng.choice(records.find(ward.file, Member))
    if member.left_on:
        raise Refused("left before")
    return registers.save_member(ward.file, replace(member, left_on=day, left_reason="Chuyển đi"))


def repay(ward: SmallWard, rng: random.Random, day: date) -> object:
    loan = rng.choice(records.find(ward.file, Loan))
    return loans.repay(ward.file, loan.id, Repayment(paid_on=day, principal=MILLION), TODAY)


def put_by(ward: SmallWard, rng: random.Random, day: date) -> object:
    save(ward, rng.choice(records.find(ward.file, Member)), 50_000, day)
    return None


def elsewhere(ward: SmallWard, rng: random.Random, day: date) -> object:
    """A group belongs to another body, or has another name."""
    group = rng.choice(records.find(ward.file, Group))
    changed = rng.choice((
        {"association": rng.choice(records.find(ward.file, Association)).id},
        {"neighbourhood": rng.choice(records.find(ward.file, Neighbourhood)).id},
        {"name": f"Tên {day:%d%m}"},
    ))  # fmt: skip
    return registers.save_group(ward.file, replace(group, **changed), since(day))


VERBS: tuple[Verb, ...] = (transfer, transfer, merge, split, leave, repay, put_by, elsewhere)


def since(day: date) -> Change:
    return Change(day, TODAY, "thử")


def of_day(ward: SmallWard, day: date) -> list[str]:
    """What figures and papers of a day say."""
    period = periods.Period(date(2026, 1, 1), day)
    counted = figures.of_period(BookReader(ward.file, TODAY), period)
    counted.check()
    told = [to_json(counted)]
    there = [
        each
        for each in records.find(ward.file, Group)
        if each.founded_on is None or each.founded_on <= day
    ]
    with undrawn():
        for group in there:
            for name in ("13", "15", "16"):
                made = papers.of(ward.file, name, "group", Subject(group.id, day))
                told.append(to_json(made.parts[0].content))
    return told


def held(ward: SmallWard) -> list[Any]:
    tables = ("member", "member_past", "loan", "loan_past", '"group"', "group_past", "entry")
    rows = [ward.file.db.execute(f"SELECT * FROM {each}").fetchall() for each in tables]
    return [[[*row[:1], *row[2:]] for row in of] for of in rows]  # a version counts saves


@pytest.mark.parametrize("seed", range(4))
def test_what_was_said_of_a_day_is_said_again(ward: SmallWard, seed: int) -> None:
    rng, day, said = random.Random(seed), FIRST, dict[date, list[str]]()
    begin(ward)
    for _step in range(STEPS):
        day += timedelta(days=rng.randint(1, 12))
        said[day - timedelta(days=1)] = of_day(ward, day - timedelta(days=1))
        try:
            rng.choice(VERBS)(ward, rng, day)
        except Refused:
            continue
        groups = [each.id for each in records.find(ward.file, Group)]
        standing = [standing_of(ward.file, id, day) for id in groups]
        owed = ledger.loan_balances(ward.file, day).values()
        assert sum(each.outstanding for each in standing) == sum(each.outstanding for each in owed)
        assert sum(each.savings for each in standing) == ledger.all_savings(ward.file, day)
    for day, told in said.items():
        again = of_day(ward, day)
        assert again[: len(told)] == told, f"of {day}"


@pytest.mark.parametrize("verb", [transfer, merge, split, leave, elsewhere])
def test_what_is_taken_back_stands_as_before(ward: SmallWard, verb: Verb) -> None:
    begin(ward)
    done = 0
    for seed in range(12):
        before = held(ward)
        try:
            verb(ward, random.Random(seed), FIRST)
        except Refused:
            continue
        if held(ward) == before:  # a name that was the same
            continue
        registers.undo_last(ward.file, TODAY)
        now = held(ward)
        for table, (was, is_) in enumerate(zip(before, now, strict=True)):
            gone = [row for row in is_ if row not in was]
            assert all(row[1] for row in gone) or not gone, f"table {table}"
            assert [row for row in was if row not in is_] == [], f"table {table}"
        done += 1
    assert done
