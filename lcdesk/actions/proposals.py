"""Send proposal lists to the ward and the bank, and write down what they decide."""

from dataclasses import replace
from datetime import date

from lcdesk.actions.done import Done
from lcdesk.actions.road import step
from lcdesk.domain import proposals as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import value_fields
from lcdesk.domain.ids import ProposalListId
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.proposals import BANK_FACTS, WARD_FACTS, Listed, ProposalLine, ProposalList
from lcdesk.domain.rules import Offer, beside, unanswered
from lcdesk.i18n import _
from lcdesk.printing import papers
from lcdesk.queries.proposal_lists import list_of, listed
from lcdesk.queries.rules import judgement
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing


def save_list(file: WardFile, made: ProposalList, today: date) -> Done:
    """Write down what the ward and the bank say. What was newly entered moves the applications;
    papers are renewed.

    Refused, naming every field, for what cannot be: sending before the meeting, a decision before
    its sending, on a withdrawn line, above the proposed amount, or in the place of one that stands;
    and where the ward confirms what newly breaks a rule without a reason. What the bank grants
    against a rule is noted with its
    step.
    """
    before = records.get(file, ProposalList, made.id)
    about = listed(file, before)
    broken = rules.sending_complaints(before, made, records.get(file, Meeting, before.meeting))
    broken |= {
        f"lines.{index}.{name}": text
        for index, each in enumerate(about)
        for name, text in {
            **_ward_complaints(file, before, made, index, each),
            **rules.line_complaints(before, made, index, each, today),
        }.items()
    }
    if broken:
        raise Refused(broken)
    with records.writing(file, "save_list", undoable=False) as write:
        saved = write.save(made)
        for index, each in enumerate(about):
            _move(write, before, saved, index, each)
        papers.freeze_list(write, saved)
    return Done(frozenset(write.touched), saved)


def _ward_complaints(
    file: WardFile, before: ProposalList, after: ProposalList, index: int, listed: Listed
) -> dict[str, str]:
    """The ward confirms what a rule is against only with a reason."""
    was, line = before.lines[index], after.lines[index]
    if line.ward_result != "confirmed" or was.ward_result == line.ward_result:
        return {}
    if not after.confirmed_on:
        return {}
    application = records.get(file, Application, line.application)
    offer = Offer(after.confirmed_on, listed.proposed_amount, listed.proposed_term_months)
    found = judgement(file, application, offer).objections
    return unanswered(beside(found, (), "ward_reason"), line.ward_reason, "ward_reason")


def _move(
    write: Writing, before: ProposalList, after: ProposalList, index: int, listed: Listed
) -> None:
    for move in rules.moves(before, after, index, listed.state):
        line = after.lines[index]
        application = records.get(write.file, Application, line.application)
        offers = {
            "confirmed": Offer(move.on, listed.proposed_amount, listed.proposed_term_months),
            "approved": Offer(
                move.on, line.approved_amount, line.approved_term_months, line.approved_rate
            ),
        }
        offer = offers.get(move.ahead)
        kept = judgement(write.file, application, offer).kept if offer else ()
        step(
            write,
            application,
            move.ahead,
            move.on,
            number=move.number,
            reason=move.reason,
            broken_rules=kept,
        )


def send_again(file: WardFile, id: ProposalListId, today: date) -> Done:
    """Send what lies behind: lines that the ward returned go to it again, lines confirmed later go
    to the bank."""
    made = records.get(file, ProposalList, id)
    with records.writing(file, "send_again", undoable=False) as write:
        lines = tuple(_sent_again(write, made, line, today) for line in made.lines)
        if lines == made.lines and "step" not in write.touched:
            raise Refused(
                _(
                    "Nothing lies behind: no line was returned, and every confirmed one is at the "
                    "bank."
                )
            )
        saved = write.save(replace(made, lines=lines))
        papers.freeze_list(write, saved)
    return Done(frozenset(write.touched), saved)


def _sent_again(
    write: Writing, made: ProposalList, line: ProposalLine, today: date
) -> ProposalLine:
    application = records.get(write.file, Application, line.application)
    if application.state in ("proposed", "returned") and made.sent_to_ward_on:
        step(write, application, "sent_to_ward", today)
        return _without(line, WARD_FACTS)
    if application.state == "confirmed" and made.sent_to_bank_on:
        step(write, application, "sent_to_bank", today)
    return line


def clear_line(write: Writing, application: Application) -> None:
    """Take what no longer holds from the list of an application that went a step back, and renew
    its paper."""
    facts = {
        "sent_to_bank": BANK_FACTS,
        "sent_to_ward": (*WARD_FACTS, *BANK_FACTS),
        "proposed": (*WARD_FACTS, *BANK_FACTS),
    }.get(application.state, ())
    made = list_of(write.file, application.id)
    if made is None:
        return
    lines = tuple(
        _without(line, facts) if line.application == application.id else line for line in made.lines
    )
    papers.freeze_list(write, write.save(replace(made, lines=lines)) if facts else made)


def _without(line: ProposalLine, facts: tuple[str, ...]) -> ProposalLine:
    return replace(
        line,
        **{each.name: each.kind.empty for each in value_fields(ProposalLine) if each.name in facts},
    )
