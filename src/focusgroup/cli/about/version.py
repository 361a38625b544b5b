"""The version of the program, for `--version`."""

from pathlib import Path

import focusgroup

PACKAGE = Path(focusgroup.__file__).parent


def version() -> str:
    """Return the version, in a checkout its commit too, and the version of the schema."""
    schema = max(int(path.stem) for path in (PACKAGE / "store" / "schema").glob("[0-9]*.sql"))
    inside = ", ".join(part for part in (_commit(), f"schema {schema}") if part)
    return f"focusgroup {focusgroup.__version__} ({inside})"


def _commit() -> str:
    """Return the checkout's commit in seven characters, "" where there is none, without git."""
    try:
        folder = PACKAGE.parent.parent / ".git"
        if folder.is_file():  # a second working tree: "gitdir: PATH"
            folder = Path(folder.read_text("utf-8").partition(":")[2].strip())
        head = (folder / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref:"):
            return f"commit {head[:7]}"
        name = head.partition(":")[2].strip()
        common = folder / "commondir"
        shared = folder / common.read_text("utf-8").strip() if common.exists() else folder
        loose = shared / name
        if loose.exists():
            return f"commit {loose.read_text('utf-8')[:7]}"
        packed = (shared / "packed-refs").read_text("utf-8").splitlines()
        return next((f"commit {line[:7]}" for line in packed if line.endswith(f" {name}")), "")
    except (OSError, UnicodeDecodeError):
        return ""
