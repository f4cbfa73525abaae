"""The page of one loan: its sheet, and at the foot what can be done with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lcdesk.domain.applications import FUND_SOURCES, Application
from lcdesk.domain.groups import Group
from lcdesk.domain.loans import Loan
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import CLASSES, Member
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import _
from lcdesk.queries import proposal_lists
from lcdesk.queries.loan_accounts import Account
from lcdesk.ui.areas.loans.page import LoanSheet, terms_text
from lcdesk.ui.areas.loans.verbs import NEXT_PART, RARE, REPAY, SETTLE, Verb
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.more import Deeds, more_button
from lcdesk.ui.kit.theme import GRID


class LoanPage(QWidget):
    """`begin` opens the form of a verb; what is seldom done stands in a menu, `deeds` at its
    end."""

    def __init__(self, desk: Desk, begin: Callable[[Verb], None], deeds: Deeds) -> None:
        super().__init__()
        self._desk = desk
        self.sheet = LoanSheet()
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, 0, GRID, GRID)
        self.buttons = {
            verb.name: button_for(
                verb.name, _(verb.label), partial(begin, verb), main=verb is REPAY
            )
            for verb in (REPAY, SETTLE, NEXT_PART)
        }
        for button in self.buttons.values():
            foot.addWidget(button)
        rare = [(_(verb.label), partial(begin, verb)) for verb in RARE]
        foot.addWidget(more_button(desk, self, rare, deeds))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)

    def show_account(self, about: Account) -> None:
        """Show a loan as it stands today, and offer what can be done with it."""
        today, loan = self._desk.today(), about.loan
        borrower = self._desk.get(Member, loan.member)
        self.sheet.show_loan(
            f"{borrower.name} · {loan.code}", about, _facts(self._desk, loan), today
        )
        now = about.on(today)
        self.buttons["next_part"].setVisible(
            now.balance.disbursed < loan.amount and not now.is_settled
        )
        for name in ("repay", "settle"):
            self.buttons[name].setEnabled(not now.is_settled)

    def take_caret(self) -> None:
        repay = self.buttons["repay"]
        (repay if repay.isEnabled() else self.sheet.ledger).setFocus()


def _facts(desk: Desk, loan: Loan) -> list[tuple[str, str]]:
    """What was asked, proposed and approved, and where the loan belongs."""
    group = desk.get(Group, loan.group)
    asked, proposed = _wishes(desk, loan)
    return [
        (_("Savings group"), f"{group.code} {group.name}"),
        (_("Programme"), desk.get(Programme, loan.programme).name),
        (_("Fund source"), _(FUND_SOURCES[loan.fund_source])),
        (_("Beneficiary class"), _(CLASSES[loan.beneficiary])),
        (_("Purpose"), loan.purpose),
        (_("Asked for"), asked),
        (_("Proposed"), proposed),
        (_("Approved"), terms_text(loan.amount, loan.term_months)),
    ]


def _wishes(desk: Desk, loan: Loan) -> tuple[str, str]:
    """What was asked and what was proposed, nothing for a loan from before the program."""
    if not loan.application:
        return "", ""
    application = desk.get(Application, loan.application)
    made = proposal_lists.list_of(desk.file, application.id)
    decisions = desk.get(Meeting, made.meeting).decisions if made else ()
    proposed = [
        terms_text(each.amount, each.term_months)
        for each in decisions
        if each.application == application.id
    ]
    return terms_text(application.amount, application.term_months), "".join(proposed[-1:])
