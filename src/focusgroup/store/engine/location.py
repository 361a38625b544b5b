"""Where things are kept on this machine: database, configuration, crash reports, documents.

Nothing is created here: each folder is created, readable by its owner only, by the code that
first writes to it.
"""

import os
import re
from glob import escape
from pathlib import Path
from typing import Any, Literal, NamedTuple

from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.passwords import names_a_server, without_passwords
from focusgroup.core.patterns import lazy_pattern
from focusgroup.store.engine.servers import EXAMPLE, is_server, place_of

APP = "focusgroup"
LONGEST_NAME = 240
"""Bytes of one part of a path: 255 everywhere, less the suffixes of journals and copies."""
RESCUE = ".rescue"
"""Suffix of a journal with all that a session held when its database was lost."""
RESCUED = ".rescued"
"""Suffix of the copy of a database that was deleted while it was open."""
LONGEST_PATH = 4_000
LONGEST_CONFIG = 262_144
SETTINGS = (
    "database",
    "shared",
    "exports",
    "template",
    "paper",
    "logo",
    "cover",
    "language",
    "backups",
    "initials",
    "keys",
)
"""Every key of the configuration."""


def default_db() -> Path:
    """Return the default database.

    ``FOCUSGROUP_DB``; else ``database`` in the configuration; else in the user's data folder.
    Raises FocusgroupError for a configuration that can't be read.
    """
    named = os.environ.get("FOCUSGROUP_DB") or _configured("database")
    if named:
        return database_at(named)
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "focusgroup.db"


def shared_repository() -> str:
    """Return where sessions are published to if nothing else is said, "" if that is not set.

    ``FOCUSGROUP_SHARED``; else ``shared`` in the configuration. It may hold a password. Raises
    FocusgroupError for a configuration that can't be read.
    """
    return os.environ.get("FOCUSGROUP_SHARED") or _configured("shared")


def database_at(named: str) -> Path:
    """Return the path named by ``--db`` or ``FOCUSGROUP_DB``. Raises UsageError for anything else.

    For a database on a server, named by its URL, it is the path that stands for it here. Whether
    there is a database is checked when it is opened.
    """
    if is_server(named):
        return place_of(named)
    if names_a_server(named):
        raise UsageError(f"the database's URL can't be read; write it as {EXAMPLE}")
    if named == ":memory:":
        raise UsageError(f"the database {named} is not a file; name a file, such as ~/groups.db")
    return path_named(named, "the database")


def path_named(named: str, what: str) -> Path:
    """Return *named* as an absolute path, with ``~`` as the home folder.

    Raises UsageError, naming *what* it is for, for a text that can't be a path.
    """
    shown = without_passwords(named)[:60]
    if any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in named):
        raise UsageError(f"{what} {shown!r} has control characters in its name")
    if "://" in named or named.startswith("file:"):
        raise UsageError(f"{what} {shown} is a URL; give the path of a file or folder")
    try:
        path = Path(named).expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(f"{what} {shown}: there is no such user") from error
    longest = max(len(os.fsencode(part)) for part in ("", *path.parts))
    if longest > LONGEST_NAME or len(os.fsencode(path)) > LONGEST_PATH:
        raise UsageError(f"{what} {shown}… has a name that is too long for a file")
    return path


def unused(path: Path) -> Path:
    """Return *path* or, if something is there already, `name-2.ending` and so on."""
    free, number = path, 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def state_dir() -> Path:
    """Return the folder for the program's own notes."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def sample_db() -> Path:
    """Return where the sample sessions are kept, apart from the user's own."""
    return state_dir() / "sample.db"


def journal_of(db: Path) -> Path:
    """Return where entries wait that can't be written to *db*."""
    return db.with_name(db.name + ".journal")


def backups_of(db: Path) -> Path:
    """Return the folder of the daily backups of *db*."""
    return db.parent / "backups"


def newest_backup(db: Path) -> Path | None:
    """Return the newest backup or rescued copy of *db*, None if there is none."""
    copies = [
        *backups_of(db).glob(f"{escape(db.stem)}-[0-9]*.db"),
        *db.parent.glob(f"{escape(db.name)}.*{RESCUED}"),
    ]
    return max(copies, key=lambda each: (each.stat().st_mtime_ns, each.name), default=None)


def rescue_files(db: Path) -> tuple[Path, ...]:
    """Return the rescue files of sessions beside *db*, oldest first."""
    journal = journal_of(db)
    return tuple(sorted(journal.parent.glob(f"{escape(journal.name)}.*{RESCUE}")))


def crash_dir() -> Path:
    """Return the folder of crash reports, which contain none of people's words."""
    return state_dir() / "crashes"


def records_dir() -> Path:
    """Return the folder of the records of documents, which contain hashes only."""
    return state_dir() / "documents"


