"""Measure what is asked for, print one table, end with 1 where a limit is broken."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench import (
    dating,
    keeping,
    lending,
    printing,
    registers,
    reporting,
    saving,
    searching,
    starting,
)
from bench.rows import HEAD, Row

DISK = "/var/tmp" if Path("/var/tmp").is_dir() else None
"""Where files lie on a disk: /tmp may be memory, on which a commit costs nothing."""

PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "starting": starting.rows,
    "saving": saving.rows,
    "dating": dating.rows,
    "keeping": keeping.rows,
    "searching": searching.rows,
    "printing": printing.rows,
    "registers": registers.rows,
    "lending": lending.rows,
    "reporting": reporting.rows,
}
"""In the order in which they are measured, however they are named: some fill the sample ward."""


def asked(words: Sequence[str]) -> dict[str, Callable[[Path], Iterator[Row]]]:
    """The parts that the words of the command line ask for."""
    parser = argparse.ArgumentParser(
        prog="./dev bench",
        description="Measure lcdesk beside what its parts cost alone.",
        epilog="It ends with 1 where a limit is broken. docs/benchmarks.md says what a row means.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"measure only this part: {', '.join(PARTS)}",
    )
    parser.add_argument(
        "--peers",
        action="store_true",
        help="install LibreOffice Calc, typst and fpdf2 and print registers with them too",
    )
    options = parser.parse_args(words)
    if unknown := [name for name in options.names if name not in PARTS]:
        parser.error(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
    chosen = {name: part for name, part in PARTS.items() if name in (options.names or PARTS)}
    if options.peers and "registers" not in chosen:
        parser.error("--peers belongs to the part registers, which is not among the named ones.")
    if options.peers:
        chosen["registers"] = partial(registers.rows, with_peers=True)
    return chosen


def main(words: Sequence[str]) -> int:
    parts = asked(words)
    print(HEAD, flush=True)
    held = True
    with tempfile.TemporaryDirectory(prefix="lcdesk-bench-", dir=DISK) as folder:
        for part in parts.values():
            for row in part(Path(folder)):
                print(row, flush=True)
                held = held and row.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
