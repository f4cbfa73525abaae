"""Every paying out of a loan, and whether its use was checked."""

from collections.abc import Iterator
from datetime import date

from lcdesk.domain.checks import PayingOut, paying_out
from lcdesk.domain.ids import LoanId
from lcdesk.domain.loans import Loan
from lcdesk.storage import ledger, lookups, records
from lcdesk.storage.database import WardFile


def payings_out(file: WardFile) -> dict[LoanId, list[PayingOut]]:
    """Every paying out of every loan, in the order of their days, by the id of the loan; also that
    before the program."""
    paid, taken_over = (ledger.beginnings(file, kind) for kind in ("disbursed", "taken_over"))
    checks = lookups.use_checks(file)
    found = {}
    for loan in records.find(file, Loan):
        days = [date.fromisoformat(day) for day in checks.get(loan.id, ())]
        taken_over_on = next(iter(taken_over.get(loan.id, ())), None)
        told = _told(loan, paid.get(loan.id, {}), taken_over_on)
        found[loan.id] = [paying_out(on, amount, days, known) for on, amount, known in told]
    return found


def _told(
    loan: Loan, paid: dict[date, int], taken_over_on: date | None
) -> Iterator[tuple[date, int, date | None]]:
    """Day and amount of each paying out, and from when on the program knows of it.

    Versions before 0.3.0 took a loan over as if it were paid out here, and kept no day of it.
    """
    if loan.former_paid_on:
        yield loan.former_paid_on, loan.former_paid_out, taken_over_on
    is_former = not loan.application and not loan.former_paid_on
    for place, (paid_on, amount) in enumerate(paid.items()):
        yield paid_on, amount, None if is_former and place == 0 else paid_on


def unchecked(file: WardFile, day: date) -> dict[LoanId, list[PayingOut]]:
    """What was paid out by a day and not checked by it, by the id of the loan."""
    still_open = {
        loan: [each for each in every if each.is_open(day)]
        for loan, every in payings_out(file).items()
    }
    return {loan: every for loan, every in still_open.items() if every}
