"""Where things are kept on this machine: database, configuration, crash reports, documents.

Nothing is made here: each folder is made, with rights for its owner only, by what
first writes into it.
"""

import os
import tomllib
from pathlib import Path

from focusgroup.core.errors import FocusgroupError

APP = "focusgroup"


def default_db() -> Path:
    """The database used when no other is named: ``FOCUSGROUP_DB``, else in the user's data."""
    named = os.environ.get("FOCUSGROUP_DB")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "focusgroup.db"


def state_dir() -> Path:
    """What the program notes for itself."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def journal_of(db: Path) -> Path:
    """Where what can't be written to *db* waits."""
    return db.with_name(db.name + ".journal")


def backups_of(db: Path) -> Path:
    """The folder of the daily backups of *db*."""
    return db.parent / "backups"


def crash_dir() -> Path:
    """Where crash reports go; there are no words of people in them."""
    return state_dir() / "crashes"


def config_file() -> Path:
    """The user's settings; the file need not be there."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def exports_dir() -> Path:
    """Where documents go unless a file is named.

    ``FOCUSGROUP_EXPORTS``; else ``exports`` in the configuration; else the checkout's
    ``exports/`` when the program runs from one that can be written; else ``exports/``
    in the working folder. Raises FocusgroupError for a configuration that can't be read.
    """
    named = os.environ.get("FOCUSGROUP_EXPORTS") or _configured("exports")
    if named:
        return Path(named).expanduser().absolute()
    root = checkout()
    if root is not None and os.access(root, os.W_OK):
        return root / "exports"
    return Path.cwd() / "exports"


def checkout() -> Path | None:
    """The folder of the source tree that the program runs from, None when it is installed."""
    root = Path(__file__).resolve().parents[3]
    found = (root / "pyproject.toml").is_file() and (root / "src" / APP).is_dir()
    return root if found else None


def _configured(key: str) -> str:
    path = config_file()
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise FocusgroupError(
            f"the configuration {path} can't be read ({error}); mend it or move it away"
        ) from error
    value = values.get(key, "")
    if not isinstance(value, str):
        raise FocusgroupError(f'{path}: `{key}` must be text in quotes, as in {key} = "…"')
    return value
