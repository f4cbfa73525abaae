"""What each form declares of itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from lcdesk.papers.kit.head import Head
from lcdesk.papers.kit.parts import Typesetter


@dataclass(frozen=True)
class Layout:
    """A paper: the `id` under which wording and kept papers have it, the record of what it says,
    how it is laid out.

    An empty content is the blank form. `wide` is landscape. What a paper has no wording of its own
    for, it takes from the one it `inherits` from, and else from what all papers share.
    """

    id: str
    content: type[Head]
    flowables: Callable[[Typesetter, Any], list[Flowable]]
    wide: bool = False
    inherits: "Layout | None" = None

    @property
    def above(self) -> tuple[str, ...]:
        """The papers whose wording it takes over, the farthest first."""
        return (*self.inherits.above, self.inherits.id) if self.inherits else ()

    def laid_out(self, content: Head, texts: Mapping[str, str]) -> list[Flowable]:
        """What a content says, in these texts, as it follows down the pages."""
        return self.flowables(Typesetter.of(texts, wide=self.wide), content)
