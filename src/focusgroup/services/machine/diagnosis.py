"""Find what on this machine could get in the way: for `focusgroup doctor` and for whoever helps."""

import asyncio
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.pdf import MISSING, libreoffice
from focusgroup.store import open_db
from focusgroup.store.engine import location
from focusgroup.store.engine.servers import DbServer, server_of
from focusgroup.store.engine.sqlite import SQLITE_VERSION
from focusgroup.store.maintenance.check_and_backup import journals_beside
from focusgroup.system.file_systems import network_share
from focusgroup.system.fonts import font_for

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 200_000_000
"""Bytes of free disk below which a session is at risk: about fifty of the largest databases."""
SMALLEST = (80, 24)
_REQUIRED = lazy_pattern(r"([A-Za-z0-9._-]+)\s*(?:>=\s*([\d.]+))?[^;]*(;.*)?")


class Verdict(StrEnum):
    """What a finding means for the next session."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """One thing that was looked at: its *name*, what was found, and what to do about it."""

    name: str
    found: str
    verdict: Verdict = Verdict.OK
    advice: str = ""


def diagnose(db: Path) -> Iterator[MachineCheck]:
    """Look at Python, packages, terminal, disk, database, documents; change nothing."""
    yield _python()
    yield _packages()
    yield MachineCheck("SQLite", SQLITE_VERSION)
    yield from _terminal()
    yield from _database(db)
    yield from _documents()


def _python() -> MachineCheck:
    found = f"{platform.python_version()} on {platform.system()} {platform.release()}"
    if sys.version_info < OLDEST_PYTHON:
        return MachineCheck("Python", found, Verdict.WRONG, "install Python 3.11 or newer")
    return MachineCheck("Python", found)


def _packages() -> MachineCheck:
    """Compare what is installed with what the program asks for, as after an update without pip."""
    wanted, missing, old = 0, [], []
    try:
        asked = metadata.requires("focusgroup") or []
    except metadata.PackageNotFoundError:
        return MachineCheck("packages", "the program runs without being installed", Verdict.NOTE)
    for line in asked:
        match = _REQUIRED.match(line)
        if match is None or match[3]:  # an extra, or for another system
            continue
        wanted += 1
        try:
            have = metadata.version(match[1])
        except metadata.PackageNotFoundError:
            missing.append(match[1])
            continue
        if match[2] and _numbers(have) < _numbers(match[2]):
            old.append(f"{match[1]} {have} (needs {match[2]})")
    if not missing and not old:
        return MachineCheck("packages", f"{wanted} of {wanted} there")
    found = "; ".join(
        f"{what}: {', '.join(names)}"
        for what, names in (("missing", missing), ("old", old))
        if names
    )
    return MachineCheck(
        "packages", found, Verdict.WRONG, "install the program again as you did first"
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _terminal() -> Iterator[MachineCheck]:
    encoding = (sys.stdout.encoding or "unknown") if sys.stdout else "unknown"
    if encoding.lower().replace("-", "") == "utf8":
        yield MachineCheck("text", encoding)
    else:
        yield MachineCheck(
            "text", encoding, Verdict.NOTE, "signs and other scripts need UTF-8: LANG=C.UTF-8"
        )
    if not (sys.stdout and sys.stdout.isatty()):
        yield MachineCheck("terminal", "none: output goes elsewhere", Verdict.NOTE)
        return
    size = shutil.get_terminal_size()
    name = " ".join(filter(None, (os.environ.get("TERM_PROGRAM"), os.environ.get("TERM"))))
    found = f"{name or 'unknown'}, {size.columns} × {size.lines}"
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        yield MachineCheck("terminal", found, Verdict.WRONG, "make the window at least 80 × 24")
    else:
        yield MachineCheck("terminal", found)
    if taken := _keys_taken():
        yield MachineCheck(
            "keys",
            taken,
            Verdict.NOTE,
            "`focusgroup keys` lists them; [keys] in the configuration changes them",
        )


def _keys_taken() -> str:
    """Return which keys this terminal is known to keep for itself, "" if none is known."""
    if os.environ.get("WT_SESSION"):
        return "Windows Terminal keeps F11 and Alt+Enter for itself"
    program = os.environ.get("TERM_PROGRAM", "")
    if program == "Apple_Terminal":
        return "Terminal sends Alt only with “Use Option as Meta key” in its profile"
    if program == "iTerm.app":
        return "iTerm2 sends Alt only with “Esc+” for the Option key in its profile"
    if os.environ.get("VTE_VERSION"):
        return "this terminal keeps F10 and F11 unless its shortcuts are off"
    return ""


def _database(db: Path) -> Iterator[MachineCheck]:
    folder = next(each for each in (db, *db.parents) if each.exists())
    folder = folder if folder.is_dir() else folder.parent
    if server := server_of(db):
        yield _on_server(db, server)
    elif db.exists():
        size = f"{db}, {db.stat().st_size / 1e6:.1f} MB"
        if os.access(db, os.R_OK | os.W_OK):
            yield MachineCheck("database", size)
        else:
            yield MachineCheck("database", size, Verdict.WRONG, "you may not write to this file")
    else:
        yield MachineCheck("database", f"{db}, not yet", Verdict.NOTE, "the first session makes it")
    if not os.access(folder, os.W_OK):
        yield MachineCheck("folder", str(folder), Verdict.WRONG, "you may not write to this folder")
    if kind := network_share(folder):
        advice = "quotes could be lost there; use a file on this machine's own disk"
        yield MachineCheck("file system", kind, Verdict.WRONG, advice)
    free = shutil.disk_usage(folder).free
    low = free < LEAST_FREE
    yield MachineCheck(
        "free disk",
        f"{free / 1e9:.1f} GB",
        Verdict.WRONG if low else Verdict.OK,
        "make room before the next session" if low else "",
    )
    waiting = len(journals_beside(db))
    if waiting:
        advice = "`focusgroup db check` says what is in them"
        yield MachineCheck(
            "journals", f"{waiting} with lines that are not stored yet", Verdict.NOTE, advice
        )


def _on_server(db: Path, server: DbServer) -> MachineCheck:
    async def version() -> int:
        async with open_db(db) as opened:
            return await opened.version()

    try:
        asyncio.run(version())
    except FocusgroupError as error:
        return MachineCheck("database", str(server), Verdict.WRONG, str(error))
    return MachineCheck("database", f"{server}, answers")


def _documents() -> Iterator[MachineCheck]:
    try:
        exports = location.exports_dir()
        location.configured_documents()
        location.configured_keys()
    except FocusgroupError as error:
        yield MachineCheck("configuration", str(location.config_file()), Verdict.WRONG, str(error))
    else:
        there = location.config_file().exists()
        yield MachineCheck(
            "configuration", f"{location.config_file()}{'' if there else ', not yet'}"
        )
        place = next(each for each in (exports, *exports.parents) if each.exists())
        if place.is_dir() and os.access(place, os.W_OK):
            yield MachineCheck("documents", str(exports))
        else:
            advice = "choose another folder: FOCUSGROUP_EXPORTS, or `exports` in the configuration"
            yield MachineCheck("documents", str(exports), Verdict.WRONG, advice)
    office = libreoffice()
    if office is None:
        yield MachineCheck("LibreOffice", "not found", Verdict.NOTE, MISSING)
        return
    yield MachineCheck("LibreOffice", office)
    if font_for("Calibri") not in ("Calibri", "Carlito", None):
        yield MachineCheck(
            "fonts",
            "neither Calibri nor Carlito",
            Verdict.NOTE,
            "a PDF may break its pages elsewhere; install the font Carlito",
        )
