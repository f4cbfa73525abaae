"""What a verb changed on the records beside the one it was about, told by the trail."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lcdesk.domain.fields import Entity, table_name
from lcdesk.domain.plain import from_dict
from lcdesk.storage.connection import whole
from lcdesk.storage.database import WardFile


@dataclass(frozen=True)
class TrailChange:
    """A record as a verb found it and as it left it."""

    id: int
    before: Entity
    after: Entity

    @property
    def changed(self) -> dict[str, Any]:
        """The fields that the verb changed, with what they held before."""
        names = vars(self.before).keys() - {"id", "version"}
        return {
            name: getattr(self.before, name)
            for name in sorted(names)
            if getattr(self.before, name) != getattr(self.after, name)
        }

    def still_standing(self, current: Entity) -> dict[str, Any]:
        """Of these fields, those that hold what the verb put there still."""
        return {
            name: value
            for name, value in self.changed.items()
            if getattr(current, name) == getattr(self.after, name)
        }


def changes(
    file: WardFile, verb: str, about: Entity, classes: Collection[type[Entity]]
) -> list[TrailChange]:
    """What the newest verb of this name about a record changed on records of these kinds, the last
    first. Nothing where the trail was lost with a damaged file."""
    newest = (
        "SELECT max(verb.id) FROM trail JOIN verb ON verb.id = trail.verb "
        "WHERE verb.name = ? AND trail.record = ? AND trail.subject = ?"
    )
    tables = {table_name(each): each for each in classes}
    marks = ", ".join("?" * len(tables))
    sql = (
        f'SELECT record, subject, "before", "after" FROM trail WHERE verb = ({newest}) '
        f"AND record IN ({marks}) AND \"before\" <> '' AND \"after\" <> '' ORDER BY id DESC"
    )
    values = [verb, table_name(type(about)), about.id, *tables]
    return [
        TrailChange(
            subject,
            *(from_dict(tables[table], json.loads(whole(each))) for each in (before, after)),
        )
        for table, subject, before, after in file.db.execute(sql, values).fetchall()
    ]
