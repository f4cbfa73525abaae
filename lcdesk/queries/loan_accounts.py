"""A loan with its terms and its ledger."""

from dataclasses import dataclass
from datetime import date

from lcdesk.domain.ids import LoanId
from lcdesk.domain.ledger import Entry
from lcdesk.domain.loans import Loan, LoanTerms
from lcdesk.domain.positions import Position, position
from lcdesk.queries.ward import ward_of
from lcdesk.storage import ledger, records
from lcdesk.storage.database import WardFile


@dataclass(frozen=True)
class Account:
    """A loan with its terms and its ledger, both in their order, and the day of the month on which
    its interest falls due."""

    loan: Loan
    terms: tuple[LoanTerms, ...]
    entries: tuple[Entry, ...]
    interest_day: int

    def on(self, day: date) -> Position:
        """How the loan stands at the end of a day."""
        return position(self.entries, self.terms, day, interest_day=self.interest_day)


def account(file: WardFile, loan: LoanId) -> Account:
    """All there is of a loan. Refused where there is none."""
    found = records.get(file, Loan, loan)
    return Account(
        loan=found,
        terms=tuple(records.find(file, LoanTerms, loan=loan)),
        entries=tuple(ledger.of_loan(file, loan)),
        interest_day=found.interest_day_in(ward_of(file)),
    )
