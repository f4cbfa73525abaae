"""Reports laid out and read back: what stands where, and what may not stand alone."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from lcdesk.domain.reports import (
    COUNT,
    MILLION,
    MONEY,
    PERCENT,
    SCORE,
    Chart,
    Column,
    Report,
    Row,
    Section,
    Series,
    Signature,
    Table,
)
from lcdesk.i18n import in_language
from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.parts import Typesetter
from lcdesk.papers.kit.wording import shipped, texts_of
from lcdesk.papers.reports import sections
from lcdesk.papers.reports.report import render_report
from tests.papers.archival import assert_archival, read_out
from tests.papers.reading import pages, squeezed
from tests.papers.reports import samples

NAME = "Nguyễn Thị Hoa Phượng Vĩ Trường Xuân "
SIGNING = shipped()["report"]["signing"]


def rendered(report: Report, **options: Any) -> bytes:
    return render_report(report, shipped(), title=report.title, author="Phường Lê Chân", **options)


def texts(report: Report) -> list[str]:
    return pages(rendered(report))


def outline(pdf: bytes) -> list[tuple[str, int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    found = [
        (each.get_title(), each.level, each.get_dest().get_index() + 1)
        for each in document.get_toc()
    ]
    document.close()
    return found


def sizes(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = ["wide" if page.get_width() > page.get_height() else "upright" for page in document]
    document.close()
    return found


def rows(count: int, name: str = "Dòng") -> Table:
    columns = (Column("name", "Tên", width=100), Column("debt", "Dư nợ", MILLION, 65))
    return Table(
        "t", "Biểu", columns, tuple(Row((f"{name} {i}", i * 10**6)) for i in range(1, count + 1))
    )


def single(*sections: Section, **changes: Any) -> Report:
    return replace(samples.summary(), sections=sections, **changes)


def test_a_single_report_says_all_it_has() -> None:
    (*_, last), whole = (found := texts(samples.summary())), "".join(found)
    for text in (
        *samples.ISSUER,
        "Lê Chân, ngày 31 tháng 12 năm 2026",
        samples.PERIOD,
        *samples.NARRATIVE[:2],
    ):
        assert squeezed(text) in found[0]
    for text in (
        "Đơn vị: triệu đồng",
        "Ghi chú: tỷ lệ là nợ quá hạn",
        "Biểu 2. Dư nợ theo tổ chức hội",
    ):
        assert squeezed(text) in whole
    assert squeezed("Tổng cộng 4.821 4.937 225.695 242.780 73.910 56.825 273 0,11") in whole
    assert (
        last.index(squeezed(samples.AGREEMENT))
        < last.index("NGƯỜILẬPBIỂU")
        < last.index("TrầnThịHoaGiấy")
    )
    assert not found[0][0].isdigit()
    assert all(text.startswith(str(number)) for number, text in enumerate(found[1:], 2))


def test_what_is_above_what() -> None:
    first = texts(samples.summary())[0]
    order = (
        "CỘNGHÒA",
        "BÁOCÁOTỔNGHỢP",
        squeezed(samples.PERIOD),
        "I.Tổnghợp",
        "Đếnngày",
        "triệuđồng",
        "Biểu1.",
        "Đơnvị:",
    )
    places = [first.index(each) for each in order]
    assert places == sorted(places)


def test_the_contents_name_the_page_of_each_heading() -> None:
    found = texts(samples.book())
    contents = found[1]
    assert contents.startswith("2MỤCLỤC")
    for section in samples.book().sections:
        title = squeezed(section.title)
        after = contents[contents.index(title) + len(title) :].lstrip(".")
        number = int("".join(letter for letter in after[:3] if letter.isdigit()))
        assert found[number - 1].removeprefix(str(number)).startswith(title) or section.level > 1
        assert title in found[number - 1]
        assert sum(title in text for text in found) == 2


def test_contents_of_many_pages_push_the_numbers_on() -> None:
    sections = tuple(Section(f"Chương thứ {i:03} về tín dụng", ("Một câu.",)) for i in range(100))
    found = texts(replace(samples.book(), sections=sections))
    begin = next(i for i, text in enumerate(found) if "Mộtcâu." in text)
    assert begin == 4
    for i in range(100):
        number = begin + i + 1
        assert found[number - 1] == squeezed(f"{number} Chương thứ {i:03} về tín dụng Một câu.")
        entry = next(text for text in found[:begin] if f"Chươngthứ{i:03}" in text)
        assert entry.split(f"Chươngthứ{i:03}vềtíndụng")[1].lstrip(".").startswith(str(number))


def test_the_entries_of_the_contents_are_links() -> None:
    with pikepdf.open(BytesIO(rendered(samples.book()))) as pdf:
        links = pdf.pages[1].Annots
        assert len(links) == len(samples.book().sections) + 1
        assert all(link.Subtype == "/Link" and int(link.F) == 4 for link in links)


@pytest.mark.parametrize("report", [samples.summary(), samples.book()], ids=["single", "book"])
def test_the_outline_nests_the_sections(report: Report) -> None:
    pdf = rendered(report)
    found, wanted = outline(pdf), [(each.title, each.level - 1) for each in report.sections]
    assert [(title, level) for title, level, _ in found] == wanted + [(SIGNING, 0)] * report.bound
    read = pages(pdf)
    assert all(squeezed(title) in read[page - 1] for title, _, page in found)


def test_an_outline_skips_no_level() -> None:
    sections = tuple(
        Section(f"Mục {i}", ("Câu.",), level=level) for i, level in enumerate((3, 1, 3, 2, 9, 0))
    )
    assert [level for _, level, _ in outline(rendered(single(*sections)))] == [0, 0, 1, 1, 2, 0]


def test_a_book_has_a_cover_chapters_on_pages_of_their_own_and_a_page_to_sign() -> None:
    found = texts(samples.book(5))
    cover, last = found[0], found[-1]
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        *samples.ISSUER,
        samples.book().title,
        samples.PERIOD,
    ):
        assert squeezed(text) in cover
    assert cover.endswith("LêChân,năm2026")
    for section in samples.book(5).sections:
        if section.level == 1:
            assert (
                sum(text.lstrip("0123456789").startswith(squeezed(section.title)) for text in found)
                == 1
            )
    assert last.lstrip("0123456789").startswith(
        squeezed(SIGNING + samples.AGREEMENT + "Lê Chân, ngày 31 tháng 12 năm 2026")
    )
    assert last.endswith("ĐặngThịHoaSữa")


def test_a_wide_section_turns_its_pages_only() -> None:
    wide, upright = Section("Ngang", ("Câu.",), wide=True), Section("Dọc", ("Câu.",))
    assert sizes(rendered(single(upright, wide, upright))) == ["upright", "wide", "upright"]
    assert sizes(rendered(single(wide, wide))) == ["wide"]
    book = replace(samples.book(), sections=(upright, replace(wide, level=2), wide))
    assert sizes(rendered(book)) == ["upright", "upright", "upright", "wide", "wide", "upright"]


def test_a_heading_alone_stands_on_the_page_of_what_it_leads_to() -> None:
    lead, wide = Section("Chương"), Section("Ngang", ("Câu.",), level=2, wide=True)
    assert sizes(rendered(single(lead, wide))) == ["wide"]


@pytest.mark.parametrize("sentences", range(24, 40))
@pytest.mark.parametrize("what", ["table", "small table", "chart", "sentence", "sections"])
def test_no_heading_stands_last_on_a_page(sentences: int, what: str) -> None:
    chart = Chart("Hình", ("A",), (Series("x", (1,)),))
    long = "Một câu dài hơn một dòng để xem đoạn văn có bị cắt sau dòng đầu hay không. " * 4
    follows = {
        "table": [Section("Mục theo sau", tables=(rows(30),))],
        "small table": [
            Section("Mục theo sau", tables=(rows(6),)),
            Section("Mục cuối", ("Câu cuối.",)),
        ],
        "chart": [Section("Mục theo sau", charts=(chart,))],
        "sentence": [Section("Mục theo sau", (long,))],
        "sections": [Section("Mục đầu"), Section("Mục theo sau", tables=(rows(30),), level=2)],
    }
    pdf = rendered(single(Section("Mở đầu", ("Một câu.",) * sentences), *follows[what]))
    for title in ("Mục đầu", "Mục theo sau", "Hình", "Biểu", "Đơn vị: triệu đồng", "Mục cuối"):
        assert all(below > 12 for below in room_below(pdf, title))


def room_below(pdf: bytes, text: str) -> list[float]:
    """Points between each place of a text and the lowest text of its page."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        read = page.get_textpage()
        if place := read.search(text).get_next():
            lowest = min(read.get_rect(i)[1] for i in range(read.count_rects()))
            found.append(read.get_charbox(place[0])[1] - lowest)
        read.close()
    document.close()
    return found


