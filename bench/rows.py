"""What is measured: several values, their median against a limit."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table. Without values it says why nothing was measured."""

    name: str
    limit: float
    values: tuple[float, ...] = ()
    unit: str = "×"
    why_not: str = ""

    @property
    def holds(self) -> bool:
        return not self.values or median(self.values) <= self.limit

    def __str__(self) -> str:
        if not self.values:
            return f"{self.name:<76} not measured: {self.why_not}"
        middle = f"{median(self.values):8.2f} {self.unit}"
        spread = f"{min(self.values):.2f}–{max(self.values):.2f}"
        verdict = "holds" if self.holds else "BROKEN"
        return f"{self.name:<76} {middle:<12} {spread:<18} {self.limit:6g} {self.unit:<3} {verdict}"


HEAD = f"{'measured':<76} {'  median':<12} {'min–max':<18} {' limit':<10} "


Clock = Callable[[], float]


def seconds(action: Callable[[], Any], clock: Clock = time.perf_counter) -> float:
    """How long an action takes, by a clock of the wall or of the processor."""
    begun = clock()
    action()
    return clock() - begun


def ratios(
    ours: Callable[[int], Any],
    bare: Callable[[int], Any],
    runs: int,
    pairs: int,
    clock: Clock = time.perf_counter,
) -> Iterator[float]:
    """For each run the median of ours by the median of the bare one, taken in turn so that both
    meet the same weather.

    Each is called with a number that never comes twice.
    """
    for run in range(runs):
        taken = [
            (seconds(partial(ours, number), clock), seconds(partial(bare, number), clock))
            for number in range(run * pairs, (run + 1) * pairs)
        ]
        yield median(first for first, _second in taken) / median(second for _first, second in taken)
