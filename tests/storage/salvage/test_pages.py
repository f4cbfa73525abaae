"""A copy of a file on a disk that does not give all of it."""

from io import FileIO
from pathlib import Path
from typing import Any

from lcdesk.storage.salvage import pages


class BadFile(FileIO):
    """Its second page cannot be read."""

    def read(self, size: int = -1, /) -> bytes:
        if self.tell() == pages.PAGE_BYTES:
            raise OSError("the disk did not answer")
        return super().read(size)


class BadDisk(type(Path())):  # type: ignore[misc]
    def open(self, *_mode: Any, **_more: Any) -> Any:
        return BadFile(str(self), "r")


def test_what_the_disk_does_not_give_is_left_empty(tmp_path: Path) -> None:
    parts = [bytes([number]) * pages.PAGE_BYTES for number in (1, 2, 3)]
    (tmp_path / "source").write_bytes(b"".join(parts) + b"end")
    made = tmp_path / "made"
    pages._copy(BadDisk(tmp_path / "source"), made)
    assert made.read_bytes() == parts[0] + bytes(pages.PAGE_BYTES) + parts[2] + b"end"
