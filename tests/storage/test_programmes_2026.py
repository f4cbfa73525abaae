"""An older file gets rates of three decimals and the programmes of 2026, and keeps what the ward changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from lcdesk.domain.programmes import Programme, ProgrammeTerm
from lcdesk.storage import connection, database, keys, records
from lcdesk.storage.connection import Connection
from tests.storage.test_migrations import NAMES, older_file
from tests.storage.wards import PASSWORD

BEFORE = next(name for name in NAMES if name.endswith("_rates_in_thousandths"))
SHIPPED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "resources" / "programmes_2026.json").read_text(encoding="utf-8")
)
GQVL = next(
    each
    for each in SHIPPED["changed_terms"]
    if (each["code"], each["from_on"]) == ("GQVL", "2026-01-01")
)


def programme(db: Connection, code: str, *terms: dict[str, object], **facts: object) -> int:
    row = {"code": code, "name": code, "form": "01", "cap_per": "worker", **facts}
    owner = db.insert("programme", row)
    for position, term in enumerate(terms):
        db.insert("programme_term", {"owner": owner, "position": position, **term})
    return owner


def term(**facts: object) -> dict[str, object]:
    """The row of GQVL for 2026 as it was shipped before, in hundredths, or as the ward changed it."""
    shipped = {**GQVL["was"], "rate": GQVL["was"]["rate"] // 10, "priority_rate": 660}
    return {"from_on": "2026-01-01", "cap": 200_000_000, "verify": 1, **shipped, **facts}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward.lcdesk"


def opened(path: Path, *fill: Any) -> dict[str, Programme]:
    older_file(path, BEFORE)
    db = connection.connect(path, keys.unwrap(path, PASSWORD).key)
    for each in fill:
        each(db)
    db.close()
    file = database.open_file(path, PASSWORD)
    try:
        return {each.code: each for each in records.find(file, Programme)}
    finally:
        file.close()


def test_what_is_as_shipped_becomes_that_of_2026(path: Path) -> None:
    found = opened(
        path,
        lambda db: programme(db, "GQVL", term()),
        lambda db: programme(db, "XKLĐ", term(from_on="2019-01-01", rate=660, priority_rate=0)),
        lambda db: programme(db, "HMTN"),
    )
    (jobs,) = found["GQVL"].terms
    assert (jobs.rate, jobs.priority_rate, jobs.business_cap, jobs.youngest) == (
        8382,
        6600,
        10_000_000_000,
        15,
    )
    assert "338/2025" in jobs.rate_source
    old, new = found["XKLĐ"].terms
    assert (old.rate, new.rate, new.priority_rate, new.security_above) == (
        6600,
        8382,
        6600,
        200_000_000,
    )
    assert (found["XKLĐ"].bank_code, found["HMTN"].bank_code) == ("04", "09")
    (stem,) = found["STEM"].terms
    assert (stem.rate, stem.cap, stem.plus_tuition) == (4800, 5_000_000, True)


def test_what_the_ward_changed_stays(path: Path) -> None:
    found = opened(
        path,
        lambda db: programme(db, "GQVL", term(rate=900, source="Thông báo của PGD", verify=0)),
        lambda db: programme(db, "XKLĐ", term(rate=700), bank_code="44"),
        lambda db: programme(db, "STEM", bank_code="31"),
        lambda db: programme(db, "HMTN", removed_on="2026-02-01", removed_reason="Không cho vay"),
    )
    (jobs,) = found["GQVL"].terms
    assert (jobs.rate, jobs.source, jobs.verify) == (9000, "Thông báo của PGD", False)
    assert jobs.business_cap == 10_000_000_000, "which no file had before"
    assert [each.rate for each in found["XKLĐ"].terms] == [7000], "it has a row of that day"
    assert (found["XKLĐ"].bank_code, found["STEM"].bank_code) == ("44", "31")
    assert found["STEM"].terms == ()
    assert "HMTN" not in found


def test_a_removed_programme_does_not_come_back(path: Path) -> None:
    found = opened(
        path,
        lambda db: programme(db, "HN"),
        lambda db: programme(db, "STEM", removed_on="2026-02-01", removed_reason="Không"),
    )
    assert set(found) == {"HN"}


def test_every_rate_of_the_trail_is_ten_times_as_many(path: Path) -> None:
    told = {
        "programme": {"terms": [{"rate": 838, "priority_rate": 660, "cap": 7}]},
        "loan_terms": {"rate": 792, "reason": "rate"},
        "proposal_list": {"lines": [{"approved_rate": 0}, {"approved_rate": 660}]},
        "group_score": {"score": 8750},
    }

    def fill(db: Connection) -> None:
        verb = db.insert("verb", {"name": "x", "done_at": "", "actor": "", "undoable": 1})
        for record, said in told.items():
            row = {"record": record, "subject": 1, "before": "", "after": json.dumps(said)}
            db.insert("trail", {"verb": verb, **row})

    opened(path, fill)
    file = database.open_file(path, PASSWORD)
    rows = file.db.execute('SELECT record, "before", "after" FROM trail ORDER BY id').fetchall()
    file.close()
    assert [before for _record, before, _after in rows] == ["", "", "", ""]
    assert {record: json.loads(after) for record, _before, after in rows} == {
        "programme": {"terms": [{"rate": 8380, "priority_rate": 6600, "cap": 7}]},
        "loan_terms": {"rate": 7920, "reason": "rate"},
        "proposal_list": {"lines": [{"approved_rate": 0}, {"approved_rate": 6600}]},
        "group_score": {"score": 8750},
    }


def test_what_is_brought_is_what_a_new_file_has() -> None:
    """The programmes of this version, and what an older file gets, say the same."""
    new = json.loads(
        (Path(__file__).parents[2] / "resources" / "programmes.json").read_text(encoding="utf-8")
    )
    by_code = {each["code"]: each for each in new}
    for change in (*SHIPPED["changed_terms"], *SHIPPED["added_terms"]):
        values = change.get("now", change.get("term"))
        day = change.get("from_on", values.get("from_on"))
        (there,) = (each for each in by_code[change["code"]]["terms"] if each["from_on"] == day)
        assert {name: there[name] for name in values} == values
    for code, bank_code in SHIPPED["bank_codes"].items():
        assert by_code[code]["bank_code"] == bank_code
    names = {each.name for each in ProgrammeTerm.__dataclass_fields__.values()}
    assert all(set(each["term"]) == names for each in SHIPPED["added_terms"])
