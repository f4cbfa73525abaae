"""The open ward file as the window's parts see it: reading, acting, and the one path by which views
refresh."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from lcdesk.actions.done import Done
from lcdesk.domain.entities import TABLES
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Draft, Entity
from lcdesk.storage import drafts, lists, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.refusing import Damaged, refusing
from lcdesk.storage.standing import Lost
from lcdesk.ui.kit.choices import MOST_SHOWN, Choices, Source

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
Complain = Callable[[Mapping[str, str]], object]


@dataclass(frozen=True)
class Wanted:
    """A paper to look at: its name, and the record it is about; a collection sheet has a month and
    a day, too."""

    name: str
    subject: Entity
    month: date | None = None
    held_on: date | None = None


class Desk(QObject):
    """`changed` names the tables that an action touched; `said` is a sentence for the foot of the
    window.

    `duty_taken_up` asks for the area in which a duty is done, `area_wanted` for where the records
    of a table are at home: the id is of the one to show, 0 for a new one; `copies_wanted` for the
    copies of the file. `troubled` comes with a Refused when the file is damaged or not there any
    more.
    """

    changed = Signal(object)
    said = Signal(str)
    paper_wanted = Signal(object)
    duty_taken_up = Signal(object)
    area_wanted = Signal(str, int)
    copies_wanted = Signal()
    troubled = Signal(object)

    def __init__(self, file: WardFile, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.file = file
        self.today = today
        self.unkept: dict[str, Draft] = {}
        """What is typed on forms, by their place, and could not be kept in the file."""
        self.why_unkept = ""

    def get(self, cls: type[E], id: int) -> E:
        """The record with an id. Refused where there is none."""
        return records.get(self.file, cls, id)

    def do(self, action: Callable[..., Done], *arguments: Any) -> Done:
        """Run an action on the file and tell every view what it touched. Refused goes on to the
        caller."""
        done = action(self.file, *arguments)
        self.changed.emit(done.touched)
        return done

    def run(
        self,
        act: Callable[[], T],
        says: str | Callable[[T], str],
        then: Callable[[T], object] = lambda _result: None,
        complain: Complain | None = None,
    ) -> bool:
        """Do what an officer wants: say what changed and go on, or complain; give whether it was
        done.

        Complaints go to the foot of the window where there is no form to show them.
        """
        try:
            with refusing():
                result = act()
        except Refused as refused:
            if complain:
                complain(refused.complaints)
            else:
                self.said.emit(str(refused))
            self._look_at(refused)
            return False
        with self.saying():
            self.said.emit(says(result) if callable(says) else says)
            then(result)
            self.file.check_certain()
        return True

    @contextmanager
    def saying(self) -> Iterator[None]:
        """What cannot be done or read inside is said at the foot of the window."""
        try:
            with refusing():
                yield
        except Refused as refused:
            self.tell(refused)

    def tell(self, refused: Refused) -> None:
        """Say what was refused at the foot of the window."""
        self.said.emit(str(refused))
        self._look_at(refused)

    def _look_at(self, refused: Refused) -> None:
        if isinstance(refused, Damaged | Lost):
            self.troubled.emit(refused)

    def keep_draft(self, place: str, draft: Draft) -> None:
        """Keep what is typed on a form; where the file takes nothing, it is not forgotten."""
        try:
            with refusing():
                drafts.keep(self.file, place, draft)
        except Refused as refused:
            self.unkept[place], self.why_unkept = draft, str(refused)
            self.tell(refused)
        else:
            self.forget_draft(place)

    def forget_draft(self, place: str) -> None:
        """What was typed on a form need not be kept any more."""
        self.unkept.pop(place, None)

    def guarded(self, act: Callable[..., object]) -> Callable[..., None]:
        """The same act for a signal to call: what cannot be done or read is said, since nobody else
        would hear."""

        def guarded(*arguments: Any) -> None:
            with self.saying():
                act(*arguments)

        return guarded

    def source(self, table: str, where: Callable[[], dict[str, Any]] | None = None) -> Source:
        """The records of a table to choose from, narrowed by what `where` says at that moment."""
        cls = TABLES[table]

        def find(text: str) -> Choices:
            found: Choices = []
            with self.saying():
                found = lists.choices(
                    self.file, cls, text, where() if where else None, MOST_SHOWN + 1
                )
            return found

        def beside(codes: list[str]) -> dict[str, str]:
            told: dict[int, str] = {}
            with self.saying():
                told = lists.told_apart(self.file, cls, TABLES, [int(code) for code in codes])
            return {str(id): text for id, text in told.items()}

        def name(code: str) -> str:
            try:
                with refusing():
                    return lists.name_of(self.get(cls, int(code)))
            except (Refused, ValueError):
                return code

        return Source(find, name, beside)
