"""Tables of reports drawn on the canvas."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf.objects import Object
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from lcdesk.domain.reports import (
    COUNT,
    DAY,
    HEADING,
    MILLION,
    MONEY,
    PERCENT,
    SCORE,
    SUM,
    TEXT,
    Column,
    Row,
    Table,
    shown,
)
from lcdesk.i18n import in_language
from lcdesk.papers.grid.grid import Grid
from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.parts import TITLE
from lcdesk.papers.pdf.archive import ArchiveCanvas
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import TaggedText
from tests.papers.archival import assert_archival, elements_of, kids_of, read_out, span

WIDTH, HEIGHT = 165 * mm, 120 * mm
COLUMNS = (
    Column("number", "TT", COUNT, 10),
    Column("name", "Họ và tên", TEXT, 50),
    Column("amount", "Số tiền", MONEY, 30, "Cho vay"),
    Column("lent_on", "Ngày vay", DAY, 25, "Cho vay"),
    Column("rate", "Tỷ lệ", PERCENT, 15),
    Column("million", "Triệu đồng", MILLION, 20),
    Column("note", "Ghi chú", TEXT, 15),
)


def row(
    number: int,
    name: str = "Nguyễn Thị Hoa Sen",
    kind: str = "",
    million: int = 50_000_000,
    note: str | None = None,
) -> Row:
    return Row((number, name, 1_234_567 * number, "2026-09-05", 725, million, note), kind)


def table(rows: list[Row], columns: tuple[Column, ...] = COLUMNS) -> Table:
    return Table("loans", "Các khoản vay", columns, tuple(rows))


def document(
    *grids: Flowable,
    canvas: Callable[..., Canvas] = ArchiveCanvas,
    above: int = 0,
) -> bytes:
    """A page with a title, the tables, `above` points further down."""
    fonts.register()
    buffer = BytesIO()
    frame = Frame(40, 40, WIDTH, HEIGHT, 0, 0, 0, 0)
    template = PageTemplate(frames=[frame], pagesize=(WIDTH + 80, HEIGHT + 80))
    facts = {"title": "Sổ", "author": "Phường", "subject": "Vay", "lang": "vi-VN"}
    built = BaseDocTemplate(
        buffer, pageTemplates=[template], initialFontName=fonts.REGULAR, invariant=1, **facts
    )
    built.build([TaggedText("SỔ VAY VỐN", TITLE), Spacer(0, above), *grids], canvasmaker=canvas)
    return buffer.getvalue()


def printed(rows: list[Row], columns: tuple[Column, ...] = COLUMNS, **options: Any) -> bytes:
    with in_language("vi"):
        return document(Grid(table(rows, columns), WIDTH), **options)


def pages(data: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in opened]
    opened.close()
    return texts


def cells(data: bytes) -> list[str]:
    return [text for role, text in read_out(data) if role in ("TD", "TH")]


def test_a_table_is_archival_and_reads_row_by_row() -> None:
    data = printed([row(1), row(2, kind=SUM)])
    assert_archival(data)
    assert cells(data)[:8] == [
        "TT",
        "Họ và tên",
        "Cho vay",
        "Tỷ lệ",
        "Triệu đồng",
        "Ghi chú",
        "Số tiền",
        "Ngày vay",
    ]
    assert cells(data)[8:14] == ["1", "Nguyễn Thị Hoa Sen", "1.234.567", "05/09/2026", "7,25", "50"]


def test_the_same_table_gives_the_same_bytes() -> None:
    rows = [row(number) for number in range(1, 60)]
    assert printed(rows) == printed(rows)


def test_a_long_table_repeats_its_head_and_loses_no_row() -> None:
    data = printed([row(number, f"Người {number}") for number in range(1, 101)])
    assert_archival(data)
    texts = pages(data)
    assert len(texts) > 3
    assert all("Họ và tên" in text for text in texts)
    assert cells(data).count("Họ và tên") == 1
    assert [text for text in cells(data) if text.startswith("Người")] == [
        f"Người {number}" for number in range(1, 101)
    ]


@pytest.mark.parametrize("above", range(0, 300, 7))
def test_a_sum_never_stands_alone_and_a_heading_stays_with_its_rows(above: int) -> None:
    rows = [
        Row(("Tổ dân phố số 5",), HEADING),
        row(1, "Người đầu"),
        *(row(n, f"Người {n}") for n in range(2, 9)),
    ]
    texts = pages(printed([*rows, row(9, "Cộng", SUM)], above=above))
    assert all("Người 8" in text for text in texts if "Cộng" in text)
    assert all("Người đầu" in text for text in texts if "Tổ dân phố số 5" in text)
    assert sum("Cộng" in text for text in texts) == 1


def test_a_long_text_is_wrapped_and_all_of_it_is_there() -> None:
    name = "Nguyễn Thị Hoa Phượng Vĩ " * 12
    data = printed([row(1), row(2, name), row(3)])
    assert_archival(data)
    assert name.strip() in cells(data)
    assert_within(data)


def test_a_word_that_is_too_wide_becomes_smaller_and_then_breaks() -> None:
    data = printed([row(1, note="Ễ" * 60), row(10**9, note="Thuỷ lợi"), row(3)])
    assert_archival(data)
    assert "".join("".join(cells(data)).split()).count("Ễ") == 60
    assert_within(data)


def assert_within(data: bytes) -> None:
    opened = pypdfium2.PdfDocument(data)
    for page in opened:
        text = page.get_textpage()
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        assert (
            min(left for left, *_ in boxes) > 40
            and max(right for _, _, right, _ in boxes) < 40 + WIDTH
        )
        assert min(bottom for _, bottom, *_ in boxes) > 38
    opened.close()


def test_a_text_longer_than_a_page_goes_on_over_the_next() -> None:
    words = " ".join(f"từ{number}" for number in range(900))
    data = printed([row(1), row(2, words), row(3)])
    assert_archival(data)
    spoken = " ".join(cells(data))
    assert all(f"từ{number}" in spoken for number in range(900))


def test_a_table_without_rows_says_so() -> None:
    data = printed([])
    assert_archival(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        (only,) = kids_of(kids_of(_table(pdf))[-1])
        assert span(only, "/ColSpan") == len(COLUMNS)
    assert len(cells(data)) == len(COLUMNS) + 2


def _table(pdf: pikepdf.Pdf) -> Object:
    return next(element for element in elements_of(pdf) if element.S == "/Table")


def column_of(kind: str, *values: int | None) -> list[str]:
    """How a column prints these values."""
    columns = (Column("a", "A", kind), Column("b", "B", TEXT))
    return cells(printed([Row((value, None)) for value in values], columns))[2:]


def test_amounts_in_million_have_a_decimal_where_one_needs_it() -> None:
    assert column_of(MILLION, 1_000_000, -2_000_000_000) == ["1", "-2.000"]
    assert column_of(MILLION, 1_000_000, 1_250_000, 0) == ["1,0", "1,3", "0,0"]
    assert column_of(MILLION, -1_250_000, -20_000) == ["-1,3", "0,0"]
    assert column_of(MILLION, 1_000_000, 20_000) == ["1", "0"]


@pytest.mark.parametrize("kind", [PERCENT, SCORE])
def test_decimals_stand_beneath_each_other(kind: str) -> None:
    assert column_of(kind, 31_250, 1_835, 13_000) == ["312,50", "18,35", "130,00"]
    assert column_of(kind, 31_250, -40, 0) == ["312,5", "-0,4", "0,0"]
    assert column_of(kind, 31_200, -100, 123_400) == ["312", "-1", "1.234"]
    assert column_of(kind, -5, None) == ["-0,05"]


@pytest.mark.parametrize("kind", [MILLION, PERCENT, SCORE])
def test_decimals_say_what_a_value_says_elsewhere(kind: str) -> None:
    with in_language("vi"):
        for value in (
            0,
            5,
            -5,
            660,
            -1_235,
            49_999,
            50_000,
            -50_000,
            149_999,
            1_950_000,
            -123_456_789_012,
        ):
            assert column_of(kind, value) == [shown(kind, value)]


def test_what_pdf_has_a_meaning_for_is_a_letter_here() -> None:
    data = printed([row(1, "(a\\b) ((" + chr(92)), row(2, "ngoặc) đóng")])
    assert_archival(data)
    assert "(a\\b) ((\\" in cells(data) and "ngoặc) đóng" in cells(data)


def test_texts_are_composed_and_without_what_is_unseen() -> None:
    data = printed([row(1, "Nguye\u0302\u0303n\u200b  Hoa\n Sen"), row(2, "漢")])
    assert_archival(data)
    assert "Nguyễn Hoa Sen" in cells(data) and "\ufffd" in cells(data)


def test_letters_beyond_the_first_part_of_a_font_are_read_back() -> None:
    letters = "".join(map(chr, sorted(fonts.glyphs())))
    shown = [each for each in fonts.printable(letters) if each.isalpha() and ord(each) > 160][:400]
    names = ["".join(shown[i : i + 10]) for i in range(0, 400, 10)]
    data = printed([row(1, name) for name in names])
    assert_archival(data)
    assert set(map(fonts.printable, names)) <= set(cells(data))


def test_a_caption_belongs_to_its_table() -> None:
    fonts.register()
    grid = Grid(table([row(1), row(2)]), WIDTH)
    caption = TaggedText("Bảng 1", TITLE, Element("Caption", grid.element))
    data = document(caption, grid)
    assert_archival(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [str(kid.S) for kid in kids_of(_table(pdf))][:2] == ["/Caption", "/TR"]
    assert cells(data).count("Họ và tên") == 1


def test_a_bare_canvas_draws_the_same() -> None:
    rows = [row(number, "Hoa (Sen)") for number in range(1, 60)]
    plain, tagged = printed(rows, canvas=Canvas), printed(rows)
    assert pages(plain) == pages(tagged)


def test_nothing_is_drawn_while_pages_are_counted() -> None:
    def measuring(*arguments: BytesIO, **options: Any) -> ArchiveCanvas:
        canvas = ArchiveCanvas(*arguments, **options)
        canvas.measuring = True
        return canvas

    rows = [row(number) for number in range(1, 60)]
    texts = pages(printed(rows, canvas=measuring))
    assert len(texts) == len(pages(printed(rows)))
    assert not any("Họ và tên" in text for text in texts)


def test_the_start_is_where_the_table_may_first_break() -> None:
    rows = [Row(("Tổ",), HEADING), *(row(number) for number in range(1, 9))]
    grid = Grid(table(rows), WIDTH)
    first, second = grid.split(WIDTH, grid.start)
    assert first.wrap(WIDTH, 0)[1] == grid.start
    assert not grid.split(WIDTH, grid.start - 1)
    assert second.start < grid.start
