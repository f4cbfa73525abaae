"""The pieces that papers are made of: styles, texts with dotted lines, heading, title, tick boxes,
signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, HRFlowable, Spacer, Table

from lcdesk.i18n import long_date
from lcdesk.papers.kit import fonts, page
from lcdesk.papers.kit.fonts import printable
from lcdesk.papers.kit.head import BooksHead, GroupHead, Head
from lcdesk.papers.kit.wording import Value, blanks, brief, fill, written
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import Tagged, TaggedText

PROSE = ParagraphStyle(
    "prose",
    fontName=fonts.REGULAR,
    fontSize=13,
    leading=16,
    spaceAfter=2,
    alignment=TA_JUSTIFY,
    firstLineIndent=1 * cm,
)
FIELD = ParagraphStyle("field", PROSE, alignment=0)
SECTION = ParagraphStyle(
    "section", FIELD, fontName=fonts.BOLD, spaceBefore=3, keepWithNext=1, role="H2"
)
CENTRED = ParagraphStyle("centred", PROSE, alignment=TA_CENTER, firstLineIndent=0)
CENTRED_BOLD = ParagraphStyle("centred bold", CENTRED, fontName=fonts.BOLD)
TITLE = ParagraphStyle("title", CENTRED_BOLD, fontSize=14, leading=18, spaceBefore=10, role="H1")
LABEL = ParagraphStyle("label", FIELD, firstLineIndent=0)
ITALIC = ParagraphStyle("italic", CENTRED, fontName=fonts.ITALIC)
DATED = ParagraphStyle("dated", ITALIC, alignment=TA_RIGHT)
BLOCK = ParagraphStyle("block", CENTRED_BOLD, spaceBefore=12, role="H2")
HEAD = ParagraphStyle("head", CENTRED, fontSize=12, leading=15, spaceAfter=0)
HEAD_BOLD = ParagraphStyle("head bold", HEAD, fontName=fonts.BOLD)
MOTTO = ParagraphStyle("motto", HEAD_BOLD, fontSize=13)
SIGNED = ParagraphStyle("signed", HEAD_BOLD, fontSize=13)
MARK = ParagraphStyle(
    "mark", HEAD, fontName=fonts.ITALIC, fontSize=11, leading=13, alignment=TA_RIGHT
)
MARK_BOLD = ParagraphStyle("mark bold", MARK, fontName=fonts.BOLD)
RECIPIENTS = ParagraphStyle(
    "recipients", LABEL, fontName=fonts.ITALIC, fontSize=12, leading=15, spaceAfter=0
)
RECIPIENT = ParagraphStyle("recipient", LABEL, fontSize=11, leading=13, spaceAfter=0)

HEADING = 120  # letters of a name in the heading; the text below has all of it
SIGNATURE = (
    80  # letters of a name or place in a signature that shares a low page with rows of a table
)
SHORTEST = 7  # dots that one can still write a number on
_WARD_KINDS = ("phường ", "xã ", "đặc khu ", "thị trấn ")
_BOX_ROOM = 6 * mm
_CAPTION_GAP = 3 * mm
_SIGNING_ROOM = (("TOPPADDING", 20 * mm), ("LEFTPADDING", 2 * mm), ("RIGHTPADDING", 2 * mm))
_TIGHT = [
    fonts.EMPTY_CELLS,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
]


@dataclass(frozen=True)
class Signer:
    """Who signs: wording keys of the caption and of the hint, the printed name, an office below the
    caption.

    Without a caption the column stays empty.
    """

    caption: str = ""
    name: str = ""
    hint: str = "sign"
    office: str = ""


@dataclass(frozen=True)
class Typesetter:
    """One paper being laid out: its texts, and the width and height in points of the body of its
    pages."""

    texts: Mapping[str, str]
    width: float
    height: float

    @classmethod
    def of(cls, texts: Mapping[str, str], *, wide: bool = False) -> "Typesetter":
        """Start a paper; `wide` is landscape."""
        fonts.register()
        return cls(texts, *page.body(wide))

    def markup(self, key: str, **values: Value) -> str:
        """The text of a key with its placeholders filled, as reportlab's markup."""
        return fill(self.texts[key], values)

    def text(self, key: str, style: ParagraphStyle = PROSE, **values: Value) -> TaggedText:
        """A paragraph of running text; an empty value leaves some dots, which justifying would tear
        apart."""
        ragged = style is PROSE and blanks(self.texts[key], values)
        return TaggedText(self.markup(key, **values), FIELD if ragged else style)

    def line(self, key: str, style: ParagraphStyle = FIELD, **values: Value) -> TaggedText:
        """A line of a form: what has no value yet becomes dots that fill the line up to its end."""
        text = self.texts[key]
        empty = blanks(text, values)
        if not empty:
            return TaggedText(fill(text, values), style)
        bare = stringWidth(fill(text, values, ""), style.fontName, style.fontSize)
        # A hair less than the line, or rounding would push the last dots to the next one.
        dots = (self.width - style.firstLineIndent - bare - 2 * mm) / stringWidth(
            ".", style.fontName, style.fontSize
        )
        # A number needs half the room of a text.
        weights = {name: 1 if isinstance(values[name], int) else 2 for name in empty}
        share = dots / sum(weights.values())
        filled = {
            name: "." * int(max(SHORTEST, share) * weight) for name, weight in weights.items()
        }
        return TaggedText(fill(text, {**values, **filled}), style)

    def prose(self, text: str) -> list[Flowable]:
        """What someone wrote, a paragraph for each of its lines; nothing for nothing."""
        lines = printable(text, keep_lines=True).split("\n")
        return [TaggedText(escape(line), PROSE) for line in lines if line]

    def dotted(self, lines: int) -> list[Flowable]:
        """Whole lines to write on."""
        dots = int(self.width / stringWidth(".", FIELD.fontName, FIELD.fontSize)) - 1
        return [TaggedText("." * dots, CENTRED) for _ in range(lines)]

    def mark(self) -> list[Flowable]:
        """Form number and number of copies, top right."""
        return [self.text("form", MARK_BOLD), self.text("copies", MARK), Spacer(0, 2 * mm)]

    def nation(self) -> list[Flowable]:
        """National name and motto, with a rule as long as the motto."""
        motto = self.markup("motto")
        return [
            self.text("nation", HEAD_BOLD),
            TaggedText(motto, MOTTO),
            _rule(stringWidth(motto, MOTTO.fontName, 13)),
        ]

    def group_heading(self, head: GroupHead, number: str | None = None) -> Table:
        """The heading of a paper that a group issues; None for one that has no number."""
        issuer = [
            self.text(
                "association_name", HEAD, association=brief(head.association.upper(), HEADING)
            ),
            self.text("ward_name", HEAD, ward=brief(head.ward.upper(), HEADING)),
            self.text("group_name", HEAD_BOLD, group=brief(head.group.upper(), HEADING)),
        ]
        return self.heading(issuer, number)

    def group_lines(self, head: BooksHead) -> list[Flowable]:
        """Which group a paper from the books is about, and where the group is."""
        named = {
            "group": head.group,
            "group_code": head.group_code,
            "group_leader": head.group_leader,
        }
        return [
            self.line("group", **named, association=head.association),
            self.line("area", **area(head), bank_office=head.bank_office),
        ]

    def heading(self, issuer: Sequence[Flowable], number: str | None) -> Table:
        """The issuing body on the left, the national name on the right, the paper's number
        below."""
        numbered = (
            []
            if number is None
            else [self.text("paper_number", HEAD, number=brief(number, HEADING))]
        )
        right = 100 * mm
        style = [*_TIGHT, ("ALIGN", (0, 0), (-1, -1), "CENTER")]
        left = [*issuer, _rule(22 * mm), *numbered]
        return Table([[left, self.nation()]], [self.width - right, right], style=style)

    def signatures(self, signers: Sequence[Signer], dated: str = "") -> Table:
        """Columns to sign in; `dated` stands over the last one, over two where that is narrow. It
        never splits."""
        widths = self._signing_widths(signers)
        abreast = len(signers) > 1 and _length(dated, ITALIC) > widths[-1]
        date_cells = [TaggedText(dated, DATED), ""] if abreast else [TaggedText(dated, ITALIC)]
        rows = [
            [""] * (len(signers) - len(date_cells)) + date_cells,
            [self._caption(signer) for signer in signers],
            [self.text(signer.hint, ITALIC) if signer.caption else "" for signer in signers],
            [
                TaggedText(fill("{name}", {"name": brief(signer.name)}, ""), SIGNED)
                for signer in signers
            ],
        ]
        gap = [(side, (0, -1), (-1, -1), width) for side, width in _SIGNING_ROOM]
        span = [("SPAN", (-2, 0), (-1, 0))] if abreast else []
        style = [*_TIGHT, ("NOSPLIT", (0, 0), (-1, -1)), *gap, *span]
        return Table(rows, widths, style=style, spaceBefore=4)

    def _signing_widths(self, signers: Sequence[Signer]) -> list[float]:
        """Of one width, or each as wide as its caption and hint where one would break and all
        together fit."""
        needs = [
            max(
                _length(self.markup(each.caption), HEAD_BOLD),
                _length(self.markup(each.hint), ITALIC),
            )
            + _CAPTION_GAP
            if each.caption
            else 0.0
            for each in signers
        ]
        equal = self.width / len(signers)
        if max(needs) <= equal or sum(needs) > self.width:
            return [equal] * len(signers)
        return [each + (self.width - sum(needs)) / len(signers) for each in needs]

    def beside(self, left: list[Flowable], right: list[Flowable], width: float) -> Table:
        """Two blocks side by side; `width` in points is that of the left one. It never splits."""
        style = [*_TIGHT, ("NOSPLIT", (0, 0), (-1, -1))]
        return Table([[left, right]], [width, self.width - width], style=style, spaceBefore=4)

    def _caption(self, signer: Signer) -> list[Flowable]:
        if not signer.caption:
            return []
        office = (
            [TaggedText(fill("{office}", {"office": brief(signer.office)}), HEAD_BOLD)]
            if signer.office
            else []
        )
        return [self.text(signer.caption, HEAD_BOLD), *office]

    def boxes(self, ticks: Mapping[str, bool]) -> Table:
        """Boxes with a label each, two in a row: wording key -> ticked."""
        cells = [
            cell
            for key, ticked in ticks.items()
            for cell in (tick_box(ticked), self.text(key, LABEL))
        ]
        rows = [
            [*cells[i : i + 4], *[""] * (4 - len(cells[i : i + 4]))]
            for i in range(0, len(cells), 4)
        ]
        indent = FIELD.firstLineIndent
        label = (self.width - indent) / 2 - _BOX_ROOM
        boxes = [("TOPPADDING", (column, 0), (column, -1), 1.2 * mm) for column in (0, 2)]
        style = [*_TIGHT, *boxes, ("LEFTPADDING", (0, 0), (0, -1), indent)]
        return Table(rows, [indent + _BOX_ROOM, label, _BOX_ROOM, label], style=style, spaceAfter=4)


