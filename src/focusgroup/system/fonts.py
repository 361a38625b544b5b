"""Ask the machine which fonts are installed, where it has fontconfig to ask."""

import os
import shutil
import subprocess
from functools import lru_cache


def has_font(*families: str) -> bool | None:
    """Return whether one of *families* is installed, None if nobody can tell."""
    # Programs that hide fonts, and tests, set these two.
    return _has_font(families, os.environ.get("FONTCONFIG_FILE"), os.environ.get("PATH"))


@lru_cache(maxsize=32)
def _has_font(families: tuple[str, ...], _config: str | None, path: str | None) -> bool | None:
    program = shutil.which("fc-match", path=path)
    if program is None:
        return None
    try:
        command = [program, "-f", "%{family}", families[0]]
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    found = {name.strip().casefold() for name in done.stdout.split(",")}
    return any(name.casefold() in found for name in families)
