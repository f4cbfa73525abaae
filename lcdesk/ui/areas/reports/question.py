"""What a report is asked to be about: the period, by what, against which year, of whom."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from lcdesk.domain import kinds
from lcdesk.domain.errors import Refused
from lcdesk.domain.figures import BREAKDOWNS
from lcdesk.domain.periods import Period
from lcdesk.i18n import N_, _, date_text
from lcdesk.reporting.catalogue import REPORTS
from lcdesk.reporting.report_kind import BY_LENDER
from lcdesk.reporting.request import Request
from lcdesk.reporting.tables import capital
from lcdesk.ui.areas.reports import periods
from lcdesk.ui.areas.reports.periods import MONTH, QUARTER, SPAN, YEAR
from lcdesk.ui.areas.reports.question_boxes import PeriodEditor, QuestionBoxes
from lcdesk.ui.kit.choice_editor import ChoiceEditor
from lcdesk.ui.kit.choices import Source, among
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.keys import KeyRoad
from lcdesk.ui.kit.reading_editors import DateEditor

_LABELS = {MONTH: N_("Month"), QUARTER: N_("Quarter"), YEAR: N_("Year")}
_HINTS = {MONTH: "6/2026", QUARTER: "II/2026", YEAR: "2026"}
_WIDTHS = {
    "kind": 112,
    "period": 88,
    "first": 96,
    "last": 96,
    "by": 136,
    "base": 72,
    "association": 150,
    "programme": 190,
}
_PLACES = {"kind": 0, "earlier": 1, "later": 2, "period": 3, "first": 3, "last": 4}
_PLACES |= {"by": 6, "base": 7, "association": 8, "programme": 9}
_GAP = 5
"""An empty column between the period and the rest."""


class ReportQuestion(QuestionBoxes):
    """The boxes above the page. `changed` says whether they are still being typed into."""

    changed = Signal(bool)

    def __init__(self, desk: Desk, last: Callable[[], QWidget]) -> None:
        super().__init__(_PLACES, _WIDTHS)
        self._desk = desk
        self._name = ""
        self.period: Period = periods.around(YEAR, desk.today())
        self._add_boxes()
        self.road = KeyRoad(self, self.inputs, last)
        self._show_period(YEAR)

    def _add_boxes(self) -> None:
        today = self._desk.today
        self.add("kind", _("Period"), ChoiceEditor(_capital(periods.KINDS)))
        self.add("period", "", PeriodEditor(lambda text: self._typed(self._kind(), text)))
        self.add("first", _("From day"), DateEditor(kinds.Date(), today))
        self.add("last", _("To day"), DateEditor(kinds.Date(), today))
        self.add("by", _("Broken down by"), ChoiceEditor(_capital(BREAKDOWNS)))
        self.add(
            "base", _("Against year"), PeriodEditor(lambda text: text and self._typed(YEAR, text))
        )
        for name, everyone in (
            ("association", _("All associations")),
            ("programme", _("All programmes")),
        ):
            self.add(name, capital(_(BREAKDOWNS[name])), ChoiceEditor(self._desk.source(name)))
            self.boxes[name].setPlaceholderText(everyone)
        self.add_button(
            "earlier", "‹", _("The period before (Alt+←)"), lambda: self.step(back=True)
        )
        self.add_button("later", "›", _("The period after (Alt+→)"), lambda: self.step(back=False))
        self.leave_gap(_GAP)
        for name, box in self.boxes.items():
            if isinstance(box, ChoiceEditor):
                box.chosen.connect(partial(self._on_chosen, name))
            else:
                box.edited.connect(lambda: self.changed.emit(True))
            box.editingFinished.connect(lambda: self.changed.emit(False))

    def _kind(self) -> str:
        kind = self.boxes["kind"].value()
        return kind if kind in periods.KINDS else YEAR

    def _typed(self, kind: str, text: str) -> str:
        return periods.typed(kind, periods.read(kind, text, self._desk.today()))

    # What is offered

    def offer(self, name: str) -> None:
        """Show the boxes that a report has a use for; what they hold goes from one report to the
        next."""
        self._name = name
        kind, by = REPORTS[name], self.boxes["by"]
        assert isinstance(by, ChoiceEditor)
        by.source = _capital({each: BREAKDOWNS[each] for each in kind.by})
        if kind.by and by.value() not in kind.by:
            by.set_value(kind.by[0])
        self.show_box("by", bool(kind.by))
        self.show_box("base", kind.based)
        for each in BY_LENDER:
            self.show_box(each, each in kind.narrowed_by)
        self.complain({})
        self.road.watch()

    def _show_period(self, kind: str) -> None:
        """Put the period into its boxes."""
        self.boxes["kind"].set_value(kind)
        for name in ("first", "last"):
            self.show_box(name, kind == SPAN)
        self.show_box("period", kind != SPAN)
        self.boxes["first"].set_value(date_text(self.period.first))
        self.boxes["last"].set_value(date_text(self.period.last))
        if kind != SPAN:
            self.name_box("period", _(_LABELS[kind]))
            self.boxes["period"].setPlaceholderText(_HINTS[kind])
            self.boxes["period"].set_value(periods.typed(kind, self.period))

    def step(self, back: bool) -> None:
        """Go one period back or on."""
        self.period = periods.step(self.period, back)
        self._show_period(self._kind())
        self.changed.emit(False)

    def _on_chosen(self, name: str, code: str) -> None:
        if name == "kind" and code in periods.KINDS:
            self.period = periods.changed(code, self.period, self._desk.today())
            self._show_period(code)
            self.road.watch()
        self.changed.emit(False)

    # What is asked

    def request(self) -> Request:
        """What the boxes ask for. Refused names each box that says nothing."""
        today = self._desk.today()
        complaints: dict[str, str] = {}
        report = REPORTS[self._name]
        by = self._choice_in("by", report.by, complaints)
        only = {each: self._reference_in(each, complaints) for each in report.narrowed_by}
        base = self._base_in(today, complaints) if report.based else 0
        self._choice_in("kind", tuple(periods.KINDS), complaints)
        self._read_period(today, complaints)
        if complaints:
            raise Refused(complaints)
        return Request(
            self._name,
            self.period,
            by or "programme",
            base,
            {each: id for each, id in only.items() if id},
        )

    def _read_period(self, today: date, complaints: dict[str, str]) -> None:
        if self._kind() == SPAN:
            period, wrong = periods.read_span(
                self.boxes["first"].value(), self.boxes["last"].value(), today
            )
            complaints.update(wrong)
            self.period = period or self.period
            return
        try:
            self.period = periods.read(self._kind(), self.boxes["period"].value(), today)
        except ValueError as error:
            complaints["period"] = str(error)

    def _choice_in(self, name: str, offered: tuple[str, ...], complaints: dict[str, str]) -> str:
        code = self.boxes[name].value()
        if offered and code not in offered:
            complaints[name] = _("Choose one of the list.")
        return code if code in offered else ""

    def _reference_in(self, name: str, complaints: dict[str, str]) -> str:
        box = self.boxes[name]
        if box.value() and box.value() == box.text():
            complaints[name] = _("Choose one of the list.")
        return box.value()

    def _base_in(self, today: date, complaints: dict[str, str]) -> int:
        text = self.boxes["base"].value().strip()
        try:
            return periods.read(YEAR, text, today).first.year if text else 0
        except ValueError as error:
            complaints["base"] = str(error)
            return 0

    def complain(self, complaints: Mapping[str, str]) -> dict[str, str]:
        """Put the first sentence beneath its box; what is wrong with a period of days stands at the
        last one."""
        last = {"period": "last"} if self._kind() == SPAN else {}
        return super().complain({last.get(name, name): text for name, text in complaints.items()})

    def focus(self) -> None:
        """Put the caret into the period."""
        box = self.boxes["first" if self._kind() == SPAN else "period"]
        box.setFocus(Qt.FocusReason.TabFocusReason)


def _capital(labels: Mapping[str, str]) -> Source:
    """A list to choose from, of codes with their labels."""
    return among({code: capital(_(label)) for code, label in labels.items()})
