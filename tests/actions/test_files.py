"""A new ward file: what it holds from the start, and that nothing is left of one that could not be made."""

import json
import random
import time
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import build, draft_of
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Ward, Wording
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.kit.wording import texts_of
from lcdesk.printing import papers
from lcdesk.queries import ward
from lcdesk.storage import database, durable, guards, keys, records
from lcdesk.storage.database import WardFile
from lcdesk.storage.records import Writing
from tests.small_ward import CHEAP, MILLION, PASSWORD, TODAY, new_ward
from tests.storage.wards import beside, python

OFFICE = Ward(name="Mẫu", city="Thành phố Mẫu", bank_office="PGD")


@pytest.fixture
def programmes(file: WardFile) -> dict[str, Programme]:
    return {each.code: each for each in records.find(file, Programme)}


@pytest.mark.parametrize(
    ("code", "day", "rate", "cap", "longest"),
    [
        ("HN", date(2026, 1, 1), 6600, 100 * MILLION, 120),
        ("HCN", date(2026, 1, 1), 7920, 100 * MILLION, 120),
        ("HMTN", date(2026, 1, 1), 8250, 100 * MILLION, 60),
        ("HSSV", date(2026, 1, 1), 6600, 4 * MILLION, 0),
        ("GQVL", date(2025, 12, 31), 7920, 100 * MILLION, 120),
        ("GQVL", date(2026, 1, 1), 8382, 200 * MILLION, 120),
        ("XKLĐ", date(2025, 12, 31), 6600, 0, 0),
        ("XKLĐ", date(2026, 1, 1), 8382, 0, 0),
        ("STEM", date(2025, 8, 28), 4800, 5 * MILLION, 0),
        ("NS&VSMT", date(2026, 1, 1), 9000, 25 * MILLION, 60),
        ("NƠXH", date(2025, 10, 9), 6600, 0, 300),
        ("NƠXH", date(2025, 10, 10), 5400, 0, 300),
        ("NCHXAPT", date(2026, 1, 1), 6600, 100 * MILLION, 120),
    ],
)
def test_the_terms_of_the_programmes(
    programmes: dict[str, Programme], code: str, day: date, rate: int, cap: int, longest: int
) -> None:
    term = programmes[code].term_on(day)
    assert (term.rate, term.cap, term.longest_months) == (rate, cap, longest)


def test_programmes_could_have_been_typed_and_name_their_sources(
    programmes: dict[str, Programme],
) -> None:
    for each in programmes.values():
        assert build(Programme, draft_of(each), TODAY, each) == each
        assert all(term.source and term.verify for term in each.terms)


def test_the_bank_knows_each_programme_by_its_code(programmes: dict[str, Programme]) -> None:
    assert {code: each.bank_code for code, each in programmes.items() if each.bank_code} == {
        "HN": "01",
        "HSSV": "02",
        "GQVL": "03",
        "XKLĐ": "04",
        "NS&VSMT": "06",
        "HMTN": "09",
        "NƠXH": "12",
        "HCN": "19",
        "NCHXAPT": "26",
    }


def test_who_may_borrow(programmes: dict[str, Programme]) -> None:
    classes = {
        code: {line.household_class for line in each.classes} for code, each in programmes.items()
    }
    assert {code: found for code, found in classes.items() if found} == {
        "HN": {"poor"},
        "HCN": {"near_poor"},
        "HMTN": {"escaped"},
        "HSSV": {"poor", "near_poor", "average"},
    }
    assert {code for code, each in programmes.items() if each.exclusive} == {"HN", "HCN", "HMTN"}
    assert {code for code, each in programmes.items() if each.rural_only} == {"NS&VSMT"}
    assert {code for code, each in programmes.items() if each.form == "01-gqvl"} == {"GQVL"}


def test_a_new_file_has_its_office_and_opens_again(tmp_path: Path) -> None:
    new_ward(tmp_path / "ward.lcdesk").close()
    again = files.open_ward(tmp_path / "ward.lcdesk", PASSWORD)
    assert ward.ward_of(again).full_name == "Phường Mẫu"
    assert files.check(again) == []
    again.close()


def test_opening_adds_no_wording_twice(file: WardFile) -> None:
    before = len(records.find(file, Wording))
    file.close()
    again = files.open_ward(file.path, PASSWORD)
    assert len(records.find(again, Wording)) == before == len(files.shipped_wording())
    again.close()


