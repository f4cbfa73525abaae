"""The area of loans: a list with their balances, one loan to read, and a form for each thing done with it."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from lcdesk.actions import loans
from lcdesk.domain import fields
from lcdesk.domain.applications import FUND_SOURCES, Application
from lcdesk.domain.duties import Duty
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Choice, Money
from lcdesk.domain.loans import LOAN_STATES, Disbursement, FormerLoan, Loan
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import CLASSES, Member
from lcdesk.domain.programmes import Programme
from lcdesk.i18n import N_, _, date_text, money, number, rate
from lcdesk.printing.proposals import NOTICE
from lcdesk.queries import loan_accounts, proposal_lists
from lcdesk.queries.loan_accounts import Account
from lcdesk.queries.positions import states
from lcdesk.storage import lists, lookups, records
from lcdesk.ui.areas.loans.page import LoanSheet, terms_text
from lcdesk.ui.areas.loans.verbs import MOVE_OVERDUE, NEXT_PART, RARE, REPAY, SETTLE, VERBS, Verb
from lcdesk.ui.kit.ask import ask_reason
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.editors import Choices, Source, best_first
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_and_form import Beside
from lcdesk.ui.kit.tables import Further, derived
from lcdesk.ui.kit.theme import GRID

CORRECTED = ("code", "fund_source", "beneficiary", "purpose")
"""What of a loan may be written anew; the rest was agreed."""


BALANCE = (
    derived("outstanding", N_("Outstanding"), Money(), total=True),
    derived("state", N_("State"), Choice(options=LOAN_STATES)),
)


class Loans(Beside):
    """The list on the left; on the right a loan, or the form of what is being done."""

    title = N_("Loans")
    tables = ("loan",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        further = Further(BALANCE, self._balances)
        self.register = Register(desk, Loan, _(self.title), _("Pay out a loan"), further, ("entry", "loan_terms"))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.register.add_filter("programme", desk.source("programme"), _("All programmes"), int)
        self.about: Account | None = None
        self.sheet = LoanSheet()
        self.sheet.take_back.connect(self._take_back)
        self.sheet.take_back_terms.connect(self._take_back_terms)
        self.paying_out = self._form(Disbursement, self._pay_out, _("Pay out"), {"application": self._approved()})
        self.paying_out.fields.edited.connect(self._fill_from_decision)
        self.former = self._form(FormerLoan, self._take_over, _("Save"))
        self.forms = {verb.name: self._verb_form(verb) for verb in VERBS}
        self.correcting = Form(Fields(Loan, desk, only=CORRECTED), desk, self._correct)
        pages = [self._first_step(), self._loan_page(), self.paying_out, self.former, *self.forms.values()]
        self.put_beside([*pages, self.correcting], (690, 460))
        self.paying_out.saved.connect(lambda loan: self.enter_record(loan.id))
        self.former.saved.connect(lambda loan: self.enter_record(loan.id))
        for form in (*self.forms.values(), self.correcting):
            form.saved.connect(lambda loan: self.enter_record(loan.id))

    def _balances(self) -> dict[int, tuple[int, str]]:
        standing = states(self.desk.file, self.desk.today())
        return {id: (balance.outstanding, state) for id, (balance, state) in standing.items()}

    # The pages on the right

    def _form(
        self, asked: type[fields.Record], save: Any, label: str, sources: dict[str, Source] | None = None
    ) -> Form:
        form = Form(Fields(asked, self.desk, sources), self.desk, save)
        form.save_button.setText(label)
        return form

    def _verb_form(self, verb: Verb) -> Form:
        household = {"member": self.desk.source("member", self._household)} if verb.name == "hand_over" else None
        return self._form(verb.asked, partial(self._do, verb), _("Save"), household)

    def _household(self) -> dict[str, Any]:
        """Hand-over offers the household of the borrower alone."""
        if self.about is None:
            return {}
        return {"household": records.get(self.desk.file, Member, self.about.loan.member).household}

    def _first_step(self) -> QWidget:
        page = QWidget()
        text = Label(_("A loan begins when an approved application is paid out."))
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(text)
        for name, label, act in (
            ("pay_out", _("Pay out a loan"), self.start_new),
            ("take_over", _("Loan from before the program…"), self.start_former),
        ):
            column.addWidget(button_for(name, label, act), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _loan_page(self) -> QWidget:
        page = QWidget()
        foot = QHBoxLayout()
        foot.setContentsMargins(2 * GRID, 0, GRID, GRID)
        self.buttons = {
            verb.name: button_for(verb.name, _(verb.label), partial(self.begin, verb), main=verb is REPAY)
            for verb in (REPAY, SETTLE, NEXT_PART)
        }
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addWidget(self._rare())
        foot.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)
        self._page = page
        return page

    def _rare(self) -> QPushButton:
        """What is seldom done, in a menu."""
        menu = QMenu(self)
        for verb in RARE:
            menu.addAction(_(verb.label), partial(self.begin, verb))
        menu.addSeparator()
        menu.addAction(_("Correct code or purpose…"), self.correct)
        menu.addAction(_("Take back the chosen entry…"), lambda: self._take_back(self.sheet.chosen_entry()))
        menu.addAction(_("Take back the newest terms…"), self._take_back_terms)
        menu.addAction(_("Loan from before the program…"), self.start_former)
        button = QPushButton(_("More"))
        button.setObjectName("more")
        button.setMenu(menu)
        return button

    # What the window asks

    def start_new(self) -> None:
        self.right.setCurrentWidget(self.paying_out)
        draft = {"paid_on": date_text(self.desk.today()), "instalments": []}
        self.paying_out.open(_("Pay out a loan"), draft, None, "loan:new")
        self.paying_out.fields.focus_first_empty()

    def start_former(self) -> None:
        """A loan that was paid out before the program was used."""
        self.right.setCurrentWidget(self.former)
        draft = {"fund_source": "central", "repaid_on": date_text(self.desk.today())}
        self.former.open(_("Loan from before the program"), draft, None, "loan:former")
        self.former.fields.focus_first_empty()

    def show_record(self, id: int) -> None:
        self.about = loan_accounts.account(self.desk.file, id)
        loan = self.about.loan
        borrower = records.get(self.desk.file, Member, loan.member)
        self.sheet.show_loan(f"{borrower.name} · {loan.code}", self.about, self._facts(), self.desk.today())
        now = self.about.on(self.desk.today())
        self.buttons["next_part"].setVisible(now.balance.disbursed < loan.amount and not now.is_settled)
        for name in ("repay", "settle"):
            self.buttons[name].setEnabled(not now.is_settled)
        self.right.setCurrentWidget(self._page)

    def _facts(self) -> list[tuple[str, str]]:
        """What was asked, proposed and approved, and where the loan belongs."""
        assert self.about
        file, loan = self.desk.file, self.about.loan
        asked = proposed = approved = ""
        if loan.application:
            application = records.get(file, Application, loan.application)
            asked = terms_text(application.amount, application.term_months)
            made = proposal_lists.list_of(file, application.id)
            decisions = records.get(file, Meeting, made.meeting).decisions if made else ()
            for each in decisions:
                if each.application == application.id:
                    proposed = terms_text(each.amount, each.term_months)
        approved = terms_text(loan.amount, loan.term_months)
        group = records.get(file, Group, loan.group)
        return [
            (_("Savings group"), f"{group.code} {group.name}"),
            (_("Programme"), records.get(file, Programme, loan.programme).name),
            (_("Fund source"), _(FUND_SOURCES[loan.fund_source])),
            (_("Beneficiary class"), _(CLASSES[loan.beneficiary])),
            (_("Purpose"), loan.purpose),
            (_("Asked for"), asked),
            (_("Proposed"), proposed),
            (_("Approved"), approved),
        ]

    def enter_record(self, id: int) -> None:
        self.show_record(id)
        self.register.table.select_id(id)
        self.buttons["repay"].setFocus() if self.buttons["repay"].isEnabled() else self.sheet.ledger.setFocus()

    def take_up(self, duty: Duty) -> None:
        super().take_up(duty)
        if duty.kind == "late":
            self.begin(MOVE_OVERDUE)

    def is_on_form(self) -> bool:
        return self.right.currentWidget() is self._page and self.about is not None

    def follow(self) -> None:
        if not self.is_on_form():
            return
        assert self.about
        if records.find(self.desk.file, Loan, id=self.about.loan.id):
            self.show_record(self.about.loan.id)
        else:
            self.leave_form()

    def leave_form(self) -> None:
        self.about = None
        super().leave_form()

    def save(self) -> None:
        shown = self.right.currentWidget()
        if isinstance(shown, Form):
            shown.save()

    def step_back(self) -> None:
        """From a form to the loan, from there to the list, from there to an empty search."""
        self.keep_drafts()
        shown = self.right.currentWidget()
        focused = self.focusWidget()
        if isinstance(shown, Form) and self.about is not None:
            self.enter_record(self.about.loan.id)
        elif focused is not None and self.right.isAncestorOf(focused):
            self.register.table.setFocus()
        else:
            self.register.search.clear()

    def keep_drafts(self) -> None:
        for form in (self.paying_out, self.former, *self.forms.values()):
            form.keep_draft()

    def paper(self) -> None:
        if self.about is None:
            self.desk.said.emit(_("Choose a loan first: its paper is the notice of the bank, form 04/TD."))
        elif not self.about.loan.application:
            self.desk.said.emit(_("This loan was paid out before the program was used; it has no notice of the bank."))
        else:
            self.desk.paper_wanted.emit(Wanted(NOTICE.id, "application", self.about.loan.application))

    # What is done with a loan

    def begin(self, verb: Verb) -> None:
        """Open the form of a verb for the loan on the page."""
        if self.about is None:
            return
        form = self.forms[verb.name]
        self.right.setCurrentWidget(form)
        title = f"{self.sheet.title.text()} — {_(verb.label).rstrip('…')}"
        draft = {**fields.draft_of(verb.asked()), **verb.start(self.about, self.desk.today())}
        form.open(title, draft, None, f"loan:{self.about.loan.id}:{verb.name}")
        form.fields.focus_first_empty()

    def _do(self, verb: Verb, draft: Draft, _base: Any) -> Loan:
        assert self.about
        today = self.desk.today()
        asked = fields.build(verb.asked, draft, today)
        loan: Loan = self.desk.do(verb.action, self.about.loan.id, asked, today).record
        return loan

    def correct(self) -> None:
        if self.about is None:
            return
        loan = self.about.loan
        self.right.setCurrentWidget(self.correcting)
        self.correcting.open(self.sheet.title.text(), fields.draft_of(loan), loan, f"loan:{loan.id}:correct")
        self.correcting.fields.focus_first_empty()

    def _correct(self, draft: Draft, base: Loan) -> Loan:
        built = fields.build(Loan, {**fields.draft_of(base), **draft}, self.desk.today(), base)
        corrected: Loan = self.desk.do(loans.correct, built).record
        return corrected

    def _take_back(self, entry: int) -> None:
        if not entry or self.about is None:
            self.desk.said.emit(_("Choose an entry of the ledger first."))
            return
        reason = ask_reason(self, _("Why is this entry taken back? Both stay in the ledger."))
        if reason:
            self._try(loans.reverse, entry, reason, self.desk.today())

    def _take_back_terms(self) -> None:
        if self.about is None:
            return
        reason = ask_reason(self, _("Why are the newest terms taken back?"))
        if reason:
            self._try(loans.take_back_terms, self.about.loan.id, reason, self.desk.today())

    def _try(self, action: Any, *arguments: Any) -> None:
        try:
            self.desk.do(action, *arguments)
        except Refused as refused:
            self.desk.said.emit(str(refused))
        self.follow()

    # Paying out

    def _approved(self) -> Source:
        """Approved applications by the name of the borrower."""

        def name(id: int, borrower: str, amount: int) -> str:
            return lists.label((borrower, money(amount), f"{id:04d}"))

        def find(text: str) -> Choices:
            found = lookups.approved_applications(self.desk.file)
            named = [(str(id), name(id, borrower, amount)) for id, borrower, _group, amount in found]
            return best_first(text, named)

        def label(code: str) -> str:
            return dict(find("")).get(code, code)

        return Source(find, label)

    def _fill_from_decision(self, name: str) -> None:
        """Fill the amount that the bank approved, and say the rest of its decision."""
        assert isinstance(self.paying_out.fields, Fields)
        rows = self.paying_out.fields.rows
        code = str(rows["application"].editor.value())
        if name != "application" or not code.isdigit():
            return
        line = proposal_lists.line_of(self.desk.file, int(code))
        if line is None:
            return
        rows["amount"].editor.set_value(number(line.approved_amount))  # type: ignore[arg-type]
        rows["amount"].show_words()
        said = _("approved on {day}: {amount} over {months} months at {rate} % a year")
        text = said.format(
            day=date_text(line.decided_on),
            amount=money(line.approved_amount),
            months=number(line.approved_term_months),
            rate=rate(line.approved_rate),
        )
        rows["application"].say(text, "quiet")

    def _pay_out(self, draft: Draft, _base: Any) -> Loan:
        asked = fields.build(Disbursement, draft, self.desk.today())
        loan: Loan = self.desk.do(loans.disburse, asked, self.desk.today()).record
        return loan

    def _take_over(self, draft: Draft, _base: Any) -> Loan:
        former = fields.build(FormerLoan, draft, self.desk.today())
        loan: Loan = self.desk.do(loans.take_over, former, self.desk.today()).record
        return loan
