"""Where the torture happens, and the ward files that it begins with."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from lcdesk.demo.ward import make_sample
from lcdesk.storage import slots

PASSWORD = "mật khẩu để thử"
CHEAP = slots.Cost(1, 8, 1)
WARD = "phường.lcdesk"
OLD = "cũ"
OLD_PASSWORD = "một câu dài để thử"
COPIES = "copies"
PAGE = 4096
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""A kill loses nothing that was handed to the system, and a cut is rebuilt from its trace: no disk
is needed."""
_STORED = Path(__file__).parent.parent / "tests/data/wards/m0014/member-saved.lcdesk"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lcdesk-torture-", dir=_MEMORY) as made:
        yield Path(made)


@cache
def beginning() -> dict[str, bytes]:
    """The files of a small ward of invented people; the main process makes them once for all."""
    with folder() as place:
        make_sample(place / WARD, PASSWORD, 1, 8, 1, 1, CHEAP).close()
        return {each.name: each.read_bytes() for each in sorted(place.iterdir())}


def begin(place: Path, olds: int = 0) -> Path:
    """Put the ward into a folder, a folder for copies, and so many wards that an old program made;
    give the path of the ward."""
    (place / COPIES).mkdir(parents=True)
    for name, content in beginning().items():
        (place / name).write_bytes(content)
    for number in range(olds):
        old = place / f"{OLD} {number}.lcdesk"
        shutil.copy(_STORED, old)
        shutil.copy(slots.path_of(_STORED), slots.path_of(old))
    return place / WARD
