"""The short form of every torture finds nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from torture.__main__ import PARTS

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="its programs are forked")


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    """The lines of each part of a short run."""
    words = [sys.executable, "-m", "torture", "--seed", "1"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (ran.returncode in (0, 1), ran.stderr) == (True, "")
    lines: dict[str, list[str]] = {}
    for line in ran.stdout.splitlines():
        if not line.startswith(" "):
            part = line.split()[0]
        lines.setdefault(part, []).append(line)
    return lines


@pytest.mark.parametrize("part", PARTS)
def test_a_short_run_finds_nothing(told: dict[str, list[str]], part: str) -> None:
    line, *failures = told[part]
    if "left out" in line:
        pytest.skip(line)
    done, *others = (int(count) for count in re.findall(r" (\d+) [a-z]", line))
    assert failures == [] and done > 0 and sum(others) == 0


def test_what_is_not_there_is_said() -> None:
    words = [sys.executable, "-m", "torture", "floods"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2 and "There is no part floods" in ran.stderr
