"""The small C library that writes down or refuses what the program changes on the disk."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from torture import scratch

_LOADED = "LCDESK_TORTURE_PRELOADED"


def is_loaded() -> bool:
    """Whether this process was started with the library."""
    return _LOADED in os.environ


def library() -> ctypes.CDLL:
    """Its functions; call only where it is loaded."""
    return ctypes.CDLL(None)


def run_again(words: Sequence[str]) -> int | None:
    """Compile the library and run this program with it; None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    with scratch.folder() as place:
        built = place / "trace.so"
        source = Path(__file__).with_name("trace.c")
        subprocess.run(
            [compiler, "-O2", "-shared", "-fPIC", "-o", built, source, "-ldl"], check=True
        )
        environment = {**os.environ, "LD_PRELOAD": str(built), _LOADED: "1"}
        command = [sys.executable, "-m", "torture", *words]
        return subprocess.run(command, env=environment, check=False).returncode
