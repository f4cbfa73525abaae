"""A ward file opens for those who may, says no in a sentence, and is never changed by a refusal."""

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from lcdesk import __version__
from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import checking, connection, database, durable, keys, records, slots
from lcdesk.storage.standing import Lost
from tests.storage.wards import (
    CHEAP,
    PASSWORD,
    USER,
    beside,
    copied_file,
    new_file,
    prints,
    python,
    save,
)

STRANGER = "phường.lcdesk is not a ward file of this program, or its key file belongs to another."
BUSY = "This file is already open in another window or on another machine."
FULL = "The disk is full. Nothing was changed; make room and save again."


@pytest.fixture
def closed(path: Path) -> Path:
    """A ward file with one record, closed."""
    file = copied_file(path)
    save(file, Association(name="Hội Nông dân"))
    file.close()
    return path


def refusal(action: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(Refused) as refused:
        action(*arguments)
    (text,) = refused.value.complaints.values()
    return text


def untouched(path: Path, sentence: str, password: str = PASSWORD) -> None:
    """Opening says this, and changes no byte of the file or its keys."""
    before = prints(path, slots.path_of(path)), beside(path)
    assert refusal(database.open_file, path, password) == sentence
    assert (prints(path, slots.path_of(path)), beside(path)) == before


def names(file: database.WardFile) -> list[str]:
    return [each.name for each in records.find(file, Association)]


def test_a_new_file_is_two_files_and_opens_again(path: Path) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    assert (file.user, file.path) == (USER, path)
    assert checking.check(file.db) == []
    assert keys.key_from_recovery(recovery) == file.key
    file.close()
    assert beside(path) == ["phường.lcdesk", "phường.lcdesk.keys"]
    again = database.open_file(path, PASSWORD)
    assert again.user == USER
    again.close()


def test_the_file_key_is_not_shown(file: database.WardFile) -> None:
    assert file.key.hex() not in repr(file) and str(file.key) not in repr(file)


def test_promises_to_the_disk(file: database.WardFile) -> None:
    values = {name: file.db.execute(f"PRAGMA {name}").fetchone()[0] for name in (
        "synchronous", "journal_mode", "foreign_keys", "locking_mode", "temp_store", "application_id"
    )}  # fmt: skip
    assert values == {
        "synchronous": 3, "journal_mode": "delete", "foreign_keys": 1, "locking_mode": "exclusive", "temp_store": 2,
        "application_id": database.APPLICATION_ID,
    }  # fmt: skip


def test_an_existing_file_is_not_overwritten(closed: Path) -> None:
    before = prints(closed, slots.path_of(closed))
    assert refusal(database.create, closed, USER, PASSWORD, CHEAP) == (
        "phường.lcdesk is there already. Choose another name."
    )
    assert prints(closed, slots.path_of(closed)) == before


def test_a_short_password_makes_no_file(path: Path) -> None:
    assert "8 characters" in refusal(database.create, path, USER, "short", CHEAP)
    assert beside(path) == []


def test_leftovers_of_a_killed_try_are_no_obstacle(path: Path) -> None:
    for name in (".new", ".new-journal", ".new.keys", ".new.keys.new"):
        path.with_name(path.name + name).write_bytes(b"half" * 3000)
    new_file(path).close()
    database.open_file(path, PASSWORD).close()


def test_stray_keys_and_journals_are_set_aside(path: Path) -> None:
    stray = [slots.path_of(path), path.with_name(path.name + "-journal")]
    for each in stray:
        each.write_text("stray")
    file = new_file(path)
    assert checking.check(file.db) == []
    assert all(each.with_name(each.name + ".old").read_text() == "stray" for each in stray)
    file.close()


def test_a_failure_while_making_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", failing)
    text = refusal(database.create, path, USER, PASSWORD, CHEAP)
    assert text.endswith("could not be written: the disk is full. Nothing was changed.")
    monkeypatch.undo()
    assert beside(path) == []
    new_file(path).close()


def failing(*paths: Path) -> None:
    raise OSError(28, "No space left on device", str(paths[0]))


def test_a_wrong_password(closed: Path) -> None:
    untouched(closed, "This password does not open the file.", "another password")


def killed(closed: Path) -> Path:
    """The file as a kill leaves it: without its key slots behind the last page."""
    behind = len(slots.sealed(slots.read(closed)))
    os.truncate(closed, closed.stat().st_size - behind)
    assert slots.trailer(closed) is None
    return closed


def test_a_missing_key_file(closed: Path) -> None:
    slots.path_of(killed(closed)).unlink()
    untouched(
        closed,
        "The key file phường.lcdesk.keys is missing. Put it back beside the ward file, or use the recovery key.",
    )


def test_a_damaged_key_file(closed: Path) -> None:
    slots.path_of(killed(closed)).write_text('{"slots": [')
    untouched(
        closed,
        "The key file phường.lcdesk.keys is damaged. Put back a good copy, or use the recovery key.",
    )


def test_the_key_file_of_another_ward(closed: Path, tmp_path: Path) -> None:
    new_file(tmp_path / "other").close()
    shutil.copy(slots.path_of(tmp_path / "other"), slots.path_of(killed(closed)))
    untouched(closed, STRANGER)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\0" * 4096, os.urandom(20_000)], ids=["empty", "x", "zeros", "random"]
)
def test_what_is_no_database(closed: Path, content: bytes) -> None:
    closed.write_bytes(content)
    untouched(closed, STRANGER)


