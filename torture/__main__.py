"""Torture ward files in the ways that are asked for, print one line for each, end with 1 where one
finds anything."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from lcdesk.i18n import use_language
from torture import (
    clocks,
    commands,
    cuts,
    flips,
    fuzz,
    kills,
    moves,
    pool,
    preload,
    refusals,
    scratch,
    work,
)
from torture.pool import Size
from torture.tally import MOST_SHOWN, Tally

JOBS = (os.cpu_count() or 1) + 1
"""One more than can run at a time, since a case waits for its child now and then."""


class Part(NamedTuple):
    """A kind of torture: what runs a case of it, by a seed, a number and its tries; and how large a
    run is."""

    case: Callable[[int, int, int], Tally]
    short: Size
    long: Size
    patience: float
    needs_library: bool = False


PARTS = {
    "kills": Part(kills.case, kills.SHORT, kills.LONG, kills.PATIENCE),
    "cuts": Part(cuts.case, cuts.SHORT, cuts.LONG, cuts.PATIENCE, needs_library=True),
    "refusals": Part(
        refusals.case, refusals.SHORT, refusals.LONG, refusals.CASE_PATIENCE, needs_library=True
    ),
    "flips": Part(flips.case, flips.SHORT, flips.LONG, flips.PATIENCE),
    "moves": Part(moves.case, moves.SHORT, moves.LONG, moves.PATIENCE),
    "fuzz": Part(fuzz.case, fuzz.SHORT, fuzz.LONG, fuzz.PATIENCE),
    "commands": Part(commands.case, commands.SHORT, commands.LONG, commands.PATIENCE),
    "clocks": Part(clocks.case, clocks.SHORT, clocks.LONG, clocks.PATIENCE),
}


def asked(words: Sequence[str]) -> argparse.Namespace:
    """What the words of the command line ask for."""
    parser = argparse.ArgumentParser(
        prog="./dev torture",
        description="Kill, cut, fill, damage and confuse ward files; nothing saved may be lost.",
        epilog="It ends with 1 where anything is found. docs/testing.md says what a part does.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only: {', '.join(PARTS)}")
    parser.add_argument("--long", action="store_true", help="thousands of tries, in half an hour")
    parser.add_argument("--seed", type=int, default=1, help="other tries than those of seed 1")
    parser.add_argument("--case", type=int, help="only this case of the parts, as a failure says")
    options = parser.parse_args(words)
    if unknown := [name for name in options.names if name not in PARTS]:
        parser.error(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
    return options


def _run(part: Part, options: argparse.Namespace) -> Tally:
    cases, tries = part.long if options.long else part.short
    numbers = range(cases)
    if options.case is not None:
        numbers = range(options.case, options.case + 1)
    case = partial(_case, part.case, options.seed, tries)
    return pool.run(case, numbers, JOBS, part.patience)


def _case(run: Callable[[int, int, int], Tally], seed: int, tries: int, number: int) -> Tally:
    return run(seed, number, tries)


def _show(name: str, tally: Tally, seconds: float, options: argparse.Namespace) -> None:
    print(f"{name:9}{tally} {seconds:8.1f} s", flush=True)
    again = f"./dev torture {name} --seed {options.seed}{' --long' * options.long}"
    for failure in tally.failures[:MOST_SHOWN]:
        print(f"  {again} {failure}", flush=True)
    if len(tally.failures) > MOST_SHOWN:
        print(f"  and {len(tally.failures) - MOST_SHOWN} more", flush=True)


def main(words: Sequence[str]) -> int:
    """Run what is asked for. Give 1 where anything but `done` was counted."""
    options = asked(words)
    if not preload.is_loaded() and (code := preload.run_again(words)) is not None:
        return code
    os.environ.pop("LD_PRELOAD", None)
    use_language("vi")
    work.stop_the_clock()
    scratch.beginning()
    well = True
    for name, part in PARTS.items():
        if options.names and name not in options.names:
            continue
        if part.needs_library and not preload.is_loaded():
            print(f"{name:9}left out: there is no compiler cc, or this is not Linux", flush=True)
            continue
        since = time.monotonic()
        tally = _run(part, options)
        _show(name, tally, time.monotonic() - since, options)
        well = well and tally.is_well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
