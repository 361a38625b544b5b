"""Which commit the program was made from; imports nothing of ours, as the build runs it too."""

from pathlib import Path

NOTE = "commit.txt"
"""The file of the built package that says it."""


def commit_of(checkout: Path) -> str:
    """Return a checkout's commit in seven characters, "" where there is none, without git."""
    try:
        folder = checkout / ".git"
        if folder.is_file():  # a second working tree: "gitdir: PATH"
            folder = Path(folder.read_text("utf-8").partition(":")[2].strip())
        head = (folder / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref:"):
            return head[:7]
        name = head.partition(":")[2].strip()
        common = folder / "commondir"
        shared = folder / common.read_text("utf-8").strip() if common.exists() else folder
        loose = shared / name
        if loose.exists():
            return loose.read_text("utf-8")[:7]
        packed = (shared / "packed-refs").read_text("utf-8").splitlines()
        return next((line[:7] for line in packed if line.endswith(f" {name}")), "")
    except (OSError, UnicodeDecodeError):
        return ""


def commit_noted(package: Path) -> str:
    """Return the commit that the build noted in the package, "" for none."""
    try:
        return (package / NOTE).read_text("utf-8").strip()[:7]
    except (OSError, UnicodeDecodeError):
        return ""
