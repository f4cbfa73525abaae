"""What an action says when it is done."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Done:
    """`touched` names the tables whose views are to be read anew; `record` is what was saved, where
    that is one."""

    touched: frozenset[str]
    record: Any = None
