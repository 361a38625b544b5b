"""The version of the program, for `--version`."""

from pathlib import Path

import focusgroup
from focusgroup.system.commit import commit_noted, commit_of

PACKAGE = Path(focusgroup.__file__).parent


def version() -> str:
    """Return the version, the commit it was made from where that is known, and the schema's."""
    schema = max(int(path.stem) for path in (PACKAGE / "store" / "schema").glob("[0-9]*.sql"))
    commit = commit_noted(PACKAGE) or commit_of(PACKAGE.parent.parent)
    inside = ", ".join([*([f"commit {commit}"] if commit else []), f"schema {schema}"])
    return f"focusgroup {focusgroup.__version__} ({inside})"
