"""What a report is: its names, its sections, and what may be asked of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from lcdesk.domain.reports import Report, Section, Signature
from lcdesk.i18n import _
from lcdesk.reporting.gathering import Gathering

BY_LENDER = ("association", "programme")
"""Whose part of the books most reports can be narrowed to."""


@dataclass(frozen=True)
class ReportKind:
    """A report. `title` stands in the list of reports, `heading` above the report, filled by
    `heading_words`.

    It can be broken down `by` these, compared with a base year where it is `based`, and is still
    true `narrowed_by`
    these; others are always of the whole ward. It ends with the line that all totals agree, unless
    it `agrees` with none. A `bound` one is a book.
    """

    id: str
    title: str
    heading: str
    sections: Callable[[Gathering], Iterable[Section]]
    by: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ()
    based: bool = False
    agrees: bool = True
    bound: bool = False
    heading_words: Callable[[Gathering], Mapping[str, object]] = lambda _gathering: {}

    def head(self, gathering: Gathering) -> Report:
        """The report without its sections: its head, its period and who signs. What was narrowed
        always says so."""
        ward = gathering.ward
        return Report(
            name=self.id,
            title=_(self.heading).format(**self.heading_words(gathering)),
            period=gathering.period_text(),
            issuer=(_("PEOPLE'S COMMITTEE"), ward.full_name.upper()),
            place=ward.name,
            dated=gathering.reader.today,
            signatures=(
                Signature(_("PREPARED BY"), _("(signature, full name)"), ward.officer),
                Signature(
                    "\n".join((_("ON BEHALF OF THE PEOPLE'S COMMITTEE"), ward.chair_office)),
                    _("(signature, full name, stamp)"),
                    ward.chair,
                ),
            ),
            agreement=gathering.agreement() if self.agrees or gathering.only else "",
            bound=self.bound,
        )


def complete(head: Report, sections: Iterable[Section]) -> Report:
    """A report with its sections; the one section of a report that is no book needs no heading
    beside the title."""
    parts = tuple(sections)
    if len(parts) == 1 and not head.bound:
        parts = (replace(parts[0], title=""),)
    return replace(head, sections=parts)
