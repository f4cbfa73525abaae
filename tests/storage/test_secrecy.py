"""Nothing of a person stands in plain on the disk, at no moment, nor may others read the rest."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from lcdesk.i18n import fold
from lcdesk.storage import backup, database, drafts, slots
from lcdesk.storage.database import WardFile
from tests.storage.wards import PASSWORD, beside, new_group, new_member

NAME = "Nguyễn Thị Thược Dược"
ID = "999180000007"
SECRETS = [NAME, fold(NAME), "Thược", ID, ID[3:], "12 Cát Dài", PASSWORD]


@pytest.fixture
def ward(file: WardFile) -> WardFile:
    group = new_group(file)
    for number in range(50):
        new_member(file, group, NAME, number)
    drafts.keep(file, "member/new", {"name": NAME, "citizen_id": ID})
    return file


def in_plain(content: bytes) -> list[object]:
    return [
        secret
        for secret in SECRETS
        for code in ("utf-8", "utf-16-le")
        if secret.encode(code) in content
    ]


def test_no_file_holds_a_name_or_an_id(ward: WardFile, tmp_path: Path) -> None:
    backup.backup(ward, tmp_path / "copy")
    ward.close()
    assert len(beside(ward.path)) == 3
    for each in tmp_path.iterdir():
        assert in_plain(each.read_bytes()) == [], each.name
    assert not ward.path.read_bytes().startswith(b"SQLite")


def test_the_journal_holds_none_while_writing(ward: WardFile) -> None:
    ward.db.execute(
        "PRAGMA cache_size = 5"
    )  # so that pages go to the disk before the end of the transaction
    journal = ward.path.with_name(ward.path.name + "-journal")
    with ward.atomically():
        ward.db.execute("UPDATE member SET address = address || ' (' || name || ')'")
        content = journal.read_bytes()
        assert len(content) > 10 * 4096
        assert in_plain(content) == []
        assert in_plain(ward.path.read_bytes()) == []
        assert beside(ward.path) == [ward.path.name, journal.name, slots.path_of(ward.path).name]


def test_a_program_without_the_key_reads_nothing(ward: WardFile) -> None:
    ward.close()
    plain = sqlite3.connect(ward.path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_key_and_password_are_in_no_file(ward: WardFile, tmp_path: Path) -> None:
    ward.close()
    for each in tmp_path.iterdir():
        content = each.read_bytes()
        assert ward.key not in content and ward.key.hex().encode() not in content.lower()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")
def test_nobody_else_reads_ward_keys_journal_and_copies(ward: WardFile, tmp_path: Path) -> None:
    backup.backup(ward, tmp_path / "copy")
    with ward.atomically():
        ward.db.execute("UPDATE member SET address = ''")
        assert {each.name: mode(each) for each in tmp_path.iterdir()} == dict.fromkeys(
            beside(ward.path), 384
        )
        assert len(beside(ward.path)) == 4


@pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")
def test_a_file_of_an_earlier_program_becomes_ours_alone(ward: WardFile) -> None:
    ward.close()
    both = (ward.path, slots.path_of(ward.path))
    for each in both:
        each.chmod(0o644)
    database.open_file(ward.path, PASSWORD).close()
    assert [mode(each) for each in both] == [0o600, 0o600]
