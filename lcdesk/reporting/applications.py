"""Applications requested, proposed and approved in a period: three facts, each on its own day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lcdesk.domain.figures import BREAKDOWNS, Key
from lcdesk.domain.reports import COUNT, MILLION, Column, Section, Table
from lcdesk.i18n import N_, _
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.report_kind import BY_LENDER, ReportKind
from lcdesk.storage.reporting import register_rows
from lcdesk.storage.reporting.register_rows import ApplicationEvent

EVENTS = {
    "requested": N_("Requested"),
    "proposed": N_("Proposed"),
    "not_proposed": N_("Not proposed"),
    "approved": N_("Approved by the bank"),
    "not_this_time": N_("Not this time"),
}
_WITH_AMOUNT = ("requested", "proposed", "approved")


def sections(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of applications."""
    yield section(gathering, gathering.by)


APPLICATIONS = ReportKind(
    id="applications",
    title=N_("Applications"),
    heading=N_("APPLICATIONS REQUESTED, PROPOSED, APPROVED"),
    sections=sections,
    by=tuple(BREAKDOWNS),
    narrowed_by=BY_LENDER,
    agrees=False,
)


def section(gathering: Gathering, by: str, level: int = 1) -> Section:
    """What was asked for, proposed and approved in the period, by a breakdown."""
    title = _("Applications by {by}").format(by=_(BREAKDOWNS[by]))
    return Section(title, tables=(_table(gathering, by),), level=level, wide=True)


def _table(gathering: Gathering, by: str) -> Table:
    """A line for each value of the breakdown; every event counts in the period of its own day."""
    found: dict[Key, list[ApplicationEvent]] = defaultdict(list)
    for event in events(gathering):
        found[key_of(gathering, event, by)].append(event)
    named = {str(key): name for key, name in gathering.names(by).items() if key in found}
    cells = {str(key): _counted(each) for key, each in found.items()}
    total = _counted([event for each in found.values() for event in each])
    columns = [tables.numbered(), tables.named(by)]
    for what, label in EVENTS.items():
        columns.append(Column(what, _("How many"), COUNT, 15, _(label)))
        if what in _WITH_AMOUNT:
            columns.append(Column(f"{what}_amount", _("Amount"), MILLION, 22, _(label)))
    note = _(
        "Each stands in the period of its own day: of the application, of the meeting, of the "
        "bank's decision."
    )
    return Table(
        "applications", "", tuple(columns), tables.lines(named, cells, total), note, drill=by
    )


def events(gathering: Gathering) -> list[ApplicationEvent]:
    """What happened to applications in the period, as far as was asked for."""
    only = gathering.only
    return [
        each
        for each in register_rows.application_events(gathering.file, gathering.period)
        if all(str(key_of(gathering, each, by)) == key for by, key in only.items())
    ]


def key_of(gathering: Gathering, event: ApplicationEvent, by: str) -> Key:
    """To which line of a breakdown an event belongs, on its day."""
    if by in ("association", "neighbourhood"):
        group = gathering.group(event.group, date.fromisoformat(event.day))
        return group.association if by == "association" else group.neighbourhood
    key: Key = getattr(event, by)
    return key


def _counted(events: Sequence[ApplicationEvent]) -> tuple[int, ...]:
    cells: list[int] = []
    for what in EVENTS:
        amounts = [each.amount for each in events if each.what == what]
        cells += [len(amounts), sum(amounts)] if what in _WITH_AMOUNT else [len(amounts)]
    return tuple(cells)


def counts(events: Iterable[ApplicationEvent]) -> dict[str, int]:
    """How many events there were of each kind."""
    found = dict.fromkeys(EVENTS, 0)
    for each in events:
        found[each.what] += 1
    return found
