"""What the papers of collections and checks say. Called where the language is Vietnamese."""

from collections.abc import Iterator

from lcdesk.actions.collections import Row, Sheet
from lcdesk.actions.places import Place, place_of
from lcdesk.domain.checks import Reconciliation
from lcdesk.domain.groups import Group
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import Programme
from lcdesk.papers.collection import CashLine, CollectionContent, CollectionLine
from lcdesk.papers.reconciliation import ReconciliationContent, ReconciliationLine
from lcdesk.storage import records
from lcdesk.storage.database import WardFile


def _head(place: Place) -> dict[str, str]:
    """The facts that stand at the head of every paper of a group."""
    return {
        **place.head(),
        "group": place.group.name,
        "group_code": place.group.code,
        "group_leader": place.leader,
        "association": place.association.name,
        "bank_office": place.ward.bank_office,
    }


def collection(file: WardFile, sheet: Sheet) -> CollectionContent:
    """The content of form 13/TD: as it was saved, else with what is due, to be filled in by hand."""
    header = sheet.saved if sheet.saved and sheet.saved.state == "saved" else None
    return CollectionContent(
        **_head(place_of(file, sheet.group)),
        month=sheet.month,
        held_on=sheet.held_on,
        lines=tuple(_collected(row, header is not None) for row in sheet.rows),
        paid=header is not None,
        cash=tuple(CashLine(each.denomination, each.count) for each in header.cash) if header else (),
    )


def _collected(row: Row, saved: bool) -> CollectionLine:
    typed = row.collected
    after = row.savings + (typed.saved - typed.from_savings if saved else 0)
    return CollectionLine(
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
    place = place_of(file, records.get(file, Group, made.group))
    return ReconciliationContent(
        **_head(place),
        as_of=made.as_of,
        checked_on=made.checked_on,
        lines=tuple(_reconciled(file, made)),
        officer=made.officer,
        association_officer=place.association.officer,
    )


def _reconciled(file: WardFile, made: Reconciliation) -> Iterator[ReconciliationLine]:
    programmes = {each.id: each.code for each in records.find(file, Programme)}
    before = 0
    for line in made.lines:
        loan = records.get(file, Loan, line.loan) if line.loan else None
        yield ReconciliationLine(
            name=records.get(file, Member, line.member).name,
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
