"""A file that is taken away from under the open program: nothing is said to be saved that is not in it."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import backup, database, drafts, keys, records
from tests.storage.test_migrations import older_file
from tests.storage.wards import PASSWORD, STRANGER, copied_file, prints, save

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets nobody replace an open file"
)


@pytest.fixture
def ward(file: database.WardFile) -> database.WardFile:
    save(file, Association(name="Hội Nông dân"))
    return file


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Another ward file, as a sync tool would bring it."""
    path = tmp_path / "older"
    copied_file(path, STRANGER).close()
    return path


def removed(path: Path, older: Path) -> None:
    path.unlink()


def renamed(path: Path, older: Path) -> None:
    path.rename(path.with_name("renamed.pdf"))


def replaced(path: Path, older: Path) -> None:
    os.replace(older, path)


def behind_a_folder(path: Path, older: Path) -> None:
    path.parent.rename(path.parent.with_name(path.parent.name + " elsewhere"))


def overwritten(path: Path, older: Path) -> None:
    shutil.copy(older, path)


def emptied(path: Path, older: Path) -> None:
    path.write_bytes(b"")


LOSSES = [removed, renamed, replaced, behind_a_folder, overwritten, emptied]


def names(file: database.WardFile) -> list[str]:
    return [each.name for each in records.find(file, Association)]


def saving(file: database.WardFile) -> None:
    save(file, Association(name="Hội Cựu chiến binh"))


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize(
    "step",
    [
        saving,
        lambda file: drafts.keep(file, "member:new", {"name": "a"}),
        lambda file: drafts.drop(file, "x"),
    ],
)
def test_nothing_more_is_said_to_be_saved(
    ward: database.WardFile, older: Path, lose: Callable[..., object], step: Callable[..., object]
) -> None:
    if lose is overwritten:
        save(ward, Association(name="Hội " * 5000))
    lose(ward.path, older)
    before = prints(ward.path)
    for _again in range(2):
        with pytest.raises(
            Refused, match="removed, renamed, replaced or overwritten while it was open here"
        ):
            step(ward)
    assert prints(ward.path) == before


@pytest.mark.parametrize("lose", [removed, renamed, replaced])
def test_what_was_saved_can_still_be_looked_at_and_copied(
    ward: database.WardFile, older: Path, tmp_path: Path, lose: Callable[..., object]
) -> None:
    lose(ward.path, older)
    with pytest.raises(Refused):
        saving(ward)
    assert names(ward) == ["Hội Nông dân"]
    backup.backup(ward, tmp_path / "rescued")
    copy = database.open_file(tmp_path / "rescued", PASSWORD)
    assert names(copy) == ["Hội Nông dân"]
    copy.close()


def test_saving_goes_on_once_the_file_is_back_under_its_name(ward: database.WardFile) -> None:
    aside = ward.path.with_name("aside")
    ward.path.rename(aside)
    with pytest.raises(Refused):
        saving(ward)
    aside.rename(ward.path)
    saving(ward)
    ward.close()
    again = database.open_file(ward.path, PASSWORD)
    assert names(again) == ["Hội Cựu chiến binh", "Hội Nông dân"]
    again.close()


def test_a_file_lost_in_the_middle_of_a_step_takes_nothing_of_it(
    ward: database.WardFile, older: Path
) -> None:
    with pytest.raises(Refused), records.writing(ward, "save") as write:
        write.save(Association(name="Hội Cựu chiến binh"))
        replaced(ward.path, older)
    assert names(ward) == ["Hội Nông dân"]


def test_also_after_the_file_was_brought_up_to_date(path: Path, older: Path) -> None:
    older_file(path, "m0007_phone_of_a_member")
    file = database.open_file(path, PASSWORD)
    assert file.kept
    saving(file)
    replaced(path, older)
    with pytest.raises(Refused):
        saving(file)
    file.close()


def test_a_file_that_grew_and_one_whose_step_failed_are_as_they_were_left(
    ward: database.WardFile,
) -> None:
    for number in range(3):
        save(ward, Association(name=f"Hội {number} " * 3000))
    with pytest.raises(ZeroDivisionError), records.writing(ward, "save") as write:
        for number in range(500):
            write.save(Association(name=f"{number} " * 100))
        raise ZeroDivisionError
    saving(ward)
    assert len(names(ward)) == 5


def test_another_name_of_the_same_file_is_no_loss(ward: database.WardFile) -> None:
    os.link(ward.path, ward.path.with_name("second"))
    os.utime(ward.path)
    ward.path.chmod(0o600)
    saving(ward)


def test_the_lock_stays_on_the_file(ward: database.WardFile) -> None:
    saving(ward)
    with pytest.raises(Refused, match="already open"):
        database.open_file(ward.path, PASSWORD)
    assert keys.users(ward.path)
