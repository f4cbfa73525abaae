"""The area of loan applications."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lcdesk.actions import applications
from lcdesk.domain import fields
from lcdesk.domain.applications import JOBS, PRIORITY, STATES, STUDY, Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.people import Household, Member
from lcdesk.domain.priorities import PRIORITIES, priorities_of
from lcdesk.domain.programmes import Programme
from lcdesk.domain.rules import class_of_year
from lcdesk.i18n import N_, _, date_text, parse_date
from lcdesk.printing.applications import form_of
from lcdesk.ui.areas.papers import add_papers
from lcdesk.ui.areas.proposals import Proposals
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.ask import run_with_reason
from lcdesk.ui.kit.choices import Choices, Source, among, best_first
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import FieldRow, Fields, Sources
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.page import Tabs

JUDGED = (
    "programme",
    "member",
    "amount",
    "term_months",
    "beneficiary",
    "applied_on",
    "priority",
    "student",
    "course_from",
    "course_until",
    "tuition",
    "jobs_created",
    "jobs_kept",
    "jobs_expanded",
)
"""What the rules of a programme look at."""


class Applications(Area):
    """The register of applications with their form."""

    record = Application
    title = N_("Loan applications")
    new_label = N_("New application")
    first_step = N_(
        "Take an application of a member. All drafts of a group come on the table of its next "
        "meeting."
    )
    repeats = ("programme", "applied_on", "fund_source", "term_months")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        states = among({code: _(label) for code, label in STATES.items()})
        self.register.add_filter("state", states, _("All states"))

    def dress(self, form: Form) -> None:
        form.fields.edited.connect(self.desk.guarded(self._on_edited))
        form.add_verb("paper", _("Paper (Ctrl+P)"), self.paper)
        add_papers(form, "application", self._show_paper)
        form.add_verb("withdraw", _("Withdraw…"), self.withdraw)

    @property
    def _rows(self) -> dict[str, FieldRow]:
        assert isinstance(self.form.fields, Fields)
        return self.form.fields.rows

    def sources(self) -> Sources:
        return {
            "member": self.desk.source("member", lambda: {"left_on": ""}),
            "priority": Source(self._priorities, lambda code: _(PRIORITIES.get(code, code))),
        }

    def _priorities(self, text: str) -> Choices:
        """The priority groups that the form of the programme has on the day applied on."""
        programme = self._chosen("programme", Programme)
        if programme is None:
            return []
        groups = priorities_of(programme, self._applied_on()).groups
        return best_first(text, [(code, _(PRIORITIES[code])) for code in groups])

    def _applied_on(self) -> date:
        """The day applied on as it is typed, today while that cannot be read."""
        try:
            return parse_date(str(self._rows["applied_on"].editor.value()), self.desk.today())
        except ValueError:
            return self.desk.today()

    def starting_draft(self) -> Draft:
        return {"applied_on": date_text(self.desk.today())}

    def heading(self, record: Application) -> str:
        return f"{_borrower(self.desk, record)} — {_(STATES[record.state])}"

    def action(self) -> Callable[..., Any]:
        return applications.save_application

    def shown(self, record: Application | None) -> None:
        draft = record is None or record.state == "draft"
        self.form.fields.set_read_only(not draft)
        self.form.save_button.setEnabled(draft)
        self._show_sections()

    def _chosen(self, name: str, cls: type[Any]) -> Any:
        """The record that a reference on the form names, or None."""
        code = self._rows[name].editor.value()
        if not isinstance(code, str) or not code.isdigit():
            return None
        return self.desk.get(cls, int(code))

    def _show_sections(self) -> None:
        """Show what the programme asks for beside."""
        programme = self._chosen("programme", Programme)
        assert isinstance(self.form.fields, Fields)
        shown = {
            JOBS: programme is not None and programme.asks_for_jobs,
            STUDY: programme is not None and programme.asks_for_study,
            PRIORITY: programme is not None
            and bool(priorities_of(programme, self._applied_on()).groups),
        }
        for section, visible in shown.items():
            self.form.fields.show_section(section, visible)

    def _on_edited(self, name: str) -> None:
        if name in ("programme", "applied_on"):
            self._show_sections()
        if name in ("member", "applied_on"):
            self._fill_class()
        if name in JUDGED:
            self._show_objections()

    def _fill_class(self) -> None:
        """Fill the class of the household on the day applied on, marked as taken from the
        register."""
        member = self._chosen("member", Member)
        row = self._rows["beneficiary"]
        if member is None or not member.household:
            return
        household, day = self.desk.get(Household, member.household), self._applied_on()
        if known := household.class_in(day.year):
            row.editor.set_value(known)  # type: ignore[arg-type]
            year = household.class_year(day.year)
            row.say(
                _("from the household's class: {found}").format(
                    found=class_of_year(known, year, day)
                ),
                "quiet" if year == day.year else "warn",
            )

    def _show_objections(self) -> None:
        """Show beside each field the rule it breaks, as soon as enough is typed to know."""
        try:
            built = fields.build(
                Application, self.form.fields.draft(), self.desk.today(), self.form.base
            )
            found = applications.objections_to(self.desk.file, built)
        except Refused:
            return
        for name in dict.fromkeys(each.field for each in found):
            texts = [each.sentence() for each in found if each.field == name]
            self._rows[name].say(" ".join(texts), "warn")

    def paper(self) -> None:
        if self.form.base is not None:
            self._show_paper(form_of(self.desk.file, self.form.base).id)

    def _show_paper(self, name: str) -> None:
        if self.form.base is not None:
            self.desk.paper_wanted.emit(Wanted(name, self.form.base))

    def withdraw(self) -> None:
        application = self.form.base
        if application is None:
            return
        run_with_reason(
            self,
            _("Why does the borrower withdraw the application?"),
            lambda reason: self.desk.do(
                applications.withdraw, application.id, reason, self.desk.today()
            ),
            _("Withdrawn: {name}").format(name=_borrower(self.desk, application)),
            then=lambda done: self.show_record(done.record.id),
            complain=self.form.complain,
        )


def _borrower(desk: Desk, application: Application) -> str:
    return desk.get(Member, application.member).name


class Dossiers(Tabs):
    """Applications and proposal lists side by side."""

    title = N_("Loan applications")
    icon = "file-text"
    group = N_("Lending")
    parts = (Applications, Proposals)
