"""The sheet itself: A4 with the margins of Decree 30/2020/NĐ-CP, its page number and its notice."""

from itertools import count

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from lcdesk.papers.kit.fonts import ITALIC, REGULAR
from lcdesk.papers.kit.wording import brief, fill

TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
NUMBER_SIZE = 13
NOTICE = ParagraphStyle("notice", fontName=ITALIC, fontSize=9, leading=10.5, alignment=TA_CENTER)
_NOTICE_HEIGHT = 3 * NOTICE.leading  # what the bottom margin holds


def body(wide: bool) -> tuple[float, float]:
    """Width and height in points of what a page has between its margins; `wide` is landscape."""
    width, height = _paper(wide)
    return width - LEFT - RIGHT, height - TOP - BOTTOM


def template(name: str, *, wide: bool, bookmark: str, notice: str) -> PageTemplate:
    """The pages of one sheet: numbered from 1, in the outline as `bookmark`, `notice` at the bottom
    of each."""
    size = _paper(wide)
    pages = count(1)

    def draw(canvas: Canvas, _: BaseDocTemplate) -> None:
        page = next(pages)
        if page == 1:
            _mark(canvas, name, bookmark)
        else:
            _number(canvas, page, size)
        _notice(canvas, notice, body(wide)[0])

    frame = Frame(
        LEFT, BOTTOM, *body(wide), leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    return PageTemplate(id=name, frames=[frame], onPage=draw, pagesize=size)


def _paper(wide: bool) -> tuple[float, float]:
    width, height = landscape(A4) if wide else A4
    return width, height


def _mark(canvas: Canvas, name: str, bookmark: str) -> None:
    canvas.bookmarkPage(name)
    canvas.addOutlineEntry(bookmark, name)


def _number(canvas: Canvas, page: int, size: tuple[float, float]) -> None:
    """Write the page number centred in the top margin, as the decree asks from page 2 on."""
    canvas.setFont(REGULAR, NUMBER_SIZE)
    canvas.drawCentredString(size[0] / 2, size[1] - 14 * mm, str(page))


def _notice(canvas: Canvas, notice: str, width: float) -> None:
    for limit in range(len(notice), 0, -20):
        paragraph = Paragraph(fill("{notice}", {"notice": brief(notice, limit)}), NOTICE)
        height = paragraph.wrap(width, BOTTOM)[1]
        if height <= _NOTICE_HEIGHT:
            paragraph.drawOn(canvas, LEFT, BOTTOM - 2 * mm - height)
            return
