"""One program for each ward file: a second start brings the first window to the front, and a
command that wants a copy of the file gets it from there."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from lcdesk.domain.errors import Refused
from lcdesk.i18n import _

PATIENCE = 2000
"""Milliseconds to wait for an answer; a program that hangs gives none, and the file itself then
says it is in use."""
PATIENCE_FOR_COPY = 10 * 60_000
"""A large ward on a slow stick."""
MOST_BYTES = 64 * 1024

Answer = Callable[[str], None]
"""Takes a sentence that says why not, or "" where it was done."""


def _name(path: Path) -> str:
    """What the program that has a file listens to: the same for all ways to write its path, another
    for each user."""
    place = f"{Path.home()}\0{os.path.normcase(path.resolve())}"
    return f"lcdesk-{hashlib.sha256(place.encode(errors='surrogatepass')).hexdigest()[:32]}"


def ask_other(path: Path) -> bool:
    """Ask the program that has this file to come to the front. False where there is none."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # else Windows only lets its button blink
    return _answer(path, {"wish": "forward"}, PATIENCE) is not None


def ask_for_copy(path: Path, target: Path) -> None:
    """Have a file that is open in a window copied by it. Refused where no window of this user has
    it, or where it cannot."""
    running = QCoreApplication.instance() or QCoreApplication([])
    told = _answer(path, {"wish": "copy", "target": str(target.absolute())}, PATIENCE_FOR_COPY)
    del running
    if told is None:
        raise Refused(_("This file is already open in another window or on another machine."))
    if told:
        raise Refused(told)


def _answer(path: Path, wish: dict[str, str], patience: int) -> str | None:
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(PATIENCE):
        return None
    socket.write(json.dumps(wish).encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(patience):
            return None
    return str(json.loads(bytes(socket.readLine().data())))


class Instance(QObject):
    """Says that this program has a file. `asked` comes when another one wants it, `copy_asked` with
    a path and an `Answer` when one wants a copy of it."""

    asked = Signal()
    copy_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._server: QLocalServer | None = None
        self._asking: set[QLocalSocket] = set()

    def hold(self, path: Path) -> None:
        """Have this file from now on, and no other."""
        name = _name(path)
        if self._server is not None and self._server.serverName() == name:
            return
        self.release()
        QLocalServer.removeServer(name)  # a program that was killed leaves its own behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        self._server.listen(name)

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _on_connected(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        socket.setReadBufferSize(MOST_BYTES)
        self._asking.add(socket)
        socket.disconnected.connect(lambda: self._asking.discard(socket))
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._on_read(socket))

    def _on_read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            wish = json.loads(bytes(socket.readLine().data()))
            kind, target = wish["wish"], Path(wish.get("target", ""))
        except (ValueError, TypeError, KeyError, AttributeError):
            socket.abort()
            return

        def answer(told: str) -> None:
            if socket in self._asking:  # else nobody waits any more
                socket.write(json.dumps(told).encode() + b"\n")
                socket.flush()

        if kind == "copy":
            self.copy_asked.emit(target, answer)
        else:
            answer("")
            self.asked.emit()
