"""A program that is killed while it saves leaves a whole file, with everything it said was saved."""

import random
import time
from pathlib import Path

from lcdesk.domain.errors import Refused
from lcdesk.domain.ward import Association
from lcdesk.storage import checking, database, records, slots
from tests.storage.wards import PASSWORD, beside, new_file, python

KILLS = 6
EACH = 5
"""Records that one verb saves: all of them are there, or none."""

SAVING = f"""
import sys
from pathlib import Path
from lcdesk.domain.ward import Association
from lcdesk.storage import database, records
file = database.open_file(Path(sys.argv[1]), sys.argv[2])
file.db.execute("PRAGMA cache_size = 10")  # so that pages go to the disk before the end of a transaction
for number in range(1_000_000):
    with records.writing(file, "save") as write:
        for part in range({EACH}):
            write.save(Association(name=f"{{sys.argv[3]}} {{number}}", officer="Lê Khế " * 20))
    print(number, flush=True)
"""


def saved_until_killed(path: Path, run: int) -> int:
    """How many verbs a program said it had saved before it was killed at some moment."""
    with python(SAVING, path, PASSWORD, run) as program:
        said: str = program.stdout.readline()
        time.sleep(random.uniform(0, 0.15))
        program.kill()
        said += program.stdout.read()
    return said.count("\n")


def test_killed_while_saving(path: Path) -> None:
    new_file(path).close()
    for run in range(KILLS):
        said = saved_until_killed(path, run)
        assert said, "nothing was saved before the kill"
        file = database.open_file(path, PASSWORD)
        assert checking.check(file.db) == []
        names = [each.name for each in records.find(file, Association)]
        for number in range(said):
            assert names.count(f"{run} {number}") == EACH
        assert {names.count(name) for name in names} == {EACH}
        assert len(names) == file.db.execute("SELECT count(*) FROM trail").fetchone()[0]
        file.close()


KILLED_INSIDE = """
import os, signal, sys
from pathlib import Path
from lcdesk.storage import database
file = database.open_file(Path(sys.argv[1]), sys.argv[2])
file.db.execute("PRAGMA cache_size = 5")
file.db.execute("BEGIN")
file.db.execute("UPDATE association SET officer = hex(randomblob(1000))")
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def half_written(path: Path) -> None:
    """A file whose program was killed inside a transaction, its journal still to be played back."""
    file = new_file(path)
    with records.writing(file, "save") as write:
        for number in range(100):
            write.save(Association(name=f"Hội {number}"))
    file.close()
    python(KILLED_INSIDE, path, PASSWORD).communicate()
    assert path.with_name(path.name + "-journal").stat().st_size


def officers(path: Path) -> list[str]:
    file = database.open_file(path, PASSWORD)
    assert checking.check(file.db) == []
    found = [each.officer for each in records.find(file, Association)]
    file.close()
    return found


def test_a_half_written_step_is_taken_back(path: Path) -> None:
    half_written(path)
    assert officers(path) == [""] * 100
    assert beside(path) == ["phường.lcdesk", "phường.lcdesk.keys"]


def test_a_wrong_key_file_does_no_harm_to_a_half_written_step(path: Path, tmp_path: Path) -> None:
    half_written(path)
    new_file(tmp_path / "other").close()
    mine, foreign = (slots.path_of(each).read_bytes() for each in (path, tmp_path / "other"))
    slots.path_of(path).write_bytes(foreign)
    try:
        database.open_file(path, PASSWORD)
    except Refused as refused:
        assert "key file belongs to another" in str(refused)
    slots.path_of(path).write_bytes(mine)
    assert officers(path) == [""] * 100


MAKING = """
import sys
from pathlib import Path
from lcdesk.storage import database, keys
while True:
    print(flush=True)
    path = Path(sys.argv[1])
    database.create(path, "Vũ Sồi", sys.argv[2], slots.Cost(1, 8, 1))[0].close()
    path.unlink()
    slots.path_of(path).unlink()
"""


def test_killed_while_making_a_file(path: Path) -> None:
    for _run in range(KILLS):
        program = python(MAKING, path, PASSWORD)
        program.stdout.readline()
        time.sleep(random.uniform(0, 0.1))
        program.kill()
        program.communicate()
        path.unlink(missing_ok=True)  # killed between making and taking away
        new_file(path).close()
        database.open_file(path, PASSWORD).close()
        path.unlink()
