"""Read a file that somebody named: a list of people, a codebook, notes, a document."""

from io import BufferedReader
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.system.special_files import special_file
from focusgroup.system.standard_input import STANDARD, read_standard_input

MEGABYTE = 1_000_000


def file_bytes(path: Path, *, wanted: str, what: str, most: int) -> bytes:
    """Return the bytes of a file, of which there are *most* at most; `-` is standard input.

    *wanted* is what to name ("a CSV file") and *what* is what it holds ("a codebook"), for the
    FocusgroupError that is raised when it can't be read: see `open_file`, or too large.
    """
    if path == STANDARD:
        return read_standard_input(most)
    with open_file(path, wanted=wanted) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise FocusgroupError(f"{path} is over {most // MEGABYTE} MB, too large for {what}")
    return data


def open_file(path: Path, *, wanted: str) -> BufferedReader:
    """Open a file to read its bytes; never wait for a pipe.

    Raises FocusgroupError, which says to name *wanted*, for a device, a folder, one that is missing
    or that can't be read.
    """
    if kind := special_file(path):
        raise FocusgroupError(f"{path} is {kind}, not a file; name {wanted}")
    try:
        if path.is_dir():
            raise FocusgroupError(f"{path} is a folder; name {wanted} in it")
        return path.open("rb")
    except FileNotFoundError as error:
        raise FocusgroupError(f"there is no file {path}; name {wanted}") from error
    except OSError as error:
        raise FocusgroupError(f"{path} can't be read: {error.strerror or error}") from error
    except ValueError as error:
        raise FocusgroupError(f"{str(path)!r} can't be the name of a file") from error
