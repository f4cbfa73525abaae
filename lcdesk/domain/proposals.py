"""The proposal list, form 03/TD, on its way to the ward and the bank: what each says of each
line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lcdesk.domain.applications import STATES
from lcdesk.domain.fields import Entity, Lines, Record, field
from lcdesk.domain.ids import ApplicationId, GroupId, MeetingId, ProgrammeId, ProposalListId
from lcdesk.domain.kinds import Choice, Date, Money, Number, Rate, Reference, Text
from lcdesk.domain.meetings import Meeting
from lcdesk.i18n import N_, _, date_text, money

WARD_RESULTS = {"confirmed": N_("confirmed"), "returned": N_("returned")}
LIST_STATES = {
    "to_ward": N_("to be sent to the ward"),
    "at_ward": N_("at the ward"),
    "to_bank": N_("to be sent to the bank"),
    "at_bank": N_("at the bank"),
    "answered": N_("answered"),
}
WAITING = {
    "proposed": "to_ward",
    "returned": "to_ward",
    "sent_to_ward": "at_ward",
    "confirmed": "to_bank",
    "sent_to_bank": "at_bank",
}
"""What a list with an application in a state waits for; one with none of these is answered."""
BANK_RESULTS = {"approved": N_("approved"), "not_this_time": N_("not this time")}
WARD_FACTS = ("ward_result", "ward_reason")
BANK_FACTS = (
    "bank_result",
    "approved_amount",
    "approved_term_months",
    "approved_rate",
    "decided_on",
    "bank_reason",
)

WARD = N_("The ward")
BANK = N_("The bank")


class ProposalLine(Record):
    """One application on the list, with what the ward and the bank say of it; "" where they have
    not yet."""

    application: ApplicationId = field(
        N_("Application"), Reference(target="application"), required=True
    )
    ward_result: str = field(N_("Answer of the ward"), Choice(options=WARD_RESULTS))
    ward_reason: str = field(N_("Reason of the ward"), Text())
    bank_result: str = field(N_("Answer of the bank"), Choice(options=BANK_RESULTS))
    approved_amount: int = field(N_("Approved amount"), Money())
    approved_term_months: int = field(N_("Approved term, months"), Number(most=600))
    approved_rate: int = field(N_("Rate, % a year"), Rate())
    decided_on: date | None = field(N_("Decided on"), Date())
    bank_reason: str = field(N_("Reason of the bank"), Text())


class ProposalList(Entity):
    """The applications of one programme that a meeting proposes."""

    id: ProposalListId = ProposalListId(0)
    labels: ClassVar[tuple[str, ...]] = ("id",)
    order: ClassVar[str] = "id"
    newest_first: ClassVar[bool] = True
    found_by: ClassVar[tuple[str, ...]] = ("group", "programme")

    group: GroupId = field(
        N_("Savings group"), Reference(target="group"), required=True, column=True, section=""
    )
    meeting: MeetingId = field(
        N_("Review meeting"), Reference(target="meeting"), required=True, column=True, section=""
    )
    programme: ProgrammeId = field(
        N_("Programme"), Reference(target="programme"), required=True, column=True, section=""
    )
    sent_to_ward_on: date | None = field(N_("Sent to the ward on"), Date(), section=WARD)
    sent_to_ward_number: str = field(N_("Number"), Text(limit=50), section=WARD)
    confirmed_on: date | None = field(N_("Answer of the ward on"), Date(), section=WARD)
    confirmed_number: str = field(N_("Number of the answer"), Text(limit=50), section=WARD)
    sent_to_bank_on: date | None = field(N_("Sent to the bank on"), Date(), section=BANK)
    sent_to_bank_number: str = field(N_("Number"), Text(limit=50), section=BANK)
    notice_number: str = field(N_("Number of notice 04/TD"), Text(limit=50), section=BANK)
    lines: tuple[ProposalLine, ...] = field(N_("Applications"), Lines(of=ProposalLine))

    def complaints(self, today: date) -> dict[str, str]:
        broken = {}
        before: date | None = None
        for name in ("sent_to_ward_on", "confirmed_on", "sent_to_bank_on"):
            day = getattr(self, name)
            if day and day > today:
                broken[name] = _("This day is still to come.")
            elif day and before and day < before:
                broken[name] = _("This cannot lie before {day}.").format(day=date_text(before))
            before = day or before
        if self.confirmed_on and not self.sent_to_ward_on:
            broken["sent_to_ward_on"] = _("Enter when the list was sent to the ward.")
        if self.sent_to_bank_on and not self.confirmed_on:
            broken["confirmed_on"] = _("Enter when the ward answered.")
        return broken


def sending_complaints(
    before: ProposalList, after: ProposalList, meeting: Meeting
) -> dict[str, str]:
    """No list goes to the ward before its meeting: what is newly entered is asked."""
    sent, held = after.sent_to_ward_on, meeting.held_on
    if sent and held and sent < held and sent != before.sent_to_ward_on:
        sentence = _("The meeting that proposes this was held on {day}; the list goes out later.")
        return {"sent_to_ward_on": sentence.format(day=date_text(held))}
    return {}


def list_state(states: Iterable[str]) -> str:
    """One of `LIST_STATES`, by the states of the applications on a list: what lies furthest
    behind."""
    found = {WAITING.get(state, "answered") for state in states}
    return next(state for state in LIST_STATES if state in found)


@dataclass(frozen=True)
class Listed:
    """What judging a line needs to know of its application: who asks, in which state it is,
    proposed amount in đồng and months, and the programme's rate in thousandths of a per cent."""

    borrower: str
    state: str
    proposed_amount: int
    proposed_term_months: int = 0
    usual_rate: int = 0


