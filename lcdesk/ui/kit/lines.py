"""Lines that belong to a record, typed as a small grid that grows while one types."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from lcdesk.domain.fields import Draft, Field, Record, form_fields
from lcdesk.domain.kinds import Choice, Date, Kind, Money, Yes
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.choices import Source
from lcdesk.ui.kit.editors import Editor, editor_for
from lcdesk.ui.kit.labels import Label

LineEditors = dict[str, Editor]
FEW = 4
"""Up to so many columns their heads stand in one line."""
MOST_ABREAST = 6
"""So many boxes of a line stand side by side; further ones stand beneath, their heads likewise."""


def least_width(kind: Kind) -> int:
    """Room for a whole date or amount, less for a small number."""
    if isinstance(kind, Date | Money):
        return 104
    return 56 if kind.numeric or isinstance(kind, Yes) else 72


def _share(each: Field) -> int:
    """How much of the width a column gets: what a line is about more than a note on it."""
    if isinstance(each.kind, Choice):
        return 1
    return 2 if each.kind.numeric else 5 if each.required else 3


class LinesEditor(QWidget):
    """A grid with one row a line and an empty row at its end. Ctrl+Delete takes a row away."""

    edited = Signal()
    rows_changed = Signal()

    def __init__(
        self,
        name: str,
        of: type[Record],
        today: Callable[[], date],
        source: Callable[[Field], Source],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._fields = form_fields(of)
        self._deep = -(-len(self._fields) // MOST_ABREAST)
        self._columns = min(len(self._fields), MOST_ABREAST)
        self._today = today
        self._source = source
        self._read_only = False
        self.rows: list[LineEditors] = []
        self._buttons: list[QToolButton] = []
        self._complaints: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._head()
        self._grow()
        shortcut = QShortcut(QKeySequence("Ctrl+Del"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._remove_current)

    def _head(self) -> None:
        for number, each in enumerate(self._fields):
            below, column = divmod(number, MOST_ABREAST)
            label = Label(_(each.label) + (" *" if each.required else ""))
            theme.mark(label, "role", "quiet")
            label.setWordWrap(len(self._fields) > FEW)
            self._grid.addWidget(label, below, column, Qt.AlignmentFlag.AlignBottom)
        for column in range(self._columns):
            over = self._fields[column::MOST_ABREAST]
            self._grid.setColumnStretch(column, max(_share(each) for each in over))
            least = max(least_width(each.kind) for each in over)
            self._grid.setColumnMinimumWidth(column, least)

    def inputs(self) -> list[Editor]:
        """Every box in reading order."""
        return [editor for row in self.rows for editor in row.values()]

    def value(self) -> list[Draft]:
        """The drafts of the rows in which something is written."""
        drafts = [{name: editor.value() for name, editor in row.items()} for row in self.rows]
        return [draft for draft in drafts if any(draft.values())]

    def set_value(self, drafts: list[Draft]) -> None:
        while self.rows:
            self._drop(len(self.rows) - 1)
        for draft in drafts:
            self._grow()
            for name, editor in self.rows[-1].items():
                editor.set_value(str(draft.get(name, "")))
        if not self._read_only:
            self._grow()
        self.rows_changed.emit()

    def setReadOnly(self, read_only: bool) -> None:
        self._read_only = read_only
        self.set_value(self.value())

    def complain(self, complaints: dict[str, str]) -> None:
        """Show sentences by `index.field` beneath their rows; indexes count the rows that are
        written."""
        written = [
            index
            for index, row in enumerate(self.rows)
            if any(editor.value() for editor in row.values())
        ]
        texts: dict[int, list[str]] = {}
        for place, text in complaints.items():
            number, _dot, name = place.partition(".")
            row = written[int(number)]
            texts.setdefault(row, []).append(text)
            if name in self.rows[row]:
                mark(self.rows[row][name], True)
        for row, label in enumerate(self._complaints):
            label.setText(" ".join(texts.get(row, [])))
            label.setVisible(row in texts)

    def clear_complaints(self) -> None:
        for editor in self.inputs():
            mark(editor, False)
        for label in self._complaints:
            label.hide()

    def _grow(self) -> None:
        row: LineEditors = {}
        place = self._deep + (self._deep + 1) * len(self.rows)
        for number, each in enumerate(self._fields):
            below, column = divmod(number, MOST_ABREAST)
            editor = editor_for(
                each.kind, self._today, self._source(each) if hasattr(each.kind, "target") else None
            )
            editor.setObjectName(f"{self._name}.{len(self.rows)}.{each.name}")
            editor.setAccessibleName(f"{_(each.label)} {len(self.rows) + 1}")
            editor.setReadOnly(self._read_only)
            editor.edited.connect(self._on_edited)
            editor.setMinimumWidth(least_width(each.kind))
            self._grid.addWidget(editor, place + below, column)
            row[each.name] = editor
        self.rows.append(row)
        self._add_button(place)

    def _add_button(self, place: int) -> None:
        button = QToolButton(
            self
        )  # without a parent it would flash up as a window and take the caret away
        button.setIcon(theme.icon("x", 14))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(_("Remove this line (Ctrl+Delete)"))
        button.setVisible(not self._read_only)
        button.clicked.connect(lambda: self._remove(self._buttons.index(button)))
        complaint = Label()
        theme.mark(complaint, "role", "bad")
        complaint.setWordWrap(True)
        complaint.hide()
        self._grid.addWidget(button, place, self._columns)
        self._grid.addWidget(complaint, place + self._deep, 0, 1, self._columns)
        self._buttons.append(button)
        self._complaints.append(complaint)

    def _on_edited(self) -> None:
        if any(editor.value() for editor in self.rows[-1].values()):
            self._grow()
            self.rows_changed.emit()
        self.edited.emit()

    def _remove_current(self) -> None:
        for index, row in enumerate(self.rows):
            if any(editor.hasFocus() for editor in row.values()):
                self._remove(index)
                return

    def _remove(self, index: int) -> None:
        if self._read_only or index == len(self.rows) - 1:
            return
        drafts = [{name: editor.value() for name, editor in row.items()} for row in self.rows[:-1]]
        self.set_value(drafts[:index] + drafts[index + 1 :])
        next(iter(self.rows[min(index, len(self.rows) - 1)].values())).setFocus()
        self.edited.emit()

    def _drop(self, index: int) -> None:
        for widget in (
            *self.rows.pop(index).values(),
            self._buttons.pop(index),
            self._complaints.pop(index),
        ):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def mark(editor: Editor | LinesEditor, wrong: bool) -> None:
    """Draw a box as wrong or not."""
    if bool(editor.property("complaint")) != wrong:
        theme.mark(editor, "complaint", wrong)
