"""Check loans and groups, keep the bank's scores, and follow up on what was found."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lcdesk.actions.done import Done
from lcdesk.domain import checks as rules
from lcdesk.domain.checks import (
    CheckCall,
    GroupCheck,
    GroupScore,
    MonthScores,
    Reconciliation,
    UseCheck,
)
from lcdesk.domain.days import first_of_month
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import check, table_name
from lcdesk.domain.groups import Group
from lcdesk.i18n import _
from lcdesk.queries.check_sheets import group_check_of, reconciliation_of, use_check_of
from lcdesk.storage import lists, records
from lcdesk.storage.database import WardFile


def open_use_check(file: WardFile, asked: CheckCall, today: date) -> Done:
    """Begin a check of the use of loans: every loan of the group of which something was paid out
    and not checked yet stands on the sheet.

    A sheet of the group on which nothing was found yet is taken up again, with what was paid out
    since. Refused where all was checked, and for a day to come.
    """
    check(asked, today)
    assert asked.day
    begun = use_check_of(file, asked.group, asked.day)
    if not begun.lines:
        raise Refused({"group": _("The use of every loan of this group was checked already.")})
    for known in [each for each in records.find(file, UseCheck, group=asked.group) if each.is_open][
        -1:
    ]:
        fresh = {line.loan: line for line in begun.lines}
        there = (
            replace(line, received=fresh.pop(line.loan, line).received) for line in known.lines
        )
        begun = replace(known, checked_on=asked.day, lines=(*there, *fresh.values()))
    return _saved(file, "open_use_check", begun)


def _saved(
    file: WardFile, verb: str, record: UseCheck | GroupCheck | GroupScore | Reconciliation
) -> Done:
    with records.writing(file, verb) as write:
        record = write.save(record)
    return Done(frozenset(write.touched), record)


def save_check(file: WardFile, made: UseCheck | GroupCheck | Reconciliation, today: date) -> Done:
    """Write down what a check found. Refused where a rule of the record or of a line is broken."""
    check(made, today)
    return _saved(file, f"save_{table_name(type(made))}", made)


def plan_year(file: WardFile, year: int, today: date) -> Done:
    """Plan a check of every group that has none in a year, spread over what is left of it. Refused
    where none lacks."""
    planned = {
        each.group
        for each in records.find(file, GroupCheck)
        if each.planned_on and each.planned_on.year == year
    }
    first, last = max(date(year, 1, 1), today), date(year, 12, 31)
    missing = [
        each.id
        for each in records.find(file, Group)
        if each.is_active(first) and each.id not in planned
    ]
    _refuse_without_groups(file)
    if not missing:
        raise Refused(_("Every group has a check planned in {year}.").format(year=year))
    if last < first:
        raise Refused(_("The year {year} is over.").format(year=year))
    with records.writing(file, "plan_year") as write:
        for group, day in rules.spread(missing, first, last).items():
            write.save(group_check_of(group, day))
    return Done(frozenset(write.touched))


def _refuse_without_groups(file: WardFile) -> None:
    if not lists.count(file, Group):
        raise Refused(_("There is no savings group yet. Enter the groups first."))


def open_reconciliation(file: WardFile, asked: CheckCall, today: date) -> Done:
    """Begin a reconciliation of a group, or give the one of that day. Refused for a day to come."""
    check(asked, today)
    assert asked.day
    for known in records.find(file, Reconciliation, group=asked.group, as_of=asked.day.isoformat()):
        return Done(frozenset(), known)
    return _saved(file, "open_reconciliation", reconciliation_of(file, asked.group, asked.day))


def save_scores(file: WardFile, scores: MonthScores) -> Done:
    """Keep the bank's scores of a month; a group's score of the same month is replaced, an empty
    one left as it is.

    Refused where there is none at all.
    """
    assert scores.month
    _refuse_without_groups(file)
    if not any(line.score for line in scores.lines):
        raise Refused({"lines": _("Enter the score of a group at least.")})
    month = first_of_month(scores.month)
    known = {each.group: each for each in records.find(file, GroupScore, month=month.isoformat())}
    with records.writing(file, "save_scores") as write:
        for line in scores.lines:
            before = known.get(line.group, GroupScore(group=line.group, month=month))
            if line.score and line.score != before.score:
                write.save(replace(before, score=line.score))
    return Done(frozenset(write.touched), scores)


@dataclass(frozen=True)
class Imported:
    """The scores with those of a file; of how many groups it had one, the codes that are no
    group's, and remarks."""

    scores: MonthScores
    read: int
    strangers: list[str]
    remarks: list[str]


def with_imported(file: WardFile, scores: MonthScores, path: Path) -> Imported:
    """The scores with those of an Excel file of the bank."""
    from lcdesk.exchange.scores import (
        read_scores,
    )  # openpyxl takes its time; who types does not wait for it

    reading = read_scores(path)
    codes = {each.id: each.code for each in records.find(file, Group)}
    found = {_known_code(code, codes.values()): score for code, score in reading.scores.items()}
    lines = tuple(
        replace(line, score=found.get(codes[line.group], line.score)) for line in scores.lines
    )
    read = sum(codes[line.group] in found for line in scores.lines)
    return Imported(
        replace(scores, lines=lines),
        read,
        sorted(found.keys() - set(codes.values())),
        reading.remarks,
    )


def _known_code(code: str, codes: Iterable[str]) -> str:
    """The code of a group, where Excel dropped the noughts before it and only one group can be
    meant."""
    fitting = [each for each in codes if each.lstrip("0") == code.lstrip("0")]
    return fitting[0] if code not in codes and len(fitting) == 1 else code
