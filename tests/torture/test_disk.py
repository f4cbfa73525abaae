"""What a disk may hold after a power cut, by what was synced."""

from pathlib import Path
from random import Random

import pytest

from torture.disk import EVERYTHING, FILES, MODELS, NOTHING, SECTORS, UP_TO, Disk
from torture.tracing import Change, Kind


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "ward").write_bytes(b"old " * 512)
    return tmp_path


def inode(place: Path) -> int:
    return (place / "ward").stat().st_ino


def disk(place: Path, *changes: Change, strictly: bool = False) -> Disk:
    made = Disk(place, strictly)
    for each in changes:
        made.apply(each)
    return made


def write(number: int, content: bytes, at: int = 0) -> Change:
    return Change(Kind.WRITE, number, at, content, "")


def sync(number: int) -> Change:
    return Change(Kind.SYNC, number, 0, b"", "")


def named(kind: Kind, name: Path, new: Path | str = "", number: int = 0) -> Change:
    return Change(kind, number, 0, str(name).encode(), str(new))


def of(made: Disk, model: str, name: Path, seed: int = 1) -> bytes | None:
    return made.cut(model, Random(seed)).get(str(name))


@pytest.mark.parametrize("model", MODELS)
def test_what_was_synced_is_there(place: Path, model: str) -> None:
    made = disk(place, write(inode(place), b"new " * 512), sync(inode(place)))
    assert of(made, model, place / "ward") == b"new " * 512


def test_what_was_not_synced_may_be_lost_torn_or_kept(place: Path) -> None:
    made = disk(place, write(inode(place), b"new " * 512), write(inode(place), b"x", at=3000))
    old, new = b"old " * 512, b"new " * 512
    assert of(made, NOTHING, place / "ward") == old
    assert of(made, EVERYTHING, place / "ward") == new + bytes(952) + b"x"
    found = {
        model: {of(made, model, place / "ward", seed) for seed in range(40)} for model in MODELS
    }
    assert found[FILES] == {old, new + bytes(952) + b"x"}
    assert found[UP_TO] == {old, new, new + bytes(952) + b"x"}
    torn = new[:512] + old[512:1024] + new[1024:1536] + old[1536:]
    assert torn in found[SECTORS] and len(found[SECTORS]) > 16


def test_a_name_is_lost_without_a_sync_of_its_folder(place: Path) -> None:
    new, ward = place / "new", place / "ward"
    changes = (
        named(Kind.CREATE, new, number=7),
        *(write(7, b"whole"), sync(7)),
        named(Kind.RENAME, new, ward),
    )
    in_order, strictly = disk(place, *changes), disk(place, *changes, strictly=True)
    assert of(in_order, NOTHING, new) == b"whole", "a sync takes the names before with it"
    assert of(in_order, NOTHING, ward) == of(strictly, NOTHING, ward) == b"old " * 512
    assert of(strictly, NOTHING, new) is None
    assert of(in_order, EVERYTHING, ward) == of(strictly, EVERYTHING, ward) == b"whole"
    strictly.apply(named(Kind.SYNC_FOLDER, place / "elsewhere"))
    assert of(strictly, NOTHING, ward) == b"old " * 512
    strictly.apply(named(Kind.SYNC_FOLDER, place))
    assert of(strictly, NOTHING, ward) == b"whole"
