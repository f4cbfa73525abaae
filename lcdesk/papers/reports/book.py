"""What makes a report a book: its cover and its table of contents."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Spacer

from lcdesk.domain.reports import Report
from lcdesk.papers.kit import fonts, page
from lcdesk.papers.kit.letters import fitted
from lcdesk.papers.kit.parts import HEAD, HEAD_BOLD, PROSE, TITLE, Typesetter
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import TaggedText, under
from lcdesk.papers.reports.parts import balanced, issuer, plain, titles
from lcdesk.papers.reports.sections import Mark

INSET: float = 10 * mm
"""Between the margins, where the frame of a cover stands, and what is in it."""
_ISSUER = ParagraphStyle("cover issuer", HEAD, fontSize=13, leading=18)
_ISSUER_BOLD = ParagraphStyle("cover issuer bold", HEAD_BOLD, fontSize=14, leading=18)
_TITLES = tuple(
    ParagraphStyle(
        "cover title",
        PROSE,
        fontName=fonts.BOLD,
        fontSize=size,
        leading=size * 1.35,
        alignment=TA_CENTER,
        firstLineIndent=0,
        role="H1",
    )
    for size in (26, 22, 18, 14)
)
_PERIOD = ParagraphStyle(
    "cover period",
    PROSE,
    fontSize=15,
    leading=20,
    alignment=TA_CENTER,
    firstLineIndent=0,
    spaceBefore=14,
)
_IMPRINT = ParagraphStyle(
    "imprint",
    PROSE,
    fontName=fonts.BOLD,
    fontSize=14,
    leading=18,
    alignment=TA_CENTER,
    firstLineIndent=0,
)
_HEADING = ParagraphStyle("contents", TITLE, spaceBefore=0, spaceAfter=12, role="H1")
_ENTRIES = (
    ParagraphStyle("entry 1", PROSE, fontName=fonts.BOLD, spaceBefore=5),
    ParagraphStyle("entry 2", PROSE, leftIndent=7 * mm),
)
_NUMBER_ROOM = 14 * mm
_DOT = " ."


def frame(canvas: Canvas) -> None:
    """Draw the double rule around a cover."""
    width, height = page.body(wide=False)
    for inset, thickness in ((0, 1.8), (1.3 * mm, 0.5)):
        canvas.setLineWidth(thickness)
        canvas.rect(page.LEFT + inset, page.BOTTOM + inset, width - 2 * inset, height - 2 * inset)


def cover(form: Typesetter, report: Report) -> list[Flowable]:
    """Lay out the cover: nation and issuer above, the title as large as it fits, place and year at
    the foot.

    `form` is that of the whole page; all of it stands within the frame.
    """
    form = replace(form, width=form.width - 2 * INSET, height=form.height - 2 * INSET)
    lines = issuer(report, _ISSUER, _ISSUER_BOLD, form.width)
    head = [
        *form.nation(),
        Spacer(0, 12 * mm),
        *lines,
        HRFlowable(30 * mm, 0.7, color="black", spaceBefore=4),
    ]
    foot = [TaggedText(plain(_imprint(form, report)), _IMPRINT)]
    rest = form.height - _height(form, head) - _height(form, foot) - 4 * mm
    sized = (
        titles(report, balanced(report.title, style, form.width), _PERIOD) for style in _TITLES
    )
    title = next(
        (each for each in sized if _height(form, each) <= rest * 0.7),
        titles(report, _TITLES[-1], _PERIOD),
    )
    free = max(0, rest - _height(form, title))
    return [*head, Spacer(0, free * 0.42), *title, Spacer(0, free * 0.58), *foot]


def _imprint(form: Typesetter, report: Report) -> str:
    year = form.texts["imprint"].replace("{year}", str(report.dated.year)) if report.dated else ""
    words = ", ".join(filter(None, (report.place, year)))
    return words[:1].upper() + words[1:]


def _height(form: Typesetter, flowables: Sequence[Flowable]) -> float:
    heights = (
        each.wrap(form.width, form.height)[1] + each.getSpaceBefore() + each.getSpaceAfter()
        for each in flowables
    )
    return float(sum(heights))


def contents(form: Typesetter, marks: Sequence[Mark], pages: Mapping[str, int]) -> list[Flowable]:
    """List the sections of the first two levels with their pages; a page not known yet takes as
    much room."""
    whole = Element("TOC")
    listed = [mark for mark in marks if mark.level <= len(_ENTRIES)]
    entries = [
        ContentsLine(mark, pages.get(mark.key, 0), form.width, Element("TOCI", whole))
        for mark in listed
    ]
    return [form.text("contents", _HEADING), *(entries or [form.text("no_sections")])]


class ContentsLine(Flowable):  # type: ignore[misc]
    """A line of the contents: the title, dots up to the number of the page, all of it a link to
    there."""

    def __init__(self, mark: Mark, number: int, width: float, element: Element) -> None:
        super().__init__()
        self.to, self.number, self.element = mark, number, Element("Link", element)
        self.style = _ENTRIES[mark.level - 1]
        room = width - self.style.leftIndent - _NUMBER_ROOM
        self.size, self.lines = fitted(mark.title, self.style.fontName, self.style.fontSize, room)
        self.width, self.height = width, len(self.lines) * self.style.leading

    def getSpaceBefore(self) -> float:
        return float(self.style.spaceBefore)

    def getSpaceAfter(self) -> float:
        return float(self.style.spaceAfter)

    def draw(self) -> None:
        style, last = self.style, self.lines[-1]
        foot = style.leading - style.fontSize
        with under(self.canv, self.element):
            self.canv.setFont(style.fontName, self.size)
            for below, line in enumerate(self.lines, 1):
                self.canv.drawString(
                    style.leftIndent, foot + self.height - below * style.leading, line
                )
            self.canv.setFont(style.fontName, style.fontSize)
            self.canv.drawRightString(self.width, foot, str(self.number))
            self.canv.linkRect(
                self.to.title, self.to.key, (0, 0, self.width, self.height), relative=1
            )
        self._dots(style.leftIndent + stringWidth(last, style.fontName, self.size), foot)

    def _dots(self, start: float, y: float) -> None:
        """Dots that stand beneath each other in all lines, whatever the number is."""
        end = self.width - stringWidth("0000", self.style.fontName, self.style.fontSize)
        wide = stringWidth(_DOT, fonts.REGULAR, self.style.fontSize)
        self.canv.setFont(fonts.REGULAR, self.style.fontSize)
        self.canv.drawRightString(end, y, _DOT * int((end - start - wide / 2) / wide))
