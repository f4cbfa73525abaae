"""What an open file needs, loaded behind the password page while its password is typed."""

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

MODULES = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "sqlcipher3.dbapi2",
    "lcdesk.domain.entities",
    "lcdesk.storage.database",
    "lcdesk.actions.files",
    "lcdesk.ui.kit.forms",
    "lcdesk.ui.kit.register_page",
    "lcdesk.queries.worklist",
    "lcdesk.ui.shell.window",
    "lcdesk.ui.shell.exchange",
    "lcdesk.ui.areas.today",
)
"""One after the other, so that a key that is pressed meanwhile never waits for more than one of
them."""


class Loading(QObject):
    """Loads a module whenever the window has nothing else to do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[str] = iter(MODULES)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._load)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be loaded."""
        return self._idle.isActive()

    def begin(self) -> None:
        """Load from now on, when the page has been painted."""
        self._idle.start(0)

    def end(self) -> None:
        """Load no more."""
        self._idle.stop()

    def _load(self) -> None:
        name = next(self._left, None)
        if name is None:
            self.end()
        else:
            import_module(name)
