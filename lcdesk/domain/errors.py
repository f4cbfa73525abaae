"""How the program says no."""

from collections.abc import Mapping


class Refused(Exception):
    """What was asked cannot be done; nothing was changed.

    `complaints` maps the name of a field to a sentence in the user's language; the empty name
    stands for the whole. Fields of lines are named `lines.0.amount`.
    """

    def __init__(self, complaints: str | Mapping[str, str]) -> None:
        self.complaints = {"": complaints} if isinstance(complaints, str) else dict(complaints)
        super().__init__(" ".join(self.complaints.values()))
