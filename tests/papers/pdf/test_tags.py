"""What is drawn on a tagged canvas, and the structure that comes of it."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer

from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.parts import FIELD, PROSE, SECTION, TITLE
from lcdesk.papers.pdf.archive import ArchiveCanvas
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import Figure, Tagged, TaggedText, under
from tests.papers.archival import assert_archival, elements_of, kids_of, read_out
from tests.papers.grid.test_grid import HEIGHT, document


def drawn(action: Callable[..., object]) -> bytes:
    """A document with a title, and what `action` draws on its canvas."""
    fonts.register()
    buffer = BytesIO()
    canvas = ArchiveCanvas(
        buffer, pagesize=(400, 400), initialFontName=fonts.REGULAR, lang="vi-VN", invariant=1
    )
    canvas.setTitle("Thử")
    canvas.setAuthor("Phường Lê Chân")
    canvas.setFont(fonts.REGULAR, 12)
    with canvas.tagged(Element("H1")):
        canvas.drawString(50, 350, "Tiêu đề")
    action(canvas)
    canvas.save()
    return buffer.getvalue()


def test_roles_come_from_the_style() -> None:
    fonts.register()
    assert [TaggedText("a", style).element.role for style in (TITLE, SECTION, FIELD, PROSE)] == [
        "H1",
        "H2",
        "P",
        "P",
    ]


def test_what_is_under_no_element_is_an_artifact() -> None:
    def draw(canvas: ArchiveCanvas) -> None:
        canvas.drawString(50, 300, "Trang 2")
        canvas.line(50, 290, 350, 290)

    data = drawn(draw)
    assert_archival(data)
    assert read_out(data) == [("H1", "Tiêu đề")]


def test_an_element_inside_another_belongs_to_it() -> None:
    def draw(canvas: ArchiveCanvas) -> None:
        with canvas.tagged(Element("P")):
            canvas.drawString(50, 300, "Ngoài")
            with canvas.tagged(Element("H2")):
                canvas.drawString(50, 280, "Trong")

    data = drawn(draw)
    assert_archival(data)
    assert read_out(data)[1:] == [("P", "Ngoài Trong")]


def test_what_draws_nothing_is_no_content() -> None:
    def draw(canvas: ArchiveCanvas) -> None:
        with canvas.tagged(Element("P")):
            canvas.setLineWidth(2)
        with canvas.tagged(Element("P")):
            canvas.drawString(50, 280, "")

    data = drawn(draw)
    assert_archival(data)
    assert len(read_out(data)) == 1


def test_a_failure_leaves_the_canvas_usable() -> None:
    def draw(canvas: ArchiveCanvas) -> None:
        with pytest.raises(KeyError), canvas.tagged(Element("P")):
            raise KeyError
        with canvas.tagged(Element("P")):
            canvas.drawString(50, 280, "Sau")

    assert read_out(drawn(draw))[1:] == [("P", "Sau")]


def test_a_text_over_two_pages_is_one_element() -> None:
    fonts.register()
    words = " ".join(f"từ{number}" for number in range(700))
    data = document(TaggedText(words, PROSE))
    assert_archival(data)
    assert read_out(data) == [("H1", "SỔ VAY VỐN"), ("P", words)]
    with pikepdf.open(BytesIO(data)) as pdf:
        (text,) = [element for element in elements_of(pdf) if element.S == "/P"]
        assert len(pdf.pages) > 1
        assert len(kids_of(text)) == len(pdf.pages)


def test_a_figure_says_in_words_what_it_shows() -> None:
    fonts.register()
    drawing = Drawing(100, 60, initialFontName=fonts.REGULAR)
    drawing.add(Rect(10, 10, 30, 40))
    drawing.add(String(10, 52, "Dư nợ", fontName=fonts.REGULAR))
    data = document(Figure(drawing, "Dư nợ của tổ (50 triệu đồng)"), TaggedText("Sau hình", PROSE))
    assert_archival(data)
    assert read_out(data)[1:] == [("Figure", "Dư nợ"), ("P", "Sau hình")]
    with pikepdf.open(BytesIO(data)) as pdf:
        (figure,) = [element for element in elements_of(pdf) if element.S == "/Figure"]
        assert str(figure.Alt) == "Dư nợ của tổ (50 triệu đồng)"
        left, low, right, high = map(float, figure.A.BBox)
    assert (left, right - left, high - low) == (40, 100, 60)
    assert 40 < low < high < 40 + HEIGHT


def test_a_link_is_part_of_its_element() -> None:
    def draw(canvas: ArchiveCanvas) -> None:
        canvas.bookmarkPage("there")
        with canvas.tagged(Element("Link", Element("TOCI", Element("TOC")))):
            canvas.drawString(50, 300, "Mục I")
            canvas.linkRect("Mục I", "there", (50, 298, 100, 312))

    data = drawn(draw)
    assert_archival(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        (annotation,) = pdf.pages[0].obj.Annots
        link = next(element for element in elements_of(pdf) if element.S == "/Link")
        assert annotation in [kid.Obj for kid in kids_of(link) if not isinstance(kid, int)]


def test_parts_stand_in_the_order_in_which_they_are_drawn() -> None:
    fonts.register()
    section = Element("Sect")
    texts = [
        TaggedText("Một", PROSE, Element("P", section)),
        TaggedText("Hai", PROSE),
        TaggedText("Ba", PROSE, Element("P", section)),
    ]
    data = document(*texts)
    assert_archival(data)
    assert [text for _role, text in read_out(data)] == ["SỔ VAY VỐN", "Một", "Ba", "Hai"]


def test_a_story_may_be_laid_out_again() -> None:
    fonts.register()
    story = [TaggedText("Một", PROSE), Tagged(TaggedText("Hai", PROSE), Element("P")), Spacer(0, 2)]
    first = document(*story)
    assert document(*story) == first
    assert_archival(first)


def test_a_bare_canvas_knows_no_tags() -> None:
    fonts.register()
    canvas = Canvas(BytesIO(), initialFontName=fonts.REGULAR)
    with under(canvas, Element("P")):
        canvas.drawString(0, 0, "x")
    assert "BDC" not in canvas.getCurrentPageContent()
    assert document(TaggedText("Một", PROSE), canvas=Canvas)