def test_a_plain_file_of_another_program(closed: Path) -> None:
    closed.unlink()
    plain = sqlite3.connect(closed)
    plain.execute("CREATE TABLE member (name TEXT)")
    plain.commit()
    plain.close()
    untouched(closed, STRANGER)


def test_an_encrypted_file_of_another_program(closed: Path) -> None:
    key = keys.unwrap(closed, PASSWORD)[1]
    closed.unlink()
    other = connection.connect(closed, key)
    other.execute("CREATE TABLE member (name TEXT)")
    other.close()
    untouched(closed, STRANGER)


def test_a_file_cut_short(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:20_000])
    untouched(closed, "This file is damaged. Open the newest backup instead.")


def test_a_changed_byte_is_found_by_the_check(closed: Path) -> None:
    file = database.open_file(closed, PASSWORD)
    (page,) = file.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'draft'").fetchone()
    size = int(file.db.execute("PRAGMA cipher_page_size").fetchone()[0])
    file.close()
    content = bytearray(closed.read_bytes())
    content[page * size - size // 2] ^= 1  # where opening does not read
    closed.write_bytes(content)
    file = database.open_file(closed, PASSWORD)
    assert checking.check(file.db)
    file.close()


def test_a_file_of_a_newer_program(closed: Path) -> None:
    key = keys.unwrap(closed, PASSWORD)[1]
    newer = connection.connect(closed, key)
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('lcdesk', 'm9999_x', '')"
    )
    newer.execute("UPDATE about SET value = '99.1' WHERE name = 'written_by'")
    newer.close()
    untouched(
        closed,
        f"phường.lcdesk was changed by version 99.1 of the program; this is version {__version__}, which does not know "
        "m9999_x. Please install the newer one.",
    )


def test_a_file_that_is_not_there(path: Path) -> None:
    assert refusal(database.open_file, path, PASSWORD) == f"There is no file {path}."
    assert beside(path) == []


