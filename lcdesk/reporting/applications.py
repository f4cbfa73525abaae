"""Applications requested, proposed and approved in a period: three facts, each on its own day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from lcdesk.domain.figures import BREAKDOWNS, Key
from lcdesk.domain.reports import COUNT, MILLION, Column, Report, Section, Table
from lcdesk.i18n import N_, _
from lcdesk.reporting import tables
from lcdesk.reporting.request import Scene
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


def report(scene: Scene) -> Report:
    return scene.report(_("APPLICATIONS REQUESTED, PROPOSED, APPROVED"), [section(scene, scene.by)])


def section(scene: Scene, by: str, level: int = 1) -> Section:
    title = _("Applications by {by}").format(by=_(BREAKDOWNS[by]))
    return Section(title, tables=(_table(scene, by),), level=level, wide=True)


def _table(scene: Scene, by: str) -> Table:
    """A line for each value of the breakdown; every event counts in the period of its own day."""
    found: dict[Key, list[ApplicationEvent]] = defaultdict(list)
    for event in events(scene):
        found[key_of(scene, event, by)].append(event)
    named = {str(key): name for key, name in scene.names(by).items() if key in found}
    cells = {str(key): _counted(each) for key, each in found.items()}
    total = _counted([event for each in found.values() for event in each])
    columns = [tables.numbered(), tables.named(by)]
    for what, label in EVENTS.items():
        columns.append(Column(what, _("How many"), COUNT, 15, _(label)))
        if what in _WITH_AMOUNT:
            columns.append(Column(f"{what}_amount", _("Amount"), MILLION, 22, _(label)))
    note = _("Each stands in the period of its own day: of the application, of the meeting, of the bank's decision.")
    return Table("applications", "", tuple(columns), tables.lines(named, cells, total), note, drill=by)


def events(scene: Scene) -> list[ApplicationEvent]:
    """What happened to applications in the period, as far as was asked for."""
    only = scene.asked.only
    return [
        each
        for each in register_rows.application_events(scene.file, scene.period)
        if all(str(key_of(scene, each, by)) == key for by, key in only.items())
    ]


def key_of(scene: Scene, event: ApplicationEvent, by: str) -> Key:
    """To which line of a breakdown an event belongs, on its day."""
    if by in ("association", "neighbourhood"):
        group = scene.reading.books.groups[event.group]
        return group.association_on(date.fromisoformat(event.day)) if by == "association" else group.neighbourhood
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
