"""How this program is started here, for hints that can be typed as they are."""

import shutil
import sys
from pathlib import Path


def typed(arguments: str) -> str:
    """Return the command line that runs the program with *arguments*, wherever it is installed.

    It is the one that started this program, unless `focusgroup` is found without a path.
    """
    started, python = Path(sys.argv[0]), Path(sys.executable)
    if shutil.which("focusgroup"):
        program = "focusgroup"
    elif started.name == "focusgroup" and started.exists():
        program = _short(started)
    else:
        program = f"{'python' if _is_found(python) else _short(python)} -m focusgroup"
    return f"{program} {arguments}"


def _is_found(python: Path) -> bool:
    found = shutil.which("python")
    return found is not None and Path(found) == python


def _short(path: Path) -> str:
    """Return a path from the current folder if it is below it, in quotes if it has blanks."""
    path = path.absolute()
    below = path.is_relative_to(Path.cwd())
    text = str(path.relative_to(Path.cwd())) if below else str(path)
    return f'"{text}"' if " " in text else text
