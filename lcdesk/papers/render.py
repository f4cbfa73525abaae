"""Bind sheets of paper into one PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lcdesk.papers.application import ApplicationContent
from lcdesk.papers.authorisation import AuthorisationContent
from lcdesk.papers.job_application import JobApplicationContent
from lcdesk.papers.minutes import MinutesContent
from lcdesk.papers.proposal_list import ProposalListContent

Content = ApplicationContent | AuthorisationContent | MinutesContent | ProposalListContent  # 01/GQVL is a kind of 01/TD
Wording = Mapping[str, Mapping[str, str]]

PAPERS: dict[str, type[Content]] = {
    "01": ApplicationContent,
    "01-gqvl": JobApplicationContent,
    "01-uq": AuthorisationContent,
    "10C": MinutesContent,
    "03": ProposalListContent,
}


@dataclass(frozen=True)
class Sheet:
    """One paper of a bundle: its content, its name in the PDF's outline, and a note for the bottom of each page."""

    content: Content
    title: str
    notice: str = ""


def render(sheets: Sequence[Sheet], wording: Wording, *, title: str, author: str) -> bytes:
    """Give one PDF of all sheets; each starts a page, counts its own pages and has a bookmark.

    `wording` is paper → key → text, as resources/wording.json lists it. The same arguments give the same bytes.
    """
    raise NotImplementedError
