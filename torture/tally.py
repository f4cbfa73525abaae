"""What became of the tries of a part."""

import traceback
from collections.abc import Callable
from dataclasses import astuple, dataclass, field, fields

MOST_SHOWN = 5


class Lost(Exception):
    """Something that was acknowledged is gone."""


class HalfThere(Exception):
    """Something is there that is no state the program was ever in."""


class Overwritten(Exception):
    """A file that belongs to nobody here was changed."""


@dataclass
class Tally:
    """Counts by what happened, and a line for each failure that says how to see it again."""

    done: int = 0
    lost: int = 0
    half_there: int = 0
    tracebacks: int = 0
    hangs: int = 0
    overwritten: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count what another tally counted too."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def run(self, step: str, one: Callable[[], object]) -> bool:
        """Do one try and count what comes of it; say whether it went well. A try that gives False
        was none."""
        try:
            counts = one()
        except Lost as problem:
            self.lost += 1
            self.failures.append(f"{step}: lost: {problem}")
        except HalfThere as problem:
            self.half_there += 1
            self.failures.append(f"{step}: half there: {problem}")
        except Overwritten as problem:
            self.overwritten += 1
            self.failures.append(f"{step}: overwritten: {problem}")
        except Exception:  # noqa: BLE001 - whatever it is, it is counted and shown
            self.tracebacks += 1
            self.failures.append(f"{step}: {traceback.format_exc(limit=-2)}")
        else:
            self.done += counts is not False
            return True
        return False

    @property
    def is_well(self) -> bool:
        """Whether nothing but `done` was counted."""
        return not any(astuple(self)[1:])

    def __str__(self) -> str:
        return (
            f"{self.done:7} done {self.lost:5} lost {self.half_there:5} half there "
            f"{self.tracebacks:5} tracebacks {self.hangs:5} hangs {self.overwritten:5} overwritten"
        )
