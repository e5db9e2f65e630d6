"""Finds the user's window that has a file open, using one local socket per open file."""

import getpass
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS: Final = 500
_SHOWN: Final = b"shown\n"
_TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # Wayland lets only the program that was started take focus


class OpenFiles(QObject):
    """Announces files to other windows, and asks other windows about files.

    Signals:
        show_requested: the user tried to open one of the announced files again.
    """

    show_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._servers: dict[str, QLocalServer] = {}

    def announce(self, paths: Iterable[Path]) -> None:
        """Announce exactly these files, except those that another window announces."""
        wanted = {_server_name(path) for path in paths}
        for name in self._servers.keys() - wanted:
            self._servers.pop(name).close()
        for name in wanted - self._servers.keys():
            self._listen(name)

    def show_elsewhere(self, path: Path, wait_ms: int = 5000) -> bool:
        """Show the window that has a file open; return False if no other window does.

        A window that does not answer in time counts as closed: opening the file then explains
        that it is locked.
        """
        name = _server_name(path)
        if name in self._servers:
            return False
        socket = QLocalSocket()
        socket.connectToServer(name)
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        socket.write(os.environ.get(_TOKEN, "").encode() + b"\n")
        socket.flush()
        while not socket.canReadLine():
            if not socket.waitForReadyRead(wait_ms):
                return False
        return bytes(socket.readLine().data()) == _SHOWN

    def _listen(self, name: str) -> None:
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(name):
            if _answers(name):
                return
            QLocalServer.removeServer(name)  # left by a program that was killed
            if not server.listen(name):
                return
        server.newConnection.connect(self._answer)
        self._servers[name] = server

    def _answer(self) -> None:
        for server in self._servers.values():
            while (socket := server.nextPendingConnection()) is not None:
                if not socket.canReadLine() and not socket.waitForReadyRead(_CONNECT_MS):
                    continue  # it only checks whether a window is listening
                token = bytes(socket.readLine().data()).decode(errors="replace").strip()
                if token:
                    os.environ[_TOKEN] = token  # Qt reads it when the window is activated
                self.show_requested.emit()
                if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
                    socket.write(_SHOWN)
                    socket.disconnectFromServer()


def _answers(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(_CONNECT_MS)


def _server_name(path: Path) -> str:
    owner = os.getuid() if hasattr(os, "getuid") else getpass.getuser()
    owner_and_place = f"{owner}\0{os.path.normcase(path.resolve())}"
    digest = hashlib.sha256(owner_and_place.encode(errors="surrogateescape"))
    return f"gvseg-{digest.hexdigest()[:24]}"  # short: the path of a socket has 108 bytes
