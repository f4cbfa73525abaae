"""The columns of a sheet: what each holds, how a text in it is understood and shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lcdesk.domain.fields import Draft, typed
from lcdesk.domain.kinds import Choice, Kind, Reference, Yes
from lcdesk.i18n import _, fold
from lcdesk.ui.kit.choices import Source, among

MEAN_YES = ("1", "x", "v", "co", "yes", "true")
"""What another program's sheet may hold in a column of yes and no."""


@dataclass(frozen=True)
class SheetColumn:
    """One column: `name` is its key in the draft of a row, `label` its head in English.

    `suggested` names the column whose text is what is usually typed in this one. `derive` works the
    text out of what else stands in the row. `source` is where a reference is chosen from.
    """

    name: str
    label: str
    kind: Kind
    editable: bool = False
    total: bool = False
    suggested: str = ""
    derive: Callable[[Draft], str] | None = None
    source: Source | None = None

    def shown(self, text: str, today: date) -> str:
        """A text as it is understood; ValueError where it cannot be."""
        if not text.strip():
            return ""
        value = self._value(text, today)
        if isinstance(self.kind, Reference) and self.source:
            return self.source.name(text)
        return self.kind.show(value) or text  # a nought that was typed is not an empty cell

    def amount(self, text: str, today: date) -> int:
        """A number as it is understood, 0 where it cannot be."""
        try:
            return int(self._value(text, today)) if self.kind.numeric and text.strip() else 0
        except ValueError:
            return 0

    def _value(self, text: str, today: date) -> Any:
        if self.kind.numeric and not self.editable and text.startswith("-"):
            return -self.kind.parse(
                text[1:], today
            )  # nobody types it: a difference may be below nought
        return self.kind.parse(text, today)

    def taken(self, text: str, today: date) -> str:
        """What a cell holds after this text came from another program; what cannot be read stays as
        it is."""
        text = text.strip()
        if isinstance(self.kind, Yes):
            return "1" if fold(text) in MEAN_YES else ""
        if offers := self._offers():
            return next(
                (code for code, label in offers.find(text) if fold(label) == fold(text)), text
            )
        try:
            return typed(self.kind, self.kind.parse(text, today)) or text
        except ValueError:
            return text

    def _offers(self) -> Source | None:
        if isinstance(self.kind, Choice):
            return among({code: _(label) for code, label in self.kind.options.items()})
        return self.source
