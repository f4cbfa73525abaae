"""How wide the columns of a sheet are: what their heads and texts need, and a share of the room
that is left."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView

from lcdesk.domain.kinds import Digits, Text
from lcdesk.i18n import _
from lcdesk.ui.kit.lines import least_width
from lcdesk.ui.kit.tables import WIDEST
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.model import SheetModel

APART = 22
"""Pixels of a column that its text cannot have: the box one types in has margins and a frame."""
NOTE_WIDTH = 120


class ColumnWidths:
    """The widths of the columns of one table."""

    def __init__(self, table: QTableView, rows: SheetModel) -> None:
        self._table = table
        self._rows = rows
        self._widths = [0] * len(rows.columns)

    def fit(self) -> None:
        """Each column takes what its head and its texts need."""
        rows = range(len(self._rows.drafts))
        self._widths = [
            max(self._head_width(column), self._need(number, rows))
            for number, column in enumerate(self._rows.columns)
        ]
        self.share()

    def grow(self, first: QModelIndex, last: QModelIndex) -> None:
        """Give room to what was written into some rows; nothing gets narrower while one types."""
        rows = range(first.row(), last.row() + 1)
        wider = [
            max(before, self._need(column, rows)) for column, before in enumerate(self._widths)
        ]
        if wider != self._widths:
            self._widths = wider
            self.share()

    def share(self) -> None:
        """The first column and free texts share the room that is left; where there is none the
        table scrolls."""
        wide = [
            number
            for number, each in enumerate(self._rows.columns)
            if number == 0 or _is_note(each)
        ]
        left = max(self._table.viewport().width() - sum(self._widths), 0)
        for column, width in enumerate(self._widths):
            self._table.setColumnWidth(column, width + (left // len(wide) if column in wide else 0))

    def _head_width(self, column: SheetColumn) -> int:
        words, metrics = _(column.label), self._table.horizontalHeader().fontMetrics()
        lines = (
            metrics.horizontalAdvance(words) * 2 // 3,
            *(metrics.horizontalAdvance(word) for word in words.split()),
        )
        head = max(lines) * 9 // 8 + 16  # it is bold
        least = least_width(column.kind) if column.editable else 0
        return max(head, least, NOTE_WIDTH if _is_note(column) else 0)

    def _need(self, column: int, rows: range) -> int:
        longest = max((self._rows.shown((row, column)) for row in rows), key=len, default="")
        return min(self._table.fontMetrics().horizontalAdvance(longest) + APART, WIDEST)


def _is_note(column: SheetColumn) -> bool:
    return column.editable and isinstance(column.kind, Text) and not isinstance(column.kind, Digits)
