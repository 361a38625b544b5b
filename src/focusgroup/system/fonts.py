"""Ask the machine which fonts are installed, where it has fontconfig to ask."""

import shutil
import subprocess

from focusgroup.system.environment import for_others


def font_for(family: str) -> str | None:
    """Return the installed font that stands in for *family*, or it; None if nobody can tell."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    try:
        command = [program, "-f", "%{family}", family]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=20, check=False, env=for_others()
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.partition(",")[0].strip() or None
