"""The open ward file as the window's parts see it: reading, acting, and the one path by which views refresh."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from lcdesk.actions.done import Done
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.storage import lists, records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.editors import MOST_SHOWN, Choices, Source


@dataclass(frozen=True)
class Wanted:
    """A paper to look at: its name, and the id of what it is about; a collection sheet has a month and a day, too."""

    name: str
    about: str
    id: int
    month: date | None = None
    held_on: date | None = None


class Desk(QObject):
    """`changed` names the tables that an action touched; `said` is a sentence for the foot of the window.

    `duty_taken_up` asks for the area in which a duty is done.
    """

    changed = Signal(object)
    said = Signal(str)
    paper_wanted = Signal(object)
    duty_taken_up = Signal(object)

    def __init__(self, file: WardFile, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.file = file
        self.today = today

    def do(self, action: Callable[..., Done], *arguments: Any) -> Done:
        """Run an action on the file and tell every view what it touched. Refused goes on to the caller."""
        done = action(self.file, *arguments)
        self.changed.emit(done.touched)
        return done

    def source(self, table: str, where: Callable[[], dict[str, Any]] | None = None) -> Source:
        """The records of a table to choose from, narrowed by what `where` says at that moment."""
        cls = TABLES[table]

        def find(text: str) -> Choices:
            return lists.choices(self.file, cls, text, where() if where else None, MOST_SHOWN + 1)

        def beside(codes: list[str]) -> dict[str, str]:
            told = lists.told_apart(self.file, cls, TABLES, [int(code) for code in codes])
            return {str(id): text for id, text in told.items()}

        def name(code: str) -> str:
            try:
                record = records.get(self.file, cls, int(code))
            except (Refused, ValueError):
                return code
            return lists.name_of(record)

        return Source(find, name, beside)
