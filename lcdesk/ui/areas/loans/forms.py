"""The forms of the area of loans: paying out, taking over, correcting, and one for each verb."""

from collections.abc import Callable
from typing import Any

from lcdesk.actions import loans
from lcdesk.domain import fields
from lcdesk.domain.fields import Draft
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.loans import CORRECTED, Disbursement, FormerLoan, Loan
from lcdesk.domain.people import Member
from lcdesk.i18n import _, date_text, money, number, rate
from lcdesk.queries import proposal_lists
from lcdesk.storage import lists, lookups
from lcdesk.ui.areas.loans.verbs import Verb
from lcdesk.ui.kit.choices import Choices, Source, best_first
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form


class PayOutForm(Form):
    """An approved application becomes a loan; the amount is filled from the bank's decision."""

    def __init__(self, desk: Desk) -> None:
        self.rows = Fields(Disbursement, desk, {"application": approved(desk)})
        super().__init__(self.rows, desk, self._pay_out)
        self.save_button.setText(_("Pay out"))
        self.fields.edited.connect(desk.guarded(self._fill_from_decision))

    def begin(self) -> None:
        draft = {"paid_on": date_text(self._desk.today()), "instalments": []}
        self.open(_("Pay out a loan"), draft, None, "loan:new")
        self.fields.focus_first_empty()

    def _fill_from_decision(self, name: str) -> None:
        """Fill the amount that the bank approved, and say the rest of its decision."""
        rows = self.rows.rows
        code = str(rows["application"].editor.value())
        if name != "application" or not code.isdigit():
            return
        line = proposal_lists.line_of(self._desk.file, ApplicationId(int(code)))
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

    def _pay_out(self, draft: Draft, _base: Any) -> Any:
        today = self._desk.today()
        return self._desk.do(loans.disburse, fields.build(Disbursement, draft, today), today).record


def approved(desk: Desk) -> Source:
    """Approved applications by the name of the borrower."""

    def name(id: int, borrower: str, amount: int) -> str:
        return lists.label((borrower, money(amount), f"{id:04d}"))

    def find(text: str) -> Choices:
        named: Choices = []
        with desk.saying():
            found = lookups.approved_applications(desk.file)
            named = [
                (str(id), name(id, borrower, amount)) for id, borrower, _group, amount in found
            ]
        return best_first(text, named)

    def label(code: str) -> str:
        return dict(find("")).get(code, code)

    return Source(find, label)


class FormerLoanForm(Form):
    """A loan that was paid out before the program was used."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Fields(FormerLoan, desk), desk, self._take_over)

    def begin(self) -> None:
        draft = {"fund_source": "central", "listed_on": date_text(self._desk.today())}
        self.open(_("Loan from before the program"), draft, None, "loan:former")
        self.fields.focus_first_empty()

    def _take_over(self, draft: Draft, _base: Any) -> Any:
        today = self._desk.today()
        return self._desk.do(loans.take_over, fields.build(FormerLoan, draft, today), today).record


def verb_form(desk: Desk, verb: Verb, chosen: Callable[[], Loan | None]) -> Form:
    """The form of what a verb asks, done with the loan that is chosen at that moment."""

    def household() -> dict[str, Any]:
        """Hand-over offers the household of the borrower alone."""
        loan = chosen()
        return {"household": desk.get(Member, loan.member).household} if loan else {}

    def do(draft: Draft, _base: Any) -> Any:
        loan, today = chosen(), desk.today()
        assert loan
        return desk.do(verb.action, loan.id, fields.build(verb.asked, draft, today), today).record

    sources = {"member": desk.source("member", household)} if verb.name == "hand_over" else None
    form = Form(
        Fields(verb.asked, desk, sources), desk, do, says=f"{_(verb.label).rstrip('…')}: {{name}}"
    )
    return form


def correction_form(desk: Desk) -> Form:
    """The form in which the code or the purpose of a loan is written anew."""

    def correct(draft: Draft, base: Loan) -> Any:
        built = fields.build(Loan, {**fields.draft_of(base), **draft}, desk.today(), base)
        return desk.do(loans.correct, built).record

    return Form(Fields(Loan, desk, only=CORRECTED), desk, correct)
