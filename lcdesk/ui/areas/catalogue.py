"""The area of what changes seldom: the office, its bodies, the programmes, the wording of
papers."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from lcdesk.actions import registers
from lcdesk.domain import fields
from lcdesk.domain.fields import Draft
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Neighbourhood, Ward, Wording
from lcdesk.i18n import N_
from lcdesk.queries.ward import ward_of
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.page import Page, Tabs


class Office(Page):
    """The ward's profile, signers and settings."""

    title = N_("This office")
    tables = ("ward",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = Form(Fields(Ward, desk), desk, self._save)
        self.form.setMaximumWidth(900)
        self.form.saved.connect(desk.guarded(lambda _record: self.appear()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)

    def _save(self, draft: Draft, base: Any) -> Any:
        return self.desk.do(
            registers.save, fields.build(Ward, draft, self.desk.today(), base)
        ).record

    def appear(self) -> None:
        if not self.form.is_dirty():
            ward = ward_of(self.desk.file)
            self.form.open(ward.full_name, fields.draft_of(ward), ward, "ward")
        self.form.fields.focus_first_empty()

    def save(self) -> None:
        self.form.save()

    def keep_drafts(self) -> None:
        self.form.keep_draft()


class Associations(Area):
    """The associations that manage groups."""

    record = Association
    title = N_("Associations")
    new_label = N_("New association")
    first_step = N_("The associations that manage groups under entrustment.")


class Neighbourhoods(Area):
    """The neighbourhoods of the ward."""

    record = Neighbourhood
    title = N_("Neighbourhoods")
    new_label = N_("New neighbourhood")
    first_step = N_("Street quarters and villages with their heads.")


class Programmes(Area):
    """The bank's programmes with their dated terms."""

    record = Programme
    title = N_("Programmes")
    new_label = N_("New programme")
    first_step = N_(
        "Lending programmes with their terms. A new rule is a new line under its first day."
    )


class Wordings(Area):
    """The fixed texts of the papers."""

    record = Wording
    title = N_("Wording of papers")
    new_label = N_("New wording")
    first_step = N_(
        "The fixed texts of the papers. Correct them here when the bank's form changes."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # Which texts there are is settled by the papers that print them.
        self.register.new_button.hide()

    def start_new(self) -> None:
        self.register.table.setFocus()


class Catalogue(Tabs):
    """The office and what everything else refers to, side by side."""

    title = N_("Catalogue")
    icon = "settings"
    group = N_("Overview")
    parts = (Office, Associations, Neighbourhoods, Programmes, Wordings)
