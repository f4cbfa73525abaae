"""Close a month or a year: its figures are kept with a checksum, a year's book too, and nothing
more is entered up to its last day."""

from datetime import date

from lcdesk.actions.done import Done
from lcdesk.domain import closings as rules
from lcdesk.domain.closings import Closing
from lcdesk.domain.errors import Refused
from lcdesk.domain.ids import ClosingId
from lcdesk.domain.periods import Period
from lcdesk.i18n import _, date_text
from lcdesk.reporting import catalogue, figures
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookReader


def check(file: WardFile, span: str, day: date, today: date) -> Period:
    """The month or year (`span`) of a day. Refused for one that has not ended, is closed already or
    is not the next in their order."""
    period = Closing(span=span, month=day).period
    if period.last >= today:
        sentence = _("It can be closed after its last day, {day}.")
        raise Refused({"month": sentence.format(day=date_text(period.last))})
    if wrong := rules.order_complaint(records.find(file, Closing), period):
        raise Refused({"month": wrong})
    return period


def close(file: WardFile, span: str, day: date, today: date) -> Done:
    """Close the month or year (`span`) of a day, with its figures as the books have them now; every
    day up to its end is sealed.

    Refused as by `check`, and where its totals disagree.
    """
    period = check(file, span, day, today)
    reader = BookReader(file, today)
    found = catalogue.figures_of(reader, period)
    found.check()
    with records.writing(file, "close", undoable=False) as write:
        kept = figures.keep(write, Closing(span=span, month=period.first), found)
        if span == "year":
            catalogue.keep_book(write, kept, reader)
    return Done(frozenset(write.touched), kept)


def reopen(file: WardFile, id: ClosingId, reason: str, today: date) -> Done:
    """Open a closed month or year again, with a reason; its figures follow the books again.

    Refused where another was closed after it: the last is reopened first.
    """
    closing = records.get(file, Closing, id)
    last = rules.last_of(records.find(file, Closing))
    if last and last.id != id:
        sentence = _("The {period} was closed after it. Reopen that first.")
        raise Refused(sentence.format(period=last.period.name))
    with records.writing(file, "reopen", undoable=False) as write:
        write.remove(closing, reason, today)
        for paper in (figures.PAPER, catalogue.BOOK):
            printed.thaw(write, paper, closing.id)
    return Done(frozenset(write.touched))
