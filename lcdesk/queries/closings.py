"""What is closed."""

from datetime import date

from lcdesk.domain.closings import Closing, last_of
from lcdesk.storage import lookups, records
from lcdesk.storage.database import WardFile


def closing_of(file: WardFile, day: date) -> Closing | None:
    """What seals a day: the closing that ends last, where that is not before the day; None where
    the day is open."""
    ids = lookups.closings_since(file, day.replace(month=1, day=1).isoformat())
    last = last_of(list(records.by_id(file, Closing, ids).values()))
    return last if last and day <= last.period.last else None
