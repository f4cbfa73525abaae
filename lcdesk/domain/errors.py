"""How the program says no."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Refused(Exception):
    """What was asked cannot be done; nothing was changed.

    `complaints` maps the name of a field to a sentence in the user's language; the empty name
    stands for the whole. Fields of lines are named `lines.0.amount`.
    """

    def __init__(self, complaints: str | Mapping[str, str]) -> None:
        self.complaints = {"": complaints} if isinstance(complaints, str) else dict(complaints)
        super().__init__(" ".join(self.complaints.values()))


@contextmanager
def renamed(**names: str) -> Iterator[None]:
    """A complaint of the ledger under the name of the field that was filled in."""
    try:
        yield
    except Refused as refused:
        raise Refused(
            {names.get(name, name): text for name, text in refused.complaints.items()}
        ) from refused
