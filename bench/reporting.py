"""Reports of a ward of 4,800 households and five years of monthly entries."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from bench.rows import Row, ratios, seconds
from bench.ward import PASSWORD
from lcdesk.demo.decade import LAST_DAY, make_decade
from lcdesk.domain import periods
from lcdesk.reporting import catalogue, exports, figures
from lcdesk.reporting.report_kind import complete
from lcdesk.reporting.request import Request
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting.books import BookReader
from lcdesk.ui.areas.reports.first_page import first_page

RUNS, PAIRS = 5, 3
TODAY = date(2025, 1, 10)
YEAR = periods.year(LAST_DAY.year)


def rows(folder: Path) -> Iterator[Row]:
    file = make_decade(folder / "decade.lcdesk", PASSWORD)
    book = catalogue.make(file, Request("year-book", YEAR), TODAY)
    register = catalogue.make(file, Request("borrowers", YEAR), TODAY)

    def counted(_number: int) -> object:
        return figures.counted(BookReader(file, TODAY), YEAR)

    def book_written(_number: int) -> object:
        return exports.as_pdf(file, book)

    def register_written(_number: int) -> object:
        return exports.as_pdf(file, register)

    name = "figures of a year, books read and totals compared"
    yield Row(
        f"{name} ÷ PDF of the year's book", 0.5, tuple(ratios(counted, book_written, RUNS, 1))
    )
    yield Row(
        f"{name} ÷ PDF of its borrowers", 1, tuple(ratios(counted, register_written, RUNS, PAIRS))
    )
    yield Row("another period in the pane: its new first page", 300, tuple(_switches(file)), "ms")
    file.close()


def _switches(file: WardFile) -> Iterator[float]:
    """Month after month, each asked for the first time, as one steps through a year."""
    reader = BookReader(file, TODAY)
    for month in range(1, 13):
        request = Request("summary", periods.month(date(LAST_DAY.year, month, 1)))
        yield seconds(partial(_first_page, file, reader, request)) * 1000


def _first_page(file: WardFile, reader: BookReader, request: Request) -> bytes:
    return exports.as_pdf(file, first_page(complete(*catalogue.begin(reader, request, draft=True))))
