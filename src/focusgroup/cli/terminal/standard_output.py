"""`-` as the name of a file to write: the file goes to standard output."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from focusgroup.core.errors import UsageError
from focusgroup.system.standard_input import STANDARD

READABLE = (".csv", ".md", ".txt", ".html", ".qdc")
"""Files that a terminal can show."""


@contextmanager
def written_to(path: Path | None, suffix: str) -> Iterator[Path | None]:
    """Yield *path*; for `-` a file in a private folder, which then goes to standard output.

    Raises UsageError where a file that isn't text would go to a terminal, OSError where standard
    output is closed.
    """
    if path != STANDARD:
        yield path
        return
    sys.stdout.write("")  # says so if it is closed
    out = getattr(sys.stdout, "buffer", None)
    if out is None or (suffix not in READABLE and sys.stdout.isatty()):
        raise UsageError(
            f"a terminal can't show a {suffix} file; name a file after -o, or send it on with `|`"
        )
    with TemporaryDirectory(prefix="focusgroup ") as folder:
        file = Path(folder, f"standard output{suffix}")
        yield file
        with file.open("rb") as written:
            shutil.copyfileobj(written, out)
    out.flush()
