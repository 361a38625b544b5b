"""Open a finished document with the system's program, or show it in its folder."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.system.environment import for_others

_PATIENCE_S = 3.0
"""Seconds in which a program reports that it can't open a file; after that it has opened."""

NO_SCREEN = (
    "There is no desktop here to open it on. Over SSH or on a console, copy the file or open it"
    " from another machine."
)
NO_PROGRAM = "No program for opening documents was found (xdg-open). Open the file yourself."


def open_document(path: Path) -> None:
    """Open *path* as a double click would. Raises FocusgroupError with what to do instead."""
    if sys.platform == "win32":
        _started(path)
    else:
        _run([*_opener(), str(path)])


def show_folder(path: Path) -> None:
    """Show the folder of *path*, with the file selected if the system can do that."""
    if sys.platform == "win32":
        _run(["explorer", f"/select,{path}"], answers=False)
    elif sys.platform == "darwin":
        _run(["open", "-R", str(path)])
    else:
        _run([*_opener(), str(path.parent)])


def _opener() -> list[str]:
    return ["open"] if sys.platform == "darwin" else [_opener_of_a_desktop()]


def _opener_of_a_desktop() -> str:
    # Windows' own opener, for files inside WSL.
    if in_windows := shutil.which("wslview"):
        return in_windows
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise FocusgroupError(NO_SCREEN)
    program = shutil.which("xdg-open")
    if program is None:
        raise FocusgroupError(NO_PROGRAM)
    return program


def _run(command: list[str], *, answers: bool = True) -> None:
    """Start *command* detached from the terminal; *answers* if its exit code means anything."""
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=for_others(),
        )
        code = running.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        # It runs as long as the document is open; the thread reaps it when it ends.
        threading.Thread(target=running.wait, daemon=True).start()
        return
    except OSError as error:
        raise FocusgroupError(f"{command[0]} did not start: {error.strerror}.") from error
    if code and answers:
        raise FocusgroupError("No program on this machine opens such files. Open it yourself.")


if sys.platform == "win32":

    def _started(path: Path) -> None:
        try:
            os.startfile(path)
        except OSError as error:
            raise FocusgroupError(
                "No program on this machine opens such files. Open it yourself."
            ) from error

else:

    def _started(path: Path) -> None:
        raise FocusgroupError(NO_PROGRAM)
