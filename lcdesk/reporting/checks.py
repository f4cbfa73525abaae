"""Checks done against the duty: use of new loans, yearly checks of groups, scores of the bank."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from lcdesk.domain.checks import CLASSES, GroupCheck, GroupScore, class_of, use_check_due
from lcdesk.domain.days import first_of_month
from lcdesk.domain.figures import Key, share
from lcdesk.domain.periods import months_of
from lcdesk.domain.reports import (
    COUNT,
    MILLION,
    PERCENT,
    SCORE,
    TEXT,
    Cell,
    Column,
    Row,
    Section,
    Table,
)
from lcdesk.i18n import N_, _, half_up
from lcdesk.reporting import tables
from lcdesk.reporting.gathering import Gathering
from lcdesk.reporting.report_kind import ReportKind
from lcdesk.storage import records
from lcdesk.storage.reporting import register_rows

_USE = ("due", "in_time", "late", "open", "missed", "wrong_amount")


def sections(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of checks against duty."""
    yield section(gathering)


CHECKS = ReportKind(
    id="checks",
    title=N_("Checks against duty"),
    heading=N_("CHECKS AGAINST DUTY"),
    sections=sections,
    agrees=False,
)


def section(gathering: Gathering, level: int = 1) -> Section:
    """Checks of the use of loans and of groups, by association."""
    found = _use_table(gathering), _group_table(gathering)
    return Section(_("Checks against duty"), tables=found, level=level, wide=True)


def _use_table(gathering: Gathering) -> Table:
    """New loans whose use was to be checked within 30 days of paying out."""
    cells = _use_cells(gathering)
    named = {
        str(key): name for key, name in gathering.names("association").items() if str(key) in cells
    }
    total = [sum(row[place] for row in cells.values()) for place in range(len(_USE))]
    columns = (
        tables.numbered(),
        tables.named("association"),
        Column("due", _("New loans to check"), COUNT, 20),
        Column("in_time", _("Checked in time"), COUNT, 20),
        Column("late", _("Checked late"), COUNT, 20),
        Column("open", _("Still in time"), COUNT, 20),
        Column("missed", _("Not checked, late"), COUNT, 20),
        Column("wrong_amount", _("Found used wrongly"), MILLION, 24),
        Column("done_share", _("Checked, %"), PERCENT, 18),
    )
    lines = {key: (*row, share(row[1] + row[2], row[0])) for key, row in cells.items()}
    rows = tables.lines(named, lines, (*total, share(total[1] + total[2], total[0])))
    return Table(
        "use_checks", _("Use of new loans, form 06/TD"), columns, rows, drill="association"
    )


def _use_cells(gathering: Gathering) -> dict[str, list[int]]:
    cells: dict[str, list[int]] = defaultdict(lambda: [0] * len(_USE))
    checked = register_rows.use_checked_on(gathering.file)
    lent = {
        each.id: each.paid_out_on
        for each in gathering.books.loans
        if each.application and each.paid_out_on
    }
    for fact in gathering.facts.loans:
        if fact.new_loans and fact.loan in lent:
            row = cells[str(fact.association)]
            row[0] += 1
            row[_outcome(lent[fact.loan], checked.get(fact.loan, ""), gathering.as_of)] += 1
    for group, day, amount in register_rows.wrong_use(gathering.file, gathering.period):
        on = date.fromisoformat(day)
        cells[str(gathering.group(group, on).association)][-1] += amount
    return cells


def _outcome(paid_out_on: date, checked_on: str, as_of: date) -> int:
    """The place in `_USE` of how the check of a loan went by a day."""
    due_on = use_check_due(paid_out_on)
    if checked_on and checked_on <= as_of.isoformat():
        return _USE.index("in_time" if checked_on <= due_on.isoformat() else "late")
    return _USE.index("open" if as_of <= due_on else "missed")


