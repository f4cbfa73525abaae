"""The middle of a form with sheets in it: fields above, tables one types down, fields below."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lcdesk.domain.fields import Draft
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.fields import Fields, FormBody
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.sheet.table import SheetTable

MOST_ROWS = 14


class SheetBody(FormBody):
    """Each sheet holds the field of lines of its name; `described` adds to the draft of a line what
    its row shows."""

    def __init__(
        self,
        head: Fields,
        sheets: Mapping[str, tuple[str, SheetTable]],
        tail: Fields | None = None,
        described: Callable[[str, Draft], Draft] = lambda _name, line: line,
    ) -> None:
        """`sheets` gives for each field of lines its label in English and its table."""
        super().__init__()
        self.head = head
        self.tail = tail
        self.sheets = {name: sheet for name, (_label, sheet) in sheets.items()}
        self._described = described
        self._told: dict[str, Label] = {}
        self._notes: dict[str, Label] = {}
        self._feet: dict[str, Label] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(head)
        for name, (label, sheet) in sheets.items():
            self._add_sheet(column, name, label, sheet)
        if tail:
            column.addWidget(tail)
        column.addStretch(1)
        for part in filter(None, (head, tail)):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            part.edited.connect(self.edited)

    def _add_sheet(self, column: QVBoxLayout, name: str, label: str, sheet: SheetTable) -> None:
        title, told, note, foot = Label(_(label)), Label(), Label(), Label()
        theme.mark(title, "role", "section")
        theme.mark(told, "role", "bad")
        theme.mark(note, "role", "warn")
        for each in (told, note):
            each.setWordWrap(True)
            each.setParent(self)
            each.hide()
        theme.mark(foot, "role", "quiet")
        foot.setWordWrap(True)
        foot.setObjectName(f"{name}_foot")
        sheet.setObjectName(name)
        sheet.setAccessibleName(_(label))
        for widget in (title, sheet, told, note, foot):
            column.addWidget(widget)
        self._told[name], self._notes[name], self._feet[name] = told, note, foot
        sheet.edited.connect(lambda: self._on_sheet_edited(name))
        sheet.told.connect(lambda text: self._tell(name, text))

    def _on_sheet_edited(self, name: str) -> None:
        self._feet[name].setText(self.sheets[name].foot())
        self.edited.emit(name)

    def _tell(self, name: str, text: str) -> None:
        self._told[name].setText(text)
        self._told[name].setVisible(bool(text))

    def note(self, name: str, text: str) -> None:
        """Say something beneath a sheet that is no complaint; "" says nothing."""
        self._notes[name].setText(text)
        self._notes[name].setVisible(bool(text))

    # The same as a form asks of its fields

    def draft(self) -> Draft:
        lines = {name: sheet.value() for name, sheet in self.sheets.items()}
        return {**self.head.draft(), **lines, **(self.tail.draft() if self.tail else {})}

    def set_draft(self, draft: Draft) -> None:
        self.head.set_draft(draft)
        for name, sheet in self.sheets.items():
            sheet.show_drafts([self._described(name, dict(line)) for line in draft.get(name, [])])
            self._feet[name].setText(sheet.foot())
            self._tell(name, "")
            self.note(name, "")
            _fit(sheet)
        if self.tail:
            self.tail.set_draft(draft)

    def set_read_only(self, read_only: bool) -> None:
        for part in filter(None, (self.head, self.tail)):
            part.set_read_only(read_only)
        for sheet in self.sheets.values():
            sheet.setReadOnly(read_only)

    def inputs(self) -> list[QWidget]:
        tail = self.tail.inputs() if self.tail else []
        return [*self.head.inputs(), *self.sheets.values(), *tail]

    def complain(self, complaints: dict[str, str]) -> dict[str, str]:
        elsewhere = self.head.complain(complaints)
        if self.tail:
            elsewhere = self.tail.complain(elsewhere)
        for name, sheet in self.sheets.items():
            sheet.clear_complaints()
            for place in [place for place in elsewhere if place.startswith(f"{name}.")]:
                _name, index, part = place.split(".")
                sheet.complain(int(index), part, elsewhere.pop(place))
            if name in elsewhere:
                self._tell(name, elsewhere.pop(name))
        return elsewhere

    def finish(self) -> None:
        super().finish()
        for sheet in self.sheets.values():
            sheet.finish()

    def focus_first_empty(self) -> None:
        """The caret goes to the first box above that is empty, and where all are filled to the
        first sheet."""
        empty = any(not box.value() for box in self.head.inputs())  # type: ignore[attr-defined]
        sheets = [sheet for sheet in self.sheets.values() if sheet.rows.rowCount()]
        if empty or not sheets:
            self.head.focus_first_empty()
        else:
            sheets[0].setFocus()


def _fit(sheet: SheetTable) -> None:
    """As high as its rows, within what a screen shows."""
    rows = min(max(sheet.rows.rowCount(), 1), MOST_ROWS)
    line = sheet.verticalHeader().defaultSectionSize()
    bar = sheet.horizontalScrollBar().sizeHint().height()
    sheet.setFixedHeight(
        rows * line + sheet.horizontalHeader().height() + bar + 2 * sheet.frameWidth()
    )
