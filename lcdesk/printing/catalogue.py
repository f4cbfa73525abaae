"""Every paper that can be asked for."""

from lcdesk.printing import applications, bundles, meetings, proposals, visits
from lcdesk.printing.printable import Printable

PAPERS: dict[str, Printable] = {
    paper.id: paper
    for room in (applications, meetings, proposals, bundles, visits)
    for paper in room.PAPERS
}


def about(word: str) -> list[Printable]:
    """The papers that can be about a meeting, an application, …: a word of `ABOUT`."""
    return [each for each in PAPERS.values() if word in each.by]
