"""Sync to disk what SQLite does not sync, and overwrite files that held people's words."""

import os
import sys
from contextlib import suppress
from pathlib import Path

BLOCK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Sync a folder's list of names to disk."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_data(descriptor: int) -> None:
    """Sync a file's bytes and its length to disk, but not the time of its last change."""
    getattr(os, "fdatasync", os.fsync)(descriptor)  # macOS and Windows have only the one


def overwrite(descriptor: int) -> None:
    """Overwrite a whole file with zeros, and sync it to disk."""
    size = os.fstat(descriptor).st_size
    for start in range(0, size, BLOCK):
        zeros = bytes(min(BLOCK, size - start))
        if sys.platform == "win32":
            os.lseek(descriptor, start, os.SEEK_SET)
            os.write(descriptor, zeros)
        else:
            os.pwrite(descriptor, zeros, start)
    os.fsync(descriptor)