def tick_box(ticked: bool) -> Flowable:
    """A drawn box, crossed when ticked: the family has no such letter. The cross is read out before
    its label."""
    style = [
        *_TIGHT,
        ("BOX", (0, 0), (0, 0), 0.7, "black"),
        ("FONT", (0, 0), (0, 0), fonts.BOLD, 10, 11),
    ]
    centred = [("ALIGN", (0, 0), (0, 0), "CENTER"), ("BOTTOMPADDING", (0, 0), (0, 0), 0.6)]
    box = Table(
        [["X" if ticked else ""]], 3.4 * mm, 3.4 * mm, style=[*style, *centred], hAlign="LEFT"
    )
    return Tagged(box, Element("P")) if ticked else box


def place_and_date(ward: str, day: date | None) -> str:
    """Markup of "Lê Chân, ngày 05 tháng 9 năm 2026": the decree wants the name of the ward without
    its kind."""
    place = brief(_split_kind(ward)[1])
    return fill("{place}, {day}", {"place": place, "day": long_date(day)}, "." * 2 * SHORTEST)


def area(head: Head) -> dict[str, str]:
    """The values of a text that says where a group or a household is."""
    return {"neighbourhood": head.neighbourhood, "ward": in_sentence(head.ward), "city": head.city}


def in_sentence(ward: str) -> str:
    """ "Phường Lê Chân" as it stands inside a sentence: "phường Lê Chân"."""
    kind, name = _split_kind(ward)
    return kind.lower() + name


def _split_kind(ward: str) -> tuple[str, str]:
    name = written(ward)
    kind = next((kind for kind in _WARD_KINDS if name.lower().startswith(kind)), "")
    return name[: len(kind)], name[len(kind) :]


def _length(markup: str, style: ParagraphStyle) -> float:
    """How long a text is in one line, in points."""
    return float(stringWidth(markup, style.fontName, style.fontSize))


def _rule(width: float) -> HRFlowable:
    return HRFlowable(
        width, thickness=0.7, color="black", spaceBefore=1, spaceAfter=4, hAlign="CENTER"
    )
