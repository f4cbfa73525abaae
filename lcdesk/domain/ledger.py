"""The ledger: dated entries that are only added to, and the balances that follow from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, NamedTuple

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity, field
from lcdesk.domain.ids import CollectionId, EntryId, LoanId, LoanTermsId, MemberId
from lcdesk.domain.kinds import Choice, Date, Money, Reference, Text, Yes
from lcdesk.i18n import N_, _, date_text, money

KINDS = {
    "disbursed": N_("paid out"),
    "taken_over": N_("taken over from before the program"),
    "repaid": N_("principal repaid"),
    "repaid_from_savings": N_("principal repaid from savings"),
    "interest_paid": N_("interest paid"),
    "interest_brought": N_("interest owed when taken over"),
    "written_off": N_("principal written off"),
    "interest_written_off": N_("interest written off"),
    "moved_overdue": N_("moved to overdue"),
    "cleared_overdue": N_("no longer overdue"),
    "frozen": N_("frozen"),
    "unfrozen": N_("no longer frozen"),
    "saved": N_("savings paid in"),
    "withdrawn": N_("savings withdrawn"),
    "saving_interest": N_("interest on savings"),
}
EFFECTS: Mapping[str, Mapping[str, int]] = {
    "disbursed": {"disbursed": 1, "outstanding": 1},
    "taken_over": {"taken_over": 1, "outstanding": 1},
    "repaid": {"repaid": 1, "outstanding": -1},
    "repaid_from_savings": {"repaid": 1, "outstanding": -1, "savings": -1},
    "interest_paid": {"interest_paid": 1},
    "interest_brought": {"interest_brought": 1},
    "written_off": {"written_off": 1, "outstanding": -1},
    "interest_written_off": {"interest_written_off": 1},
    "moved_overdue": {"overdue": 1},
    "cleared_overdue": {"overdue": -1},
    "frozen": {"frozen": 1},
    "unfrozen": {"frozen": -1},
    "saved": {"savings": 1},
    "withdrawn": {"savings": -1},
    "saving_interest": {"savings": 1},
}
"""What an entry of each kind adds to each part of a balance. An entry that reverses another has its
amount below 0."""
BEGINNINGS = ("disbursed", "taken_over")
"""The kinds with which the account of a loan begins: nothing can be entered before their first."""
LOAN_PARTS = (
    *("disbursed", "taken_over", "repaid", "written_off", "outstanding", "overdue", "frozen"),
    *("in_term", "interest_paid", "interest_brought", "interest_written_off"),
)
SAVINGS_PARTS = ("savings",)
"""The parts of a balance that the entries of a loan, or those of a member's savings, make whole."""


class Entry(Entity):
    """Money that moved on a day, in đồng. Of a loan, or with loan 0 of the savings of a member.

    `sheet` is the monthly collection it came with, `terms` the agreement, `reverses` the entry that
    it takes back. Interest counts it from `value_on` where that is said: a reversal that is booked
    later, because its month is closed, counts from the day of what it takes back.
    """

    id: EntryId = EntryId(0)
    labels: ClassVar[tuple[str, ...]] = ("id",)
    order: ClassVar[str] = "id"

    loan: LoanId = field(N_("Loan"), Reference(target="loan"), column=True)
    member: MemberId = field(N_("Member"), Reference(target="member"), required=True, column=True)
    entry_on: date | None = field(N_("On"), Date(), required=True, column=True)
    kind: str = field(N_("Kind"), Choice(options=KINDS), required=True, column=True)
    amount: int = field(N_("Amount"), Money(least=1), required=True, column=True)
    receipt: str = field(N_("Receipt"), Text(limit=50), column=True)
    note: str = field(N_("Note"), Text(), column=True)
    transfer: bool = field(N_("By transfer"), Yes(), column=True)
    value_on: date | None = field(N_("Counts from"), Date(), column=True)
    sheet: CollectionId = field(N_("Collection sheet"), Reference(target="collection"))
    terms: LoanTermsId = field(N_("Agreement"), Reference(target="loan_terms"))
    reverses: EntryId = field(N_("Takes back"), Reference(target="entry"))


class Balance(NamedTuple):
    """What stands at the end of a day, in đồng. Overdue and frozen are parts of what is
    outstanding.

    What was taken over from before the program, or written off, was neither paid out nor collected
    here.
    """

    disbursed: int = 0
    repaid: int = 0
    outstanding: int = 0
    overdue: int = 0
    frozen: int = 0
    interest_paid: int = 0
    savings: int = 0
    taken_over: int = 0
    written_off: int = 0
    interest_brought: int = 0
    interest_written_off: int = 0

    def plus(self, entry: Entry) -> "Balance":
        moved = {
            name: getattr(self, name) + sign * entry.amount
            for name, sign in EFFECTS[entry.kind].items()
        }
        return self._replace(**moved)

    @property
    def in_term(self) -> int:
        return self.outstanding - self.overdue - self.frozen

    @property
    def begun(self) -> int:
        """Principal that came upon the account: paid out here, or taken over."""
        return self.disbursed + self.taken_over

    @property
    def cleared(self) -> int:
        """Principal that left it: repaid or written off. It counts for the earliest instalments."""
        return self.repaid + self.written_off

    @property
    def interest_cleared(self) -> int:
        """How much of what accrued since the account began is owed no more; below 0 where interest
        was owed when it was taken over."""
        return self.interest_paid + self.interest_written_off - self.interest_brought

    def is_possible(self, parts: Sequence[str]) -> bool:
        """None of these parts is below 0; so no more is overdue and frozen than is outstanding."""
        return all(getattr(self, name) >= 0 for name in parts)


