"""The area of savings groups."""

from typing import Any

from lcdesk.actions import registers
from lcdesk.domain import groups as rules
from lcdesk.domain.groups import Group
from lcdesk.i18n import N_, _
from lcdesk.printing.meetings import MINUTES
from lcdesk.storage import lookups
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Wanted
from lcdesk.ui.kit.fields import Fields, Sources


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

    def action(self) -> Any:
        return registers.save_group

    def shown(self, record: Group | None) -> None:
        """Say how many members the group has, and warn where the rule wants more or fewer."""
        if record is None:
            return
        count = lookups.member_counts(self.desk.file, self.desk.today().isoformat()).get(
            record.id, 0
        )
        warning = rules.size_warning(count)
        assert isinstance(self.form.fields, Fields)
        row = self.form.fields.rows["name"]
        row.say(warning or _("{count} members").format(count=count), "warn" if warning else "quiet")

    def paper(self) -> None:
        if self.form.base is not None:
            self.desk.paper_wanted.emit(Wanted(MINUTES.id, self.form.base))
