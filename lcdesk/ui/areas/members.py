"""The area of members and their households."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lcdesk.actions import memberships, registers
from lcdesk.domain import fields, people
from lcdesk.domain.dated import Change
from lcdesk.domain.errors import renamed
from lcdesk.domain.fields import Draft, Entity
from lcdesk.domain.kinds import CITIZEN_ID
from lcdesk.domain.people import Household, Member, NewMember
from lcdesk.i18n import N_, _, date_text
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.lines import LinesEditor
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.kit.reading_editors import DateEditor


class Members(Area):
    """The register of members with their form."""

    record = Member
    new_record: type[Entity] = NewMember
    title = N_("Members")
    new_label = N_("New member")
    first_step = N_(
        "Enter the members of a group. The citizen id fills the sex and the year of birth."
    )
    repeats = ("group", "joined_on", "address")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.group_filter = self.register.add_filter(
            "group", desk.source("group"), _("All groups"), int
        )

    def dress(self, form: Form) -> None:
        form.fields.edited.connect(self._guesser(form))

    def starting_draft(self) -> Draft:
        return {"group": self.group_filter.value(), "joined_on": date_text(self.desk.today())}

    def action(self) -> Callable[..., Any]:
        return registers.save_member

    def save_draft(self, draft: Draft, base: Any) -> Any:
        if base is not None:
            return super().save_draft(draft, base)
        built = fields.build(NewMember, draft, self.desk.today())
        return self.desk.do(registers.add_member, built, self.desk.today()).record

    def save_change(self, built: Member, since: Change) -> Any:
        """Another group is a transfer: loans and savings go along. The rest is saved after it."""
        if built.group != self.desk.get(Member, built.id).group:
            with renamed(since="group", into="group", members="group"):
                self.desk.do(memberships.transfer, [built.id], built.group, since)
            there = self.desk.get(Member, built.id)
            rest = replace(built, version=there.version, past=there.past)
            if rest == there:
                return there
            built = rest
        return super().save_change(built, since)

    def shown(self, record: Member | None) -> None:
        if record is not None:
            assert isinstance(self.form.fields, Fields)
            expired = people.card_warning(record, self.desk.today())
            self.form.fields.rows["issued_on"].say(expired, "warn")

    def _guesser(self, form: Form) -> Callable[[str], None]:
        """Fill what the citizen id tells, marked as guessed."""

        def guess(name: str) -> None:
            assert isinstance(form.fields, Fields)
            rows = form.fields.rows
            if name != "citizen_id":
                return
            try:
                facts = people.id_facts(
                    CITIZEN_ID.parse(str(rows["citizen_id"].editor.value()), self.desk.today())
                )
            except ValueError:
                return
            sex, born = rows["sex"], rows["born_on"]
            assert isinstance(born.editor, DateEditor) and not isinstance(sex.editor, LinesEditor)
            if not sex.editor.value():
                sex.editor.set_value(facts.sex)
                sex.say(_("guessed from the citizen id"), "quiet")
            born.editor.year = facts.birth_year
            if not born.editor.value():
                text = _("born in {year} by the citizen id: day and month are enough")
                born.say(text.format(year=facts.birth_year), "quiet")

        return guess


class Households(Area):
    """The register of households with their form."""

    record = Household
    title = N_("Households")
    new_label = N_("New household")
    first_step = N_(
        "A household is made with its first member. Here its class is kept for each year."
    )
    repeats = ("neighbourhood",)


class People(Tabs):
    """Members and households side by side."""

    title = N_("Members and households")
    icon = "user"
    group = N_("Groups and people")
    parts = (Members, Households)
