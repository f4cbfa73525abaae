"""What rows said on a day, for lists and counts that read columns and no whole records."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lcdesk.domain.dated import Dated, past_line
from lcdesk.domain.fields import table_name
from lcdesk.storage.database import WardFile


def said_on(
    file: WardFile, cls: type[Dated], names: Sequence[str], day: date
) -> Mapping[int, Mapping[str, Any]]:
    """What records said at the end of a day in these columns, by their id: only of those that say
    something else now."""
    marks = ", ".join("?" * len(names))
    sql = (
        "SELECT owner, what, said FROM (SELECT owner, what, said, row_number() OVER "
        "(PARTITION BY owner, what ORDER BY until_on) AS place "
        f'FROM "{table_name(past_line(cls))}" WHERE until_on > ? AND what IN ({marks})) later '
        "WHERE place = 1"
    )
    found: dict[int, dict[str, Any]] = {}
    for owner, what, said in file.db.execute(sql, [day.isoformat(), *names]).fetchall():
        found.setdefault(owner, {})[what] = json.loads(said)
    return found


def ended(
    file: WardFile, cls: type[Dated], names: Sequence[str]
) -> Mapping[int, Sequence[tuple[str, str, Any]]]:
    """All that records said before in these columns, by their id: the day in ISO form on which it
    ended, the column, the value; the earliest first."""
    marks = ", ".join("?" * len(names))
    sql = (
        f'SELECT owner, until_on, what, said FROM "{table_name(past_line(cls))}" '
        f"WHERE what IN ({marks}) ORDER BY owner, until_on"
    )
    found: dict[int, list[tuple[str, str, Any]]] = {}
    for owner, until_on, what, said in file.db.execute(sql, list(names)).fetchall():
        found.setdefault(owner, []).append((until_on, what, json.loads(said)))
    return found
