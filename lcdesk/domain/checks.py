"""Checks of loans and groups: forms 06/TD, 16/TD and 15/TD, and the bank's monthly score of a
group."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import (
    GroupCheckId,
    GroupId,
    GroupScoreId,
    LoanId,
    MemberId,
    ReconciliationId,
    UseCheckId,
)
from lcdesk.domain.kinds import (
    Choice,
    Date,
    Money,
    Month,
    Name,
    Paragraph,
    Percent,
    Reference,
    Text,
)
from lcdesk.i18n import N_, _, date_text, money, number

USE_CHECK_DAYS = 30
"""The use of a new loan is checked within so many days of paying out: 727/HD-NHCS of 11/02/2026."""
LEAST_VISITED = 5
"""Households that an association visits in each group a year, at least: entrustment contract with
the bank."""
DUTY_RESULTS = {"yes": N_("done"), "no": N_("not done")}
CLASSES = ((85_00, N_("good")), (70_00, N_("fair")), (50_00, N_("average")), (0, N_("weak")))
"""Least score of each class of a group, in hundredths: the bank's monthly scoring of groups."""

FOUND = N_("What was found")
DECIDED = N_("Measures")


class Inspector(Record):
    """Who inspects, and for which body."""

    name: str = field(N_("Full name"), Name(), required=True)
    office: str = field(N_("Office"), Text())


class UseInspector(Inspector):
    """An inspector of a use check; the name is that of the table."""


class GroupInspector(Inspector):
    """An inspector of a group check; the name is that of the table."""


class UseCheckLine(Record):
    """A loan and what was found of it; without any amount it was not looked at yet."""

    loan: LoanId = field(N_("Loan"), Reference(target="loan"), required=True)
    received: int = field(N_("Received"), Money())
    outstanding: int = field(N_("Outstanding, as the borrower says"), Money())
    used_for: str = field(N_("Used for"), Text())
    right_amount: int = field(N_("For its purpose"), Money())
    wrong_amount: int = field(N_("Not for its purpose"), Money())
    effect: str = field(N_("Effect"), Text())
    interest_owed: int = field(N_("Interest owed, as the borrower says"), Money())
    follow_up: str = field(N_("What was done about wrong use"), Text())

    @property
    def is_checked(self) -> bool:
        return bool(self.right_amount or self.wrong_amount)

    def complaints(self, today: date) -> dict[str, str]:
        if not self.is_checked:
            return {}
        if not self.received:
            return {"received": _("Enter what the borrower received.")}
        if self.right_amount + self.wrong_amount != self.received:
            return {
                "right_amount": _(
                    "Right and wrong use sum to {sum}; {received} were received."
                ).format(
                    sum=money(self.right_amount + self.wrong_amount), received=money(self.received)
                )
            }
        return {}


class UseCheck(Entity):
    """A visit to the borrowers of a group to see what their loans were used for: form 06/TD."""

    id: UseCheckId = UseCheckId(0)
    labels: ClassVar[tuple[str, ...]] = ("checked_on",)
    order: ClassVar[str] = "checked_on"
    newest_first: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = ("group",)

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True, section=""
    )
    checked_on: date | None = field(N_("Checked on"), Date(), required=True, column=True)
    place: str = field(N_("Place"), Text(), column=True)
    inspectors: tuple[UseInspector, ...] = field(N_("Inspectors"), Lines(of=UseInspector))
    witness: str = field(N_("Witness"), Name())
    lines: tuple[UseCheckLine, ...] = field(N_("Loans"), Lines(of=UseCheckLine), section=FOUND)
    measures: str = field(N_("Measures"), Paragraph(), section=DECIDED)

    @property
    def is_open(self) -> bool:
        """Nothing was found yet: it was begun, and nobody went."""
        return not any(line.is_checked for line in self.lines)

    def complaints(self, today: date) -> dict[str, str]:
        broken = _of_today(self.checked_on, today)
        if not broken and not self.is_open and not self.inspectors:
            broken["inspectors"] = _("Enter who checked.")
        return broken


def _of_today(day: date | None, today: date, name: str = "checked_on") -> dict[str, str]:
    sentence = _("This day is still to come. The latest is today, {today}.")
    return {name: sentence.format(today=date_text(today))} if day and day > today else {}


