"""Registers of 5,000 and 50,000 rows beside the same cells on a bare canvas, and beside other
programs.

Each is printed by a fresh process, in turn, so that all meet the same weather.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import peers
from bench.rows import Row

FEW, MANY = 5_000, 50_000
RUNS = 5


@dataclass(frozen=True)
class Printing:
    """How long a process printed, in seconds, and what it took at its peak, in kilobytes."""

    seconds: float
    peak: float


def rows(folder: Path, with_peers: bool = False) -> Iterator[Row]:
    missing = _missing(folder) if with_peers else dict.fromkeys(peers.PROGRAMS, "ask for --peers")
    found = [kind for kind in peers.PROGRAMS if kind not in missing]
    printed = _printed(
        folder, [*((kind, FEW) for kind in ("bare", "grid", "archive", *found)), ("archive", MANY)]
    )
    bare, grid, few, many = (
        printed[key] for key in (("bare", FEW), ("grid", FEW), ("archive", FEW), ("archive", MANY))
    )
    yield _row(f"register of {FEW:,} rows × 10 columns ÷ a bare canvas", 1.3, grid, bare)
    yield _row("the same as tagged PDF/A-2b ÷ a bare canvas", 2.5, few, bare)
    yield _row(f"register of {MANY:,} rows ÷ {FEW:,}, as PDF/A-2b: time", 10.5, many, few)
    peaks = tuple(long.peak / short.peak for long, short in zip(many, few, strict=True))
    yield Row(f"register of {MANY:,} rows ÷ {FEW:,}, as PDF/A-2b: peak memory", 3, peaks)
    for kind, program in peers.PROGRAMS.items():
        name = f"register of {FEW:,} rows, as PDF/A-2b ÷ {program}"
        yield (
            Row(name, 1, why_not=missing[kind])
            if kind in missing
            else _row(name, 1, few, printed[kind, FEW])
        )


def _missing(folder: Path) -> dict[str, str]:
    """Why other programs cannot be measured. Each prints once here: a first start makes settings,
    and looks for fonts."""
    peers.install()
    missing = {}
    for kind in peers.PROGRAMS:
        try:
            _print(kind, 1, folder / f"{kind}.pdf")
        except RuntimeError as error:
            missing[kind] = str(error)
    return missing


def _row(name: str, limit: float, ours: Sequence[Printing], others: Sequence[Printing]) -> Row:
    return Row(name, limit, tuple(a.seconds / b.seconds for a, b in zip(ours, others, strict=True)))


def _printed(
    folder: Path, jobs: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], list[Printing]]:
    printed: dict[tuple[str, int], list[Printing]] = {job: [] for job in jobs}
    for _run in range(RUNS):
        for kind, count in jobs:
            printed[kind, count].append(_print(kind, count, folder / f"{kind}.pdf"))
    return printed


def _print(kind: str, count: int, out: Path) -> Printing:
    words = [sys.executable, "-m", "bench.printers", kind, str(count), str(out)]
    environment = {**os.environ, "PYTHONPATH": peers.packages()} if kind in peers.PROGRAMS else None
    done = subprocess.run(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    last = ([f"{kind} did not print"] + done.stdout.strip().splitlines())[-1]
    if done.returncode:
        raise RuntimeError(last)
    return Printing(*map(float, last.split()))
