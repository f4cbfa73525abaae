"""The area of savings groups."""

from functools import partial
from typing import Any

from lcdesk.actions import registers
from lcdesk.domain import groups as rules
from lcdesk.domain.groups import Group
from lcdesk.i18n import N_, _, date_text
from lcdesk.printing.meetings import MINUTES
from lcdesk.storage import lookups
from lcdesk.ui.areas.group_moves import MOVES, GroupMove, move_form
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Wanted
from lcdesk.ui.kit.fields import Fields, Sources
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.more import more_button


class Groups(Area):
    """The register of savings groups with their form."""

    record = Group
    title = N_("Savings groups")
    icon = "users"
    group = N_("Groups and people")
    new_label = N_("New group")
    first_step = N_("Begin here: enter a savings group, then its members, then their applications.")
    repeats = ("association", "neighbourhood", "minimum_saving")

    def sources(self) -> Sources:
        of_group = self.desk.source(
            "member", lambda: {"group": self.form.base.id if self.form.base else 0}
        )
        return {"leader": of_group, "deputy": of_group}

    def dress(self, form: Form) -> None:
        """Put what is done with a whole group behind one button, each with a form of its own."""
        self.forms = {each.name: move_form(self.desk, each, lambda: form.base) for each in MOVES}
        for each in self.forms.values():
            each.saved.connect(self.desk.guarded(lambda group: self.enter_record(group.id)))
            self.right.addWidget(each)
        moves = [(_(each.label), partial(self.begin, each)) for each in MOVES]
        form.add_button(more_button(self.desk, form, moves))

    def begin(self, move: GroupMove) -> None:
        """Open the form of what is done with the group on the form."""
        group, today = self.form.base, self.desk.today()
        if group is None:
            return
        form = self.forms[move.name]
        self.right.setCurrentWidget(form)
        title = f"{self.heading(group)} — {_(move.label).rstrip('…')}"
        draft = {"from_on": date_text(today), "members": []}
        form.open(title, draft, None, f"group:{group.id}:{move.name}")
        form.fields.focus_first_empty()

    def step_back(self) -> None:
        """From the form of a verb to the group, from there to the table."""
        if self.right.currentWidget() in self.__dict__.get("forms", {}).values():
            self.keep_drafts()
            self.enter_record(self.form.base.id)
        else:
            super().step_back()

    def action(self) -> Any:
        return registers.save_group

    def shown(self, record: Group | None) -> None:
        """Say how many members the group has, and warn where the rule wants more or fewer."""
        if record is None:
            return
        count = lookups.member_counts(self.desk.file, self.desk.today()).get(record.id, 0)
        warning = rules.size_warning(count)
        assert isinstance(self.form.fields, Fields)
        row = self.form.fields.rows["name"]
        row.say(warning or _("{count} members").format(count=count), "warn" if warning else "quiet")

    def paper(self) -> None:
        if self.form.base is not None:
            self.desk.paper_wanted.emit(Wanted(MINUTES.id, self.form.base))
