"""Measure everything, print one table, end with 1 where a limit is broken."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import lending, printing, registers, reporting, saving, searching, starting, ward
from bench.rows import HEAD, Row

DISK = "/var/tmp" if Path("/var/tmp").is_dir() else None
"""Where files lie on a disk: /tmp may be memory, on which a commit costs nothing."""


def measured(folder: Path) -> Iterator[Row]:
    path = ward.made(folder)
    yield from starting.rows(path)
    yield from saving.rows(path)
    yield from searching.rows(folder)
    yield from printing.rows()
    yield from registers.rows(folder)
    yield from lending.rows(path)
    yield from reporting.rows(folder)


def main() -> int:
    print(HEAD, flush=True)
    held = True
    with tempfile.TemporaryDirectory(prefix="lcdesk-bench-", dir=DISK) as folder:
        for row in measured(Path(folder)):
            print(row, flush=True)
            held = held and row.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
