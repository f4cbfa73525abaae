"""The sheet of a month, 13/TD, as it is typed: what is due and paid of each member, and the cash
that was counted."""

from datetime import date
from typing import Any

from lcdesk.actions import collecting
from lcdesk.domain import fields
from lcdesk.domain.collecting import (
    CASH,
    COLLECTED,
    DENOMINATIONS,
    Collection,
    CollectionDay,
    CollectionSheet,
    in_whole_notes,
)
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.ids import GroupId
from lcdesk.domain.kinds import Money, Number, Text, Yes
from lcdesk.i18n import N_, _, date_text, money, number, parse_number
from lcdesk.queries import closings, month_sheets
from lcdesk.queries.month_sheets import MonthRow, MonthSheet
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.form import SheetBody
from lcdesk.ui.sheet.table import SheetTable


def _amount(text: str) -> int:
    try:
        return parse_number(text) if text.strip() else 0
    except ValueError:
        return 0


def _shown(amount: int) -> str:
    return number(amount) if amount else ""


def _difference(line: Draft) -> str:
    """Interest paid against interest due: empty while nothing is typed."""
    if not line.get("interest_paid", ""):
        return ""
    return _shown(_amount(line["interest_paid"]) - _amount(line["interest_due"]))


def _savings_after(line: Draft) -> str:
    return _shown(_amount(line["savings"]) + _amount(line["saved"]) - _amount(line["from_savings"]))


def _cash(line: Draft) -> int:
    """What of a line must be in the cash box: nothing of what came by transfer."""
    paid = (line.get(name, "") for name in ("interest_paid", "saved"))
    return 0 if line.get("transfer") else sum(map(_amount, paid))


def _counted(notes: Draft) -> str:
    return _shown(sum(each * _amount(notes.get(str(each), "")) for each in DENOMINATIONS))


LINES = (
    SheetColumn("name", N_("Member"), Text()),
    SheetColumn("programme", N_("Prog."), Text()),
    SheetColumn("loan_code", N_("Loan"), Text()),
    SheetColumn("outstanding", N_("Outstanding"), Money(), total=True),
    SheetColumn("interest_due", N_("Interest due"), Money(), total=True),
    SheetColumn(
        "interest_paid", N_("Interest paid"), Money(), editable=True, total=True, suggested="asked"
    ),
    SheetColumn("difference", N_("Difference"), Money(), derive=_difference),
    SheetColumn("saving_expected", N_("Savings agreed"), Money()),
    SheetColumn(
        "saved",
        N_("Savings paid in"),
        Money(),
        editable=True,
        total=True,
        suggested="saving_expected",
    ),
    SheetColumn("from_savings", N_("Principal from savings"), Money(), editable=True, total=True),
    SheetColumn("after", N_("Savings after"), Money(), total=True, derive=_savings_after),
    SheetColumn("transfer", N_("Transfer"), Yes(), editable=True),
)
NOTES = (
    *(SheetColumn(str(each), number(each), Number(), editable=True) for each in DENOMINATIONS),
    SheetColumn("amount", N_("Cash counted"), Money(), derive=_counted),
)
"""One line: how many notes there are of each denomination."""


def _locked(line: Draft, name: str) -> bool:
    """Savings stand on the first line of a member; who has no loan pays no interest and no
    principal."""
    if name == "saved":
        return not line["first"]
    return name in ("interest_paid", "from_savings") and not line["loan"]


class MonthFields(SheetBody):
    """The sheet of a month with the cash beneath it; `agreement`, placed by who shows it, says
    whether they agree."""

    def __init__(self, desk: Desk) -> None:
        self.lines = SheetTable(LINES, desk.today, _locked)
        self.cash = SheetTable(NOTES, desk.today)
        head = Fields(CollectionSheet, desk, only=("held_on",))
        super().__init__(head, {"lines": (COLLECTED, self.lines), "cash": (CASH, self.cash)})
        self.agreement = Label()
        self.agreement.setObjectName("agreement")
        self.edited.connect(lambda _name: self.compare())

    def draft(self) -> Draft:
        """The notes as lines of the record: those of which there are any."""
        (notes,) = self.cash.value() or [{}]
        counts = [(str(each), notes.get(str(each), "")) for each in DENOMINATIONS]
        lines = [
            {"denomination": denomination, "count": count}
            for denomination, count in counts
            if count
        ]
        return {**super().draft(), "cash": lines}

    def set_draft(self, draft: Draft) -> None:
        notes = {line["denomination"].replace(".", ""): line["count"] for line in draft["cash"]}
        super().set_draft({**draft, "cash": [notes]})
        self.compare()

    def compare(self) -> None:
        """Say what must be in the cash box, and what is."""
        total = sum(_cash(line) for line in self.lines.value())
        counted = self.cash.total("amount")
        text = _("To be in cash: {total} · counted: {counted}").format(
            total=money(total), counted=money(counted)
        )
        if total == counted:
            state, role = _("they agree"), "good"
        elif counted < total:
            state, role = _("{part} are missing").format(part=money(total - counted)), "bad"
        else:
            state, role = _("{part} are too much").format(part=money(counted - total)), "bad"
        self.agreement.setText(f"{text} · ● {state}")
        theme.mark(self.agreement, "role", role)

    def is_typed_on(self) -> bool:
        """Whether an amount stands in any box."""
        sums = [self.lines.total(each.name) for each in LINES if each.editable]
        return any([*sums, self.cash.total("amount")])

    def show_due(self, sheet: MonthSheet) -> None:
        """Show what is due to another day; what was typed stays."""
        known = {(line["member"], line["loan"]): line for line in self.lines.value()}
        lines = [_line(row) for row in sheet.rows]
        for line in lines:
            before = known.get((line["member"], line["loan"]), {})
            line.update({each.name: before.get(each.name, "") for each in LINES if each.editable})
        self.lines.show_drafts(lines)
        self.compare()


