"""The savings of each member: what they come to, how they moved, and moving them."""

from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lcdesk.actions import loans, savings
from lcdesk.domain import fields
from lcdesk.domain.collecting import SavingsMove
from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Money
from lcdesk.domain.ledger import EFFECTS, KINDS, Entry, standing
from lcdesk.domain.people import Member
from lcdesk.i18n import N_, _, date_text, money
from lcdesk.storage import ledger
from lcdesk.ui.areas.loans.page import Listing
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import ReadingPage, first_step
from lcdesk.ui.kit.tables import AddedColumns, derived

MOVES = {
    "saved": N_("Pay in…"),
    "withdrawn": N_("Withdraw savings…"),
    "saving_interest": N_("Credit interest…"),
}
BALANCE = derived("savings", N_("Savings"), Money(), total=True)


class Savings(ReadingPage):
    """Members with their savings on the left, the movements of one on the right."""

    title = N_("Savings")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        added = AddedColumns((BALANCE,), self._balances)
        self.register = Register(
            desk, Member, _(self.title), "", added, ("entry",), ("group", "name")
        )
        self.register.new_button.hide()
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.forms = {kind: self._form(kind) for kind in MOVES}
        step = _(
            "Choose a member to see how the savings moved, and to enter what is taken out or "
            "credited."
        )
        self.put_beside([first_step(step), self._sheet(), *self.forms.values()], (620, 520))
        for form in self.forms.values():
            form.saved.connect(desk.guarded(lambda member: self.enter_record(member.id)))

    def _form(self, kind: str) -> Form:
        form = Form(Fields(SavingsMove, self.desk), self.desk, partial(self._move, kind))
        form.name_of = lambda member: member.name
        return form

    def _balances(self) -> dict[int, tuple[int]]:
        return {
            id: (sum_,) for id, sum_ in ledger.savings(self.desk.file, self.desk.today()).items()
        }

    def _sheet(self) -> QWidget:
        self.page = QWidget()
        self.heading, self.balance = Label(), Label()
        theme.mark(self.heading, "role", "title")
        self.heading.setWordWrap(True)
        heads = (N_("On"), N_("Entry"), N_("Amount"), N_("Receipt"), N_("Note"))
        self.listing = Listing("movements", heads, (2,), 4)
        self.listing.setAccessibleName(_("Savings"))
        key = QShortcut(QKeySequence("Del"), self.listing)
        key.activated.connect(self.take_back)
        foot = QHBoxLayout()
        self.buttons = {
            kind: button_for(kind, _(label), partial(self.begin, kind))
            for kind, label in MOVES.items()
        }
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addWidget(
            button_for(
                "take_back", _("Take back the chosen entry…"), self.desk.guarded(self.take_back)
            )
        )
        foot.addStretch(1)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        for widget in (self.heading, self.balance, self.listing):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(foot)
        return self.page

    def show_record(self, id: int) -> None:
        self.record = self.desk.get(Member, id)
        entries = ledger.of_savings(self.desk.file, self.record.id)
        stands = {each.id for each in standing(entries)}
        self._entries = list(reversed(entries))
        self.heading.setText(self.record.name)
        self.balance.setText(_("Savings: {amount}").format(amount=money(sum(map(_moved, entries)))))
        self.listing.show_rows(
            [
                (
                    date_text(each.entry_on),
                    _(KINDS[each.kind]),
                    money(_moved(each)),
                    each.receipt,
                    each.note,
                )
                for each in self._entries
            ],
            [each.id not in stands for each in self._entries],
        )
        self.right.setCurrentWidget(self.page)

    def enter_record(self, id: int) -> None:
        self.show_record(id)
        self.buttons["withdrawn"].setFocus()

    def begin(self, kind: str) -> None:
        """Open the form of a movement for the member on the page."""
        if self.record is not None:
            draft = {"moved_on": date_text(self.desk.today())}
            title = f"{self.record.name} — {_(MOVES[kind]).rstrip('…')}"
            self.open_form(self.forms[kind], title, draft, f"savings:{self.record.id}:{kind}")

    def _move(self, kind: str, draft: Draft, _base: Any) -> Member:
        member: Member = self.record
        asked = fields.build(SavingsMove, draft, self.desk.today(), SavingsMove(member=member.id))
        self.desk.do(savings.move, kind, asked, self.desk.today())
        return member

    def take_back(self) -> None:
        """Take the chosen movement back, with a reason."""
        row = self.listing.currentRow()
        if not 0 <= row < len(self._entries):
            self.desk.said.emit(_("Choose an entry of the ledger first."))
            return
        entry = self._entries[row]
        run_with_reason(
            self,
            _("Why is this entry taken back? Both stay in the ledger."),
            lambda reason: self.desk.do(loans.reverse, entry.id, reason, self.desk.today()),
            _("Entry taken back: {entry}").format(
                entry=f"{_(KINDS[entry.kind])}, {money(_moved(entry))}"
            ),
            then=lambda _done: self.follow(),
        )


def _moved(entry: Entry) -> int:
    """What an entry adds to the savings."""
    return EFFECTS[entry.kind]["savings"] * entry.amount
