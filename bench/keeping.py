"""Copies and checks beside what they cost at least, and what they do to typing."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import quantiles

from bench import ward
from bench.rows import Row, ratios, seconds
from bench.ward import PASSWORD
from lcdesk.actions import files
from lcdesk.domain.people import Member
from lcdesk.storage import connection, lists
from lcdesk.storage.database import WardFile

RUNS = 5
WORDS = ("n", "ng", "lê", "tr", "th", "hoa", "an", "b")
"""What is typed into a search box; each letter asks the file."""


def rows(folder: Path) -> Iterator[Row]:
    path = ward.made(folder)
    file = files.open_ward(path, PASSWORD)
    target = path.with_name("kept.lcdesk")

    def fresh(write: Callable[[], object]) -> None:
        target.unlink(missing_ok=True)
        target.with_name(target.name + ".keys").unlink(missing_ok=True)
        write()

    copying = ratios(
        lambda _number: fresh(lambda: files.backup(file, target)),
        lambda _number: fresh(lambda: _copy(path, target)),
        RUNS,
        1,
    )
    yield Row("a verified copy ÷ copying and syncing the same bytes", 6, tuple(copying))
    beside = [_p95(file, target, fresh) for _run in range(RUNS)]
    yield Row("95th percentile of a letter in a search box, beside a copy ÷ alone", 2, (*beside,))
    key, mark = file.key, file.db.mark
    file.close()
    checking = ratios(
        lambda _number: _checked(path), lambda _number: _read(path, key, mark), RUNS, 1
    )
    yield Row("the check behind one's typing ÷ reading every row once", 4, tuple(checking))


def _copy(path: Path, target: Path) -> None:
    """In a process of its own: to read the open file here would take the lock off it."""
    child = os.fork()
    if not child:
        shutil.copyfile(path, target)
        with target.open("rb+") as out:
            os.fsync(out.fileno())
        os._exit(0)
    os.waitpid(child, 0)


def _p95(file: WardFile, target: Path, fresh: Callable[[Callable[[], object]], None]) -> float:
    alone = _letters(file, lambda number: number < 60)
    copying = threading.Thread(target=lambda: fresh(lambda: files.backup(file, target)))
    copying.start()
    beside = _letters(file, lambda number: copying.is_alive() and number < 60)
    copying.join()
    return quantiles(beside, n=20)[-1] / quantiles(alone, n=20)[-1]


def _letters(file: WardFile, go_on: Callable[[int], bool]) -> list[float]:
    taken: list[float] = []
    while go_on(len(taken)):
        word = WORDS[len(taken) % len(WORDS)]
        taken.append(seconds(partial(lists.choices, file, Member, word, None, 51)))
        time.sleep(0.1)  # ten letters a second, as the quickest type
    return taken


def _checked(path: Path) -> None:
    """Opened for each run, so that no page is in memory yet."""
    file = files.open_ward(path, PASSWORD)
    assert files.check_in_steps(file, lambda _step: None) == []
    file.close()


def _read(path: Path, key: bytes, mark: str) -> None:
    db = connection.connect(path, key, mark)
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        db.execute(f'SELECT * FROM "{name}"').fetchall()
    db.close()
