"""Bind a report into one PDF, a single one or a book."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import accumulate, groupby
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from lcdesk.domain.reports import Report, Section
from lcdesk.i18n import clean, in_language
from lcdesk.papers.kit import fonts, page
from lcdesk.papers.kit.fonts import printable
from lcdesk.papers.kit.parts import Typesetter
from lcdesk.papers.kit.wording import WordingTexts, brief, texts_of
from lcdesk.papers.pdf.archive import ArchiveCanvas
from lcdesk.papers.reports import book, sections
from lcdesk.papers.reports.parts import closing, opening
from lcdesk.papers.reports.sections import Mark

PagesDone = Callable[[int], None]
_Run = tuple[str, list[tuple[Mark, Section]]]  # kind of page, sections
_Part = tuple[str, list[Flowable]]  # kind of page, what stands there
_UPRIGHT, _WIDE, _COVER = "upright", "wide", "cover"
_TITLE = 300  # letters of a section's title


@in_language("vi")
def render_report(
    report: Report,
    wording: WordingTexts,
    *,
    title: str,
    author: str,
    progress: PagesDone | None = None,
) -> bytes:
    """Give the PDF of a report; a bound one is a book with cover, contents and a page to sign.

    `wording` is paper -> key -> text; a text that it lacks is the one that ships. `progress` is
    called with the
    number of each page that is finished; what it raises stops the work and comes out of here. The
    same arguments give the same bytes.
    """
    fonts.register()
    layout = _Layout(report, texts_of("report", wording))
    facts = {"title": clean(title), "author": clean(author), "subject": clean(report.title)}
    # The contents name pages that only laying out the whole book tells.
    pages = _built(layout, {}, facts, BytesIO(), _measuring).pages if report.bound else {}
    buffer = BytesIO()
    _built(layout, pages, facts, buffer, ArchiveCanvas, progress)
    return buffer.getvalue()


class _Layout:
    """A report as parts that begin pages of their own, each with the name of its kind of page."""

    def __init__(self, report: Report, texts: Mapping[str, str]) -> None:
        self.report = report
        self.forms = {_UPRIGHT: Typesetter.of(texts), _WIDE: Typesetter.of(texts, wide=True)}
        titles = [printable(brief(section.title, _TITLE)) for section in report.sections]
        levels = [max(1, section.level) for section in report.sections]
        self.marks = [
            Mark(f"section {i}", *each) for i, each in enumerate(zip(titles, levels, strict=True))
        ]
        self.signing = Mark("signing", printable(texts["signing"]), 1)

    def parts(self, pages: Mapping[str, int]) -> list[_Part]:
        """The parts in their order; `pages` are the numbers for the contents, as far as they are
        known."""
        return self._book(pages) if self.report.bound else self._single()

    def _single(self) -> list[_Part]:
        *others, (kind, last) = self._runs() or [(_UPRIGHT, [])]
        form = self.forms[kind]
        end = closing(form, self.report, dated=False)
        parts = [*self._laid(others), (kind, sections.flowables(form, last, end))]
        first, story = parts[0]
        story[:0] = opening(self.forms[first], self.report)
        return parts

    def _book(self, pages: Mapping[str, int]) -> list[_Part]:
        form = self.forms[_UPRIGHT]
        end = closing(form, self.report, dated=True)
        signing = [(_UPRIGHT, [sections.heading(self.signing), *end])] if end else []
        marks = [*self.marks, *([self.signing] if end else [])]
        front = [
            (_COVER, book.cover(form, self.report)),
            (_UPRIGHT, book.contents(form, marks, pages)),
        ]
        return [*front, *self._laid(self._runs()), *signing]

    def _laid(self, runs: Sequence[_Run]) -> list[_Part]:
        return [(kind, sections.flowables(self.forms[kind], run)) for kind, run in runs]

    def _runs(self) -> list[_Run]:
        """Sections that follow each other on pages of one kind; those of a book's chapter, no
        further."""
        kinds = _kinds(self.report.sections)
        chapters = (
            accumulate(mark.level == 1 for mark in self.marks)
            if self.report.bound
            else [0] * len(kinds)
        )
        rows = zip(chapters, kinds, self.marks, self.report.sections, strict=True)
        return [
            (kind, [(mark, section) for _, _, mark, section in run])
            for (_, kind), run in groupby(rows, key=lambda row: row[:2])
        ]


def _kinds(sections: Sequence[Section]) -> list[str]:
    """On which kind of page each section stands: with a heading alone, on that of what it leads
    to."""
    kinds: list[str] = []
    for section in reversed(sections):
        alone = not (section.sentences or section.charts or section.tables)
        kinds.append(kinds[-1] if alone and kinds else _WIDE if section.wide else _UPRIGHT)
    return kinds[::-1]


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab comes without types
    """Notes on which page each section begins, puts it into the outline, and says when a page is
    finished."""

    def __init__(
        self,
        target: BytesIO,
        kinds: Sequence[str],
        facts: Mapping[str, str],
        progress: PagesDone | None,
    ) -> None:
        super().__init__(
            target,
            creator="lcdesk",
            lang="vi-VN",
            initialFontName=fonts.REGULAR,
            invariant=1,
            # The first one given is that of the first page.
            pageTemplates=[_template(kind) for kind in dict.fromkeys(kinds)],
            **facts,
        )
        self.pages: dict[str, int] = {}
        self._progress = progress
        self._depth = -1

    def afterFlowable(self, flowable: Flowable) -> None:
        mark: Mark | None = getattr(flowable, "mark", None)
        if mark is None or mark.key in self.pages:
            return
        self.pages[mark.key] = self.page
        top = self.frame._y + flowable.height + flowable.getSpaceAfter()
        self.canv.bookmarkPage(mark.key, fit="XYZ", left=0, top=top)
        # A level may not be left out on the way down.
        self._depth = min(mark.level - 1, self._depth + 1)
        self.canv.addOutlineEntry(mark.title, mark.key, self._depth)

    def afterPage(self) -> None:
        if self._progress:
            self._progress(self.page)


def _built(
    layout: _Layout,
    pages: Mapping[str, int],
    facts: Mapping[str, str],
    target: BytesIO,
    canvas: Callable[..., Canvas],
    progress: PagesDone | None = None,
) -> _Document:
    parts = layout.parts(pages)
    document = _Document(target, [kind for kind, _ in parts], facts, progress)
    story = [flowable for kind, flowables in parts for flowable in (PageBreak(kind), *flowables)]
    document.build(story[1:], canvasmaker=canvas)
    return document


def _measuring(*arguments: Any, **options: Any) -> Canvas:
    """A canvas on which long tables need not be drawn."""
    canvas = Canvas(*arguments, **options)
    canvas.measuring = True
    return canvas


def _template(kind: str) -> PageTemplate:
    body = page.body(kind == _WIDE)
    size = body[0] + page.LEFT + page.RIGHT, body[1] + page.TOP + page.BOTTOM
    inset = book.INSET if kind == _COVER else 0
    frame = Frame(page.LEFT, page.BOTTOM, *body, *[inset] * 4)

    def draw(canvas: Canvas, _: BaseDocTemplate) -> None:
        number = canvas.getPageNumber()
        if kind == _COVER:
            book.frame(canvas)
        elif number > 1:
            canvas.setFont(fonts.REGULAR, page.NUMBER_SIZE)
            canvas.drawCentredString(size[0] / 2, size[1] - 14 * mm, str(number))

    return PageTemplate(id=kind, frames=[frame], onPage=draw, pagesize=size)
