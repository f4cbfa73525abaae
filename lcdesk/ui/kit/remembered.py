"""What this machine remembers of a ward file: the folders for its copies, the last copy outside,
how far it went, and what could not be written into it.

A file is told by its mark, which its copies share, so that neither a new name nor a new place
matters.
"""

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QSettings

from lcdesk import paths
from lcdesk.i18n import _, date_text, ngettext, number
from lcdesk.storage.history import Point

OLD_DAYS = 7
"""After so many days without a copy on another disk the first page says so in red."""


def on_another_disk(folder: Path, file: Path) -> bool:
    """Whether a folder outlives the disk on which a file lies."""
    return os.stat(folder).st_dev != os.stat(file).st_dev


class Remembered:
    """What is remembered of the ward file with this mark."""

    def __init__(self, mark: str) -> None:
        self._name = f"copies/{mark}"

    def _read(self, what: str) -> str:
        return str(QSettings().value(f"{self._name}/{what}") or "")

    def _write(self, what: str, text: str) -> None:
        QSettings().setValue(f"{self._name}/{what}", text)

    @property
    def folders(self) -> list[Path]:
        """Where copies go, in the order in which the folders were chosen."""
        return [paths.read(each) for each in self._read("folders").splitlines()]

    def choose(self, folders: Sequence[Path]) -> None:
        """From now on copies go here."""
        kept = dict.fromkeys(paths.written(each) for each in folders)
        self._write("folders", "\n".join(kept))

    def lacks(self, folder: Path, steps: int) -> bool:
        """Whether no copy in this folder has all steps of the file."""
        return self._steps_kept().get(paths.written(folder)) != steps

    def _steps_kept(self) -> dict[str, int]:
        kept: dict[str, int] = json.loads(self._read("steps") or "{}")
        return kept

    def note_copy(self, folder: Path, made_at: datetime, steps: int, file: Path) -> None:
        """A copy with so many steps came into a folder; one on the disk of the file itself does not
        help against its loss."""
        self._write("steps", json.dumps({**self._steps_kept(), paths.written(folder): steps}))
        if on_another_disk(folder, file):
            self._write("outside", made_at.isoformat(timespec="seconds"))

    @property
    def outside(self) -> datetime | None:
        """When the last copy came to another disk."""
        kept = self._read("outside")
        return datetime.fromisoformat(kept) if kept else None

    def told(self, today: date) -> tuple[str, bool]:
        """How old the last copy on another disk is, in a sentence, and whether that is too old."""
        last = self.outside
        if last is None:
            return _("No copy of the file lies on another disk yet."), True
        days = max(0, (today - last.date()).days)
        if days == 0:
            return _("Last copy on another disk: today, {time}.").format(
                time=f"{last:%H:%M}"
            ), False
        ago = ngettext("{days} day ago", "{days} days ago", days).format(days=number(days))
        sentence = _("Last copy on another disk: {ago}, {day}.")
        return sentence.format(ago=ago, day=date_text(last.date())), days > OLD_DAYS

    @property
    def point(self) -> Point:
        """How far the file went when it was last open here."""
        kept = self._read("point")
        return Point(*json.loads(kept)) if kept else Point()

    @property
    def path(self) -> str:
        """Where it lay then."""
        return self._read("path")

    def note(self, point: Point, path: Path) -> None:
        """The file went so far, here."""
        self._write("point", json.dumps(point))
        self._write("path", str(path.absolute()))