class DutyFinding(Record):
    """What was found of one duty of a group."""

    duty: str = field(N_("Duty"), Text(), required=True)
    done: str = field(N_("Result"), Choice(options=DUTY_RESULTS))
    note: str = field(N_("Note"), Text())


class Visited(Record):
    """A household that was visited, and what it said."""

    member: MemberId = field(N_("Household of"), Reference(target="member"), required=True)
    finding: str = field(N_("Finding"), Text())


class Recommendation(Record):
    """What a group was told to do, by when, and when it did."""

    text: str = field(N_("Recommendation"), Text(), required=True)
    due_on: date | None = field(N_("To be done by"), Date(), required=True)
    done_on: date | None = field(N_("Done on"), Date())


class GroupCheck(Entity):
    """The yearly check of how a group works: form 16/TD. Planned first, then held."""

    id: GroupCheckId = GroupCheckId(0)
    labels: ClassVar[tuple[str, ...]] = ("planned_on",)
    order: ClassVar[str] = "planned_on"
    newest_first: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = ("group",)

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True
    )
    planned_on: date | None = field(N_("Planned for"), Date(), required=True, column=True)
    checked_on: date | None = field(N_("Checked on"), Date(), column=True)
    place: str = field(N_("Place"), Text())
    inspectors: tuple[GroupInspector, ...] = field(
        N_("Inspectors, the head first"), Lines(of=GroupInspector)
    )
    management: str = field(N_("On leader and deputy"), Text(), section=FOUND)
    duties: tuple[DutyFinding, ...] = field(N_("Duties"), Lines(of=DutyFinding), section=FOUND)
    visited: tuple[Visited, ...] = field(N_("Households visited"), Lines(of=Visited), section=FOUND)
    strengths: str = field(N_("Strengths"), Paragraph(), section=FOUND)
    faults: str = field(N_("Faults"), Paragraph(), section=FOUND)
    recommendations: tuple[Recommendation, ...] = field(
        N_("Recommendations"), Lines(of=Recommendation), section=DECIDED
    )
    attached: str = field(N_("Sheets attached"), Text(), section=DECIDED)

    def complaints(self, today: date) -> dict[str, str]:
        broken = _of_today(self.checked_on, today)
        if self.checked_on and not self.inspectors:
            broken["inspectors"] = _("Enter who checked.")
        if self.checked_on:
            early = [
                i
                for i, each in enumerate(self.recommendations)
                if each.due_on and each.due_on < self.checked_on
            ]
            broken.update(
                {f"recommendations.{i}.due_on": _("This lies before the check.") for i in early}
            )
        return broken


class ReconciliationLine(Record):
    """What the bank says of a member's debt and savings, and what the member says. `answered` once
    they were asked."""

    member: MemberId = field(N_("Member"), Reference(target="member"), required=True)
    loan: LoanId = field(N_("Loan"), Reference(target="loan"))
    bank_debt: int = field(N_("Debt, bank"), Money())
    bank_interest: int = field(N_("Interest owed, bank"), Money())
    bank_savings: int = field(N_("Savings, bank"), Money())
    answered: str = field(N_("Asked"), Choice(options={"yes": N_("asked")}))
    debt: int = field(N_("Debt, member"), Money())
    interest: int = field(N_("Interest owed, member"), Money())
    savings: int = field(N_("Savings, member"), Money())
    cause: str = field(N_("Cause of the difference"), Text())

    @property
    def differs(self) -> bool:
        bank = (self.bank_debt, self.bank_interest, self.bank_savings)
        return bool(self.answered) and bank != (self.debt, self.interest, self.savings)

    def complaints(self, today: date) -> dict[str, str]:
        return (
            {"cause": _("Write the cause of the difference.")}
            if self.differs and not self.cause
            else {}
        )


