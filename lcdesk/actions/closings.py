"""Close a month or a year: its figures are kept with a checksum, a year's book too, and nothing
more is entered."""

from datetime import date

from lcdesk.actions.done import Done
from lcdesk.domain.closings import Closing
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import ClosingId
from lcdesk.i18n import _, date_text
from lcdesk.reporting import catalogue, figures
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookReader


def close(file: WardFile, span: str, day: date, today: date) -> Done:
    """Close the month or year (`span`) of a day, with its figures as the books have them now.

    Refused for one that has not ended or is closed already, and where its totals disagree.
    """
    period = Closing(span=span, month=day).period
    if period.last >= today:
        sentence = _("It can be closed after its last day, {day}.")
        raise Refused({"month": sentence.format(day=date_text(period.last))})
    if records.find(file, Closing, span=span, month=period.first.isoformat()):
        raise Refused({"month": _("The {period} is closed already.").format(period=period.name)})
    reader = BookReader(file, today)
    found = catalogue.figures_of(reader, period)
    found.check()
    with records.writing(file, "close", undoable=False) as write:
        kept = figures.keep(write, Closing(span=span, month=period.first), found)
        if span == "year":
            catalogue.keep_book(write, kept, reader)
    return Done(frozenset(write.touched), kept)


def reopen(file: WardFile, id: ClosingId, reason: str, today: date) -> Done:
    """Open a closed month or year again, with a reason; its figures follow the books again."""
    closing = records.get(file, Closing, id)
    with records.writing(file, "reopen", undoable=False) as write:
        write.remove(closing, reason, today)
        for paper in (figures.PAPER, catalogue.BOOK):
            printed.thaw(write, paper, closing.id)
    return Done(frozenset(write.touched))
