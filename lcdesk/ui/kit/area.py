"""One area of the window: a register on the left, the chosen record as a form on the right."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from PySide6.QtWidgets import QPushButton

from lcdesk.actions import registers
from lcdesk.domain import fields
from lcdesk.domain.dated import Change, Dated
from lcdesk.domain.errors import renamed
from lcdesk.domain.fields import Draft, Entity, table_name
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.changes import past_of, since_of
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields, Sources
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import RegisterFormPage, first_step


class Area(RegisterFormPage):
    """A register with a form. Subclasses say what a new record starts from and how one is saved."""

    record: type[Entity]
    new_record: type[Entity] | None = None
    """What is asked for a new record, where that is more than the record itself."""
    new_label = ""
    first_step = ""
    """What an empty area says to do."""
    repeats: tuple[str, ...] = ()
    """Fields whose value the next new record starts with."""
    widths = (560, 560)
    """Pixels of the register and of the form, of 1366 in all."""

    def __init_subclass__(cls) -> None:
        cls.tables = (table_name(cls.record),)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kept: Draft = {}
        self.register = Register(desk, self.record, _(self.title), _(self.new_label))
        start = QPushButton(theme.icon("plus", 16), _(self.new_label))
        start.clicked.connect(self.start_new)
        self.put_beside([first_step(_(self.first_step), start)], self.widths)

    @cached_property
    def form(self) -> Form:  # type: ignore[override]  # elsewhere it is there from the start
        """The form of a saved record. A form is made when it is first needed: who looks at a list
        waits for none."""
        form = self._made_form(self.record)
        form.add_verb("remove", _("Remove…"), self.remove, apart=True)
        self.dress(form)
        return form

    @cached_property
    def new_form(self) -> Form:
        """The form of a new record, where more is asked for one than for a saved one."""
        if self.new_record is None:
            return self.form
        form = self._made_form(self.new_record)
        self.dress(form)
        return form

    def _made_form(self, record: type[Entity]) -> Form:
        form = Form(Fields(record, self.desk, self.sources()), self.desk, self.save_draft)
        form.name_of = self.heading
        form.saved.connect(self.desk.guarded(self._on_saved))
        self.right.addWidget(form)
        return form

    # What subclasses say

    def sources(self) -> Sources:
        """Where the choices of references come from, where that is not their whole table."""
        return {}

    def starting_draft(self) -> Draft:
        """What a new record starts from."""
        return {}

    def dress(self, form: Form) -> None:
        """Give a form that was just made its further verbs, and listen to it."""

    def action(self) -> Callable[..., Any]:
        """The action that saves a built record."""
        return registers.save

    def shown(self, record: Any) -> None:
        """A record, or a new one where it is None, is on the form now."""

    # What the window asks

    def start_new(self) -> None:
        """An empty form, with what usually repeats."""
        cls = self.new_record or self.record
        draft = {**fields.draft_of(cls()), **self.starting_draft(), **self._kept}
        self.right.setCurrentWidget(self.new_form)
        self.new_form.open(_(self.new_label), draft, None, f"{table_name(self.record)}:new")
        self.new_form.tell(())
        self.shown(None)
        self.new_form.fields.focus_first_empty()

    def show_record(self, id: int) -> None:
        record = self.desk.get(self.record, id)
        self.right.setCurrentWidget(self.form)
        self.form.open(
            self.heading(record), fields.draft_of(record), record, f"{table_name(self.record)}:{id}"
        )
        self.form.tell(past_of(self.desk, record) if isinstance(record, Dated) else ())
        self.shown(record)

    def save_draft(self, draft: Draft, base: Any) -> Any:
        """Build what was typed and save it; give the saved record. Refused names what is wrong."""
        cls = (self.new_record or self.record) if base is None else self.record
        built = fields.build(cls, draft, self.desk.today(), base)
        if isinstance(base, Dated) and (since := since_of(self.desk, self, base, built)):
            return self.save_change(built, since)
        return self.desk.do(self.action(), built).record

    def save_change(self, built: Any, since: Change) -> Any:
        """Save what is otherwise since a day, and give it."""
        with renamed(since=""):
            return self.desk.do(self.action(), built, since).record

    def _on_saved(self, record: Any) -> None:
        form = self.right.currentWidget()
        was_new = isinstance(form, Form) and form.base is None
        if was_new:
            draft = self.new_form.fields.draft()
            self._kept = {name: draft[name] for name in self.repeats}
        self.show_record(record.id)
        self.register.table.select_id(record.id)
        (self.register.new_button if was_new else self.register.table).setFocus()
