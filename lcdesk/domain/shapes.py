"""Kept contents and the shapes they came in: a shape is which fields a content has, and what they
mean.

What is kept stays in the shape of its day, text and checksum. Whoever adds a field to a content
record, or changes one,
adds a step to `STEPS`; then what was kept before is read in today's shape, and a paper says that it
replaces another only where it says something else, not because the program has learnt a new field.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _

Plain = dict[str, Any]
"""A content as JSON has it."""


@dataclass(frozen=True)
class ShapeStep:
    """From one shape to the next, and back; `down` gives None for what the shape before could not
    say."""

    up: Callable[[Plain], Plain]
    down: Callable[[Plain], Plain | None]


@dataclass(frozen=True)
class KeptContent:
    """A content as it was kept, to the letter, in the shape of its day."""

    kind: str
    shape: int
    text: str

    @property
    def checksum(self) -> str:
        return checksum(self.text)

    def today(self) -> str:
        """Its text in today's shape. Refused where a newer program kept it."""
        check_known(self.kind, self.shape)
        steps = STEPS.get(self.kind, ())[self.shape - 1 :]
        if not steps:
            return self.text
        said = json.loads(self.text)
        for step in steps:
            said = step.up(said)
        return canonical(said)


def newest(kind: str) -> int:
    """The shape in which this program keeps a kind of content."""
    return 1 + len(STEPS.get(kind, ()))


def check_known(kind: str, shape: int) -> None:
    """Refuse a shape that a newer program brought."""
    if shape > newest(kind):
        raise Refused(
            _(
                "This was kept by a newer version of the program. Please install the newer one to "
                "read it."
            )
        )


def checksum(text: str) -> str:
    """The sha256 of a kept text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def checksums(kind: str, text: str) -> dict[int, str]:
    """The checksums of a content of today, in each shape that can say all of it."""
    shape, found = newest(kind), {newest(kind): checksum(text)}
    for step in reversed(STEPS.get(kind, ())):
        said = step.down(json.loads(text))
        if said is None:
            break
        shape, text = shape - 1, canonical(said)
        found[shape] = checksum(text)
    return found


def canonical(said: Plain) -> str:
    """The one text of a content: sorted keys, no spaces, letters as they are."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def adding(fields: Mapping[str, object]) -> ShapeStep:
    """A step that only adds fields: where each is, such as `lines.note`, and what it holds where
    nothing is said."""

    def up(said: Plain) -> Plain:
        for record, name, empty in _places(said, fields):
            record[name] = empty
        return said

    def down(said: Plain) -> Plain | None:
        if any(record.pop(name, empty) != empty for record, name, empty in _places(said, fields)):
            return None
        return said

    return ShapeStep(up, down)


def _places(said: Plain, fields: Mapping[str, object]) -> Iterator[tuple[Plain, str, object]]:
    """Each record that has such a field, with the name of the field and its empty value."""
    for place, empty in fields.items():
        *way, name = place.split(".")
        for record in _records(said, way):
            yield record, name, empty


def _records(found: Any, way: Sequence[str]) -> Iterator[Plain]:
    """The records at the end of a way; on it, a list stands for all that is in it, and null for
    none."""
    if isinstance(found, list):
        for each in found:
            yield from _records(each, way)
    elif isinstance(found, dict) and way:
        yield from _records(found[way[0]], way[1:])
    elif found is not None:
        yield found


def in_thousandths(place: str) -> ShapeStep:
    """A step in which a rate, such as `lines.rate`, turns from hundredths of a per cent into
    thousandths."""
    *way, name = place.split(".")

    def up(said: Plain) -> Plain:
        for record in _records(said, way):
            record[name] *= 10
        return said

    def down(said: Plain) -> Plain | None:
        for record in _records(said, way):
            record[name], more = divmod(record[name], 10)
            if more:
                return None
        return said

    return ShapeStep(up, down)


_STUDY = adding(
    {"student": "", "school": "", "course_from": None, "course_until": None, "tuition": 0}
)
STEPS: dict[str, tuple[ShapeStep, ...]] = {
    "01": (in_thousandths("bank_rate"), _STUDY),
    "01-gqvl": (in_thousandths("bank_rate"), _STUDY, adding({"edition": 0})),
    "01-uq": (),
    "10C": (),
    "03": (adding({"lines.withdrawn": ""}),),
    "04": (in_thousandths("lines.rate"), adding({"lines.withdrawn": ""})),
    "06": (),
    "13": (adding({"lines.transfer": False}),),
    "15": (),
    "16": (),
    "figures": (
        # Interest owed was all that had accrued; what was written off or taken over was not told.
        adding(
            {
                "interest_owed_is": "accrued",
                **{
                    f"{figures}.{part}": 0
                    for figures in ("whole", "breakdowns.total", "breakdowns.lines.figures")
                    for part in ("taken_over", "written_off", "interest_written_off")
                },
            }
        ),
    ),
    "year-book": (),
}
"""The steps of each kind of content: with none its shape is 1."""
