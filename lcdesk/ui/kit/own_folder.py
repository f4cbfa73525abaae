"""Where the program keeps what belongs to no ward file."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from lcdesk import paths


def own_folder() -> Path:
    """Where the program keeps what belongs to no ward file; nobody else may look into it."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    folder = paths.portable_data() or Path(QStandardPaths.writableLocation(place))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
