"""PDF objects written beside reportlab's own: packed and compressed as they come, so that many of
them stay small."""

import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

_AT_ONCE = 256  # objects in a stream, so that a byte says which one it is
_RECORD = 6  # bytes that say where an object lies: kind, offset or stream, place in the stream
# the record of the next object in a stream, as the difference from the one before
_NEXT = b"\2\0\0\0\0\0\1"
_FREE = bytes(_RECORD)


class Objects:
    """The objects that a document has besides those that reportlab knows; both share one sequence
    of numbers."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._places: list[tuple[int, int, int]] = []
        self.streams: list[tuple[int, bytes]] = []
        """Number and text of each stream of objects."""

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers in a row that are now taken."""
        first: int = self._document.objectcounter + 1
        self._document.objectcounter += count
        return first

    def pack(self, numbers: Sequence[int], bodies: Sequence[bytes]) -> None:
        """Keep the objects of these numbers, each with its text."""
        for start in range(0, len(bodies), _AT_ONCE):
            self._pack(numbers[start : start + _AT_ONCE], bodies[start : start + _AT_ONCE])

    def _pack(self, numbers: Sequence[int], bodies: Sequence[bytes]) -> None:
        stream = self.reserve()
        offsets = accumulate(map(len, bodies), initial=0)
        head = b" ".join([b"%d %d" % place for place in zip(numbers, offsets, strict=False)])
        data = zlib.compress(head + b"\n" + b"".join(bodies))
        about = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(head) + 1)
        self.streams.append((stream, compressed(data, about)))
        first = 0
        for i in range(1, len(bodies) + 1):
            if i == len(bodies) or numbers[i] != numbers[i - 1] + 1:
                self._places.append((numbers[first], i - first, stream << 8 | first))
                first = i

    def table(self, offsets: dict[int, int], size: int, about: bytes) -> bytes:
        """The stream that says where each object lies: in the file at an offset, or in a stream of
        objects.

        `offsets` has the numbers of all objects that lie in the file, this one too, as the last of
        `size` - 1.
        """
        places = [(number, 1, 1 << 40 | offset << 8) for number, offset in offsets.items()]
        places += [(number, count, 2 << 40 | place) for number, count, place in self._places]
        parts, before, expected = [b"\0" + _FREE], _FREE, 1
        for number, count, place in sorted(places):
            if number != expected:
                raise ValueError(f"nothing was written for object {expected}")
            record = place.to_bytes(_RECORD, "big")
            parts += [
                b"\2",
                bytes([(a - b) & 255 for a, b in zip(record, before, strict=True)]),
                _NEXT * (count - 1),
            ]
            before, expected = (place + count - 1).to_bytes(_RECORD, "big"), number + count
        form = b"/Type/XRef/Size %d/W[1 4 1]/DecodeParms<</Predictor 12/Columns %d>>" % (
            size,
            _RECORD,
        )
        return compressed(zlib.compress(b"".join(parts)), form + about)


def compressed(data: bytes, about: bytes = b"") -> bytes:
    """A stream of data that zlib has compressed, with more entries `about` it."""
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (about, len(data), data)