class MonthForm(Form):
    """The form of one sheet: which of its boxes are open follows from what the file says of its
    month."""

    def __init__(self, desk: Desk) -> None:
        self.middle = MonthFields(desk)
        super().__init__(self.middle, desk, self._save_sheet)
        self.sheet: MonthSheet | None = None
        for table in (self.middle.lines, self.middle.cash):
            table.passed.connect(lambda back, table=table: self.road.move(table, back))
        self.foot.addWidget(self.middle.agreement)  # in sight however long the sheet is
        self.middle.head.edited.connect(desk.guarded(self._on_day))

    @property
    def shown(self) -> MonthSheet:
        """The sheet on the form."""
        assert self.sheet
        return self.sheet

    @property
    def is_saved(self) -> bool:
        return self.base is not None and self.base.state == "saved"

    @property
    def is_open(self) -> bool:
        """Whether something can be typed on the sheet."""
        return not self.is_saved and not closings.closing_of(self._desk.file, self.shown.month)

    def show_sheet(self, group: GroupId, month: date) -> None:
        """Show the sheet of a group and month, as it was saved or as it is due."""
        self.sheet = month_sheets.open_sheet(self._desk.file, group, month, self._desk.today())
        named, closing = self.sheet.group, closings.closing_of(self._desk.file, self.sheet.month)
        title = f"13/TD · {named.code} {named.name} · {self.sheet.month:%m/%Y}"
        place = f"collection:{named.id}:{self.sheet.month.isoformat()}"
        self.open(title, _draft(self.sheet), self.sheet.saved, place)
        self.middle.set_read_only(not self.is_open)
        self.save_button.setVisible(self.is_open)
        if closing:
            sentence = _(
                "The {period} is closed. To change its sheet, reopen it with a reason under "
                "Closed months."
            )
            self.banner.tell(sentence.format(period=closing.period.name))

    def _on_day(self, name: str) -> None:
        """Another day of collection: what is due is worked out to it, what was typed stays."""
        if name != "held_on" or self.sheet is None:
            return
        try:
            held_on = self._day()
        except Refused:
            return
        if held_on != self.sheet.held_on:
            group, month, today = self.sheet.group.id, self.sheet.month, self._desk.today()
            self.sheet = month_sheets.open_sheet(self._desk.file, group, month, today, held_on)
            self.middle.show_due(self.sheet)

    def _day(self) -> date:
        """The day that stands on the sheet. Refused where none of its month does."""
        held_on = fields.build(CollectionDay, self.middle.head.draft(), self._desk.today()).held_on
        collecting.check_day(self.shown.month, held_on)
        assert held_on
        return held_on

    def shows_its_day(self) -> bool:
        """Whether what is due was worked out to the day that stands on the sheet; complain where it
        was not."""
        self.middle.finish()
        try:
            self._day()
        except Refused as refused:
            self.complain(refused.complaints)
            return False
        return True

    def _save_sheet(self, draft: Draft, base: Collection | None) -> Any:
        today = self._desk.today()
        built, version = fields.build(CollectionSheet, draft, today), base.version if base else 0
        group, month = self.shown.group.id, self.shown.month
        return self._desk.do(collecting.save_sheet, group, month, built, version, today).record


def _draft(sheet: MonthSheet) -> Draft:
    saved = sheet.saved
    counts = {line.denomination: line.count for line in saved.cash} if saved else {}
    return {
        "held_on": date_text(sheet.held_on),
        "lines": [_line(row) for row in sheet.rows],
        "cash": [{"denomination": str(each), "count": str(counts[each])} for each in counts],
    }


def _line(row: MonthRow) -> Draft:
    """A line of the sheet as text; a member's further loans repeat no savings."""
    typed = fields.draft_of(row.collected)
    return {
        **typed,
        "first": "1" if row.first else "",
        "name": row.member.name if row.first else "",
        "programme": row.programme,
        "loan_code": row.loan.code if row.loan else "",
        "outstanding": _shown(row.outstanding),
        "interest_due": _shown(row.interest_due),
        "asked": _shown(in_whole_notes(row.interest_due)),
        "saving_expected": _shown(row.saving_expected),
        "savings": _shown(row.savings),
    }