@pytest.mark.parametrize("agreement", [samples.AGREEMENT, ""])
@pytest.mark.parametrize("count", range(20, 44, 2))
def test_nobody_signs_alone(count: int, agreement: str) -> None:
    found = texts(single(Section("Mục", tables=(rows(count),)), agreement=agreement))
    (page,) = [text for text in found if "NGƯỜILẬPBIỂU" in text]
    assert squeezed(agreement or shipped()["report"]["closing"]) in page
    assert "ĐặngThịHoaSữa" in page


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 9])
def test_any_number_of_people_may_sign(count: int) -> None:
    signers = tuple(Signature(f"CHỨC VỤ {i}", "(Ký)", f"Họ Tên {i}") for i in range(count))
    last = texts(single(signatures=signers))[-1]
    assert all(squeezed(each.caption) in last and squeezed(each.name) in last for each in signers)


@pytest.mark.parametrize("bound", [False, True])
def test_a_report_of_nothing_is_still_a_paper(bound: bool) -> None:
    assert len(texts(Report("", "", "", bound=bound))) >= 1
    found = "".join(texts(single(bound=bound)))
    assert squeezed(samples.PERIOD) in found and squeezed(samples.AGREEMENT) in found


def test_a_table_without_rows_says_so() -> None:
    found = "".join(texts(single(Section("Mục", tables=(replace(rows(0), note="Lời ghi."),)))))
    assert found.index("Dưnợ") < found.index("Khôngcósốliệu") < found.index("Lờighi.")
    assert found.count("Khôngcósốliệu") == 1


