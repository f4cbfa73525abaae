"""A form: its middle with a title, a foot of buttons, saving, and a draft that survives."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lcdesk.domain.fields import Draft, Entity
from lcdesk.i18n import N_, _
from lcdesk.storage import lists, records
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.drafts import Banner, DraftKeeper
from lcdesk.ui.kit.fields import FormBody
from lcdesk.ui.kit.keys import KeyRoad
from lcdesk.ui.kit.labels import Label


class Form(QWidget):
    """Fields with a title, a foot of buttons, saving and a draft kept every few seconds.

    `save` gets the draft and the record it began from; it saves or raises Refused, and gives the
    saved record.
    """

    saved = Signal(object)

    def __init__(
        self,
        fields: FormBody,
        desk: Desk,
        save: Callable[[Draft, Any], Any],
        says: str = N_("Saved: {name}"),
    ) -> None:
        """`says` is told after saving, in English; nothing where a form only opens something."""
        super().__init__()
        self._desk = desk
        self._save = save
        self._says = says
        self.base: Any = None
        self.name_of: Callable[[Any], str] = _name_of
        self.fields = fields
        self.title = Label()
        theme.mark(self.title, "role", "title")
        self.title.setWordWrap(True)
        self.banner = Banner()
        self.kept = DraftKeeper(desk, fields, self.banner)
        self.general = Label()
        self.general.setWordWrap(True)
        theme.mark(self.general, "role", "bad")
        self.general.hide()
        self.past = Label()
        self.past.setObjectName("past")
        self.past.setWordWrap(True)
        theme.mark(self.past, "role", "quiet")
        self.past.hide()
        self._verbs: list[QPushButton] = []
        self._make_foot()
        self._lay_out()
        self.road = KeyRoad(self, self.fields.inputs, lambda: self.save_button)
        self.fields.edited.connect(self._on_edited)
        self.road.watch()
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def _make_foot(self) -> None:
        self.save_button = button_for("save", _("Save"), self.save, main=True)
        self.save_button.setToolTip("Ctrl+S")
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.save_button)
        self.foot.addStretch(1)
        self._gap = 1  # where the foot stretches, behind the save button and its verbs

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
        column.addWidget(self.past)
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

    def add_verb(
        self, name: str, label: str, act: Callable[[], None], apart: bool = False
    ) -> QPushButton:
        """A further button at the foot, for what is done with a saved record; it rests while there
        is none.

        One that is hard to take back stands `apart`, at the far end.
        """
        button = button_for(name, label, self._desk.guarded(act))
        self.add_button(button, apart)
        return button

    def add_button(self, button: QPushButton, apart: bool = False) -> None:
        """The same with a button that was made elsewhere."""
        self.foot.insertWidget(self.foot.count() if apart else self._gap, button)
        self._gap += not apart
        self._verbs.append(button)

    def tell(self, past: Sequence[str]) -> None:
        """Say below the fields what held before."""
        self.past.setText("\n".join((_("Before"), *past)))
        self.past.setVisible(bool(past))

    def open(self, title: str, draft: Draft, base: Any, place: str) -> None:
        """Show a draft to type on. What was typed here before and never saved is offered again."""
        self.keep_draft()
        self.title.setText(title)
        self.base = base
        for verb in self._verbs:
            verb.setEnabled(base is not None)
        self.banner.hide()
        self.general.hide()
        self.fields.set_draft(draft)
        self.road.watch()
        self.kept.begin(place)

    def follow(self, show: Callable[[int], None], gone: Callable[[], None]) -> None:
        """Bring the form up to what the file says now, where nothing is being typed on it."""
        if self.base is None or self.is_dirty():
            return
        found = records.find(self._desk.file, type(self.base), id=self.base.id)
        if not found:
            self.base, self.kept.place = None, ""
            gone()
        elif found[0].version != self.base.version:
            show(self.base.id)

    @property
    def can_save(self) -> bool:
        """Whether it can be saved now: a form to read hides or rests the button."""
        return self.save_button.isEnabled() and not self.save_button.isHidden()

    def is_dirty(self) -> bool:
        return self.kept.is_dirty()

    def _on_edited(self, _name: str) -> None:
        self.road.watch()
        self.general.hide()
        self.kept.touch()

    def keep_draft(self) -> None:
        self.kept.keep()

    def save(self, act: Callable[[Draft, Any], Any] | None = None, says: str = "") -> None:
        """Save what is typed, or show every complaint and put the caret into the first box
        complained of.

        `act` does something more than saving, such as closing a meeting, and `says` is told of it.
        """
        self.fields.finish()
        work, saying = act or self._save, partial(self._saying, says or self._says)
        self._desk.run(
            lambda: work(self.fields.draft(), self.base), saying, self._on_saved, self.complain
        )

    def _saying(self, says: str, record: Any) -> str:
        """What was done, with the name of the record; nothing for a form that only opens
        something."""
        name = self.name_of(record) if says else ""
        return _(says).format(name=name) if name or not says else _("Saved.")

    def _on_saved(self, record: Any) -> None:
        self.kept.saved()
        self.banner.hide()
        self.saved.emit(record)

    def complain(self, complaints: Mapping[str, str]) -> None:
        """Show every sentence where it belongs, and put the caret into the first box complained
        of."""
        self._desk.said.emit("")  # what was said before holds no more
        elsewhere = self.fields.complain(dict(complaints))
        self.general.setText(" ".join(elsewhere.values()))
        self.general.setVisible(bool(elsewhere))
        wrong = next((box for box in self.fields.inputs() if box.property("complaint")), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)


def _name_of(record: Any) -> str:
    return lists.name_of(record) if isinstance(record, Entity) else ""
