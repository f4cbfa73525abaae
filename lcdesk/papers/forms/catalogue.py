"""Bind sheets of paper into one PDF."""

from collections.abc import Callable, Mapping, Sequence
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
from lcdesk.papers.forms.application import ApplicationContent
from lcdesk.papers.forms.authorisation import AuthorisationContent
from lcdesk.papers.forms.collection import CollectionContent
from lcdesk.papers.forms.group_check import GroupCheckContent
from lcdesk.papers.forms.job_application import JobApplicationContent
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.forms.notice import NoticeContent
from lcdesk.papers.forms.proposal_list import ProposalListContent
from lcdesk.papers.forms.reconciliation import ReconciliationContent
from lcdesk.papers.forms.use_check import UseCheckContent
from lcdesk.papers.kit import fonts, page
from lcdesk.papers.kit.wording import Wording, texts_of
from lcdesk.papers.pdf.archive import ArchiveCanvas

# 01/GQVL is a kind of 01/TD.
Content = (
    ApplicationContent
    | AuthorisationContent
    | MinutesContent
    | ProposalListContent
    | NoticeContent
    | CollectionContent
    | ReconciliationContent
    | UseCheckContent
    | GroupCheckContent
)

PAPERS: dict[str, type[Content]] = {
    "01": ApplicationContent,
    "01-gqvl": JobApplicationContent,
    "01-uq": AuthorisationContent,
    "10C": MinutesContent,
    "03": ProposalListContent,
    "04": NoticeContent,
    "06": UseCheckContent,
    "13": CollectionContent,
    "15": ReconciliationContent,
    "16": GroupCheckContent,
}

_LAYOUTS: dict[str, Callable[[Any, Mapping[str, str]], list[Flowable]]] = {
    "01": application.flowables,
    "01-gqvl": job_application.flowables,
    "01-uq": authorisation.flowables,
    "10C": minutes.flowables,
    "03": proposal_list.flowables,
    "04": notice.flowables,
    "06": use_check.flowables,
    "13": collection.flowables,
    "15": reconciliation.flowables,
    "16": group_check.flowables,
}
_LANDSCAPE = {"03", "04", "06", "13", "15"}


@dataclass(frozen=True)
class Sheet:
    """One paper of a bundle: its content, its name in the PDF's outline, and a note for the bottom of each page."""

    content: Content
    title: str
    notice: str = ""


def paper_of(content: Content) -> str:
    """Give the name of the paper that a content record belongs to, as `PAPERS` and the wording call it."""
    return next(name for name, cls in PAPERS.items() if type(content) is cls)


@in_language("vi")
def render(sheets: Sequence[Sheet], wording: Wording, *, title: str, author: str) -> bytes:
    """Give one PDF of all sheets; each starts a page, counts its own pages and has a bookmark.

    `wording` is paper -> key -> text, as resources/wording.json lists it; a text that it lacks is the one that
    ships. The same arguments give the same bytes.
    No sheets at all raises ValueError.
    """
    if not sheets:
        raise ValueError("no sheets to print")
    fonts.register()
    buffer = BytesIO()
    document = BaseDocTemplate(
        buffer,
        title=clean(title),
        author=clean(author),
        subject=clean("; ".join(sheet.title for sheet in sheets)),
        creator="lcdesk",
        lang="vi-VN",
        initialFontName=fonts.REGULAR,
        invariant=1,
        pageTemplates=[_template(sheet, i) for i, sheet in enumerate(sheets)],
    )
    story = [flowable for i, sheet in enumerate(sheets) for flowable in _story(sheet, i, wording)]
    document.build(story, canvasmaker=ArchiveCanvas)
    return buffer.getvalue()


def _template(sheet: Sheet, index: int) -> Any:
    wide = paper_of(sheet.content) in _LANDSCAPE
    return page.template(f"sheet {index}", wide=wide, bookmark=clean(sheet.title), notice=sheet.notice)


def _story(sheet: Sheet, index: int, wording: Wording) -> list[Flowable]:
    paper = paper_of(sheet.content)
    start = [NextPageTemplate(f"sheet {index}"), PageBreak()] if index else []
    return start + _LAYOUTS[paper](sheet.content, texts_of(paper, wording))
