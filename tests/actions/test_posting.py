"""Whatever is entered in whatever order, the books hold: balances, savings, the road of the applications."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lcdesk.actions import agreements, closings, collecting, loans, registers, savings
from lcdesk.domain.applications import ROAD, Application
from lcdesk.domain.collecting import (
    CashLine,
    Collection,
    CollectionLine,
    CollectionSheet,
    SavingsMove,
)
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import LoanId
from lcdesk.domain.ledger import LOAN_PARTS, SAVINGS_PARTS, balance_on, standing
from lcdesk.domain.loans import (
    Disbursement,
    Extension,
    Handover,
    Loan,
    LoanTerms,
    NextPart,
    RateChange,
    Repayment,
    Rescheduling,
    Settlement,
    Transfer,
)
from lcdesk.domain.people import Member
from lcdesk.domain.steps import Step
from lcdesk.domain.ward import Association, Neighbourhood
from lcdesk.queries import loan_accounts, month_sheets, proposal_lists
from lcdesk.storage import database, ledger, records, slots
from tests.small_ward import MILLION, NAMES, PAID_DAY, PASSWORD, TODAY, SmallWard, new_ward

MONTHS = [date(2026, month, 1) for month in (4, 5, 6)]
days = st.integers(-1, (TODAY - PAID_DAY).days + 1).map(
    lambda later: PAID_DAY + timedelta(days=later)
)
shares = st.sampled_from([0, 0.2, 0.5, 1, 1, 1.1])
"""Which part of what there is: most of it fits, a tenth too much does not."""
small = st.sampled_from([0, 0, 10_000, 250_000])
beyond = st.sampled_from([0, 0, 0, 999, 200_000, 386_485_000])
"""Interest in đồng on top of what is owed: a rounding, a month ahead, three noughts too many."""
which = st.integers(0, 30)


@cache
def base() -> Path:
    """A ward with three approved applications, the first two of them due within two months of paying out."""
    path = Path(tempfile.mkdtemp()) / "base.lcdesk"
    file = new_ward(path)
    association, neighbourhood = (
        records.find(file, Association)[0],
        records.find(file, Neighbourhood)[0],
    )
    group = Group(
        code="001", name="Số 1", association=association.id, neighbourhood=neighbourhood.id
    )
    ward = SmallWard(file, registers.save_group(file, group).record, [])
    ward.members = [ward.add(number) for number in range(len(NAMES))]
    led = Group(**{**vars(ward.group), "leader": ward.members[0].id, "deputy": ward.members[1].id})
    ward.group = registers.save_group(file, led).record
    short = {"approved_amount": 3 * MILLION, "approved_term_months": 2}
    for member, approved in ((2, short), (3, short), (4, {})):
        ward.approve(ward.members[member], approved=approved, instalment_months=1)
    ward.add(31, household=ward.members[2].household)
    file.close()
    return path


def amounts(lines: Iterable[CollectionLine]) -> dict[tuple[object, ...], int]:
    """What was typed: savings of a member stand beside any loan, or beside none."""
    facts: dict[tuple[object, ...], int] = {
        (each.member, "saved"): each.saved for each in lines if each.saved
    }
    for each in lines:
        facts |= {
            (each.member, each.loan, name): getattr(each, name)
            for name in ("interest_paid", "from_savings")
        }
    return {place: amount for place, amount in facts.items() if amount}


class Books(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        folder = Path(self.open.enter_context(tempfile.TemporaryDirectory()))
        path = folder / "ward.lcdesk"
        shutil.copy(base(), path)
        shutil.copy(slots.path_of(base()), slots.path_of(path))
        self.file = database.open_file(path, PASSWORD)
        self.open.callback(self.file.close)
        self.members = records.find(self.file, Member)
        self.group = records.find(self.file, Group)[0].id
        self.typed: dict[date, dict[tuple[object, ...], int]] = {}

    def teardown(self) -> None:
        self.open.close()

    # What stands in the file

    def written(self) -> list[tuple[int, ...]]:
        """What every verb adds to: nothing is written without it."""
        return [
            self.file.db.execute(f"SELECT count(*) FROM {name}").fetchone()
            for name in ("verb", "trail", "entry")
        ]

    def books(
        self,
    ) -> tuple[
        dict[date, tuple[dict[int, Any], dict[int, Any]]], dict[int, str], set[int], set[int]
    ]:
        """All that an action and taking it back must leave as it was, for every day on which something moved."""
        every = ledger.everything(self.file)
        moved = sorted({each.entry_on for each in every})
        return (
            {
                day: (
                    self.some(ledger.loan_balances(self.file, day)),
                    self.some(ledger.savings(self.file, day)),
                )
                for day in moved
            },
            {each.id: each.state for each in records.find(self.file, Application)},
            {each.id for each in records.find(self.file, Loan)},
            {each.id for each in standing(every)},
        )

    @staticmethod
    def some(found: Mapping[Any, Any]) -> dict[Any, Any]:
        return {id: value for id, value in found.items() if value and value != type(value)()}

    def loan(self, place: int) -> Loan:
        """A loan of the file; the same number gives another one once there are more."""
        found = records.find(self.file, Loan)
        return found[place % len(found)]

    def account(self, loan: Loan) -> loan_accounts.Account:
        return loan_accounts.account(self.file, loan.id)

    def attempt(self, act: Callable[..., Any], *arguments: object) -> Any:
        """Do something; where it is refused, in sentences, nothing has changed."""
        before = self.written()
        try:
            done = act(self.file, *arguments, TODAY)
        except Refused as refused:
            assert all(text.strip() for text in refused.complaints.values())
            assert self.written() == before
            return None
        assert self.written() != before
        return done

    def enter(self, taken_back: bool, act: Callable[..., object], *arguments: object) -> None:
        """Do something that enters into the ledger and, where that is asked for, take it back at once."""
        before, last = (
            self.books(),
            self.file.db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0],
        )
        if not self.attempt(act, *arguments) or not taken_back:
            return
        entry = max(
            (each for each in ledger.everything(self.file) if each.id > last),
            key=lambda each: each.id,
        )
        assert self.attempt(loans.reverse, entry.id, "Ghi nhầm")
        after = self.books()
        assert after[1:] == before[1:]
        assert {day: after[0][day] for day in before[0]} == before[0]
        for day in after[0].keys() - before[0].keys():
            earlier = max((each for each in before[0] if each < day), default=None)
            assert after[0][day] == (before[0][earlier] if earlier else ({}, {}))

    # What an officer does

    @rule(place=which, share=shares, day=days, taken_back=st.booleans())
    def disburse(self, place: int, share: float | int, day: date, taken_back: bool) -> None:
        application = records.find(self.file, Application)[place % 3]
        amount = int(share * proposal_lists.line_of(self.file, application.id).approved_amount)
        asked = Disbursement(
            application=application.id, code=f"66{application.id}", paid_on=day, amount=amount or 1
        )
        self.enter(taken_back, loans.disburse, asked)

    @initialize(
        days=st.lists(
            days.filter(lambda day: PAID_DAY <= day < PAID_DAY + timedelta(30)),
            min_size=2,
            max_size=3,
        )
    )
    def begin(self, days: list[date]) -> None:
        for place, day in enumerate(days):
            self.disburse(place, 0.5 if place == 1 else 1, day, False)

    def has_loans(self) -> bool:
        return bool(records.find(self.file, Loan))

    @precondition(has_loans)
    @rule(place=which, share=shares, day=days, taken_back=st.booleans())
    def next_part(self, place: int, share: float | int, day: date, taken_back: bool) -> None:
        loan = self.loan(place)
        left = loan.amount - self.account(loan).on(TODAY).balance.disbursed
        self.enter(
            taken_back,
            loans.pay_next_part,
            loan.id,
            NextPart(paid_on=day, amount=int(share * left) or 1),
        )

    @precondition(has_loans)
    @rule(
        place=which,
        share=shares,
        interest=shares,
        beyond=beyond,
        saved=small,
        day=days,
        receipt=which,
        taken_back=st.booleans(),
    )
    def repay(
        self,
        place: int,
        share: float | int,
        interest: float | int,
        beyond: int,
        saved: int,
        day: date,
        receipt: int,
        taken_back: bool,
    ) -> None:
        loan = self.loan(place)
        now = self.account(loan).on(day)
        principal, paid = (
            int(share * now.balance.outstanding),
            int(interest * now.interest_owed) + beyond,
        )
        if principal or paid or saved:
            number = f"PT {receipt}" if receipt < 5 else ""
            asked = Repayment(
                paid_on=day, principal=principal, interest=paid, from_savings=saved, receipt=number
            )
            self.enter(taken_back, loans.repay, loan.id, asked)

    @precondition(has_loans)
    @rule(place=which, day=days, taken_back=st.booleans())
    def settle(self, place: int, day: date, taken_back: bool) -> None:
        self.enter(taken_back, loans.settle, self.loan(place).id, Settlement(paid_on=day))

    @precondition(has_loans)
    @rule(
        place=which,
        kind=st.sampled_from(["late", "late", "in_term", "frozen"]),
        share=shares,
        day=days,
        taken_back=st.booleans(),
    )
    def transfer(
        self, place: int, kind: str, share: float | int, day: date, taken_back: bool
    ) -> None:
        loan = self.loan(place)
        now = self.account(loan).on(day)
        act, whole = {
            "late": (loans.move_overdue, now.late),
            "in_term": (loans.freeze, now.balance.in_term + now.balance.overdue),
            "frozen": (loans.unfreeze, now.balance.frozen),
        }[kind]
        self.enter(
            taken_back,
            act,
            loan.id,
            Transfer(moved_on=day, amount=int(share * whole) or 1, reason="Thiên tai"),
        )

    @precondition(has_loans)
    @rule(
        place=which,
        kind=st.sampled_from(["extend", "reschedule", "rate", "hand_over"]),
        number=st.integers(1, 13),
        day=days,
    )
    def agree(self, place: int, kind: str, number: int, day: date) -> None:
        loan = self.loan(place)
        facts: dict[str, Any] = {"from_on": day, "reason": "Mất mùa"}
        choices: dict[str, tuple[Callable[..., object], object]] = {
            "extend": (agreements.extend, Extension(months=number, **facts)),
            "reschedule": (agreements.reschedule, Rescheduling(interval=number, **facts)),
            "rate": (agreements.change_rate, RateChange(rate=number * 1000, **facts)),
            "hand_over": (
                agreements.hand_over,
                Handover(member=self.members[number % len(self.members)].id, **facts),
            ),
        }
        act, asked = choices[kind]
        before = self.account(loan).terms
        if self.attempt(act, loan.id, asked):
            after = self.account(loan).terms
            assert after[:-1] == before
            assert sum(each.amount for each in after[-1].instalments) == loan.amount

    @precondition(has_loans)
    @rule(place=which)
    def take_back_terms(self, place: int) -> None:
        self.attempt(agreements.take_back_terms, self.loan(place).id, "Ghi nhầm")

    @rule(place=which)
    def reverse(self, place: int) -> None:
        entries = standing(ledger.everything(self.file))
        if entries:
            self.attempt(loans.reverse, entries[place % len(entries)].id, "Ghi nhầm")

    @rule(
        kind=st.sampled_from(["saved", "saved", "withdrawn", "saving_interest"]),
        place=which,
        share=shares,
        day=days,
        taken_back=st.booleans(),
    )
    def save(self, kind: str, place: int, share: float | int, day: date, taken_back: bool) -> None:
        member = self.members[2:5][place % 3].id
        whole = ledger.savings(self.file, day).get(member, 0) if kind == "withdrawn" else MILLION
        asked = SavingsMove(member=member, moved_on=day, amount=int(share * whole) or 1)
        self.enter(
            taken_back, lambda file, asked, today: savings.move(file, kind, asked, today), asked
        )

    @rule(
        month=st.sampled_from(MONTHS),
        share=shares,
        beyond=beyond,
        saved=small,
        from_savings=small,
        places=st.sets(st.integers(0, 8)),
        miscounted=st.sampled_from([0, 0, 0, 1_000]),
    )
    def collect(
        self,
        month: date,
        share: float | int,
        beyond: int,
        saved: int,
        from_savings: int,
        places: set[int],
        miscounted: int,
    ) -> None:
        sheet = month_sheets.open_sheet(self.file, self.group, month, TODAY)
        lines = []
        for place, row in enumerate(sheet.rows):
            facts: dict[str, Any] = {"saved": saved if row.first else 0}
            if row.loan:
                facts |= {
                    "interest_paid": int(share * row.interest_due) + beyond,
                    "from_savings": from_savings,
                }
            if place in places:
                lines.append(
                    CollectionLine(
                        member=row.member.id, loan=LoanId(row.loan.id if row.loan else 0), **facts
                    )
                )
        asked = CollectionSheet(held_on=sheet.held_on, lines=tuple(lines))
        asked = replace(asked, cash=(CashLine(denomination=1, count=asked.total + miscounted),))
        version = sheet.saved.version if sheet.saved else 0
        if self.attempt(collecting.save_sheet, self.group, month, asked, version):
            self.typed[month] = amounts(lines)

    @rule(place=which)
    def reopen(self, place: int) -> None:
        sheets = records.find(self.file, Collection)
        if sheets:
            self.attempt(collecting.reopen_sheet, sheets[place % len(sheets)].id, "Ghi nhầm")

    @rule(closing=st.integers(0, 5))
    def close_march(self, closing: int) -> None:
        if closing == 0:
            done = self.attempt(closings.close, "month", PAID_DAY)
            if done:
                self.attempt(closings.reopen, done.record.id, "Ghi sót")

    # What always holds

    @invariant()
    def loans_hold(self) -> None:
        every = ledger.everything(self.file)
        moved = sorted({each.entry_on for each in every})
        by_day = {day: ledger.loan_balances(self.file, day) for day in moved}
        for loan in {each.loan for each in every if each.loan}:
            entries = [each for each in every if each.loan == loan]
            assert ledger.of_loan(self.file, loan) == entries
            for day in moved:
                balance = balance_on(entries, day)
                assert by_day[day].get(loan, balance_on((), day)) == balance
                assert balance.is_possible(LOAN_PARTS), (loan, day, balance)
                assert balance.outstanding == balance.disbursed - balance.repaid
                assert balance.overdue + balance.frozen <= balance.outstanding

    @invariant()
    def interest_is_paid_at_most_a_month_ahead(self) -> None:
        """As it stood when it was entered; what was taken back since, or agreed for days before, may change it."""
        for loan in records.find(self.file, Loan):
            paid = self.account(loan).on(TODAY).balance.interest_paid
            assert paid < 386_485_000

    @invariant()
    def savings_hold(self) -> None:
        for member in self.members:
            entries = ledger.of_savings(self.file, member.id)
            for day in {each.entry_on for each in entries}:
                balance = balance_on(entries, day)
                assert balance.is_possible(SAVINGS_PARTS), (member.name, day, balance)
                assert ledger.savings(self.file, day, [member.id]) == {member.id: balance.savings}

    @invariant()
    def applications_agree_with_the_ledger(self) -> None:
        of_application = {each.application: each for each in records.find(self.file, Loan)}
        for application in records.find(self.file, Application):
            state = "approved"
            if loan := of_application.get(application.id):
                now = self.account(loan).on(TODAY)
                state = "active" if now.balance.disbursed == loan.amount else "disbursed"
                state = "settled" if now.is_settled else state
                assert now.balance.disbursed
                assert self.account(loan).terms[-1].member == loan.member
            assert application.state == state
            steps = records.find(self.file, Step, application=application.id)
            assert [each.came_from for each in steps[1:]] == [each.went_to for each in steps[:-1]]
            assert steps[-1].went_to == state
            for each in steps:
                assert each.went_to in ROAD[each.came_from] or each.came_from in ROAD[each.went_to]

    @invariant()
    def sheets_show_what_was_typed(self) -> None:
        for saved in records.find(self.file, Collection):
            rows = month_sheets.open_sheet(self.file, self.group, saved.month, TODAY).rows
            shown = amounts([row.collected for row in rows])
            there = {0, *(each.id for each in records.find(self.file, Loan))}
            typed = {
                place: amount
                for place, amount in self.typed[saved.month].items()
                if place[1] in {"saved", *there}
            }
            # A sheet saved empty and reopened shows what was typed before: the ledger knows of nothing later.
            assert shown == typed or (saved.state == "reopened" and not typed)
            assert len({(row.member.id, row.loan and row.loan.id) for row in rows}) == len(rows)

    @invariant()
    def terms_follow_each_other(self) -> None:
        for loan in records.find(self.file, Loan):
            agreed = records.find(self.file, LoanTerms, loan=loan.id)
            assert agreed[0].kind == "contract"
            assert [each.from_on for each in agreed] == sorted(each.from_on for each in agreed)


def test_the_books_hold_whatever_is_entered() -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
