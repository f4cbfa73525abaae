"""Proposal lists on their way to the ward and the bank."""

from typing import Any

from lcdesk.actions import proposals
from lcdesk.domain import fields
from lcdesk.domain.applications import STATES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft, fields_of
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Choice, Money, Text
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import LIST_STATES, ProposalLine, ProposalList, list_state
from lcdesk.i18n import N_, _, date_text, number
from lcdesk.printing.proposals import LIST
from lcdesk.queries import proposal_lists
from lcdesk.storage import lookups, records
from lcdesk.ui.areas.papers import add_papers
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_and_form import Spread, first_step
from lcdesk.ui.kit.tables import Further, derived
from lcdesk.ui.sheet.form import Sheeted
from lcdesk.ui.sheet.model import Column
from lcdesk.ui.sheet.table import SheetTable

HEADS = {
    "ward_reason": N_("Reason"),
    "approved_amount": N_("Approved"),
    "approved_term_months": N_("Months"),
    "approved_rate": N_("Rate %"),
    "bank_reason": N_("Reason"),
}
"""Short heads where the name of the field is too long for its column."""


NUMBER = derived("number", N_("List"), Text())
STATE = derived("state", N_("State"), Choice(options=LIST_STATES))


class Proposals(Spread):
    """A list that is entered takes the whole width until Esc: each line is typed along the row."""

    title = N_("Proposal lists")
    tables = ("proposal_list",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        further = Further((NUMBER, STATE), self._standing)
        self.register = Register(desk, ProposalList, _(self.title), "", further, ("application",))
        self.register.new_button.hide()
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.register.add_filter("programme", desk.source("programme"), _("All programmes"), int)
        self.lines = SheetTable(_columns(), desk.today)
        head = Fields(ProposalList, desk, only={each.name for each in fields_of(ProposalList)} - {"lines"}, abreast=2)
        self.middle = Sheeted(head, {"lines": (N_("Applications"), self.lines)}, described=self._described)
        self.form = Form(self.middle, desk, self._save)
        self.lines.passed.connect(lambda back: self.form.road.move(self.lines, back))
        for name, label, act in (("send_again", _("Send what lies behind"), self.send_again),):
            self.form.add_verb(name, label, act)
        add_papers(self.form, "list", self._show_paper, LIST.id)
        step = _("Closing a review meeting makes its lists. Choose one to write down what the ward and the bank say.")
        self.put_beside([first_step(step), self.form], (640, 480))
        self.form.saved.connect(lambda made: self.show_record(made.id))

    def _standing(self) -> dict[int, tuple[str, str]]:
        """Number and state of every list on which something stands."""
        states = lookups.list_states(self.desk.file)
        return {id: (f"{id:02d}", list_state(each)) for id, each in states.items()}

    def show_record(self, id: int) -> None:
        made = records.get(self.desk.file, ProposalList, id)
        meeting = records.get(self.desk.file, Meeting, made.meeting)
        group = records.get(self.desk.file, Group, meeting.group)
        programme = records.get(self.desk.file, Programme, made.programme)
        self._about = {
            str(line.application): each
            for line, each in zip(made.lines, proposal_lists.listed(self.desk.file, made), strict=True)
        }
        self.right.setCurrentWidget(self.form)
        title = f"03/TD {made.id:02d} · {programme.name} · {group.code} {group.name} · {date_text(meeting.held_on)}"
        self.form.open(title, fields.draft_of(made), made, f"proposal_list:{id}")

    def _described(self, _name: str, line: Draft) -> Draft:
        """What the row of an application shows beside what is typed."""
        about = self._about[line["application"]]
        proposed = number(about.proposed_amount)
        return {**line, "borrower": about.borrower, "state": _(STATES[about.state]), "proposed": proposed}

    def start_new(self) -> None:
        """Lists are made by closing a meeting."""
        self.register.show()
        self.register.table.setFocus()

    def save(self) -> None:
        if self.is_on_form():
            self.form.save()

    def _save(self, draft: Draft, base: ProposalList) -> Any:
        today = self.desk.today()
        return self.desk.do(proposals.save_list, fields.build(ProposalList, draft, today, base), today).record

    def send_again(self) -> None:
        try:
            self.desk.do(proposals.send_again, self.form.base.id, self.desk.today())
        except Refused as refused:
            self.form.complain(refused.complaints)
        else:
            self.show_record(self.form.base.id)

    def paper(self) -> None:
        self._show_paper(LIST.id)

    def _show_paper(self, name: str) -> None:
        if self.is_on_form():
            self.desk.paper_wanted.emit(Wanted(name, "list", self.form.base.id))

    def keep_drafts(self) -> None:
        self.form.keep_draft()


def _columns() -> list[Column]:
    shown = [
        Column("borrower", N_("Borrower"), Text()),
        Column("state", N_("State"), Text()),
        Column("proposed", N_("Proposed"), Money(), total=True),
    ]
    typed = [
        Column(
            each.name,
            HEADS.get(each.name, each.label),
            each.kind,
            editable=True,
            total=each.name == "approved_amount",
            suggested="proposed" if each.name == "approved_amount" else "",
        )
        for each in fields_of(ProposalLine)
        if each.name != "application"
    ]
    return [*shown, *typed]
