"""A record as a form: one row a field, complaints beneath, every key of the house rules, and a draft that survives."""

from collections.abc import Callable, Container
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lcdesk import i18n
from lcdesk.domain import fields
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft, Field, Lines, Record, form_fields
from lcdesk.i18n import _
from lcdesk.storage import drafts, records
from lcdesk.ui import theme
from lcdesk.ui.desk import Desk
from lcdesk.ui.editors import ChoiceEditor, Editor, ParagraphEditor, Source, YesEditor, editor_for
from lcdesk.ui.lines import LinesEditor, mark

KEEP_EVERY_MS = 3000
Sources = dict[str, Source]
"""Where the choices of a reference come from, by the name of the field; others offer their whole table."""


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
        self.label = QLabel(theme.plain(_(each.label)) + (" *" if each.required else ""))
        self.beneath = QLabel()
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
        self.beneath.setProperty("role", role)
        self.beneath.style().unpolish(self.beneath)
        self.beneath.style().polish(self.beneath)
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


class Middle(QWidget):
    """What a form has in its middle: `Fields`, or a screen made by hand. `edited` names the field."""

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


class Fields(Middle):
    """The fields of a record under their section heads; holds a draft, knows no buttons."""

    def __init__(
        self, cls: type[Record], desk: Offers, sources: Sources | None = None, only: Container[str] | None = None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._sources = sources or {}
        self.rows: dict[str, FieldRow] = {}
        self._heads: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID // 2)
        for each in form_fields(cls):
            if only is None or each.name in only:
                self._add(each)

    def _add(self, each: Field) -> None:
        if each.section not in self._heads:
            head = QLabel(_(each.section))
            head.setProperty("role", "section")
            self._heads[each.section] = head
            self._grid.addWidget(head, self._grid.rowCount(), 0, 1, 2)
        row = FieldRow(each, self._editor(each))
        self.rows[each.name] = row
        place = self._grid.rowCount()
        if isinstance(row.editor, LinesEditor):
            self._grid.addWidget(row.label, place, 0, 1, 2)
            self._grid.addWidget(row.editor, place + 1, 0, 1, 2)
        else:
            top = (
                Qt.AlignmentFlag.AlignTop if isinstance(row.editor, ParagraphEditor) else Qt.AlignmentFlag.AlignVCenter
            )
            self._grid.addWidget(row.label, place, 0, Qt.AlignmentFlag.AlignRight | top)
            self._grid.addWidget(row.editor, place, 1)
        self._grid.addWidget(row.beneath, place + 2, 1)
        row.editor.edited.connect(lambda: self._on_edited(each.name))

    def _editor(self, each: Field) -> Editor | LinesEditor:
        if isinstance(each.kind, Lines):
            editor = LinesEditor(each.name, each.kind.of, self._desk.today, self._source)
            editor.rows_changed.connect(self._watch)
            return editor
        return editor_for(each.kind, self._desk.today, self._source(each) if hasattr(each.kind, "target") else None)

    def _source(self, each: Field) -> Source:
        assert isinstance(each.kind, fields.Reference)
        return self._sources.get(each.name) or self._desk.source(each.kind.target)

    def _on_edited(self, name: str) -> None:
        row = self.rows[name]
        row.say("", "quiet")
        if isinstance(row.field.kind, fields.Money):
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
            if isinstance(row.field.kind, fields.Money):
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
            boxes.extend(row.editor.inputs() if isinstance(row.editor, LinesEditor) else [row.editor])
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
            box for box in empty if box.objectName() in self.rows and self.rows[box.objectName()].field.required
        ]
        for box in (required or empty or boxes)[:1]:
            box.setFocus(Qt.FocusReason.TabFocusReason)


