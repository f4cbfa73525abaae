"""What the caps of a household count, asked of the file."""

from collections.abc import Sequence
from datetime import date

from lcdesk.domain.commitments import Commitment
from lcdesk.domain.ids import ApplicationId, HouseholdId
from lcdesk.storage import ledger
from lcdesk.storage.database import WardFile


def of_household(
    file: WardFile, household: HouseholdId, states: Sequence[str], beside: ApplicationId
) -> list[Commitment]:
    """The applications of a household in these states, one left out, and its running loans."""
    return [*_asked(file, household, states, beside), *_lent(file, household, beside)]


def _asked(
    file: WardFile, household: HouseholdId, states: Sequence[str], beside: ApplicationId
) -> list[Commitment]:
    """What the bank approved, else what the last meeting proposed, else what is asked for."""
    marks = ", ".join("?" * len(states))
    proposed = (
        "SELECT decision.amount FROM decision JOIN meeting ON meeting.id = decision.owner WHERE "
        "decision.application = a.id AND meeting.state = 'closed' AND decision.result = 'proposed' "
        "ORDER BY meeting.id DESC LIMIT 1"
    )
    approved = (
        "SELECT line.approved_amount FROM proposal_line line WHERE line.application = a.id AND "
        "line.bank_result = 'approved' ORDER BY line.owner DESC LIMIT 1"
    )
    sql = (
        f"SELECT a.programme, a.member, a.student, coalesce(({approved}), ({proposed}), a.amount) "
        "FROM application a JOIN member m ON m.id = a.member WHERE a.removed_on = '' AND "
        f"m.household = ? AND a.id <> ? AND a.state IN ({marks}) ORDER BY a.id"
    )
    rows = file.db.execute(sql, [household, beside, *states]).fetchall()
    return [Commitment(*row) for row in rows]


def _lent(file: WardFile, household: HouseholdId, beside: ApplicationId) -> list[Commitment]:
    """What is outstanding, with what was approved and is still to be paid out; a loan from before
    the program is paid out."""
    sql = (
        "SELECT loan.id, loan.programme, loan.member, coalesce(a.student, ''), "
        "iif(loan.application IS NULL, 0, loan.amount) FROM loan JOIN member ON member.id = "
        "loan.member LEFT JOIN application a ON a.id = loan.application WHERE loan.removed_on = '' "
        "AND member.household = ? AND loan.application IS NOT ? ORDER BY loan.id"
    )
    rows = file.db.execute(sql, [household, beside]).fetchall()
    balances = ledger.loan_balances(file, date.max, [row[0] for row in rows]) if rows else {}
    found = []
    for id, programme, member, student, approved in rows:
        balance = balances.get(id)
        if balance and balance.outstanding > 0:
            unpaid = max(approved - balance.disbursed, 0)
            found.append(Commitment(programme, member, student, balance.outstanding + unpaid))
    return found