def config_file() -> Path:
    """Return the path of the user's settings; the file may not exist."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def exports_dir() -> Path:
    """Return the folder for documents without a file name.

    ``FOCUSGROUP_EXPORTS``; else ``exports`` in the configuration; else the source tree's
    ``exports/`` when the program runs from one that is writable; else ``Focusgroup/`` in the
    user's documents. Raises FocusgroupError for a configuration that can't be read.
    """
    named = os.environ.get("FOCUSGROUP_EXPORTS") or _configured("exports")
    if named:
        return path_named(named, "the folder for documents")
    root = checkout()
    if root is not None and os.access(root, os.W_OK):
        return root / "exports"
    from platformdirs import user_documents_path

    return user_documents_path() / "Focusgroup"


def checkout() -> Path | None:
    """Return the folder of the source tree that the program runs from, None if installed."""
    root = Path(__file__).resolve().parents[4]
    found = (root / "pyproject.toml").is_file() and (root / "src" / APP).is_dir()
    return root if found else None


def configured_keys() -> dict[str, object]:
    """Return the ``[keys]`` of the configuration as written there.

    Raises FocusgroupError for a configuration that can't be read.
    """
    keys = _configuration().get("keys", {})
    if not isinstance(keys, dict):
        raise FocusgroupError(f"{config_file()}: `keys` must be a table, written as [keys]")
    return keys


class Documents(NamedTuple):
    """Defaults for documents; None where nothing is configured."""

    template: Path | None = None
    paper: Literal["a4", "letter"] | None = None
    language: str | None = None
    logo: Path | None = None
    cover: bool = False


def configured_documents() -> Documents:
    """Return what the configuration says of documents.

    Raises FocusgroupError for a configuration that can't be read, or for another paper.
    """
    template, paper = _configured("template"), _configured("paper").casefold()
    logo, cover = _configured("logo"), _configuration().get("cover", False)
    if not isinstance(cover, bool):
        raise FocusgroupError(f"{config_file()}: `cover` must be true or false, without quotes")
    if paper not in ("", "a4", "letter"):
        raise FocusgroupError(f'{config_file()}: `paper` must be "a4" or "letter"')
    return Documents(
        path_named(template, "the template") if template else None,
        "a4" if paper == "a4" else "letter" if paper else None,
        _configured("language") or None,
        path_named(logo, "the logo") if logo else None,
        cover,
    )


BACKUPS_KEPT = 7
GB = 1_000_000_000
_BOUND = lazy_pattern(r"(?P<n>[0-9]{1,6}(?:\.[0-9]{1,3})?) ?(?P<unit>MB|GB|TB|copy|copies)", re.I)
_UNITS = {"mb": GB // 1_000, "gb": GB, "tb": GB * 1_000}


class BackupBound(NamedTuple):
    """How many daily backups are kept: at most *most*, and *size* bytes once there are *least*."""

    most: int = BACKUPS_KEPT
    size: int | None = 2 * GB
    least: int = 3


def configured_backups() -> BackupBound:
    """Return ``backups`` of the configuration: a size such as ``10 GB``, or ``5 copies``.

    Raises FocusgroupError for a configuration that can't be read.
    """
    written = _configured("backups")
    if not written:
        return BackupBound()
    found = _BOUND.fullmatch(written.strip())
    if found is None or not float(found["n"]):
        raise FocusgroupError(
            f'{config_file()}: `backups` must be a size or a number, "10 GB" or "5 copies"'
        )
    unit = found["unit"].lower()
    if unit in _UNITS:
        return BackupBound(size=round(float(found["n"]) * _UNITS[unit]), least=1)
    return BackupBound(most=max(int(float(found["n"])), 1), size=None)


def configured_initials() -> str:
    """Return ``initials`` of the configuration, "" if there are none.

    Raises FocusgroupError for a configuration that can't be read.
    """
    return _configured("initials")


def _configured(key: str) -> str:
    value = _configuration().get(key, "")
    if not isinstance(value, str):
        raise FocusgroupError(f'{config_file()}: `{key}` must be text in quotes: {key} = "…"')
    return value


def _configuration() -> dict[str, Any]:
    path = config_file()
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_CONFIG + 1)
        if len(text) > LONGEST_CONFIG:
            raise ValueError(f"it is longer than {LONGEST_CONFIG:,} bytes")
        import tomllib  # only where there is a configuration

        found = tomllib.loads(text.decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise FocusgroupError(
            f"the configuration {path} can't be read ({error}); correct it or move it away"
        ) from error
    unknown = [key for key in found if key not in SETTINGS]
    if unknown:
        raise FocusgroupError(
            f"{path}: there is no setting “{unknown[0][:60]}”; the settings are"
            f" {', '.join(SETTINGS)}"
        )
    return found
