"""Gets the locked files: by pip, into a folder that is kept, so that a second build needs no
network."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from installer import Stop, lock, targets
from installer.lock import Pinned
from installer.targets import Target


def run(*command: str | Path) -> None:
    """Run a tool. Stop with what it said where it fails."""
    done = _run(command)
    if done.returncode:
        raise Stop(f"{' '.join(map(str, command[:4]))} … failed:\n{done.stdout}{done.stderr}")


def output(*command: str | Path) -> str:
    """What a tool says, also where it is not content."""
    done = _run(command)
    return done.stdout + done.stderr


def _run(command: Sequence[str | Path]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace"
        )
    except FileNotFoundError:
        raise Stop(
            f"{command[0]} is not installed. ./dev installer-test installs it on Debian and Ubuntu."
        ) from None


def pip(*arguments: str | Path) -> None:
    run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def requirements_of(name: str) -> list[str]:
    """What a package asks for, as the environment of the build knows it."""
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []  # wanted on the other system only


def wheels(
    target: Target, wanted: Iterable[str], locked: dict[str, Pinned], folder: Path
) -> list[Path]:
    """The run-time wheels of a target, each verified against the lock."""
    packages = lock.pinned(lock.closure(wanted, requirements_of, target.environment), locked)
    folder.mkdir(parents=True, exist_ok=True)
    verify(folder.glob("*.whl"), packages)
    chosen, missing = targets.choose(folder.glob("*.whl"), packages, target)
    if missing:
        download(target, packages, folder)
        verify(folder.glob("*.whl"), packages)
        chosen, missing = targets.choose(folder.glob("*.whl"), packages, target)
    targets.check_complete(missing)
    return chosen


def verify(files: Iterable[Path], packages: list[Pinned]) -> None:
    """Stop at a wheel of one of these packages whose hash is wrong."""
    named = {(each.name, each.version): each for each in packages}
    for path in sorted(files):
        name, version = targets.name_and_version(path)
        if (name, version) in named:
            lock.check_file(path, named[name, version])


def download(target: Target, packages: list[Pinned], folder: Path) -> None:
    asked = folder / "requirements.txt"
    asked.write_text("\n".join(map(str, packages)) + "\n", encoding="utf-8")
    platforms = [word for each in target.platforms for word in ("--platform", each)]
    for python in target.pythons:
        pip(
            "download", "--no-deps", "--require-hashes", "--only-binary=:all:", *platforms,
            "--python-version", python, "--dest", folder, "--requirement", asked,
        )  # fmt: skip


def python_tree(locked: dict[str, Pinned], folder: Path) -> Path:
    """The sdist that holds CPython for Windows, verified against its lock."""
    (package,) = locked.values()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{package.name.replace('-', '_')}-{package.version}.tar.gz"
    if not (folder / name).exists():
        asked = folder / "requirements.txt"
        asked.write_text(f"{package}\n", encoding="utf-8")
        pip("download", "--no-deps", "--require-hashes", "--no-binary=:all:",
            "--no-build-isolation", "--dest", folder, "--requirement", asked)  # fmt: skip
    lock.check_file(folder / name, package)
    return folder / name


def wanted_at_run_time(setup_cfg: str) -> list[str]:
    """The lines of install_requires."""
    block = re.search(r"^install_requires =\n((?:[ \t]+.*\n)+)", setup_cfg, re.MULTILINE)
    assert block
    lines = [line.strip() for line in block[1].splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
