"""Lays out the library of an installed program from wheels, and says what lies in a tree."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from installer import Stop, contents, fetch, targets
from installer.lock import sha256

MOMENT = 1735689600
"""The time of every file, 2025-01-01, so that two builds are alike."""


def own_wheel(root: Path, folder: Path) -> Path:
    """Build the wheel of the program from a copy, so that no old build leaks into it."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        for name in ("lcdesk", "i18n", "resources"):
            shutil.copytree(
                root / name, copy / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__")
            )
        for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(root / name, copy)
        fetch.pip(
            "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, copy
        )
    (built,) = folder.glob("lcdesk-*.whl")
    return built


def lay_out(wheels: Iterable[Path], library: Path, shelves: bool) -> None:
    """Unpack what ships of the wheels; with shelves, what fits one Python alone goes into a folder
    of its own."""
    for wheel in wheels:
        shelf = library / targets.shelf_of(wheel.name) if shelves else library
        with zipfile.ZipFile(wheel) as packed:
            for name in packed.namelist():
                if not name.endswith("/") and contents.ships(name):
                    packed.extract(name, shelf)


def files(tree: Path) -> dict[str, Path]:
    """The files of a tree by their names inside it, in order."""
    return {
        path.relative_to(tree).as_posix(): path
        for path in sorted(tree.rglob("*"))
        if path.is_file()
    }


def finish(tree: Path, compiled_for: str = "") -> None:
    """Give every file the same time and fitting rights, after a look for what must never ship.

    Compiled modules ship for the Python that is named, and only where they hold no time.
    """
    found = files(tree)
    wrong = contents.forbidden(found, compiled_for)
    wrong += [name for name in found if name.endswith(".pyc") and not _is_unchecked(found[name])]
    if wrong:
        raise Stop(f"This must never ship: {', '.join(sorted(set(wrong)))}.")
    for path in (*tree.rglob("*"), tree):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_script(path) else 0o644)
            os.utime(path, (MOMENT, MOMENT))


def _is_script(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _is_unchecked(compiled: Path) -> bool:
    """Whether a compiled module is taken without a look at its source (PEP 552)."""
    with compiled.open("rb") as file:
        return file.read(8)[4:] == b"\x01\0\0\0"


def manifest(tree: Path) -> str:
    """SHA-256 and name of every file, as `sha256sum -c` reads it."""
    return "".join(f"{sha256(path)}  {name}\n" for name, path in files(tree).items())


def megabytes(path: Path) -> float:
    """Size of a file, or of all files in a folder, in units of 10^6 bytes."""
    every = path.rglob("*") if path.is_dir() else [path]
    return sum(each.stat().st_size for each in every if each.is_file()) / 1e6
