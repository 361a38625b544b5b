"""Complete the path of a file as it is typed."""

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester

from focusgroup.imports.agenda_file import SUFFIXES

MOST = 2_000
"""Entries of a folder that are considered."""


class PathSuggester(Suggester):
    """Suggests the first folder or agenda file that starts with what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return *value* with the rest of the name; folders end in a slash."""
        return await asyncio.to_thread(complete, value)


def complete(value: str) -> str | None:
    """Return *value* with its last part completed; None when nothing matches."""
    if not value or value == "~":
        return None
    head, _, start = value.rpartition("/")
    folder = f"{head}/" if head or value.startswith("/") else "."
    names: list[str] = []
    try:
        with os.scandir(Path(folder).expanduser()) as entries:
            for _, entry in zip(range(MOST), entries, strict=False):
                hidden = entry.name.startswith(".") and not start.startswith(".")
                if hidden or not entry.name.startswith(start):
                    continue
                if entry.is_dir():
                    names.append(f"{entry.name}/")
                elif entry.name.lower().endswith(SUFFIXES):
                    names.append(entry.name)
    except (OSError, ValueError):
        return None
    if not names:
        return None
    best = min(names)
    return f"{value}{best[len(start) :]}" if best != start else None
