"""The area of checks: use of loans, work of groups, reconciliation, the bank's scores."""

from collections.abc import Callable
from typing import Any

from lcdesk.actions import checks
from lcdesk.domain.checks import (
    GroupCheck,
    Reconciliation,
    ReconciliationLine,
    UseCheck,
    UseCheckLine,
    visits_warning,
)
from lcdesk.domain.duties import Duty
from lcdesk.domain.fields import Draft, Field
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Money, Text
from lcdesk.domain.loans import Loan
from lcdesk.domain.people import Member
from lcdesk.i18n import N_, _, date_text, number, parse_number
from lcdesk.printing.visits import GROUP_CHECK, RECONCILIATION, USE_CHECK
from lcdesk.queries import check_sheets
from lcdesk.storage import ledger, lists
from lcdesk.ui.areas.scores import Scores
from lcdesk.ui.areas.visits import Visits
from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields, Sources
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.sheet.column import SheetColumn


class UseChecks(Visits):
    """Checks of the use of loans, form 06/TD."""

    record = UseCheck
    line = UseCheckLine
    paper_name = USE_CHECK.id
    paper_label = N_("Form 06/TD (Ctrl+P)")
    title = N_("Use of loans, 06/TD")
    new_label = N_("New check of use")
    step = N_(
        "Open a check of a group: every loan whose use was not checked yet stands on its sheet."
    )
    opening = staticmethod(checks.open_use_check)

    def shown_columns(self) -> list[SheetColumn]:
        return [
            SheetColumn("borrower", N_("Borrower"), Text()),
            SheetColumn("code", N_("Loan"), Text()),
            SheetColumn("purpose", N_("Purpose"), Text()),
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

    def typed(self, each: Field) -> SheetColumn:
        suggested = {"outstanding": "owed", "used_for": "purpose", "right_amount": "received"}.get(
            each.name, ""
        )
        total = each.name in ("received", "right_amount", "wrong_amount")
        return SheetColumn(
            each.name, HEADS.get(each.name, each.label), each.kind, True, total, suggested
        )


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
    """Reconciliations of the debt, form 15/TD."""

    record = Reconciliation
    line = ReconciliationLine
    paper_name = RECONCILIATION.id
    paper_label = N_("Form 15/TD (Ctrl+P)")
    title = N_("Reconciliation, 15/TD")
    new_label = N_("New reconciliation")
    step = N_(
        "Open a reconciliation of a group: what the bank says stands there, you type what the "
        "members say."
    )
    opening = staticmethod(checks.open_reconciliation)

    def shown_columns(self) -> list[SheetColumn]:
        return [
            SheetColumn("name", N_("Member"), Text()),
            SheetColumn("code", N_("Loan"), Text()),
            SheetColumn("bank_debt", N_("Debt, bank"), Money(), total=True),
            SheetColumn("bank_interest", N_("Interest owed, bank"), Money(), total=True),
            SheetColumn("bank_savings", N_("Savings, bank"), Money(), total=True),
            SheetColumn("difference", N_("Difference"), Money(), derive=_difference),
        ]

    def described(self, _name: str, line: Draft) -> Draft:
        member = self.desk.get(Member, int(line["member"]))
        code = self.desk.get(Loan, int(line["loan"])).code if line["loan"] else ""
        return {**line, "name": member.name, "code": code}

    def typed(self, each: Field) -> SheetColumn:
        suggested = f"bank_{each.name}" if each.name in ("debt", "interest", "savings") else ""
        return SheetColumn(
            each.name, HEADS.get(each.name, each.label), each.kind, True, bool(suggested), suggested
        )


def _difference(line: Draft) -> str:
    """What the member says beyond what the bank says, all three together; empty until they were
    asked."""
    if not line.get("answered"):
        return ""
    try:
        sums = [
            _amount(line[name]) - _amount(line[f"bank_{name}"])
            for name in ("debt", "interest", "savings")
        ]
    except ValueError:
        return ""
    return number(sum(sums)) if any(sums) else ""


def _amount(text: str) -> int:
    return parse_number(text) if text.strip() else 0


class GroupChecks(Area):
    """Checks of groups, form 16/TD."""

    record = GroupCheck
    title = N_("Work of groups, 16/TD")
    new_label = N_("New check of a group")
    widths = (490, 630)
    first_step = N_("Plan a check of every group for the year, then write down what was found.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.plan_button = self.register.add_verb("plan_year", _("Plan the year"), self.plan_year)

    def dress(self, form: Form) -> None:
        form.add_verb("paper", _("Form 16/TD (Ctrl+P)"), self.paper)
        form.fields.edited.connect(lambda _name: self._warn())

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
        return lists.label(
            (group.code, group.name, date_text(record.checked_on or record.planned_on))
        )

    def action(self) -> Callable[..., Any]:
        return lambda file, made: checks.save_check(file, made, self.desk.today())

    def plan_year(self) -> None:
        """Plan a check of every group that has none this year."""
        today = self.desk.today()
        self.desk.run(
            lambda: self.desk.do(checks.plan_year, today.year, today),
            _("Every group has its check planned."),
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
