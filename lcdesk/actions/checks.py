"""Check loans and groups, keep the bank's scores, and follow up on what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lcdesk.actions.done import Done
from lcdesk.actions.standings import positions_of
from lcdesk.domain import checks as rules
from lcdesk.domain.checks import (
    CheckCall,
    DutyFinding,
    GroupCheck,
    GroupScore,
    MonthScores,
    Reconciliation,
    ReconciliationLine,
    ScoreLine,
    UseCheck,
    UseCheckLine,
)
from lcdesk.domain.collections import first_of_month
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import check, table_name
from lcdesk.domain.groups import Group
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.positions import Position
from lcdesk.i18n import _, in_language, name_key
from lcdesk.storage import ledger, lists, records
from lcdesk.storage.database import WardFile


def open_use_check(file: WardFile, asked: CheckCall, today: date) -> Done:
    """Begin a check of the use of loans: every loan of the group whose use was not checked yet stands on the sheet.

    A sheet of the group on which nothing was found yet is taken up again, with the loans that came since. Refused
    where every loan was checked, and for a day to come.
    """
    check(asked, today)
    assert asked.day
    begun = use_check_of(file, asked.group, asked.day)
    if not begun.lines:
        raise Refused({"group": _("The use of every loan of this group was checked already.")})
    for known in [each for each in records.find(file, UseCheck, group=asked.group) if each.is_open][-1:]:
        there = {line.loan for line in known.lines}
        lines = (*known.lines, *(line for line in begun.lines if line.loan not in there))
        begun = replace(known, checked_on=asked.day, lines=lines)
    return _saved(file, "open_use_check", begun)


def use_check_of(file: WardFile, group: int, day: date) -> UseCheck:
    """The sheet of a check that is not begun yet: the loans of a group whose use was not checked by a day."""
    lines = tuple(UseCheckLine(loan=each.id, received=paid_out) for each, paid_out in unchecked_loans(file, group, day))
    return UseCheck(group=group, checked_on=day, lines=lines)


def unchecked_loans(file: WardFile, group: int, day: date) -> list[tuple[Loan, int]]:
    """The loans of a group paid out by a day whose use was never checked, with what was paid out in đồng."""
    checked = lists.checked_loans(file)
    unchecked = [each for each in records.find(file, Loan, group=group) if each.id not in checked]
    balances = ledger.loan_balances(file, day, [each.id for each in unchecked])
    paid_out = [(loan, balances.get(loan.id, Balance()).disbursed) for loan in unchecked]
    return [(loan, amount) for loan, amount in paid_out if amount]


def _saved(file: WardFile, verb: str, record: UseCheck | GroupCheck | GroupScore | Reconciliation) -> Done:
    with records.writing(file, verb) as write:
        record = write.save(record)
    return Done(frozenset(write.touched), record)


def save_check(file: WardFile, made: UseCheck | GroupCheck | Reconciliation, today: date) -> Done:
    """Write down what a check found. Refused where a rule of the record or of a line is broken."""
    check(made, today)
    return _saved(file, f"save_{table_name(type(made))}", made)


def plan_year(file: WardFile, year: int, today: date) -> Done:
    """Plan a check of every group that has none in a year, spread over what is left of it. Refused where none lacks."""
    planned = {
        each.group for each in records.find(file, GroupCheck) if each.planned_on and each.planned_on.year == year
    }
    first, last = max(date(year, 1, 1), today), date(year, 12, 31)
    missing = [each.id for each in records.find(file, Group) if each.is_active(first) and each.id not in planned]
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


def group_check_of(group: int, day: date) -> GroupCheck:
    """A check of a group as it is planned for a day."""
    return GroupCheck(group=group, planned_on=day, duties=tuple(DutyFinding(duty=each) for each in duties()))


def duties() -> tuple[str, ...]:
    """The duties of a group as the paper names them, whatever the screen speaks."""
    with in_language("vi"):
        return (
            _("Review meetings are public and minuted"),
            _("The use of new loans is checked within 30 days"),
            _("Interest and savings are collected each month"),
            _("Books and sheets are kept"),
            _("Members are told a month before an instalment falls due"),
        )


def open_reconciliation(file: WardFile, asked: CheckCall, today: date) -> Done:
    """Begin a reconciliation of a group, or give the one of that day. Refused for a day to come."""
    check(asked, today)
    assert asked.day
    for known in records.find(file, Reconciliation, group=asked.group, as_of=asked.day.isoformat()):
        return Done(frozenset(), known)
    return _saved(file, "open_reconciliation", reconciliation_of(file, asked.group, asked.day))


def reconciliation_of(file: WardFile, group: int, day: date) -> Reconciliation:
    """A reconciliation before anybody was asked: what the books say of each member of a group at the end of a day."""
    positions = positions_of(file, group, day)
    owing = {loan: now for loan, now in positions.items() if now.balance.outstanding or now.interest_owed}
    members = [each for each in records.find(file, Member, group=group) if each.is_active(day)]
    known = {each.id for each in members}
    members += [records.get(file, Member, id) for id in sorted({loan.member for loan in owing} - known)]
    savings = ledger.savings(file, day, [each.id for each in members])
    lines: list[ReconciliationLine] = []
    for member in sorted(members, key=lambda each: name_key(each.name)):
        lines += _bank_side(member, owing, savings.get(member.id, 0))
    return Reconciliation(group=group, as_of=day, lines=tuple(lines))


def _bank_side(member: Member, owing: dict[Loan, Position], savings: int) -> Sequence[ReconciliationLine]:
    own = [(loan, now) for loan, now in owing.items() if loan.member == member.id]
    if not own:
        return [ReconciliationLine(member=member.id, bank_savings=savings)] if savings else []
    lines = [
        ReconciliationLine(
            member=member.id, loan=loan.id, bank_debt=now.balance.outstanding, bank_interest=now.interest_owed
        )
        for loan, now in own
    ]
    return [replace(lines[0], bank_savings=savings), *lines[1:]]


def scores_of(file: WardFile, month: date) -> MonthScores:
    """The scores of a month, a line for each group in the order of their codes; 0 where there is none."""
    month = first_of_month(month)
    known = {each.group: each.score for each in records.find(file, GroupScore, month=month.isoformat())}
    groups = [each for each in records.find(file, Group) if each.is_active(month) or each.id in known]
    return MonthScores(
        month=month, lines=tuple(ScoreLine(group=each.id, score=known.get(each.id, 0)) for each in groups)
    )


def save_scores(file: WardFile, scores: MonthScores) -> Done:
    """Keep the bank's scores of a month; a group's score of the same month is replaced, an empty one left as it is.

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
    """The scores with those of a file; of how many groups it had one, the codes that are no group's, and remarks."""

    scores: MonthScores
    read: int
    strangers: list[str]
    remarks: list[str]


def with_imported(file: WardFile, scores: MonthScores, path: Path) -> Imported:
    """The scores with those of an Excel file of the bank."""
    from lcdesk.exchange.scores import read_scores  # openpyxl takes its time; who types does not wait for it

    reading = read_scores(path)
    codes = {each.id: each.code for each in records.find(file, Group)}
    found = {_known_code(code, codes.values()): score for code, score in reading.scores.items()}
    lines = tuple(replace(line, score=found.get(codes[line.group], line.score)) for line in scores.lines)
    read = sum(codes[line.group] in found for line in scores.lines)
    return Imported(replace(scores, lines=lines), read, sorted(found.keys() - set(codes.values())), reading.remarks)


def _known_code(code: str, codes: Iterable[str]) -> str:
    """The code of a group, where Excel dropped the noughts before it and only one group can be meant."""
    fitting = [each for each in codes if each.lstrip("0") == code.lstrip("0")]
    return fitting[0] if code not in codes and len(fitting) == 1 else code
