"""The house's layers, read from the source with nothing but Python.

The contracts in `pyproject.toml` say the same more strictly, for import-linter.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "focusgroup"

BELOW = {
    "core": {"core"},
    "system": {"core", "system"},
    "store": {"core", "system", "store"},
    "exports": {"core", "system", "exports"},
    "imports": {"core", "system", "imports"},
    "services": {"core", "system", "store", "exports", "imports", "services"},
    "tui": {"core", "system", "store", "exports", "imports", "services", "tui"},
    "backroom": {"core", "system", "store", "exports", "imports", "services", "backroom"},
    "cli": {"core", "system", "store", "exports", "imports", "services", "cli"},
}
"""Which of our packages each may import."""

FRONT_DOORS = ("focusgroup.tui.run", "focusgroup.backroom.run")
"""What the command line may import of the other fronts: it starts them."""

DOORS = (
    "focusgroup.core.agenda",
    "focusgroup.core.capture",
    "focusgroup.store.quotes",
    "focusgroup.store.outbox",
    "focusgroup.store.encryption",
    "focusgroup.store.erasure",
    "focusgroup.exports.word",
    "focusgroup.imports.guides",
)
"""Packages that are entered by their ``__init__``; the modules inside are private to them."""

SCREENS = {"textual", "rich"}
DATABASES = {"sqlite3", "aiosqlite", "asyncpg"}
FILES = {"pathlib", "shutil", "tempfile", "subprocess", "socket"}
FORBIDDEN = {
    "core": SCREENS | DATABASES | FILES | {"docx", "click", "platformdirs"},
    "system": SCREENS | DATABASES | {"docx", "click"},
    "store": SCREENS | {"docx", "click"},
    "exports": SCREENS | DATABASES | {"click"},
    "imports": SCREENS | DATABASES | {"click"},
    "services": SCREENS | DATABASES | {"click"},
    "tui": DATABASES | {"click"},
    "backroom": DATABASES | SCREENS | {"click"},
    "cli": DATABASES,
}
"""Which libraries each may not."""

MOST_FILES = 16
"""Files that stand side by side in one folder, at most: more of them want folders."""


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return line and absolute name of every import in *tree*, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def is_private(name: str, importer: str) -> bool:
    """Return whether *name* lies inside a package that *importer* may enter by its door only."""
    door = next((door for door in DOORS if name.startswith(f"{door}.")), None)
    if door is None or f"{importer}.".startswith(f"{door}."):
        return False
    inside = name.removeprefix(f"{door}.").split(".")[0]
    folder = SOURCE.parent.joinpath(*door.split("."))
    return (folder / inside).is_dir() or (folder / f"{inside}.py").is_file()


def breaches(module: str, source: str) -> list[str]:
    """Return what *source*, the code of *module* (``store.notes``), imports and may not."""
    found = []
    package = module.split(".")[0]
    for line, name in imported(ast.parse(source)):
        parts = name.split(".")
        ours = parts[0] == "focusgroup" and len(parts) > 1 and parts[1] in BELOW
        opens = package == "cli" and name.startswith(FRONT_DOORS)
        wrong_way = ours and parts[1] not in BELOW[package] and not opens
        if wrong_way or parts[0] in FORBIDDEN[package] or is_private(name, f"focusgroup.{module}"):
            found.append(f"line {line}: {name}")
    return found


def modules(package: str) -> list[Path]:
    return sorted((SOURCE / package).rglob("*.py"))


def dotted(path: Path) -> str:
    """Return the name of a module in the package: ``store.quotes.pages``."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("package", sorted(p.name for p in SOURCE.iterdir() if p.is_dir()))
def test_arrows_point_down_only(package: str) -> None:
    if package == "__pycache__" or not modules(package):
        return
    found = {
        str(path.relative_to(SOURCE)): wrong
        for path in modules(package)
        if (wrong := breaches(dotted(path), path.read_text("utf-8")))
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
        ("cli", "from focusgroup.tui.keymap import COMMANDS"),
        ("tui", "from focusgroup.backroom.run import run"),
        ("services", "from rich.text import Text"),
        ("store.notes", "from focusgroup.store.quotes.pages import count_quotes"),
        ("store.notes", "from focusgroup.store.quotes import pages"),
        ("store.quotes.ids", "from focusgroup.store.outbox.journal import Journal"),
    ],
)
def test_a_breach_is_found(package: str, source: str) -> None:
    assert len(breaches(package, source)) == 1


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("cli", "from focusgroup.tui.run import run"),
        ("store.notes", "from focusgroup.store.quotes import count_quotes"),
        ("store.quotes.ids", "from focusgroup.store.quotes.pages import count_quotes"),
        ("services", "from focusgroup.exports.word import write_word"),
    ],
)
def test_a_way_down_or_through_a_door_is_no_breach(package: str, source: str) -> None:
    assert breaches(package, source) == []


def test_no_folder_is_a_heap() -> None:
    folders = Counter(path.parent for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
    crowded = {str(folder): n for folder, n in folders.items() if n > MOST_FILES}
    assert crowded == {}


def test_a_class_name_stands_in_one_module_only() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(dotted(path))
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
