"""For which machines installers are built, and which of the locked wheels fit them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

from installer import Stop
from installer.lock import Pinned


@dataclass(frozen=True)
class Target:
    """A kind of machine: its wheel platforms, the Pythons it may have, its PEP 508 markers."""

    name: str
    platforms: tuple[str, ...]
    pythons: tuple[str, ...]
    markers: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        return {
            **self.markers,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "python_version": self.pythons[0],
            "python_full_version": f"{self.pythons[0]}.0",
        }


WINDOWS = Target(
    "windows",
    ("win_amd64",),
    ("3.13",),
    {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
    },
)
LINUX = Target(
    "linux",
    # Debian 12 has glibc 2.36; no distribution with Python 3.11 has an older one than 2.34.
    (
        *(f"manylinux_2_{minor}_x86_64" for minor in (34, 31, 28, 27, 26, 24, 17)),
        "manylinux2014_x86_64",
    ),
    ("3.11", "3.12", "3.13", "3.14"),
    {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
    },
)


def tag_of(python: str) -> str:
    """cp311 of 3.11."""
    return f"cp{python.replace('.', '')}"


def shelf_of(wheel: str) -> str:
    """For which Python alone a wheel is, such as cp311; empty for one that fits all."""
    tags = parse_wheel_filename(wheel)[3]
    abis = {each.abi for each in tags}
    return "" if abis & {"none", "abi3"} else min(abis)


def name_and_version(wheel: Path) -> tuple[str, str]:
    """Canonical name and version of a wheel file."""
    name, version, _build, _tags = parse_wheel_filename(wheel.name)
    return canonicalize_name(name), str(version)


def choose(
    files: Iterable[Path], packages: Iterable[Pinned], target: Target
) -> tuple[list[Path], list[str]]:
    """The wheels of these packages for a target, and what is missing among them, as "name for
    cp311"."""
    shelves = {tag_of(each) for each in target.pythons}
    known: dict[tuple[str, str], dict[str, Path]] = {}
    for path in sorted(files):
        known.setdefault(name_and_version(path), {})[shelf_of(path.name)] = path
    chosen, missing = [], []
    for each in packages:
        wheels = known.get((each.name, each.version), {})
        fitting = (
            [wheels[""]]
            if "" in wheels
            else [wheels[shelf] for shelf in sorted(shelves & wheels.keys())]
        )
        chosen += fitting
        if "" not in wheels:
            missing += [f"{each.name} for {shelf}" for shelf in sorted(shelves - wheels.keys())]
    return chosen, missing


def check_complete(missing: list[str]) -> None:
    if missing:
        raise Stop(f"No wheel in the lock fits: {', '.join(missing)}.")
