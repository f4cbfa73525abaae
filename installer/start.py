"""Start the installed program with the packages that fit the Python of this machine."""

import sys
from pathlib import Path

library = Path(__file__).resolve().parent / "lib"
fitting = library / f"cp{sys.version_info[0]}{sys.version_info[1]}"
if not fitting.is_dir():
    known = ", ".join(f"3.{each.name[3:]}" for each in sorted(library.glob("cp3*")))
    sys.exit(
        f"lcdesk: this machine has Python {sys.version.split()[0]}; lcdesk is made for {known}."
    )
sys.path[:0] = [str(fitting), str(library)]
sys.argv[0] = "lcdesk"

from lcdesk.cli import main  # noqa: E402

sys.exit(main())
