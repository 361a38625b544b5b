"""Recognise pipes, devices and sockets, which must not be opened like files: that may never end."""

import stat
from pathlib import Path

from focusgroup.core.errors import StoreError

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def special_file(path: Path) -> str:
    """Return what is at *path*, such as "a named pipe"; "" for files, folders and nothing."""
    try:
        return _KINDS.get(stat.S_IFMT(path.stat().st_mode), "")
    except (OSError, ValueError):
        return ""


def refuse_special(path: Path) -> None:
    """Raise StoreError if something that is not a file or folder is where a database should be."""
    if kind := special_file(path):
        raise StoreError(f"{path} is {kind}, not a regular file; name a database file")
