"""What reports list beside figures: loans by name, applications on their road, checks, savings,
households."""

from datetime import date
from typing import NamedTuple

from lcdesk.domain.ids import GroupId, HouseholdId, LoanId, MemberId, ProgrammeId
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.domain.periods import Period
from lcdesk.storage import ledger
from lcdesk.storage.database import WardFile
from lcdesk.storage.past import said_on


class LoanRow(NamedTuple):
    """A loan as a list names it, the programme by its code.

    Amounts in đồng, rates in hundredths of a per cent, days in ISO form.
    """

    loan: LoanId
    code: str
    member: MemberId
    borrower: str
    citizen_id: str
    born_on: str
    address: str
    group: GroupId
    programme: str
    fund_source: str
    purpose: str
    amount: int
    rate: int
    jobs_created: int
    paid_out_on: str
    final_due_on: str


_OF_PEOPLE = ("name", "citizen_id", "address")


def loan_rows(file: WardFile, day: date) -> dict[LoanId, LoanRow]:
    """Every loan by its id, with who owes it, at which rate and until when, as it holds on a
    day."""
    newest = (
        "SELECT id, loan, member, rate, row_number() OVER (PARTITION BY loan ORDER BY from_on "
        "DESC, id DESC) AS age "
        "FROM loan_terms WHERE removed_on = '' AND from_on <= ?"
    )
    sql = (
        "SELECT loan.id, loan.code, member.id, member.name, citizen_id, born_on, member.address, "
        'loan."group", '
        "programme.code, loan.fund_source, loan.purpose, loan.amount, coalesce(terms.rate, 0), "
        "loan.jobs_created, "
        "coalesce((SELECT max(due_on) FROM instalment WHERE owner = terms.id), '') "
        "FROM loan JOIN programme ON programme.id = loan.programme "
        f"LEFT JOIN ({newest}) terms ON terms.loan = loan.id AND age = 1 "
        "JOIN member ON member.id = coalesce(terms.member, loan.member) ORDER BY member.sort_key, "
        "loan.id"
    )
    first = ledger.first_paid_out(file)
    found: dict[LoanId, LoanRow] = {}
    people = said_on(file, Member, _OF_PEOPLE, day)
    groups = said_on(file, Loan, ("group",), day)
    for row in file.db.execute(sql, [day.isoformat()]).fetchall():
        paid_out_on = first[row[0]].isoformat() if row[0] in first else ""
        made = LoanRow._make((*row[:-1], paid_out_on, row[-1]))
        then = {**people.get(made.member, {}), **groups.get(made.loan, {})}
        if "name" in then:
            then["borrower"] = then.pop("name")
        found[made.loan] = made._replace(**then) if then else made
    return found


class ApplicationEvent(NamedTuple):
    """Something that happened to an application on a day, with its amount in đồng."""

    what: str
    day: str
    programme: ProgrammeId
    group: GroupId
    fund_source: str
    household_class: str
    amount: int


_EVENTS = """
    SELECT 'requested', applied_on, programme, "group", fund_source, beneficiary, amount
    FROM application WHERE removed_on = '' AND applied_on BETWEEN :first AND :last
    UNION ALL
    SELECT line.result, meeting.held_on, a.programme, a."group", a.fund_source, a.beneficiary,
    line.amount
    FROM decision line JOIN meeting ON meeting.id = line.owner JOIN application a ON a.id =
    line.application
    WHERE meeting.state = 'closed' AND meeting.removed_on = '' AND line.result <> ''
        AND meeting.held_on BETWEEN :first AND :last
    UNION ALL
    SELECT line.bank_result, line.decided_on, a.programme, a."group", a.fund_source, a.beneficiary,
    line.approved_amount FROM proposal_line line JOIN application a ON a.id = line.application
    WHERE line.bank_result <> '' AND line.decided_on BETWEEN :first AND :last
"""


def application_events(file: WardFile, period: Period) -> list[ApplicationEvent]:
    """What was requested, proposed or not, approved or not this time in a period, each on its own
    day."""
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return [ApplicationEvent(*row) for row in file.db.execute(_EVENTS, days).fetchall()]


def use_checked_on(file: WardFile) -> dict[int, str]:
    """The first day on which the use of each loan was checked, by the id of the loan."""
    sql = (
        "SELECT line.loan, min(checked_on) FROM use_check_line line JOIN use_check owner ON "
        "owner.id = line.owner "
        "WHERE owner.removed_on = '' AND line.right_amount + line.wrong_amount > 0 GROUP BY "
        "line.loan"
    )
    return dict(file.db.execute(sql).fetchall())


def wrong_use(file: WardFile, period: Period) -> list[tuple[int, str, int]]:
    """Loans found used wrongly in a period: group, day of the check, and the amount in đồng."""
    sql = (
        'SELECT "group", checked_on, wrong_amount FROM use_check_line line JOIN use_check held ON '
        "held.id = line.owner "
        "WHERE held.removed_on = '' AND wrong_amount > 0 AND checked_on BETWEEN ? AND ?"
    )
    return file.db.execute(sql, [period.first.isoformat(), period.last.isoformat()]).fetchall()


def savings_moves(file: WardFile, first: date, last: date) -> dict[int, dict[str, int]]:
    """What moved the savings of each member from a day to a day: đồng by kind of entry, by the id
    of the member."""
    sql = (
        "SELECT member, kind, sum(amount) FROM entry WHERE kind IN "
        "('saved', 'withdrawn', 'saving_interest', 'repaid_from_savings') AND entry_on BETWEEN ? "
        "AND ? "
        "GROUP BY member, kind"
    )
    found: dict[int, dict[str, int]] = {}
    for member, kind, amount in file.db.execute(sql, [first.isoformat(), last.isoformat()]):
        found.setdefault(member, {})[kind] = amount
    return found


def month_sums(file: WardFile, first: date, last: date) -> dict[str, dict[str, int]]:
    """What moved on loans in each month from a day to a day: đồng by kind of entry, by the month as
    YYYY-MM."""
    sql = (
        "SELECT substr(entry_on, 1, 7), kind, sum(amount) FROM entry "
        "WHERE loan IS NOT NULL AND entry_on BETWEEN ? AND ? GROUP BY 1, 2"
    )
    found: dict[str, dict[str, int]] = {}
    for month, kind, amount in file.db.execute(sql, [first.isoformat(), last.isoformat()]):
        found.setdefault(month, {})[kind] = amount
    return found


def households(file: WardFile) -> dict[HouseholdId, tuple[str, str]]:
    """Head and address of every household by its id, in the order of names."""
    sql = "SELECT id, name, address FROM household WHERE removed_on = '' ORDER BY sort_key, id"
    return {row[0]: row[1:] for row in file.db.execute(sql).fetchall()}


def member_names(file: WardFile, day: date) -> dict[int, str]:
    """The name of every member at the end of a day, by the id."""
    then = said_on(file, Member, ("name",), day)
    found = file.db.execute("SELECT id, name FROM member").fetchall()
    return {id: then.get(id, {}).get("name", name) for id, name in found}
