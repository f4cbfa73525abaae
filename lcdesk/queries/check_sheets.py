"""What a check, a reconciliation or a month of scores begins with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lcdesk.domain.checks import (
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
from lcdesk.domain.days import first_of_month
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.positions import Position
from lcdesk.i18n import _, in_language, name_key
from lcdesk.queries.memberships import loans_of, with_savings
from lcdesk.queries.payings_out import unchecked
from lcdesk.queries.positions import positions_of
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def use_check_of(file: WardFile, group: GroupId, day: date) -> UseCheck:
    """The sheet of a check that is not begun yet: the loans of a group of which something was paid
    out by a day and not checked."""
    lines = tuple(
        UseCheckLine(loan=each.id, received=amount)
        for each, amount in unchecked_loans(file, group, day)
    )
    return UseCheck(group=group, checked_on=day, lines=lines)


def unchecked_loans(file: WardFile, group: GroupId, day: date) -> list[tuple[Loan, int]]:
    """The loans of a group of which something was paid out by a day and not checked, with how much
    that is in đồng."""
    found = unchecked(file, day)
    return [
        (loan, sum(each.amount for each in found[loan.id]))
        for loan in loans_of(file, group, day)
        if loan.id in found
    ]


def group_check_of(group: GroupId, day: date) -> GroupCheck:
    """A check of a group as it is planned for a day."""
    return GroupCheck(
        group=group, planned_on=day, duties=tuple(DutyFinding(duty=each) for each in duties())
    )


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


def reconciliation_of(file: WardFile, group: GroupId, day: date) -> Reconciliation:
    """A reconciliation before anybody was asked: what the books say of each member of a group at
    the end of a day."""
    positions = positions_of(file, group, day)
    owing = {
        loan: now for loan, now in positions.items() if now.balance.outstanding or now.interest_owed
    }
    members, savings = with_savings(file, group, day, {loan.member for loan in owing})
    lines: list[ReconciliationLine] = []
    for member in sorted(members, key=lambda each: name_key(each.name)):
        lines += _bank_side(member, owing, savings.get(member.id, 0))
    return Reconciliation(group=group, as_of=day, lines=tuple(lines))


def _bank_side(
    member: Member, owing: dict[Loan, Position], savings: int
) -> Sequence[ReconciliationLine]:
    own = [(loan, now) for loan, now in owing.items() if loan.member == member.id]
    if not own:
        return [ReconciliationLine(member=member.id, bank_savings=savings)] if savings else []
    lines = [
        ReconciliationLine(
            member=member.id,
            loan=loan.id,
            bank_debt=now.balance.outstanding,
            bank_interest=now.interest_owed,
        )
        for loan, now in own
    ]
    return [replace(lines[0], bank_savings=savings), *lines[1:]]


def scores_of(file: WardFile, month: date) -> MonthScores:
    """The scores of a month, a line for each group in the order of their codes; 0 where there is
    none."""
    month = first_of_month(month)
    known = {
        each.group: each.score for each in records.find(file, GroupScore, month=month.isoformat())
    }
    groups = [
        each for each in records.find(file, Group) if each.is_active(month) or each.id in known
    ]
    return MonthScores(
        month=month,
        lines=tuple(ScoreLine(group=each.id, score=known.get(each.id, 0)) for each in groups),
    )
