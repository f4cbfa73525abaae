"""Duties with a clock: what is due, what is late, and by how many days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.i18n import N_, _, number

AHEAD_DAYS = 30
"""Days ahead for which a duty is shown: an instalment is told a month before it falls due."""
KINDS = {
    "minutes": N_("Meetings without minutes"),
    "to_ward": N_("Lists to send to the ward"),
    "at_ward": N_("Lists waiting at the ward"),
    "to_bank": N_("Lists to send to the bank"),
    "at_bank": N_("Lists waiting at the bank"),
    "to_pay_out": N_("Approved, to be paid out"),
    "collection": N_("Months to collect"),
    "late": N_("Past due, to be moved to overdue"),
    "instalment": N_("Instalments falling due"),
    "overdue": N_("Overdue"),
    "use_check": N_("Use of new loans to check"),
    "wrong_use": N_("Wrong use to follow up"),
    "group_check": N_("Groups to check"),
    "unplanned": N_("Groups without a check this year"),
    "recommendation": N_("Recommendations to follow up"),
    "no_leader": N_("Groups without a leader"),
    "group_size": N_("Groups outside the size of the rule"),
    "left_behind": N_("Left the group with debt or savings"),
    "card": N_("Citizen cards that expire"),
}
"""The kinds of duty, in the order of an officer's day."""
BEFORE_CLOSING = (
    "minutes",
    "to_ward",
    "at_ward",
    "to_bank",
    "at_bank",
    "collection",
    "late",
    "use_check",
)
"""The kinds that are better done before their period is closed."""
FEW_NAMED = 3


@dataclass(frozen=True)
class Duty:
    """Something to do in a group: with the record `id` of `table`, 0 where one is yet to be made,
    by a day if any.

    `amount` is in đồng; `loan` is the id of the loan it is about, 0 where it is about none.
    """

    kind: str
    table: str
    id: int
    group: GroupId
    text: str
    due_on: date | None = None
    amount: int = 0
    loan: LoanId = LoanId(0)

    def days_left(self, today: date) -> int | None:
        """Days until it is due, below 0 where it is late."""
        return (self.due_on - today).days if self.due_on else None

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def told(duties: Sequence[Duty]) -> list[str]:
    """A line for each kind of these duties, in their order: how many, and which the first are."""
    lines = []
    for kind, found in groupby(duties, key=lambda each: each.kind):
        texts = [each.text for each in found]
        named = "; ".join(texts[:FEW_NAMED]) + ("; …" if len(texts) > FEW_NAMED else "")
        lines.append(f"{_(KINDS[kind])}: {number(len(texts))} ({named})")
    return lines
