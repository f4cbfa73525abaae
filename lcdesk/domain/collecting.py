"""The monthly collection of a group, form 13/TD: interest, savings, and the cash that must equal
them."""

from datetime import date
from typing import ClassVar

from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import CollectionId, GroupId, LoanId, MemberId
from lcdesk.domain.kinds import Choice, Date, Money, Month, Number, Reference, Text, Yes
from lcdesk.i18n import N_, _, date_text, money

COLLECTION_STATES = {"saved": N_("saved"), "reopened": N_("reopened")}
DENOMINATIONS = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""Bank notes in use, in đồng."""
CASH_UNIT = 1_000
"""Notes below 1,000 đồng are hardly in use any more."""

COLLECTED = N_("Collected")
CASH = N_("Cash")


class CollectionLine(Record):
    """What a member paid on one loan, or with loan 0 only saved."""

    member: MemberId = field(N_("Member"), Reference(target="member"), required=True)
    loan: LoanId = field(N_("Loan"), Reference(target="loan"))
    interest_paid: int = field(N_("Interest paid"), Money())
    saved: int = field(N_("Savings paid in"), Money())
    from_savings: int = field(N_("Principal from savings"), Money())
    transfer: bool = field(N_("By transfer"), Yes())

    @property
    def cash(self) -> int:
        """What is in the cash box for it, in đồng: interest and savings, unless they came by
        transfer."""
        return 0 if self.transfer else self.interest_paid + self.saved

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if not self.loan and self.interest_paid:
            broken["interest_paid"] = _("This member has no loan; enter savings alone.")
        if not self.loan and self.from_savings:
            broken["from_savings"] = _("This member has no loan to repay.")
        return broken


class CashLine(Record):
    """How many notes of one denomination there were."""

    denomination: int = field(N_("Note"), Number(least=1), required=True)
    count: int = field(N_("Count"), Number(most=1_000_000))


class CollectionDay(Record):
    """To which day a sheet says what is due."""

    held_on: date | None = field(N_("Collected on"), Date(), required=True)


class CollectionSheet(CollectionDay):
    """What is typed on the sheet of a month."""

    lines: tuple[CollectionLine, ...] = field(
        N_("Members"), Lines(of=CollectionLine), section=COLLECTED
    )
    cash: tuple[CashLine, ...] = field(N_("Cash by denomination"), Lines(of=CashLine), section=CASH)

    @property
    def total(self) -> int:
        """Cash that must be there: interest and savings paid in but not by transfer, in đồng."""
        return sum(line.cash for line in self.lines)

    @property
    def counted(self) -> int:
        return sum(line.denomination * line.count for line in self.cash)

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        if self.held_on and self.held_on > today:
            sentence = _("This day is still to come. The latest is today, {today}.")
            broken["held_on"] = sentence.format(today=date_text(today))
        if self.counted != self.total:
            less = (
                _("{part} are missing") if self.counted < self.total else _("{part} are too much")
            )
            sentence = _(
                "The sheet comes to {total} in cash, the cash counted to {counted}: {difference}."
            )
            broken["cash"] = sentence.format(
                total=money(self.total),
                counted=money(self.counted),
                difference=less.format(part=money(abs(self.total - self.counted))),
            )
        return {**broken, **self._twice()}

    def _twice(self) -> dict[str, str]:
        """Complaints of lines that stand on the sheet before."""
        broken, known = {}, set()
        for index, line in enumerate(self.lines):
            if (place := (line.member, line.loan)) in known:
                text = _("This line stands on the sheet twice; enter all of it on one.")
                broken[f"lines.{index}.interest_paid"] = text
            known.add(place)
        return broken


class Collection(Entity):
    """A month of one group that was collected. What each member paid stands in the ledger."""

    id: CollectionId = CollectionId(0)
    labels: ClassVar[tuple[str, ...]] = ("month",)
    order: ClassVar[str] = "month"
    newest_first: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = ("group",)

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True
    )
    month: date | None = field(N_("Month"), Month(), required=True, column=True)
    held_on: date | None = field(N_("Collected on"), Date(), required=True, column=True)
    cash: tuple[CashLine, ...] = field(N_("Cash by denomination"), Lines(of=CashLine))
    state: str = field(
        N_("State"), Choice(options=COLLECTION_STATES), column=True, section="", default="saved"
    )
    reopened_reason: str = field(N_("Reason for reopening"), Text(), section="")


class MonthCall(Record):
    """What is asked to open the sheet of a month: of which group."""

    group: GroupId = field(N_("Savings group"), Reference(target="group"), required=True)
    month: date | None = field(N_("Month"), Month(), required=True, hint=N_("Such as 9/2026"))


class SavingsMove(Record):
    """What a member takes out of their savings, or the interest that the bank credits to them."""

    member: MemberId = field(N_("Member"), Reference(target="member"), required=True, section="")
    moved_on: date | None = field(N_("On"), Date(), required=True)
    amount: int = field(N_("Amount"), Money(least=1), required=True)
    transfer: bool = field(N_("By transfer"), Yes())
    receipt: str = field(N_("Receipt"), Text(limit=50))
    note: str = field(N_("Note"), Text())


def in_whole_notes(amount: int) -> int:
    """An amount in đồng as it is usually paid in cash: what is paid beyond it counts for the next
    month."""
    return -(-amount // CASH_UNIT) * CASH_UNIT
