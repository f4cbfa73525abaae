"""What the papers of collections and checks say: 06/TD, 13/TD, 15/TD and 16/TD."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from lcdesk.domain import checks as rules
from lcdesk.domain.checks import GroupCheck, Reconciliation, UseCheck
from lcdesk.domain.groups import size_warning
from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.ledger import Balance
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import N_, _, rate
from lcdesk.papers.forms import collection as collection_paper
from lcdesk.papers.forms import group_check as group_check_paper
from lcdesk.papers.forms import reconciliation as reconciliation_paper
from lcdesk.papers.forms import use_check as use_check_paper
from lcdesk.papers.forms.catalogue import Part
from lcdesk.papers.forms.collection import CashRow, CollectionContent, CollectionRow
from lcdesk.papers.forms.group_check import DutyRow, GroupCheckContent, RecommendationRow, VisitRow
from lcdesk.papers.forms.reconciliation import ReconciliationContent, ReconciliationRow
from lcdesk.papers.forms.use_check import InspectorRow, UseCheckContent, UseCheckRow
from lcdesk.papers.kit.head import Head
from lcdesk.printing.printable import Gathered, Gatherer, Printable, Subject, printable
from lcdesk.queries import check_sheets
from lcdesk.queries.letterhead import letterhead_of
from lcdesk.queries.month_sheets import MonthRow, MonthSheet, open_sheet
from lcdesk.queries.positions import Standing, positions_of, standing_of
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile


def collection(file: WardFile, sheet: MonthSheet) -> CollectionContent:
    """The content of form 13/TD: as it was saved, else with what is due, to be filled in by
    hand."""
    header = sheet.saved if sheet.saved and sheet.saved.state == "saved" else None
    return CollectionContent(
        **letterhead_of(file, sheet.group.id, sheet.held_on).head(CollectionContent),
        month=sheet.month,
        held_on=sheet.held_on,
        lines=tuple(_collected(row, header is not None) for row in sheet.rows),
        paid=header is not None,
        cash=tuple(CashRow(each.denomination, each.count) for each in header.cash)
        if header
        else (),
    )


def _collected(row: MonthRow, saved: bool) -> CollectionRow:
    typed = row.collected
    after = row.savings + (typed.saved - typed.from_savings if saved else 0)
    return CollectionRow(
        name=row.member.name,
        loan_code=row.loan.code if row.loan else "",
        programme=row.programme,
        outstanding=row.outstanding,
        interest_due=row.interest_due,
        interest_paid=typed.interest_paid if saved else 0,
        saving_expected=row.saving_expected,
        saved=typed.saved if saved else 0,
        principal_from_savings=typed.from_savings if saved else 0,
        savings_balance=after,
        first=row.first,
    )


def reconciliation(file: WardFile, made: Reconciliation) -> ReconciliationContent:
    """The content of form 15/TD."""
    assert made.as_of
    place = letterhead_of(file, made.group, made.as_of)
    return ReconciliationContent(
        **place.head(ReconciliationContent),
        as_of=made.as_of,
        checked_on=made.checked_on,
        lines=tuple(_reconciled(file, made)),
        officer=made.officer,
        association_officer=place.association.officer,
    )


def _reconciled(file: WardFile, made: Reconciliation) -> Iterator[ReconciliationRow]:
    programmes = {each.id: each.code for each in records.find(file, Programme)}
    before, day = 0, made.as_of or date.max
    for line in made.lines:
        loan = records.get(file, Loan, line.loan) if line.loan else None
        yield ReconciliationRow(
            name=records.get(file, Member, line.member).on(day).name,
            loan_code=loan.code if loan else "",
            programme=programmes.get(loan.programme, "") if loan else "",
            bank_debt=line.bank_debt,
            bank_interest=line.bank_interest,
            bank_savings=line.bank_savings,
            answered=bool(line.answered),
            customer_debt=line.debt,
            customer_interest=line.interest,
            customer_savings=line.savings,
            cause=line.cause,
            first=line.member != before,
        )
        before = line.member


def use_check(file: WardFile, check: UseCheck) -> UseCheckContent:
    """The content of form 06/TD: each loan as the books have it on the day, and what was found."""
    assert check.checked_on
    place = letterhead_of(file, check.group, check.checked_on)
    balances = ledger.loan_balances(file, check.checked_on, [line.loan for line in check.lines])
    paid_out = ledger.first_paid_out(file)
    return UseCheckContent(
        **place.head(UseCheckContent),
        checked_on=check.checked_on,
        place=check.place,
        inspectors=tuple(InspectorRow(each.name, each.office) for each in check.inspectors),
        witness=check.witness or place.neighbourhood.head,
        lines=tuple(
            _used(file, line, check.checked_on, balances, paid_out) for line in check.lines
        ),
        measures=check.measures,
    )


def _used(
    file: WardFile,
    line: rules.UseCheckLine,
    day: date,
    balances: Mapping[LoanId, Balance],
    paid_out: Mapping[LoanId, date],
) -> UseCheckRow:
    loan = records.get(file, Loan, line.loan)
    return UseCheckRow(
        name=records.get(file, Member, loan.member).on(day).name,
        loan_code=loan.code,
        programme=records.get(file, Programme, loan.programme).code,
        paid_out_on=paid_out.get(line.loan),
        outstanding=balances.get(line.loan, Balance()).outstanding,
        purpose=loan.purpose,
        checked=line.is_checked,
        received=line.received,
        real_outstanding=line.outstanding,
        used_for=line.used_for,
        right_amount=line.right_amount,
        wrong_amount=line.wrong_amount,
        effect=line.effect,
        interest_owed=line.interest_owed,
    )


def group_check(file: WardFile, check: GroupCheck) -> GroupCheckContent:
    """The content of form 16/TD: the group as the books have it on the day of the check, and what
    was found."""
    day = check.checked_on or check.planned_on
    assert day
    place = letterhead_of(file, check.group, day)
    group = place.group
    now = standing_of(file, group.id, day)
    debts = _debts(file, group.id, day) if check.visited else {}
    return GroupCheckContent(
        **place.head(GroupCheckContent),
        deputy=records.get(file, Member, group.deputy).on(day).name if group.deputy else "",
        association_officer=place.association.officer,
        checked_on=check.checked_on,
        place=check.place,
        inspectors=tuple(InspectorRow(each.name, each.office) for each in check.inspectors),
        position_on=day,
        **_position(now),
        founded_on=group.founded_on,
        approval_number=group.approval_number,
        approved_on=group.approved_on,
        size=size_warning(now.members) or _("{count} members").format(count=now.members),
        management=check.management,
        duties=tuple(
            DutyRow(each.duty, _(rules.DUTY_RESULTS.get(each.done, "")), each.note)
            for each in check.duties
        ),
        visited=tuple(
            VisitRow(
                records.get(file, Member, each.member).on(day).name,
                debts.get(each.member, 0),
                each.finding,
            )
            for each in check.visited
        ),
        strengths=check.strengths,
        faults=check.faults,
        recommendations=tuple(
            RecommendationRow(each.text, each.due_on, each.done_on)
            for each in check.recommendations
        ),
        attached=check.attached,
    )


def _position(now: Standing) -> dict[str, Any]:
    """People, debt, savings and score of a group as the paper names them."""
    return {
        "members": now.members,
        "borrowers": now.borrowers,
        "outstanding": now.outstanding,
        "overdue": now.overdue,
        "frozen": now.frozen,
        "interest_owed": now.interest_owed,
        "savings": now.savings,
        "savers": now.savers,
        "score": rate(now.score.score) if now.score else "",
        "score_class": now.score.score_class if now.score else "",
    }


def _debts(file: WardFile, group: GroupId, day: date) -> dict[int, int]:
    """What each member owes at the end of a day."""
    debts: dict[int, int] = {}
    for loan, now in positions_of(file, group, day).items():
        debts[loan.member] = debts.get(loan.member, 0) + now.balance.outstanding
    return debts


def _for_check(
    cls: type[Any], content_of: Callable[[WardFile, Any], Head], other_day: str = "checked_on"
) -> Gatherer:
    """The gatherer of the paper of one check; one that is only planned has that other day."""

    def gathered(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
        made = records.get(file, cls, subject.id)
        day = made.checked_on or getattr(made, other_day)
        title = paper.titled(file, made.group, day)
        part = Part(content_of(file, made), title, subject=made.id)
        return Gathered((part,), title, day)

    return gathered


def _for_group(content_of: Callable[[WardFile, int, date], Head]) -> Gatherer:
    """The gatherer of a paper prepared for a group with what the books say of a day."""

    def gathered(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
        title = paper.titled(file, GroupId(subject.id), subject.today)
        return Gathered(
            (Part(content_of(file, subject.id, subject.today), title),), title, subject.today
        )

    return gathered


def _month(file: WardFile, paper: Printable, subject: Subject) -> Gathered:
    """The sheet of a month as it was saved, else prepared with what is due to a day, the ward's
    own."""
    assert subject.month
    sheet = open_sheet(file, GroupId(subject.id), subject.month, subject.today, subject.held_on)
    title = f"{paper.titled(file, sheet.group.id, sheet.held_on)} {sheet.month:%m-%Y}"
    part = Part(collection(file, sheet), title, subject=sheet.saved.id if sheet.saved else 0)
    return Gathered((part,), title, sheet.held_on)


USE_CHECK = printable(
    use_check_paper.PAPER,
    N_("Check of use 06/TD"),
    {
        "check": _for_check(UseCheck, use_check),
        "group": _for_group(
            lambda file, id, day: use_check(file, check_sheets.use_check_of(file, GroupId(id), day))
        ),
    },
)
COLLECTION = printable(
    collection_paper.PAPER,
    N_("Collection sheet 13/TD"),
    {
        "month": _month,
        "group": _for_group(
            lambda file, id, day: collection(file, open_sheet(file, GroupId(id), day, day))
        ),
    },
)
RECONCILIATION = printable(
    reconciliation_paper.PAPER,
    N_("Reconciliation 15/TD"),
    {
        "check": _for_check(Reconciliation, reconciliation, "as_of"),
        "group": _for_group(
            lambda file, id, day: reconciliation(
                file, check_sheets.reconciliation_of(file, GroupId(id), day)
            )
        ),
    },
)
GROUP_CHECK = printable(
    group_check_paper.PAPER,
    N_("Group check 16/TD"),
    {
        "check": _for_check(GroupCheck, group_check, "planned_on"),
        "group": _for_group(
            lambda file, id, day: group_check(file, check_sheets.group_check_of(GroupId(id), day))
        ),
    },
)
PAPERS = (USE_CHECK, COLLECTION, RECONCILIATION, GROUP_CHECK)
