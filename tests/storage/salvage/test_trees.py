"""Our own reading of pages gives what SQLite gives."""

import random
from contextlib import closing
from pathlib import Path
from typing import Any

from lcdesk.storage.connection import connect
from lcdesk.storage.salvage.pages import SoundPages
from lcdesk.storage.salvage.tables import Sorter, StoredColumn, TablePart
from lcdesk.storage.salvage.trees import TreePages

KEY = bytes(range(32))
ANY = (object,)


def test_values_of_every_kind_and_length_are_read_as_sqlite_reads_them(tmp_path: Path) -> None:
    rng, path = random.Random(1), tmp_path / "file"
    numbers = [
        sign * (2**bits + more)
        for bits in range(0, 63, 7)
        for sign in (1, -1)
        for more in (-1, 0, 1)
    ]
    lengths = [0, 1, 57, 58, *range(3950, 4030), 8000, 8031, 8032, 8033, 60_000]
    values: list[Any] = [None, 0, 1, 0.5, -1e300, b"", b"\0\xff", *numbers]
    values += ["đ" * (length // 2) + "x" * (length % 2) for length in lengths]
    values += [bytes(length) for length in range(990, 1010)]
    rng.shuffle(values)
    with closing(connect(path, KEY)) as db, db.atomic():
        db.execute("CREATE TABLE counted (id INTEGER PRIMARY KEY, value ANY, more ANY)")
        db.execute(
            "CREATE TABLE sorted (owner, place, value, PRIMARY KEY (owner, place)) WITHOUT ROWID"
        )
        for number, value in enumerate(values):
            db.execute(
                "INSERT INTO counted VALUES (?, ?, ?)", [3 ** (number % 39) + number, value, number]
            )
            db.execute("INSERT INTO sorted VALUES (?, ?, ?)", [number // 7, number, value])
        roots = dict(db.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
        counted = db.execute("SELECT * FROM counted ORDER BY id").fetchall()
        by_values = db.execute("SELECT * FROM sorted ORDER BY owner, place").fetchall()
        mark = bytes.fromhex(db.mark)
    sorter = Sorter(TreePages(SoundPages(path, KEY, mark)))
    columns = tuple(StoredColumn(name, ANY) for name in "abc")
    parts = {
        "counted": TablePart("counted", "counted", columns, by_number=True, counted=0),
        "sorted": TablePart("sorted", "sorted", columns, by_number=False),
    }
    for name, part in parts.items():
        sorter.follow(part, roots[name])
        assert part.lost == []
    assert parts["counted"].rows == counted
    assert parts["sorted"].rows == by_values
