"""Bringing to the disk what SQLite does not see to, and taking words off it."""

import os
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
    os.lseek(descriptor, 0, os.SEEK_SET)
    for start in range(0, size, BLOCK):
        os.write(descriptor, bytes(min(BLOCK, size - start)))
    os.fsync(descriptor)
