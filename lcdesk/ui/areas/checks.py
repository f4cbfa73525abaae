"""The area of checks: use of loans, work of groups, reconciliation, the bank's scores."""

from collections.abc import Callable
from typing import Any, ClassVar

from lcdesk.actions import checks
from lcdesk.actions.done import Done
from lcdesk.domain import fields
from lcdesk.domain.checks import (
    DECIDED,
    FOUND,
    CheckCall,
    GroupCheck,
    Reconciliation,
    ReconciliationLine,
    UseCheck,
    UseCheckLine,
    visits_warning,
)
from lcdesk.domain.duties import Duty
from lcdesk.domain.fields import Draft, Entity, Field, Record, fields_of, table_name
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Money, Text
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.i18n import N_, _, date_text, number, parse_number
from lcdesk.printing.visits import GROUP_CHECK, RECONCILIATION, USE_CHECK
from lcdesk.queries import check_sheets
from lcdesk.storage import ledger, lists
from lcdesk.ui.areas.scores import Scores
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields, Sources
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_page import WideFormPage, first_step
from lcdesk.ui.sheet.column import Column
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
        head = [each.name for each in fields_of(self.record) if each.section in sections - {DECIDED}]
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

    def shown_columns(self) -> list[Column]:
        """What a row shows beside what is typed."""
        raise NotImplementedError

    def described(self, _name: str, line: Draft) -> Draft:
        """The line with what its row shows."""
        raise NotImplementedError

    def typed(self, each: Field) -> Column:
        """The column in which a field of a line is typed."""
        return Column(each.name, each.label, each.kind, editable=True, total=isinstance(each.kind, Money))

    def _typed_columns(self) -> list[Column]:
        shown = {each.name for each in self.shown_columns()}
        return [self.typed(each) for each in fields_of(self.line) if each.name not in {*shown, "member", "loan"}]

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
            f"{_(self.title)} · {self.heading(made)}", fields.draft_of(made), made, f"{table_name(self.record)}:{id}"
        )

    def heading(self, record: Any) -> str:
        group = self.desk.get(Group, record.group)
        return f"{group.code} {group.name} · {date_text(getattr(record, record.order))}"

    def _save(self, draft: Draft, base: Any) -> Any:
        today = self.desk.today()
        return self.desk.do(checks.save_check, fields.build(self.record, draft, today, base), today).record

    def paper(self) -> None:
        if not self.shows_record():
            return
        if self.form.is_dirty():
            self.form.save()
        if not self.form.is_dirty():
            self.desk.paper_wanted.emit(Wanted(self.paper_name, self.form.base))


class UseChecks(Visits):
    record = UseCheck
    line = UseCheckLine
    paper_name = USE_CHECK.id
    paper_label = N_("Form 06/TD (Ctrl+P)")
    title = N_("Use of loans, 06/TD")
    new_label = N_("New check of use")
    step = N_("Open a check of a group: every loan whose use was not checked yet stands on its sheet.")
    opening = staticmethod(checks.open_use_check)

    def shown_columns(self) -> list[Column]:
        return [
            Column("borrower", N_("Borrower"), Text()),
            Column("code", N_("Loan"), Text()),
            Column("purpose", N_("Purpose"), Text()),
        ]

    def described(self, _name: str, line: Draft) -> Draft:
        loan = self.desk.get(Loan, int(line["loan"]))
        balance = ledger.loan_balances(self.desk.file, self.desk.today(), [loan.id]).get(loan.id)
        return {
            **line,
            "borrower": self.desk.get(Member, loan.member).name,
            "code": loan.code,
            "purpose": loan.purpose,
            "owed": number(balance.outstanding) if balance else "",
        }

    def typed(self, each: Field) -> Column:
        suggested = {"outstanding": "owed", "used_for": "purpose", "right_amount": "received"}.get(each.name, "")
        total = each.name in ("received", "right_amount", "wrong_amount")
        return Column(each.name, HEADS.get(each.name, each.label), each.kind, True, total, suggested)


HEADS = {
    "outstanding": N_("As they say"),
    "right_amount": N_("Right use"),
    "wrong_amount": N_("Wrong use"),
    "interest_owed": N_("Interest owed"),
    "follow_up": N_("Followed up"),
    "debt": N_("Debt"),
    "interest": N_("Interest owed"),
    "savings": N_("Savings"),
    "cause": N_("Cause"),
}
"""Short heads where the name of the field is too long for its column."""


