"""The area of interest and savings: the monthly collection of each group, savings, closed months."""

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
    MonthCall,
    in_whole_notes,
)
from lcdesk.domain.duties import Duty
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Money, Number, Text
from lcdesk.i18n import N_, _, date_text, money, month_text, number, parse_number
from lcdesk.printing.visits import COLLECTION
from lcdesk.queries import closings, month_sheets
from lcdesk.queries.month_sheets import Row, Sheet
from lcdesk.storage import records
from lcdesk.ui.areas.closings import Closings
from lcdesk.ui.areas.savings import Savings
from lcdesk.ui.kit.ask import ask_reason
from lcdesk.ui.kit.desk import Desk, Wanted
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.kit.register import Register
from lcdesk.ui.kit.register_and_form import Spread, first_step
from lcdesk.ui.sheet.form import Sheeted
from lcdesk.ui.sheet.model import Column
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


def _counted(notes: Draft) -> str:
    return _shown(sum(each * _amount(notes.get(str(each), "")) for each in DENOMINATIONS))


LINES = (
    Column("name", N_("Member"), Text()),
    Column("programme", N_("Prog."), Text()),
    Column("loan_code", N_("Loan"), Text()),
    Column("outstanding", N_("Outstanding"), Money(), total=True),
    Column("interest_due", N_("Interest due"), Money(), total=True),
    Column("interest_paid", N_("Interest paid"), Money(), editable=True, total=True, suggested="asked"),
    Column("difference", N_("Difference"), Money(), derive=_difference),
    Column("saving_expected", N_("Savings agreed"), Money()),
    Column("saved", N_("Savings paid in"), Money(), editable=True, total=True, suggested="saving_expected"),
    Column("from_savings", N_("Principal from savings"), Money(), editable=True, total=True),
    Column("after", N_("Savings after"), Money(), total=True, derive=_savings_after),
)
NOTES = (
    *(Column(str(each), number(each), Number(), editable=True) for each in DENOMINATIONS),
    Column("amount", N_("Cash counted"), Money(), derive=_counted),
)
"""One line: how many notes there are of each denomination."""


def _locked(line: Draft, name: str) -> bool:
    """Savings stand on the first line of a member; who has no loan pays no interest and no principal."""
    if name == "saved":
        return not line["first"]
    return name in ("interest_paid", "from_savings") and not line["loan"]


class MonthFields(Sheeted):
    """The sheet of a month with the cash beneath it; `agreement`, placed by who shows it, says whether they agree."""

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
        lines = [{"denomination": denomination, "count": count} for denomination, count in counts if count]
        return {**super().draft(), "cash": lines}

    def set_draft(self, draft: Draft) -> None:
        notes = {line["denomination"].replace(".", ""): line["count"] for line in draft["cash"]}
        super().set_draft({**draft, "cash": [notes]})
        self.compare()

    def compare(self) -> None:
        """Say what must be in the cash box, and what is."""
        total = self.lines.total("interest_paid") + self.lines.total("saved")
        counted = self.cash.total("amount")
        text = _("To be in cash: {total} · counted: {counted}").format(total=money(total), counted=money(counted))
        if total == counted:
            state, role = _("they agree"), "good"
        elif counted < total:
            state, role = _("{part} are missing").format(part=money(total - counted)), "bad"
        else:
            state, role = _("{part} are too much").format(part=money(counted - total)), "bad"
        self.agreement.setText(f"{text} · ● {state}")
        self.agreement.setProperty("role", role)
        self.agreement.style().unpolish(self.agreement)
        self.agreement.style().polish(self.agreement)


