"""Registers of 5,000 and 50,000 rows beside the same cells on a bare canvas, and beside other
programs.

Each is printed by a fresh process, in turn, so that all meet the same weather.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.rows import Row

FEW, MANY = 5_000, 50_000
RUNS = 5
OTHERS = {"soffice": "LibreOffice Calc", "typst": "typst", "fpdf2": "fpdf2"}


@dataclass(frozen=True)
class Printing:
    """How long a process printed, in seconds, and what it took at its peak, in kilobytes."""

    seconds: float
    peak: float


def rows(folder: Path) -> Iterator[Row]:
    found = [kind for kind in OTHERS if _is_there(kind)]
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
    for kind, program in OTHERS.items():
        name = f"register of {FEW:,} rows, as PDF/A-2b ÷ {program}"
        yield (
            _row(name, 1, few, printed[kind, FEW])
            if kind in found
            else Row(name, 1, why_not="it is not installed")
        )


def _is_there(kind: str) -> bool:
    return find_spec("fpdf") is not None if kind == "fpdf2" else shutil.which(kind) is not None


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
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        # Not `wait`, which does not tell what this one process used.
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{kind} did not print")
    return Printing(float(said), used.ru_maxrss)
