"""What a lock file says: which version of a package, and which files of it are the right ones."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer import Stop

NOT_SHIPPED = frozenset({"pip"})
"""sqlite-utils asks for pip only to install plugins from its command line."""


@dataclass(frozen=True)
class Pinned:
    """A package of a lock file: its version and the SHA-256 of every file that may be taken for
    it."""

    name: str
    version: str
    hashes: frozenset[str]

    def __str__(self) -> str:
        hashes = "".join(f" \\\n    --hash=sha256:{each}" for each in sorted(self.hashes))
        return f"{self.name}=={self.version}{hashes}"


def read(text: str) -> dict[str, Pinned]:
    """The packages of a lock file, by their canonical names."""
    found: dict[str, Pinned] = {}
    for block in re.split(r"\n(?=[\w])", text):
        pinned = re.match(r"([\w.-]+)==([^\s;\\]+)", block)
        if pinned:
            name = canonicalize_name(pinned[1])
            found[name] = Pinned(
                name, pinned[2], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            )
    return found


def closure(
    wanted: Iterable[str], requires: Callable[[str], Iterable[str]], environment: Mapping[str, str]
) -> frozenset[str]:
    """Canonical names of the packages wanted and of all that they need on a machine described by
    PEP 508 markers."""
    found: set[str] = set()
    open_ends = [Requirement(each) for each in wanted]
    while open_ends:
        each = open_ends.pop()
        name = canonicalize_name(each.name)
        fits = each.marker is None or each.marker.evaluate({**environment, "extra": ""})
        if fits and name not in found | NOT_SHIPPED:
            found.add(name)
            open_ends += [Requirement(line) for line in requires(name)]
    return frozenset(found)


def pinned(names: Iterable[str], lock: Mapping[str, Pinned]) -> list[Pinned]:
    """The lines of a lock for these names, in order. Stop where it does not know one."""
    unknown = [each for each in sorted(names) if each not in lock]
    if unknown:
        raise Stop(f"The lock does not know {', '.join(unknown)}. Run ./dev lock.")
    return [lock[each] for each in sorted(names)]


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_file(path: Path, package: Pinned) -> None:
    """Stop where a file is none of those that the lock names for its package."""
    found = sha256(path)
    if found not in package.hashes:
        raise Stop(
            f"{path.name} is not what the lock says for {package.name} {package.version}: its "
            f"SHA-256 is {found}."
        )
