"""The file called `-`: standard input to read from, standard output to write to."""

import sys
from pathlib import Path

from focusgroup.core.errors import FocusgroupError

STANDARD = Path("-")


def read_standard_input(most: int) -> bytes:
    """Return all of standard input. Raises FocusgroupError for more than *most* bytes, or none."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise FocusgroupError("there is no standard input to read; name a file")
    data: bytes = stream.read(most + 1)
    if len(data) > most:
        raise FocusgroupError(
            f"standard input is over {most // 1_000_000} MB, too large; name the right file"
        )
    return data