class Months(Spread):
    """The saved sheets on the left; a month that is opened takes the whole width."""

    title = N_("Monthly collection")
    tables = ("collection",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.register = Register(desk, Collection, _(self.title), _("Open a month"))
        self.register.add_filter("group", desk.source("group"), _("All groups"), int)
        self.call = Form(Fields(MonthCall, desk), desk, self._called, says="")
        self.call.save_button.setText(_("Open the sheet"))
        self.middle = MonthFields(desk)
        self.form = Form(self.middle, desk, self._save)
        self.sheet: Sheet | None = None
        for table in (self.middle.lines, self.middle.cash):
            table.passed.connect(lambda back, table=table: self.form.road.move(table, back))
        self.reopen_button = self.form.add_verb("reopen", _("Reopen…"), self.reopen)
        self.paper_button = self.form.add_verb("sheet_paper", _("Sheet 13/TD (Ctrl+P)"), self.paper)
        self.form.foot.addWidget(self.middle.agreement)  # in sight however long the sheet is
        self.middle.head.edited.connect(self._on_day)
        step = _("Open the month of a group: every member is listed with what is due, and you type down the columns.")
        self.put_beside([first_step(step), self.call, self.form], (460, 660))
        self.call.saved.connect(self._open)
        self.form.saved.connect(lambda saved: self.enter_record(saved.id))

    def start_new(self) -> None:
        self._ask({"group": "", "month": month_text(self.desk.today())})

    def take_up(self, duty: Duty) -> None:
        assert duty.due_on
        self._open(MonthCall(group=duty.group, month=duty.due_on))

    def _ask(self, draft: Draft) -> None:
        self.register.show()
        self.right.setCurrentWidget(self.call)
        self.call.open(_("Open a month"), draft, None, "collection:call")
        self.call.fields.focus_first_empty()

    def _called(self, draft: Draft, _base: Any) -> MonthCall:
        return fields.build(MonthCall, draft, self.desk.today())

    def show_record(self, id: int) -> None:
        saved = records.get(self.desk.file, Collection, id)
        assert saved.month
        self._show(saved.group, saved.month)

    def _open(self, call: MonthCall) -> None:
        assert call.month
        self._show(call.group, call.month)
        self.register.hide()
        self.middle.lines.setFocus()

    def _show(self, group: int, month: date) -> None:
        self.sheet = month_sheets.open_sheet(self.desk.file, group, month, self.desk.today())
        saved, named = self.sheet.saved, self.sheet.group
        self.right.setCurrentWidget(self.form)
        title = f"13/TD · {named.code} {named.name} · {self.sheet.month:%m/%Y}"
        place = f"collection:{named.id}:{self.sheet.month.isoformat()}"
        self.form.open(title, self._draft(), saved, place)
        closing = closings.closing_of(self.desk.file, self.sheet.month)
        self.middle.set_read_only(not self._is_open())
        self.form.save_button.setVisible(self._is_open())
        self.reopen_button.setVisible(self._is_saved() and not closing)
        if closing:
            sentence = _("The {period} is closed. To change its sheet, reopen it with a reason under Closed months.")
            self.form.banner.tell(sentence.format(period=closing.period.name))
        self.paper_button.setEnabled(True)  # a sheet is printed before it is filled in, too

    def _draft(self) -> Draft:
        assert self.sheet
        saved = self.sheet.saved
        counts = {line.denomination: line.count for line in saved.cash} if saved else {}
        return {
            "held_on": date_text(self.sheet.held_on),
            "lines": [_line(row) for row in self.sheet.rows],
            "cash": [{"denomination": str(each), "count": str(counts[each])} for each in counts],
        }

    def _on_day(self, name: str) -> None:
        """Another day of collection: what is due is worked out to it, what was typed stays."""
        if name != "held_on" or self.sheet is None:
            return
        try:
            held_on = fields.build(CollectionDay, self.middle.head.draft(), self.desk.today()).held_on
            collecting.check_day(self.sheet.month, held_on)
        except Refused:
            return
        if held_on == self.sheet.held_on:
            return
        known = {(line["member"], line["loan"]): line for line in self.middle.lines.value()}
        group, month, today = self.sheet.group.id, self.sheet.month, self.desk.today()
        self.sheet = month_sheets.open_sheet(self.desk.file, group, month, today, held_on)
        lines = [_line(row) for row in self.sheet.rows]
        for line in lines:
            before = known.get((line["member"], line["loan"]), {})
            line.update({each.name: before.get(each.name, "") for each in LINES if each.editable})
        self.middle.lines.show_drafts(lines)
        self.middle.compare()

    def _save(self, draft: Draft, base: Collection | None) -> Any:
        assert self.sheet
        built = fields.build(CollectionSheet, draft, self.desk.today())
        version = base.version if base else 0
        group, month = self.sheet.group.id, self.sheet.month
        action = collecting.save_sheet
        return self.desk.do(action, group, month, built, version, self.desk.today()).record

    def save(self) -> None:
        shown = self.right.currentWidget()
        if isinstance(shown, Form) and (shown is not self.form or self._is_open()):
            shown.save()

    def _is_saved(self) -> bool:
        return self.form.base is not None and self.form.base.state == "saved"

    def _is_open(self) -> bool:
        """Whether something can be typed on the sheet."""
        assert self.sheet
        return not self._is_saved() and not closings.closing_of(self.desk.file, self.sheet.month)

    def reopen(self) -> None:
        reason = ask_reason(self, _("Why is the sheet reopened? Everything it entered is taken back."))
        if not reason:
            return
        try:
            self.desk.do(collecting.reopen_sheet, self.form.base.id, reason, self.desk.today())
        except Refused as refused:
            self.form.complain(refused.complaints)
        else:
            self.enter_record(self.form.base.id)

    def is_on_form(self) -> bool:
        return self.right.currentWidget() is self.form and self.sheet is not None

    def enter_record(self, id: int) -> None:
        self.show_record(id)
        self.register.hide()
        self.middle.lines.setFocus()

    def follow(self) -> None:
        if self.is_on_form() and self.form.base is not None:
            super().follow()

    def paper(self) -> None:
        """What one sees: amounts that are typed are saved first, else it is what is due, to be filled in by hand."""
        if self.sheet is None or not self.is_on_form():
            return
        if not self._is_saved() and self._is_typed_on():
            self.save()
        if self._is_saved() or (not self._is_typed_on() and self._shows_its_day()):
            wanted = Wanted(COLLECTION.id, "month", self.sheet.group.id, self.sheet.month, self.sheet.held_on)
            self.desk.paper_wanted.emit(wanted)

    def _is_typed_on(self) -> bool:
        lines = self.middle.lines
        sums = [lines.total(each.name) for each in LINES if each.editable]
        return any([*sums, self.middle.cash.total("amount")])

    def _shows_its_day(self) -> bool:
        """Whether what is due was worked out to the day that stands on the sheet; complain where it was not."""
        assert self.sheet
        self.middle.finish()
        draft = self.middle.head.draft()
        try:
            collecting.check_day(self.sheet.month, fields.build(CollectionDay, draft, self.desk.today()).held_on)
        except Refused as refused:
            self.form.complain(refused.complaints)
            return False
        return True

    def keep_drafts(self) -> None:
        self.call.keep_draft()
        self.form.keep_draft()


def _line(row: Row) -> Draft:
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


class Collections(Tabs):
    """Monthly collection, savings and closed months side by side."""

    title = N_("Interest and savings")
    parts = (Months, Savings, Closings)
