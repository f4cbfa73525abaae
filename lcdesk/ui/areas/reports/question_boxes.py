"""Boxes in one line, each beneath its label, with one complaint at a time beneath its box."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSpacerItem, QToolButton, QWidget

from lcdesk.ui.kit import theme
from lcdesk.ui.kit.labels import Label
from lcdesk.ui.kit.lines import mark
from lcdesk.ui.kit.text_editors import TextEditor


class PeriodEditor(TextEditor):
    """A period or a year, shown in its full form when the caret leaves it."""

    def __init__(self, understood: Callable[[str], str]) -> None:
        super().__init__()
        self._understood = understood

    def finish(self) -> bool:
        """Show what was understood; what cannot be read stays as typed."""
        with suppress(ValueError):
            understood = self._understood(self.text())
            if understood != self.text():
                self._rewrite(understood)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()


class QuestionBoxes(QWidget):
    """Boxes and small buttons at places in one line; a place may be shared by boxes that are never
    shown together."""

    def __init__(self, places: Mapping[str, int], widths: Mapping[str, int]) -> None:
        super().__init__()
        self._places = places
        self._widths = widths
        self._labels: dict[str, Label] = {}
        self.boxes: dict[str, TextEditor] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(2)
        # Takes the room that is left, so that boxes stay where they are whichever are shown.
        spring = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._grid.addItem(spring, 1, max(places.values()) + 1)
        self._beneath = Label()
        self._beneath.setWordWrap(True)
        self._beneath.setProperty("role", "bad")
        self._beneath.hide()

    def add(self, name: str, label: str, box: TextEditor) -> None:
        """Put a box at its place; it may become narrower than its width where there is no room."""
        self.boxes[name], self._labels[name] = box, Label()
        self._labels[name].setProperty("role", "quiet")
        self._labels[name].setBuddy(box)
        box.setObjectName(name)
        box.setMinimumWidth(self._widths[name] * 2 // 3)
        box.setMaximumWidth(self._widths[name])
        self.name_box(name, label)
        self._grid.addWidget(self._labels[name], 0, self._places[name])
        self._grid.addWidget(box, 1, self._places[name])

    def name_box(self, name: str, label: str) -> None:
        self._labels[name].setText(label)
        self.boxes[name].setAccessibleName(label)

    def add_button(self, name: str, sign: str, tip: str, act: Callable[[], None]) -> None:
        """Put a small button with a sign at its place; `tip` says what it does."""
        button = QToolButton()
        button.setObjectName(name)
        button.setText(sign)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: act())
        self._grid.addWidget(button, 1, self._places[name])
        self._buttons[name] = button

    def leave_gap(self, place: int) -> None:
        """Part what stands before a place from what stands behind it."""
        self._grid.setColumnMinimumWidth(place, theme.GRID)

    def show_box(self, name: str, shown: bool) -> None:
        self._labels[name].setVisible(shown)
        self.boxes[name].setVisible(shown)

    def in_order(self) -> list[QWidget]:
        """Boxes and buttons as they stand."""
        found: dict[str, QWidget] = {**self.boxes, **self._buttons}
        return sorted(found.values(), key=lambda each: self._places[each.objectName()])

    def inputs(self) -> list[QWidget]:
        """Every box that can be typed into, in reading order."""
        return [
            box for box in self.in_order() if isinstance(box, TextEditor) and box.isVisibleTo(self)
        ]

    def complain(self, complaints: Mapping[str, str]) -> dict[str, str]:
        """Put the first sentence beneath its box; give what has no box here."""
        here = {name: text for name, text in complaints.items() if name in self.boxes}
        for name, box in self.boxes.items():
            mark(box, name in here)
        name, text = next(iter(here.items()), ("", ""))
        self._grid.addWidget(self._beneath, 2, self._places.get(name, 0), 1, -1)
        self._beneath.setText(text)
        self._beneath.setVisible(bool(text))
        return {name: text for name, text in complaints.items() if name not in here}
