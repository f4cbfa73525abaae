"""RegisterFormPage a report: its lines, the loans behind one of them, and the way to each loan."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lcdesk.domain.figures import NAMES
from lcdesk.domain.reports import Report, Row, Table, shown
from lcdesk.i18n import _, million, number
from lcdesk.reporting import loans_behind
from lcdesk.reporting.loans_behind import LoanBehind
from lcdesk.reporting.request import Request
from lcdesk.reporting.tables import capital
from lcdesk.storage.reporting.books import BookReader
from lcdesk.ui.areas.reports.lines import TextList
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.labels import Label

_MAIN = ("outstanding", "end", "paid_out")
"""Columns of which the first that there is stands beside the name of a line."""

AMOUNTS = ("paid_out", "repaid", "outstanding", "overdue")
"""What is shown of each loan, where any of them has it."""


class BehindPanel(QWidget):
    """Lines first; Enter shows the loans of one. `loan_wanted` tells the loan that was entered."""

    loan_wanted = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("behind")
        self._lines: list[tuple[Table, Row]] = []
        self._loans: list[LoanBehind] = []
        self._report: Report | None = None
        self._reader: BookReader | None = None
        self._request: Request | None = None
        self.heading = Label()
        self.heading.setProperty("role", "section")
        self.heading.setWordWrap(True)
        self.explanation = Label()
        self.explanation.setProperty("role", "quiet")
        self.explanation.setWordWrap(True)
        self.lines = TextList("lines", _("Lines of the report"))
        self.loans = TextList("behind_loans", _("Loans behind the line"))
        self.lines.entered_row.connect(lambda row: self.show_loans(*self._lines[row]))
        self.loans.entered_row.connect(lambda row: self.loan_wanted.emit(self._loans[row].loan))
        self._lay_out()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for each in (self.lines, self.loans):
            self.stack.addWidget(each)
        self.back = button_for("back_to_lines", _("Back (Esc)"), self.step_back)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.explanation)
        column.addWidget(self.stack, 1)

    def take(self, reader: BookReader, report: Report, request: Request) -> bool:
        """Know the lines of a report behind which there are loans; False where there are none."""
        if report is not self._report:
            self._report, self._reader, self._request = report, reader, request
            self._lines = loans_behind.lines(report)
            self.lines.fill(
                [_("Line"), _("Million đồng")], [_line(*each) for each in self._lines], 0, 1
            )
        return bool(self._lines)

    def turn_to_lines(self) -> None:
        """Put the caret into the lines."""
        self._turn(self.lines, _("Lines of the report"), _("Enter shows the loans behind a line."))

    def show_loans(self, table: Table, row: Row) -> None:
        """The loans behind a line; where the line is itself a loan, that one at once."""
        assert self._reader and self._request
        self._loans = loans_behind.loans_behind(self._reader, self._request, table, row)
        if len(self._loans) == 1 and not table.drill:
            self.loan_wanted.emit(self._loans[0].loan)
            return
        parts = [part for part in AMOUNTS if any(getattr(each, part) for each in self._loans)]
        heads = [_("Loan code"), _("Borrower"), *(capital(_(NAMES[part])) for part in parts)]
        rows = [
            (each.code, each.borrower, *(_amount(getattr(each, part)) for part in parts))
            for each in self._loans
        ]
        self.loans.fill(heads, rows, 1, 2)
        owing = sum(each.outstanding > 0 for each in self._loans)
        explanation = _(
            "{count} loans, {owing} of them with debt; million đồng. Enter goes to a loan."
        )
        self._turn(
            self.loans,
            _name(table, row),
            explanation.format(count=number(len(rows)), owing=number(owing)),
        )

    def _turn(self, shown_list: TextList, heading: str, explanation: str) -> None:
        self.heading.setText(heading)
        self.explanation.setText(explanation)
        self.stack.setCurrentWidget(shown_list)
        shown_list.setFocus()

    def focus(self) -> None:
        """Put the caret into what is in front."""
        (self.loans if self.stack.currentWidget() is self.loans else self.lines).setFocus()

    def step_back(self) -> None:
        """From the loans to the lines, from there away."""
        if self.stack.currentWidget() is self.loans:
            self.turn_to_lines()
        else:
            self.left.emit()

    def line_in(self, text: str) -> tuple[Table, Row] | None:
        """The line that a strip of the page shows, by the numbers in it; None where that is none or
        several."""
        words = text.split()
        scored = [
            (_likeness(table, row, words), place) for place, (table, row) in enumerate(self._lines)
        ]
        best = max(scored, default=(0, 0))
        alike = [place for score, place in scored if score == best[0]]
        return self._lines[alike[0]] if best[0] >= 2 and len(alike) == 1 else None


def _likeness(table: Table, row: Row, words: list[str]) -> int:
    """How many of the values of a row stand in a strip of text."""
    values = (
        shown(column.kind, cell) for column, cell in zip(table.columns, row.cells, strict=False)
    )
    return sum(all(word in words for word in value.split()) for value in values if value)


def _line(table: Table, row: Row) -> tuple[str, str]:
    keys = [column.key for column in table.columns]
    main = next((keys.index(key) for key in _MAIN if key in keys), None)
    value = row.cells[main] if main is not None else None
    return _name(table, row), _amount(value) if isinstance(value, int) else ""


def _name(table: Table, row: Row) -> str:
    """What a line is called: its texts up to the first number behind them."""
    texts = []
    for column, cell in zip(table.columns, row.cells, strict=False):
        if column.key != "number" and column.values.numeric:
            break
        if column.key != "number" and cell:
            texts.append(shown(column.kind, cell))
    return " · ".join(texts[:2])


def _amount(value: int) -> str:
    return million(value) if value else ""
