"""A disk that loses its power: what may be on it afterwards, by what was synced and by chance.

What was synced is there. Of what was written since, each model keeps another part.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from torture.tracing import Change, Kind

SECTOR = 512
NOTHING, EVERYTHING, SECTORS, FILES, UP_TO = "nothing", "everything", "sectors", "files", "up to"
MODELS = (NOTHING, EVERYTHING, SECTORS, FILES, UP_TO)
"""What is kept of the writes that were not synced: none, all, each sector by a coin, those of each
file by a coin, those of each file up to one of them."""


@dataclass
class _File:
    synced: bytearray
    pending: list[Change] = field(default_factory=list)


class Disk:
    """Files and names, as the trace changed them up to a cut.

    `strictly` a name is on the disk only once its folder was synced; else names change on it in
    their order, and any sync takes all of those before with it.
    """

    def __init__(self, place: Path, strictly: bool) -> None:
        self.place, self.strictly = place, strictly
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._renaming: list[Change] = []
        for each in sorted(place.rglob("*")):
            if each.is_file():
                self._names[str(each)] = each.stat().st_ino
                self._files[each.stat().st_ino] = _File(bytearray(each.read_bytes()))

    def apply(self, change: Change) -> None:
        """Go on by one change."""
        if change.kind in (Kind.WRITE, Kind.CUT):
            self._files[change.inode].pending.append(change)
        elif change.kind == Kind.SYNC:
            file = self._files[change.inode]
            for each in file.pending:
                _change(file.synced, each)
            file.pending.clear()
            if not self.strictly:
                self._sync_names(None)
        elif change.kind == Kind.SYNC_FOLDER:
            self._sync_names(change.name if self.strictly else None)
        elif change.kind != Kind.MARK:
            if change.kind == Kind.CREATE:
                self._files[change.inode] = _File(bytearray())
            self._renaming.append(change)

    def _sync_names(self, folder: str | None) -> None:
        waiting = []
        for each in self._renaming:
            if folder in (None, each.name.rsplit("/", 1)[0]):
                _rename(self._names, each)
            else:
                waiting.append(each)
        self._renaming = waiting

    def cut(self, model: str, rng: Random) -> dict[str, bytes]:
        """What is on the disk when the power goes now."""
        names = dict(self._names)
        for each in self._kept_names(model, rng):
            _rename(names, each)
        return {name: self._content(inode, model, rng) for name, inode in names.items()}

    def _kept_names(self, model: str, rng: Random) -> Iterable[Change]:
        if model == NOTHING:
            return []
        if model == EVERYTHING:
            return self._renaming
        if self.strictly:
            return [each for each in self._renaming if rng.random() < 0.5]
        return self._renaming[: rng.randint(0, len(self._renaming))]

    def _content(self, inode: int, model: str, rng: Random) -> bytes:
        file = self._files[inode]
        content, pending = bytearray(file.synced), file.pending
        if model == SECTORS:
            for each in pending:
                _change_by_sectors(content, each, rng)
            return bytes(content)
        kept = {NOTHING: 0, EVERYTHING: len(pending), UP_TO: rng.randint(0, len(pending))}
        for each in pending[: kept.get(model, len(pending) * rng.randint(0, 1))]:
            _change(content, each)
        return bytes(content)


def _change(content: bytearray, change: Change) -> None:
    if change.kind == Kind.CUT:
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    if len(content) < change.offset:
        content.extend(bytes(change.offset - len(content)))
    content[change.offset : change.offset + len(change.content)] = change.content


def _change_by_sectors(content: bytearray, change: Change, rng: Random) -> None:
    """Keep each sector of a write by a coin; a file is as long as the last one that was kept."""
    if change.kind == Kind.CUT:
        if rng.random() < 0.5:
            _change(content, change)
        return
    at, end = change.offset, change.offset + len(change.content)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        if rng.random() < 0.5:
            part = change.content[at - change.offset : until - change.offset]
            _change(content, change._replace(offset=at, content=part))
        at = until


def _rename(names: dict[str, int], change: Change) -> None:
    """Change a name; one that is not on the disk cannot be changed."""
    if change.kind == Kind.CREATE:
        names[change.name] = change.inode
    elif change.kind == Kind.UNLINK:
        names.pop(change.name, None)
    elif change.kind == Kind.LINK and change.name in names:
        names[change.new_name] = names[change.name]
    elif change.name in names:
        names[change.new_name] = names.pop(change.name)
