"""What a meeting decides on each application: one row each, votes and result suggested from who is
there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from lcdesk.domain.fields import Draft, fields_of
from lcdesk.domain.meetings import Decision, Tabled
from lcdesk.i18n import N_, _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.editors import Editor, editor_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.lines import least_width, mark

NAME_WIDTH = 130
COLUMNS = tuple(each for each in fields_of(Decision) if each.name != "application")
HEADS = {"amount": N_("Amount"), "term_months": N_("Months")}
"""Short heads where the name of the field is too long for its column."""


@dataclass
class DecisionRow:
    """One application on the table."""

    application: str
    editors: dict[str, Editor]
    labels: list[Label]
    complaint: Label

    def draft(self) -> Draft:
        return {
            "application": self.application,
            **{name: each.value() for name, each in self.editors.items()},
        }


@dataclass(frozen=True)
class Shown:
    """What stands beside a decision: who asks, for what, and how it is judged."""

    borrower: str
    about: str
    tabled: Tabled


class DecisionGrid(QWidget):
    """A row a tabled application. `votes` says how many may vote on one, and how many votes it
    needs."""

    edited = Signal()
    rows_changed = Signal()

    def __init__(
        self, today: Callable[[], date], votes: Callable[[Tabled], tuple[int, int]]
    ) -> None:
        super().__init__()
        self._today = today
        self._votes = votes
        self._shown: dict[str, Shown] = {}
        self._read_only = False
        self.rows: list[DecisionRow] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._empty = Label(_("No application is on the table."))
        theme.mark(self._empty, "role", "quiet")
        self._grid.addWidget(self._empty, 0, 0, 1, len(COLUMNS) + 1)
        self._heads = self._head()
        shortcut = QShortcut(QKeySequence("Ctrl+Del"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._take_off)

    def _head(self) -> list[Label]:
        heads = [Label(_("Borrower"))] + [
            Label(_(HEADS.get(each.name, each.label))) for each in COLUMNS
        ]
        for column, label in enumerate(heads):
            theme.mark(label, "role", "quiet")
            label.setWordWrap(True)
            self._grid.addWidget(label, 1, column, Qt.AlignmentFlag.AlignBottom)
        for column, stretch in enumerate((5, 3, 1, 1, 1, 1, 6, 6)):
            self._grid.setColumnStretch(column, stretch)
        return heads

    def show_drafts(self, drafts: list[Draft], shown: dict[str, Shown]) -> None:
        self._shown = shown
        while self.rows:
            self._drop(self.rows.pop())
        for draft in drafts:
            self._add(draft)
        self._empty.setVisible(not self.rows)
        for head in self._heads:
            head.setVisible(bool(self.rows))
        self.rows_changed.emit()

    def _add(self, draft: Draft) -> None:
        place = 2 + 3 * len(self.rows)
        about = self._shown[draft["application"]]
        name, asked, complaint = Label(about.borrower), Label(about.about), Label()
        name.setWordWrap(True)
        name.setMinimumWidth(NAME_WIDTH)
        theme.mark(asked, "role", "quiet")
        theme.mark(complaint, "role", "bad")
        for label in (asked, complaint):
            label.setWordWrap(True)
        complaint.hide()
        self._grid.addWidget(name, place, 0)
        self._grid.addWidget(asked, place + 1, 0, 1, len(COLUMNS) + 1)
        self._grid.addWidget(complaint, place + 2, 0, 1, len(COLUMNS) + 1)
        row = DecisionRow(
            draft["application"], self._editors(draft, place), [name, asked], complaint
        )
        self.rows.append(row)

    def _editors(self, draft: Draft, place: int) -> dict[str, Editor]:
        editors = {}
        number = len(self.rows)
        for column, each in enumerate(COLUMNS, start=1):
            editor = editor_for(each.kind, self._today)
            editor.setObjectName(f"decisions.{number}.{each.name}")
            editor.setAccessibleName(
                f"{_(each.label)}: {self._shown[draft['application']].borrower}"
            )
            editor.setMinimumWidth(least_width(each.kind))
            editor.set_value(str(draft.get(each.name, "")))
            editor.setReadOnly(self._read_only)
            editor.edited.connect(self._on_edited)
            editor.installEventFilter(self)
            self._grid.addWidget(editor, place, column)
            editors[each.name] = editor
        return editors

    def _on_edited(self) -> None:
        for row in self.rows:
            row.complaint.hide()
            for editor in row.editors.values():
                mark(editor, False)
        self.edited.emit()

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """A vote count or a result that is still empty is suggested when the caret comes to it."""
        if event.type() == QEvent.Type.FocusIn and not self._read_only:
            for row in self.rows:
                if box is row.editors["votes_for"]:
                    self._suggest_votes(row)
                elif box is row.editors["result"]:
                    self._suggest_result(row)
        return False

    def _suggest_votes(self, row: DecisionRow) -> None:
        if any(
            _count(row.editors[name]) for name in ("votes_for", "votes_against", "votes_abstaining")
        ):
            return
        may_vote, _needed = self._votes(self._shown[row.application].tabled)
        row.editors["votes_for"].set_value(str(may_vote))
        self.edited.emit()

    def _suggest_result(self, row: DecisionRow) -> None:
        if not row.editors["result"].value():
            _may_vote, needed = self._votes(self._shown[row.application].tabled)
            row.editors["result"].set_value(
                "proposed" if _count(row.editors["votes_for"]) >= needed else "not_proposed"
            )
            self.edited.emit()

    def value(self) -> list[Draft]:
        return [row.draft() for row in self.rows]

    def setReadOnly(self, read_only: bool) -> None:
        self._read_only = read_only
        for editor in self.inputs():
            editor.setReadOnly(read_only)

    def inputs(self) -> list[Editor]:
        return [editor for row in self.rows for editor in row.editors.values()]

    def complain(self, index: int, name: str, text: str) -> None:
        row = self.rows[index]
        before = row.complaint.text() + " " if row.complaint.isVisibleTo(self) else ""
        row.complaint.setText(before + text)
        row.complaint.show()
        if name in row.editors:
            mark(row.editors[name], True)

    def _take_off(self) -> None:
        """Ctrl+Delete takes the application with the caret off the table."""
        current = [
            row for row in self.rows if any(editor.hasFocus() for editor in row.editors.values())
        ]
        if current and not self._read_only:
            left = [row.draft() for row in self.rows if row is not current[0]]
            self.show_drafts(left, self._shown)
            self.edited.emit()

    def _drop(self, row: DecisionRow) -> None:
        for widget in (*row.editors.values(), *row.labels, row.complaint):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def _count(editor: Editor) -> int:
    text = editor.value()
    return int(text) if text.isascii() and text.isdigit() else 0