def _group_table(gathering: Gathering) -> Table:
    """Groups checked in the period, and what became of the recommendations."""
    checks: dict[Key, list[GroupCheck]] = defaultdict(list)
    for each in records.find(gathering.file, GroupCheck):
        day = each.checked_on or each.planned_on or gathering.as_of
        checks[gathering.group(each.group, day).association].append(each)
    lines = gathering.now("association").lines
    named = {line.key: line.name for line in lines}
    cells = {
        line.key: _group_cells(gathering, line.figures.groups, checks[int(line.key)])
        for line in lines
    }
    total = [sum(row[place] for row in cells.values()) for place in range(6)]
    columns = (
        tables.numbered(),
        tables.named("association"),
        tables.figure("groups"),
        Column("planned", _("Planned in the period"), COUNT, 20),
        Column("checked", _("Checked in the period"), COUNT, 20),
        Column("visited", _("Households visited"), COUNT, 20),
        Column("advised", _("Recommendations"), COUNT, 20),
        Column("followed", _("Recommendations done"), COUNT, 20),
        Column("share", _("Groups checked, %"), PERCENT, 18),
    )
    rows = tables.lines(
        named,
        {key: (*row, share(row[2], row[0])) for key, row in cells.items()},
        (*total, share(total[2], total[0])),
    )
    return Table(
        "group_checks", _("Work of groups, form 16/TD"), columns, rows, drill="association"
    )


def _group_cells(gathering: Gathering, count: int, checks: list[GroupCheck]) -> tuple[int, ...]:
    first, last = gathering.period.first, gathering.as_of
    planned = {
        each.group
        for each in checks
        if each.planned_on and first <= each.planned_on <= gathering.period.last
    }
    held = [each for each in checks if each.checked_on and first <= each.checked_on <= last]
    advice = [line for each in held for line in each.recommendations]
    done = [line for line in advice if line.done_on and line.done_on <= last]
    visited = sum(len(each.visited) for each in held)
    return (
        count,
        len(planned),
        len({each.group for each in held}),
        visited,
        len(advice),
        len(done),
    )


def scores(gathering: Gathering) -> Iterator[Section]:
    """The sections of the report of scores."""
    yield scores_section(gathering)


SCORES = ReportKind(
    id="scores",
    title=N_("Scores of groups"),
    heading=N_("SCORES OF SAVINGS GROUPS"),
    sections=scores,
    agrees=False,
)


def scores_section(gathering: Gathering, level: int = 1) -> Section:
    """The bank's scores of groups, month by month."""
    return Section(
        _("Scores of savings groups"),
        tables=(_class_table(gathering), _score_table(gathering)),
        level=level,
        wide=True,
    )


def _scored(gathering: Gathering) -> dict[int, dict[str, int]]:
    """The scores of the period in hundredths by the id of the group and the month as MM/YYYY."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for each in records.find(gathering.file, GroupScore):
        if each.month and first_of_month(gathering.period.first) <= each.month <= gathering.as_of:
            found[each.group][f"{each.month:%m/%Y}"] = each.score
    return found


def _months(gathering: Gathering) -> list[str]:
    return [f"{each.first:%m/%Y}" for each in months_of(gathering.period)][-12:]


def _class_table(gathering: Gathering) -> Table:
    """How many groups of each class there were in each month."""
    found = _scored(gathering)
    labels = [_(label) for _least, label in CLASSES]
    columns = (
        Column("month", _("Month"), TEXT, 24),
        *(
            Column(f"class_{place}", tables.capital(label), COUNT, 26)
            for place, label in enumerate(labels)
        ),
        Column("scored", _("Groups scored"), COUNT, 26),
    )
    rows = []
    for month in _months(gathering):
        classes = [class_of(scores[month]) for scores in found.values() if month in scores]
        rows.append(Row((month, *(classes.count(label) for label in labels), len(classes))))
    return Table("score_classes", _("Groups by class"), columns, tuple(rows))


def _score_table(gathering: Gathering) -> Table:
    """Each group with its scores, their mean and the class of the last one."""
    found, months = _scored(gathering), _months(gathering)
    columns = (
        tables.numbered(),
        Column("group", _("Savings group"), width=40),
        *(Column(month, month if len(months) < 4 else month[:2], SCORE, 15) for month in months),
        Column("mean", _("Mean"), SCORE, 16),
        Column("class", _("Class of the last month"), TEXT, 22),
    )
    named = {str(key): name for key, name in gathering.names("group").items() if key in found}
    rows = tuple(
        Row((place, name, *_score_cells(found[int(key)], months)), about=key)
        for place, (key, name) in enumerate(named.items(), 1)
    )
    return Table("scores", _("Scores by group"), columns, rows, drill="group")


def _score_cells(scores: dict[str, int], months: list[str]) -> tuple[Cell, ...]:
    known = [scores[month] for month in months if month in scores]
    mean = half_up(sum(known), len(known)) if known else None
    return (*(scores.get(month) for month in months), mean, class_of(known[-1]) if known else "")