class Reconciliation(Entity):
    """The bank's books against what the members of a group say, on a day: form 15/TD."""

    id: ReconciliationId = ReconciliationId(0)
    labels: ClassVar[tuple[str, ...]] = ("as_of",)
    order: ClassVar[str] = "as_of"
    newest_first: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = ("group",)

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True, section=""
    )
    as_of: date | None = field(N_("Position of"), Date(), required=True, column=True)
    checked_on: date | None = field(N_("Checked on"), Date(), column=True)
    officer: str = field(N_("Reconciled by"), Name())
    lines: tuple[ReconciliationLine, ...] = field(
        N_("Members"), Lines(of=ReconciliationLine), section=FOUND
    )

    def complaints(self, today: date) -> dict[str, str]:
        return _of_today(self.checked_on, today)


class GroupScore(Entity):
    """The bank's score of a group in a month, in hundredths: 8750 is 87.5."""

    id: GroupScoreId = GroupScoreId(0)
    labels: ClassVar[tuple[str, ...]] = ("month",)
    order: ClassVar[str] = "month"
    newest_first: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = ("group",)

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True
    )
    month: date | None = field(
        N_("Month"), Month(), required=True, column=True, hint=N_("Such as 9/2026")
    )
    score: int = field(N_("Score, 0 to 100"), Percent(zero=True), required=True, column=True)

    @property
    def score_class(self) -> str:
        """The class of the group by its score."""
        return class_of(self.score)


class ScoreLine(Record):
    """The score of a group; empty where it has none."""

    group: GroupId = field(N_("Savings group"), Reference(target="group"), required=True)
    score: int = field(N_("Score, 0 to 100"), Percent())


class MonthScores(Record):
    """What is typed of a month: the scores of all groups."""

    month: date | None = field(N_("Month"), Month(), required=True, hint=N_("Such as 9/2026"))
    lines: tuple[ScoreLine, ...] = field(N_("Scores"), Lines(of=ScoreLine), section=FOUND)

    def complaints(self, today: date) -> dict[str, str]:
        sentence = _("This month is still to come. The latest is {month}.")
        return (
            {"month": sentence.format(month=f"{today:%m/%Y}")}
            if self.month and self.month > today
            else {}
        )


class CheckCall(Record):
    """What is asked to begin a check: of which group."""

    group: GroupId = field(N_("Savings group"), Reference(target="group"), required=True)
    day: date | None = field(N_("On"), Date(), required=True)

    def complaints(self, today: date) -> dict[str, str]:
        return _of_today(self.day, today, "day")


def visits_warning(count: int) -> str:
    """What stands by too few visited households; "" where they are enough."""
    if count >= LEAST_VISITED:
        return ""
    sentence = _(
        "{count} households were visited; the contract wants at least {least} in a group each year."
    )
    return sentence.format(count=number(count) or 0, least=LEAST_VISITED)


def class_of(score: int) -> str:
    """The class of a score in hundredths, on the language of the screen: below 50 weak, 70 fair, 85
    good."""
    return next(_(label) for least, label in CLASSES if score >= least)


def use_check_due(paid_out_on: date) -> date:
    """The last day on which the use of a loan is to be checked."""
    return paid_out_on + timedelta(days=USE_CHECK_DAYS)


class PayingOut(NamedTuple):
    """Money of a loan whose use is looked at: paid out on a day, in đồng; by when it is to be
    checked, None where that time was over before the program knew of it; and the first day on which
    it was checked, None while it was not."""

    paid_on: date
    amount: int
    due_on: date | None
    checked_on: date | None

    def is_open(self, day: date) -> bool:
        """Whether it was paid out, and not checked, by a day."""
        return self.paid_on <= day and (self.checked_on is None or day < self.checked_on)


def paying_out(
    paid_on: date, amount: int, checks: Sequence[date], known_from: date | None
) -> PayingOut:
    """One paying out: `checks` are the days of all checks of the loan in their order, the first on
    its day or later looked at it. `known_from` is the day from which the program knows of it, None
    where it was not told: then there was no time to check it."""
    last = use_check_due(paid_on)
    checked_on = next((day for day in checks if day >= paid_on), None)
    due_on = last if known_from and known_from <= last else None
    return PayingOut(paid_on, amount, due_on, checked_on)


def spread(groups: Sequence[GroupId], first: date, last: date) -> dict[GroupId, date]:
    """A day for the check of each group, evenly from the first day to the last."""
    days = (last - first).days
    return {
        group: first + timedelta(days=days * (2 * i + 1) // (2 * len(groups)))
        for i, group in enumerate(groups)
    }
