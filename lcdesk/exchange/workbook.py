"""A report as an Excel workbook: a sheet for each table, numbers as numbers, texts never as
formulas."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from lcdesk.domain.kinds import Date, Kind, Million, Money, Number, Percent, Rate
from lcdesk.domain.reports import SUM, Cell, Column, Report, Table

_FORMATS: dict[type[Kind], str] = {
    Number: "#,##0",
    Money: "#,##0",
    Million: "#,##0.0,,",  # whole đồng in the cell, million to the eye
    Percent: "0.00",
    Rate: "0.0##",
    Date: "dd/mm/yyyy",
}
_LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_HEAD_ROW = 4


def workbook(report: Report) -> bytes:
    """The bytes of an .xlsx file. A sheet begins with title and period; its table stands from row 4
    on."""
    from openpyxl import Workbook  # takes a fifth of a second to import

    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = report.title, " ".join(report.issuer)
    if report.dated:
        book.properties.created = book.properties.modified = datetime.combine(
            report.dated, datetime.min.time()
        )
    for name, title, table in _named(report):
        _fill(book.create_sheet(name), report, title, table)
    if not book.worksheets:
        book.create_sheet("1")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _named(report: Report) -> Iterator[tuple[str, str, Table]]:
    """Every table with a name for its sheet that no other has, and its title."""
    taken: set[str] = set()
    for section in report.sections:
        for table in section.tables:
            title = " – ".join(filter(None, (section.title, table.title))) or report.title
            name, number = _NO_NAME.sub(" ", title)[:_LONGEST_NAME].strip() or "1", 1
            while name.lower() in taken:
                number += 1
                name = f"{name[: _LONGEST_NAME - 4]} ({number})"
            taken.add(name.lower())
            yield name, title, table


def _fill(sheet: Any, report: Report, title: str, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    bold, wrapped = (
        Font(bold=True),
        Alignment(wrap_text=True, vertical="center", horizontal="center"),
    )
    _put(sheet.cell(1, 1), title).font = Font(bold=True, size=14)
    _put(sheet.cell(2, 1), f"{report.title} · {report.period}")
    for place, column in enumerate(table.columns, 1):
        head = _put(
            sheet.cell(_HEAD_ROW, place), ": ".join(filter(None, (column.over, column.title)))
        )
        head.font, head.alignment = bold, wrapped
        sheet.column_dimensions[get_column_letter(place)].width = max(column.width / 1.9, 8)
    for place, row in enumerate(table.rows, _HEAD_ROW + 1):
        for position, (column, value) in enumerate(zip(table.columns, row.cells, strict=False), 1):
            cell = _put(
                sheet.cell(place, position),
                _value(column, value),
                _FORMATS.get(type(column.values), ""),
            )
            if row.kind == SUM:
                cell.font = bold
    for place, text in enumerate(
        filter(None, (table.note, report.agreement)), _HEAD_ROW + len(table.rows) + 2
    ):
        _put(sheet.cell(place, 1), text)
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 1, 3)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _value(column: Column, value: Cell) -> str | int | float | date | None:
    """A cell as Excel counts with it: shares, rates and scores with decimals, days as dates."""
    kind = column.values
    if isinstance(kind, Percent | Rate) and isinstance(value, int):
        return value / kind.unit
    if isinstance(kind, Date) and isinstance(value, str):
        return kind.loaded(value)
    return value if kind.numeric or value else None


def _put(cell: Any, value: str | int | float | date | None, number_format: str = "") -> Any:
    """Write a value. A text stays a text, also one that begins like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif number_format:
        cell.number_format = number_format
    return cell
