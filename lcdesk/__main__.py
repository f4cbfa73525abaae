"""Start the program: `python -m lcdesk`."""

import sys

from lcdesk.cli import main

sys.exit(main())
