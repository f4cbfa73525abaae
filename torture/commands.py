"""Command lines with words and files of odd kinds: an exit code of 0, 1 or 2, no traceback, no
hang, and no file changed that is nobody's to change."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from lcdesk import cli
from lcdesk.storage import slots
from torture import scratch
from torture.children import DONE, Child, Say
from torture.pool import Size
from torture.scratch import PASSWORD, WARD
from torture.tally import Overwritten, Tally

SHORT, LONG = Size(1, 30), Size(130, 40)
PATIENCE = 900.0
LIMIT = 40.0
"""Seconds for one command line."""
CODES = (0, 1, 2)
ODD = (
    *("", ".", "..", "/", "//", "x" * 300, "a/" * 2000, "pipe", "/dev/null", "/dev/zero"),
    *("folder", "folder/", "lost link", "link", "loop", "keys link", "missing/x", "-", "--", "\n"),
    *("foreign.pdf", "foreign.txt", "foreign.json", "empty", "a\0b", "\udcff", "~", "không có"),
    *("new.pdf", "new.xlsx", "new.json", "new.lcdesk", WARD, f"{WARD}.keys", f"{WARD}-journal"),
)
WORDS = (
    *("-o", "--json", "--blank", "--group", "--month", "--on", "--year", "--quarter", "--from"),
    *("--to", "--by", "--base", "--list", "--help", "--version", "--groups", "--households"),
    *("1", "0", "-1", "99999999999999999999", "2026", "2026-06", "2026-13", "2026-2", "30/6/2026"),
    *("31/02/2026", "٣", "groups", "members", "loans", "10C", "13", "01", "summary", "loans"),
)
COMMANDS = ("paper", "report", "list", "worklist", "check", "backup", "demo", "nonsense")
FOREIGN = ("foreign.pdf", "foreign.txt", "foreign.json", "folder/inside.txt", f"foreign/{WARD}")


def case(seed: int, number: int, tries: int) -> Tally:
    """Many command lines in one folder."""
    tally, rng = Tally(), Random(f"{seed} commands {number}")
    with scratch.folder() as place:
        folder = place / "here"
        for turn in range(tries):
            words = _words(rng)
            if not folder.exists():
                _furnish(folder)
            if not tally.run(f"line {turn}, {words!r}", partial(_run, folder, words, tally)):
                _unfurnish(folder)
    return tally


def _furnish(folder: Path) -> None:
    scratch.begin(folder)
    (folder / "foreign").mkdir()
    (folder / "folder").mkdir()
    for name in FOREIGN:
        (folder / name).write_bytes(f"của người khác: {name}".encode() * 20)
    (folder / "empty").touch()
    os.mkfifo(folder / "pipe")
    for name, to in (("lost link", "nowhere"), ("loop", "loop"), ("link", WARD)):
        (folder / name).symlink_to(to)
    (folder / "keys link").symlink_to(slots.path_of(Path(WARD)))


def _unfurnish(folder: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(folder)


def _words(rng: Random) -> list[str]:
    """A command with some sense in it, or none."""
    command = rng.choice(COMMANDS)
    file = WARD if rng.random() < 0.6 else rng.choice(ODD)
    likely = {
        "paper": [rng.choice(("10C", "01", "03")), file, "--blank", "-o", rng.choice(ODD)],
        "report": [rng.choice(("loans", "summary", "x")), file, "-o", rng.choice(ODD)],
        "list": [rng.choice(cli.REGISTERS), file],
        "backup": [file, rng.choice(ODD)],
        "demo": [rng.choice(ODD), "--groups", "1", "--households", "5", "--years", "1"],
    }
    words = [command, *likely.get(command, [file])]
    for _change in range(rng.choice((0, 0, 1, 2))):
        at = rng.randint(0, len(words))
        words[at : at + rng.randint(0, 1)] = [rng.choice((*ODD, *WORDS))]
    return words if words and words[0] in (*COMMANDS, "--help", "--version") else ["list", *words]


def _run(folder: Path, words: list[str], tally: Tally) -> bool:
    before = dict(_prints(folder))
    child = Child(partial(_command, folder, words))
    child.listen(lambda: False, LIMIT)
    hangs = not child.is_over
    child.kill()
    if hangs:
        tally.hangs += 1
        tally.failures.append(f"{words!r} did not end")
        _unfurnish(folder)
        return False
    child.check()
    code = int(child.said.split(DONE)[0] or -1)
    if code not in CODES:
        raise RuntimeError(f"exit code {code}")
    if changed := [name for name, content in _prints(folder) if before[name] != content]:
        raise Overwritten(", ".join(changed))
    return True


def _prints(folder: Path) -> Iterator[tuple[str, str]]:
    for name in (*FOREIGN, f"{WARD}.keys"):
        there = folder / name
        content = there.read_bytes() if there.exists() else b""
        yield name, hashlib.sha256(content).hexdigest()


def _command(folder: Path, words: list[str], say: Say) -> None:
    os.chdir(folder)
    os.environ["LCDESK_PASSWORD"] = PASSWORD
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    sys.stdin.close()
    code: object = 0
    try:
        code = cli.main(words)
    except SystemExit as ended:  # as argparse ends
        code = ended.code or 0
    say(f"{code}".encode() + DONE)
