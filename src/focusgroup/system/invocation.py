"""How this program is started here, for hints that can be typed as they are."""

import os
import shlex
import shutil
import sys
from pathlib import Path

COMMAND = "`focusgroup "
"""How the commands in a message begin."""


def typed(arguments: str) -> str:
    """Return the command line that runs the program with *arguments*, wherever it is installed."""
    return f"{_program()} {arguments}"


def as_typed(text: str) -> str:
    """Return a message with each of its commands as it can be typed here."""
    return text.replace(COMMAND, f"`{_program()} ") if COMMAND in text else text


def quoted(argument: object) -> str:
    """Return one argument of a command line, such as a path, as it has to be typed."""
    text = str(argument)
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def _program() -> str:
    """Return what started this program, unless `focusgroup` is found without a path."""
    started, python = Path(sys.argv[0]), Path(sys.executable)
    if shutil.which("focusgroup"):
        return "focusgroup"
    if started.name == "focusgroup" and started.exists():
        return _short(started)
    runner = "python" if _is_found(python) else _short(python)
    if started.suffix == ".pyz":  # a single file, from which Python alone can't find the program
        return f"{runner} {_short(started)}"
    return f"{runner} -m focusgroup"


def install_line(extra: str = "", packages: tuple[str, ...] = ()) -> str:
    """Return the line that installs the program here anew, or adds an *extra* to it.

    It names no package that an index would have to know as ours: in the program's folder are the
    files of what it needs, and where that isn't known, the *packages* of the extra are added by
    their own names.
    """
    python = _short(Path(sys.executable))
    if top := _folder():
        if not extra and Path(__file__).is_relative_to(top / "src"):
            limits = quoted(top / "constraints.txt")
            return f"{python} -m pip install -q -c {limits} -e {quoted(top)}"
        needed = quoted(top / "hashes" / f"{extra or 'program'}.txt")
        return f"{python} -m pip install -q --require-hashes -r {needed}"
    prefix, names = Path(sys.prefix).as_posix(), " ".join(packages)
    if "/pipx/" in prefix:
        return f"pipx inject focusgroup {names}" if extra else "pipx reinstall focusgroup"
    if "/uv/tools/" in prefix:
        adds = f"uv pip install --python {python} {names}"
        return adds if extra else "uv tool upgrade --reinstall focusgroup"
    return f"{python} -m pip install {names if extra else '--force-reinstall focusgroup.whl'}"


def _folder() -> Path | None:
    """Return the program's folder, if the program or its environment is in it."""
    for top in (Path(__file__).resolve().parents[3], Path(sys.prefix).parent):
        if (top / "constraints.txt").is_file() and (top / "src" / "focusgroup").is_dir():
            return top
    return None


def lacking(error: ModuleNotFoundError) -> str:
    """Return in a sentence what is missing, as after an update, and the line that installs it."""
    return f"the package “{error.name}” is missing here, as after an update; run: {install_line()}"


def _is_found(python: Path) -> bool:
    found = shutil.which("python")
    return found is not None and Path(found) == python


def _short(path: Path) -> str:
    """Return a path as it is typed, from the current folder if it is below it."""
    path = path.absolute()
    below = path.is_relative_to(Path.cwd())
    return quoted(path.relative_to(Path.cwd()) if below else path)
