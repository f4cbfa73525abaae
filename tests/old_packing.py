"""A ward file made small enough to be stored by the dozen: its tables packed in plain, and encrypted anew when wanted.

Encrypted pages cannot be packed, and an empty ward has a hundred of them. All people in these files are invented.
"""

import lzma
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.storage import database, keys, slots

SUFFIX = ".xz"


def pack(path: Path, recovery: str) -> Path:
    """Put a packed file in the place of a ward file; its key slots stay beside it."""
    packed, plain = path.with_name(path.name + SUFFIX), path.with_name(path.name + ".plain")
    _exported(path, keys.key_from_recovery(recovery).hex(), plain, "")
    packed.write_bytes(lzma.compress(plain.read_bytes(), preset=9))
    for each in (plain, path):
        each.unlink()
    return packed


def unpack(packed: Path, path: Path, recovery: str) -> None:
    """Make the ward file of a packed one, under the key and with the mark that its slots hold."""
    mark = slots.read(path).mark
    plain = path.with_name(path.name + ".plain")
    plain.write_bytes(lzma.decompress(packed.read_bytes()))
    _exported(plain, "", path, keys.key_from_recovery(recovery).hex() + mark)
    plain.unlink()


def _exported(path: Path, key: str, target: Path, target_key: str) -> None:
    """Copy a file under another key; an empty one is for a file in plain."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        if key:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute(
            "ATTACH ? AS target KEY ?", [str(target), f"x'{target_key}'" if target_key else ""]
        )
        connection.execute("PRAGMA target.synchronous = OFF")
        connection.execute("PRAGMA target.journal_mode = OFF").fetchall()
        connection.execute("SELECT sqlcipher_export('target')").fetchall()
        connection.execute(f"PRAGMA target.application_id = {database.APPLICATION_ID}")
    finally:
        connection.close()