def test_three_thousand_rows_stand_once_each() -> None:
    found = texts(single(Section("Sổ", tables=(rows(3000),))))
    whole = "".join(
        text.removeprefix(str(number)).replace("TênDưnợ", "")
        for number, text in enumerate(found, 1)
    )
    assert "".join(f"Dòng{i}{i:,}".replace(",", ".") for i in range(1, 3001)) in whole
    assert all("TênDưnợ" in text for text in found[:-1])


@pytest.mark.parametrize(
    "name", [NAME * 20, "Ễ" * 500, "<b>&amp;{x}</b> & <"], ids=["long", "one word", "markup"]
)
@pytest.mark.parametrize("bound", [False, True])
def test_whatever_is_typed_is_printed_as_it_is(name: str, bound: bool) -> None:
    chart = Chart(name, (name, "B"), (Series(name, (1, 2)),), text=name)
    columns = (Column("a", name, over=name), Column("b", name, over=name))
    table = Table("t", name, columns, (Row((name, name)),), name)
    sections = tuple(
        Section(name, (name,), (chart,), (table,), level, wide)
        for level in (1, 2, 3)
        for wide in (False, True)
    )
    signers = (Signature(name, name, name),) * 2
    report = Report("x", name, name, (name, name), name, None, sections, signers, name, bound)
    whole = "".join(texts(report))
    assert "\ufffd" not in whole
    if "<" in name:
        assert squeezed(name) in whole and "&lt;" not in whole


def test_fourteen_columns_stand_on_a_wide_page() -> None:
    columns = tuple(Column(f"c{i}", f"Chỉ tiêu thứ {i}", MILLION, 12) for i in range(14))
    table = Table(
        "t", "Biểu", columns, (Row(tuple(123_456 * 10**6 + i * 10**6 for i in range(14))),)
    )
    (page,) = texts(single(Section("Mục", tables=(table,), wide=True)))
    assert "".join(f"{123_456 + i:,}".replace(",", ".") for i in range(14)) in page


@pytest.mark.parametrize("title", ["", NAME * 7, "Ễ" * 500], ids=["usual", "long", "one word"])
def test_nothing_runs_out_of_the_margins(title: str) -> None:
    report = samples.book(10)
    renamed = tuple(replace(section, title=title or section.title) for section in report.sections)
    document = pypdfium2.PdfDocument(rendered(replace(report, sections=renamed)))
    for page in list(document)[1:]:
        read = page.get_textpage()
        boxes = [read.get_rect(i) for i in range(read.count_rects())]
        assert (
            min(box[0] for box in boxes) > 84
            and max(box[2] for box in boxes) < page.get_width() - 42
        )
        assert min(box[1] for box in boxes) > 54
    document.close()


