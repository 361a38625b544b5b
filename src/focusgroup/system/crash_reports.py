"""Crash reports: where in the code it failed, and nothing that anybody said or typed."""

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from focusgroup import __version__

_PACKAGE = Path(__file__).resolve().parents[1]


def write_crash_report(error: BaseException, folder: Path) -> Path | None:
    """Write a report about *error* into *folder*; return its path, None if it can't be written.

    The file is 0600 in a 0700 folder. It holds only types and positions in the code. Messages,
    values and arguments are left out, because they may quote people.
    """
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
    head = [
        f"focusgroup {__version__}, {now:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        "",
    ]
    text = "\n".join([*head, *_describe(error, set())]) + "\n"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return None
    return path


def _describe(error: BaseException, seen: set[int]) -> list[str]:
    """Return *error*'s type and positions, after those of the errors that caused it."""
    seen.add(id(error))
    lines: list[str] = []
    origin = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if origin is not None and id(origin) not in seen:
        lines += [*_describe(origin, seen), "which led to", ""]
    kind = type(error)
    lines.append(f"{kind.__module__}.{kind.__qualname__}")
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}")
    lines.append("")
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            if id(inner) not in seen:
                lines += ["one of", "", *_describe(inner, seen)]
    return lines


def _place(filename: str) -> str:
    """Return a file's path relative to the package or library, so it holds no user's name."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return str(Path("focusgroup") / path.relative_to(_PACKAGE))
    return "/".join(path.parts[-3:])
