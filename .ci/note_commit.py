"""Notes in the built package which commit it was made from, for `focusgroup --version`."""

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NoteCommit(BuildHookInterface[Any]):
    """Adds `commit.txt` where the sources are a checkout; an editable install reads that itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the commit into a file, and add it to what is built."""
        reading = runpy.run_path(f"{self.root}/src/focusgroup/system/commit.py")
        commit = reading["commit_of"](Path(self.root))
        if commit and version != "editable":
            note = Path(tempfile.mkdtemp()) / reading["NOTE"]
            note.write_text(f"{commit}\n", "utf-8")
            within = "focusgroup" if self.target_name == "wheel" else "src/focusgroup"
            build_data["force_include"][str(note)] = f"{within}/{note.name}"