class KeyRoad(QObject):
    """Enter goes to the next box, Shift+Enter to the one before, through whatever boxes there are at that moment."""

    def __init__(self, owner: QWidget, boxes: Callable[[], list[QWidget]], last: Callable[[], QWidget]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._boxes = boxes
        self._last = last

    def watch(self) -> None:
        """Listen to the keys of all boxes there are; to one already listened to no second time."""
        for box in self._boxes():
            box.removeEventFilter(self)
            box.installEventFilter(self)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if box.property("walks_itself"):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        assert isinstance(box, QWidget)
        if isinstance(box, ChoiceEditor):
            box.settle()
            box.close_list()
        self.move(box, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    def move(self, box: QWidget, back: bool) -> None:
        boxes = self._boxes()
        self.watch()
        place = boxes.index(box) + (-1 if back else 1) if box in boxes else 0
        target = boxes[place] if 0 <= place < len(boxes) else (box if back else self._last())
        reason = Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason
        target.setFocus(reason)


class Banner(QFrame):
    """A line above a form that tells something and offers buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GRID, 4, theme.GRID, 4)
        self._row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def tell(self, text: str, *offers: tuple[str, str, Callable[[], None]]) -> None:
        """Show a sentence and buttons: object name, label, what it does."""
        for button in self._buttons:
            button.deleteLater()
        self._buttons = []
        for name, label, act in offers:
            button = QPushButton(label)
            button.setObjectName(name)
            button.clicked.connect(act)
            self._row.addWidget(button)
            self._buttons.append(button)
        self._text.setText(text)
        self.show()


class Form(QWidget):
    """Fields with a title, a foot of buttons, saving and a draft kept every few seconds.

    `save` gets the draft and the record it began from; it saves or raises Refused, and gives the saved record.
    """

    saved = Signal(object)
    left = Signal()

    def __init__(
        self,
        fields: Middle,
        desk: Desk,
        save: Callable[[Draft, Any], Any],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._save = save
        self._place = ""
        self._clean: Draft = {}
        self.base: Any = None
        self.fields = fields
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.banner = Banner()
        self.general = QLabel()
        self.general.setWordWrap(True)
        self.general.setProperty("role", "bad")
        self.general.hide()
        self.save_button = QPushButton(_("Save"))
        self.save_button.setObjectName("save")
        self.save_button.setProperty("role", "main")
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(lambda: self.save())
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.save_button)
        self.foot.addStretch(1)
        self._lay_out()
        self.road = KeyRoad(self, self.fields.inputs, lambda: self.save_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_EVERY_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.fields.edited.connect(self._on_edited)
        self.road.watch()
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keep the box that has the caret in sight; Qt does so for Tab alone."""
        if new is not None and self.fields.isAncestorOf(new):
            self._scroll.ensureWidgetVisible(new, 0, 60)

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.addWidget(self.fields)
        column.addStretch(1)
        scroll.setWidget(inner)
        self._scroll = scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        for part in (self.title, self.banner):
            whole.addWidget(part)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.general)
        whole.addLayout(self.foot)

    def open(self, title: str, draft: Draft, base: Any, place: str) -> None:
        """Show a draft to type on. What was typed here before and never saved is offered again."""
        self.keep_draft()
        self.title.setText(title)
        self.base = base
        self._place = place
        self.banner.hide()
        self.general.hide()
        self.fields.set_draft(draft)
        self._clean = self.fields.draft()
        self.road.watch()
        found = drafts.kept(self._desk.file, place)
        if found and found[0] != self._clean:
            self._offer(*found)

    def _offer(self, draft: Draft, kept_at: str) -> None:
        self.banner.tell(
            _("What you typed here until {time} was not saved.").format(time=kept_at[11:16]),
            ("continue_draft", _("Go on with it"), lambda: self._resume(draft)),
            ("drop_draft", _("Discard it"), self._discard),
        )

    def _resume(self, draft: Draft) -> None:
        self.banner.hide()
        self.fields.set_draft(draft)
        self.road.watch()
        self.fields.edited.emit("")
        self.fields.focus_first_empty()

    def _drop_draft(self) -> None:
        try:
            drafts.drop(self._desk.file, self._place)
        except Refused as refused:
            self._desk.said.emit(str(refused))

    def _discard(self) -> None:
        self.banner.hide()
        self._drop_draft()
        self.fields.focus_first_empty()

    def follow(self, show: Callable[[int], None], gone: Callable[[], None]) -> None:
        """Bring the form up to what the file says now, where nothing is being typed on it."""
        if self.base is None or self.is_dirty():
            return
        found = records.find(self._desk.file, type(self.base), id=self.base.id)
        if not found:
            self.base, self._place = None, ""
            gone()
        elif found[0].version != self.base.version:
            show(self.base.id)

    def is_dirty(self) -> bool:
        return bool(self._place) and self.fields.draft() != self._clean

    def _on_edited(self, _name: str) -> None:
        self.road.watch()
        self.general.hide()
        if not self._timer.isActive():
            self._timer.start()

    def keep_draft(self) -> None:
        """Keep what is typed and not saved, so that a power cut loses nothing."""
        self._timer.stop()
        if self.is_dirty():
            try:
                drafts.keep(self._desk.file, self._place, self.fields.draft())
            except Refused as refused:
                self._desk.said.emit(str(refused))

    def save(self, act: Callable[[Draft, Any], Any] | None = None) -> None:
        """Save what is typed, or show every complaint and put the caret into the first box complained of.

        `act` does something more than saving, such as closing a meeting.
        """
        focused = self.focusWidget()
        if focused is not None and hasattr(focused, "normalise"):
            focused.normalise()
        if focused is not None and hasattr(focused, "settle"):
            focused.settle()
        try:
            record = (act or self._save)(self.fields.draft(), self.base)
        except Refused as refused:
            self.complain(refused.complaints)
            return
        self._timer.stop()
        self._drop_draft()
        self._clean = self.fields.draft()
        self.banner.hide()
        self._desk.said.emit(_("Saved."))
        self.saved.emit(record)

    def complain(self, complaints: dict[str, str]) -> None:
        """Show every sentence where it belongs, and put the caret into the first box complained of."""
        elsewhere = self.fields.complain(complaints)
        self.general.setText(" ".join(elsewhere.values()))
        self.general.setVisible(bool(elsewhere))
        wrong = next((box for box in self.fields.inputs() if box.property("complaint")), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
