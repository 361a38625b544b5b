"""What a name can be besides a file: a pipe, a socket, a device, a folder."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))  # its name stays when it is closed


def _device(path: Path) -> None:
    # Never the machine's own: a test that fails, run by root, would replace it.
    os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 3))


SPECIAL: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "folder": Path.mkdir,
}
"""Makes one at a path (a socket's is short: name it in the working folder)."""

if getattr(os, "geteuid", lambda: 1)() == 0:
    SPECIAL["device"] = _device
