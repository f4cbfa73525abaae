"""A backup is a whole file of its own, or nothing."""

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import backup, database, keys, records
from tests.storage.wards import PASSWORD, USER, beside, prints, save


@pytest.fixture
def ward(file):
    save(file, Association(name="Hội Nông dân"))
    return file


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder / "bản sao.lcdesk"


def refusal(file, target):
    with pytest.raises(Refused) as refused:
        backup.backup(file, target)
    return str(refused.value)


def test_a_copy_opens_with_the_password_and_holds_everything(ward, target):
    before = prints(ward.path)
    backup.backup(ward, target)
    assert beside(target) == ["bản sao.lcdesk", "bản sao.lcdesk.keys"]
    copy = database.open_file(target, PASSWORD)
    assert copy.user == USER
    assert [each.name for each in records.find(copy, Association)] == ["Hội Nông dân"]
    assert database.check(copy.db) == []
    copy.close()
    assert prints(ward.path) == before


def test_the_file_goes_on_after_a_backup(ward, target):
    backup.backup(ward, target)
    save(ward, Association(name="Hội Cựu chiến binh"))
    assert len(records.find(ward, Association)) == 2
    copy = database.open_file(target, PASSWORD)
    assert len(records.find(copy, Association)) == 1
    copy.close()


def test_an_existing_file_is_not_overwritten(ward, target):
    target.write_text("something else")
    assert refusal(ward, target) == "bản sao.lcdesk is there already. Choose another name."
    assert refusal(ward, ward.path) == "phường.lcdesk is there already. Choose another name."
    assert target.read_text() == "something else"


def test_a_folder_that_is_not_there(ward, tmp_path):
    assert refusal(ward, tmp_path / "pulled out" / "x").endswith("Nothing was changed.")
    save(ward, Association(name="Hội Cựu chiến binh"))


def test_leftovers_of_a_killed_backup_are_no_obstacle(ward, target):
    for name in (".new", ".new.keys", ".keys"):
        target.with_name(target.name + name).write_bytes(b"half" * 3000)
    backup.backup(ward, target)
    database.open_file(target, PASSWORD).close()


def test_a_copy_that_is_not_the_same_is_not_kept(ward, target, monkeypatch):
    whole = database.copy_to
    monkeypatch.setattr(backup.database, "copy_to", lambda *arguments: lose(whole, *arguments))
    assert refusal(ward, target) == "The copy is not the same as the file. Nothing was kept; try another drive."
    assert beside(target) == []


def lose(copy_to, db, path, key):
    copy_to(db, path, key)
    copy = database.connect(path, key)
    copy.execute("INSERT INTO member DEFAULT VALUES")
    copy.close()


def test_a_full_drive_keeps_nothing(ward, target, monkeypatch):
    def limited(path, key):
        db = connect(path, key)
        db.execute("PRAGMA max_page_count = 10").fetchall()
        return db

    connect = database.connect
    monkeypatch.setattr(database, "connect", limited)
    assert refusal(ward, target) == "The disk is full. Nothing was changed; make room and save again."
    assert beside(target) == []


def test_a_backup_without_its_key_file_says_so(ward, target):
    keys.slots_path(ward.path).unlink()
    assert "is missing" in refusal(ward, target)
    assert beside(target) == []
