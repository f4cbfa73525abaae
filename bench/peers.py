"""Other programs that print registers: installed apart from what lcdesk needs, to be compared
with."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

PROGRAMS = {"soffice": "LibreOffice Calc", "typst": "typst", "fpdf2": "fpdf2"}
PLACE = Path(__file__).parents[1] / ".venv-peers"
PINNED = Path(__file__).with_name("peers.txt")


def install() -> None:
    """Install what is missing, as far as this machine lets us; what fails says so and is not
    measured."""
    _try([sys.executable, "-m", "venv", str(PLACE)])
    pip = [str(PLACE / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
    _try([*pip, "--requirement", str(PINNED)])
    if shutil.which("apt-get") and not shutil.which("soffice"):
        as_root = [] if os.getuid() == 0 else ["sudo", "-n"]
        apt_get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        _try([*apt_get, "update"])
        _try([*apt_get, "install", "-y", "--no-install-recommends", "libreoffice-calc-nogui"])


def packages() -> str:
    """Where a Python of the same version finds them."""
    return sysconfig.get_path("purelib", "venv", {"base": str(PLACE)})


def _try(words: Sequence[str]) -> None:
    try:
        subprocess.run(words, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip(), file=sys.stderr)
        print(f"bench: This did not work: {' '.join(words)}", file=sys.stderr)