@pytest.mark.parametrize("folder", ["missing", "a file"])
def test_a_folder_that_is_none(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a file").write_text("x")
    assert refusal(database.create, tmp_path / folder / "x", USER, PASSWORD, CHEAP).endswith(
        "Nothing was changed."
    )
    assert "There is no file" in refusal(database.open_file, tmp_path / folder / "x", PASSWORD)


def test_who_comes_second_is_refused_and_the_first_goes_on(
    file: database.WardFile, path: Path
) -> None:
    assert refusal(database.open_file, path, PASSWORD) == BUSY
    save(file, Association(name="Hội Nông dân"))
    second = python(OPEN, path, PASSWORD)
    assert second.communicate(timeout=20)[0].strip() == BUSY
    save(file, Association(name="Hội Cựu chiến binh"))
    assert names(file) == ["Hội Cựu chiến binh", "Hội Nông dân"]


OPEN = """
import sys
from pathlib import Path
from lcdesk.domain.errors import Refused
from lcdesk.i18n import use_language
from lcdesk.storage import database
sys.stdout.reconfigure(encoding="utf-8")
use_language("en")
try:
    database.open_file(Path(sys.argv[1]), sys.argv[2])
except Refused as refused:
    print(refused)
"""


def test_the_next_one_opens_once_the_first_has_closed(file: database.WardFile, path: Path) -> None:
    file.close()
    assert python(OPEN, path, PASSWORD).communicate(timeout=20)[0] == ""


def test_a_full_disk_loses_nothing_and_saving_works_again(file: database.WardFile) -> None:
    save(file, Association(name="Hội Nông dân"))
    (pages,) = file.db.execute("PRAGMA page_count").fetchone()
    file.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    before = file.db.execute("SELECT count(*) FROM verb").fetchone()
    with pytest.raises(Refused) as refused, records.writing(file, "save") as write:
        for number in range(1000):
            write.save(Association(name=f"Hội {number} " * 20))
    assert str(refused.value) == FULL
    assert names(file) == ["Hội Nông dân"]
    assert file.db.execute("SELECT count(*) FROM verb").fetchone() == before
    file.db.execute("PRAGMA max_page_count = 1000000").fetchall()
    save(file, Association(name="Hội Cựu chiến binh"))
    assert names(file) == ["Hội Cựu chiến binh", "Hội Nông dân"]
    assert checking.check(file.db) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of POSIX")
def test_a_disk_that_fails_while_writing_loses_nothing(closed: Path) -> None:
    said, saved = python(FAILING_DISK, closed, PASSWORD).communicate(timeout=60)[0].splitlines()
    assert said == "The disk did not answer. Nothing was changed; check the drive and save again."
    assert saved == "Hội Cựu chiến binh, Hội Nông dân"
    file = database.open_file(closed, PASSWORD)
    assert names(file) == ["Hội Cựu chiến binh", "Hội Nông dân"]
    assert checking.check(file.db) == []
    file.close()


FAILING_DISK = """
import resource, signal, sys
from pathlib import Path
from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.i18n import use_language
from lcdesk.storage import database, records
sys.stdout.reconfigure(encoding="utf-8")
use_language("en")
path = Path(sys.argv[1])
file = database.open_file(path, sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
try:
    with records.writing(file, "save") as write:
        for number in range(1000):
            write.save(Association(name=f"{number} " * 100))
except Refused as refused:
    print(refused)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
with records.writing(file, "save") as write:
    write.save(Association(name="Hội Cựu chiến binh"))
print(", ".join(each.name for each in records.find(file, Association)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="read-only folders are a matter of POSIX")
@pytest.mark.parametrize("mode", [0o444, 0o666], ids=oct)
def test_a_read_only_folder_lets_look_and_not_save(mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to other users
        path = Path(folder, "phường.lcdesk")
        made = new_file(path)
        made.close()
        path.chmod(mode)
        slots.path_of(path).chmod(0o444)
        Path(folder).chmod(0o555)
        before = prints(path, slots.path_of(path)), beside(path)
        recovery = keys.recovery_text(made.key)
        said = python(READ_ONLY, path, PASSWORD, recovery).communicate(timeout=20)[0].splitlines()
        assert len(said) == 4 and all("Nothing was changed" in line for line in said), said
        assert said[0] == "The file or its folder cannot be written. Nothing was changed."
        assert (prints(path, slots.path_of(path)), beside(path)) == before
        Path(folder).chmod(0o755)


READ_ONLY = """
import os, sys
from pathlib import Path
from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.i18n import use_language
from lcdesk.storage import backup, database, keys, records, slots
sys.stdout.reconfigure(encoding="utf-8")
use_language("en")
path, password, recovery = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if os.geteuid() == 0:
    os.seteuid(65534)  # no folder is read-only to root
file = database.open_file(path, password)

def save():
    with records.writing(file, "save") as write:
        write.save(Association(name="Hội Nông dân"))

def recover():
    file.close()
    database.recover(path, recovery, "Lê Khế", password, slots.Cost(1, 8, 1))

for action in (
    save,
    lambda: backup.backup(file, path.with_name("copy")),
    lambda: database.create(path.with_name("new"), "Lê Khế", password, slots.Cost(1, 8, 1)),
    recover,
):
    try:
        action()
    except Refused as refused:
        print(refused)
"""


def test_the_recovery_key_opens_without_a_key_file(path: Path) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    save(file, Association(name="Hội Nông dân"))
    file.close()
    slots.path_of(path).unlink()
    file = database.recover(
        path, recovery.lower().replace("-", " "), "Lê Khế", "another password", CHEAP
    )
    assert names(file) == ["Hội Nông dân"]
    assert file.user == "Lê Khế"
    file.close()
    again = database.open_file(path, "another password")
    assert again.user == "Lê Khế"
    again.close()


def test_recovery_keeps_the_slots_of_others(path: Path) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    file.close()
    database.recover(path, recovery, "Lê Khế", "another password", CHEAP).close()
    assert keys.users(path) == [USER, "Lê Khế"]
    for password in (PASSWORD, "another password"):
        database.open_file(path, password).close()


def test_recovery_keeps_a_damaged_key_file_aside(path: Path) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    file.close()
    slots.path_of(path).write_text("damaged")
    database.recover(path, recovery, USER, "another password", CHEAP).close()
    assert keys.users(path) == [USER]
    assert path.with_name(path.name + ".keys.old").read_text() == "damaged"


def test_a_wrong_recovery_key_changes_nothing(path: Path, tmp_path: Path) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    file.close()
    other, foreign = database.create(tmp_path / "other", USER, PASSWORD, CHEAP)
    other.close()
    last = "A" if recovery[-1] != "A" else "B"
    before = prints(path, slots.path_of(path))
    wrong = refusal(database.recover, path, recovery[:-1] + last, USER, "another password", CHEAP)
    assert "compare it letter by letter" in wrong
    assert refusal(database.recover, path, foreign, USER, "another password", CHEAP) == STRANGER
    assert "8 characters" in refusal(database.recover, path, recovery, USER, "short", CHEAP)
    assert prints(path, slots.path_of(path)) == before
    database.open_file(path, PASSWORD).close()


def test_a_failed_recovery_leaves_the_file_to_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, recovery = database.create(path, USER, PASSWORD, CHEAP)
    file.close()
    monkeypatch.setattr(os, "replace", failing)
    assert "could not be written" in refusal(
        database.recover, path, recovery, USER, "another password", CHEAP
    )
    database.open_file(path, PASSWORD).close()


def test_an_error_inside_a_verb_keeps_nothing_of_it(file: database.WardFile) -> None:
    with pytest.raises(ZeroDivisionError), records.writing(file, "save") as write:
        write.save(Association(name="Hội Nông dân"))
        raise ZeroDivisionError
    assert names(file) == []


def test_an_unknown_error_of_the_file_is_passed_on_in_a_sentence(file: database.WardFile) -> None:
    def twice() -> None:
        with file.atomically():
            file.db.execute("INSERT INTO about VALUES ('x', 'y')")
            file.db.execute("INSERT INTO about VALUES ('x', 'z')")

    sentence = (
        "This does not fit what is in the file, and nothing was changed. Open it again, and tell "
        "who looks after the program if it comes back."
    )
    assert refusal(twice) == sentence
    assert file.db.execute("SELECT count(*) FROM about WHERE name = 'x'").fetchone() == (0,)


def test_a_file_overwritten_with_as_many_bytes_of_before_takes_no_more_saves(path: Path) -> None:
    file = new_file(path)
    for number in range(3):
        save(file, Association(name=f"Hội {number}"))
    before = path.read_bytes()
    save(file, Association(name="Hội Phụ nữ"))
    assert path.stat().st_size == len(before), "else its size tells"
    path.write_bytes(before)
    with pytest.raises(Lost):
        save(file, Association(name="Hội Cựu chiến binh"))
    file.close()


def test_a_step_is_done_where_only_the_folder_could_not_be_synced(
    file: database.WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite complains of the folder when the journal is gone and the step is in the file."""
    real = file.db.conn

    class Complaining:
        in_transaction = property(lambda _self: real.in_transaction)
        total_changes = property(lambda _self: real.total_changes)

        def execute(self, sql: str, *values: Any) -> Any:
            done = real.execute(sql, *values)
            if sql == "COMMIT":
                raise sqlcipher.OperationalError("disk I/O error")
            return done

    def broken(_path: Path) -> None:
        raise OSError(errno.EIO, "broken")

    file.db.conn = Complaining()
    save(file, Association(name="Hội Nông dân"))
    file.db.conn = real
    with monkeypatch.context() as patched:
        patched.setattr(durable, "sync_name", broken)
        unsure = refusal(save, file, Association(name="Hội Phụ nữ"))
    assert unsure.startswith("The last step is in phường.lcdesk, but the disk did not confirm it")
    assert names(file) == ["Hội Nông dân"]
    save(file, Association(name="Hội Phụ nữ"))
    assert names(file) == ["Hội Nông dân", "Hội Phụ nữ"]


def test_what_could_not_be_cut_off_at_opening_is_written_over(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise OSError(errno.EIO, "broken for a moment")

    with monkeypatch.context() as patched:
        patched.setattr(os, "truncate", broken)
        file = database.open_file(closed, PASSWORD)
    assert file.reach == closed.stat().st_size > file.db.size
    for number in range(40):  # until it has grown beyond what stood there
        save(file, Association(name=f"Hội {number}", officer="Lê Khế" * 30))
    assert file.db.size > file.reach
    file.close()
    file = database.open_file(closed, PASSWORD)
    assert len(names(file)) == 41 and checking.check(file.db) == []
    file.close()
