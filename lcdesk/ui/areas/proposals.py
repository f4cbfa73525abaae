"""Proposal lists on their way to the ward and the bank."""

from typing import Any

from lcdesk.actions import proposals
from lcdesk.domain import fields
from lcdesk.domain.applications import STATES
from lcdesk.domain.fields import Draft, fields_of
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Choice, Money, Text
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.programmes import Programme
from lcdesk.domain.proposals import LIST_STATES, ProposalLine, ProposalList, list_state
from lcdesk.i18n import N_, _, date_text, number, rate
from lcdesk.printing.proposals import LIST
from lcdesk.queries import proposal_lists
from lcdesk.storage import lookups
from lcdesk.ui.areas.papers import add_papers
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import WideFormPage, first_step
from lcdesk.ui.kit.tables import AddedColumns, derived
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.form import SheetBody
from lcdesk.ui.sheet.table import SheetTable

HEADS = {
    "ward_reason": N_("Reason"),
    "approved_amount": N_("Approved"),
    "approved_term_months": N_("Months"),
    "approved_rate": N_("Rate %"),
    "bank_reason": N_("Reason"),
}
"""Short heads where the name of the field is too long for its column."""


SUGGESTED = {
    "approved_amount": "proposed",
    "approved_term_months": "proposed_term",
    "approved_rate": "usual_rate",
}
"""What the bank usually says: what the meeting proposes, and the rate of the programme."""
NUMBER = derived("number", N_("List"), Text())
STATE = derived("state", N_("State"), Choice(options=LIST_STATES))


class Proposals(WideFormPage):
    """A list that is entered takes the whole width until Esc: each line is typed along the row."""

    title = N_("Proposal lists")
    tables = ("proposal_list",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        added = AddedColumns((NUMBER, STATE), self._standing)
        self.register = Register(desk, ProposalList, _(self.title), "", added, ("application",))
        self.register.new_button.hide()
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.register.add_filter("programme", desk.source("programme"), _("All programmes"), int)
        self.lines = SheetTable(_columns(), desk.today)
        head = Fields(
            ProposalList,
            desk,
            only={each.name for each in fields_of(ProposalList)} - {"lines"},
            abreast=2,
        )
        self.middle = SheetBody(
            head, {"lines": (N_("Applications"), self.lines)}, described=self._described
        )
        self.form = Form(self.middle, desk, self._save)
        self.form.name_of = self.heading
        self.lines.passed.connect(lambda back: self.form.road.move(self.lines, back))
        for name, label, act in (("send_again", _("Send what lies behind"), self.send_again),):
            self.form.add_verb(name, label, act)
        add_papers(self.form, "list", self._show_paper, LIST.id)
        step = _(
            "Closing a review meeting makes its lists. Choose one to write down what the ward and "
            "the bank say."
        )
        self.put_beside([first_step(step), self.form], (640, 480))
        self.form.saved.connect(desk.guarded(lambda made: self.show_record(made.id)))

    def _standing(self) -> dict[int, tuple[str, str]]:
        """Number and state of every list on which something stands."""
        states = lookups.list_states(self.desk.file)
        return {id: (f"{id:02d}", list_state(each)) for id, each in states.items()}

    def show_record(self, id: int) -> None:
        made = self.desk.get(ProposalList, id)
        meeting = self.desk.get(Meeting, made.meeting)
        group = self.desk.get(Group, meeting.group)
        programme = self.desk.get(Programme, made.programme)
        self._about = {
            str(line.application): each
            for line, each in zip(
                made.lines, proposal_lists.listed(self.desk.file, made), strict=True
            )
        }
        self.right.setCurrentWidget(self.form)
        title = (
            f"{self.heading(made)} · {programme.name} · {group.code} {group.name} · "
            f"{date_text(meeting.held_on)}"
        )
        self.form.open(title, fields.draft_of(made), made, f"proposal_list:{id}")
        self.middle.note("lines", self._rules_noted(made))

    def _rules_noted(self, made: ProposalList) -> str:
        """What the ward and the bank have granted against a rule."""
        noted = proposal_lists.rules_noted(self.desk.file, made)
        told = [
            _("{name} is granted against a rule: {rule}").format(
                name=self._about[str(application)].borrower, rule=each.rule
            )
            for application, broken in noted.items()
            for each in broken
        ]
        return "\n".join(told)

    def _described(self, _name: str, line: Draft) -> Draft:
        """What the row of an application shows beside what is typed."""
        about = self._about[line["application"]]
        proposed = number(about.proposed_amount)
        return {
            **line,
            "borrower": about.borrower,
            "state": _(STATES[about.state]),
            "proposed": proposed,
            "proposed_term": number(about.proposed_term_months),
            "usual_rate": rate(about.usual_rate) if about.usual_rate else "",
        }

    def heading(self, record: ProposalList) -> str:
        return f"03/TD {record.id:02d}"

    def start_new(self) -> None:
        """Lists are made by closing a meeting."""
        self.register.show()
        self.register.table.setFocus()

    def _save(self, draft: Draft, base: ProposalList) -> Any:
        today = self.desk.today()
        return self.desk.do(
            proposals.save_list, fields.build(ProposalList, draft, today, base), today
        ).record

    def send_again(self) -> None:
        made = self.form.base
        self.desk.run(
            lambda: self.desk.do(proposals.send_again, made.id, self.desk.today()),
            _("Sent again: {name}").format(name=self.heading(made)),
            then=lambda _done: self.show_record(made.id),
            complain=self.form.complain,
        )

    def paper(self) -> None:
        self._show_paper(LIST.id)

    def _show_paper(self, name: str) -> None:
        if self.shows_record():
            self.desk.paper_wanted.emit(Wanted(name, self.form.base))


def _columns() -> list[SheetColumn]:
    shown = [
        SheetColumn("borrower", N_("Borrower"), Text()),
        SheetColumn("state", N_("State"), Text()),
        SheetColumn("proposed", N_("Proposed"), Money(), total=True),
    ]
    typed = [
        SheetColumn(
            each.name,
            HEADS.get(each.name, each.label),
            each.kind,
            editable=True,
            total=each.name == "approved_amount",
            suggested=SUGGESTED.get(each.name, ""),
        )
        for each in fields_of(ProposalLine)
        if each.name != "application"
    ]
    return [*shown, *typed]
