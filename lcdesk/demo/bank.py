"""What becomes of the sample ward's proposals: ward, bank, paying out, repaying, falling late."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from lcdesk.actions import agreements, loans, proposals
from lcdesk.demo.borrowing import MILLION, Lender
from lcdesk.demo.people import Cast, Circle
from lcdesk.domain.applications import Application
from lcdesk.domain.days import day_after
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import LoanId, MemberId
from lcdesk.domain.loans import (
    Disbursement,
    Extension,
    FormerLoan,
    Loan,
    NextPart,
    Repayment,
    Transfer,
)
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import ProposalLine, ProposalList
from lcdesk.queries import loan_accounts, proposal_lists
from lcdesk.queries.loan_accounts import Account
from lcdesk.storage import records
from lcdesk.storage.database import WardFile

_ROAD_DAYS = (("to_ward", 3), ("confirm", 10), ("to_bank", 12), ("decide", 20), ("pay_out", 27))
"""Days after the meeting on which a list goes each step."""


@dataclass
class Banker:
    """Takes lists and loans through time.

    `accounts` keeps every loan with its ledger by its id, `borrowed` the ids of the loans of each
    member.
    """

    file: WardFile
    cast: Cast
    lender: Lender
    accounts: dict[LoanId, Account] = field(default_factory=dict)
    borrowed: dict[MemberId, set[LoanId]] = field(default_factory=lambda: defaultdict(set))
    _due: list[tuple[date, int, str, int]] = field(default_factory=list)
    _serial: "count[int]" = field(default_factory=lambda: count(1))

    def expect(self, day: date, what: str, id: int) -> None:
        """Something will happen to a list or a loan on a day."""
        if day <= self.cast.last_day:
            heapq.heappush(self._due, (day, next(self._serial), what, id))

    def expect_lists(self, lists: Sequence[ProposalList], held_on: date) -> None:
        """The lists of a meeting begin their road."""
        for made in lists:
            for what, days in _ROAD_DAYS:
                self.expect(held_on + timedelta(days=days), what, made.id)

    def live_until(self, day: date) -> None:
        """Everything that was to happen up to a day happens."""
        acts: dict[str, Callable[[Any, date], None]] = {
            "to_ward": self._send_to_ward,
            "confirm": self._confirm,
            "to_bank": self._send_to_bank,
            "decide": self._decide,
            "pay_out": self._pay_out,
            "next_part": self._pay_next_part,
            "instalment": self._meet_instalment,
            "late": self._fall_late,
            "recover": self._recover,
        }
        while self._due and self._due[0][0] <= day:
            on, _serial, what, id = heapq.heappop(self._due)
            acts[what](id, on)

    # A list on its road

    def _list(self, id: LoanId) -> ProposalList:
        return records.get(self.file, ProposalList, id)

    def _send_to_ward(self, id: LoanId, on: date) -> None:
        made = replace(self._list(id), sent_to_ward_on=on, sent_to_ward_number=f"{id}/TTr-TVV")
        proposals.save_list(self.file, made, on)

    def _confirm(self, id: LoanId, on: date) -> None:
        made = self._list(id)
        lines = tuple(self._confirmed(line) for line in made.lines)
        proposals.save_list(
            self.file,
            replace(made, confirmed_on=on, confirmed_number=f"{id}/UBND", lines=lines),
            on,
        )

    def _confirmed(self, line: ProposalLine) -> ProposalLine:
        if self.cast.rng.random() < 0.04:
            return replace(
                line,
                ward_result="returned",
                ward_reason=self.cast.rng.choice(self.cast.texts["returns"]),
            )
        return replace(line, ward_result="confirmed")

    def _send_to_bank(self, id: LoanId, on: date) -> None:
        made = replace(self._list(id), sent_to_bank_on=on, sent_to_bank_number=f"{id}/DS")
        proposals.save_list(self.file, made, on)

    def _decide(self, id: LoanId, on: date) -> None:
        made = self._list(id)
        about = proposal_lists.listed(self.file, made)
        lines = tuple(
            self._decided(line, each.proposed_amount, each.usual_rate, on)
            if line.ward_result == "confirmed"
            else line
            for line, each in zip(made.lines, about, strict=True)
        )
        proposals.save_list(
            self.file, replace(made, notice_number=f"{id}/TB-NHCS", lines=lines), on
        )

    def _decided(self, line: ProposalLine, proposed: int, rate: int, on: date) -> ProposalLine:
        rng, texts = self.cast.rng, self.cast.texts
        if rng.random() < 0.05:
            reason = rng.choice(texts["not_this_time"])
            return replace(line, bank_result="not_this_time", decided_on=on, bank_reason=reason)
        less = 10 * MILLION if proposed > 40 * MILLION and rng.random() < 0.1 else 0
        application = records.get(self.file, Application, line.application)
        return replace(
            line,
            bank_result="approved",
            approved_amount=proposed - less,
            approved_term_months=application.term_months,
            approved_rate=rate,
            decided_on=on,
        )

    # A loan

    def _pay_out(self, id: LoanId, on: date) -> None:
        for line in self._list(id).lines:
            if line.bank_result == "approved":
                in_parts = self.lender.offered(line.application) == "HSSV"
                amount = line.approved_amount // 2 if in_parts else line.approved_amount
                code, number = self._code(), f"PC{line.application:05d}"
                asked = Disbursement(
                    application=line.application,
                    code=code,
                    paid_on=on,
                    amount=amount,
                    receipt=number,
                )
                loan: Loan = loans.disburse(self.file, asked, on).record
                self._begin(loan, on)
                if in_parts:
                    self.expect(on + timedelta(days=180), "next_part", loan.id)

    def _code(self) -> str:
        return f"9900{next(self._serial):08d}"

    def _begin(self, loan: Loan, on: date) -> None:
        about = self._renewed(loan.id)
        for each in about.terms[-1].instalments:
            if each.due_on and each.due_on > on:
                self.expect(each.due_on, "instalment", loan.id)

    def _renewed(self, id: LoanId) -> Account:
        about = self.accounts[id] = loan_accounts.account(self.file, id)
        self.borrowed[about.loan.member].add(id)
        return about

    def take_over(self, circle: Circle, member: Member, programme: Programme) -> None:
        """A loan from before the sample begins, part of it repaid."""
        rng, offer = self.cast.rng, self.cast.texts["offers"][programme.code]
        first = self.cast.first_day
        paid_on = self.cast.day(first - timedelta(days=900), first - timedelta(days=90))
        terms = programme.term_on(paid_on) or programme.terms[0]
        amount = (
            rng.randrange(offer["millions"][0], min(offer["millions"][1], 100) + 1, 5) * MILLION
        )
        former = FormerLoan(
            member=member.id,
            programme=programme.id,
            code=self._code(),
            fund_source="local" if rng.random() < 0.1 else "central",
            beneficiary=circle.households[member.household].class_in(first.year) or "other",
            purpose=rng.choice(self.cast.texts["plans"][offer["plans"]])[0],
            amount=amount,
            approved_on=paid_on,
            term_months=rng.choice([months for months in offer["months"] if months > 30] or [60]),
            rate=terms.rate,
            former_paid_on=paid_on,
            former_paid_out=amount,
            listed_on=first,
            outstanding=amount - (amount // 10 // MILLION * MILLION if rng.random() < 0.3 else 0),
        )
        loan: Loan = loans.take_over(self.file, former, first).record
        self._begin(loan, first)

    def _pay_next_part(self, id: LoanId, on: date) -> None:
        about = self.accounts[id]
        left = about.loan.not_paid_out(about.on(on).balance)
        if left and about.on(on).balance.outstanding:
            loans.pay_next_part(
                self.file, id, NextPart(paid_on=on, amount=left, receipt=f"PC{id:05d}B"), on
            )
            self._renewed(id)

    def _meet_instalment(self, id: LoanId, on: date) -> None:
        """Most repay on the day, some ask for an extension of the last instalment, some fall
        late."""
        about = self._renewed(id)
        now = about.on(on)
        luck = self.cast.rng.random()
        if not now.due:
            return
        if luck < 0.86:
            self._repay(about, on)
        elif (
            luck < 0.91
            and now.due == now.balance.outstanding
            and about.terms[-1].kind == "contract"
        ):
            asked = Extension(
                from_on=on, months=12, reason=self.cast.rng.choice(self.cast.texts["hardships"])
            )
            agreements.extend(self.file, id, asked, on)
            self._begin(about.loan, on)
        else:
            self.expect(day_after(on), "late", id)

    def _repay(self, about: Account, on: date) -> None:
        now = about.on(on)
        last = now.due >= now.balance.outstanding
        asked = Repayment(
            paid_on=on,
            principal=min(now.due, now.balance.outstanding),
            interest=now.interest_unpaid if last else 0,
            receipt=f"PT{next(self._serial):06d}",
        )
        loans.repay(self.file, about.loan.id, asked, on)
        self._renewed(about.loan.id)

    def _fall_late(self, id: LoanId, on: date) -> None:
        now = self._renewed(id).on(on)
        if not now.late:
            return
        asked = Transfer(
            moved_on=on, amount=now.late, reason=self.cast.rng.choice(self.cast.texts["hardships"])
        )
        loans.move_overdue(self.file, id, asked, on)
        self._renewed(id)
        self.expect(on + timedelta(days=self.cast.rng.randint(30, 400)), "recover", id)

    def _recover(self, id: LoanId, on: date) -> None:
        """Most repay what was overdue at last; for a few the bank freezes it."""
        about = self._renewed(id)
        if self.cast.rng.random() < 0.2 and about.on(on).balance.overdue:
            amount = about.on(on).balance.overdue
            reason = self.cast.rng.choice(self.cast.texts["disasters"])
            loans.freeze(
                self.file,
                id,
                Transfer(moved_on=on, amount=amount, number="QĐ 50/2010", reason=reason),
                on,
            )
            self._renewed(id)
        elif about.on(on).due:
            self._repay(about, on)


def try_take_over(
    banker: Banker, circle: Circle, member: Member, programmes: Sequence[Programme]
) -> None:
    """A loan from before for a member, in a programme for the class of the household, where there
    is one."""
    household_class = circle.households[member.household].class_in(banker.cast.first_day.year)
    suiting = [
        each
        for each in programmes
        if household_class in [line.household_class for line in each.classes]
    ]
    if suiting:
        try:
            banker.take_over(circle, member, banker.cast.rng.choice(suiting))
        except Refused:
            return
