"""Lay out the sections of a report, so that a heading stays with what it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from lcdesk.domain.reports import MILLION, MONEY, Chart, Section, Table
from lcdesk.papers.grid.grid import Grid
from lcdesk.papers.kit import fonts
from lcdesk.papers.kit.parts import ITALIC, PROSE, Typesetter
from lcdesk.papers.pdf.structure import Element
from lcdesk.papers.pdf.tags import Figure, TaggedText
from lcdesk.papers.reports import charts
from lcdesk.papers.reports.ending import Ending
from lcdesk.papers.reports.parts import HEADINGS, plain

_SENTENCE = ParagraphStyle("sentence", PROSE, spaceAfter=4, allowWidows=0, allowOrphans=0)
_CAPTION = ParagraphStyle(
    "caption",
    PROSE,
    fontName=fonts.BOLD,
    fontSize=12,
    leading=15,
    firstLineIndent=0,
    alignment=TA_CENTER,
    spaceBefore=8,
)
_UNIT = ParagraphStyle("unit", ITALIC, fontSize=11, leading=13, alignment=TA_RIGHT, spaceAfter=1)
_NOTE = ParagraphStyle(
    "note", ITALIC, fontSize=11, leading=13, alignment=0, spaceBefore=2, spaceAfter=4
)
_LINES = 3  # of a paragraph that stay with the heading above it


@dataclass(frozen=True)
class Mark:
    """What the outline and the contents say of a section: the name of its place, its title, its
    level from 1."""

    key: str
    title: str
    level: int


@dataclass(frozen=True)
class _Piece:
    """A flowable, and the points from its top to where it may first break; None where it stays with
    the next."""

    flowable: Flowable
    start: float | None = None


def flowables(
    form: Typesetter, sections: Sequence[tuple[Mark, Section]], end: Sequence[Flowable] = ()
) -> list[Flowable]:
    """Lay out sections on pages of one kind; `end` stays on one page, with the last rows of a table
    before it."""
    pieces = [piece for mark, section in sections for piece in _pieces(form, mark, section)]
    if pieces and isinstance(pieces[-1].flowable, Ending):
        last = pieces[-1].flowable
        pieces[-1] = _table_piece(form, Ending(last.grid, last.notes, end))
    elif end:
        pieces.append(_Piece(KeepTogether(list(end)), form.height / 4))
    return _kept(form, pieces)


def heading(mark: Mark) -> TaggedText:
    """The heading of a section, whose attribute `mark` tells the document what to put into the
    outline."""
    text = TaggedText(plain(mark.title), HEADINGS[min(mark.level, len(HEADINGS)) - 1])
    text.mark = mark
    return text


def _kept(form: Typesetter, pieces: Sequence[_Piece]) -> list[Flowable]:
    """The flowables in their order, with a page break wherever a lead would be parted from what it
    leads to.

    Keeping them together as a whole would move a long table to the next page and leave most of this
    one empty.
    """
    story: list[Flowable] = []
    leads: list[Flowable] = []
    for piece in pieces:
        if piece.start is None:
            leads.append(piece.flowable)
            continue
        if leads:
            needed = (
                sum(_height(form, lead) for lead in leads)
                + piece.flowable.getSpaceBefore()
                + piece.start
            )
            story += [CondPageBreak(min(form.height, needed)), *leads]
            leads = []
        story.append(piece.flowable)
    return story + leads


def _height(form: Typesetter, flowable: Flowable) -> float:
    height: float = flowable.wrap(form.width, form.height)[1]
    return height + float(flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _pieces(form: Typesetter, mark: Mark, section: Section) -> Iterator[_Piece]:
    if mark.title:
        yield _Piece(heading(mark))
    for sentence in filter(None, section.sentences):
        text = TaggedText(plain(sentence), _SENTENCE)
        yield _Piece(text, min(_height(form, text), _LINES * _SENTENCE.leading))
    for chart in section.charts:
        yield from _chart(form, chart)
    for table in section.tables:
        yield from _table(form, table)


def _chart(form: Typesetter, chart: Chart) -> Iterator[_Piece]:
    if chart.title:
        yield _Piece(TaggedText(plain(chart.title), _CAPTION))
    figure = Figure(
        charts.drawing(chart, form.width, form.texts), charts.in_words(chart, form.texts)
    )
    yield _Piece(figure, _height(form, figure))


def _table(form: Typesetter, table: Table) -> Iterator[_Piece]:
    grid = Grid(table, form.width)
    caption = Element("Caption", grid.element)
    if table.title:
        yield _Piece(TaggedText(plain(table.title), _CAPTION, caption))
    kinds = {column.kind for column in table.columns}
    unit = next((form.texts[f"unit_{kind}"] for kind in (MILLION, MONEY) if kind in kinds), "")
    if unit:
        yield _Piece(TaggedText(form.markup("unit", unit=unit), _UNIT, caption))
    notes = [TaggedText(plain(table.note), _NOTE)] if table.note else []
    yield _table_piece(form, Ending(grid, notes))


def _table_piece(form: Typesetter, ending: Ending) -> _Piece:
    return _Piece(ending, ending.start(form.height))
