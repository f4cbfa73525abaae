"""Start of the installed program to its first window ÷ the same from a checkout, in turns: speed.py FILE INSTALLED.

On the screen named by DISPLAY, with the password in LCDESK_PASSWORD.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS = 9
ward, installed = sys.argv[1:]
COMMANDS = {"installed": [installed, ward], "checkout": [sys.executable, "-m", "lcdesk", ward]}


def seconds(command: list[str]) -> float:
    """From the start of the process until its window is on the screen."""
    begun = time.monotonic()
    program = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    looking = ["xdotool", "search", "--onlyvisible", "--name", Path(ward).name]
    while subprocess.run(looking, capture_output=True).returncode:
        if program.poll() is not None or time.monotonic() > begun + 60:
            raise SystemExit(f"no window of {command}")
        time.sleep(0.01)
    taken = time.monotonic() - begun
    subprocess.run(["wmctrl", "-c", Path(ward).name], check=True)
    program.wait(30)
    return taken


took: dict[str, list[float]] = {name: [] for name in COMMANDS}
for _turn in range(TURNS + 1):
    for name, command in COMMANDS.items():
        took[name].append(seconds(command))
middle = {
    name: statistics.median(each[1:]) for name, each in took.items()
}  # the first of each warms the disk
ratio = middle["installed"] / middle["checkout"]
times = " ÷ ".join(f"{middle[name]:.2f} s" for name in COMMANDS)
print(f"start to the first window, installed ÷ checkout: {times} = {ratio:.2f} (at most 1.3)")
sys.exit(ratio > 1.3)