@pytest.mark.parametrize("report", [samples.register(), samples.book(30)], ids=["single", "book"])
def test_the_same_report_is_the_same_bytes_whatever_the_screen_speaks(report: Report) -> None:
    with in_language("en"):
        english = rendered(report)
    assert english == rendered(report)


@pytest.mark.parametrize("report", [samples.register(), samples.book()], ids=["single", "book"])
def test_each_page_is_told_once(report: Report) -> None:
    told: list[int] = []
    pdf = rendered(report, progress=told.append)
    assert told == list(range(1, len(pages(pdf)) + 1))


@pytest.mark.parametrize("report", [samples.register(), samples.book()], ids=["single", "book"])
def test_what_the_progress_raises_stops_the_work(report: Report) -> None:
    def cancel(number: int) -> None:
        if number == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        rendered(report, progress=cancel)


def test_the_document_says_what_it_is() -> None:
    with pikepdf.open(BytesIO(rendered(samples.summary()))) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo.Title) == samples.summary().title
        assert str(pdf.docinfo.Author) == "Phường Lê Chân"


def test_a_wards_own_wording_is_printed() -> None:
    own = {"report": {"contents": "NỘI DUNG <1>"}}
    pdf = render_report(samples.book(1), own, title="", author="")
    assert "NỘIDUNG<1>" in pages(pdf)[1]


def test_no_wording_is_left_unused() -> None:
    kinds = (COUNT, MONEY, MILLION, PERCENT, SCORE)
    charts = tuple(Chart("Hình", ("A",), (Series("x", (5,)),), kind) for kind in kinds)
    some = Section("Mục", charts=charts, tables=(rows(0),))
    reports = (samples.book(1), single(some, agreement=""), Report("", "", "", bound=True))
    whole = "".join("".join(texts(report)) for report in reports)
    for text in shipped()["report"].values():
        assert all(squeezed(part) in whole for part in re.split(r"\{\w+\}", text)), text


class Noted(BaseDocTemplate):  # type: ignore[misc]
    """A document of pages with room for 400 × 500 points that notes what stands on them."""

    def __init__(self) -> None:
        frame = Frame(50, 50, 400, 500, *[0] * 4)
        super().__init__(
            BytesIO(), pageTemplates=[PageTemplate(frames=[frame])], initialFontName=fonts.REGULAR
        )
        self.found: list[tuple[int, str]] = []

    def afterFlowable(self, flowable: Flowable) -> None:
        self.found.append((self.page, type(flowable).__name__))


@pytest.mark.parametrize("table", [rows(5), rows(40), replace(rows(3), title="", note="Lời ghi.")])
def test_at_no_height_of_a_page_a_heading_loses_its_table(table: Table) -> None:
    for height in range(200, 500, 3):
        document, form = Noted(), Typesetter(texts_of("report", {}), 400, 500)
        laid = sections.flowables(
            form, [(sections.Mark("a", "Mục", 2), Section("Mục", tables=(table,)))]
        )
        document.build([Spacer(0, height), *laid])
        (heading, *_), (first, *_) = (
            [page for page, name in document.found if name == kind]
            for kind in ("TaggedText", "Grid")
        )
        assert heading == first, height


@pytest.mark.parametrize(
    "report",
    [samples.summary(), samples.review(), samples.register(), samples.book(25)],
    ids=lambda each: each.name,
)
def test_every_report_is_an_archive(report: Report) -> None:
    assert_archival(rendered(report))


def test_a_report_is_read_out_in_its_order() -> None:
    found = read_out(rendered(samples.book(1)))
    roles = [role for role, _ in found]
    assert ("H1", samples.book().title) in found and ("H1", "MỤC LỤC") in found
    assert [text for role, text in found if role == "Link"][0] == "I. TÌNH HÌNH CHUNG 3"
    assert ("Caption", "Biểu 1. Dư nợ theo chương trình tín dụng Đơn vị: triệu đồng") in found
    long = replace(samples.book(1), sections=(Section(f"{NAME * 3}và hết", ("Câu.",)),))
    assert ("Link", f"{NAME * 3}và hết 3") in read_out(rendered(long))
    assert roles.index("Caption") < roles.index("TH") < roles.index("TD")
    assert [text for _, text in found[-3:]] == [
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "(Ký, ghi rõ họ tên, đóng dấu)",
        "Đặng Thị Hoa Sữa",
    ]
