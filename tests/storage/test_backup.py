"""A backup is a whole file of its own, or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import backup, checking, connection, database, records, slots
from tests.storage.wards import PASSWORD, USER, beside, prints, save


@pytest.fixture
def ward(file: database.WardFile) -> database.WardFile:
    save(file, Association(name="Hội Nông dân"))
    return file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder / "bản sao.lcdesk"


def refusal(file: database.WardFile, target: Path) -> str:
    with pytest.raises(Refused) as refused:
        backup.backup(file, target)
    return str(refused.value)


def test_a_copy_opens_with_the_password_and_holds_everything(
    ward: database.WardFile, target: Path
) -> None:
    before = prints(ward.path)
    backup.backup(ward, target)
    assert beside(target) == ["bản sao.lcdesk"]
    copy = database.open_file(target, PASSWORD)
    assert copy.user == USER
    assert [each.name for each in records.find(copy, Association)] == ["Hội Nông dân"]
    assert checking.check(copy.db) == []
    copy.close()
    assert prints(ward.path) == before


def test_the_file_goes_on_after_a_backup(ward: database.WardFile, target: Path) -> None:
    backup.backup(ward, target)
    save(ward, Association(name="Hội Cựu chiến binh"))
    assert len(records.find(ward, Association)) == 2
    copy = database.open_file(target, PASSWORD)
    assert len(records.find(copy, Association)) == 1
    copy.close()


def test_an_existing_file_is_not_overwritten(ward: database.WardFile, target: Path) -> None:
    target.write_text("something else")
    assert refusal(ward, target) == "bản sao.lcdesk is there already. Choose another name."
    assert refusal(ward, ward.path) == "phường.lcdesk is there already. Choose another name."
    assert target.read_text() == "something else"


def test_a_folder_that_is_not_there(ward: database.WardFile, tmp_path: Path) -> None:
    assert refusal(ward, tmp_path / "pulled out" / "x").endswith("Nothing was changed.")
    save(ward, Association(name="Hội Cựu chiến binh"))


def test_leftovers_of_a_killed_backup_are_no_obstacle(
    ward: database.WardFile, target: Path
) -> None:
    for name in (".new", ".new.keys", ".keys"):
        target.with_name(target.name + name).write_bytes(b"half" * 3000)
    backup.backup(ward, target)
    database.open_file(target, PASSWORD).close()


def test_a_copy_that_is_not_the_same_is_not_kept(
    ward: database.WardFile, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = database.copy_to
    monkeypatch.setattr(database, "copy_to", lambda *arguments: lose(whole, *arguments))
    assert (
        refusal(ward, target)
        == "The copy is not the same as the file. Nothing was kept; try another drive."
    )
    assert beside(target) == []


def lose(copy_to: Callable[..., Any], db: Database, path: Path, key: bytes) -> None:
    copy_to(db, path, key)
    copy = connection.connect(path, key)
    copy.execute(
        "INSERT INTO printing (paper, subject, checksum, printed_at, actor) VALUES ('', 1, '', '', '')"
    )
    copy.close()


def test_a_full_drive_keeps_nothing(
    ward: database.WardFile, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def limited(path: Path, key: bytes, mark: str) -> connection.Connection:
        db = connect(path, key, mark)
        db.execute("PRAGMA max_page_count = 10").fetchall()
        return db

    connect = connection.connect
    monkeypatch.setattr(database, "connect", limited)
    assert (
        refusal(ward, target) == "The disk is full. Nothing was changed; make room and save again."
    )
    assert beside(target) == []


def test_a_backup_has_its_keys_also_where_the_key_file_is_gone(
    ward: database.WardFile, target: Path
) -> None:
    slots.path_of(ward.path).unlink()
    backup.backup(ward, target)
    database.open_file(target, PASSWORD).close()
