"""How the cells of a sheet are painted, and the box in the one that is typed in."""

from functools import cache

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from lcdesk.domain.kinds import Paragraph
from lcdesk.i18n import _
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.editors import editor_for
from lcdesk.ui.kit.tables import Index
from lcdesk.ui.kit.text_editors import TextEditor
from lcdesk.ui.sheet.column import SheetColumn
from lcdesk.ui.sheet.model import ALIGNED, CellPlace, SheetModel

TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
ONE_LINE = Qt.TextFlag.TextSingleLine.value
INSET = 6
"""Pixels between the edge of a cell and its text."""


class CellEditor(QStyledItemDelegate):
    """The box in the cell one types in, and how all other cells are painted.

    What is typed stands in the rows at every letter: sums follow it, and nothing waits to be taken
    over. Each column keeps its box, for a choice leaves its list in the window.
    """

    def __init__(self, table: QTableView, rows: SheetModel) -> None:
        super().__init__(table)
        self._table = table
        self._rows = rows
        self._boxes: dict[int, TextEditor] = {}
        self._place: CellPlace = (-1, -1)
        self._begun = False
        self.box: TextEditor | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() not in self._boxes:
            self._boxes[index.column()] = self._made(self._rows.columns[index.column()], parent)
        self._place = index.row(), index.column()
        self._begun = False
        self.box = self._boxes[index.column()]
        self.box.set_value(self._rows.text(self._place))
        return self.box

    def _made(self, column: SheetColumn, parent: QWidget) -> TextEditor:
        one_line = isinstance(column.kind, Paragraph)
        box = TextEditor() if one_line else editor_for(column.kind, self._rows.today, column.source)
        assert isinstance(box, TextEditor)
        box.setParent(parent)
        box.setObjectName(f"cell.{column.name}")
        box.setAccessibleName(_(column.label))
        box.edited.connect(self._on_typed)
        return box

    def _on_typed(self) -> None:
        if self.box is not None:
            texts = {self._place: self.box.value()}
            self._begun = self._rows.write(texts, goes_on=self._begun) or self._begun

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Follow the row where something else than this box wrote into it."""
        text = self._rows.text((index.row(), index.column()))
        if isinstance(editor, TextEditor) and editor.value() != text:
            editor.set_value(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, TextEditor):
            editor.finish()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

    def give_up(self) -> None:
        """Put back what stood in the cell before."""
        if self._begun:
            self._rows.take_back()
        self._begun = False
        if self.box is not None:
            self.box.set_value(
                self._rows.text(self._place)
            )  # a line of the list may stand in it, not taken yet

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.box = None

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Keys go to the box, and from there to the table; only Tab would leave before either sees
        it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(box, event)
        if event.key() in TABS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._table.keyPressEvent(event)
            return True
        return False

    def have_caret(self) -> bool:
        return self.box is not None or self._table.hasFocus()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell by hand: through the style it takes several times as long, and every step
        paints them all."""
        tone, place, cell = theme.colours(), (index.row(), index.column()), option.rect
        chosen = self.have_caret() and bool(option.state & QStyle.StateFlag.State_Selected)
        column = self._rows.columns[place[1]]
        inside = cell.adjusted(INSET, 0, -INSET, 0)
        text = option.fontMetrics.elidedText(
            self._rows.shown(place), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.fillRect(cell, mixed(tone["accent"]) if chosen else self._ground(place, tone))
        painter.setPen(mixed(tone["on_accent" if chosen else self._rows.tone(place)]))
        painter.drawText(inside, ALIGNED[column.kind.numeric] | ONE_LINE, text)
        if place in self._rows.complaints:
            painter.setPen(mixed(tone["bad"]))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        elif column.editable:
            painter.setPen(mixed(tone["line"]))
            painter.drawLine(cell.topRight(), cell.bottomRight())
            painter.drawLine(cell.bottomLeft(), cell.bottomRight())

    def _ground(self, place: CellPlace, tone: dict[str, str]) -> QColor:
        ground = tone["stripe" if place[0] % 2 else "base"]
        if place in self._rows.complaints:
            return mixed(ground, tone["bad"], 0.16)
        here = self.have_caret() and place[0] == self._table.currentIndex().row()
        return mixed(ground, tone["accent"], 0.06 * self._rows.is_open(place) + 0.10 * here)


@cache
def mixed(ground: str, ink: str = "#000000", share: float = 0.0) -> QColor:
    """A colour with a share of another laid over it."""
    parts = ((int(ground[at : at + 2], 16), int(ink[at : at + 2], 16)) for at in (1, 3, 5))
    return QColor(*(round(below + (above - below) * share) for below, above in parts))
