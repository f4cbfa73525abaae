"""The area of loans: a list with their balances, one loan to read, and a form for each thing done
with it."""

from lcdesk.actions import agreements, loans
from lcdesk.domain import fields
from lcdesk.domain.applications import Application
from lcdesk.domain.duties import Duty
from lcdesk.domain.ids import LoanId
from lcdesk.domain.kinds import Choice, Money
from lcdesk.domain.ledger import KINDS
from lcdesk.domain.loans import LOAN_STATES, Loan
from lcdesk.i18n import N_, _, money
from lcdesk.printing.proposals import NOTICE
from lcdesk.queries import loan_accounts
from lcdesk.queries.loan_accounts import Account
from lcdesk.queries.positions import standings
from lcdesk.ui.areas.loans.account_page import LoanPage
from lcdesk.ui.areas.loans.forms import FormerLoanForm, PayOutForm, correction_form, verb_form
from lcdesk.ui.areas.loans.verbs import MOVE_OVERDUE, VERBS, Verb
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import ReadingPage, first_step
from lcdesk.ui.kit.tables import AddedColumns, derived

BALANCE = (
    derived("outstanding", N_("Outstanding"), Money(), total=True),
    derived("state", N_("State"), Choice(options=LOAN_STATES)),
)


class Loans(ReadingPage):
    """The list on the left; on the right a loan, or the form of what is being done."""

    title = N_("Loans")
    icon = "landmark"
    group = N_("Lending")
    tables = ("loan",)
    page: LoanPage

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.about: Account | None = None
        added = AddedColumns(BALANCE, self._balances)
        self.register = Register(
            desk, Loan, _(self.title), _("Pay out a loan"), added, ("entry", "loan_terms")
        )
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.register.add_filter("programme", desk.source("programme"), _("All programmes"), int)
        self._make_page()
        self.paying_out, self.former = PayOutForm(desk), FormerLoanForm(desk)
        self.forms = {verb.name: verb_form(desk, verb, lambda: self.record) for verb in VERBS}
        self.correcting = correction_form(desk)
        step = first_step(
            _("A loan begins when an approved application is paid out."),
            button_for("pay_out", _("Pay out a loan"), self.start_new),
            button_for("take_over", _("Loan from before the program…"), self.start_former),
        )
        forms = (self.paying_out, self.former, *self.forms.values(), self.correcting)
        for form in forms:
            form.saved.connect(desk.guarded(lambda loan: self.enter_record(loan.id)))
        self.put_beside([step, self.page, *forms], (690, 460))

    def _make_page(self) -> None:
        deeds = (
            (_("Correct code or purpose…"), self.correct),
            (
                _("Take back the chosen entry…"),
                lambda: self.take_back(self.page.sheet.chosen_entry()),
            ),
            (_("Take back the newest terms…"), self.take_back_terms),
            (_("Loan from before the program…"), self.start_former),
        )
        self.page = LoanPage(self.desk, self.begin, deeds)
        self.sheet = self.page.sheet
        self.sheet.take_back.connect(self.desk.guarded(self.take_back))
        self.sheet.take_back_terms.connect(self.desk.guarded(self.take_back_terms))

    def _balances(self) -> dict[int, tuple[int, str]]:
        found = standings(self.desk.file, self.desk.today())
        return {id: (now.balance.outstanding, now.state) for id, now in found.items()}

    def start_new(self) -> None:
        self.right.setCurrentWidget(self.paying_out)
        self.paying_out.begin()

    def start_former(self) -> None:
        """A loan that was paid out before the program was used."""
        self.right.setCurrentWidget(self.former)
        self.former.begin()

    def show_record(self, id: int) -> None:
        self.about = loan_accounts.account(self.desk.file, LoanId(id))
        self.record = self.about.loan
        self.page.show_account(self.about)
        self.right.setCurrentWidget(self.page)

    def enter_record(self, id: int) -> None:
        self.show_record(id)
        self.register.table.select_id(id)
        self.page.take_caret()

    def take_up(self, duty: Duty) -> None:
        super().take_up(duty)
        if duty.kind == "late":
            self.begin(MOVE_OVERDUE)

    def paper(self) -> None:
        if self.record is None:
            self.desk.said.emit(
                _("Choose a loan first: its paper is the notice of the bank, form 04/TD.")
            )
        elif not self.record.application:
            self.desk.said.emit(
                _(
                    "This loan was paid out before the program was used; it has no notice of the "
                    "bank."
                )
            )
        else:
            self.desk.paper_wanted.emit(
                Wanted(NOTICE.id, self.desk.get(Application, self.record.application))
            )

    def begin(self, verb: Verb) -> None:
        """Open the form of a verb for the loan on the page."""
        if self.record is None or self.about is None:
            return
        title = f"{self.sheet.title.text()} — {_(verb.label).rstrip('…')}"
        draft = {**fields.draft_of(verb.asked()), **verb.start(self.about, self.desk.today())}
        self.open_form(self.forms[verb.name], title, draft, f"loan:{self.record.id}:{verb.name}")

    def correct(self) -> None:
        """Open the form in which the code or the purpose is written anew."""
        if self.record is not None:
            draft, place = fields.draft_of(self.record), f"loan:{self.record.id}:correct"
            self.open_form(self.correcting, self.sheet.title.text(), draft, place, self.record)

    def take_back(self, entry: int) -> None:
        """Take an entry of the ledger back, with a reason."""
        taken = (
            next((each for each in self.about.entries if each.id == entry), None)
            if self.about
            else None
        )
        if taken is None:
            self.desk.said.emit(_("Choose an entry of the ledger first."))
            return
        run_with_reason(
            self,
            _("Why is this entry taken back? Both stay in the ledger."),
            lambda reason: self.desk.do(loans.reverse, taken.id, reason, self.desk.today()),
            _("Entry taken back: {entry}").format(
                entry=f"{_(KINDS[taken.kind])}, {money(taken.amount)}"
            ),
            then=lambda _done: self.follow(),
        )

    def take_back_terms(self) -> None:
        """Take the newest terms back, with a reason."""
        loan = self.record
        if loan is None:
            return
        run_with_reason(
            self,
            _("Why are the newest terms taken back?"),
            lambda reason: self.desk.do(
                agreements.take_back_terms, loan.id, reason, self.desk.today()
            ),
            _("Newest terms taken back: {loan}").format(loan=loan.code),
            then=lambda _done: self.follow(),
        )
