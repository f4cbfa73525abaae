"""The cells of a sheet: what is typed in each, how it is understood, and what follows from it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from lcdesk.domain.fields import Draft
from lcdesk.domain.kinds import Yes
from lcdesk.i18n import _
from lcdesk.ui.kit.labels import tool_tip
from lcdesk.ui.kit.tables import Index
from lcdesk.ui.sheet.column import SheetColumn

CellPlace = tuple[int, int]
"""Row and column of a cell."""
ALIGNED = {
    True: (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value,
    False: (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value,
}
"""Numbers stand at the right, heads over them."""
PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
BOXED = PLAIN | Qt.ItemFlag.ItemIsEditable


class CellTexts(QAbstractTableModel):
    """Rows are drafts: what stands in each cell, how it is understood and shown, and which can be
    typed in."""

    def __init__(
        self,
        columns: Sequence[SheetColumn],
        today: Callable[[], date],
        locked: Callable[[Draft, str], bool],
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.today = today
        self.drafts: list[Draft] = []
        self.complaints: dict[CellPlace, str] = {}
        self.read_only = False
        self._locked = locked
        self._seen: dict[CellPlace, tuple[str, bool]] = {}
        self._quiet = {each.suggested for each in columns} | {
            each.name for each in columns if each.derive
        }

    def text(self, place: CellPlace) -> str:
        row, column = place
        return str(self.drafts[row].get(self.columns[column].name, ""))

    def shown(self, place: CellPlace) -> str:
        """The text as it is understood, or as it was typed."""
        return self.read(place)[0]

    def read(self, place: CellPlace) -> tuple[str, bool]:
        """The text to show, and whether it could be understood; worked out once, since every step
        paints all cells."""
        if place not in self._seen:
            text = self.text(place)
            try:
                self._seen[place] = self.columns[place[1]].shown(text, self.today()), True
            except ValueError:
                self._seen[place] = text, not self.columns[place[1]].editable
        return self._seen[place]

    def tone(self, place: CellPlace) -> str:
        """The colour of the text in a cell: what cannot be read shows at once."""
        if not self.read(place)[1]:
            return "bad"
        return "quiet" if self.columns[place[1]].name in self._quiet else "text"

    def is_open(self, place: CellPlace) -> bool:
        """Whether something can be typed there."""
        row, column = place
        if (
            self.read_only
            or row not in range(len(self.drafts))
            or column not in range(len(self.columns))
        ):
            return False
        about = self.columns[column]
        return (
            about.editable and not about.derive and not self._locked(self.drafts[row], about.name)
        )

    def open_places(self) -> list[CellPlace]:
        columns = [number for number, each in enumerate(self.columns) if each.editable]
        places = [(row, column) for row in range(len(self.drafts)) for column in columns]
        return [place for place in places if self.is_open(place)]

    def suggestion(self, place: CellPlace) -> str:
        """What is usually typed there."""
        row, column = place
        return (
            str(self.drafts[row].get(self.columns[column].suggested, ""))
            if self.is_open(place)
            else ""
        )

    def total(self, name: str) -> int:
        column = next(each for each in self.columns if each.name == name)
        today = self.today()
        return sum(column.amount(str(draft.get(name, "")), today) for draft in self.drafts)

    # As Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.drafts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        place = index.row(), index.column()
        return (
            BOXED
            if self.is_open(place) and not isinstance(self.columns[place[1]].kind, Yes)
            else PLAIN
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            across = orientation == Qt.Orientation.Horizontal
            return _(self.columns[section].label) if across else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return ALIGNED[self.columns[section].kind.numeric] | Qt.TextFlag.TextWordWrap.value
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        place = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(place)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self.complaints.get(place) or self.shown(place))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                f"{_(self.columns[place[1]].label)}, {self.shown((place[0], 0))}: "
                f"{self.shown(place)}"
            )
        return None


class SheetModel(CellTexts):
    """Every change of a cell goes through `write`, so that it can be taken back."""

    edited = Signal()

    def __init__(
        self,
        columns: Sequence[SheetColumn],
        today: Callable[[], date],
        locked: Callable[[Draft, str], bool],
    ) -> None:
        super().__init__(columns, today, locked)
        self._steps: list[dict[CellPlace, str]] = []

    def show_drafts(self, drafts: list[Draft]) -> None:
        self.beginResetModel()
        self.drafts = [dict(draft) for draft in drafts]
        self.complaints = {}
        self._seen = {}
        self._steps = []
        for draft in self.drafts:
            self._follow(draft)
        self.endResetModel()

    def _follow(self, draft: Draft) -> None:
        """Work out the columns that follow from what is typed in the row."""
        for column in self.columns:
            if column.derive:
                draft[column.name] = column.derive(draft)

    def write(self, texts: dict[CellPlace, str], goes_on: bool = False) -> bool:
        """Put texts into cells; give whether any changed. `goes_on`: one step with the one before,
        letter by letter."""
        changed = {place: text for place, text in texts.items() if text != self.text(place)}
        if not changed:
            return False
        if not goes_on:
            self._steps.append({place: self.text(place) for place in changed})
        self._put(changed)
        return True

    def take_back(self) -> CellPlace | None:
        """Undo the last step; give a cell it touched."""
        if not self._steps:
            return None
        step = self._steps.pop()
        self._put(step)
        return next(iter(step))

    def _put(self, texts: dict[CellPlace, str]) -> None:
        for (row, column), text in texts.items():
            self.drafts[row][self.columns[column].name] = text
            self.complaints.pop((row, column), None)
        rows = sorted({row for row, _column in texts})
        for row in rows:
            self._follow(self.drafts[row])
        self._seen = {place: each for place, each in self._seen.items() if place[0] not in rows}
        self._changed(rows[0], rows[-1])
        self.edited.emit()

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def complain(self, place: CellPlace, text: str) -> None:
        self.complaints[place] = " ".join(filter(None, (self.complaints.get(place), text)))
        self._changed(place[0], place[0])

    def clear_complaints(self) -> None:
        if self.complaints:
            rows = [row for row, _column in self.complaints]
            self.complaints = {}
            self._changed(min(rows), max(rows))
