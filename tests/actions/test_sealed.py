"""Whatever is done after a period was closed, nothing dated in it changes what it kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from lcdesk.actions import (
    agreements,
    closings,
    collecting,
    loans,
    meetings,
    memberships,
    registers,
    savings,
)
from lcdesk.domain import periods
from lcdesk.domain.collecting import CashLine, CollectionLine, CollectionSheet, SavingsMove
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId, LoanId, MemberId
from lcdesk.domain.loans import (
    Extension,
    FormerLoan,
    Handover,
    Loan,
    RateChange,
    Repayment,
    Transfer,
)
from lcdesk.domain.meetings import MembershipChange
from lcdesk.domain.people import Member
from lcdesk.domain.periods import Period
from lcdesk.domain.ward import Association
from lcdesk.reporting import figures
from lcdesk.reporting.figures import PeriodFigures
from lcdesk.storage import ledger, records
from lcdesk.storage.reporting.books import BookReader
from tests.small_ward import MILLION, TODAY, SmallWard, agreed, person

MARCH, MAY = periods.month(date(2026, 3, 1)), periods.month(date(2026, 5, 1))
CLOSED = (MARCH, periods.month(date(2026, 4, 1)), MAY)


class Officer:
    """Someone who does anything on any day, in a file that has periods closed."""

    def __init__(self, ward: SmallWard, rng: Random) -> None:
        self.ward, self.file, self.rng, self.number = ward, ward.file, rng, 100
        self.other = registers.save(ward.file, Association(name="Hội Phụ nữ")).record
        self.loans = [ward.lend(each) for each in ward.members[2:4]]
        self.verbs: tuple[Callable[[], object], ...] = (
            self.repay, self.agree, self.save, self.collect, self.reopen_sheet, self.reverse, self.transfer,
            self.take_over, self.correct, self.group, self.found, self.join, self.member, self.remove, self.meet, self.move,
            lambda: registers.undo_last(self.file, TODAY),
        )  # fmt: skip

    def day(self) -> date:
        return date(2026, 2, 20) + timedelta(days=self.rng.randint(0, 130))

    def act(self, times: int) -> int:
        """So many verbs; give how many were done."""
        done = 0
        for _time in range(times):
            self.number += 1
            try:
                self.rng.choice(self.verbs)()
                done += 1
            except Refused:
                pass
        return done

    def loan(self) -> LoanId:
        return self.rng.choice(records.find(self.file, Loan)).id

    def one(self) -> Member:
        return self.rng.choice(records.find(self.file, Member))

    def repay(self) -> None:
        paid = Repayment(paid_on=self.day(), principal=self.rng.randint(1, 9) * MILLION)
        loans.repay(self.file, self.loan(), paid, TODAY)

    def agree(self) -> None:
        day, id = self.day(), self.loan()
        rate = RateChange(from_on=day, rate=self.rng.randint(3000, 9000), reason="QĐ")
        extension = Extension(from_on=day, months=6, number="1", reason="Mất mùa")
        heir = Handover(from_on=day, member=self.one().id, number="1", reason="Đổi tên")
        self.rng.choice(
            (
                lambda: agreements.change_rate(self.file, id, rate, TODAY),
                lambda: agreements.extend(self.file, id, extension, TODAY),
                lambda: agreements.hand_over(self.file, id, heir, TODAY),
                lambda: agreements.take_back_terms(self.file, id, "Nhầm", TODAY),
            )
        )()

    def transfer(self) -> None:
        asked = Transfer(moved_on=self.day(), amount=MILLION, number="1", reason="Thiên tai")
        act = self.rng.choice((loans.freeze, loans.unfreeze, loans.move_overdue))
        act(self.file, self.loan(), asked, TODAY)

    def save(self) -> None:
        kind = self.rng.choice(("saved", "withdrawn", "saving_interest"))
        asked = SavingsMove(member=self.one().id, moved_on=self.day(), amount=100_000)
        savings.move(self.file, kind, asked, TODAY)

    def collect(self) -> None:
        line = CollectionLine(member=self.one().id, saved=50_000)
        cash = (CashLine(denomination=50_000, count=1),)
        sheet = CollectionSheet(held_on=self.day(), lines=(line,), cash=cash)
        assert sheet.held_on
        collecting.save_sheet(self.file, self.ward.group.id, sheet.held_on, sheet, 0, TODAY)

    def reopen_sheet(self) -> None:
        sheets = {each.sheet for each in ledger.everything(self.file) if each.sheet}
        collecting.reopen_sheet(self.file, self.rng.choice([*sheets] or [0]), "Nhầm", TODAY)  # type: ignore[arg-type]

    def reverse(self) -> None:
        entry = self.rng.choice(ledger.everything(self.file))
        loans.reverse(self.file, entry.id, "Nhầm", TODAY)

    def take_over(self) -> None:
        former = FormerLoan(
            member=self.one().id, programme=self.ward.programme("HN").id, code=f"C{self.number}",
            purpose="Nuôi gà", amount=20 * MILLION, former_paid_out=20 * MILLION, former_paid_on=self.day(),
            listed_on=self.day(), outstanding=20 * MILLION, rate=6600, term_months=36,
        )  # fmt: skip
        loans.take_over(self.file, former, TODAY)

    def correct(self) -> None:
        loan = records.get(self.file, Loan, self.loan())
        changed: dict[str, Any] = self.rng.choice(
            ({"fund_source": "local"}, {"beneficiary": "average"})
        )
        loans.correct(self.file, replace(loan, **changed))

    def group(self) -> None:
        group, day = self.rng.choice(records.find(self.file, Group)), self.day()
        changed: dict[str, Any] = self.rng.choice(
            (
                {"dissolved_on": day, "dissolved_reason": "Ít tổ viên"},
                {"dissolved_on": None, "dissolved_reason": ""},
                {"founded_on": day},
                {"association": self.other.id},
                {"minimum_saving": self.rng.randint(1, 9) * 10_000},
            )
        )
        since = self.rng.choice((None, Change(day, TODAY, "QĐ")))
        registers.save_group(self.file, replace(group, **changed), since)

    def move(self) -> None:
        """People and whole groups go elsewhere."""
        since, one = Change(self.day(), TODAY, "QĐ"), self.one()
        into = self.rng.choice(records.find(self.file, Group)).id
        self.rng.choice(
            (
                lambda: memberships.transfer(self.file, [one.id], into, since),
                lambda: memberships.merge(self.file, one.group, into, since),
                lambda: memberships.dissolve(self.file, one.group, since, into),
                lambda: memberships.hand_over(self.file, one.group, "Phường khác", since),
            )
        )()

    def found(self) -> None:
        day = self.rng.choice((None, self.day()))
        fresh = replace(self.ward.group, id=GroupId(0), version=0, code=f"G{self.number}")
        fresh = replace(fresh, founded_on=day, leader=MemberId(0), deputy=MemberId(0))
        registers.save_group(self.file, fresh)

    def join(self) -> None:
        day = self.rng.choice((None, self.day()))
        group = self.rng.choice(records.find(self.file, Group)).id
        registers.add_member(self.file, person(self.number, group=group, joined_on=day), TODAY)

    def member(self) -> None:
        group = self.rng.choice(records.find(self.file, Group)).id
        changed: dict[str, Any] = self.rng.choice(
            (
                {"left_on": self.day()},
                {"left_on": None},
                {"joined_on": self.day()},
                {"group": group},
            )
        )
        registers.save_member(self.file, replace(self.one(), **changed))

    def remove(self) -> None:
        registers.remove(self.file, self.one(), "Nhầm", TODAY)

    def meet(self) -> None:
        change = self.rng.choice(("admit", "release"))
        opened = agreed(self.ward.open_meeting(self.day()), self.ward.members)
        line = MembershipChange(member=self.one().id, change=change)
        try:
            done = meetings.close_meeting(self.file, replace(opened, changes=(line,))).record
        except Refused:
            registers.undo_last(self.file, TODAY)
            raise
        if self.rng.random() < 0.5:
            meetings.reopen_meeting(self.file, done.id, "Nhầm")
            opened = records.get(self.file, type(done), done.id)
            meetings.close_meeting(self.file, replace(opened, changes=()))


def counted(ward: SmallWard, period: Period) -> PeriodFigures:
    return figures.counted(BookReader(ward.file, TODAY), period)


def lines(found: PeriodFigures) -> dict[str, dict[str, object]]:
    """The figures of each line of each breakdown; lines of nothing, of what is new, left out."""
    nothing = type(found.whole)()
    return {
        each.by: {line.key: line.figures for line in each.lines if line.figures != nothing}
        for each in found.breakdowns
    }


@pytest.mark.parametrize("seed", range(4))
def test_nothing_changes_what_a_closed_period_kept(ward: SmallWard, seed: int) -> None:
    officer = Officer(ward, Random(seed))
    officer.act(25)
    for period in CLOSED:
        closings.close(ward.file, "month", period.first, TODAY)
    before = {period.first: counted(ward, period) for period in CLOSED}
    assert officer.act(60) >= 3, "verbs of the open month are done"
    for period in CLOSED:
        now = counted(ward, period)
        assert now.whole == before[period.first].whole, period.name
        assert lines(now) == lines(before[period.first]), period.name