@dataclass(frozen=True)
class RoadMove:
    """A step of an application that a list brings about."""

    ahead: str
    on: date
    number: str = ""
    reason: str = ""


def moves(before: ProposalList, after: ProposalList, index: int, state: str) -> Iterator[RoadMove]:
    """The steps that newly entered facts mean for a line, given the state of its application."""
    was, line = before.lines[index], after.lines[index]
    if after.sent_to_ward_on and not before.sent_to_ward_on and state in ("proposed", "returned"):
        yield RoadMove("sent_to_ward", after.sent_to_ward_on, after.sent_to_ward_number)
    if line.ward_result and line.ward_result != was.ward_result and after.confirmed_on:
        yield RoadMove(
            line.ward_result, after.confirmed_on, after.confirmed_number, line.ward_reason
        )
        state = line.ward_result
    if after.sent_to_bank_on and not before.sent_to_bank_on and state == "confirmed":
        yield RoadMove("sent_to_bank", after.sent_to_bank_on, after.sent_to_bank_number)
    if line.bank_result and line.bank_result != was.bank_result and line.decided_on:
        yield RoadMove(line.bank_result, line.decided_on, after.notice_number, line.bank_reason)


def line_complaints(
    before: ProposalList, after: ProposalList, index: int, listed: Listed, today: date
) -> dict[str, str]:
    """Why what was entered in a line cannot stand: sentence by field name."""
    was, line = before.lines[index], after.lines[index]
    changed = [
        name for name in (*WARD_FACTS, *BANK_FACTS) if getattr(was, name) != getattr(line, name)
    ]
    if not changed:
        return {}
    if listed.state == "withdrawn":
        sentence = _("{name} has withdrawn; nothing is decided on this line any more. Clear it.")
        return {changed[0]: sentence.format(name=listed.borrower)}
    if listed.state in ("disbursed", "active", "settled"):
        return {
            changed[0]: _("{name} was paid out; the line stays as it is.").format(
                name=listed.borrower
            )
        }
    if behind := _left_behind(before, was, line, listed):
        return behind
    return {
        **_taken_back(was, line),
        **_ward_complaints(after, line),
        **_bank_complaints(after, line, listed, today),
    }


def _left_behind(
    before: ProposalList, was: ProposalLine, line: ProposalLine, listed: Listed
) -> dict[str, str]:
    """A line that was not sent along when the list was is sent again before it gets a result."""
    to_ward = listed.state in ("proposed", "returned") and before.sent_to_ward_on
    if to_ward and line.ward_result not in ("", was.ward_result):
        sentence = _("{name} is not at the ward now. Send what lies behind first.")
        return {"ward_result": sentence.format(name=listed.borrower)}
    to_bank = listed.state in ("sent_to_ward", "confirmed") and before.sent_to_bank_on
    if (
        to_bank
        and line.ward_result == "confirmed"
        and line.bank_result not in ("", was.bank_result)
    ):
        sentence = _("{name} is not at the bank now. Send what lies behind first.")
        return {"bank_result": sentence.format(name=listed.borrower)}
    return {}


def _taken_back(was: ProposalLine, line: ProposalLine) -> dict[str, str]:
    """A result that stands is changed by going a step back with a reason."""
    names = [each for each in ("ward_result", "bank_result") if getattr(was, each)]
    return {
        name: _(
            "This was “{state}” already. Go a step back on the application, with a reason."
        ).format(state=_(STATES[getattr(was, name)]))
        for name in names
        if getattr(was, name) != getattr(line, name)
    }


def _ward_complaints(made: ProposalList, line: ProposalLine) -> dict[str, str]:
    if line.ward_result and not made.sent_to_ward_on:
        return {"ward_result": _("Enter above when the list was sent to the ward.")}
    if line.ward_result and not made.confirmed_on:
        return {"ward_result": _("Enter above when the ward answered.")}
    if line.ward_result == "returned" and not line.ward_reason:
        return {"ward_reason": _("Write why the ward returned this.")}
    return {}


def _bank_complaints(
    made: ProposalList, line: ProposalLine, listed: Listed, today: date
) -> dict[str, str]:
    if not line.bank_result:
        return {}
    if line.ward_result != "confirmed":
        return {"bank_result": _("The ward has not confirmed {name}.").format(name=listed.borrower)}
    if not made.sent_to_bank_on:
        return {"bank_result": _("Enter above when the list was sent to the bank.")}
    broken = {}
    if not line.decided_on or not made.sent_to_bank_on <= line.decided_on <= today:
        broken["decided_on"] = _("The day of the decision lies from {first} to {last}.").format(
            first=date_text(made.sent_to_bank_on), last=date_text(today)
        )
    if line.bank_result == "not_this_time":
        return (
            broken
            if line.bank_reason
            else {**broken, "bank_reason": _("Write why the bank does not lend now.")}
        )
    if not 0 < line.approved_amount <= listed.proposed_amount:
        broken["approved_amount"] = _(
            "The approved amount is from 1 đ to the {proposed} proposed."
        ).format(proposed=money(listed.proposed_amount))
    missing = {
        "approved_term_months": _("The approved term is missing."),
        "approved_rate": _("The approved rate is missing."),
    }
    return broken | {name: text for name, text in missing.items() if not getattr(line, name)}
