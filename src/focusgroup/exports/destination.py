"""Where a document goes, and which files it may replace.

A document replaces only what was written for the same thing and has not been changed since. A
record for each path keeps what was written there, as hashes only.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from focusgroup.core.errors import FocusgroupError

NEW_FOLDER_MODE = 0o700
"""The mode of a new folder: documents hold customers' names, so only their owner can read them."""

_NUMBERED = 100
"""How many names to try when others are taken."""

_OPEN = "is open in another program"
_CHANGED = "was changed after it was written"
_OTHER = "is another document"

_WORD = (".docx", ".dotx")
_EXCEL = (".xlsx",)


@dataclass(slots=True)
class Destination:
    """The *path* for a document of a *kind* about *owner*: a session's id, or any other words.

    A *named* path was chosen by the user: it is replaced whatever it is, unless it was changed
    since we wrote it. Any other path gives way to what is there: *short* is then added to
    the name if the file belongs to another owner, else a number. What is *forced* replaces any
    file, changed or not. *records* is the folder of the records; without it nothing is known to be
    ours. *remark* and *over*, whether a file is replaced, are set with each name.
    """

    path: Path
    named: bool = True
    kind: str = ""
    owner: str = ""
    short: str = ""
    records: Path | None = None
    forced: bool = False
    remark: str = ""
    over: bool = False

    def target(self) -> Path:
        """Return the file to write, and make its folder; a link is followed only if *named*.

        Raises FocusgroupError if it is named and not a file: pipes and devices are left alone.
        """
        target = Path(os.path.realpath(self.path.parent)) / self.path.name
        if self.named:
            with contextlib.suppress(FileNotFoundError):
                # Asked before the link is followed: that of /dev/stdout leads to no path.
                mode = self.path.stat().st_mode
                if stat.S_ISDIR(mode):
                    raise FocusgroupError(f"{self.path} is a folder. Name a file in it.")
                if not stat.S_ISREG(mode):
                    raise FocusgroupError(
                        f"{self.path} is a pipe or a device, not a file. Name another file."
                    )
            target = Path(os.path.realpath(self.path))
        make_folder(target.parent)
        return target

    def names(self, ending: str = "") -> Iterator[Path]:
        """Yield the paths where it may be put, the best first, with the *remark* for each.

        With *ending*, a companion whose name ends so may be put beside it, too. Raises
        FocusgroupError where there is no other.
        """
        base, why = self.target(), ""
        if self.short and not self.named and self.is_anothers(base):
            why = f"{base.name} {_OTHER}"
            base = base.with_name(f"{base.stem} {self.short}{base.suffix}")
        for number in range(1, _NUMBERED):
            name = base
            if number > 1:
                name = base.with_name(f"{base.stem} ({number}){base.suffix}")
            # Asked first: a file that appears between the two is never taken for a new name.
            self.over = os.path.lexists(name)
            taken = self._taken(name, named=self.named and number == 1)
            if not taken and ending:
                log = self.companion(name, ending)
                taken = log._taken(log.path, named=log.named)
            if not taken:
                self.remark = f"{why}, so this file was saved as {name.name}." if why else ""
                if not why and self.records and self.over and not self._is_ours(name):
                    self.remark = f"{name.name} was another document and has been replaced."
                yield name
                taken = f"{name.name} {_OPEN}"
            why = why or taken
        raise FocusgroupError(
            f"{self.path} and {number - 1} names like it are taken. Choose another folder."
        )

    def is_anothers(self, name: Path) -> bool:
        """Return whether we wrote *name*, for another owner."""
        return self._recorded(name)[0] not in ("", self._mark()) and os.path.lexists(name)

    def companion(self, name: Path, ending: str) -> "Destination":
        """Return where the quote log beside *name* goes, which every kind may replace."""
        path = name.with_name(f"{name.stem}{ending}")
        return replace(self, path=path, kind="log", named=self.records is None)

    def wrote(self, name: Path, digest: str) -> None:
        """Record what was written to *name*.

        Without a record, which a full disk may refuse, the next document gets another name.
        """
        if self.records is None:
            return
        with contextlib.suppress(OSError):
            make_folder(self.records)
            self._record(name).touch(mode=0o600)
            self._record(name).write_text(f"{self._mark()} {digest}\n")

    def _taken(self, name: Path, *, named: bool) -> str:
        """Return why *name* may not be replaced, empty if it may or there is nothing."""
        try:
            mode = name.lstat().st_mode
        except FileNotFoundError:
            return ""
        if not stat.S_ISREG(mode) or not (named or self.forced or self._is_ours(name)):
            return f"{name.name} {_OTHER}"
        if held(name):
            return f"{name.name} {_OPEN}"
        mark, digest = ("", "") if self.forced else self._recorded(name)
        return f"{name.name} {_CHANGED}" if mark and digest != digest_of(name) else ""

    def _is_ours(self, name: Path) -> bool:
        return self._recorded(name)[0] == self._mark()

    def _mark(self) -> str:
        owner = self.owner.encode(errors="surrogatepass")
        return f"{self.kind} {hashlib.sha256(owner).hexdigest()}"

    def _record(self, name: Path) -> Path:
        return (self.records or Path()) / hashlib.sha256(os.fsencode(name)).hexdigest()

    def _recorded(self, name: Path) -> tuple[str, str]:
        """Return the mark and the digest of what we wrote to *name*, both empty if nothing."""
        with contextlib.suppress(OSError, ValueError):
            if self.records:
                mark, _, digest = self._record(name).read_text().rstrip("\n").rpartition(" ")
                return mark, digest
        return "", ""


Target = Path | Destination
"""What writers take: a path without more is one that the user named."""


def at(target: Target) -> Destination:
    """Return *target* as a destination."""
    return target if isinstance(target, Destination) else Destination(target)


def make_folder(folder: Path) -> None:
    """Make *folder*, and the folders above it that are missing, for their owner only."""
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        each.mkdir(mode=NEW_FOLDER_MODE, exist_ok=True)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, empty if it can't be read."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def held(target: Path) -> bool:
    """Return whether *target* is open in a program that would lose it or save over it.

    Word and Excel put an owner file beside an open document, LibreOffice a lock file.
    Windows refuses to write such a file; macOS and Linux allow it to be replaced, and the
    next Save in Word would then bring the old one back.
    """
    if any((target.parent / name).exists() for name in _marks(target)):
        return True
    if os.name != "nt":
        return False
    try:
        with target.open("r+b"):
            return False
    except PermissionError:
        return True


def _marks(target: Path) -> Iterator[str]:
    """Yield the names of the files that mark *target* as open.

    Word puts ``~$`` in front and drops as many letters of the name as it needs: two of a
    long name, one or none of a short one. Excel drops none.
    """
    suffix = target.suffix.lower()
    if suffix in _WORD:
        yield f"~${target.name[min(2, max(0, len(target.stem) - 6)) :]}"
    elif suffix in _EXCEL:
        yield f"~${target.name}"
    yield f".~lock.{target.name}#"