def test_a_lost_password_is_replaced_with_the_recovery_key(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    file, recovery = files.create_ward(path, "Thử", PASSWORD, OFFICE, cost=CHEAP)
    file.close()
    files.recover_ward(path, recovery, "Thử", "mật khẩu mới").close()
    files.open_ward(path, "mật khẩu mới").close()
    with pytest.raises(Refused):
        files.open_ward(path, PASSWORD)


def test_nothing_is_left_of_a_file_that_cannot_be_filled(tmp_path: Path) -> None:
    nameless = replace(Association(name="Hội"), name=None)
    with pytest.raises(Refused):
        files.create_ward(tmp_path / "ward.lcdesk", "Thử", PASSWORD, OFFICE, [nameless], cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


class Enough(Exception):
    pass


@pytest.mark.parametrize(
    ("where", "name", "nth"),
    [
        (database, "connect", 1),
        (database, "migrate", 1),
        (Writing, "save", 1),
        (Writing, "save", 2),
        (Writing, "save", 50),
        (keys, "write_slot", 1),
        (durable, "put_in_place", 1),
        (durable, "put_in_place", 2),
        (durable, "put_in_place", 3),
    ],
)
def test_a_making_that_is_interrupted_leaves_its_name_free(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: ModuleType | type[Writing],
    name: str,
    nth: int,
) -> None:
    """`put_in_place` names the keys' new file, the keys, and last the ward file."""
    path, whole, calls = tmp_path / "ward.lcdesk", getattr(where, name), []

    def interrupted(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == nth:
            raise Enough
        return whole(*arguments)

    monkeypatch.setattr(where, name, interrupted)
    with pytest.raises(Enough):
        new_ward(path)
    monkeypatch.undo()
    assert not path.exists() and beside(path) in ([], ["ward.lcdesk.keys"])
    made_anew(path)


def made_anew(path: Path) -> None:
    new_ward(path).close()
    again = files.open_ward(path, PASSWORD)
    assert ward.ward_of(again).full_name == "Phường Mẫu" and files.check(again) == []
    again.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from lcdesk.actions import files
from lcdesk.domain.ward import Ward
from lcdesk.storage.keys import Cost
print("making", flush=True)
office = Ward(name="Mẫu", city="Thành phố Mẫu")
def kill(file):
    file.db.execute("PRAGMA cache_size = 5")
    file.db.execute("BEGIN")
    file.db.execute("UPDATE wording SET text = hex(randomblob(1000))")
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
further = [kill] if sys.argv[3] == "inside" else []
files.create_ward(Path(sys.argv[1]), "Thử", sys.argv[2], office, (), (), Cost(1, 8, 1), *further)
"""


def test_killed_while_the_office_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    python(KILLED, path, PASSWORD, "inside").communicate(timeout=60)
    assert "ward.lcdesk.new-journal" in beside(path) and not path.exists()
    made_anew(path)
    assert beside(path) == ["ward.lcdesk", "ward.lcdesk.keys"]


def test_killed_at_any_moment_of_the_making_the_file_is_whole_or_not_there(tmp_path: Path) -> None:
    for run in range(4):
        path = tmp_path / f"{run}.lcdesk"
        with python(KILLED, path, PASSWORD, "at any moment") as program:
            program.stdout.readline()
            time.sleep(random.uniform(0, 1))
            program.kill()
        if not path.exists():
            new_ward(path).close()
        again = files.open_ward(path, PASSWORD)
        assert ward.ward_of(again).name == "Mẫu" and records.find(again, Programme)
        again.close()


def test_a_file_that_was_left_without_an_office_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    for _again in range(2):
        database.create(path, "Thử", PASSWORD, CHEAP)[0].close()
        with pytest.raises(Refused, match="unfinished|chưa tạo xong"):
            files.open_ward(path, PASSWORD)
    made_anew(path)
    aside = [name for name in beside(path) if "(" in name]
    assert len(aside) == 4 and database.kept_before_updates(path) == []
    for name in aside:
        if name.endswith(".lcdesk"):
            database.open_file(tmp_path / name, PASSWORD).close()


def test_a_file_whose_first_reading_fails_is_a_sentence_and_is_closed(
    file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.close()

    def damaged(*_arguments: WardFile | type[Ward], **_where: Any) -> None:
        raise sqlcipher.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(records, "find", damaged)
    with pytest.raises(Refused, match="damaged|hỏng"):
        files.open_ward(file.path, PASSWORD)
    monkeypatch.undo()
    files.open_ward(file.path, PASSWORD).close()


def test_a_backup_opens_with_the_same_password(file: WardFile, tmp_path: Path) -> None:
    files.backup(file, tmp_path / "copy.lcdesk")
    copy = files.open_ward(tmp_path / "copy.lcdesk", PASSWORD)
    assert records.find(copy, Ward) == records.find(file, Ward)
    copy.close()
    with pytest.raises(Refused):
        files.backup(file, tmp_path / "copy.lcdesk")


def before_each_text_stood_once(path: Path, *corrected: tuple[str, str, str]) -> None:
    """A ward file as it was when texts that several papers share stood under each of them, some corrected."""
    file, _recovery = database.create(path, "cán bộ", PASSWORD, CHEAP)
    guards.lift(file.db)
    file.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0016_each_wording_once'")
    file.db.execute("DROP INDEX wording_place")
    file.db.execute('CREATE UNIQUE INDEX wording_place ON wording (paper, "key")')
    shared = {row["key"] for row in retired() if row["paper"] != "01-gqvl"}
    texts = {(each.paper, each.key): each.text for each in files.shipped_wording()}
    texts = {
        place: text for place, text in texts.items() if place[0] != "*" or place[1] not in shared
    }
    texts |= {(row["paper"], row["key"]): row["text"] for row in retired()}
    texts |= {(paper, key): text for paper, key, text in corrected}
    with records.writing(file, "create_ward", undoable=False) as write:
        write.save(OFFICE)
        for (paper, key), text in texts.items():
            write.save(Wording(paper=paper, key=key, text=text))
    file.close()


def retired() -> list[dict[str, str]]:
    read: list[dict[str, str]] = json.loads(
        (resources.files("lcdesk.resources") / "wording_retired.json").read_text(encoding="utf-8")
    )
    return read


def test_an_old_file_has_each_text_once_and_keeps_what_was_corrected(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    before_each_text_stood_once(
        path,
        ("01", "pledge", "Lời cam kết mới"),
        ("01", "plan", "Cùng một phương án: {plan}"),
        ("01-gqvl", "plan", "Cùng một phương án: {plan}"),
        ("01-gqvl", "need", "Riêng của mẫu này: {need}"),
        ("15", "leader_signs", "TỔ TRƯỞNG TỔ TK&VV"),
    )
    file = files.open_ward(path, PASSWORD)
    stored = {(each.paper, each.key) for each in records.find(file, Wording)}
    shipped = {(each.paper, each.key) for each in files.shipped_wording()}
    assert stored - shipped == {("01-gqvl", "need"), ("15", "leader_signs")}
    assert shipped <= stored
    layout, texts = PAPERS["01-gqvl"], papers.wording(file)
    said = texts_of(layout.id, texts, layout.above)
    assert said["pledge"] == "Lời cam kết mới", "the text of 01 is corrected for 01-gqvl, too"
    assert said["plan"] == "Cùng một phương án: {plan}"
    assert said["need"] == "Riêng của mẫu này: {need}"
    assert texts_of("15", texts)["leader_signs"] == "TỔ TRƯỞNG TỔ TK&VV"
    assert texts_of("06", texts)["leader_signs"] == "TỔ TRƯỞNG"
    file.close()


EARLIER = (
    ("10C", "id_number", "Số CCCD/ Căn cước"),
    ("10C", "association_signs", "ĐẠI DIỆN TỔ CHỨC CHÍNH TRỊ - XÃ HỘI"),
    ("01-uq", "id_number", "Số CCCD/ Căn cước"),
    ("06", "area", "Địa bàn: {neighbourhood}, {ward}, {city}. Nơi kiểm tra: {place}"),
    ("16", "area", "Địa bàn: {neighbourhood}, {ward}, {city}"),
    ("16", "done_yes", "Đã làm"),
    ("16", "done_no", "Chưa làm"),
    ("report", "no_rows", "Không có số liệu."),
)
"""All other texts that a program once brought for a place that has none today."""


def test_a_text_that_an_earlier_program_brought_is_not_taken_for_corrected(tmp_path: Path) -> None:
    path = tmp_path / "ward.lcdesk"
    before_each_text_stood_once(path, *EARLIER)
    file = files.open_ward(path, PASSWORD)
    stored = {(each.paper, each.key) for each in records.find(file, Wording)}
    assert stored == {(each.paper, each.key) for each in files.shipped_wording()}
    for paper, key, _text in EARLIER:
        said = texts_of(paper, papers.wording(file))
        assert said.get(key) == texts_of(paper, {}).get(key), (paper, key)
    file.close()


def test_no_text_ships_twice_for_a_paper_and_the_one_above_it() -> None:
    shipped = {(each.paper, each.key): each.text for each in files.shipped_wording()}
    for layout in PAPERS.values():
        above = texts_of("", {}, layout.above)
        repeated = [
            key
            for (paper, key), text in shipped.items()
            if paper == layout.id and above.get(key) == text
        ]
        assert not repeated, f"paper {layout.id} repeats texts that it would take over: {repeated}"


def test_a_text_that_was_retired_ships_no_more() -> None:
    shipped = {(each.paper, each.key) for each in files.shipped_wording()}
    assert not [row for row in retired() if (row["paper"], row["key"]) in shipped]
