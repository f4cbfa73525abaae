"""The fields of a record on the screen: one row each, complaints beneath; they hold a draft and
know no buttons."""

from collections.abc import Callable, Container
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QWidget,
)

from lcdesk import i18n
from lcdesk.domain import kinds
from lcdesk.domain.fields import Draft, Field, Lines, Record, form_fields
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.choices import Source
from lcdesk.ui.kit.editors import Editor, editor_for
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.lines import LinesEditor, mark
from lcdesk.ui.kit.text_editors import ParagraphEditor, TextEditor
from lcdesk.ui.kit.yes_editor import YesEditor

Sources = dict[str, Source]
"""Where the choices of a reference come from, by the name of the field; others offer their whole
table. A choice may be narrowed likewise."""


class Offers(Protocol):
    """What fields need to know from outside: the day, and the choices for references."""

    @property
    def today(self) -> Callable[[], date]: ...

    def source(self, table: str) -> Source: ...


class FieldRow:
    """One field on the form: its label, its box, what stands beneath."""

    def __init__(self, each: Field, editor: Editor | LinesEditor) -> None:
        self.field = each
        self.editor = editor
        self.label = Label(theme.plain(_(each.label)) + (" *" if each.required else ""))
        self.beneath = Label()
        self.beneath.setWordWrap(True)
        self.beneath.hide()
        editor.setObjectName(each.name)
        editor.setAccessibleName(_(each.label))
        if not isinstance(editor, LinesEditor | YesEditor):
            editor.setPlaceholderText(_(each.hint))
        elif each.hint:
            editor.setToolTip(_(each.hint))
        self.label.setBuddy(editor)

    def say(self, text: str, role: str) -> None:
        """Put a sentence beneath the box: `bad` a complaint, `warn` a rule, `quiet` a help."""
        theme.mark(self.beneath, "role", role)
        self.beneath.setText(text)
        self.beneath.setVisible(bool(text) and not self.editor.isHidden())
        mark(self.editor, role == "bad" and bool(text))

    def show_words(self) -> None:
        """Write an amount in words beneath it."""
        try:
            amount = i18n.parse_money(str(self.editor.value())) if self.editor.value() else 0
        except ValueError:
            amount = 0
        self.say(i18n.amount_in_words(amount) if amount else "", "quiet")

    def set_visible(self, visible: bool) -> None:
        for widget in (self.label, self.editor):
            widget.setVisible(visible)
        self.beneath.setVisible(visible and bool(self.beneath.text()))


class FormBody(QWidget):
    """What a form has in its middle: `Fields`, or a screen made by hand. `edited` names the
    field."""

    edited = Signal(str)

    def draft(self) -> Draft:
        raise NotImplementedError

    def set_draft(self, draft: Draft) -> None:
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """Every box that can be typed into, in reading order."""
        raise NotImplementedError

    def complain(self, complaints: dict[str, str]) -> dict[str, str]:
        """Put each sentence beneath its field; give those that have no field here."""
        raise NotImplementedError

    def focus_first_empty(self) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        """The typing is over: take it as it is understood."""
        focused = self.focusWidget()
        if isinstance(focused, TextEditor):
            focused.finish()


