"""The official forms, and how they are bound into one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, NextPageTemplate, PageBreak

from lcdesk.i18n import clean, in_language
from lcdesk.papers.forms import (
    application,
    authorisation,
    collection,
    group_check,
    job_application,
    minutes,
    notice,
    proposal_list,
    reconciliation,
    use_check,
)
from lcdesk.papers.kit import fonts, page
from lcdesk.papers.kit.head import Head
from lcdesk.papers.kit.layout import Layout
from lcdesk.papers.kit.wording import WordingTexts, texts_of
from lcdesk.papers.pdf.archive import ArchiveCanvas

PAPERS: dict[str, Layout] = {
    each.PAPER.id: each.PAPER
    for each in (
        application,
        job_application,
        authorisation,
        minutes,
        proposal_list,
        notice,
        use_check,
        collection,
        reconciliation,
        group_check,
    )
}
"""Every paper there is, by its id: the one list."""


@dataclass(frozen=True)
class Part:
    """One paper of a bundle: its content, its name in the PDF's outline, and a note for the bottom
    of each page.

    `subject` is the id of the record it is about, 0 for a form to be filled in by hand.
    """

    content: Head
    title: str
    notice: str = ""
    subject: int = 0

    @property
    def layout(self) -> Layout:
        return next(each for each in PAPERS.values() if each.content is type(self.content))

    @property
    def paper(self) -> str:
        return self.layout.id


@in_language("vi")
def render(parts: Sequence[Part], wording: WordingTexts, *, title: str, author: str) -> bytes:
    """Give one PDF of all parts; each starts a page, counts its own pages and has a bookmark.

    `wording` is paper -> key -> text, as resources/wording.json lists it; a text that it lacks is
    the one that ships. The same arguments give the same bytes, whatever language the screen speaks.
    No parts at all raises ValueError.
    """
    if not parts:
        raise ValueError("nothing to print")
    fonts.register()
    buffer = BytesIO()
    document = BaseDocTemplate(
        buffer,
        title=clean(title),
        author=clean(author),
        subject=clean("; ".join(part.title for part in parts)),
        creator="lcdesk",
        lang="vi-VN",
        initialFontName=fonts.REGULAR,
        invariant=1,
        pageTemplates=[_template(part, i) for i, part in enumerate(parts)],
    )
    story = [flowable for i, part in enumerate(parts) for flowable in _story(part, i, wording)]
    document.build(story, canvasmaker=ArchiveCanvas)
    return buffer.getvalue()


def _template(part: Part, index: int) -> Any:
    return page.template(
        f"sheet {index}", wide=part.layout.wide, bookmark=clean(part.title), notice=part.notice
    )


def _story(part: Part, index: int, wording: WordingTexts) -> list[Flowable]:
    layout = part.layout
    start = [NextPageTemplate(f"sheet {index}"), PageBreak()] if index else []
    return start + layout.laid_out(part.content, texts_of(layout.id, wording, layout.above))
