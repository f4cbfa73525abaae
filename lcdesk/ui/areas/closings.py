"""The months and years whose ledger is closed."""

from typing import Any

from lcdesk.actions import closings
from lcdesk.domain import closings as rules
from lcdesk.domain import duties, fields
from lcdesk.domain.closings import Closing
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Text
from lcdesk.i18n import N_, _
from lcdesk.queries import worklist
from lcdesk.storage import records
from lcdesk.ui.kit.ask import ask_one_of, run_with_reason
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
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
        first = first_step("")
        self.put_beside([first, self.call, self.form], (460, 660))
        self._explained = first.findChild(Label) or Label()
        self.call.saved.connect(desk.guarded(lambda closing: self._on_closed(closing.id)))

    def appear(self) -> None:
        with self.desk.saying():
            self._explained.setText(self._explanation())
        super().appear()

    def _explanation(self) -> str:
        """What closing means, and which months are sealed though nobody closed them."""
        said = _(
            "Nothing more is entered on any day up to the end of the last closed month or year, "
            "and its figures are kept. Periods close in their order, the last is reopened first, "
            "with a reason."
        )
        if not (sealed := rules.gaps(records.find(self.desk.file, Closing))):
            return said
        names = ", ".join(f"{each.first:%m/%Y}" for each in sealed)
        also = _(
            "Months that were never closed, but lie before a closed one, are sealed with it: "
            "{months}. To enter something there, reopen what was closed after it."
        )
        return f"{said}\n\n{also.format(months=names)}"

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
        self._ask_about_what_is_open(asked)
        return self.desk.do(closings.close, asked.span, asked.month, self.desk.today()).record

    def _ask_about_what_is_open(self, asked: Closing) -> None:
        """Refused where the officer looks at what is still open and goes back."""
        assert asked.month
        period = closings.check(self.desk.file, asked.span, asked.month, self.desk.today())
        if not (left := worklist.still_open(self.desk.file, period)):
            return
        text = _("This is still open in the {period}:").format(period=period.name)
        offers = (("back", _("Go back")), ("close", _("Close all the same")))
        lines = "\n".join((text, *duties.told(left)))
        if ask_one_of(self, _("Close a period"), lines, offers) == "back":
            raise Refused(_("Nothing was closed. What is open stands on the page Today."))

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
