"""The first column of a sheet, which stays in sight while the others scroll past: it says whose row
it is."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


class FrozenColumn(QTableView):
    """Lies over the first column of a table wherever that has scrolled; it has neither caret nor
    scroll bars."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName("frozen")
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView { border: none; }")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setVerticalScrollMode(table.verticalScrollMode())
        for part in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            part(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        for column in range(1, table.model().columnCount()):
            self.setColumnHidden(column, True)
        self._follow()
        self.hide()

    def _follow(self) -> None:
        table = self._table
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.horizontalScrollBar().rangeChanged.connect(self.place)
        table.horizontalHeader().sectionResized.connect(self.place)
        table.horizontalHeader().geometriesChanged.connect(self.place)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever the table paints anew is painted here, too."""
        if event.type() == QEvent.Type.Paint:
            self.viewport().update()
        return False

    def place(self) -> None:
        """Come to where the first column would stand, where it is out of sight."""
        table, head = self._table, self._table.horizontalHeader()
        scrolled = table.horizontalScrollBar().value() > 0
        if scrolled:
            self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
            self.horizontalHeader().setFixedHeight(head.height())
            self.setColumnWidth(0, table.columnWidth(0))
            corner = head.geometry().topLeft()
            size = QSize(table.columnWidth(0), head.height() + table.viewport().height())
            self.setGeometry(corner.x(), corner.y(), size.width(), size.height())
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.setVisible(scrolled)
        self.raise_()

    def covered(self) -> int:
        """How many pixels of the table lie beneath."""
        return self.width() if self.isVisible() else 0