def balances(entries: Iterable[Entry]) -> dict[date, Balance]:
    """The balance at the end of each day on which something moved, in the order of the days."""
    days: dict[date, Balance] = {}
    balance = Balance()
    for entry in sorted(entries, key=_day):
        balance = balance.plus(entry)
        days[_day(entry)] = balance
    return days


def balance_on(entries: Iterable[Entry], day: date) -> Balance:
    """The balance at the end of a day."""
    balance = Balance()
    for entry in entries:
        if _day(entry) <= day:
            balance = balance.plus(entry)
    return balance


def least_from(entries: Iterable[Entry], name: str, day: date) -> int:
    """The least that a part of the balance comes to from the end of a day on: what can still be
    taken from it."""
    days = balances(entries)
    before = [Balance(), *(balance for each, balance in days.items() if each <= day)]
    after = [balance for each, balance in days.items() if each > day]
    return min(int(getattr(balance, name)) for balance in [before[-1], *after])


def _day(entry: Entry) -> date:
    assert entry.entry_on
    return entry.entry_on


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that were not taken back, and take nothing back."""
    reversed_ones = {each.reverses for each in entries}
    return [each for each in entries if not each.reverses and each.id not in reversed_ones]


def check_day(entries: Sequence[Entry], new: Entry, today: date) -> None:
    """Refuse a day that is still to come, and for a loan one before its account began."""
    day = _day(new)
    if day > today:
        raise Refused(
            {"entry_on": _("{day} is still to come. The latest day is today, {today}.").format(
                day=date_text(day), today=date_text(today)
            )}
        )  # fmt: skip
    begun = [each for each in standing(entries) if each.kind in BEGINNINGS]
    if new.loan and begun and day < _day(first := min(begun, key=_day)):
        paid_out = _("The loan was paid out on {day}. Nothing can be entered before.")
        taken_over = _("The loan was taken over on {day}. Nothing can be entered before.")
        sentence = paid_out if first.kind == "disbursed" else taken_over
        raise Refused({"entry_on": sentence.format(day=date_text(_day(first)))})


def check_room(entries: Sequence[Entry], new: Entry, parts: Sequence[str] = LOAN_PARTS) -> None:
    """Refuse an entry of nothing or less, and one that takes more than there is, on its day or on
    any day after it.

    `entries` are those of the loan, or of the member's savings with `SAVINGS_PARTS`. The sentence
    says how much would be right.
    """
    if new.amount < 1:
        raise Refused({"amount": _("Enter an amount above 0.")})
    day, texts = _day(new), _too_much()
    for name in parts:
        if EFFECTS[new.kind].get(name) == -1 and new.amount > (
            room := least_from(entries, name, day)
        ):
            raise Refused({"amount": texts[name].format(room=money(room), day=date_text(day))})
    if new.kind in ("moved_overdue", "frozen") and new.amount > (
        room := least_from(entries, "in_term", day)
    ):
        raise Refused({"amount": texts["in_term"].format(room=money(room), day=date_text(day))})


def _too_much() -> dict[str, str]:
    return {
        "outstanding": _("At most {room} can be repaid on {day}: so much is outstanding."),
        "overdue": _("At most {room} is overdue on {day}."),
        "frozen": _("At most {room} is frozen on {day}."),
        "savings": _("At most {room} can be taken from the savings on {day}."),
        "in_term": _("At most {room} is outstanding, in term and not frozen, on {day}."),
    }


PAYMENTS = ("repaid", "repaid_from_savings", "interest_paid", "saved", "withdrawn")
"""Kinds under which money comes in or goes out by the hand of a member."""


def is_the_same(entries: Sequence[Entry], new: Sequence[Entry]) -> bool:
    """Whether all payments of these new ones stand in the ledger of that day already."""
    stands = {(each.kind, each.amount, each.entry_on) for each in standing(entries)}
    paid = {(each.kind, each.amount, each.entry_on) for each in new if each.kind in PAYMENTS}
    return bool(paid) and paid <= stands


def check_possible(entries: Sequence[Entry], parts: Sequence[str] = LOAN_PARTS) -> None:
    """Refuse entries of a loan, or of savings with their parts, that would make a balance
    impossible on any day."""
    for day, balance in balances(entries).items():
        if not balance.is_possible(parts):
            raise Refused(
                _(
                    "The balance of {day} would not be possible. Take back the later entries first."
                ).format(day=date_text(day))
            )


def clearing(entries: Sequence[Entry], repaid: Entry) -> list[Entry]:
    """What goes before a repayment: it ends what is overdue first, and a freezing of what it takes
    last."""
    day = _day(repaid)
    overdue = min(repaid.amount, least_from(entries, "overdue", day))
    left = least_from(entries, "outstanding", day) - repaid.amount
    unfrozen = max(least_from(entries, "frozen", day) - max(left, 0), 0)
    cleared = (("cleared_overdue", overdue), ("unfrozen", unfrozen))
    return [replace(repaid, kind=kind, amount=amount) for kind, amount in cleared if amount]


def reversal(entry: Entry, on: date, reason: str) -> Entry:
    """The entry that takes another back, booked on a day and counted from that of the other."""
    return replace(
        entry,
        id=EntryId(0),
        entry_on=on,
        value_on=None if on == entry.entry_on else entry.entry_on,
        amount=-entry.amount,
        note=reason,
        reverses=entry.id,
    )
