"""What stands around the sections of a report: the heading of the issuer, the title, the last line,
the signatures."""

from collections.abc import Sequence
from math import ceil
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Flowable, HRFlowable, Spacer, Table

from lcdesk.domain.reports import Report, Signature
from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.fonts import printable
from lcdesk.papers.kit.parts import (
    HEAD,
    HEAD_BOLD,
    HEADING,
    ITALIC,
    PROSE,
    SIGNED,
    TITLE,
    Typesetter,
    place_and_date,
)
from lcdesk.papers.kit.wording import brief
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import TaggedText

HEADINGS = (
    ParagraphStyle(
        "H1",
        PROSE,
        fontName=fonts.BOLD,
        fontSize=13,
        alignment=TA_LEFT,
        firstLineIndent=0,
        spaceBefore=10,
        spaceAfter=4,
        role="H1",
    ),
    ParagraphStyle(
        "H2",
        PROSE,
        fontName=fonts.BOLD,
        alignment=TA_LEFT,
        firstLineIndent=0,
        spaceBefore=8,
        spaceAfter=3,
        role="H2",
    ),
    ParagraphStyle(
        "H3",
        PROSE,
        fontName=fonts.ITALIC,
        alignment=TA_LEFT,
        firstLineIndent=0,
        spaceBefore=6,
        spaceAfter=2,
        role="H3",
    ),
)
_PERIOD = ParagraphStyle("period", ITALIC, spaceAfter=4)
_LAST = ParagraphStyle("last line", PROSE, spaceBefore=8)
_HINT = ParagraphStyle("hint", ITALIC, fontSize=12, leading=15)
_NATION_WIDTH = 100 * mm
_ABREAST = 4  # signatures in a row
_LAST_WIDTH = 70 * mm  # of the last one's column, over which place and date stand on one line
_SIGNING_ROOM = 20 * mm
_NAME = 120  # letters of a caption or a name that someone signs under


def plain(text: str, *, keep_lines: bool = False) -> str:
    """What someone typed as reportlab's markup, which reads it as letters only."""
    return escape(printable(text, keep_lines=keep_lines)).replace("\n", "<br/>")


def opening(form: Typesetter, report: Report) -> list[Flowable]:
    """Issuer and nation, place and date, title and period, as they stand over a report that is not
    a book."""
    dated = ParagraphStyle("dated", ITALIC, leftIndent=form.width - _NATION_WIDTH, spaceBefore=2)
    return [
        form.heading(issuer(report, HEAD, HEAD_BOLD, form.width - _NATION_WIDTH), None),
        TaggedText(place_and_date(report.place, report.dated), dated),
        *titles(report, TITLE, _PERIOD),
        HRFlowable(
            45 * mm, thickness=0.7, color="black", spaceBefore=2, spaceAfter=10, hAlign="CENTER"
        ),
    ]


def issuer(
    report: Report, style: ParagraphStyle, last: ParagraphStyle, width: float
) -> list[Flowable]:
    """The lines of the issuing body in capitals, in `width` points; the `last` one is the body
    itself."""
    lines = [printable(brief(line.upper(), HEADING)) for line in report.issuer]
    styles = [style] * (len(lines) - 1) + [last]
    return [
        TaggedText(escape(line), balanced(line, each, width))
        for line, each in zip(lines, styles, strict=False)
    ]


def balanced(title: str, style: ParagraphStyle, width: float) -> ParagraphStyle:
    """The style for a centred text of few lines in which they are about as long as each other, in
    points of `width`."""

    def lines(room: float) -> int:
        return len(simpleSplit(title, style.fontName, style.fontSize, room))

    indents = (width * percent / 200 for percent in range(60, 0, -4))
    indent = next((each for each in indents if lines(width - 2 * each) == lines(width)), 0)
    return ParagraphStyle(style.name, style, leftIndent=indent, rightIndent=indent)


def titles(report: Report, title: ParagraphStyle, period: ParagraphStyle) -> list[Flowable]:
    """Title and period in these styles; nothing for none."""
    return [
        TaggedText(plain(text), style)
        for text, style in ((report.title, title), (report.period, period))
        if text
    ]


def closing(form: Typesetter, report: Report, *, dated: bool) -> list[Flowable]:
    """The last line and the signatures, to be kept on one page; `dated` puts place and date over
    the last one."""
    last = report.agreement or (form.texts["closing"] if report.signatures else "")
    line = [TaggedText(plain(last), _LAST)] if last else []
    signed = signatures(form, report.signatures)
    if dated and signed:
        day = ParagraphStyle(
            "signing day", ITALIC, leftIndent=form.width - _LAST_WIDTH, spaceBefore=8
        )
        line.append(TaggedText(place_and_date(report.place, report.dated), day))
    return [*line, *signed]


def signatures(form: Typesetter, signers: Sequence[Signature]) -> list[Flowable]:
    """Rows of people who sign side by side; one alone signs on the right."""
    rows = ceil(len(signers) / _ABREAST)
    abreast = ceil(len(signers) / rows) if rows else 0
    return [
        flowable
        for start in range(0, len(signers), abreast or 1)
        for flowable in (
            Spacer(0, 4 * mm),
            _row(form, signers[start : start + abreast], max(2, abreast)),
        )
    ]


def _row(form: Typesetter, signers: Sequence[Signature], columns: int) -> Table:
    # Lying above each other on the page, caption, hint and name of a person are read together.
    people = [(each, Element("Sect")) for each in signers]
    empty = [""] * (columns - len(signers))
    cells = [
        [*empty, *(_line(each.caption, HEAD_BOLD, person) for each, person in people)],
        [*empty, *(_line(each.hint, _HINT, person) for each, person in people)],
        [*empty, *(_line(each.name, SIGNED, person) for each, person in people)],
    ]
    style = [
        fonts.EMPTY_CELLS,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("NOSPLIT", (0, 0), (-1, -1)),
        *((f"{side}PADDING", (0, 0), (-1, -1), 1 * mm) for side in ("LEFT", "RIGHT")),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("TOP", "BOTTOM")),
        ("TOPPADDING", (0, 2), (-1, 2), _SIGNING_ROOM),
    ]
    last = max(_LAST_WIDTH, form.width / columns) if columns < _ABREAST else form.width / columns
    return Table(cells, [(form.width - last) / (columns - 1)] * (columns - 1) + [last], style=style)


def _line(text: str, style: ParagraphStyle, person: Element) -> TaggedText:
    return TaggedText(plain(brief(text, _NAME), keep_lines=True), style, Element("P", person))
