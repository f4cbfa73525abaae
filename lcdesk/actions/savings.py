"""Move the savings of a member outside the monthly collection."""

from datetime import date

from lcdesk.actions import posting
from lcdesk.actions.done import Done
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.errors import renamed
from lcdesk.domain.ledger import Entry
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def move(file: WardFile, kind: str, asked: SavingsMove, today: date) -> Done:
    """Enter savings paid in, withdrawn, or the interest on them: `kind` is saved, withdrawn or
    saving_interest.

    Refused for a day to come or in a closed month, for more than there is, and for a receipt
    entered before.
    """
    entry = Entry(
        member=asked.member,
        entry_on=asked.moved_on,
        kind=kind,
        amount=asked.amount,
        receipt=asked.receipt,
        note=asked.note,
    )
    with records.writing(file, kind, undoable=False) as write, renamed(entry_on="moved_on"):
        posting.post_savings(write, entry, today)
    return Done(frozenset(write.touched))
