"""Reports as workbooks: numbers one can count with, days as days, and nothing that Excel would run."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from lcdesk.domain.reports import (
    COUNT,
    DAY,
    MILLION,
    MONEY,
    PERCENT,
    SCORE,
    SUM,
    Column,
    Report,
    Row,
    Section,
    Table,
)
from lcdesk.exchange.workbook import workbook

COLUMNS = (
    Column("number", "TT", COUNT),
    Column("name", "Họ và tên"),
    Column("born_on", "Ngày sinh", DAY),
    Column("debt", "Dư nợ", MONEY, over="Nợ"),
    Column("sum", "Tổng", MILLION, over="Nợ"),
    Column("share", "Tỷ lệ", PERCENT),
    Column("score", "Điểm", SCORE),
)
ROW = Row((1, "Nguyễn Thị Thược Dược", "1980-05-06", 50_000_000, 242_780_000_000, 792, 8750))


def opened(*tables: Table, titles: tuple[str, ...] = ("I. Danh sách",)) -> Workbook:
    sections = tuple(Section(title, tables=tables) for title in titles)
    report = Report(
        "loans",
        "DANH SÁCH",
        "Năm 2026",
        issuer=("PHƯỜNG MẪU",),
        dated=date(2026, 9, 5),
        sections=sections,
    )
    return load_workbook(BytesIO(workbook(report)))


def table(*rows: Row, title: str = "", note: str = "") -> Table:
    return Table("t", title, COLUMNS, rows, note)


def test_numbers_are_numbers_and_days_are_days() -> None:
    (sheet,) = opened(
        table(ROW, Row((None, "Cộng", None, 50_000_000, None, None, None), SUM))
    ).worksheets
    assert [cell.value for cell in sheet[4]] == [
        "TT", "Họ và tên", "Ngày sinh", "Nợ: Dư nợ", "Nợ: Tổng", "Tỷ lệ", "Điểm",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[5]] == [
        1,
        "Nguyễn Thị Thược Dược",
        datetime(1980, 5, 6),
        50_000_000,
        242_780_000_000,
        7.92,
        87.5,
    ]
    assert sheet["E5"].number_format == "#,##0.0,," and sheet["C5"].number_format == "dd/mm/yyyy"
    assert sheet["D6"].font.bold and sheet["A6"].value is None
    assert sheet.freeze_panes == "C5"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    for text in ("=1+1", "+84 912", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"):
        (sheet,) = opened(table(Row((1, text, "", 0, 0, 0, 0)))).worksheets
        cell = sheet["B5"]
        assert (cell.value.strip(), cell.data_type) == (text.strip(), "s")


def test_leading_zeros_of_an_id_survive() -> None:
    (sheet,) = opened(table(Row((1, "001080000123", "", 0, 0, 0, 0)))).worksheets
    assert sheet["B5"].value == "001080000123"


def test_every_table_has_a_sheet_with_a_name_of_its_own() -> None:
    long = "Số liệu tổng hợp theo tổ chức chính trị - xã hội [2026]/*?"
    book = opened(table(ROW), table(ROW), titles=(long, long))
    assert len(book.sheetnames) == len({name.lower() for name in book.sheetnames}) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in book.sheetnames)


def test_nothing_is_0_only_where_it_is_0() -> None:
    (sheet,) = opened(table(Row((1, "", "", 0, None, 0, None)))).worksheets
    assert [cell.value for cell in sheet[5]] == [1, None, None, 0, None, 0, None]


def test_a_report_without_tables_is_an_empty_sheet() -> None:
    assert len(opened().worksheets) == 1


def test_the_note_stands_below() -> None:
    (sheet,) = opened(table(ROW, note="Một hộ tính một lần.")).worksheets
    assert sheet["A7"].value == "Một hộ tính một lần."
