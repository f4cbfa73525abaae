"""The months and years whose ledger is closed."""

from typing import Any

from lcdesk.actions import closings
from lcdesk.domain import fields
from lcdesk.domain.closings import Closing
from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Text
from lcdesk.i18n import N_, _
from lcdesk.storage import records
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import RegisterFormPage, first_step
from lcdesk.ui.kit.tables import AddedColumns, derived

PERIOD = derived("period", N_("Period"), Text())


class Closings(RegisterFormPage):
    """The months and years whose ledger is closed."""

    title = N_("Closed months and years")
    tables = ("closing",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        added = AddedColumns((PERIOD,), self._periods)
        self.register = Register(desk, Closing, _(self.title), _("Close a period"), added)
        self.call = Form(
            Fields(Closing, desk, only=("span", "month")),
            desk,
            self._close,
            says=N_("Closed: {name}"),
        )
        self.call.name_of = self.heading
        self.call.save_button.setText(_("Close the period"))
        self.form = Form(Fields(Closing, desk), desk, lambda _draft, base: base)
        self.form.save_button.hide()
        self.form.add_verb("reopen", _("Reopen…"), self.reopen)
        step = _(
            "Nothing more is entered into a closed month or year, and its figures are kept. "
            "Reopening wants a reason."
        )
        self.put_beside([first_step(step), self.call, self.form], (460, 660))
        self.call.saved.connect(desk.guarded(lambda closing: self._on_closed(closing.id)))

    def _periods(self) -> dict[int, tuple[str]]:
        return {each.id: (each.period.name,) for each in records.find(self.desk.file, Closing)}

    def start_new(self) -> None:
        self.right.setCurrentWidget(self.call)
        self.call.open(_("Close a period"), {"span": "month", "month": ""}, None, "closing:new")
        self.call.fields.focus_first_empty()

    def show_record(self, id: int) -> None:
        closing = self.desk.get(Closing, id)
        self.right.setCurrentWidget(self.form)
        self.form.open(closing.period.name, fields.draft_of(closing), closing, f"closing:{id}")
        self.form.fields.set_read_only(True)

    def _close(self, draft: Draft, _base: Any) -> Any:
        asked = fields.build(Closing, draft, self.desk.today())
        return self.desk.do(closings.close, asked.span, asked.month, self.desk.today()).record

    def _on_closed(self, id: int) -> None:
        self.register.table.select_id(id)
        self.enter_record(id)

    def heading(self, record: Closing) -> str:
        return record.period.name

    def reopen(self) -> None:
        def gone(_done: object) -> None:
            self.follow()
            self.register.table.setFocus()

        closing = self.form.base
        run_with_reason(
            self,
            _("Why is this period reopened?"),
            lambda reason: self.desk.do(closings.reopen, closing.id, reason, self.desk.today()),
            _("Reopened: {name}").format(name=self.heading(closing)),
            then=gone,
            complain=self.form.complain,
        )
