"""The shipped programmes as they hold in 2026, brought into a ward file of before."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from lcdesk.i18n import fold

_Plain = Mapping[str, Any]


def bring(db: Database, shipped: _Plain) -> None:
    """Bring what changed into a file. What the ward has changed, removed or entered itself stays:
    of a row only those values are renewed that are still the ones shipped before."""
    for code, bank_code in shipped["bank_codes"].items():
        test = "code = ? AND bank_code = ''"
        db.execute(f"UPDATE programme SET bank_code = ? WHERE {test}", [bank_code, code])
    for change in shipped["changed_terms"]:
        _change_term(db, change)
    for added in shipped["added_terms"]:
        for owner in _ids(db, added["code"]):
            _add_term(db, owner, added["term"])
    for programme in shipped["added_programmes"]:
        _add_programme(db, programme)


def _ids(db: Database, code: str) -> list[int]:
    """The programmes with a code, removed ones left out."""
    sql = "SELECT id FROM programme WHERE code = ? AND removed_on = ''"
    return [id for (id,) in db.execute(sql, [code]).fetchall()]


def _change_term(db: Database, change: _Plain) -> None:
    """`was` and `now` are values by column: what a row has otherwise than it was is the ward's."""
    test = "owner = ? AND from_on = ?"
    for owner in _ids(db, change["code"]):
        place = [owner, change["from_on"]]
        for name, value in change["now"].items():
            was = change["was"].get(name, type(value)())
            db.execute(
                f"UPDATE programme_term SET {name} = ? WHERE {test} AND {name} = ?",
                [value, *place, was],
            )
        db.execute("UPDATE programme SET version = version + 1 WHERE id = ?", [owner])


def _add_term(db: Database, owner: int, term: _Plain) -> None:
    """Add a row for a day from which the programme has none."""
    known = db.execute("SELECT from_on FROM programme_term WHERE owner = ?", [owner]).fetchall()
    if (term["from_on"],) in known:
        return
    _insert(db, "programme_term", {"owner": owner, "position": _after(db, owner), **term})
    db.execute("UPDATE programme SET version = version + 1 WHERE id = ?", [owner])


def _after(db: Database, owner: int) -> int:
    sql = "SELECT coalesce(max(position) + 1, 0) FROM programme_term WHERE owner = ?"
    return int(db.execute(sql, [owner]).fetchone()[0])


def _add_programme(db: Database, programme: _Plain) -> None:
    """Add a programme of which the file has none with that code, removed or not."""
    code = programme["code"]
    if db.execute("SELECT 1 FROM programme WHERE code = ?", [code]).fetchone():
        return
    if not db.execute("SELECT 1 FROM programme").fetchone():
        return  # a file that is being made gets all of them anew
    row = {name: value for name, value in programme.items() if name != "terms"}
    found = {"folded": f"{fold(code)} {fold(programme['name'])}", "sort_key": code}
    _insert(db, "programme", {**row, **found})
    for owner in _ids(db, code):
        for term in programme["terms"]:
            _add_term(db, owner, term)


def _insert(db: Database, table: str, row: _Plain) -> None:
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