class Reconciliations(Visits):
    record = Reconciliation
    line = ReconciliationLine
    paper_name = RECONCILIATION.id
    paper_label = N_("Form 15/TD (Ctrl+P)")
    title = N_("Reconciliation, 15/TD")
    new_label = N_("New reconciliation")
    step = N_("Open a reconciliation of a group: what the bank says stands there, you type what the members say.")
    opening = staticmethod(checks.open_reconciliation)

    def shown_columns(self) -> list[Column]:
        return [
            Column("name", N_("Member"), Text()),
            Column("code", N_("Loan"), Text()),
            Column("bank_debt", N_("Debt, bank"), Money(), total=True),
            Column("bank_interest", N_("Interest owed, bank"), Money(), total=True),
            Column("bank_savings", N_("Savings, bank"), Money(), total=True),
            Column("difference", N_("Difference"), Money(), derive=_difference),
        ]

    def described(self, _name: str, line: Draft) -> Draft:
        member = self.desk.get(Member, int(line["member"]))
        code = self.desk.get(Loan, int(line["loan"])).code if line["loan"] else ""
        return {**line, "name": member.name, "code": code}

    def typed(self, each: Field) -> Column:
        suggested = f"bank_{each.name}" if each.name in ("debt", "interest", "savings") else ""
        return Column(each.name, HEADS.get(each.name, each.label), each.kind, True, bool(suggested), suggested)


def _difference(line: Draft) -> str:
    """What the member says beyond what the bank says, all three together; empty until they were asked."""
    if not line.get("answered"):
        return ""
    try:
        sums = [_amount(line[name]) - _amount(line[f"bank_{name}"]) for name in ("debt", "interest", "savings")]
    except ValueError:
        return ""
    return number(sum(sums)) if any(sums) else ""


def _amount(text: str) -> int:
    return parse_number(text) if text.strip() else 0


class GroupChecks(Area):
    record = GroupCheck
    title = N_("Work of groups, 16/TD")
    new_label = N_("New check of a group")
    widths = (490, 630)
    first_step = N_("Plan a check of every group for the year, then write down what was found.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.form.add_verb("paper", _("Form 16/TD (Ctrl+P)"), self.paper)
        self.form.fields.edited.connect(lambda _name: self._warn())
        self.plan_button = self.register.add_verb("plan_year", _("Plan the year"), self.plan_year)

    def sources(self) -> Sources:
        def of_group() -> dict[str, Any]:
            return {"group": self.form.base.group if self.form.base else 0, "left_on": ""}

        return {"member": self.desk.source("member", of_group)}

    def starting_draft(self) -> Draft:
        return {
            "planned_on": date_text(self.desk.today()),
            "duties": [{"duty": each} for each in check_sheets.duties()],
        }

    def take_up(self, duty: Duty) -> None:
        super().take_up(duty)
        if not duty.id:
            assert isinstance(self.form.fields, Fields)
            self.form.fields.rows["group"].editor.set_value(str(duty.group))  # type: ignore[arg-type]

    def shown(self, record: Any) -> None:
        self._warn()

    def _warn(self) -> None:
        """Too few households are no reason to refuse a check that was held; it is said."""
        draft = self.form.fields.draft()
        assert isinstance(self.form.fields, Fields)
        warning = visits_warning(len(draft["visited"])) if draft["checked_on"] else ""
        self.form.fields.rows["visited"].say(warning, "warn")

    def heading(self, record: GroupCheck) -> str:
        group = self.desk.get(Group, record.group)
        return lists.label((group.code, group.name, date_text(record.checked_on or record.planned_on)))

    def action(self) -> Callable[..., Any]:
        return lambda file, made: checks.save_check(file, made, self.desk.today())

    def plan_year(self) -> None:
        """Plan a check of every group that has none this year."""
        today = self.desk.today()
        self.desk.run(
            lambda: self.desk.do(checks.plan_year, today.year, today), _("Every group has its check planned.")
        )

    def paper(self) -> None:
        if self.form.base is not None:
            self.desk.paper_wanted.emit(Wanted(GROUP_CHECK.id, self.form.base))


class Checks(Tabs):
    """All checks side by side."""

    title = N_("Checks")
    icon = "eye"
    group = N_("Every month")
    parts = (UseChecks, GroupChecks, Reconciliations, Scores)
