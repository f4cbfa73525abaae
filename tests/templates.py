"""Ward files made once and copied: to open a copy takes a tenth of what it takes to make one."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lcdesk.storage import slots
from lcdesk.storage.database import WardFile


def copied(path: Path, make: Callable[..., WardFile], *arguments: Any) -> Path:
    """Put a copy of what `make` makes at a path, with its key slots. All copies are of one key."""
    ward, keys = _made(make, *arguments)
    path.write_bytes(ward)
    slots.path_of(path).write_bytes(keys)
    return path


@cache
def _made(make: Callable[..., WardFile], *arguments: Any) -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ward.lcdesk"
        make(path, *arguments).close()
        return path.read_bytes(), slots.path_of(path).read_bytes()
