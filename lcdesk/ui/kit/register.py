"""The left half of an area: a heading, a search box with filters, the table, its counts and
sums."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lcdesk.domain import kinds
from lcdesk.domain.fields import Entity, table_name
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.buttons import button_for
from lcdesk.ui.kit.choice_editor import ChoiceEditor
from lcdesk.ui.kit.choices import Source
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.tables import AddedColumns, RecordModel, RecordTable
from lcdesk.ui.kit.worker import once

SEARCH_AFTER_MS = 120


class Register(QWidget):
    """Records of one kind to walk through and search; reads itself anew when an action touched
    them."""

    new_wanted = Signal()
    picked = Signal(int)
    entered = Signal(int)

    def __init__(
        self,
        desk: Desk,
        cls: type[Entity],
        title: str,
        new_label: str,
        added: AddedColumns | None = None,
        follows: Collection[str] = (),
        only: Collection[str] = (),
    ) -> None:
        """`added` are columns that follow from elsewhere; `follows` names the tables they depend
        on.

        `only` names the columns of the record that are shown, where not all are.
        """
        super().__init__()
        self._desk = desk
        self._filters: dict[str, Callable[[], Any]] = {}
        self.model = RecordModel(desk.file, cls, self, added, only)
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(title)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName(_("Search"))
        self.search.setPlaceholderText(_("Search, with or without tones (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.count = Label()
        theme.mark(self.count, "role", "quiet")
        self.new_button = QPushButton(theme.icon("plus", 16), new_label)
        self.new_button.setObjectName("new")
        self.new_button.setToolTip("Ctrl+N")
        self._lay_out(title)
        self._bind()
        self._fitted = False
        self.stale = True
        watched = {
            each.kind.target
            for each in self.model.columns
            if isinstance(each.kind, kinds.Reference)
        }
        self._watched = frozenset({table_name(cls), *watched, *follows})
        desk.changed.connect(self._on_changed)

    def _lay_out(self, title: str) -> None:
        heading = Label(title)
        theme.mark(heading, "role", "title")
        heading.setWordWrap(True)  # or its length would be the least width of the register
        self._head = QHBoxLayout()
        self._head.addWidget(heading, 1)
        self._head.addWidget(self.new_button)
        self._line = QHBoxLayout()
        self._line.addWidget(self.search, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.addLayout(self._head)
        column.addLayout(self._line)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)

    def _bind(self) -> None:
        self._wait = once(self, SEARCH_AFTER_MS, self.refresh)
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self.search.returnPressed.connect(self._on_search_entered)
        self.table.picked.connect(self.picked)
        self.table.entered_row.connect(self.entered)
        self.new_button.clicked.connect(self.new_wanted)

    def add_filter(
        self, name: str, source: Source, all_label: str, read: Callable[[str], Any] = str
    ) -> ChoiceEditor:
        """A box that narrows the table to one value of a field."""
        box = ChoiceEditor(source)
        box.setObjectName(f"filter_{name}")
        box.setAccessibleName(all_label)
        box.setPlaceholderText(all_label)
        box.chosen.connect(lambda _code: self.refresh())
        self._line.addWidget(box, 2)
        self._filters[name] = lambda: (
            read(box.value()) if box.value() and box.value() != box.text() else None
        )
        return box

    def add_verb(self, name: str, label: str, act: Callable[[], None]) -> QPushButton:
        """A further button beside the one for a new record."""
        button = button_for(name, label, self._desk.guarded(act))
        self._head.insertWidget(1, button)
        return button

    def refresh(self) -> None:
        """Read the table anew, keeping the chosen row."""
        chosen = self.table.current_id()
        where = {name: value() for name, value in self._filters.items()}
        with self._desk.saying():
            self.model.read(
                self.search.text(),
                {name: value for name, value in where.items() if value is not None},
            )
            self.stale = False
        self.count.setText(self.model.foot())
        if not self._fitted:
            self.table.fit()
            self._fitted = self.model.rowCount() > 0
        self.table.select_id(chosen)

    def _on_changed(self, touched: frozenset[str]) -> None:
        if touched & self._watched:
            self.stale = True
            if self.isVisible():
                self.refresh()

    def seek(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_search_entered(self) -> None:
        """Enter in the search box goes to the first row found."""
        self._wait.stop()
        self.refresh()
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
            self.table.setFocus()
            self.picked.emit(self.table.current_id())
