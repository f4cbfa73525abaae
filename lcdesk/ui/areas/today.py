"""Today: what is due and what is late, each line a way to where it is done."""

from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from lcdesk.domain.duties import KINDS, Duty
from lcdesk.domain.groups import Group
from lcdesk.i18n import N_, _, date_text, money, number
from lcdesk.queries.worklist import worklist
from lcdesk.storage import lists
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.page import Page
from lcdesk.ui.kit.remembered import Remembered
from lcdesk.ui.kit.tables import Index

FEW = 8
"""So many duties of a kind are shown at first."""
HEADS = (N_("What"), N_("Due by"), N_("Days"), N_("Amount"))
WHAT, BY, DAYS, AMOUNT = range(4)

DutyLine = Duty | str
"""A duty, or the kind whose heading, or whose rest, stands in a row."""


class DutyModel(QAbstractTableModel):
    """Duties under the headings of their kinds; of each kind a few, the rest on request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._duties: dict[str, list[Duty]] = {}
        self._whole: set[str] = set()
        self.lines: list[tuple[str, DutyLine]] = []

    def read(self) -> None:
        """Gather the duties of today."""
        found = worklist(self._desk.file, self._desk.today())
        self._duties = {
            kind: list(duties) for kind, duties in groupby(found, key=lambda each: each.kind)
        }
        self._lay_out()

    def show_all(self, kind: str) -> None:
        """Show every duty of a kind."""
        self._whole.add(kind)
        self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.lines = []
        for kind, duties in self._duties.items():
            shown = duties if kind in self._whole else duties[:FEW]
            self.lines.append(("heading", kind))
            self.lines += [("duty", duty) for duty in shown]
            if len(shown) < len(duties):
                self.lines.append(("rest", kind))
        self.endResetModel()

    @property
    def late(self) -> int:
        today = self._desk.today()
        return sum(duty.is_late(today) for duties in self._duties.values() for duty in duties)

    @property
    def count(self) -> int:
        return sum(len(duties) for duties in self._duties.values())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section != AMOUNT:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        what, line = self.lines[index.row()]
        if isinstance(line, str):
            return self._kind_data(what, line, index.column(), role)
        return self._duty_data(line, index.column(), role)

    def _kind_data(self, what: str, kind: str, column: int, role: int) -> Any:
        duties = self._duties[kind]
        if role == Qt.ItemDataRole.DisplayRole and column == WHAT:
            if what == "rest":
                return _("{count} more: Enter shows them").format(count=number(len(duties) - FEW))
            return f"{_(KINDS[kind])} · {number(len(duties))}"
        if role == Qt.ItemDataRole.FontRole and what == "heading":
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and what == "rest":
            return QColor(theme.colours()["quiet"])
        return None

    def _duty_data(self, duty: Duty, column: int, role: int) -> Any:
        today = self._desk.today()
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                f"    {duty.text}",
                date_text(duty.due_on),
                days_text(duty, today),
                money(duty.amount) if duty.amount else "",
            )[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == AMOUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and column == DAYS and duty.due_on:
            return theme.dot("bad" if duty.is_late(today) else "good")
        if role == Qt.ItemDataRole.ForegroundRole and column == DAYS and duty.is_late(today):
            return QColor(theme.colours()["bad"])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        what, _line = self.lines[index.row()]
        return Qt.ItemFlag.NoItemFlags if what == "heading" else super().flags(index)


def days_text(duty: Duty, today: Any) -> str:
    """How many days are left, or by how many it is late, in words."""
    left = duty.days_left(today)
    if left is None:
        return ""
    if left < 0:
        return _("{days} days late").format(days=number(-left))
    return _("{days} days left").format(days=number(left)) if left else _("today")


class DutyTable(QTableView):
    """Enter goes to where a duty is done, or shows the rest of its kind."""

    entered = Signal(object)

    def __init__(self, model: DutyModel) -> None:
        super().__init__()
        self.duties = model
        self.setModel(model)
        self.setObjectName("duties")
        self.setAccessibleName(_("Today"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self._enter(index.row()))
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        for row, (what, _line) in enumerate(self.duties.lines):
            if what == "duty":
                self.setCurrentIndex(self.duties.index(row, WHAT))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._enter(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _enter(self, row: int) -> None:
        what, line = self.duties.lines[row]
        if isinstance(line, Duty):
            self.entered.emit(line)
        elif what == "rest":
            self.duties.show_all(line)
            self.setCurrentIndex(self.duties.index(row, WHAT))


class Today(Page):
    """The first page of a morning."""

    title = N_("Today")
    icon = "calendar-days"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.heading = Label()
        theme.mark(self.heading, "role", "title")
        self.told = Label()
        theme.mark(self.told, "role", "quiet")
        self.told.setWordWrap(True)
        self.copied = Label()
        self.copied.setObjectName("copied")
        self.model = DutyModel(desk)
        self.table = DutyTable(self.model)
        self.table.entered.connect(desk.duty_taken_up)
        self.begin: QPushButton = button_for(
            "begin",
            _("Enter the first savings group"),
            lambda: desk.area_wanted.emit("group", 0),
        )
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.copied)
        head.addWidget(button_for("copies", _("Copies… (Ctrl+B)"), desk.copies_wanted.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        column.addStretch()  # holds the first step of an empty file up
        self._stale = True
        desk.changed.connect(lambda _touched: setattr(self, "_stale", True))

    def appear(self) -> None:
        """Gathering takes a moment in a large ward: the window stands before it begins."""
        self.heading.setText(_("Today, {day}").format(day=date_text(self.desk.today())))
        sentence, too_old = Remembered(self.desk.file.slots.mark).told(self.desk.today())
        self.copied.setText(sentence)
        theme.mark(self.copied, "role", "bad" if too_old else "quiet")
        if self._stale:
            QTimer.singleShot(0, self, self.desk.guarded(self._refresh_if_seen))
        else:
            self.table.setFocus()

    def follow(self) -> None:
        self.appear()

    def _refresh_if_seen(self) -> None:
        if self.isVisible() and self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the duties anew."""
        started = lists.count(self.desk.file, Group) > 0
        self.begin.setVisible(not started)
        self.table.setVisible(started)
        if not started:
            self.told.setText(
                _(
                    "The file is empty. Begin with a savings group, then its members, then their "
                    "applications."
                )
            )
            self.begin.setFocus()
            self._stale = False
            return
        self.model.read()
        self._stale = False
        self.told.setText(self._summary())
        self.table.setFocus()

    def _summary(self) -> str:
        if not self.model.count:
            return _("Nothing is due.")
        return _("{count} to do, {late} of them late. Enter goes there.").format(
            count=number(self.model.count), late=number(self.model.late) or 0
        )

    def seek(self) -> None:
        self.table.setFocus()