class Fields(FormBody):
    """The fields of a record under their section heads; holds a draft, knows no buttons."""

    def __init__(
        self,
        cls: type[Record],
        desk: Offers,
        sources: Sources | None = None,
        only: Container[str] | None = None,
        abreast: int = 1,
    ) -> None:
        """`only` names the fields that are shown; `abreast` is how many stand in a line where they
        are short."""
        super().__init__()
        self._abreast = abreast
        self._taken = 0
        self._desk = desk
        self._sources = sources or {}
        self.rows: dict[str, FieldRow] = {}
        self._heads: dict[str, Label] = {}
        self._grid = QGridLayout(self)
        for column in range(abreast):
            self._grid.setColumnStretch(2 * column + 1, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID // 2)
        for each in form_fields(cls):
            if only is None or each.name in only:
                self._add(each)

    def _add(self, each: Field) -> None:
        if each.section not in self._heads:
            head = Label(_(each.section))
            theme.mark(head, "role", "section")
            self._heads[each.section] = head
            self._grid.addWidget(head, self._grid.rowCount(), 0, 1, -1)
            self._taken = 0
        row = FieldRow(each, self._editor(each))
        self.rows[each.name] = row
        short = not isinstance(row.editor, LinesEditor | ParagraphEditor)
        place, column = self._place(short)
        if isinstance(row.editor, LinesEditor):
            self._grid.addWidget(row.label, place, 0, 1, -1)
            self._grid.addWidget(row.editor, place + 1, 0, 1, -1)
        else:
            top = (
                Qt.AlignmentFlag.AlignTop
                if isinstance(row.editor, ParagraphEditor)
                else Qt.AlignmentFlag.AlignVCenter
            )
            self._grid.addWidget(row.label, place, column, Qt.AlignmentFlag.AlignRight | top)
            self._grid.addWidget(row.editor, place, column + 1, 1, 1 if short else -1)
        self._grid.addWidget(row.beneath, place + 2, column + 1)
        row.editor.edited.connect(lambda: self._on_edited(each.name))

    def _place(self, short: bool) -> tuple[int, int]:
        """Row and column of the next field: beside the last one while there is room in its line."""
        if not short or not self._taken % self._abreast:
            self._taken = int(short)
            self._line = self._grid.rowCount()
            return self._line, 0
        self._taken += 1
        return self._line, 2 * (self._taken - 1)

    def _editor(self, each: Field) -> Editor | LinesEditor:
        if isinstance(each.kind, Lines):
            editor = LinesEditor(each.name, each.kind.of, self._desk.today, self._source)
            editor.rows_changed.connect(self._watch)
            return editor
        return editor_for(
            each.kind,
            self._desk.today,
            self._source(each) if hasattr(each.kind, "target") else self._sources.get(each.name),
        )

    def _source(self, each: Field) -> Source:
        assert isinstance(each.kind, kinds.Reference)
        return self._sources.get(each.name) or self._desk.source(each.kind.target)

    def _on_edited(self, name: str) -> None:
        row = self.rows[name]
        row.say("", "quiet")
        if isinstance(row.field.kind, kinds.Money):
            row.show_words()
        if isinstance(row.editor, LinesEditor):
            row.editor.clear_complaints()
        self.edited.emit(name)

    def _watch(self) -> None:
        """Rows of lines come and go; whoever listens to the keys of all boxes must hear of it."""
        if self.parent() is not None:
            self.edited.emit("")

    def draft(self) -> Draft:
        return {name: row.editor.value() for name, row in self.rows.items()}

    def set_draft(self, draft: Draft) -> None:
        for name, row in self.rows.items():
            value = draft.get(name, [] if isinstance(row.editor, LinesEditor) else "")
            row.editor.set_value(value)
            row.say("", "quiet")
            if isinstance(row.field.kind, kinds.Money):
                row.show_words()
            if isinstance(row.editor, LinesEditor):
                row.editor.clear_complaints()

    def set_read_only(self, read_only: bool) -> None:
        for row in self.rows.values():
            row.editor.setReadOnly(read_only)

    def show_section(self, section: str, visible: bool) -> None:
        self._heads[section].setVisible(visible)
        for row in self.rows.values():
            if row.field.section == section:
                row.set_visible(visible)

    def inputs(self) -> list[QWidget]:
        """Every box that can be typed into, in reading order."""
        boxes: list[QWidget] = []
        for row in self.rows.values():
            boxes.extend(
                row.editor.inputs() if isinstance(row.editor, LinesEditor) else [row.editor]
            )
        return [box for box in boxes if box.isVisibleTo(self) and box.isEnabled()]

    def complain(self, complaints: dict[str, str]) -> dict[str, str]:
        """Put each sentence beneath its field; give those that have no field here."""
        lines: dict[str, dict[str, str]] = {}
        elsewhere = {}
        for place, text in complaints.items():
            name, _dot, rest = place.partition(".")
            if rest and name in self.rows:
                lines.setdefault(name, {})[rest] = text
            elif name in self.rows:
                self.rows[name].say(text, "bad")
            else:
                elsewhere[place] = text
        for name, texts in lines.items():
            editor = self.rows[name].editor
            assert isinstance(editor, LinesEditor)
            editor.complain(texts)
        return elsewhere

    def focus_first_empty(self) -> None:
        boxes = self.inputs()
        empty = [box for box in boxes if not box.value()]  # type: ignore[attr-defined]
        required = [
            box
            for box in empty
            if box.objectName() in self.rows and self.rows[box.objectName()].field.required
        ]
        for box in (required or empty or boxes)[:1]:
            box.setFocus(Qt.FocusReason.TabFocusReason)
