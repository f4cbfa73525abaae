"""What recurs in the sample ward: monthly collections, checks, scores."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lcdesk.actions import agreements, checks, collecting, loans, savings
from lcdesk.demo.bank import Banker
from lcdesk.demo.people import Cast, Circle
from lcdesk.domain.checks import (
    CheckCall,
    GroupCheck,
    GroupInspector,
    MonthScores,
    Recommendation,
    Reconciliation,
    ReconciliationLine,
    ScoreLine,
    UseCheck,
    UseCheckLine,
    UseInspector,
    Visited,
)
from lcdesk.domain.collecting import (
    DENOMINATIONS,
    CashLine,
    CollectionLine,
    CollectionSheet,
    SavingsMove,
)
from lcdesk.domain.days import first_of_month, months_later
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import CollectionId, LoanId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import Extension, Repayment, Rescheduling
from lcdesk.domain.people import Member
from lcdesk.queries import loan_accounts
from lcdesk.storage import records
from lcdesk.storage.database import WardFile

TRANSACTION_DAY = 15


@dataclass
class Visitor:
    """Goes to every group each month, and each year."""

    file: WardFile
    cast: Cast
    banker: Banker
    officer: str

    def collect(self, circle: Circle, month: date) -> None:
        """The month's collection of a group: nearly all pay what is due, rounded up to whole
        thousands."""
        held_on = month.replace(day=TRANSACTION_DAY)
        members = self._members(circle, held_on)
        lines: list[CollectionLine] = []
        for member in members:
            owed_on = sorted(self.banker.borrowed[member.id])
            owed = [(id, self.banker.accounts[id].on(held_on).interest_owed) for id in owed_on]
            saved = self.cast.rng.choice((1, 1, 1, 1, 2, 0)) * circle.group.minimum_saving
            first, *further = [(id, due) for id, due in owed if due] or [(LoanId(0), 0)]
            lines.append(
                CollectionLine(
                    member=member.id, loan=first[0], interest_paid=self._paid(first[1]), saved=saved
                )
            )
            lines += [
                CollectionLine(member=member.id, loan=id, interest_paid=self._paid(due))
                for id, due in further
            ]
        sheet = CollectionSheet(held_on=held_on, lines=tuple(lines))
        sheet = replace(sheet, cash=_cash(sheet.total))
        if sheet.total:
            saved_sheet = collecting.save_sheet(
                self.file, circle.group.id, month, sheet, 0, held_on
            ).record
            self._remember(sheet, saved_sheet.id)

    def _members(self, circle: Circle, day: date) -> list[Member]:
        gone = [
            each
            for each in circle.gone
            if any(self._owes(loan, day) for loan in self.banker.borrowed[each.id])
        ]
        return [each for each in circle.members if each.is_active(day)] + gone

    def _owes(self, loan: LoanId, day: date) -> bool:
        now = self.banker.accounts[loan].on(day)
        return bool(now.balance.outstanding or now.interest_owed)

    def _paid(self, due: int) -> int:
        luck = self.cast.rng.random()
        if luck < 0.03:
            return 0
        whole = -(-due // 1000) * 1000
        return whole // 2000 * 1000 if luck < 0.08 else whole

    def _remember(self, sheet: CollectionSheet, id: CollectionId) -> None:
        """Keep the accounts in step without reading them anew: only interest has moved."""
        for line in sheet.lines:
            if line.interest_paid:
                about = self.banker.accounts[line.loan]
                paid = Entry(
                    loan=line.loan,
                    member=line.member,
                    entry_on=sheet.held_on,
                    kind="interest_paid",
                    amount=line.interest_paid,
                    sheet=id,
                )
                self.banker.accounts[line.loan] = replace(about, entries=(*about.entries, paid))

    def check_use(self, circle: Circle, day: date) -> None:
        """The use of new loans, for most within 30 days of paying out."""
        try:
            opened: UseCheck = checks.open_use_check(
                self.file, CheckCall(group=circle.group.id, day=day), day
            ).record
        except Refused:
            return
        lines = tuple(self._used(line) for line in opened.lines)
        inspectors = (UseInspector(name=self.officer, office=self.cast.texts["guest_office"]),)
        place = f"Nhà văn hóa {circle.place}"
        checks.save_check(
            self.file, replace(opened, lines=lines, inspectors=inspectors, place=place), day
        )

    def _used(self, line: UseCheckLine) -> UseCheckLine:
        rng, texts = self.cast.rng, self.cast.texts
        about = self.banker.accounts[line.loan]
        wrong = line.received // 4 if rng.random() < 0.03 else 0
        assert about.entries[0].entry_on
        return replace(
            line,
            outstanding=sum(each.amount for each in about.entries if each.kind == "disbursed"),
            used_for=rng.choice(texts["wrong_uses"]) if wrong else about.loan.purpose,
            right_amount=line.received - wrong,
            wrong_amount=wrong,
            effect=rng.choice(texts["effects"]),
            follow_up=rng.choice(texts["advice"]) if wrong and rng.random() < 0.5 else "",
        )

    def check_group(self, planned: GroupCheck, circle: Circle) -> None:
        """The yearly check of a group, on the day for which it was planned."""
        rng, texts = self.cast.rng, self.cast.texts
        assert planned.planned_on
        day = planned.planned_on
        visited = rng.sample(circle.members, min(5, len(circle.members)))
        late = rng.random() < 0.3
        advice = Recommendation(
            text=rng.choice(texts["advice"]),
            due_on=day + timedelta(days=60),
            done_on=None if late else min(day + timedelta(days=40), self.cast.last_day),
        )
        held = replace(
            planned,
            checked_on=day,
            place=f"Nhà văn hóa {circle.place}",
            inspectors=(GroupInspector(name=self.officer, office=texts["guest_office"]),),
            duties=tuple(
                replace(each, done="yes" if rng.random() < 0.9 else "no") for each in planned.duties
            ),
            visited=tuple(
                Visited(member=each.id, finding=rng.choice(texts["effects"])) for each in visited
            ),
            strengths=rng.choice(texts["strengths"]),
            faults=rng.choice(texts["faults"]),
            recommendations=(advice,),
        )
        checks.save_check(self.file, held, day)

    def check_groups(self, year: int, circles: list[Circle], until: date) -> None:
        """All checks planned in a year up to a day."""
        by_group = {circle.group.id: circle for circle in circles}
        for planned in records.find(self.file, GroupCheck):
            if (
                planned.planned_on
                and planned.planned_on.year == year
                and planned.planned_on <= until
            ):
                self.check_group(planned, by_group[planned.group])

    def reconcile(self, circle: Circle, day: date) -> None:
        """What members say of their debt at the end of a year: nearly all agree."""
        opened: Reconciliation = checks.open_reconciliation(
            self.file, CheckCall(group=circle.group.id, day=day), day
        ).record
        lines = tuple(self._answered(line) for line in opened.lines)
        checks.save_check(
            self.file, replace(opened, lines=lines, checked_on=day, officer=self.officer), day
        )

    def _answered(self, line: ReconciliationLine) -> ReconciliationLine:
        differs = line.bank_interest > 0 and self.cast.rng.random() < 0.05
        return replace(
            line,
            answered="yes",
            debt=line.bank_debt,
            interest=0 if differs else line.bank_interest,
            savings=line.bank_savings,
            cause=self.cast.rng.choice(self.cast.texts["causes"]) if differs else "",
        )

    def score(self, circle: Circle, month: date) -> None:
        """The bank's score of a group in a month."""
        line = ScoreLine(group=circle.group.id, score=self.cast.rng.randint(45, 100) * 100)
        checks.save_scores(self.file, MonthScores(month=month, lines=(line,)))

    def show_every_kind(self, day: date) -> None:
        """What is rare in so short a time, each at least once, so that every screen and paper has
        something to show."""
        reasons = self.cast.texts["hardships"]
        extension = Extension(from_on=day, months=6, number="05/GH", reason=reasons[0])
        rescheduling = Rescheduling(from_on=day, interval=6, number="06/ĐC", reason=reasons[-1])
        self._once(lambda loan: agreements.extend(self.file, loan, extension, day))
        self._once(lambda loan: agreements.reschedule(self.file, loan, rescheduling, day))
        self._once(
            lambda loan: loans.repay(
                self.file, loan, Repayment(paid_on=day, from_savings=20_000), day
            )
        )
        members = (account.terms[-1].member for account in self.banker.accounts.values())
        for kind, amount in (("saving_interest", 1_500), ("withdrawn", 20_000)):
            member = next(members)
            try_refused(
                savings.move,
                self.file,
                kind,
                SavingsMove(member=member, moved_on=day, amount=amount),
                day,
            )

    def _once(self, act: Callable[[LoanId], object]) -> None:
        """Do something with the first loan on which it may be done and of which nothing was agreed
        anew."""
        for id in self.banker.accounts:
            if len(loan_accounts.account(self.file, id).terms) == 1 and try_refused(act, id):
                return


def try_refused(act: Callable[..., object], *arguments: object) -> bool:
    """Do it; False where a rule is against it."""
    try:
        act(*arguments)
    except Refused:
        return False
    return True


def _cash(total: int) -> tuple[CashLine, ...]:
    """An amount in as few notes as it takes."""
    lines = []
    for denomination in DENOMINATIONS:
        count, total = divmod(total, denomination)
        if count:
            lines.append(CashLine(denomination=denomination, count=count))
    return tuple(lines)


def months(first: date, last: date) -> list[date]:
    """The first day of each month from one day to another."""
    start = first_of_month(first)
    found = []
    while start <= last:
        found.append(start)
        start = months_later(start, 1)
    return found
