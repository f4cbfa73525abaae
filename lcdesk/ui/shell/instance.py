"""One program for each ward file: a second start brings the first window to the front."""

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 2000
"""Milliseconds to wait for an answer; a program that hangs gives none, and the file itself then
says it is in use."""


def _name(path: Path) -> str:
    """What the program that has a file listens to: the same for all ways to write its path, another
    for each user."""
    place = f"{Path.home()}\0{os.path.normcase(path.resolve())}"
    return f"lcdesk-{hashlib.sha256(place.encode(errors='surrogatepass')).hexdigest()[:32]}"


def ask_other(path: Path) -> bool:
    """Ask the program that has this file to come to the front. False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(PATIENCE):
        return False
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # else Windows only lets its button blink
    socket.write(b"!")
    return socket.waitForReadyRead(PATIENCE)


class Instance(QObject):
    """Says that this program has a file; `asked` comes when another one wants it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._server: QLocalServer | None = None

    def hold(self, path: Path) -> None:
        """Have this file from now on, and no other."""
        name = _name(path)
        if self._server is not None and self._server.serverName() == name:
            return
        self.release()
        QLocalServer.removeServer(name)  # a program that was killed leaves its own behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_asked)
        self._server.listen(name)

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _on_asked(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        socket.write(b"!")
        socket.flush()
        socket.disconnected.connect(socket.deleteLater)
        self.asked.emit()
