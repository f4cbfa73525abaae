"""Checks of a group on a sheet, with a line for each loan or member: what those on use and on books
have in common."""

from collections.abc import Callable
from typing import Any, ClassVar

from lcdesk.actions import checks
from lcdesk.actions.done import Done
from lcdesk.domain import fields
from lcdesk.domain.checks import DECIDED, FOUND, CheckCall
from lcdesk.domain.duties import Duty
from lcdesk.domain.fields import Draft, Entity, Field, Record, fields_of, table_name
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Money
from lcdesk.i18n import _, date_text
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import WideFormPage, first_step
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.form import SheetBody
from lcdesk.ui.sheet.table import SheetTable


class Visits(WideFormPage):
    """Checks of a group with a line for each loan or member, typed along and down the sheet."""

    record: ClassVar[type[Entity]]
    line: ClassVar[type[Record]]
    paper_name: ClassVar[str]
    paper_label: ClassVar[str]
    new_label: ClassVar[str]
    step: ClassVar[str]
    opening: Callable[..., Done]

    def __init_subclass__(cls) -> None:
        cls.tables = (table_name(cls.record),)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register = Register(desk, self.record, _(self.title), _(self.new_label))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.call = Form(Fields(CheckCall, desk), desk, self._open, says="")
        self.call.save_button.setText(_("Open the sheet"))
        self.lines = SheetTable([*self.shown_columns(), *self._typed_columns()], desk.today)
        of_group = {"group"}
        sections = {each.section for each in fields_of(self.record)} - {"", FOUND}
        head = [
            each.name for each in fields_of(self.record) if each.section in sections - {DECIDED}
        ]
        tail = [each.name for each in fields_of(self.record) if each.section == DECIDED]
        self.middle = SheetBody(
            # What is short stands two abreast, so that the sheet begins high on the screen.
            Fields(self.record, desk, only=set(head) - of_group, abreast=2),
            {"lines": (FOUND, self.lines)},
            Fields(self.record, desk, only=tail) if tail else None,
            self.described,
        )
        self.form = Form(self.middle, desk, self._save)
        self.form.name_of = self.heading
        self.lines.passed.connect(lambda back: self.form.road.move(self.lines, back))
        self.form.add_verb("paper", _(self.paper_label), self.paper)
        self.form.add_verb("remove", _("Remove…"), self.remove, apart=True)
        self.put_beside([first_step(_(self.step)), self.call, self.form], (460, 660))
        self.call.saved.connect(desk.guarded(lambda made: self.enter_record(made.id)))
        self.form.saved.connect(desk.guarded(lambda made: self.show_record(made.id)))

    def shown_columns(self) -> list[SheetColumn]:
        """What a row shows beside what is typed."""
        raise NotImplementedError

    def described(self, _name: str, line: Draft) -> Draft:
        """The line with what its row shows."""
        raise NotImplementedError

    def typed(self, each: Field) -> SheetColumn:
        """The column in which a field of a line is typed."""
        return SheetColumn(
            each.name, each.label, each.kind, editable=True, total=isinstance(each.kind, Money)
        )

    def _typed_columns(self) -> list[SheetColumn]:
        shown = {each.name for each in self.shown_columns()}
        return [
            self.typed(each)
            for each in fields_of(self.line)
            if each.name not in {*shown, "member", "loan"}
        ]

    def start_new(self) -> None:
        self._ask({"group": "", "day": date_text(self.desk.today())})

    def take_up(self, duty: Duty) -> None:
        if duty.id:
            self.enter_record(duty.id)
        else:
            self._ask({"group": str(duty.group), "day": date_text(self.desk.today())})

    def _ask(self, draft: Draft) -> None:
        self.register.show()
        self.right.setCurrentWidget(self.call)
        self.call.open(_(self.new_label), draft, None, f"{table_name(self.record)}:call")
        self.call.fields.focus_first_empty()

    def _open(self, draft: Draft, _base: Any) -> Any:
        today = self.desk.today()
        return self.desk.do(type(self).opening, fields.build(CheckCall, draft, today), today).record

    def show_record(self, id: int) -> None:
        made: Any = self.desk.get(self.record, id)
        self.right.setCurrentWidget(self.form)
        self.form.open(
            f"{_(self.title)} · {self.heading(made)}",
            fields.draft_of(made),
            made,
            f"{table_name(self.record)}:{id}",
        )

    def heading(self, record: Any) -> str:
        group = self.desk.get(Group, record.group)
        return f"{group.code} {group.name} · {date_text(getattr(record, record.order))}"

    def _save(self, draft: Draft, base: Any) -> Any:
        today = self.desk.today()
        return self.desk.do(
            checks.save_check, fields.build(self.record, draft, today, base), today
        ).record

    def paper(self) -> None:
        if not self.shows_record():
            return
        if self.form.is_dirty():
            self.form.save()
        if not self.form.is_dirty():
            self.desk.paper_wanted.emit(Wanted(self.paper_name, self.form.base))
