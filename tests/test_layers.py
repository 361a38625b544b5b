"""The house's layers, read from the source with nothing but Python.

The contracts in `pyproject.toml` say the same more strictly, for import-linter.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "focusgroup"

BELOW = {
    "core": {"core"},
    "store": {"core", "store"},
    "exports": {"core", "exports"},
    "imports": {"core", "imports"},
    "tui": {"core", "store", "exports", "imports", "tui"},
    "backroom": {"core", "store", "exports", "imports", "backroom"},
    "cli": {"core", "store", "exports", "imports", "tui", "backroom", "cli"},
}
"""Which of our packages each may import."""

SCREENS = {"textual", "rich"}
DATABASES = {"sqlite3", "aiosqlite", "asyncpg"}
FILES = {"pathlib", "shutil", "tempfile", "subprocess", "socket"}
FORBIDDEN = {
    "core": SCREENS | DATABASES | FILES | {"docx", "click", "platformdirs"},
    "store": SCREENS | {"docx", "click"},
    "exports": SCREENS | DATABASES | {"click"},
    "imports": SCREENS | DATABASES | {"click"},
    "tui": DATABASES | {"click"},
    "backroom": DATABASES | SCREENS | {"click"},
    "cli": DATABASES,
}
"""Which libraries each may not."""


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and absolute name of every import in *tree*, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def breaches(package: str, source: str) -> list[str]:
    """What *source*, a module of *package*, imports that it may not."""
    found = []
    for line, name in imported(ast.parse(source)):
        parts = name.split(".")
        ours = parts[0] == "focusgroup" and len(parts) > 1 and parts[1] in BELOW
        if (ours and parts[1] not in BELOW[package]) or parts[0] in FORBIDDEN[package]:
            found.append(f"line {line}: {name}")
    return found


def modules(package: str) -> list[Path]:
    return sorted((SOURCE / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(p.name for p in SOURCE.iterdir() if p.is_dir()))
def test_arrows_point_down_only(package: str) -> None:
    if package == "__pycache__" or not modules(package):
        return
    found = {
        str(path.relative_to(SOURCE)): wrong
        for path in modules(package)
        if (wrong := breaches(package, path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("core", "import sqlite3"),
        ("core", "def f():\n    from focusgroup.store import open_db"),
        ("core", "from pathlib import Path"),
        ("store", "from focusgroup.tui.run import run"),
        ("exports", "from focusgroup import store"),
        ("imports", "import textual.widgets"),
        ("tui", "from focusgroup.cli.edge import Settings"),
        ("cli", "import aiosqlite"),
    ],
)
def test_a_breach_is_found(package: str, source: str) -> None:
    assert len(breaches(package, source)) == 1
