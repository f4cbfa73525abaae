"""What is closed."""

from datetime import date

from lcdesk.domain.closings import Closing, last_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def closing_of(file: WardFile, day: date) -> Closing | None:
    """What seals a day: the closing that ends last, where that is not before the day; None where
    the day is open."""
    last = last_of(records.find(file, Closing))
    return last if last and day <= last.period.last else None
