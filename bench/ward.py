"""The sample ward that is measured on, made once for a run where a part asks for it."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

PASSWORD = "sample-ward-of-lcdesk"
HOUSEHOLDS = 4800


@cache
def made(folder: Path) -> Path:
    """Make the sample as anybody would, by the command line."""
    path = folder / "ward.lcdesk"
    words = (
        f"-m lcdesk demo {path} --groups 120 --households {HOUSEHOLDS} --years 1 --seed 1".split()
    )
    subprocess.run(
        [sys.executable, *words], env={**os.environ, "LCDESK_PASSWORD": PASSWORD}, check=True
    )
    return path
