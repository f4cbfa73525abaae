"""The pages of an encrypted file that are as they were written, each opened alone.

SQLCipher gives up at the first page whose seal is broken, and SQLite loses all that stands behind
it. So pages are read here by the format of SQLCipher 4; in plain they are in memory only.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from lcdesk.storage import durable, journals
from lcdesk.storage.connection import connect
from lcdesk.storage.slots import MARK_BYTES

PAGE_BYTES = 4096
_IV_BYTES, _SEAL_BYTES = 16, 64
USABLE_BYTES = PAGE_BYTES - _IV_BYTES - _SEAL_BYTES
_BEGINNING = b"SQLite format 3\0"
"""What the first page has in the place of the mark."""


class SoundPages:
    """The readable pages of a file by their number, from 1; `count` is how many there should be."""

    def __init__(self, path: Path, key: bytes, mark: bytes) -> None:
        self._sound: dict[int, bytes] = {}
        sealing = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in mark), 2, 32)
        number = 0
        with path.open("rb") as file:
            while len(raw := file.read(PAGE_BYTES)) == PAGE_BYTES:
                number += 1
                if (page := _opened(raw, number, key, sealing)) is not None:
                    self._sound[number] = page
        first = self.get(1)
        self.count = int.from_bytes(first[28:32], "big") if first else number

    def __len__(self) -> int:
        return len(self._sound)

    def get(self, number: int) -> bytes | None:
        """A page in plain; None where it is damaged or not there."""
        return self._sound.get(number)

    def numbers(self) -> list[int]:
        """The numbers of all readable pages."""
        return list(self._sound)

    def damaged(self) -> set[int]:
        """The numbers of those that should be there and cannot be read."""
        return set(range(1, self.count + 1)) - self._sound.keys()


def _opened(raw: bytes, number: int, key: bytes, sealing: bytes) -> bytes | None:
    begins = MARK_BYTES if number == 1 else 0
    sealed, seal = raw[begins:-_SEAL_BYTES], raw[-_SEAL_BYTES:]
    expected = hmac.digest(sealing, sealed + number.to_bytes(4, "little"), "sha512")
    if not hmac.compare_digest(seal, expected):
        return None
    cipher = Cipher(algorithms.AES(key), modes.CBC(sealed[-_IV_BYTES:])).decryptor()
    return _BEGINNING[:begins] + cipher.update(sealed[:-_IV_BYTES]) + cipher.finalize()


@contextmanager
def copied(path: Path, scratch: Path, key: bytes) -> Iterator[Path]:
    """A copy of a damaged file to read from: the file itself is not touched, and a step that was
    being written is taken back in the copy."""
    journal = journals.path_of(scratch)
    with durable.clearing(scratch, journal):
        for source, made in ((path, scratch), (journals.path_of(path), journal)):
            if source.is_file():
                _copy(source, made)
        if journal.exists():
            with suppress(sqlcipher.Error):
                connect(scratch, key).close()
        yield scratch
        for each in (scratch, journal):
            each.unlink(missing_ok=True)


def _copy(source: Path, made: Path) -> None:
    """Copy a file page by page; one that the disk does not give is left empty."""
    durable.make_empty(made)
    with source.open("rb", buffering=0) as read, made.open("r+b") as out:
        size = os.fstat(read.fileno()).st_size
        for at in range(0, size, PAGE_BYTES):
            page = b""
            with suppress(OSError):
                read.seek(at)
                page = read.read(PAGE_BYTES)
            out.seek(at)
            out.write(page)
        out.truncate(size)
