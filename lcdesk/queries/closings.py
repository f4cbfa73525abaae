"""What is closed."""

from datetime import date

from lcdesk.domain.closings import Closing
from lcdesk.domain.days import first_of_month
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def closing_of(file: WardFile, day: date) -> Closing | None:
    """What closes the ledger of a day: its month or its year; None where it is open."""
    months = records.find(file, Closing, span="month", month=first_of_month(day).isoformat())
    years = records.find(file, Closing, span="year", month=day.replace(month=1, day=1).isoformat())
    return next(iter([*years, *months]), None)
