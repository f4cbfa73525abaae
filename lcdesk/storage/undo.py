"""Take back the last thing that was saved, from its trail."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import Entity
from lcdesk.domain.plain import as_dict, from_dict
from lcdesk.i18n import _
from lcdesk.storage import records
from lcdesk.storage.connection import whole
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing

# Wording that a newer program brings is nobody's step.
_LAST = """
    SELECT id, name, undoable FROM verb
    WHERE name <> 'add_wording' AND undoes IS NULL AND id NOT IN (SELECT undoes FROM verb WHERE
    undoes IS NOT NULL) ORDER BY id DESC LIMIT 1
"""

# What a verb changed stands together in the trail; so the newest is found from its end without an
# index.
_CHANGES = """
    SELECT record, subject, "before", "after" FROM trail
    WHERE verb = :verb
    AND id > coalesce((SELECT id FROM trail WHERE verb < :verb ORDER BY id DESC LIMIT 1), 0)
    ORDER BY id DESC
"""


def undo_last(
    file: WardFile, classes: Mapping[str, type[Entity]], today: date
) -> tuple[str, frozenset[str]]:
    """Undo the newest verb not undone yet. Give its name and the tables it touched.

    Refused where there is none, where it is of a kind that needs its own way back, where it was
    saved before the newest migration, or where something was changed since.
    """
    last = file.db.execute(_LAST).fetchone()
    if last is None:
        raise Refused(_("There is nothing to undo."))
    verb, name, undoable = last
    if not undoable:
        raise Refused(_("The last step cannot be undone like this; it has a way back of its own."))
    if verb <= _migrated_after(file):
        raise Refused(
            _(
                "The last step was saved before the file was brought up to date. Correct the "
                "record itself instead."
            )
        )
    with file.atomically():
        write = records.begin(file, f"undo {name}", undoable=False, undoes=verb)
        for table, subject, before, after in file.db.execute(_CHANGES, {"verb": verb}).fetchall():
            _revert(write, classes[table], subject, before, after, today)
    return name, frozenset(write.touched)


def _migrated_after(file: WardFile) -> int:
    """The last verb before the tables were changed: the trail up to it holds records as they were
    then."""
    found = file.db.execute("SELECT value FROM about WHERE name = 'migrated_after'").fetchone()
    return int(found[0]) if found else 0


def last_changed(file: WardFile, classes: Mapping[str, type[Entity]]) -> Entity | None:
    """The record that the newest verb not undone yet is about, as that verb left it; where it
    removed it, as it was.

    Of several records it is the one that the verb is named after, else the last one written.
    """
    last = file.db.execute(_LAST).fetchone()
    rows = file.db.execute(_CHANGES, {"verb": last[0]}).fetchall() if last else []
    if not rows:
        return None
    table, subject, before, after = next(
        (row for row in rows if last[1].endswith(f"_{row[0]}")), rows[0]
    )
    return replace(from_dict(classes[table], json.loads(whole(after or before))), id=subject)


def _revert(
    write: Writing, cls: type[Entity], subject: int, before: str, after: str, today: date
) -> None:
    if not after:
        write.restore(cls, subject)
        return
    current = records.get(write.file, cls, subject)
    if as_dict(current) != as_dict(from_dict(cls, json.loads(whole(after)))):
        raise Refused(_("This cannot be undone: the record was changed since."))
    if before:
        write.save(replace(from_dict(cls, json.loads(whole(before))), version=current.version))
    else:
        write.remove(current, _("undone"), today)
