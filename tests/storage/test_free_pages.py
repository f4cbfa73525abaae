"""Free pages that a power cut tore make no file damaged."""

from pathlib import Path

from lcdesk.domain.ward import Association
from lcdesk.storage import backup, checking, database, free_pages
from lcdesk.storage.connection import Connection
from tests.storage.wards import PASSWORD, new_file, save

PAGE = 4096


def freed(file: database.WardFile) -> list[int]:
    """Make free pages; give their numbers, but for the one that lists the others."""
    before = pages(file.db)
    file.db.execute("CREATE TABLE large (content BLOB) STRICT")
    file.db.execute("INSERT INTO large VALUES (zeroblob(100000))")
    after = pages(file.db)
    file.db.execute("DROP TABLE large")
    return list(range(before + 3, after + 1))


def pages(db: Connection) -> int:
    (count,) = db.execute("PRAGMA page_count").fetchone()
    return int(count)


def tear(path: Path, numbers: list[int]) -> None:
    """As a kill and a power cut leave a file: nothing behind the last page, sectors of two
    versions."""
    with path.open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE + 512)
            file.write(bytes(512))


def torn(path: Path) -> Path:
    file = new_file(path)
    numbers = freed(file)
    save(file, Association(name="Hội Nông dân"))
    file.db.close()
    tear(path, numbers)
    assert checking.check_copy(path, file.key) != []
    return path


def test_a_file_with_torn_free_pages_is_whole_once_opened(path: Path, tmp_path: Path) -> None:
    file = database.open_file(torn(path), PASSWORD)
    assert checking.check(file.db) == []
    backup.backup(file, tmp_path / "copy")
    save(file, Association(name="Hội Phụ nữ"))
    file.close()


def test_the_file_grows_by_no_more_than_a_page(path: Path) -> None:
    file = new_file(path)
    freed(file)
    before = pages(file.db)
    free_pages.write_anew(file.db)
    assert pages(file.db) - before in (0, 1)
    assert (
        file.db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'filling'").fetchone()[0]
        == 0
    )
    file.close()


def test_where_the_disk_refuses_they_stay(path: Path) -> None:
    file = new_file(path)
    freed(file)
    file.db.execute("PRAGMA query_only = ON")
    free_pages.write_anew(file.db)
    assert not file.db.conn.in_transaction
    file.db.execute("PRAGMA query_only = OFF")
    file.close()


def test_a_try_that_was_ended_between_its_steps_leaves_nothing(path: Path) -> None:
    file = new_file(path)
    file.db.execute("CREATE TABLE filling (content BLOB) STRICT")
    file.db.close()
    file = database.open_file(path, PASSWORD)
    assert not file.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'filling'").fetchall()
    file.close()
