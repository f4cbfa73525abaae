"""A program that crashes leaves no picture of its memory."""

import subprocess
import sys

import pytest

from lcdesk import memory

LOOKING = """
import ctypes, resource, sys
from lcdesk import cli, memory
try:
    cli.main(["--version"])
except SystemExit:
    pass
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_every_command_begins_by_leaving_no_core() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOKING], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "(0, 0) 0"


def test_it_may_be_asked_again() -> None:
    memory.keep_private()
    memory.keep_private()
