"""The area of interest and savings: the monthly collection of each group, savings, closed
months."""

from datetime import date
from typing import Any

from lcdesk.actions import collecting
from lcdesk.domain import fields
from lcdesk.domain.collecting import Collection, MonthCall
from lcdesk.domain.duties import Duty
from lcdesk.domain.fields import Draft
from lcdesk.domain.groups import Group
from lcdesk.domain.ids import GroupId
from lcdesk.i18n import N_, _, month_text
from lcdesk.printing.visits import COLLECTION
from lcdesk.queries import closings
from lcdesk.ui.areas.closings import Closings
from lcdesk.ui.areas.month_sheet import MonthForm
from lcdesk.ui.areas.savings import Savings
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import WideFormPage, first_step


class Months(WideFormPage):
    """The saved sheets on the left; a month that is opened takes the whole width."""

    title = N_("Monthly collection")
    tables = ("collection",)
    form: MonthForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register = Register(desk, Collection, _(self.title), _("Open a month"))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.call = Form(Fields(MonthCall, desk), desk, self._called, says="")
        self.call.save_button.setText(_("Open the sheet"))
        self.form = MonthForm(desk)
        self.form.name_of = self.heading
        self.middle = self.form.middle
        self.reopen_button = self.form.add_verb("reopen", _("Reopen…"), self.reopen)
        self.paper_button = self.form.add_verb("sheet_paper", _("Sheet 13/TD (Ctrl+P)"), self.paper)
        step = _(
            "Open the month of a group: every member is listed with what is due, and you type "
            "down the columns."
        )
        self.put_beside([first_step(step), self.call, self.form], (460, 660))
        self.call.saved.connect(desk.guarded(lambda call: self._open(call.group, call.month)))
        self.form.saved.connect(desk.guarded(lambda saved: self.enter_record(saved.id)))

    def heading(self, record: Collection) -> str:
        group = self.desk.get(Group, record.group)
        return f"13/TD · {group.code} {group.name} · {month_text(record.month)}"

    def start_new(self) -> None:
        self.register.show()
        self.right.setCurrentWidget(self.call)
        draft = {"group": "", "month": month_text(self.desk.today())}
        self.call.open(_("Open a month"), draft, None, "collection:call")
        self.call.fields.focus_first_empty()

    def take_up(self, duty: Duty) -> None:
        assert duty.due_on
        self._open(duty.group, duty.due_on)

    def _called(self, draft: Draft, _base: Any) -> MonthCall:
        return fields.build(MonthCall, draft, self.desk.today())

    def show_record(self, id: int) -> None:
        saved = self.desk.get(Collection, id)
        assert saved.month
        self._show(saved.group, saved.month)

    def _show(self, group: GroupId, month: date) -> None:
        self.form.show_sheet(group, month)
        self.right.setCurrentWidget(self.form)
        self.reopen_button.setVisible(
            self.form.is_saved and not closings.closing_of(self.desk.file, month)
        )
        self.paper_button.setEnabled(True)  # a sheet is printed before it is filled in, too

    def _open(self, group: GroupId, month: date) -> None:
        self._show(group, month)
        self.register.hide()
        self.middle.lines.setFocus()

    def enter_record(self, id: int) -> None:
        self.show_record(id)
        self.register.hide()
        self.middle.lines.setFocus()

    def shows_record(self) -> bool:
        return self.right.currentWidget() is self.form and self.form.sheet is not None

    def follow(self) -> None:
        if self.shows_record() and self.form.base is not None:
            super().follow()

    def reopen(self) -> None:
        saved = self.form.base
        run_with_reason(
            self,
            _("Why is the sheet reopened? Everything it entered is taken back."),
            lambda reason: self.desk.do(
                collecting.reopen_sheet, saved.id, reason, self.desk.today()
            ),
            _("Reopened: {name}").format(name=self.heading(saved)),
            then=lambda _done: self.enter_record(saved.id),
            complain=self.form.complain,
        )

    def paper(self) -> None:
        """What one sees: amounts that are typed are saved first, else it is what is due, to be
        filled in by hand."""
        if not self.shows_record():
            return
        form = self.form
        if not form.is_saved and self.middle.is_typed_on():
            self.save()
        if form.is_saved or (not self.middle.is_typed_on() and form.shows_its_day()):
            shown = form.shown
            self.desk.paper_wanted.emit(
                Wanted(COLLECTION.id, shown.group, shown.month, shown.held_on)
            )


class Collections(Tabs):
    """Monthly collection, savings and closed months side by side."""

    title = N_("Interest and savings")
    icon = "coins"
    group = N_("Every month")
    parts = (Months, Savings, Closings)
