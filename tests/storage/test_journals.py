"""A file copied without its journal gets it back, where it lies in the same folder."""

import shutil
from pathlib import Path

import pytest

from lcdesk.storage import checking, database, journals, slots
from tests.storage.test_crash import half_written, officers
from tests.storage.wards import PASSWORD, beside, new_file


@pytest.fixture
def renamed(path: Path) -> Path:
    """A half-written file under a new name, with its keys; its journal has the old one."""
    half_written(path)
    other = path.with_name("sổ mới.lcdesk")
    path.rename(other)
    slots.path_of(path).rename(slots.path_of(other))
    return other


def test_without_it_the_file_would_be_half_written(renamed: Path, path: Path) -> None:
    journals.path_of(path).unlink()
    file = database.open_file(renamed, PASSWORD)
    (changed,) = file.db.execute("SELECT count(*) FROM association WHERE officer <> ''").fetchone()
    assert changed or checking.check(file.db)
    file.close()


def test_it_is_given_back(renamed: Path) -> None:
    assert officers(renamed) == [""] * 100
    assert beside(renamed) == [renamed.name, slots.path_of(renamed).name]


def test_of_several_that_lie_there_the_right_one_is_taken(
    renamed: Path, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "a.lcdesk"
    other.parent.mkdir()
    half_written(other)
    foreign = path.with_name("another ward.lcdesk-journal")
    shutil.copy(journals.path_of(other), foreign)
    path.with_name("empty-journal").touch()
    assert officers(renamed) == [""] * 100
    assert foreign.exists()


def test_a_whole_file_takes_no_journal_that_lies_about(path: Path, tmp_path: Path) -> None:
    left = tmp_path / "left" / "a.lcdesk"
    left.parent.mkdir()
    half_written(left)
    new_file(path).close()
    stray = path.with_name("a.lcdesk-journal")
    shutil.copy(journals.path_of(left), stray)
    before = stray.read_bytes()
    database.open_file(path, PASSWORD).close()
    assert stray.read_bytes() == before
