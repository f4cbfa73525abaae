"""Blocks of cells to and from another program, such as a spreadsheet."""

import csv
import io
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from lcdesk.ui.sheet.model import CellPlace, SheetModel
from lcdesk.ui.sheet.view import CellView


def copied(rows: SheetModel, places: list[CellPlace]) -> str:
    """Cells as another program takes them: a line for each row, with tabs between."""
    lines: dict[int, list[str]] = {}
    for place in places:
        lines.setdefault(place[0], []).append(rows.shown(place))
    sheet = io.StringIO()
    csv.writer(sheet, "excel-tab", lineterminator="\n").writerows(lines.values())
    return sheet.getvalue().removesuffix("\n")


def pasted(rows: SheetModel, corner: CellPlace, text: str) -> dict[CellPlace, str]:
    """What a block from another program writes into which cells; what a column cannot read stays as
    it came."""
    lines, (top, left) = csv.reader(io.StringIO(text, newline=""), "excel-tab"), corner
    block = {
        (top + row, left + column): cell
        for row, line in enumerate(lines)
        for column, cell in enumerate(line)
    }
    today = rows.today()
    return {
        place: rows.columns[place[1]].taken(cell, today)
        for place, cell in block.items()
        if rows.is_open(place)
    }


def selected(table: CellView) -> list[CellPlace]:
    """The cells that are marked, along the rows."""
    return sorted((each.row(), each.column()) for each in table.selectedIndexes())


class Clipboard:
    """Copying, cutting and pasting at the caret of one table; `write` puts texts into cells."""

    def __init__(self, table: CellView, write: Callable[[dict[CellPlace, str]], object]) -> None:
        self._table = table
        self._write = write

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(copied(self._table.rows, selected(self._table)))

    def cut(self) -> None:
        self.copy()
        self._write(dict.fromkeys(selected(self._table), ""))

    def paste(self) -> None:
        self._write(
            pasted(self._table.rows, self._table.here(), QGuiApplication.clipboard().text())
        )
