"""What every test needs before Qt is imported; and how long an example takes says only how busy the machine is."""

import os
import sys

from hypothesis import settings

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("lcdesk", deadline=None)
settings.load_profile("lcdesk")
