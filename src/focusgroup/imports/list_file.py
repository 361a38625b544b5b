"""Read the bytes of a file that somebody named: a list of people, a codebook."""

from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.system.special_files import special_file
from focusgroup.system.standard_input import STANDARD, read_standard_input

MEGABYTE = 1_000_000


def list_bytes(path: Path, *, wanted: str, what: str, most: int) -> bytes:
    """Return the bytes of a file, of which there are *most* at most.

    *wanted* is what to name ("a CSV file") and *what* is what it holds ("a codebook"), for the
    FocusgroupError that is raised when it can't be read: a device, a folder, missing, too large.
    Never waits for a pipe, but for the one called `-`, standard input.
    """
    if path == STANDARD:
        return read_standard_input(most)
    if kind := special_file(path):
        raise FocusgroupError(f"{path} is {kind}, not a file; name {wanted}")
    try:
        if not path.is_file():
            raise FocusgroupError(f"there is no file {path}; name {wanted}")
        if path.stat().st_size > most:
            raise FocusgroupError(f"{path} is over {most // MEGABYTE} MB, too large for {what}")
        return path.read_bytes()
    except OSError as error:
        raise FocusgroupError(f"{path} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise FocusgroupError(f"{str(path)!r} can't be the name of a file") from error
