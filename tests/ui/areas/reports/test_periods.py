"""Periods as they are typed, shown and stepped through; what of a report its first page needs."""

from datetime import date

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.periods import Period, month, quarter, year
from lcdesk.domain.reports import Chart, Column, Report, Row, Section, Series, Table
from lcdesk.ui.areas.reports import periods
from lcdesk.ui.areas.reports.first_page import MOST_ROWS, first_page
from lcdesk.ui.areas.reports.periods import MONTH, QUARTER, SPAN, YEAR

TODAY = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (YEAR, "2025", year(2025)),
        (YEAR, " . ", year(2026)),
        (MONTH, "6/2025", month(date(2025, 6, 1))),
        (MONTH, "06.2025", month(date(2025, 6, 1))),
        (MONTH, "06 2025", month(date(2025, 6, 1))),
        (MONTH, "6", month(date(2026, 6, 1))),
        (MONTH, ".", month(TODAY)),
        (QUARTER, "2/2025", quarter(date(2025, 4, 1))),
        (QUARTER, "ii/2025", quarter(date(2025, 4, 1))),
        (QUARTER, "IV", quarter(date(2026, 10, 1))),
    ],
)
def test_a_period_is_read_as_officers_write_it(kind: str, text: str, expected: Period) -> None:
    assert periods.read(kind, text, TODAY) == expected
    shown = periods.typed(kind, expected)
    assert periods.read(kind, shown, TODAY) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (YEAR, "25"),
        (YEAR, "0000"),
        (YEAR, "9999"),
        (YEAR, ""),
        (YEAR, "٢٠٢٦"),
        (MONTH, "13/2025"),
        (MONTH, "0/2025"),
        (MONTH, "II/2025"),
        (MONTH, ""),
        (MONTH, "6/25"),
        (QUARTER, "5/2025"),
        (QUARTER, "0"),
        (QUARTER, "VI/2025"),
        (QUARTER, "quý hai"),
    ],
)
def test_what_is_no_period_is_told_with_an_example(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match="2026"):
        periods.read(kind, text, TODAY)


def test_days_are_read_each_and_must_not_be_reversed() -> None:
    assert periods.read_span("5/1/2026", "10/2", TODAY) == (
        Period(date(2026, 1, 5), date(2026, 2, 10)),
        {},
    )
    period, wrong = periods.read_span("35/1/2026", "", TODAY)
    assert period is None and set(wrong) == {"first", "last"}
    with pytest.raises(Refused) as refused:
        periods.read_span("10/2/2026", "5/1/2026", TODAY)
    assert set(refused.value.complaints) == {"last"}


@pytest.mark.parametrize(
    "start", [month(date(2024, 2, 9)), quarter(TODAY), year(2025), Period(TODAY, TODAY)]
)
def test_steps_lead_there_and_back(start: Period) -> None:
    later = periods.step(start, back=False)
    assert later.first.toordinal() == start.last.toordinal() + 1
    assert later.months == start.months
    assert periods.step(later, back=True) == start


def test_steps_end_with_the_calendar() -> None:
    assert periods.step(year(2100), back=False) == year(2100)
    assert periods.step(year(1900), back=True) == year(1900)
    long = Period(date(1900, 1, 1), date(2100, 12, 31))
    assert periods.step(long, back=True) == periods.step(long, back=False) == long


def test_another_kind_of_period_stays_where_the_first_ended() -> None:
    assert periods.changed(MONTH, year(2025), TODAY) == month(date(2025, 12, 1))
    assert periods.changed(MONTH, year(2026), TODAY) == month(TODAY)
    assert periods.changed(QUARTER, year(2027), TODAY) == quarter(date(2027, 1, 1))
    assert periods.changed(YEAR, month(date(2024, 5, 1)), TODAY) == year(2024)
    assert periods.changed(SPAN, year(2025), TODAY) == year(2025)


def _table(rows: int) -> Table:
    return Table(
        "many",
        "",
        (Column("name", "Tên"),),
        tuple(Row((f"Dòng {number}",)) for number in range(rows)),
    )


def test_a_short_report_is_its_own_first_page() -> None:
    chart = Chart("Biểu đồ", ("A",), (Series("B", (1,)),))
    report = Report(
        "x", "X", "", sections=(Section("A", ("Câu",), (chart,), (_table(10), _table(9))),)
    )
    assert first_page(report) is report


def test_a_long_report_is_cut_behind_what_its_first_page_holds() -> None:
    sections = (Section("A", ("Câu",), (), (_table(5000), _table(3))), Section("B", ("Câu",)))
    first = first_page(Report("x", "X", "", sections=sections))
    assert [len(table.rows) for section in first.sections for table in section.tables] == [
        MOST_ROWS - 1
    ]
    assert [section.title for section in first.sections] == ["A"]


def test_of_a_book_it_is_the_cover() -> None:
    book = Report("x", "X", "", sections=(Section("A", ("Câu",)),), bound=True)
    assert first_page(book).sections == ()
