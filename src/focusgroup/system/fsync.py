"""Bringing to the disk what SQLite does not see to, and taking words off it."""

import os
import sys
from contextlib import suppress
from pathlib import Path

BLOCK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def overwrite(descriptor: int) -> None:
    """Put zeros in the place of all that a file holds, and bring them to the disk."""
    size = os.fstat(descriptor).st_size
    for start in range(0, size, BLOCK):
        zeros = bytes(min(BLOCK, size - start))
        if sys.platform == "win32":
            os.lseek(descriptor, start, os.SEEK_SET)
            os.write(descriptor, zeros)
        else:
            os.pwrite(descriptor, zeros, start)
    os.fsync(descriptor)
