"""A loan as one reads it: what was asked, proposed and approved, how it stands, its instalments,
ledger and terms."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lcdesk.domain.ledger import KINDS, Entry, standing
from lcdesk.domain.loans import LOAN_STATES, TERMS_KINDS
from lcdesk.domain.positions import Position
from lcdesk.i18n import N_, _, date_text, money, number, rate
from lcdesk.queries.loan_accounts import Account
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.labels import Label

ShownRow = Sequence[str]
ROWS_SHOWN = 8
"""A longer table scrolls for itself."""
LEAST_STRETCHED = 110
"""Pixels of the column that takes what is left; the whole of a text that is cut is its tool tip."""


class FactList(QWidget):
    """Names and values in two columns side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(2)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        half = (len(facts) + 1) // 2
        for place, (name, value) in enumerate(facts):
            row, column = place % half, place // half * 2
            label, text = Label(name, self), Label(value or "—", self)
            theme.mark(label, "role", "quiet")
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, column + 1, Qt.AlignmentFlag.AlignTop)


class Listing(QTableWidget):
    """A small table to read; its rows can be walked and one be chosen."""

    def __init__(
        self, name: str, heads: Sequence[str], numeric: Sequence[int], stretched: int
    ) -> None:
        super().__init__(0, len(heads))
        self.setObjectName(name)
        self._numeric = numeric
        self.setHorizontalHeaderLabels([_(each) for each in heads])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 6)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._stretched = stretched
        for column in range(len(heads)):
            side = Qt.AlignmentFlag.AlignRight if column in numeric else Qt.AlignmentFlag.AlignLeft
            head = self.horizontalHeaderItem(column)
            assert head
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, rows: Sequence[ShownRow], faint: Sequence[bool] = ()) -> None:
        """Show rows; `faint` ones stand back."""
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column in self._numeric:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                if faint and faint[row]:
                    item.setForeground(QColor(theme.colours()["quiet"]))
                self.setItem(row, column, item)
        shown = min(max(len(rows), 1), ROWS_SHOWN)
        height = (
            self.horizontalHeader().sizeHint().height()
            + shown * self.verticalHeader().defaultSectionSize()
        )
        self.setFixedHeight(height + 2 * self.frameWidth() + 2)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Each column is as wide as its texts, one takes the rest; before that gets too narrow the
        widest is cut."""
        header = self.horizontalHeader()
        columns = range(self.columnCount())
        needs = [
            max(self.sizeHintForColumn(each), header.sectionSizeHint(each)) for each in columns
        ]
        others = [each for each in columns if each != self._stretched]
        left = self.viewport().width() - sum(needs[each] for each in others)
        words = [each for each in others if each not in self._numeric]
        if left < LEAST_STRETCHED and words:
            longest = max(words, key=lambda each: needs[each])
            needs[longest] = max(
                needs[longest] + left - LEAST_STRETCHED, header.sectionSizeHint(longest)
            )
        needs[self._stretched] = max(left, LEAST_STRETCHED)
        for column, width in enumerate(needs):
            self.setColumnWidth(column, width)


class LoanSheet(QWidget):
    """Everything of one loan on one page. Delete takes the chosen entry or the newest terms
    back."""

    take_back = Signal(int)
    take_back_terms = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self.title = Label()
        theme.mark(self.title, "role", "title")
        self.title.setWordWrap(True)
        self.state = Label()
        self.facts = FactList()
        self.instalments = Listing(
            "instalments", (N_("Due on"), N_("Principal"), N_("Not repaid yet")), (1, 2), 0
        )
        self.ledger = Listing(
            "ledger", (N_("On"), N_("Entry"), N_("Amount"), N_("Receipt"), N_("Note")), (2,), 4
        )
        self.terms = Listing(
            "terms",
            (N_("From"), N_("Agreed"), N_("Rate %"), N_("Final due"), N_("Reason")),
            (2,),
            4,
        )
        self._lay_out()
        for table, act in ((self.ledger, self._take_back), (self.terms, self.take_back_terms.emit)):
            key = QShortcut(QKeySequence("Del"), table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(act)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.addWidget(self.facts)
        for title, table in (
            (_("Instalments"), self.instalments),
            (_("Ledger"), self.ledger),
            (_("Terms of the loan"), self.terms),
        ):
            head = Label(title)
            theme.mark(head, "role", "section")
            table.setAccessibleName(title)
            column.addWidget(head)
            column.addWidget(table)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, 0)
        whole.addWidget(self.title)
        whole.addWidget(self.state)
        whole.addWidget(scroll, 1)

    def show_loan(
        self, title: str, about: Account, facts: Sequence[tuple[str, str]], today: date
    ) -> None:
        """Show a loan as it stands today; `facts` are those that its own records do not hold."""
        now = about.on(today)
        self.title.setText(title)
        self.state.setText(f"● {_(LOAN_STATES[now.state])}")
        theme.mark(self.state, "role", theme.STATE_TONES[now.state])
        self.facts.show_facts([*facts, *standing_facts(now)])
        self._show_instalments(now)
        self._show_ledger(about)
        self.terms.show_rows(
            [
                (
                    date_text(each.from_on),
                    _(TERMS_KINDS[each.kind]),
                    rate(each.rate),
                    date_text(each.final_due_on),
                    " ".join(filter(None, (each.number, each.reason))),
                )
                for each in about.terms
            ]
        )

    def _show_instalments(self, now: Position) -> None:
        left = {each.due_on: each.amount for each in now.ahead}
        instalments = now.terms.instalments if now.terms else ()
        self.instalments.show_rows(
            [
                (
                    date_text(each.due_on),
                    money(each.amount),
                    money(left.get(each.due_on, 0)) if each.due_on in left else _("repaid"),
                )
                for each in instalments
            ],
            [each.due_on not in left for each in instalments],
        )

    def _show_ledger(self, about: Account) -> None:
        """The newest entry first; what was taken back, and what takes back, stands back."""
        self._entries = list(reversed(about.entries))
        stands = {each.id for each in standing(about.entries)}
        self.ledger.show_rows(
            [
                (
                    date_text(each.entry_on),
                    _entry_text(each),
                    money(each.amount),
                    each.receipt,
                    each.note,
                )
                for each in self._entries
            ],
            [each.id not in stands for each in self._entries],
        )

    def chosen_entry(self) -> int:
        """The id of the entry chosen in the ledger, 0 for none."""
        row = self.ledger.currentRow()
        return self._entries[row].id if 0 <= row < len(self._entries) else 0

    def _take_back(self) -> None:
        if chosen := self.chosen_entry():
            self.take_back.emit(chosen)


def _entry_text(entry: Entry) -> str:
    text = _(KINDS[entry.kind])
    return _("taken back: {entry}").format(entry=text) if entry.reverses else text


def standing_facts(now: Position) -> list[tuple[str, str]]:
    """How a loan stands, as names and values."""
    due = now.ahead[0] if now.ahead else None
    next_due = f"{date_text(due.due_on)}: {money(due.amount)}" if due else ""
    return [
        *_brought(now),
        (_("Paid out"), money(now.balance.disbursed)),
        (_("Repaid"), money(now.balance.repaid)),
        (_("Outstanding"), money(now.balance.outstanding)),
        (_("Overdue"), money(now.balance.overdue)),
        (_("Frozen"), money(now.balance.frozen)),
        (_("Interest paid"), money(now.balance.interest_paid)),
        (_("Interest owed today"), money(now.interest_owed)),
        (_("Accrued since, not due yet"), money(now.interest_accruing)),
        *([(_("Interest paid ahead"), money(now.interest_credit))] * bool(now.interest_credit)),
        (_("Next instalment"), next_due),
    ]


def _brought(now: Position) -> list[tuple[str, str]]:
    """What was taken over from before the program, and what was written off, where there is any."""
    balance = now.balance
    told = (
        (_("Taken over"), balance.taken_over),
        (_("Interest owed then"), balance.interest_brought),
        (_("Written off"), balance.written_off),
        (_("Interest written off"), balance.interest_written_off),
    )
    return [(name, money(amount)) for name, amount in told if amount]


def terms_text(amount: int, months: int) -> str:
    """An amount with its term, as one of the three facts of a loan."""
    return (
        _("{amount}, {months} months").format(amount=money(amount), months=number(months))
        if amount
        else ""
    )
